//! What a call as sent must agree with, besides the rules of its own fields. Pure.

use crate::catalogue::Catalogue;
use openapi::{
    Id, Money,
    call::{Call, CallInput, Criterion, CriterionInput},
    criterion,
    rule::Rule,
    validation::Violation,
};
use std::collections::{HashMap, HashSet};

/// Every violation at once: codes and funders come once, and a funder is a partner of the programme.
pub fn violations(catalogue: &Catalogue, programme: &Id, input: &CallInput) -> Vec<Violation> {
    let mut found = criterion::violations(&input.criteria);
    let mut codes = HashSet::new();
    for (index, criterion) in input.criteria.iter().enumerate() {
        if !codes.insert(criterion.code.trim()) {
            found.push(Violation::new(format!("/criteria/{index}/code"), Rule::Duplicate));
        }
    }
    let mut funders = HashSet::new();
    for (index, envelope) in input.envelopes.iter().enumerate() {
        let place = format!("/envelopes/{index}/funder");
        if catalogue.partner_of(programme.as_str(), envelope.funder.as_str()).is_none() {
            found.push(Violation::new(place, Rule::UnknownReference));
        } else if !funders.insert(envelope.funder.as_str()) {
            found.push(Violation::new(place, Rule::Duplicate));
        }
    }
    found
}

/// A criterion to be stored: an existing one keeps its id, and with it the scores it was given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settled {
    pub id: Option<Id>,
    pub code: String,
    pub label: String,
    pub help: String,
    pub weight: i32,
    pub counts: bool,
    pub score_labels: Vec<String>,
}

/// The criteria of a new call: ids that were sent are of another one.
pub fn fresh(input: &CallInput) -> Vec<Settled> {
    input.criteria.iter().map(|sent| settled(sent, None)).collect()
}

fn settled(sent: &CriterionInput, id: Option<Id>) -> Settled {
    Settled {
        id,
        code: sent.code.trim().to_owned(),
        label: sent.label.clone(),
        help: sent.help.clone(),
        weight: sent.weight,
        counts: sent.counts,
        score_labels: sent.score_labels.iter().map(|label| label.trim().to_owned()).collect(),
    }
}

/// Finds which criterion of the call each one sent is: by its id, or without an id by its code.
pub fn settle(current: &Call, input: &CallInput) -> Result<Vec<Settled>, Vec<Violation>> {
    let mut found = Vec::new();
    let mut wrong = Vec::new();
    let mut taken: HashSet<&Id> = input.criteria.iter().filter_map(|sent| sent.id.as_ref()).collect();
    let mut met = HashSet::new();
    for (index, sent) in input.criteria.iter().enumerate() {
        let id = match &sent.id {
            Some(id) => {
                let known = current.criteria.iter().any(|own| own.id == *id);
                if !known {
                    wrong.push(Violation::new(format!("/criteria/{index}/id"), Rule::UnknownReference));
                } else if !met.insert(id) {
                    wrong.push(Violation::new(format!("/criteria/{index}/id"), Rule::Duplicate));
                }
                Some(id.clone())
            }
            None => {
                let same = |own: &&Criterion| own.code == sent.code.trim() && !taken.contains(&own.id);
                let own = current.criteria.iter().find(same);
                if let Some(own) = own {
                    taken.insert(&own.id);
                }
                own.map(|own| own.id.clone())
            }
        };
        found.push(settled(sent, id));
    }
    if wrong.is_empty() { Ok(found) } else { Err(wrong) }
}

impl From<&Criterion> for Settled {
    fn from(criterion: &Criterion) -> Self {
        let Criterion { id, code, label, help, weight, counts, score_labels } = criterion.clone();
        Self { id: Some(id), code, label, help, weight, counts, score_labels }
    }
}

/// Whether the criteria are the ones that the call has, in the same order.
pub fn unchanged(current: &Call, settled: &[Settled]) -> bool {
    current.criteria.iter().map(Settled::from).eq(settled.iter().cloned())
}

/// Whether scores that were given would no longer say the same: a criterion comes or goes, or counts otherwise, or its
/// scale changes. Words and order of the criteria are free.
pub fn means_otherwise(current: &Call, settled: &[Settled]) -> bool {
    let of_weight = |one: Settled| Settled { label: String::new(), help: String::new(), ..one };
    let own: Vec<Settled> = current.criteria.iter().map(Settled::from).map(of_weight).collect();
    let sent: Vec<Settled> = settled.iter().cloned().map(of_weight).collect();
    own.len() != sent.len() || sent.iter().any(|one| !own.contains(one))
}

/// Whether an envelope is lowered below what the decisions take from it already.
pub fn overdraws(current: &Call, input: &CallInput, voted: &HashMap<String, Money>) -> bool {
    current.envelopes.iter().any(|own| {
        let funder = own.funder.id.as_str();
        let sent = input.envelopes.iter().find(|sent| sent.funder.as_str() == funder);
        let amount = sent.map_or(0, |sent| sent.amount.amount);
        amount < own.amount.amount && voted.get(funder).is_some_and(|voted| voted.amount > amount)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use openapi::call::CallStatus;

    fn id(last: u8) -> Id {
        Id::from_storage(format!("0193c8a2-6d1f-7a52-8f4e-1b2c3d4e5f{last:02x}"))
    }

    fn call(codes: &[(u8, &str)]) -> Call {
        let day = chrono::NaiveDate::default();
        let now = chrono::DateTime::default();
        Call {
            id: id(200),
            version: 1,
            programme: id(201),
            slug: "2022".into(),
            title: "Appel".into(),
            status: CallStatus::Draft,
            aim: String::new(),
            description: String::new(),
            deliverable: "fiche-action".into(),
            opens_on: day,
            closes_on: day,
            closes_at: None,
            deadline: now,
            windows: vec![openapi::calendar::CallWindow::default()],
            reviews_due_on: None,
            selection_on: None,
            who_may_apply: Vec::new(),
            reviewers_per_project: 3,
            chart: openapi::call::current_chart(),
            criteria: codes.iter().map(|(number, code)| criterion(*number, code)).collect(),
            envelopes: Vec::new(),
            published_at: None,
            decisions_published_at: None,
            created_at: now,
            updated_at: now,
        }
    }

    fn criterion(number: u8, code: &str) -> Criterion {
        Criterion {
            id: id(number),
            code: code.into(),
            label: code.into(),
            help: String::new(),
            weight: 1,
            counts: true,
            score_labels: criterion::score_labels(),
        }
    }

    fn sent(codes: &[(Option<u8>, &str)]) -> CallInput {
        let mut input = CallInput::from(&call(&[]));
        input.criteria = codes
            .iter()
            .map(|(number, code)| CriterionInput {
                id: number.map(id),
                ..CriterionInput::from(&criterion(0, code))
            })
            .collect();
        input
    }

    fn ids(input: &CallInput) -> Option<Vec<Option<Id>>> {
        let current = call(&[(1, "C1"), (2, "C2")]);
        settle(&current, input).ok().map(|settled| settled.into_iter().map(|one| one.id).collect())
    }

    #[test]
    fn a_criterion_sent_again_without_its_id_is_found_by_its_code() {
        assert_eq!(ids(&sent(&[(None, "C2"), (None, "C3")])), Some(vec![Some(id(2)), None]));
    }

    #[test]
    fn a_new_criterion_may_take_the_code_of_one_that_changes_its_own() {
        assert_eq!(ids(&sent(&[(Some(1), "C9"), (None, "C1")])), Some(vec![Some(id(1)), None]));
    }

    #[test]
    fn a_criterion_of_another_call_is_refused() {
        assert_eq!(ids(&sent(&[(Some(3), "C3")])), None);
    }

    #[test]
    fn the_same_criteria_are_unchanged_and_another_order_is_a_change() {
        let current = call(&[(1, "C1"), (2, "C2")]);
        let same =
            |input: &CallInput| settle(&current, input).is_ok_and(|settled| unchanged(&current, &settled));
        assert!(same(&sent(&[(None, "C1"), (Some(2), "C2")])));
        assert!(!same(&sent(&[(Some(2), "C2"), (Some(1), "C1")])));
    }

    #[test]
    fn words_and_order_can_change_under_given_scores_and_nothing_else() {
        let current = call(&[(1, "C1"), (2, "C2")]);
        let otherwise = |change: &dyn Fn(&mut CallInput)| {
            let mut input = sent(&[(Some(1), "C1"), (Some(2), "C2")]);
            change(&mut input);
            settle(&current, &input).map(|settled| means_otherwise(&current, &settled))
        };
        assert_eq!(otherwise(&|_| ()), Ok(false));
        assert_eq!(otherwise(&|input| input.criteria.swap(0, 1)), Ok(false));
        assert_eq!(otherwise(&|input| input.criteria[0].label = "Qualité".into()), Ok(false));
        assert_eq!(otherwise(&|input| input.criteria[0].help = "Le besoin".into()), Ok(false));
        assert_eq!(otherwise(&|input| input.criteria[0].weight = 2), Ok(true));
        assert_eq!(otherwise(&|input| input.criteria[0].counts = false), Ok(true));
        assert_eq!(otherwise(&|input| input.criteria[0].score_labels[0] = "Rien".into()), Ok(true));
        assert_eq!(otherwise(&|input| input.criteria.truncate(1)), Ok(true));
        assert_eq!(otherwise(&|input| input.criteria.push(CriterionInput::blank("C3".into()))), Ok(true));
    }
}
