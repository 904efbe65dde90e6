//! What stands in the way of a demand that cannot be met, and what would make it possible.

use crate::{error_code::Language, review::ProjectRef};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// The rule that cannot be kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ObstacleRule {
    /// The programme has fewer people who review than each project needs.
    TooFewReviewers,
    /// Without those in conflict of interest too few are left.
    Conflict,
    /// Without those who abstained too few are left.
    Abstention,
    /// The people left work for too few institutions.
    Institution,
    /// At least so many projects of an objective, a district or an age band.
    Floor,
    /// The money of a funder.
    Envelope,
    /// A project that must be in.
    LockedIn,
}

/// One thing that stands in the way.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Obstacle {
    pub rule: ObstacleRule,
    /// The project in question, where there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub project: Option<ProjectRef>,
    /// What stands in the way, in the language of the request.
    pub message: String,
    /// What would make it possible.
    pub remedy: String,
}

/// The facts behind an [`Obstacle`], before they are put into words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Hindrance {
    TooFewReviewers {
        needed: usize,
        found: usize,
    },
    /// `people` are in conflict; `abstained` are not, and are not asked again.
    Conflict {
        needed: usize,
        found: usize,
        people: Vec<String>,
        abstained: Vec<String>,
    },
    Abstention {
        needed: usize,
        found: usize,
        people: Vec<String>,
    },
    Institution {
        needed: usize,
        found: usize,
        names: Vec<String>,
    },
    Floor {
        of: String,
        least: u32,
        reachable: Option<u32>,
    },
    Envelope {
        funder: String,
        amount: i64,
    },
    LockedIn,
}

/// Euros without cents where there are none, as people write them.
fn euros(cents: i64) -> String {
    let digits = (cents / 100).to_string();
    let mut text = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            text.push('\u{202f}');
        }
        text.push(digit);
    }
    match cents % 100 {
        0 => format!("{text}\u{a0}€"),
        rest => format!("{text},{rest:02}\u{a0}€"),
    }
}

fn plural(count: usize, one: &str, many: &str) -> String {
    if count < 2 { format!("{count} {one}") } else { format!("{count} {many}") }
}

fn at_most_fr(found: usize) -> String {
    if found == 0 { "personne n’est disponible".into() } else { format!("{found} au plus") }
}

/// Whom to invite, or the number that is possible: none is nothing to ask for.
fn or_fewer_fr(whom: String, possible: usize) -> String {
    match possible {
        0 => format!("Invitez {whom}."),
        possible => format!("Invitez {whom}, ou demandez {possible} par fiche-action."),
    }
}

fn or_fewer_en(whom: String, possible: usize) -> String {
    match possible {
        0 => format!("Invite {whom}."),
        possible => format!("Invite {whom}, or ask for {possible} a project."),
    }
}

impl Hindrance {
    pub fn rule(&self) -> ObstacleRule {
        match self {
            Hindrance::TooFewReviewers { .. } => ObstacleRule::TooFewReviewers,
            Hindrance::Conflict { .. } => ObstacleRule::Conflict,
            Hindrance::Abstention { .. } => ObstacleRule::Abstention,
            Hindrance::Institution { .. } => ObstacleRule::Institution,
            Hindrance::Floor { .. } => ObstacleRule::Floor,
            Hindrance::Envelope { .. } => ObstacleRule::Envelope,
            Hindrance::LockedIn => ObstacleRule::LockedIn,
        }
    }

    /// In words, with the project it is about.
    pub fn tell(&self, project: Option<ProjectRef>, language: Language) -> Obstacle {
        let title = project.as_ref().map(|project| project.title.as_str()).unwrap_or_default();
        let (message, remedy) = match language {
            Language::French => (self.message_fr(title), self.remedy_fr()),
            Language::English => (self.message_en(title), self.remedy_en()),
        };
        Obstacle { rule: self.rule(), project, message, remedy }
    }

    fn message_fr(&self, title: &str) -> String {
        match self {
            Hindrance::TooFewReviewers { needed, found } => format!(
                "«\u{a0}{title}\u{a0}»\u{a0}: il faut {}, et {} dans la Cité éducative.",
                plural(*needed, "évaluateur", "évaluateurs"),
                match found {
                    0 => "personne ne peut évaluer".into(),
                    1 => "une seule personne peut évaluer".into(),
                    found => format!("seules {found} personnes peuvent évaluer"),
                }
            ),
            Hindrance::Conflict { needed, found, people, abstained } => format!(
                "«\u{a0}{title}\u{a0}»\u{a0}: il faut {}, et {} sans conflit d’intérêts ni institution en double. En \
                 conflit\u{a0}: {}.{}",
                plural(*needed, "évaluateur", "évaluateurs"),
                at_most_fr(*found),
                people.join(", "),
                if abstained.is_empty() {
                    String::new()
                } else {
                    format!(" Abstention\u{a0}: {}.", abstained.join(", "))
                }
            ),
            Hindrance::Abstention { needed, found, people } => format!(
                "«\u{a0}{title}\u{a0}»\u{a0}: il faut {}, et {}, abstentions et institutions en double \
                 écartées. Abstention\u{a0}: {}.",
                plural(*needed, "évaluateur", "évaluateurs"),
                at_most_fr(*found),
                people.join(", ")
            ),
            Hindrance::Institution { needed, found, names } => format!(
                "«\u{a0}{title}\u{a0}»\u{a0}: il faut {} d’institutions différentes, et {}. Institutions \
                 disponibles\u{a0}: {}.",
                plural(*needed, "évaluateur", "évaluateurs"),
                at_most_fr(*found),
                if names.is_empty() { "aucune".into() } else { names.join(", ") }
            ),
            Hindrance::Floor { of, least, .. } => {
                format!(
                    "Au moins {} pour «\u{a0}{of}\u{a0}».",
                    plural(*least as usize, "fiche-action", "fiches-actions")
                )
            }
            Hindrance::Envelope { funder, amount } => {
                format!("L’enveloppe de «\u{a0}{funder}\u{a0}», {}.", euros(*amount))
            }
            Hindrance::LockedIn => format!("«\u{a0}{title}\u{a0}» doit être retenue."),
        }
    }

    fn remedy_fr(&self) -> String {
        match self {
            Hindrance::TooFewReviewers { needed, found } => or_fewer_fr(
                plural(needed.saturating_sub(*found), "évaluateur de plus", "évaluateurs de plus"),
                *found,
            ),
            Hindrance::Conflict { needed, found, .. }
            | Hindrance::Abstention { needed, found, .. }
            | Hindrance::Institution { needed, found, .. } => {
                let missing = plural(needed.saturating_sub(*found), "évaluateur", "évaluateurs");
                or_fewer_fr(format!("{missing} d’une autre institution, sans lien avec ce projet"), *found)
            }
            Hindrance::Floor { reachable: Some(0), .. } => {
                "Retirez ce plancher\u{a0}: aucune fiche-action ne peut y répondre avec le reste.".into()
            }
            Hindrance::Floor { reachable: Some(most), .. } => {
                format!("Avec le reste, {most} au plus\u{a0}: abaissez ce plancher à {most}.")
            }
            Hindrance::Floor { reachable: None, .. } => "Abaissez ce plancher.".into(),
            Hindrance::Envelope { .. } => "Augmentez cette enveloppe.".into(),
            Hindrance::LockedIn => "Ne l’imposez plus.".into(),
        }
    }

    fn message_en(&self, title: &str) -> String {
        match self {
            Hindrance::TooFewReviewers { needed, found } => {
                format!("{title}: {needed} reviewers are needed, and the programme has {found}.")
            }
            Hindrance::Conflict { needed, found, people, abstained } => format!(
                "{title}: {needed} reviewers are needed, and {found} at most are free of conflicts and of different \
                 institutions. In conflict: {}.{}",
                people.join(", "),
                if abstained.is_empty() {
                    String::new()
                } else {
                    format!(" Abstained: {}.", abstained.join(", "))
                }
            ),
            Hindrance::Abstention { needed, found, people } => format!(
                "{title}: {needed} reviewers are needed, and {found} at most have not abstained and are of different \
                 institutions. Abstained: {}.",
                people.join(", ")
            ),
            Hindrance::Institution { needed, found, names } => format!(
                "{title}: {needed} reviewers of different institutions are needed, and there are {found} at most: {}.",
                names.join(", ")
            ),
            Hindrance::Floor { of, least, .. } => format!("At least {least} for {of}."),
            Hindrance::Envelope { funder, amount } => {
                format!("The envelope of {funder}, {}.", euros(*amount))
            }
            Hindrance::LockedIn => format!("{title} must be in."),
        }
    }

    fn remedy_en(&self) -> String {
        match self {
            Hindrance::TooFewReviewers { needed, found } => {
                or_fewer_en(format!("{} more", needed.saturating_sub(*found)), *found)
            }
            Hindrance::Conflict { needed, found, .. }
            | Hindrance::Abstention { needed, found, .. }
            | Hindrance::Institution { needed, found, .. } => {
                let missing = needed.saturating_sub(*found);
                or_fewer_en(format!("{missing} of another institution without ties to this project"), *found)
            }
            Hindrance::Floor { reachable: Some(most), .. } => {
                format!("With the rest {most} at most are possible.")
            }
            Hindrance::Floor { reachable: None, .. } => "Lower this floor.".into(),
            Hindrance::Envelope { .. } => "Raise this envelope.".into(),
            Hindrance::LockedIn => "Do not impose it.".into(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_obstacle_says_what_and_what_to_do() {
        let floor = Hindrance::Floor { of: "O2 Parents".into(), least: 3, reachable: Some(2) };
        let told = floor.tell(None, Language::French);
        assert_eq!(told.message, "Au moins 3 fiches-actions pour «\u{a0}O2 Parents\u{a0}».");
        assert!(told.remedy.ends_with("abaissez ce plancher à 2."));
        let envelope = Hindrance::Envelope { funder: "Ville".into(), amount: 123_456_700 };
        assert!(envelope.tell(None, Language::French).message.ends_with("1\u{202f}234\u{202f}567\u{a0}€."));
    }

    #[test]
    fn too_few_people_are_told_in_words_that_can_be_read_aloud() {
        let told = |found: usize| {
            Hindrance::TooFewReviewers { needed: 9, found }.tell(None, Language::French).message
        };
        assert!(told(8).ends_with(
            "il faut 9 évaluateurs, et seules 8 personnes peuvent évaluer dans la Cité éducative."
        ));
        assert!(told(1).ends_with("et une seule personne peut évaluer dans la Cité éducative."));
        assert!(told(0).ends_with("et personne ne peut évaluer dans la Cité éducative."));
    }

    #[test]
    fn no_remedy_asks_for_no_reviewer_at_all() {
        let (people, names) = (vec!["Nadia Ferrand".to_owned()], Vec::new());
        for hindrance in [
            Hindrance::TooFewReviewers { needed: 3, found: 0 },
            Hindrance::Conflict { needed: 3, found: 0, people: people.clone(), abstained: Vec::new() },
            Hindrance::Abstention { needed: 3, found: 0, people },
            Hindrance::Institution { needed: 3, found: 0, names },
        ] {
            for language in [Language::French, Language::English] {
                let told = hindrance.tell(None, language);
                assert!(told.remedy.contains('3') && !told.remedy.contains('0'), "{}", told.remedy);
                assert!(!told.message.contains("0 au plus"), "{}", told.message);
            }
        }
    }

    #[test]
    fn who_abstained_is_not_said_to_be_in_conflict() {
        let (people, abstained) = (vec!["Nadia Ferrand".to_owned()], vec!["Karim Benali".to_owned()]);
        let both = Hindrance::Conflict { needed: 3, found: 1, people, abstained };
        let told = both.tell(None, Language::French).message;
        assert!(told.contains("En conflit\u{a0}: Nadia Ferrand. Abstention\u{a0}: Karim Benali."), "{told}");
    }
}
