//! Puts together what could be read.

use super::items::Item;
use crate::api::{Answer, ApiError, ApiResult};
use openapi::ErrorCode;

/// What was found so far.
#[derive(Debug, Default)]
pub struct Found {
    pub items: Vec<Item>,
    /// Something could not be read.
    pub incomplete: bool,
}

impl Found {
    /// Takes one part, or notes that it is missing.
    pub fn add(&mut self, part: Result<Vec<Item>, ApiError>) {
        match part {
            Ok(mut items) => self.items.append(&mut items),
            Err(error) => self.incomplete |= !is_hidden(&error),
        }
    }
}

/// The thing does not exist for this reader: nothing waits there.
fn is_hidden(error: &ApiError) -> bool {
    matches!(error.code(), Some(ErrorCode::Forbidden | ErrorCode::NotFound))
}

/// The thing, or nothing where the reader may not see it.
///
/// # Errors
/// All others.
pub fn visible<T>(answer: ApiResult<T>) -> Result<Option<T>, ApiError> {
    match answer {
        Ok(Answer { body, .. }) => Ok(Some(body)),
        Err(error) if is_hidden(&error) => Ok(None),
        Err(error) => Err(error),
    }
}
