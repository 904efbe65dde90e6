//! Drafts: started, changed, deleted.

use super::{
    Seen, held, read::whole, resolve::resolve, rules, store, transitions::refusal, wire::partner_ref,
};
use crate::http::mount::Mount;
use crate::{
    auth::actor::{Applicant, LoggedIn, Visit},
    catalogue::StoredCall,
    db::{AnyConnection, DbError, Ending},
    http::{
        answer::{Created, Done, Tagged},
        body::{Body, Patch},
        etag::IfMatch,
        fail::Fail,
        refusals::*,
    },
};
use actix_web::{Responder, delete, patch, post, web::Path};
use openapi::{
    ErrorCode, Reference,
    project::{Contact, Project, ProjectInput},
    rule::Rule,
    status::ProjectStatus,
};

pub fn configure(config: &mut Mount) {
    config.service(create).service(change).service(remove);
}

/// The organisation that leads: the one named, or the only one that the person writes for.
fn lead(visit: &Visit, named: Option<&Reference>, programme: &str) -> Result<String, Fail> {
    let person = visit.user()?;
    let mut writable = person
        .organisations()
        .filter(|(id, role)| role.can_edit() && visit.catalogue.partner_of(programme, id).is_some())
        .map(|(id, _)| id.to_owned());
    match named {
        Some(reference) => {
            let known = visit.catalogue.partner_of(programme, reference.as_str());
            let partner = known.ok_or_else(|| Fail::field("/partner", Rule::UnknownReference))?;
            if person.edits_for(partner.id.as_str()) {
                Ok(partner.id.to_string())
            } else {
                Err(Fail::FORBIDDEN)
            }
        }
        None => match (writable.next(), writable.next()) {
            (Some(only), None) => Ok(only),
            (Some(_), Some(_)) => Err(Fail::field("/partner", Rule::Required)),
            (None, _) => Err(Fail::FORBIDDEN),
        },
    }
}

/// A published call; another one does not exist for who applies.
fn published_call<'a>(visit: &'a Visit, named: Option<&Reference>) -> Result<&'a StoredCall, Fail> {
    let named = named.ok_or_else(|| Fail::field("/call", Rule::Required))?;
    let call = visit.catalogue.call(named.as_str()).filter(|call| call.wire.published_at.is_some());
    call.ok_or_else(|| Fail::field("/call", Rule::UnknownReference))
}

fn open_now(visit: &Visit, call: &StoredCall, lead: &str) -> Result<(), Fail> {
    let filing = call.filing(lead, visit.now);
    if filing.is_open() {
        Ok(())
    } else {
        Err(Fail::Closed { code: refusal(filing.state), opens_on: filing.opens_on() })
    }
}

/// The call that a draft of this partner answers: published, and open to it now.
pub fn open_call<'a>(
    visit: &'a Visit,
    named: Option<&Reference>,
    lead: &str,
) -> Result<&'a StoredCall, Fail> {
    let call = published_call(visit, named)?;
    open_now(visit, call, lead).map(|()| call)
}

/// What is renewed is an action that the same partner filed.
fn renewable(
    connection: &mut AnyConnection,
    fiche: &ProjectInput,
    before: Option<&ProjectInput>,
    lead: &str,
) -> Result<(), Fail> {
    let Some(earlier) = &fiche.renewal_of else { return Ok(()) };
    let unchanged = before.is_some_and(|before| before.renewal_of.as_ref() == Some(earlier));
    if unchanged || store::filed_by(connection, earlier.as_str(), lead)? {
        Ok(())
    } else {
        Err(Fail::field("/renewal_of", Rule::UnknownReference))
    }
}

/// Start a draft
///
/// Only `call` is needed; the rest can come later. The call must be open, or the organisation have an extension. Without
/// a `contact` the fiche takes the one of the organisation's profile.
#[utoipa::path(tag = "projects", request_body = ProjectInput,
    responses((status = 201, description = "A draft", body = Project), OfCreate))]
#[post("/projects")]
async fn create(actor: Applicant, Body(input): Body<ProjectInput>) -> Result<impl Responder, Fail> {
    let visit = actor.0;
    let call = published_call(&visit, input.call.as_ref())?;
    let (call_id, programme) = (call.id().to_owned(), call.programme().to_owned());
    let partner = lead(&visit, input.partner.as_ref(), &programme)?;
    open_now(&visit, call, &partner)?;
    Fail::unless_empty(call.chart().violations(&input.budget))?;
    let plain = ProjectInput { call: None, partner: None, ..input };
    let mut fiche = resolve(plain, &visit.catalogue, &programme).map_err(Fail::Fields)?;
    if fiche.contact == Contact::default() {
        fiche.contact = visit.catalogue.partner(&partner).map(rules::contact_of).unwrap_or_default();
    }
    let state = visit.state.clone();
    let value = state
        .db
        .write(Ending::Commit, move |connection| {
            let by = visit.user()?.user.clone();
            renewable(connection, &fiche, None, &partner)?;
            let id = store::insert(connection, &programme, &call_id, &partner, &fiche, &by, visit.now)?;
            whole(&visit, connection, &id)
        })
        .await?;
    Ok(Created { version: value.version, path: format!("/projects/{}", value.id), value })
}

/// Writes a fiche over the version that was read, and raises the versions of the sections that it changes.
pub fn rewrite(
    visit: &Visit,
    connection: &mut AnyConnection,
    seen: &Seen,
    current: &ProjectInput,
    changed: ProjectInput,
) -> Result<ProjectInput, Fail> {
    let fiche = resolve(changed, &visit.catalogue, &seen.row.programme_id).map_err(Fail::Fields)?;
    let lead = partner_ref(&visit.catalogue, &seen.row.partner_id).kind;
    Fail::unless_empty(rules::out_of_reach(&seen.row, lead, current, &fiche))?;
    if let Some(call) = visit.catalogue.call(&seen.row.call_id) {
        Fail::unless_empty(call.chart().violations(&fiche.budget))?;
    }
    renewable(connection, &fiche, Some(current), &seen.row.partner_id)?;
    if !store::change(connection, &seen.row, &fiche, visit.now)? {
        return Err(Fail::Stale { current: seen.path() });
    }
    let by = visit.user()?.user.as_str();
    store::sections::raise(connection, &seen.row, current, &fiche, Some(by), visit.now)?;
    Ok(fiche)
}

/// Change a draft
///
/// Only while it is a draft or returned for correction, by an editor or owner of the lead partner, or whoever was
/// invited to write it. Of a returned one, only the sections that the correction names can change; all, when it names
/// none. Raises the versions of the sections that it changes; to save one section only, see `sections`.
#[utoipa::path(tag = "projects", params(("id" = String, Path, description = "Id")),
    request_body(content = ProjectInput, description = "JSON Merge Patch"),
    responses((status = 200, description = "Changed", body = Project), OfPatch))]
#[patch("/projects/{id}")]
async fn change(
    actor: LoggedIn,
    id: Path<String>,
    if_match: IfMatch,
    patch: Patch<ProjectInput>,
) -> Result<impl Responder, Fail> {
    let visit = actor.0;
    let state = visit.state.clone();
    let value = state
        .db
        .write(Ending::Commit, move |connection| {
            let seen = held(&visit, connection, &id)?;
            if !seen.standpoint.editor {
                return Err(Fail::FORBIDDEN);
            }
            if_match.check(seen.row.version, seen.path())?;
            if !seen.row.status.is_editable() {
                return Err(seen.refused(&visit, ErrorCode::TransitionNotAllowed));
            }
            let current = store::fiche(connection, &id)?;
            let patched = patch.apply(&current)?;
            let same = |named: &Option<Reference>, id: &str, slug: Option<&str>| {
                named.as_ref().is_none_or(|named| named.as_str() == id || Some(named.as_str()) == slug)
            };
            let slug = visit.catalogue.call(&seen.row.call_id).map(|call| call.wire.slug.as_str());
            if !same(&patched.call, &seen.row.call_id, slug) {
                return Err(Fail::field("/call", Rule::UnknownReference));
            }
            if !same(&patched.partner, &seen.row.partner_id, None) {
                return Err(Fail::field("/partner", Rule::UnknownReference));
            }
            let plain = ProjectInput { call: None, partner: None, ..patched };
            rewrite(&visit, connection, &seen, &current, plain)?;
            whole(&visit, connection, &id)
        })
        .await?;
    Ok(Tagged { version: value.version, value })
}

/// Delete a draft
#[utoipa::path(tag = "projects", params(("id" = String, Path, description = "Id")),
    responses((status = 204, description = "Deleted"), OfDelete))]
#[delete("/projects/{id}")]
async fn remove(actor: LoggedIn, id: Path<String>, if_match: IfMatch) -> Result<impl Responder, Fail> {
    let visit = actor.0;
    let state = visit.state.clone();
    state
        .db
        .write(Ending::Commit, move |connection| {
            let seen = held(&visit, connection, &id)?;
            if !seen.standpoint.files {
                return Err(Fail::FORBIDDEN);
            }
            if_match.check(seen.row.version, seen.path())?;
            if seen.row.status != ProjectStatus::Draft {
                return Err(seen.refused(&visit, ErrorCode::TransitionNotAllowed));
            }
            if store::delete(connection, &seen.row, visit.now).map_err(DbError::from)? {
                Ok(())
            } else {
                Err(Fail::Stale { current: seen.path() })
            }
        })
        .await?;
    Ok(Done)
}
