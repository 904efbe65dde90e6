//! Projects: their form (the fiche-action), their life, and who sees what of them.

pub mod copy;
pub mod counts;
pub mod create;
pub mod list;
pub mod people;
pub mod read;
pub mod resolve;
pub mod rules;
pub mod sections;
pub mod store;
pub mod transitions;
pub mod versions;
pub mod wire;

use crate::http::mount::Mount;
use crate::{auth::actor::Visit, db::AnyConnection, http::fail::Fail};
use chrono::NaiveDate;
use openapi::ErrorCode;
use rules::{Standpoint, View};
use store::Row;

crate::refusals! {
    /// Two versions of an object, named in the query.
    OfComparison = 400 401 404 422;
}

pub fn configure(config: &mut Mount) {
    list::configure(config);
    read::configure(config);
    create::configure(config);
    copy::configure(config);
    transitions::configure(config);
    versions::configure(config);
    sections::configure(config);
    people::configure(config);
}

/// A project that the visitor may see, with how much of it.
pub struct Seen {
    pub row: Row,
    pub view: View,
    pub standpoint: Standpoint,
}

/// Finds a project among those that the visitor may see: all others do not exist.
pub fn seen(visit: &Visit, connection: &mut AnyConnection, id: &str) -> Result<Seen, Fail> {
    let row = store::find(connection, visit, id)?.ok_or(Fail::NOT_FOUND)?;
    let standpoint = Standpoint::of(visit.person(), &row);
    let view = standpoint.view(row.status);
    Ok(Seen { row, view, standpoint })
}

/// The same to change it: nobody else changes it before the transaction ends.
pub fn held(visit: &Visit, connection: &mut AnyConnection, id: &str) -> Result<Seen, Fail> {
    store::hold(connection, id, false)?;
    seen(visit, connection, id)
}

impl Seen {
    /// The refusal of a transition, with those that are open.
    pub fn refused(&self, visit: &Visit, code: ErrorCode) -> Fail {
        self.refused_until(visit, code, None)
    }

    /// The same where a day is known on which it opens.
    pub fn refused_until(&self, visit: &Visit, code: ErrorCode, opens_on: Option<NaiveDate>) -> Fail {
        Fail::Transition { code, allowed: self.open_transitions(visit), opens_on }
    }

    /// What this visitor can do now.
    pub fn open_transitions(&self, visit: &Visit) -> Vec<openapi::Transition> {
        let call = visit.catalogue.call(&self.row.call_id);
        rules::transitions(&self.row, self.standpoint, call, visit.now)
    }

    /// Where the current version is.
    pub fn path(&self) -> String {
        format!("/api/v1/projects/{}", self.row.id)
    }
}
