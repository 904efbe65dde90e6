//! The life of a project: its statuses and the transitions between them.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// Where a project stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ProjectStatus {
    Draft,
    Submitted,
    /// Sent back to the partner for a correction.
    Returned,
    Inadmissible,
    Withdrawn,
    Admissible,
    UnderReview,
    /// The committee has a provisional decision. Who may not see it reads `under_review`.
    Decided,
    Selected,
    SelectedWithReservations,
    Waitlisted,
    Rejected,
    InProgress,
    ReportDue,
    Closed,
    Abandoned,
}

use ProjectStatus as S;

impl ProjectStatus {
    pub const ALL: [ProjectStatus; 16] = [
        S::Draft,
        S::Submitted,
        S::Returned,
        S::Inadmissible,
        S::Withdrawn,
        S::Admissible,
        S::UnderReview,
        S::Decided,
        S::Selected,
        S::SelectedWithReservations,
        S::Waitlisted,
        S::Rejected,
        S::InProgress,
        S::ReportDue,
        S::Closed,
        S::Abandoned,
    ];
    /// Selected, published, and therefore public.
    pub const PUBLIC: [ProjectStatus; 6] =
        [S::Selected, S::SelectedWithReservations, S::InProgress, S::ReportDue, S::Closed, S::Abandoned];

    pub fn as_str(self) -> &'static str {
        match self {
            S::Draft => "draft",
            S::Submitted => "submitted",
            S::Returned => "returned",
            S::Inadmissible => "inadmissible",
            S::Withdrawn => "withdrawn",
            S::Admissible => "admissible",
            S::UnderReview => "under_review",
            S::Decided => "decided",
            S::Selected => "selected",
            S::SelectedWithReservations => "selected_with_reservations",
            S::Waitlisted => "waitlisted",
            S::Rejected => "rejected",
            S::InProgress => "in_progress",
            S::ReportDue => "report_due",
            S::Closed => "closed",
            S::Abandoned => "abandoned",
        }
    }

    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|status| status.as_str() == text)
    }

    /// The words people read, understood without a legend.
    pub fn label_fr(self) -> &'static str {
        match self {
            S::Draft => "Brouillon",
            S::Submitted => "Déposée",
            S::Returned => "Correction demandée",
            S::Inadmissible => "Non recevable",
            S::Withdrawn => "Retirée",
            S::Admissible => "Recevable",
            S::UnderReview => "En cours d’évaluation",
            S::Decided => "Décision à publier",
            S::Selected => "Retenue",
            S::SelectedWithReservations => "Retenue avec réserves",
            S::Waitlisted => "Sur liste d’attente",
            S::Rejected => "Non retenue",
            S::InProgress => "En cours",
            S::ReportDue => "Bilan attendu",
            S::Closed => "Terminée",
            S::Abandoned => "Abandonnée",
        }
    }

    pub fn is_public(self) -> bool {
        Self::PUBLIC.contains(&self)
    }

    /// The partner may still change the fiche.
    pub fn is_editable(self) -> bool {
        matches!(self, S::Draft | S::Returned)
    }

    /// The committee can decide on it.
    pub fn is_decidable(self) -> bool {
        matches!(self, S::Admissible | S::UnderReview | S::Decided)
    }

    /// Filed and waiting for something before decisions can be published.
    pub fn blocks_publication(self) -> bool {
        matches!(self, S::Submitted | S::Returned | S::Admissible | S::UnderReview)
    }
}

/// What can be done to a project: `POST /projects/{id}/{transition}`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Transition {
    Submit,
    Withdraw,
    Return,
    Admissibility,
    Reopen,
    /// A selected action will not take place, or not to its end: what was granted is free again.
    Abandon,
}

impl Transition {
    pub const ALL: [Transition; 6] = [
        Transition::Submit,
        Transition::Withdraw,
        Transition::Return,
        Transition::Admissibility,
        Transition::Reopen,
        Transition::Abandon,
    ];

    pub fn as_str(self) -> &'static str {
        match self {
            Transition::Submit => "submit",
            Transition::Withdraw => "withdraw",
            Transition::Return => "return",
            Transition::Admissibility => "admissibility",
            Transition::Reopen => "reopen",
            Transition::Abandon => "abandon",
        }
    }

    /// Statuses that the transition leaves from.
    pub fn from(self) -> &'static [ProjectStatus] {
        match self {
            Transition::Submit => &[S::Draft, S::Returned],
            Transition::Withdraw => &[S::Submitted, S::Returned, S::Admissible, S::UnderReview, S::Decided],
            // Asked again, a correction gets another day or other sections.
            Transition::Return => &[S::Submitted, S::Returned, S::Admissible],
            // Of a returned one: once its correction is overdue, it can be declared inadmissible.
            Transition::Admissibility => &[S::Submitted, S::Returned],
            Transition::Reopen => &[S::Inadmissible, S::Admissible],
            Transition::Abandon => &[S::Selected, S::SelectedWithReservations, S::InProgress, S::ReportDue],
        }
    }

    /// Who may do it: the applicant's editors and owners, the programme's coordinators, or both.
    pub fn actor(self) -> TransitionActor {
        match self {
            Transition::Submit | Transition::Withdraw => TransitionActor::Applicant,
            Transition::Return | Transition::Admissibility | Transition::Reopen => {
                TransitionActor::Coordinator
            }
            Transition::Abandon => TransitionActor::Both,
        }
    }
}

/// The side that a transition belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TransitionActor {
    Applicant,
    Coordinator,
    Both,
}

impl TransitionActor {
    /// Whether a reader on these sides may act.
    pub fn includes(self, applicant: bool, coordinator: bool) -> bool {
        match self {
            TransitionActor::Applicant => applicant,
            TransitionActor::Coordinator => coordinator,
            TransitionActor::Both => applicant || coordinator,
        }
    }
}

/// What the list of open transitions depends on, besides the status.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Circumstances {
    /// The reader is an editor or owner of the lead partner.
    pub applicant: bool,
    /// The reader coordinates the programme.
    pub coordinator: bool,
    /// The call takes submissions at this instant, or the correction asked for is not overdue.
    pub window_open: bool,
    /// The decisions of the call are published.
    pub decisions_published: bool,
}

/// The transitions open now, in the order of [`Transition::ALL`].
pub fn open_transitions(status: ProjectStatus, now: Circumstances) -> Vec<Transition> {
    Transition::ALL
        .into_iter()
        .filter(|transition| transition.from().contains(&status))
        .filter(|transition| transition.actor().includes(now.applicant, now.coordinator))
        .filter(|transition| match transition {
            Transition::Submit => now.window_open,
            // Its statuses exist after publication only.
            Transition::Abandon => true,
            Transition::Admissibility if status == S::Returned => {
                !now.window_open && !now.decisions_published
            }
            _ => !now.decisions_published,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const OPEN: Circumstances =
        Circumstances { applicant: true, coordinator: false, window_open: true, decisions_published: false };

    #[test]
    fn a_draft_can_only_be_submitted_and_only_while_the_window_is_open() {
        assert_eq!(open_transitions(S::Draft, OPEN), [Transition::Submit]);
        assert_eq!(open_transitions(S::Draft, Circumstances { window_open: false, ..OPEN }), []);
    }

    #[test]
    fn a_partner_withdraws_until_publication() {
        for status in [S::Submitted, S::Admissible, S::UnderReview] {
            assert_eq!(open_transitions(status, OPEN), [Transition::Withdraw], "{status:?}");
            assert_eq!(open_transitions(status, Circumstances { decisions_published: true, ..OPEN }), []);
        }
    }

    #[test]
    fn a_selected_action_is_abandoned_by_its_partner_or_the_coordination_until_it_ends() {
        let published = Circumstances { decisions_published: true, ..OPEN };
        let coordinator = Circumstances { applicant: false, coordinator: true, ..published };
        for status in [S::Selected, S::SelectedWithReservations, S::InProgress, S::ReportDue] {
            assert_eq!(open_transitions(status, published), [Transition::Abandon], "{status:?}");
            assert_eq!(open_transitions(status, coordinator), [Transition::Abandon], "{status:?}");
        }
        for status in [S::Waitlisted, S::Rejected, S::Closed, S::Abandoned] {
            assert_eq!(open_transitions(status, published), [], "{status:?}");
        }
    }

    #[test]
    fn a_correction_is_asked_again_at_any_time_and_ruled_on_once_it_is_overdue() {
        let coordinator = Circumstances { applicant: false, coordinator: true, ..OPEN };
        assert_eq!(open_transitions(S::Returned, coordinator), [Transition::Return]);
        let overdue = Circumstances { window_open: false, ..coordinator };
        assert_eq!(open_transitions(S::Returned, overdue), [Transition::Return, Transition::Admissibility]);
    }

    #[test]
    fn every_status_and_transition_is_read_back_from_its_name() {
        for status in ProjectStatus::ALL {
            assert_eq!(ProjectStatus::parse(status.as_str()), Some(status));
            assert_eq!(serde_json::to_value(status).ok(), Some(status.as_str().into()));
        }
        for transition in Transition::ALL {
            assert_eq!(serde_json::to_value(transition).ok(), Some(transition.as_str().into()));
        }
    }

    proptest! {
        #[test]
        fn a_reader_without_a_side_has_no_transition(index in 0usize..16, window_open: bool, decisions_published: bool) {
            let nobody = Circumstances { applicant: false, coordinator: false, window_open, decisions_published };
            prop_assert!(open_transitions(ProjectStatus::ALL[index], nobody).is_empty());
        }
    }
}
