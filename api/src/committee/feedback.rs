//! What applicants will read of the reviews: one text each, which the coordinator edits until publication.

use super::{
    aside::{Aside, require_part},
    of_committee,
    store::feedback as store,
};
use crate::http::mount::Mount;
use crate::{
    auth::actor::{Coordinator, LoggedIn, Visit},
    db::{AnyConnection, Ending},
    http::{
        answer::{Listed, Tagged, Versioned},
        body::Patch,
        etag::IfMatch,
        fail::Fail,
        refusals::*,
    },
    projects::{self, Seen, rules::View, wire::project_ref},
};
use actix_web::{Responder, get, patch, web::Path};
use openapi::{
    ErrorCode, Page,
    minutes::{FeedbackDraft, FeedbackInput},
    review::ProjectRef,
};

pub fn configure(config: &mut Mount) {
    config.service(list).service(read).service(change);
}

fn wire(project: ProjectRef, stored: store::Stored) -> FeedbackDraft {
    let store::Stored { version, edited, text, messages } = stored;
    FeedbackDraft { project, version, edited, text, messages }
}

/// List the feedback to applicants
///
/// Of every project of the committee's agenda, for the coordinator: the text that its applicant will read, and the messages it
/// comes from, without names.
#[utoipa::path(tag = "committee", params(("id" = String, Path, description = "Id or slug of the call")),
    responses((status = 200, description = "Texts, by project", body = Page<FeedbackDraft>), OfPrivateRead))]
#[get("/calls/{id}/feedback")]
async fn list(actor: Coordinator, id: Path<String>) -> Result<impl Responder, Fail> {
    let call = of_committee(&actor, &id)?;
    actor.require_coordinator(call.programme())?;
    let items = actor.state.db.read(|connection| {
        let aside = Aside::of(&actor, connection, call)?;
        let mut candidates = super::store::candidates(connection, call)?;
        candidates.retain(|candidate| !aside.hides(&candidate.id));
        let ids: Vec<String> = candidates.iter().map(|candidate| candidate.id.clone()).collect();
        let texts = store::of(connection, &ids)?;
        let drafts = candidates.into_iter().zip(texts).map(|(one, stored)| {
            wire(project_ref(&actor.catalogue, one.id, one.number, one.title, &one.partner), stored)
        });
        Ok::<Vec<FeedbackDraft>, Fail>(drafts.collect())
    })?;
    let total = i64::try_from(items.len()).unwrap_or(i64::MAX);
    Ok(Listed(Page { items, next: None, total }))
}

/// The project, for its coordinator.
fn coordinated(visit: &Visit, connection: &mut AnyConnection, id: &str) -> Result<Seen, Fail> {
    let seen = projects::seen(visit, connection, id)?;
    if !seen.standpoint.coordinator {
        return Err(if seen.view == View::Public { Fail::NOT_FOUND } else { Fail::FORBIDDEN });
    }
    let published = visit.catalogue.call(&seen.row.call_id).is_some_and(|call| call.decisions_published());
    if !published {
        require_part(visit, connection, &seen.row.id)?;
    }
    Ok(seen)
}

fn draft(visit: &Visit, connection: &mut AnyConnection, seen: &Seen) -> Result<FeedbackDraft, Fail> {
    let row = &seen.row;
    let stored = store::of(connection, std::slice::from_ref(&row.id))?.pop().ok_or(Fail::NOT_FOUND)?;
    let project =
        project_ref(&visit.catalogue, row.id.clone(), row.number.clone(), row.title.clone(), &row.partner_id);
    Ok(wire(project, stored))
}

/// Read the feedback to an applicant
///
/// Until somebody edits it, the reviewers' messages one after the other.
#[utoipa::path(tag = "committee", params(("id" = String, Path, description = "Id of the project")),
    responses((status = 200, description = "The text and its messages", body = FeedbackDraft), OfPrivateRead))]
#[get("/projects/{id}/feedback")]
async fn read(actor: LoggedIn, id: Path<String>) -> Result<impl Responder, Fail> {
    let value = actor.state.db.read(|connection| {
        let seen = coordinated(&actor, connection, &id)?;
        draft(&actor, connection, &seen)
    })?;
    // While nobody edited it, it moves with the reviews, which its version does not tell.
    Ok(Versioned { version: value.version, value })
}

/// Edit the feedback to an applicant
///
/// By the coordinator, until publication. From then on the messages change nothing of it.
#[utoipa::path(tag = "committee", params(("id" = String, Path, description = "Id of the project")),
    request_body(content = FeedbackInput, description = "JSON Merge Patch"),
    responses((status = 200, description = "Changed", body = FeedbackDraft), OfPatch))]
#[patch("/projects/{id}/feedback")]
async fn change(
    actor: LoggedIn,
    id: Path<String>,
    if_match: IfMatch,
    patch: Patch<FeedbackInput>,
) -> Result<impl Responder, Fail> {
    let visit = actor.0;
    let state = visit.state.clone();
    let work = state.db.write(Ending::Commit, move |connection| {
        let seen = coordinated(&visit, connection, &id)?;
        // The call's row is held: publication comes before or after.
        super::held(connection, &seen.row.call_id, false)?;
        let before = draft(&visit, connection, &seen)?;
        if_match.check(before.version, format!("{}/feedback", seen.path()))?;
        if seen.view != View::Full {
            return Err(ErrorCode::TransitionNotAllowed.into());
        }
        let input = patch.apply(&FeedbackInput { text: before.text })?;
        store::write(connection, &seen.row.id, input.text.trim(), before.version)?;
        draft(&visit, connection, &seen)
    });
    let value = work.await?;
    Ok(Tagged { version: value.version, value })
}
