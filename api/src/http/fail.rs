//! The edge's one error type.
//!
//! Which layer has which error: stores return [`crate::db::DbError`] (or diesel's `QueryResult`), rules return their own
//! enums or [`Violation`]s, and routes return [`Fail`], which [`super::problem`] writes as RFC 9457.

use crate::db::DbError;
use chrono::NaiveDate;
use openapi::{
    ErrorCode, Transition, error_code::Language, obstacle::Hindrance, review::ProjectRef, rule::Rule,
    validation::Violation,
};
use std::fmt;

/// Why a request is refused.
#[derive(Debug)]
pub enum Fail {
    /// The code says all.
    Code(ErrorCode),
    /// Wrong fields (422).
    Fields(Vec<Violation>),
    /// The project does not allow it now (409), with what it allows.
    Transition { code: ErrorCode, allowed: Vec<Transition>, opens_on: Option<NaiveDate> },
    /// Nothing can be filed now (409); the first day of the window in which it can, if one comes.
    Closed { code: ErrorCode, opens_on: Option<NaiveDate> },
    /// What is asked cannot be (409): what stands in the way, each with the project it is about.
    Impossible { code: ErrorCode, obstacles: Vec<(Option<ProjectRef>, Hindrance)> },
    /// Stale version (412); where the current one is.
    Stale { current: String },
    /// Too many attempts at what `policy` names; seconds to wait.
    Throttled { policy: &'static str, wait: u64 },
    /// A method that this path does not have; those it has.
    Method { allowed: String },
    /// The database; its text is logged, never sent.
    Db(DbError),
    /// Anything else of our own; logged, never sent.
    Internal(String),
}

impl Fail {
    pub const NOT_FOUND: Fail = Fail::Code(ErrorCode::NotFound);
    pub const FORBIDDEN: Fail = Fail::Code(ErrorCode::Forbidden);

    /// One wrong field.
    pub fn field(pointer: impl Into<String>, rule: Rule) -> Self {
        Fail::Fields(vec![Violation::new(pointer, rule)])
    }

    pub fn code(&self) -> ErrorCode {
        match self {
            Fail::Code(code)
            | Fail::Transition { code, .. }
            | Fail::Closed { code, .. }
            | Fail::Impossible { code, .. } => *code,
            Fail::Fields(_) => ErrorCode::ValidationFailed,
            Fail::Stale { .. } => ErrorCode::PreconditionFailed,
            Fail::Throttled { .. } => ErrorCode::TooManyRequests,
            Fail::Method { .. } => ErrorCode::MethodNotAllowed,
            Fail::Db(error) if error.is_transient() => ErrorCode::Unavailable,
            Fail::Db(_) | Fail::Internal(_) => ErrorCode::Internal,
        }
    }

    /// Whether the same may succeed in a moment.
    pub fn is_transient(&self) -> bool {
        self.code() == ErrorCode::Unavailable
    }

    /// Nothing wrong, or every wrong field at once.
    pub fn unless_empty(violations: Vec<Violation>) -> Result<(), Fail> {
        if violations.is_empty() { Ok(()) } else { Err(Fail::Fields(violations)) }
    }
}

impl From<ErrorCode> for Fail {
    fn from(code: ErrorCode) -> Self {
        Fail::Code(code)
    }
}

impl From<DbError> for Fail {
    fn from(error: DbError) -> Self {
        use diesel_error::{DatabaseErrorKind, Error};
        match error {
            // A unique violation names its constraint on PostgreSQL only: the kind has to be enough.
            DbError::Query(Error::DatabaseError(DatabaseErrorKind::UniqueViolation, _)) => {
                Fail::Code(ErrorCode::Duplicate)
            }
            DbError::Query(Error::DatabaseError(DatabaseErrorKind::ForeignKeyViolation, _)) => {
                Fail::Code(ErrorCode::InUse)
            }
            DbError::Query(Error::NotFound) => Fail::NOT_FOUND,
            DbError::Overtaken => Fail::Code(ErrorCode::RequestUnderway),
            other => Fail::Db(other),
        }
    }
}

impl From<diesel_error::Error> for Fail {
    fn from(error: diesel_error::Error) -> Self {
        DbError::from(error).into()
    }
}

/// The store's error as the edge has to know it.
mod diesel_error {
    pub use crate::db::errors::{DatabaseErrorKind, Error};
}

impl fmt::Display for Fail {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Fail::Db(error) => write!(f, "{}: {error}", self.code().as_str()),
            Fail::Internal(cause) => write!(f, "internal: {cause}"),
            Fail::Fields(violations) => {
                f.write_str(self.code().as_str())?;
                violations.iter().try_for_each(|Violation { pointer, rule }| {
                    write!(f, ", {pointer}: {}", rule.message(Language::English))
                })
            }
            other => f.write_str(other.code().as_str()),
        }
    }
}

impl std::error::Error for Fail {}
