//! The outbox over HTTP.

use super::{
    SECRET, markup,
    store::mails::{self, Reader, Scope},
};
use crate::http::mount::Mount;
use crate::{
    accounts::rules::Reach,
    auth::{
        actor::{Steward, Visit},
        principal::Principal,
    },
    calls,
    catalogue::Catalogue,
    committee::aside::Aside,
    db::{AnyConnection, DbError, Ending},
    http::{
        answer::{Listed, Plain, Tagged},
        body::{Body, Patch},
        etag::IfMatch,
        fail::Fail,
        page::{Sort, Window},
        query::{Query, choices},
        refusals::*,
    },
    programmes::belonging::Within,
    refusals,
};
use actix_web::{Responder, get, patch, post, web::Path};
use mails::Stored;
use openapi::{
    ErrorCode, Id, Page, Role,
    email::{
        Email, EmailError, EmailFilter, EmailInput, EmailKind, EmailState, EmailStatus, ReleaseInput,
        Released,
    },
    page::PageQuery,
    rule::Rule,
};

refusals! {
    /// Whoever looks at the state of the outbox.
    OfStatus = 401 403;
    /// A transition that takes no body.
    OfRetry = 401 403 404 409 412 422 428;
}

pub fn configure(config: &mut Mount) {
    // Before `{id}`.
    config
        .service(read_status)
        .service(release)
        .service(list_emails)
        .service(read_email)
        .service(change_email)
        .service(retry_email);
}

#[derive(Clone, Copy)]
struct CreatedAt;

/// What of a mail is its reader's to read.
#[derive(Clone, Copy)]
struct Sight {
    words: bool,
    /// Which project it is about.
    project: bool,
    /// Whom it is for.
    recipient: bool,
}

impl Sight {
    /// An admin reads no fiche, and of a mail about one not even which: what it is for and to whom would tell who reviews
    /// it, or that there is a draft. Whom somebody invites to a draft is that draft's own affair, of which a
    /// coordinator knows that it exists and its title.
    fn of(visit: &Visit, mail: &Stored) -> Self {
        let coordinates = mail.programme_id.as_deref().is_some_and(|programme| visit.coordinates(programme));
        let own_affair = EmailKind::parse(&mail.kind) == Some(EmailKind::CollaboratorInvitation);
        let about_project = mail.project_id.is_some();
        Self {
            words: !about_project || (coordinates && !own_affair),
            project: coordinates,
            recipient: !own_affair || visit.person().is_some_and(Principal::is_admin),
        }
    }
}

/// What of the outbox is this person's to read.
fn reader(visit: &Visit, connection: &mut AnyConnection) -> Result<Reader, Fail> {
    let person = visit.user()?;
    let mut hushed = Vec::new();
    for call in visit.catalogue.calls.iter().filter(|call| visit.coordinates(call.programme())) {
        if !Aside::of(visit, connection, call)?.is_empty() {
            hushed.push(call.id().to_owned());
        }
    }
    Ok(Reader { reach: Reach::of(person), hushed })
}

/// A row for this reader; the bodies only where one mail is read.
fn wire(visit: &Visit, catalogue: &Catalogue, mail: Stored, bodies: bool) -> Email {
    let sight = Sight::of(visit, &mail);
    let demo = visit.state.config.demo;
    let state = mail.state();
    let Stored {
        id,
        kind,
        programme_id,
        project_id,
        recipient,
        recipient_name,
        subject,
        body_text,
        body_html,
        secret,
        message_id,
        state: _,
        attempts,
        last_error,
        next_attempt_at,
        give_up_at: _,
        expires_at,
        claim: _,
        claimed_until: _,
        version,
        created_at,
        sent_at,
        purged_at,
    } = mail;
    let readable = sight.words && purged_at.is_none();
    let addressed = |text: String| if sight.recipient { text } else { String::new() };
    let failure = |text: &str| serde_json::from_str(text).ok();
    let shown = |text: String| match secret.as_ref().filter(|_| demo) {
        Some(secret) => text.replace(SECRET, secret),
        None => text,
    };
    Email {
        id: Id::from_storage(id),
        version,
        // An unknown kind can only come from a newer server.
        kind: EmailKind::parse(&kind).unwrap_or(EmailKind::NewMessage),
        state,
        programme: programme_id.and_then(|id| catalogue.programme_ref(&id)),
        project: project_id.filter(|_| sight.project).map(Id::from_storage),
        recipient: addressed(recipient),
        recipient_name: addressed(recipient_name),
        subject: readable.then_some(subject),
        text: (readable && bodies).then(|| shown(body_text)),
        html: (readable && bodies).then(|| shown(body_html)),
        attempts,
        // A mail server repeats the address that it refuses.
        last_error: last_error
            .as_deref()
            .and_then(failure)
            .map(|error: EmailError| EmailError { detail: addressed(error.detail), ..error }),
        message_id,
        next_attempt_at: (state == EmailState::Queued).then(|| next_attempt_at.and_utc()),
        expires_at: expires_at.map(|at| at.and_utc()),
        created_at: created_at.and_utc(),
        sent_at: sent_at.map(|at| at.and_utc()),
        purged_at: purged_at.map(|at| at.and_utc()),
    }
}

/// The outbox in numbers
///
/// Whether a mail server is configured, and what waits or failed.
#[utoipa::path(tag = "emails", responses((status = 200, description = "Numbers", body = EmailStatus), OfStatus))]
#[get("/emails/status")]
async fn read_status(actor: Steward) -> Result<impl Responder, Fail> {
    let reader = actor.state.db.read(|connection| reader(&actor, connection))?;
    let count = |state: EmailState| {
        let scope = Scope { states: Some(vec![state]), ..Scope::of(&reader) };
        actor.state.db.read(|connection| mails::count(connection, &scope, &[]).map_err(DbError::from))
    };
    Ok(Plain(EmailStatus {
        delivers: actor.state.config.smtp.is_some(),
        demo: actor.state.config.demo,
        queued: count(EmailState::Queued)?,
        held: count(EmailState::Held)?,
        failed: count(EmailState::Failed)?,
        uncertain: count(EmailState::Uncertain)?,
        reviewers_left_out: !reader.hushed.is_empty(),
    }))
}

/// The id of a call whose mails the reader may look for.
fn managed_call(visit: &Visit, reference: &str) -> Result<String, Fail> {
    let call = calls::routes::seen(visit, reference).ok();
    let managed = call.filter(|call| visit.require_steward(call.programme()).is_ok());
    managed.map(|call| call.id().to_owned()).ok_or_else(|| Fail::field("/call", Rule::UnknownReference))
}

/// List e-mails
///
/// Of the own programme for a coordinator, all for an admin; the newest first. `q` finds in the address. To an admin no
/// mail says which project it is about; to a coordinator an invitation to write a fiche says neither whom it is for nor
/// what it says. Until publication, a coordinator who is recused from a project of a call does not find that call's mails to
/// reviewers.
#[utoipa::path(tag = "emails", params(PageQuery, EmailFilter),
    responses((status = 200, description = "E-mails, without their bodies", body = Page<Email>), OfPrivateList))]
#[get("/emails")]
async fn list_emails(
    actor: Steward,
    Query(query): Query<PageQuery>,
    Query(filter): Query<EmailFilter>,
) -> Result<impl Responder, Fail> {
    let fields = |name: &str| (name == "created_at").then_some(CreatedAt);
    let window = Window::parse(&query, fields, &[Sort { field: CreatedAt, descending: true }])?;
    let reader = actor.state.db.read(|connection| reader(&actor, connection))?;
    let within = Within::parse(&actor.catalogue, filter.programme.as_deref());
    let call = filter.call.as_deref().filter(|text| !text.is_empty());
    let call = call.map(|text| managed_call(&actor, text)).transpose()?;
    let scope = Scope {
        reader: &reader,
        call: call.as_deref(),
        states: choices(filter.state.as_deref(), "state", EmailState::parse)?,
        kinds: choices(filter.kind.as_deref(), "kind", EmailKind::parse)?,
        programme: match &within {
            Within::Everywhere => None,
            Within::Nowhere => Some(""),
            Within::Programme(id) => Some(id.as_str()),
        },
        project: filter.project.as_deref().filter(|id| !id.is_empty()),
        reads_projects_of: actor.user()?.programmes_as(Role::Coordinator),
    };
    let words: Vec<String> =
        query.q.as_deref().unwrap_or_default().split_whitespace().map(str::to_lowercase).collect();
    let after = window.after.as_ref().map(|(_, id)| id.as_str());
    let (mut found, total) = actor.state.db.read(|connection| {
        let page = mails::page(connection, &scope, &words, after, window.ids_descend(), window.limit)?;
        Ok::<_, DbError>((page, mails::count(connection, &scope, &words)?))
    })?;
    let more = found.len() > window.limit;
    found.truncate(window.limit);
    let next = found.last().filter(|_| more).map(|mail| {
        let key = crate::http::page::Key::Number(mail.created_at.and_utc().timestamp_micros());
        window.cursor(vec![key], &mail.id)
    });
    let items = found.into_iter().map(|mail| wire(&actor, &actor.catalogue, mail, false)).collect();
    Ok(Listed(Page { items, next, total }))
}

/// Read an e-mail
#[utoipa::path(tag = "emails", params(("id" = String, Path, description = "Id")),
    responses((status = 200, description = "The e-mail", body = Email), OfPrivateRead))]
#[get("/emails/{id}")]
async fn read_email(actor: Steward, id: Path<String>) -> Result<impl Responder, Fail> {
    let mail = actor.state.db.read(|connection| {
        let reader = reader(&actor, connection)?;
        mails::find(connection, &reader, &id)?.ok_or(Fail::NOT_FOUND)
    })?;
    Ok(Tagged { version: mail.version, value: wire(&actor, &actor.catalogue, mail, true) })
}

/// Change an e-mail
///
/// Its words, or whether it is kept back, while it waits. What is about a project is the coordinator's. Where `text` is
/// changed and `html` is not sent, the HTML is made of the new text: paragraphs, and addresses that can be followed.
/// `html` takes p, br, strong, em, ul, ol, li, h1 to h3, blockquote, code and a with a whole `href`; anything else is
/// refused (`forbidden_html`). One with a personal link keeps its words (`email_personal`).
#[utoipa::path(tag = "emails", params(("id" = String, Path, description = "Id")),
    request_body(content = EmailInput, description = "JSON Merge Patch"),
    responses((status = 200, description = "Changed", body = Email), OfPatch))]
#[patch("/emails/{id}")]
async fn change_email(
    actor: Steward,
    id: Path<String>,
    if_match: IfMatch,
    patch: Patch<EmailInput>,
) -> Result<impl Responder, Fail> {
    let visit = actor.0;
    let state = visit.state.clone();
    let (value, version) = state
        .db
        .write(Ending::Commit, move |connection| {
            let reader = reader(&visit, connection)?;
            let mail = mails::hold(connection, &reader, &id)?.ok_or(Fail::NOT_FOUND)?;
            if !Sight::of(&visit, &mail).words {
                return Err(Fail::FORBIDDEN);
            }
            if_match.check(mail.version, format!("/api/v1/emails/{id}"))?;
            if !mails::is_free(&mail, visit.now) || !mail.state().is_editable() {
                return Err(ErrorCode::EmailUnderway.into());
            }
            let current = EmailInput {
                subject: mail.subject.clone(),
                text: mail.body_text.clone(),
                html: mail.body_html.clone(),
                held: mail.state() == EmailState::Held,
            };
            let changed = reworded(&patch, &current, mail.secret.is_some())?;
            mails::change(connection, &mail.id, &changed, visit.now)?;
            let mail = mails::find(connection, &reader, &id)?.ok_or(Fail::NOT_FOUND)?;
            let version = mail.version;
            Ok((wire(&visit, &visit.catalogue, mail, true), version))
        })
        .await?;
    Ok(Tagged { version, value })
}

/// The mail as changed, if its words may be.
fn reworded(patch: &Patch<EmailInput>, current: &EmailInput, personal: bool) -> Result<EmailInput, Fail> {
    let mut changed = patch.apply(current)?;
    if changed.text != current.text && !patch.mentions("html") {
        changed.html = markup::of_text(&changed.text);
    }
    let same = EmailInput { held: changed.held, ..current.clone() };
    if personal && changed != same {
        return Err(ErrorCode::EmailPersonal.into());
    }
    // What was written before there were such rules can still be kept back.
    let refused = markup::refusal(&changed.html, None).filter(|_| changed.html != current.html);
    refused.map_or(Ok(changed), |rule| Err(Fail::field("/html", rule)))
}

/// Send an e-mail again
///
/// One that failed or is uncertain: it waits for its turn again, for two days. One that is out of date (`email_outdated`)
/// stays where it is: its link leads nowhere, or its words are gone.
#[utoipa::path(tag = "emails", params(("id" = String, Path, description = "Id")),
    responses((status = 200, description = "Queued", body = Email), OfRetry))]
#[post("/emails/{id}/retry")]
async fn retry_email(actor: Steward, id: Path<String>, if_match: IfMatch) -> Result<impl Responder, Fail> {
    let visit = actor.0;
    let state = visit.state.clone();
    let (value, version) = state
        .db
        .write(Ending::Commit, move |connection| {
            let reader = reader(&visit, connection)?;
            let mail = mails::hold(connection, &reader, &id)?.ok_or(Fail::NOT_FOUND)?;
            if_match.check(mail.version, format!("/api/v1/emails/{id}"))?;
            let late = mail.expires_at.is_some_and(|at| at <= visit.now.naive_utc());
            let without_link = mail.secret.is_none() && mail.body_text.contains(SECRET);
            if !mail.state().can_retry() {
                return Err(Fail::from(ErrorCode::EmailUnderway));
            }
            if late || without_link || mail.purged_at.is_some() {
                return Err(Fail::from(ErrorCode::EmailOutdated));
            }
            mails::requeue(connection, &mail.id, visit.now)?;
            let mail = mails::find(connection, &reader, &id)?.ok_or(Fail::NOT_FOUND)?;
            let version = mail.version;
            Ok((wire(&visit, &visit.catalogue, mail, true), version))
        })
        .await?;
    Ok(Tagged { version, value })
}

/// Let go e-mails that are kept back
///
/// All of one kind about one call: the letters of a publication, once they were read. By its coordinator.
#[utoipa::path(tag = "emails", request_body = ReleaseInput,
    responses((status = 200, description = "Queued", body = Released), OfCreate))]
#[post("/emails/release")]
async fn release(actor: Steward, Body(input): Body<ReleaseInput>) -> Result<impl Responder, Fail> {
    let visit = actor.0;
    let unknown = || Fail::field("/call", Rule::UnknownReference);
    let call = visit.catalogue.call(input.call.as_str()).ok_or_else(unknown)?;
    if !visit.coordinates(call.programme()) {
        // An admin knows of the call, and reads no fiche.
        return Err(if visit.user()?.is_admin() { Fail::FORBIDDEN } else { unknown() });
    }
    let call = call.id().to_owned();
    let state = visit.state.clone();
    let work = state.db.write(Ending::Commit, move |connection| {
        if EmailKind::TO_REVIEWERS.contains(&input.kind) && reader(&visit, connection)?.hushed.contains(&call)
        {
            return Err(Fail::from(ErrorCode::Recused));
        }
        Ok(mails::release(connection, &call, input.kind, visit.now)?)
    });
    let released = i64::try_from(work.await?).unwrap_or(i64::MAX);
    Ok(Plain(Released { released }))
}
