//! Who answers a contribution, and what a fiche says of its partners. Pure.

use crate::auth::principal::Principal;
use openapi::{
    PartnerRole, ProjectStatus,
    project::{Brings, ProjectInput},
};
use std::collections::{BTreeMap, HashSet};

/// What a person may do with the contributions of an organisation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Seat {
    Reads,
    Answers,
}

/// By a membership of the organisation; who speaks for a carrier answers for it.
pub fn seat(person: &Principal, programme: &str, partner: &str) -> Option<Seat> {
    match person.role_at(partner) {
        Some(PartnerRole::Owner | PartnerRole::Editor) => Some(Seat::Answers),
        _ if person.carrier_in(programme) == Some(partner) => Some(Seat::Answers),
        Some(PartnerRole::Reader) => Some(Seat::Reads),
        None => None,
    }
}

/// Until the project is withdrawn or the decisions of its call are published: both are known to everybody concerned,
/// so that this tells nothing of the committee's work.
pub fn open(status: ProjectStatus, decisions_published: bool) -> bool {
    status != ProjectStatus::Withdrawn && !decisions_published
}

/// What a fiche says that a partner brings.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Said {
    pub role: String,
    pub contributes: String,
    pub brings: Vec<Brings>,
}

/// What stands in a mail where the fiche names a partner and nothing else.
const NOTHING_SAID: &str = "sa participation à l’action";

/// By partner of the programme, the lead left out: it files itself. Who stands there twice brings both.
pub fn said<'a>(fiche: &'a ProjectInput, lead: &str) -> BTreeMap<&'a str, Said> {
    let mut all: BTreeMap<&str, Said> = BTreeMap::new();
    for involved in &fiche.partners {
        let Some(partner) = involved.partner.as_ref().map(|partner| partner.as_str()) else { continue };
        if partner == lead {
            continue;
        }
        let said = all.entry(partner).or_default();
        for (line, more) in [(&mut said.role, &involved.role), (&mut said.contributes, &involved.contributes)]
        {
            let more = more.trim();
            if !line.is_empty() && !more.is_empty() {
                line.push('\n');
            }
            line.push_str(more);
        }
        said.brings.extend(&involved.brings);
        said.brings.sort_unstable();
        said.brings.dedup();
    }
    all
}

/// What is said in lines, for a mail: the role, what is brought and of which kind.
pub fn told(said: &Said) -> String {
    let Said { role, contributes, brings } = said;
    let kinds: Vec<&str> = brings.iter().map(|kind| kind.label_fr()).collect();
    let lines = [role.as_str(), contributes, &kinds.join(", ")];
    let lines: Vec<&str> = lines.into_iter().filter(|line| !line.is_empty()).collect();
    if lines.is_empty() { NOTHING_SAID.to_owned() } else { lines.join("\n") }
}

/// Says of each partner of the programme whether it confirmed: what a client sends there is not read. The lead does
/// by filing; an organisation outside the programme in writing, which the lead says.
pub fn mark(fiche: &mut ProjectInput, lead: &str, confirmed: &HashSet<String>) {
    for involved in &mut fiche.partners {
        if let Some(partner) = &involved.partner {
            involved.confirmed = partner.as_str() == lead || confirmed.contains(partner.as_str());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn fiche() -> ProjectInput {
        serde_json::from_value(json!({"partners": [
            {"partner": "school", "role": "Accueille", "contributes": "Une salle", "brings": ["premises"], "confirmed": true},
            {"partner": "lead", "role": "Porte"},
            {"name": "Médiathèque", "confirmed": true},
            {"partner": "school", "role": "", "contributes": "Un gardien ", "brings": ["people", "premises"]}]}))
        .unwrap_or_default()
    }

    #[test]
    fn a_partner_who_stands_there_twice_brings_both_and_the_lead_is_not_asked() {
        let fiche = fiche();
        let all = said(&fiche, "lead");
        let school = Said {
            role: "Accueille".into(),
            contributes: "Une salle\nUn gardien".into(),
            brings: vec![Brings::People, Brings::Premises],
        };
        assert_eq!(all, BTreeMap::from([("school", school)]));
    }

    #[test]
    fn what_a_partner_brings_is_told_in_lines() {
        let fiche = fiche();
        let school = &said(&fiche, "lead")["school"];
        assert_eq!(told(school), "Accueille\nUne salle\nUn gardien\nDes personnes, Des locaux");
        assert_eq!(told(&Said::default()), NOTHING_SAID);
    }

    #[test]
    fn the_lead_cannot_say_that_a_partner_of_the_programme_confirmed() {
        let mut fiche = fiche();
        mark(&mut fiche, "lead", &HashSet::new());
        let flags: Vec<bool> = fiche.partners.iter().map(|involved| involved.confirmed).collect();
        assert_eq!(flags, [false, true, true, false]);
        mark(&mut fiche, "lead", &HashSet::from(["school".to_owned()]));
        assert!(fiche.partners.iter().all(|involved| involved.confirmed));
    }

    #[test]
    fn a_contribution_is_open_until_publication_whatever_the_committee_does() {
        assert!(open(ProjectStatus::UnderReview, false) && open(ProjectStatus::Draft, false));
        assert!(!open(ProjectStatus::Withdrawn, false) && !open(ProjectStatus::Selected, true));
    }
}
