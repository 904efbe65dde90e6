//! The words of every kind of e-mail where a programme has none of its own: `templates/<kind>.txt`, whose first line is the
//! subject, and `templates/<kind>.html`.

use openapi::email::{EmailKind, EmailTemplateInput};

macro_rules! files {
    ($name:literal) => {
        (
            include_str!(concat!("templates/", $name, ".txt")),
            include_str!(concat!("templates/", $name, ".html")),
        )
    };
}

/// The default template of a kind.
pub fn template(kind: EmailKind) -> EmailTemplateInput {
    let (text, html) = match kind {
        EmailKind::Invitation => files!("invitation"),
        EmailKind::PasswordReset => files!("password_reset"),
        EmailKind::Receipt => files!("receipt"),
        EmailKind::CorrectionRequest => files!("correction_request"),
        EmailKind::DeadlineReminder => files!("deadline_reminder"),
        EmailKind::CollaboratorInvitation => files!("collaborator_invitation"),
        EmailKind::ExtensionGranted => files!("extension_granted"),
        EmailKind::AdmissibilityResult => files!("admissibility_result"),
        EmailKind::NewMessage => files!("new_message"),
        EmailKind::ContributionRequest => files!("contribution_request"),
        EmailKind::Assigned => files!("assigned"),
        EmailKind::ReviewReminder => files!("review_reminder"),
        EmailKind::ReviewReopened => files!("review_reopened"),
        EmailKind::Decision => files!("decision"),
        EmailKind::ReservationsLifted => files!("reservations_lifted"),
        EmailKind::Abandonment => files!("abandonment"),
    };
    let (subject, text) = text.split_once('\n').unwrap_or((text, ""));
    EmailTemplateInput {
        subject: subject.trim().to_owned(),
        text: text.trim().to_owned(),
        html: html.trim().to_owned(),
    }
}
