//! Which programme the person manages.

use crate::{programme::use_programme, session::use_session};
use openapi::{Role, programme::ProgrammeRef};
use yew::prelude::*;

/// Who prepares calls and reference data.
pub const MANAGERS: &[Role] = &[Role::Coordinator, Role::Admin];

/// The programme that the person coordinates; for others the one of the app.
#[hook]
pub fn use_managed() -> Option<ProgrammeRef> {
    let session = use_session();
    let shown = use_programme();
    let coordinated = session.memberships().iter().find(|membership| membership.role == Role::Coordinator);
    coordinated.and_then(|membership| membership.programme.clone()).or_else(|| {
        shown.map(|programme| ProgrammeRef {
            id: programme.id.clone(),
            slug: programme.slug.clone(),
            name: programme.name.clone(),
        })
    })
}
