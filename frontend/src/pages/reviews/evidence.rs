//! What the fiche says on each criterion, beside the middle of the call. Criteria are data of a call, so the words of a
//! criterion decide. Pure.

use crate::{format, i18n::reviews as t};
use openapi::{call::Criterion, evidence::Evidence};
use yew::prelude::*;

/// Something computed from the fiche, with its name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fact {
    pub label: &'static str,
    pub value: String,
    /// The same in the middle of the call.
    pub median: Option<String>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Topic {
    Beneficiaries,
    Districts,
    Partners,
    Cost,
    CoFunding,
    Duration,
    Objectives,
}

const ALL: [Topic; 7] = [
    Topic::Beneficiaries,
    Topic::Districts,
    Topic::Partners,
    Topic::Cost,
    Topic::CoFunding,
    Topic::Duration,
    Topic::Objectives,
];

/// Word beginnings, without accents, that bring a topic beside a criterion.
const WORDS: [(&str, &[Topic]); 14] = [
    ("beneficiaire", &[Topic::Beneficiaries, Topic::Districts]),
    ("public", &[Topic::Beneficiaries, Topic::Districts]),
    ("quartier", &[Topic::Districts]),
    ("partenar", &[Topic::Partners]),
    ("partenaire", &[Topic::Partners]),
    ("cout", &[Topic::Cost, Topic::CoFunding]),
    ("budget", &[Topic::Cost, Topic::CoFunding]),
    ("financ", &[Topic::Cost, Topic::CoFunding]),
    ("tempor", &[Topic::Duration]),
    ("duree", &[Topic::Duration]),
    ("calendrier", &[Topic::Duration]),
    ("enjeu", &[Topic::Objectives]),
    ("objectif", &[Topic::Objectives]),
    ("priorit", &[Topic::Objectives]),
];

/// The facts beside one criterion; none when its words say nothing that is computed.
pub fn beside(criterion: &Criterion, evidence: &Evidence) -> Vec<Fact> {
    let words = plain(&criterion.label);
    let mut topics: Vec<Topic> = Vec::new();
    for (beginning, brought) in WORDS {
        if words.split(|c: char| !c.is_alphanumeric()).any(|word| word.starts_with(beginning)) {
            let fresh: Vec<Topic> = brought.iter().filter(|topic| !topics.contains(topic)).copied().collect();
            topics.extend(fresh);
        }
    }
    topics.into_iter().flat_map(|topic| fact(topic, evidence)).collect()
}

/// All that is computed.
pub fn all(evidence: &Evidence) -> Vec<Fact> {
    ALL.into_iter().flat_map(|topic| fact(topic, evidence)).collect()
}

fn fact(topic: Topic, evidence: &Evidence) -> Vec<Fact> {
    let none = || t::NOT_COMPUTABLE.to_owned();
    let one = |label, value: String, median: Option<String>| vec![Fact { label, value, median }];
    let of = evidence.call.as_ref();
    let percent = |share: Option<f64>| share.map(format::percent);
    match topic {
        Topic::Beneficiaries => one(
            t::BENEFICIARIES,
            format::number(evidence.beneficiaries.into()),
            of.and_then(|call| call.beneficiaries).map(t::middle),
        ),
        Topic::Districts => one(
            t::DISTRICT_SHARE,
            percent(evidence.district_share).unwrap_or_else(none),
            of.and_then(|call| percent(call.district_share)),
        ),
        Topic::Partners => vec![
            Fact {
                label: t::PARTNERS,
                value: format::number(evidence.partners.into()),
                median: of.and_then(|call| call.partners).map(t::middle),
            },
            Fact {
                label: t::CONFIRMED_PARTNERS,
                value: format::number(evidence.confirmed_partners.into()),
                median: of.and_then(|call| call.confirmed_partners).map(t::middle),
            },
        ],
        Topic::Cost => one(
            t::COST_EACH,
            evidence.cost_per_beneficiary.map_or_else(none, format::money),
            of.and_then(|call| call.cost_per_beneficiary).map(format::money),
        ),
        Topic::CoFunding => one(
            t::CO_FUNDING,
            percent(evidence.co_funding_ratio).unwrap_or_else(none),
            of.and_then(|call| percent(call.co_funding_ratio)),
        ),
        Topic::Duration => one(
            t::DURATION,
            evidence.months.map_or_else(none, |months| t::months(months.into())),
            of.and_then(|call| call.months).map(t::middle_months),
        ),
        Topic::Objectives => one(
            t::OBJECTIVES,
            format::number(evidence.objectives.into()),
            of.and_then(|call| call.objectives).map(t::middle),
        ),
    }
}

/// Facts as a list of names and values, each with the call's median behind it.
pub fn list(facts: &[Fact], class: &'static str) -> Html {
    html! {
        <dl class={classes!("evidence", class)}>
            { for facts.iter().map(|fact| html! {
                <div>
                    <dt>{ fact.label }</dt>
                    <dd>
                        { &fact.value }
                        if let Some(median) = &fact.median {
                            <span class="evidence-median">{ t::median(median) }</span>
                        }
                    </dd>
                </div>
            }) }
        </dl>
    }
}

/// Lower case without the accents of French.
fn plain(text: &str) -> String {
    text.to_lowercase()
        .chars()
        .map(|c| match c {
            'à' | 'â' => 'a',
            'é' | 'è' | 'ê' | 'ë' => 'e',
            'î' | 'ï' => 'i',
            'ô' => 'o',
            'ù' | 'û' | 'ü' => 'u',
            'ç' => 'c',
            other => other,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use openapi::{Id, Money, evidence::Medians};

    fn criterion(label: &str) -> Criterion {
        Criterion {
            id: Id::from_storage("c".into()),
            code: "C1".into(),
            label: label.into(),
            help: String::new(),
            weight: 1,
            counts: true,
            score_labels: openapi::criterion::score_labels(),
        }
    }

    fn evidence() -> Evidence {
        Evidence {
            beneficiaries: 60,
            cost_per_beneficiary: Some(Money::cents(20_833)),
            district_share: Some(2.0 / 3.0),
            partners: 3,
            confirmed_partners: 1,
            co_funding_ratio: Some(0.28),
            months: None,
            objectives: 2,
            call: Some(Medians { projects: 4, beneficiaries: Some(42.5), ..Medians::default() }),
        }
    }

    fn labels(text: &str) -> Vec<&'static str> {
        beside(&criterion(text), &evidence()).into_iter().map(|fact| fact.label).collect()
    }

    #[test]
    fn the_words_of_a_criterion_bring_what_is_computed_on_it() {
        assert_eq!(labels("Nombre de bénéficiaires"), [t::BENEFICIARIES, t::DISTRICT_SHARE]);
        assert_eq!(labels("Coût du projet"), [t::COST_EACH, t::CO_FUNDING]);
        assert_eq!(labels("Caractère partenarial du projet"), [t::PARTNERS, t::CONFIRMED_PARTNERS]);
        assert_eq!(labels("Réponse à un des enjeux prioritaires"), [t::OBJECTIVES]);
        assert!(labels("Caractère innovant").is_empty());
    }

    #[test]
    fn what_cannot_be_computed_is_said_to_be_so() {
        let facts = beside(&criterion("Temporalité du projet"), &evidence());
        assert_eq!(facts.iter().map(|fact| fact.value.as_str()).collect::<Vec<_>>(), [t::NOT_COMPUTABLE]);
        assert_eq!(all(&evidence()).len(), 8);
    }

    #[test]
    fn what_the_call_can_compare_stands_behind_the_value() {
        let facts = all(&evidence());
        assert_eq!(facts[0].median.as_deref(), Some("42,5"));
        assert_eq!(facts[1].median, None);
    }
}
