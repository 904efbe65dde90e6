//! Kinds of e-mails.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// What an e-mail is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum EmailKind {
    Invitation,
    PasswordReset,
    Receipt,
    CorrectionRequest,
    DeadlineReminder,
    CollaboratorInvitation,
    ExtensionGranted,
    AdmissibilityResult,
    NewMessage,
    ContributionRequest,
    Assigned,
    ReviewReminder,
    ReviewReopened,
    Decision,
    ReservationsLifted,
    Abandonment,
}

impl EmailKind {
    pub const ALL: [EmailKind; 16] = [
        EmailKind::Invitation,
        EmailKind::PasswordReset,
        EmailKind::Receipt,
        EmailKind::CorrectionRequest,
        EmailKind::DeadlineReminder,
        EmailKind::CollaboratorInvitation,
        EmailKind::ExtensionGranted,
        EmailKind::AdmissibilityResult,
        EmailKind::NewMessage,
        EmailKind::ContributionRequest,
        EmailKind::Assigned,
        EmailKind::ReviewReminder,
        EmailKind::ReviewReopened,
        EmailKind::Decision,
        EmailKind::ReservationsLifted,
        EmailKind::Abandonment,
    ];

    /// What is written to people who review: it would tell who reviews what.
    pub const TO_REVIEWERS: [EmailKind; 3] =
        [EmailKind::Assigned, EmailKind::ReviewReminder, EmailKind::ReviewReopened];

    pub fn as_str(self) -> &'static str {
        match self {
            EmailKind::Invitation => "invitation",
            EmailKind::PasswordReset => "password_reset",
            EmailKind::Receipt => "receipt",
            EmailKind::CorrectionRequest => "correction_request",
            EmailKind::DeadlineReminder => "deadline_reminder",
            EmailKind::CollaboratorInvitation => "collaborator_invitation",
            EmailKind::ExtensionGranted => "extension_granted",
            EmailKind::AdmissibilityResult => "admissibility_result",
            EmailKind::NewMessage => "new_message",
            EmailKind::ContributionRequest => "contribution_request",
            EmailKind::Assigned => "assigned",
            EmailKind::Decision => "decision",
            EmailKind::ReservationsLifted => "reservations_lifted",
            EmailKind::Abandonment => "abandonment",
            EmailKind::ReviewReminder => "review_reminder",
            EmailKind::ReviewReopened => "review_reopened",
        }
    }

    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == text)
    }

    /// The name people read.
    pub fn label_fr(self) -> &'static str {
        match self {
            EmailKind::Invitation => "Invitation",
            EmailKind::PasswordReset => "Nouveau mot de passe",
            EmailKind::Receipt => "Accusé de dépôt",
            EmailKind::CorrectionRequest => "Demande de correction",
            EmailKind::DeadlineReminder => "Rappel avant la date limite",
            EmailKind::CollaboratorInvitation => "Invitation à rédiger une fiche",
            EmailKind::ExtensionGranted => "Délai accordé",
            EmailKind::AdmissibilityResult => "Recevabilité",
            EmailKind::NewMessage => "Nouveau message",
            EmailKind::ContributionRequest => "Contribution à confirmer",
            EmailKind::Assigned => "Fiches à évaluer",
            EmailKind::Decision => "Décision du comité",
            EmailKind::ReservationsLifted => "Réserves levées",
            EmailKind::Abandonment => "Action abandonnée",
            EmailKind::ReviewReminder => "Rappel aux évaluateurs",
            EmailKind::ReviewReopened => "Évaluation rouverte",
        }
    }

    /// Whether it waits in the outbox until the coordinator has read it and lets it go.
    pub fn is_read_first(self) -> bool {
        self == EmailKind::Decision
    }

    /// Whether the e-mail belongs to a programme, which can change its words; else to the instance.
    pub fn has_template(self) -> bool {
        self != EmailKind::PasswordReset
    }
}
