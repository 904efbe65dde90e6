//! A fiche section by section: two people in different sections never wait for each other, two in the same one never
//! overwrite each other.

use super::{Seen, create::rewrite, held, seen, store};
use crate::http::mount::Mount;
use crate::{
    auth::actor::{LoggedIn, Visit},
    db::{AnyConnection, Ending},
    http::{
        answer::{Plain, Tagged},
        body::{Body, Patch},
        etag::IfMatch,
        fail::Fail,
        refusals::*,
    },
    refusals,
};
use actix_web::{Responder, get, patch, put, web::Path};
use openapi::{
    ErrorCode,
    project::{Presence, PresenceInput, ProjectInput, Section, SectionContent, SectionVersion},
};

refusals! {
    /// Saying where one is.
    OfPresence = 400 401 403 404 413 415 422;
}

pub fn configure(config: &mut Mount) {
    config.service(read).service(change).service(who).service(here);
}

/// Refuses whoever reads the project without being one of its applicants.
pub fn applicants(seen: &Seen) -> Result<(), Fail> {
    if seen.standpoint.own { Ok(()) } else { Err(Fail::FORBIDDEN) }
}

fn section_path(seen: &Seen, section: Section) -> String {
    format!("{}/sections/{}", seen.path(), section.as_str())
}

fn at(connection: &mut AnyConnection, seen: &Seen, section: Section) -> Result<SectionVersion, Fail> {
    let all = store::sections::versions(connection, &seen.row)?;
    all.into_iter().find(|found| found.section == section).ok_or(Fail::NOT_FOUND)
}

/// Read a section
///
/// With its version as ETag. For the applicants only: who acts for the lead partner, and who was invited.
#[utoipa::path(tag = "projects", params(("id" = String, Path, description = "Id"), ("section" = Section, Path, description = "Section")),
    responses((status = 200, description = "The section", body = SectionContent), OfPrivateRead))]
#[get("/projects/{id}/sections/{section}")]
async fn read(actor: LoggedIn, path: Path<(String, String)>) -> Result<impl Responder, Fail> {
    let (id, section) = path.into_inner();
    let section = Section::parse(&section).ok_or(Fail::NOT_FOUND)?;
    let value = actor.state.db.read(|connection| {
        let seen = seen(&actor, connection, &id)?;
        applicants(&seen)?;
        let at = at(connection, &seen, section)?;
        Ok::<_, Fail>(SectionContent::of(&store::fiche(connection, &id)?, at))
    })?;
    Ok(Tagged { version: value.version, value })
}

/// Change a section
///
/// JSON Merge Patch of the members of this section, over its own version: changes of other sections do not stand in
/// the way. A stale version is refused (412), `current` says where the section is. A change that changes nothing keeps
/// the version.
#[utoipa::path(tag = "projects", params(("id" = String, Path, description = "Id"), ("section" = Section, Path, description = "Section")),
    request_body(content = ProjectInput, description = "JSON Merge Patch of the section’s members"),
    responses((status = 200, description = "Changed", body = SectionContent), OfPatch))]
#[patch("/projects/{id}/sections/{section}")]
async fn change(
    actor: LoggedIn,
    path: Path<(String, String)>,
    if_match: IfMatch,
    patch: Patch<ProjectInput>,
) -> Result<impl Responder, Fail> {
    let (id, section) = path.into_inner();
    let section = Section::parse(&section).ok_or(Fail::NOT_FOUND)?;
    let visit = actor.0;
    let state = visit.state.clone();
    let value = state
        .db
        .write(Ending::Commit, move |connection| save(&visit, connection, &id, section, &if_match, &patch))
        .await?;
    Ok(Tagged { version: value.version, value })
}

fn save(
    visit: &Visit,
    connection: &mut AnyConnection,
    id: &str,
    section: Section,
    if_match: &IfMatch,
    patch: &Patch<ProjectInput>,
) -> Result<SectionContent, Fail> {
    let seen = held(visit, connection, id)?;
    if !seen.standpoint.editor {
        return Err(Fail::FORBIDDEN);
    }
    let before = at(connection, &seen, section)?;
    if_match.check(before.version, section_path(&seen, section))?;
    if !seen.row.status.is_editable() {
        return Err(seen.refused(visit, ErrorCode::TransitionNotAllowed));
    }
    patch.only(section.fields())?;
    let current = store::fiche(connection, id)?;
    let patched = patch.apply(&current)?;
    if section.same(&current, &patched) {
        return Ok(SectionContent::of(&current, before));
    }
    let fiche = rewrite(visit, connection, &seen, &current, patched)?;
    let after = at(connection, &seen, section)?;
    Ok(SectionContent::of(&fiche, after))
}

fn presence(visit: &Visit, connection: &mut AnyConnection, seen: &Seen) -> Result<Presence, Fail> {
    let user = &visit.user()?.user;
    Ok(Presence {
        others: store::presence::others(connection, &seen.row.id, user, visit.now)?,
        sections: store::sections::versions(connection, &seen.row)?,
    })
}

/// See who else has the fiche open
///
/// And where its sections stand.
#[utoipa::path(tag = "projects", params(("id" = String, Path, description = "Id")),
    responses((status = 200, description = "The others, and the sections", body = Presence), OfPrivateRead))]
#[get("/projects/{id}/presence")]
async fn who(actor: LoggedIn, id: Path<String>) -> Result<impl Responder, Fail> {
    let value = actor.state.db.read(|connection| {
        let seen = seen(&actor, connection, &id)?;
        applicants(&seen)?;
        presence(&actor, connection, &seen)
    })?;
    Ok(Plain(value))
}

/// Say where one is in the fiche
///
/// To be repeated every 15 seconds: whoever is silent for 40 seconds has left. Answers with the others, and where the
/// sections stand.
#[utoipa::path(tag = "projects", params(("id" = String, Path, description = "Id")), request_body = PresenceInput,
    responses((status = 200, description = "The others, and the sections", body = Presence), OfPresence))]
#[put("/projects/{id}/presence")]
async fn here(
    actor: LoggedIn,
    id: Path<String>,
    Body(input): Body<PresenceInput>,
) -> Result<impl Responder, Fail> {
    let visit = actor.0;
    let state = visit.state.clone();
    let value = state
        .db
        .write(Ending::Commit, move |connection| {
            let seen = held(&visit, connection, &id)?;
            applicants(&seen)?;
            let user = &visit.user()?.user;
            store::presence::enter(connection, &seen.row.id, user, input.section, visit.now)?;
            presence(&visit, connection, &seen)
        })
        .await?;
    Ok(Plain(value))
}
