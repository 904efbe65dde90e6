//! E-mails: the outbox, and the templates that a programme can change.

mod kind;
mod template;

pub use kind::EmailKind;
pub use template::*;

use crate::{
    Id,
    limits::{EMAIL_BODY_MAX, SUBJECT_MAX},
    programme::ProgrammeRef,
    validation as rules,
};
use chrono::{DateTime, Utc};
use garde::Validate;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

/// How far an e-mail has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum EmailState {
    /// Waits for its turn, or for the next attempt.
    Queued,
    /// Kept back by the coordinator.
    Held,
    /// Being handed to the mail server.
    Sending,
    /// The mail server took it.
    Sent,
    /// Given up: refused for good, attempted for two days, or out of date.
    Failed,
    /// The server stopped, or the line broke, while it was being handed over: it may have left. It is not sent again by itself.
    Uncertain,
}

impl EmailState {
    pub const ALL: [EmailState; 6] = [
        EmailState::Queued,
        EmailState::Held,
        EmailState::Sending,
        EmailState::Sent,
        EmailState::Failed,
        EmailState::Uncertain,
    ];

    pub fn as_str(self) -> &'static str {
        match self {
            EmailState::Queued => "queued",
            EmailState::Held => "held",
            EmailState::Sending => "sending",
            EmailState::Sent => "sent",
            EmailState::Failed => "failed",
            EmailState::Uncertain => "uncertain",
        }
    }

    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.as_str() == text)
    }

    /// The word people read.
    pub fn label_fr(self) -> &'static str {
        match self {
            EmailState::Queued => "En attente",
            EmailState::Held => "Retenu",
            EmailState::Sending => "En cours d’envoi",
            EmailState::Sent => "Envoyé",
            EmailState::Failed => "Non envoyé",
            EmailState::Uncertain => "Incertain",
        }
    }

    /// Whether its words can still change.
    pub fn is_editable(self) -> bool {
        matches!(self, EmailState::Queued | EmailState::Held)
    }

    /// Whether a person can have it sent again.
    pub fn can_retry(self) -> bool {
        matches!(self, EmailState::Failed | EmailState::Uncertain)
    }
}

/// An e-mail of the outbox.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(example = json!({
    "id": "0193c8a2-6d1f-7a52-8f4e-1b2c3d4e5f70", "version": 2, "kind": "receipt", "state": "sent",
    "programme": {"id": "0193c8a2-6d1f-7a52-8f4e-1b2c3d4e5f61", "slug": "soissons", "name": "Cité éducative de Soissons"},
    "project": "0193c8a2-6d1f-7a52-8f4e-1b2c3d4e5f62", "recipient": "camille.martin@exemple.fr", "recipient_name": "Camille Martin",
    "subject": "Fiche-action déposée : Lire en famille", "text": "Bonjour…", "html": "<p>Bonjour…</p>", "attempts": 1, "last_error": null,
    "message_id": "0193c8a2-6d1f-7a52-8f4e-1b2c3d4e5f70@alliance.example.fr", "next_attempt_at": null, "expires_at": null,
    "created_at": "2026-05-20T16:12:04Z", "sent_at": "2026-05-20T16:12:06Z", "purged_at": null}))]
pub struct Email {
    pub id: Id,
    pub version: i32,
    pub kind: EmailKind,
    pub state: EmailState,
    /// Null: an e-mail of the instance.
    #[serde(default)]
    pub programme: Option<ProgrammeRef>,
    /// Id of the project it is about; null for an admin, who reads no fiche.
    #[serde(default)]
    pub project: Option<Id>,
    /// Empty for a coordinator where it invites somebody to write a fiche: the applicant's own affair.
    pub recipient: String,
    /// Empty where `recipient` is, or when it is not known.
    pub recipient_name: String,
    /// Null for an admin where it is about a project, and for a coordinator where `recipient` is empty. Null for
    /// everybody once it was dropped.
    #[serde(default)]
    pub subject: Option<String>,
    /// Null in lists too. A personal link shows as `__secret__`, except in a demo.
    #[serde(default)]
    pub text: Option<String>,
    /// A fragment of HTML; null where `text` is.
    #[serde(default)]
    pub html: Option<String>,
    /// How many times it was begun to be sent.
    pub attempts: i32,
    /// Why the last attempt failed.
    #[serde(default)]
    pub last_error: Option<EmailError>,
    /// The same at each attempt, so that a mail server can tell a second copy.
    pub message_id: String,
    /// While it is queued.
    #[serde(default)]
    pub next_attempt_at: Option<DateTime<Utc>>,
    /// From then on it is not sent any more.
    #[serde(default)]
    pub expires_at: Option<DateTime<Utc>>,
    pub created_at: DateTime<Utc>,
    #[serde(default)]
    pub sent_at: Option<DateTime<Utc>>,
    /// Since when subject and bodies are gone: they are kept for some months (12, unless the instance says otherwise).
    #[serde(default)]
    pub purged_at: Option<DateTime<Utc>>,
}

impl Email {
    /// Whether it can never be sent again: it is out of date, or its words are gone.
    pub fn is_outdated(&self, now: DateTime<Utc>) -> bool {
        self.purged_at.is_some() || self.expires_at.is_some_and(|at| at <= now)
    }
}

/// Why an e-mail was not sent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(example = json!({"code": "unreachable", "detail": "Connection refused"}))]
pub struct EmailError {
    pub code: EmailErrorCode,
    /// What the mail server said, in its own words.
    pub detail: String,
}

/// Kinds of failure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum EmailErrorCode {
    /// No connection to the mail server, or it fell silent.
    Unreachable,
    /// The mail server does not accept our account or sender.
    NotAccepted,
    /// The mail server put it off.
    Postponed,
    /// The mail server refused the address or the message for good.
    Refused,
    /// Its time is over.
    Expired,
    /// The line broke while it was being handed over.
    Interrupted,
}

impl EmailErrorCode {
    /// The sentence people read.
    pub fn label_fr(self) -> &'static str {
        match self {
            EmailErrorCode::Unreachable => "Le serveur de courrier n’a pas répondu.",
            EmailErrorCode::NotAccepted => {
                "Le serveur de courrier n’accepte pas notre compte ou notre adresse."
            }
            EmailErrorCode::Postponed => "Le serveur de courrier a remis l’envoi à plus tard.",
            EmailErrorCode::Refused => "Le serveur de courrier a refusé cette adresse ou ce message.",
            EmailErrorCode::Expired => "Ce courriel n’avait plus d’objet : il n’a pas été envoyé.",
            EmailErrorCode::Interrupted => {
                "L’envoi a été interrompu : la personne a peut-être reçu ce courriel."
            }
        }
    }
}

/// What a coordinator can change of an e-mail that has not left.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
#[garde(allow_unvalidated)]
#[schema(example = json!({"subject": "Fiche-action déposée : Lire en famille", "text": "Bonjour…", "html": "<p>Bonjour…</p>", "held": false}))]
pub struct EmailInput {
    #[garde(custom(rules::line(1, SUBJECT_MAX)))]
    #[schema(min_length = 1, max_length = 300)]
    pub subject: String,
    #[garde(custom(required_text))]
    #[schema(min_length = 1, max_length = 20_000)]
    pub text: String,
    /// Made of `text` where that is changed and this is not sent. Tags: p, br, strong, em, ul, ol, li, h1 to h3,
    /// blockquote, code, and a with a whole `href`.
    #[garde(custom(required_text))]
    #[schema(min_length = 1, max_length = 20_000)]
    pub html: String,
    /// Kept back until it is released.
    #[serde(default)]
    pub held: bool,
}

fn required_text(text: &String, _: &()) -> garde::Result {
    if text.trim().is_empty() {
        return Err(crate::rule::Rule::Required.into());
    }
    rules::text(EMAIL_BODY_MAX)(text, &())
}

/// Filters of the outbox.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct EmailFilter {
    /// One state or several, with commas.
    #[param(example = "queued,failed")]
    pub state: Option<String>,
    /// One kind or several, with commas.
    #[param(example = "receipt")]
    pub kind: Option<String>,
    /// Id or slug of the programme.
    pub programme: Option<String>,
    /// Id or slug of the call, of those that the reader manages.
    #[param(example = "2026")]
    pub call: Option<String>,
    /// Id of the project; finds nothing for an admin, who is not told which project a mail is about.
    pub project: Option<String>,
}

/// Which of the e-mails that are kept back are let go.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
#[garde(allow_unvalidated)]
#[schema(example = json!({"kind": "decision", "call": "2026"}))]
pub struct ReleaseInput {
    pub kind: EmailKind,
    /// Id or slug of the call that they are about.
    pub call: crate::Reference,
}

/// How many e-mails were let go.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(example = json!({"released": 24}))]
pub struct Released {
    pub released: i64,
}

/// Whether e-mails leave.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(example = json!({"delivers": true, "demo": false, "queued": 0, "held": 0, "failed": 0, "uncertain": 0,
    "reviewers_left_out": false}))]
pub struct EmailStatus {
    /// A mail server is configured; without one everything stays in the outbox.
    pub delivers: bool,
    pub demo: bool,
    pub queued: i64,
    /// Kept back until somebody lets them go.
    pub held: i64,
    pub failed: i64,
    pub uncertain: i64,
    /// The mails to the reviewers of a call are neither shown nor counted: its committee is at work, and the reader is
    /// recused from one of its projects.
    #[serde(default)]
    pub reviewers_left_out: bool,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_read_back_and_what_has_left_neither_changes_nor_goes_again() {
        for state in EmailState::ALL {
            assert!(!(state.is_editable() && state.can_retry()), "{state:?}");
            assert_eq!(EmailState::parse(state.as_str()), Some(state));
        }
        assert!(!EmailState::Sent.is_editable() && !EmailState::Sent.can_retry());
        for kind in EmailKind::ALL {
            assert_eq!(EmailKind::parse(kind.as_str()), Some(kind));
        }
    }
}
