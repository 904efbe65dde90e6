//! Who sees what of a project, and what can be done with it now. Pure.

use super::store::Row;
use crate::{auth::principal::Principal, calls::rules::deadline, catalogue::StoredCall};
use chrono::{DateTime, Utc};
use openapi::{
    PartnerRole, ProjectStatus, Role, Transition,
    budget::FundingStatus,
    calendar::{Filing, FilingState},
    completeness,
    partner::{Partner, PartnerKind},
    project::{Contact, FicheAccess, ProjectInput, Section},
    rule::Rule,
    status::{Circumstances, open_transitions},
    validation::Violation,
};

/// Whom to ask about a new fiche, as the profile of its lead says; nobody where the profile does not.
pub fn contact_of(lead: &Partner) -> Contact {
    let Some(name) = &lead.contact_name else { return Contact::default() };
    Contact { name: name.clone(), email: lead.email.clone(), phone: lead.phone.clone().unwrap_or_default() }
}

/// How much of a project a reader sees.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum View {
    /// All of the fiche.
    Full,
    /// A draft of somebody else, for the coordinator: that it exists, and its title.
    Title,
    /// What the portal shows.
    Public,
}

/// How a reader stands to a project.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Standpoint {
    /// Acts for the lead partner, or was invited to the project.
    pub own: bool,
    /// And may write the fiche.
    pub editor: bool,
    /// And may file, withdraw and delete it: for the lead partner, or in charge of the project.
    pub files: bool,
    /// And decides who else may, as an owner of the lead partner; whoever is in charge does too.
    pub owner: bool,
    pub coordinator: bool,
    pub carrier: bool,
    pub observer: bool,
    /// Has a reviewer's role in the programme.
    pub reviewer: bool,
}

impl Standpoint {
    pub fn of(person: Option<&Principal>, row: &Row) -> Self {
        let Some(person) = person else { return Self::default() };
        let has = |role: Role| {
            person
                .grants
                .iter()
                .any(|grant| grant.role == role && grant.programme.as_deref() == Some(&row.programme_id))
        };
        let role = person.role_at(&row.partner_id);
        let invited = person.collaborates_on(&row.id);
        Self {
            own: role.is_some() || invited.is_some(),
            editor: role.max(invited).is_some_and(PartnerRole::can_edit),
            files: role.is_some_and(PartnerRole::can_edit) || invited == Some(PartnerRole::Owner),
            owner: role == Some(PartnerRole::Owner),
            coordinator: has(Role::Coordinator),
            carrier: has(Role::Carrier),
            observer: has(Role::Observer),
            reviewer: has(Role::Reviewer),
        }
    }

    /// Coordinator or carrier: sees provisional decisions.
    pub fn committee(self) -> bool {
        self.coordinator || self.carrier
    }

    /// What an applicant may do; none for other readers.
    pub fn access(self, in_charge: bool) -> Option<FicheAccess> {
        self.own.then_some(FicheAccess {
            write: self.editor,
            file: self.files,
            manage: self.owner || (self.editor && in_charge),
        })
    }

    /// How much of a visible project this reader sees.
    pub fn view(self, status: ProjectStatus) -> View {
        if self.own {
            View::Full
        } else if status == ProjectStatus::Draft {
            View::Title
        } else if self.coordinator || self.carrier || self.observer || self.reviewer {
            // A reviewer sees, before publication, only what was assigned: the query saw to it.
            View::Full
        } else {
            View::Public
        }
    }

    /// The status as this reader may know it: a provisional decision is the committee's, without who is recused.
    pub fn status(self, row: &Row) -> ProjectStatus {
        if row.shows_decision && self.committee() { ProjectStatus::Decided } else { row.status }
    }
}

/// When the applicant can submit: what the call says to this partner, or until the due day of a correction where that
/// is later.
pub fn filing(row: &Row, call: Option<&StoredCall>, now: DateTime<Utc>) -> Filing {
    let by_call = call.map_or(Filing::OVER, |call| call.filing(&row.partner_id, now));
    let Some(due) = row.correction_due.filter(|_| row.status == ProjectStatus::Returned) else {
        return by_call;
    };
    let due = deadline(due, None);
    if now < due.instant && by_call.open_until().is_none_or(|until| until < due.instant) {
        return Filing { state: FilingState::Open, deadline: Some(due), ..Filing::OVER };
    }
    if by_call.is_open() { by_call } else { Filing { deadline: Some(due), ..by_call } }
}

/// The sections that a correction names; none: all of the fiche.
pub fn named_sections(row: &Row) -> Vec<Section> {
    // A name from an older server that has no section of today is left out.
    let names: Option<Vec<String>> =
        row.correction_sections.as_deref().and_then(|json| serde_json::from_str(json).ok());
    names.unwrap_or_default().iter().filter_map(|name| Section::parse(name)).collect()
}

/// What a change of a returned fiche may not touch: the sections that the correction does not name, but one that
/// could not be filed as it is.
pub fn out_of_reach(
    row: &Row,
    lead: PartnerKind,
    before: &ProjectInput,
    after: &ProjectInput,
) -> Vec<Violation> {
    let named = named_sections(row);
    if row.status != ProjectStatus::Returned || named.is_empty() {
        return Vec::new();
    }
    let lacking = completeness::violations(before, lead);
    let closed = |section: &Section| !named.contains(section) && section.violations(&lacking).is_empty();
    let mut found = Vec::new();
    for section in Section::ALL.into_iter().filter(closed) {
        let (was, is) = (section.part(before), section.part(after));
        let touched = section.fields().iter().filter(|field| was.get(**field) != is.get(**field));
        found.extend(touched.map(|field| Violation::new(format!("/{field}"), Rule::SectionClosed)));
    }
    found
}

/// Whether what was filed last is what readers beside the applicant see: a correction under way is a draft again, and
/// what was never filed stays with its writer.
pub fn shows_last_filed(status: ProjectStatus) -> bool {
    matches!(status, ProjectStatus::Returned | ProjectStatus::Inadmissible | ProjectStatus::Withdrawn)
}

/// The transitions open to a reader now.
pub fn transitions(
    row: &Row,
    standpoint: Standpoint,
    call: Option<&StoredCall>,
    now: DateTime<Utc>,
) -> Vec<Transition> {
    let circumstances = Circumstances {
        applicant: standpoint.files,
        coordinator: standpoint.coordinator,
        window_open: filing(row, call, now).is_open(),
        decisions_published: call.is_some_and(StoredCall::decisions_published),
    };
    open_transitions(standpoint.status(row), circumstances)
}

/// How an institution is tied to a project.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Tie {
    TakesPart,
    CoFunds,
}

impl Tie {
    pub fn as_str(self) -> &'static str {
        match self {
            Tie::TakesPart => "takes_part",
            Tie::CoFunds => "co_funds",
        }
    }
}

/// The institutions tied to a project by its fiche, besides its lead. Money asked of a funder in the call is no tie:
/// deciding on it is the committee's work; money already granted is one.
pub fn ties(fiche: &ProjectInput) -> Vec<(&str, Tie)> {
    let involved = fiche
        .partners
        .iter()
        .filter_map(|involved| Some((involved.partner.as_ref()?.as_str(), Tie::TakesPart)));
    let granted = fiche
        .budget
        .revenues
        .iter()
        .filter(|revenue| revenue.status == Some(FundingStatus::Obtained))
        .filter_map(|revenue| Some((revenue.funder.as_ref()?.as_str(), Tie::CoFunds)));
    let mut ties: Vec<_> = involved.chain(granted).collect();
    ties.sort_unstable();
    ties.dedup();
    ties
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_strangers_draft_shows_its_title_to_the_coordinator_only() {
        let coordinator = Standpoint { coordinator: true, ..Standpoint::default() };
        assert_eq!(coordinator.view(ProjectStatus::Draft), View::Title);
        assert_eq!(coordinator.view(ProjectStatus::Submitted), View::Full);
        let owner = Standpoint { own: true, editor: true, ..Standpoint::default() };
        assert_eq!(owner.view(ProjectStatus::Draft), View::Full);
    }

    #[test]
    fn who_was_invited_to_write_does_not_file_unless_in_charge() {
        let invited = Standpoint { own: true, editor: true, ..Standpoint::default() };
        let access = FicheAccess { write: true, file: false, manage: false };
        assert_eq!(invited.access(false), Some(access));
        let in_charge = Standpoint { files: true, ..invited };
        assert_eq!(in_charge.access(true), Some(FicheAccess { write: true, file: true, manage: true }));
        // Whoever lost the right to write decides on nobody, in charge or not.
        let reader = Standpoint { own: true, ..Standpoint::default() };
        assert_eq!(reader.access(true), Some(FicheAccess::default()));
        assert_eq!(Standpoint::default().access(true), None);
    }

    #[test]
    fn a_published_project_shows_its_public_part_to_anybody() {
        assert_eq!(Standpoint::default().view(ProjectStatus::Selected), View::Public);
    }

    #[test]
    fn money_asked_in_the_call_is_no_tie_and_money_granted_is_one() {
        let fiche: ProjectInput = serde_json::from_value(serde_json::json!({
            "partners": [{"partner": "school"}],
            "budget": {"revenues": [
                {"account": "74", "funder": "ville", "amount": {"amount": 1}, "status": "requested"},
                {"account": "74", "funder": "agglo", "amount": {"amount": 1}, "status": "obtained"}]}
        }))
        .unwrap_or_default();
        assert_eq!(ties(&fiche), [("agglo", Tie::CoFunds), ("school", Tie::TakesPart)]);
    }
}
