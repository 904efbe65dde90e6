//! Query strings, parsed with a problem for what is wrong.

use super::fail::Fail;
use crate::db::Ending;
use actix_web::{FromRequest, HttpRequest, dev::Payload};
use openapi::{ErrorCode, rule::Rule};
use serde::{Deserialize, de::DeserializeOwned};
use std::future::{Ready, ready};

/// Parameters of the query string. Unknown ones are ignored, as the web does.
pub struct Query<T>(pub T);

impl<T: DeserializeOwned> FromRequest for Query<T> {
    type Error = Fail;
    type Future = Ready<Result<Self, Fail>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(parse(request.query_string()).map(Self))
    }
}

fn parse<T: DeserializeOwned>(text: &str) -> Result<T, Fail> {
    fn read<T: DeserializeOwned>(text: &str) -> Result<T, Fail> {
        let query = actix_web::web::Query::<T>::from_query(text).map_err(|_| ErrorCode::MalformedRequest)?;
        Ok(query.into_inner())
    }
    // PostgreSQL holds no NUL in a text.
    let pairs: Vec<(String, String)> = if text.contains("%00") { read(text)? } else { Vec::new() };
    let wrong = pairs.iter().find(|(_, value)| value.contains('\0'));
    wrong
        .map_or_else(|| read(text), |(name, _)| Err(Fail::field(format!("/{name}"), Rule::ControlCharacters)))
}

/// `?dry_run=true`: check everything, write nothing.
#[derive(Debug, Clone, Copy, Default, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub struct DryRun {
    /// Check everything and write nothing.
    pub dry_run: Option<bool>,
}

impl DryRun {
    pub fn ending(self) -> Ending {
        if self.dry_run == Some(true) { Ending::RollBack } else { Ending::Commit }
    }
}

/// Values separated by commas, each read by `parse`; a value that is none of them is refused at `name`.
pub fn choices<T>(
    text: Option<&str>,
    name: &str,
    parse: impl Fn(&str) -> Option<T>,
) -> Result<Option<Vec<T>>, Fail> {
    let Some(text) = text.filter(|text| !text.is_empty()) else { return Ok(None) };
    text.split(',')
        .map(|part| parse(part.trim()).ok_or_else(|| Fail::field(format!("/{name}"), Rule::UnknownReference)))
        .collect::<Result<Vec<_>, _>>()
        .map(Some)
}
