//! Who may read and write a fiche, besides its lead organisation: invited, changed, removed; and who answers for it.

use super::{Seen, held, sections::applicants, seen, store};
use crate::http::mount::Mount;
use crate::{
    auth::{
        actor::{LoggedIn, Visit},
        sessions,
    },
    db::{AnyConnection, Ending},
    http::{
        answer::{Created, Done, Listed, Tagged},
        body::{Body, Patch},
        etag::IfMatch,
        fail::Fail,
        refusals::*,
    },
    mail::{Desk, Link, Recipient, write},
    refusals,
};
use actix_web::{Responder, delete, get, patch, post, web::Path};
use openapi::{
    ErrorCode, Page,
    project::{Collaborator, CollaboratorInput, CollaboratorRole, TransferInput},
    rule::Rule,
};
use store::people::{self as access, Invited, Letter};

refusals! {
    /// Handing over.
    OfTransfer = 400 401 403 404 413 415 422;
}

pub fn configure(config: &mut Mount) {
    config.service(list).service(transfer).service(invite).service(change).service(remove);
}

/// 403 unless the person decides who has access: an owner of the lead organisation, or whoever is in charge.
fn require_manager(visit: &Visit, connection: &mut AnyConnection, seen: &Seen) -> Result<(), Fail> {
    let in_charge = access::in_charge(connection, &seen.row.id)? == visit.user()?.user;
    let manages = seen.standpoint.access(in_charge).is_some_and(|access| access.manage);
    if manages { Ok(()) } else { Err(Fail::FORBIDDEN) }
}

fn all(connection: &mut AnyConnection, seen: &Seen) -> Result<Page<Collaborator>, Fail> {
    let items = access::list(connection, &seen.row.id, &seen.row.partner_id)?;
    let total = i64::try_from(items.len()).unwrap_or(i64::MAX);
    Ok(Page { items, next: None, total })
}

/// List who has access to a fiche
///
/// The people of its lead organisation and those who were invited; one of them is in charge. For the applicants only.
#[utoipa::path(tag = "projects", params(("id" = String, Path, description = "Id")),
    responses((status = 200, description = "People", body = Page<Collaborator>), OfPrivateRead))]
#[get("/projects/{id}/collaborators")]
async fn list(actor: LoggedIn, id: Path<String>) -> Result<impl Responder, Fail> {
    let page = actor.state.db.read(|connection| {
        let seen = seen(&actor, connection, &id)?;
        applicants(&seen)?;
        all(connection, &seen)
    })?;
    Ok(Listed(page))
}

/// Invite a person to a fiche
///
/// Of another organisation, or without an account; by an owner of the lead organisation or whoever is in charge. A mail
/// holds the link, good for 14 days; the answer holds its token too, once, for `/invitation/{token}`.
#[utoipa::path(tag = "projects", params(("id" = String, Path, description = "Id")), request_body = CollaboratorInput,
    responses((status = 201, description = "Invited", body = Collaborator), OfCreate))]
#[post("/projects/{id}/collaborators")]
async fn invite(
    actor: LoggedIn,
    id: Path<String>,
    Body(input): Body<CollaboratorInput>,
) -> Result<impl Responder, Fail> {
    let visit = actor.0;
    let token = sessions::new_secret();
    let (hash, secret, state) = (sessions::hash(&token), token.clone(), visit.state.clone());
    let invited = state
        .db
        .write(Ending::Commit, move |connection| {
            let seen = held(&visit, connection, &id)?;
            require_manager(&visit, connection, &seen)?;
            let email = input.email.trim().to_lowercase();
            if access::belongs(connection, &email, &seen.row.partner_id)? {
                return Err(Fail::Code(ErrorCode::Duplicate));
            }
            let inviter = visit.user()?;
            let letter = Letter {
                project: &seen.row.id,
                email: &email,
                role: input.role,
                token_hash: &hash,
                by: &inviter.user,
            };
            let invited = access::invite(connection, &letter, visit.now)?;
            let until = Some(invited.expires_at.and_utc());
            let link = Link { path: "/invitation/", secret: Some(&secret), until };
            let (desk, to) = (Desk::of(&visit), Recipient { email, name: String::new() });
            let verb = if input.role.can_edit() { "écrire" } else { "lire" };
            let (row, id, name) = (&seen.row, &invited.id, &inviter.name);
            write::collaborator_invitation(connection, &desk, row, &to, id, name, verb, link)?;
            Ok(invited)
        })
        .await?;
    let path = format!("/projects/{}/collaborators", invited.project_id);
    Ok(Created { version: invited.version, path, value: access::wire(invited, None, false, Some(token)) })
}

/// An invitation that the visitor changes.
fn found(
    visit: &Visit,
    connection: &mut AnyConnection,
    (project, id): &(String, String),
    if_match: &IfMatch,
) -> Result<(Seen, Invited), Fail> {
    let seen = held(visit, connection, project)?;
    applicants(&seen)?;
    let own = access::find(connection, project, id)?;
    let user = visit.user()?.user.as_str();
    if own.as_ref().is_none_or(|own| own.user_id.as_deref() != Some(user)) {
        require_manager(visit, connection, &seen)?;
    }
    let invited = own.ok_or(Fail::NOT_FOUND)?;
    if_match.check(invited.version, format!("{}/collaborators", seen.path()))?;
    Ok((seen, invited))
}

/// Whoever answers for the fiche hands it over first.
fn not_in_charge(connection: &mut AnyConnection, seen: &Seen, invited: &Invited) -> Result<(), Fail> {
    let in_charge = access::in_charge(connection, &seen.row.id)?;
    if invited.user_id.as_deref() == Some(&in_charge) { Err(ErrorCode::InUse.into()) } else { Ok(()) }
}

/// Change what an invited person may do
///
/// Works at once. Whoever is in charge hands the fiche over first.
#[utoipa::path(tag = "projects", params(("id" = String, Path, description = "Id"), ("person" = String, Path, description = "Id of the invitation")),
    request_body(content = CollaboratorRole, description = "JSON Merge Patch"),
    responses((status = 200, description = "Changed", body = Collaborator), OfPatch))]
#[patch("/projects/{id}/collaborators/{person}")]
async fn change(
    actor: LoggedIn,
    path: Path<(String, String)>,
    if_match: IfMatch,
    patch: Patch<CollaboratorRole>,
) -> Result<impl Responder, Fail> {
    let visit = actor.0;
    let state = visit.state.clone();
    let value = state
        .db
        .write(Ending::Commit, move |connection| {
            let (seen, invited) = found(&visit, connection, &path, &if_match)?;
            // Leaving is one's own to decide, more rights are not.
            require_manager(&visit, connection, &seen)?;
            not_in_charge(connection, &seen, &invited)?;
            let before = access::wire(invited, None, false, None);
            let CollaboratorRole { role } = patch.apply(&CollaboratorRole { role: before.role })?;
            access::change(connection, &path.1, role)?;
            let people = all(connection, &seen)?.items;
            people.into_iter().find(|person| person.id == before.id).ok_or(Fail::NOT_FOUND)
        })
        .await?;
    Ok(Tagged { version: value.version, value })
}

/// Take an invited person's access away
///
/// Works at once; also how an invited person leaves. Whoever is in charge hands the fiche over first.
#[utoipa::path(tag = "projects", params(("id" = String, Path, description = "Id"), ("person" = String, Path, description = "Id of the invitation")),
    responses((status = 204, description = "Removed"), OfDelete))]
#[delete("/projects/{id}/collaborators/{person}")]
async fn remove(
    actor: LoggedIn,
    path: Path<(String, String)>,
    if_match: IfMatch,
) -> Result<impl Responder, Fail> {
    let visit = actor.0;
    let state = visit.state.clone();
    state
        .db
        .write(Ending::Commit, move |connection| {
            let (seen, invited) = found(&visit, connection, &path, &if_match)?;
            not_in_charge(connection, &seen, &invited)?;
            access::remove(connection, &invited.id).map_err(Fail::from)
        })
        .await?;
    Ok(Done)
}

/// Hand a fiche over
///
/// To somebody who may write it: exactly one person is in charge. The owners of the lead organisation keep their
/// rights. Done twice it changes nothing more, so it needs no version.
#[utoipa::path(tag = "projects", params(("id" = String, Path, description = "Id")), request_body = TransferInput,
    responses((status = 200, description = "Who has access now", body = Page<Collaborator>), OfTransfer))]
#[post("/projects/{id}/collaborators/transfer")]
async fn transfer(
    actor: LoggedIn,
    id: Path<String>,
    Body(input): Body<TransferInput>,
) -> Result<impl Responder, Fail> {
    let visit = actor.0;
    let state = visit.state.clone();
    let page = state
        .db
        .write(Ending::Commit, move |connection| {
            let seen = held(&visit, connection, &id)?;
            require_manager(&visit, connection, &seen)?;
            let people = all(connection, &seen)?.items;
            let to = people
                .iter()
                .filter(|person| person.role.can_edit())
                .find_map(|person| person.person.as_ref().filter(|found| found.id == input.person));
            let to = to.ok_or_else(|| Fail::field("/person", Rule::UnknownReference))?;
            if access::in_charge(connection, &id)? != to.id.as_str() {
                access::hand_over(connection, &id, to.id.as_str(), visit.now)?;
                let by = &visit.user()?.user;
                store::record(connection, &id, "handed_over", false, by, &to.name, visit.now)?;
            }
            all(connection, &seen)
        })
        .await?;
    Ok(Listed(page))
}
