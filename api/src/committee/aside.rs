//! What of a call's committee is hidden from one of its members: all of the projects that the person is recused from, also
//! where a sum, a count or a place in a list would tell. Whoever coordinates or carries is recused like everybody else.

use super::store;
use crate::{
    auth::actor::Visit, catalogue::StoredCall, db::AnyConnection, http::fail::Fail, reviews::store::conflicts,
};
use openapi::{ErrorCode, committee::Decision};
use std::collections::HashSet;

/// The projects of a call that a reader stands aside for, until publication.
#[derive(Debug, Default)]
pub struct Aside(HashSet<String>);

impl Aside {
    pub fn of(visit: &Visit, connection: &mut AnyConnection, call: &StoredCall) -> Result<Self, Fail> {
        match visit.person().filter(|_| !call.decisions_published()) {
            Some(person) => Ok(Self(store::recused_from(connection, call.id(), &person.user)?)),
            None => Ok(Self::default()),
        }
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub fn hides(&self, project: &str) -> bool {
        self.0.contains(project)
    }

    /// Leaves out the decisions on these projects; the reserve list closes its gaps, which would tell their place.
    pub fn keep(&self, decisions: &mut Vec<Decision>) {
        if self.0.is_empty() {
            return;
        }
        decisions.retain(|one| !self.hides(one.project.id.as_str()));
        let mut listed: Vec<&mut i32> =
            decisions.iter_mut().filter_map(|one| one.reserve_rank.as_mut()).collect();
        listed.sort();
        for (place, rank) in (1..).zip(listed) {
            *rank = place;
        }
    }
}

/// 403 for who is recused from a project: another coordinator writes down what is decided on it.
pub fn require_part(visit: &Visit, connection: &mut AnyConnection, project: &str) -> Result<(), Fail> {
    if conflicts::is_recused(connection, project, visit.user()?)? {
        Err(ErrorCode::Recused.into())
    } else {
        Ok(())
    }
}
