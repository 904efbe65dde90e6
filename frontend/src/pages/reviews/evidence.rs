//! What the fiche says on each criterion. Criteria are data of a call, so the words of a criterion decide. Pure.

use crate::{format, i18n::reviews as t};
use openapi::{call::Criterion, review::Evidence};

/// Something computed from the fiche, with its name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fact {
    pub label: &'static str,
    pub value: String,
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
    topics.into_iter().filter_map(|topic| fact(topic, evidence)).collect()
}

/// All that is computed.
pub fn all(evidence: &Evidence) -> Vec<Fact> {
    ALL.into_iter().filter_map(|topic| fact(topic, evidence)).collect()
}

fn fact(topic: Topic, evidence: &Evidence) -> Option<Fact> {
    let (label, value) = match topic {
        Topic::Beneficiaries => (t::BENEFICIARIES, format::number(evidence.beneficiaries.into())),
        Topic::Districts => (t::DISTRICT_SHARE, format::percent(evidence.district_share?)),
        Topic::Partners => {
            (t::PARTNERS, t::partners(evidence.partners.into(), evidence.confirmed_partners.into()))
        }
        Topic::Cost => (t::COST_EACH, format::money(evidence.cost_per_beneficiary?)),
        Topic::CoFunding => (t::CO_FUNDING, format::percent(evidence.co_funding_ratio?)),
        Topic::Duration => (t::DURATION, t::months(evidence.months?.into())),
        Topic::Objectives => (t::OBJECTIVES, format::number(evidence.objectives.into())),
    };
    Some(Fact { label, value })
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
    use openapi::{Id, Money};

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
        }
    }

    fn labels(text: &str) -> Vec<&'static str> {
        beside(&criterion(text), &evidence()).into_iter().map(|fact| fact.label).collect()
    }

    #[test]
    fn the_words_of_a_criterion_bring_what_is_computed_on_it() {
        assert_eq!(labels("Nombre de bénéficiaires"), [t::BENEFICIARIES, t::DISTRICT_SHARE]);
        assert_eq!(labels("Coût du projet"), [t::COST_EACH, t::CO_FUNDING]);
        assert_eq!(labels("Caractère partenarial du projet"), [t::PARTNERS]);
        assert_eq!(labels("Réponse à un des enjeux prioritaires"), [t::OBJECTIVES]);
        assert!(labels("Caractère innovant").is_empty());
    }

    #[test]
    fn what_cannot_be_computed_is_left_out() {
        assert!(labels("Temporalité du projet").is_empty());
        assert_eq!(all(&evidence()).len(), 6);
    }
}
