//! Messages on a project, between its partner and the coordination.

use crate::{Id, validation as rules};
use chrono::{DateTime, Utc};
use garde::Validate;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// Who writes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum MessageSide {
    Applicant,
    Coordination,
}

impl MessageSide {
    pub fn as_str(self) -> &'static str {
        match self {
            MessageSide::Applicant => "applicant",
            MessageSide::Coordination => "coordination",
        }
    }

    pub fn parse(text: &str) -> Option<Self> {
        [MessageSide::Applicant, MessageSide::Coordination].into_iter().find(|side| side.as_str() == text)
    }

    /// The other one.
    pub fn other(self) -> Self {
        match self {
            MessageSide::Applicant => MessageSide::Coordination,
            MessageSide::Coordination => MessageSide::Applicant,
        }
    }
}

/// A message. It never changes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(example = json!({
    "id": "0193c8a2-6d1f-7a52-8f4e-1b2c3d4e5f90", "side": "applicant", "author": "Nadia Benali", "own": false, "unread": true,
    "text": "Pouvons-nous joindre le devis après le dépôt ?", "at": "2026-05-20T16:12:04Z"}))]
pub struct Message {
    pub id: Id,
    pub side: MessageSide,
    /// Who wrote it; absent for the applicant when the coordination did.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub author: Option<String>,
    /// Written by the reader.
    pub own: bool,
    /// From the other side, and not marked as read by the reader.
    pub unread: bool,
    pub text: String,
    pub at: DateTime<Utc>,
}

/// A message as sent.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"text": "Pouvons-nous joindre le devis après le dépôt ?"}))]
pub struct MessageInput {
    #[garde(custom(rules::message))]
    #[schema(min_length = 1, max_length = 4000)]
    pub text: String,
}

/// Up to where a person has read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
#[garde(allow_unvalidated)]
#[schema(example = json!({"until": "0193c8a2-6d1f-7a52-8f4e-1b2c3d4e5f90"}))]
pub struct ReadInput {
    /// The last message that was read: it and all before it are.
    pub until: Id,
}

/// What is left to read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(example = json!({"unread": 0}))]
pub struct Unread {
    pub unread: u32,
}
