//! Conflicts found from the partner and money graph, and scores checked. Pure.

use crate::catalogue::StoredCall;
use openapi::{
    Reference,
    review::{ConflictSource, ReviewInput},
    rule::Rule,
    validation::Violation,
};
use std::collections::HashSet;

/// What ties institutions to a project.
#[derive(Debug, Clone, Default)]
pub struct Graph {
    /// The lead partner.
    pub lead: String,
    /// Partners that take part.
    pub takes_part: Vec<String>,
    /// Partners that already fund it.
    pub co_funds: Vec<String>,
}

/// The first tie found between a person's institutions and a project, the strongest first, with the institution.
pub fn found<'a>(
    graph: &Graph,
    institutions: impl Iterator<Item = &'a str> + Clone,
) -> Option<(ConflictSource, &'a str)> {
    let tied = |source: ConflictSource, holds: &dyn Fn(&str) -> bool| {
        institutions.clone().find(|id| holds(id)).map(|id| (source, id))
    };
    tied(ConflictSource::Leads, &|id| graph.lead == id)
        .or_else(|| {
            tied(ConflictSource::TakesPart, &|id| graph.takes_part.iter().any(|partner| partner == id))
        })
        .or_else(|| tied(ConflictSource::CoFunds, &|id| graph.co_funds.iter().any(|partner| partner == id)))
}

/// Scores with criteria named by id; a criterion of another call, or scored twice, is refused at its place.
pub fn settle(mut input: ReviewInput, call: &StoredCall) -> Result<ReviewInput, Vec<Violation>> {
    let mut wrong = Vec::new();
    let mut known = HashSet::new();
    for (index, score) in input.scores.iter_mut().enumerate() {
        let pointer = format!("/scores/{index}/criterion");
        match call.criterion(score.criterion.as_str()) {
            None => wrong.push(Violation::new(pointer, Rule::UnknownReference)),
            Some(criterion) if !known.insert(criterion.id.clone()) => {
                wrong.push(Violation::new(pointer, Rule::Duplicate))
            }
            Some(criterion) => score.criterion = Reference::from(criterion.id.as_str()),
        }
    }
    if wrong.is_empty() { Ok(input) } else { Err(wrong) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn graph() -> Graph {
        Graph { lead: "association".into(), takes_part: vec!["ville".into()], co_funds: vec!["agglo".into()] }
    }

    #[test]
    fn a_reviewer_whose_institution_leads_takes_part_or_co_funds_is_in_conflict() {
        let source =
            |institution: &'static str| found(&graph(), [institution].into_iter()).map(|(source, _)| source);
        assert_eq!(source("association"), Some(ConflictSource::Leads));
        assert_eq!(source("ville"), Some(ConflictSource::TakesPart));
        assert_eq!(source("agglo"), Some(ConflictSource::CoFunds));
        assert_eq!(source("school"), None);
    }

    #[test]
    fn the_strongest_tie_is_the_one_that_is_said() {
        assert_eq!(
            found(&graph(), ["agglo", "ville"].into_iter()),
            Some((ConflictSource::TakesPart, "ville"))
        );
    }
}
