//! The words of a programme's e-mails over HTTP.

use super::{
    render,
    store::templates::{find, save},
};
use crate::http::mount::Mount;
use crate::{
    auth::actor::{Steward, Visit},
    db::{DbError, Ending},
    http::{
        answer::{Listed, Plain, Tagged},
        body::{Body, Patch},
        etag::IfMatch,
        fail::Fail,
        query::Query,
        refusals::*,
    },
    refusals,
};
use actix_web::{Responder, get, patch, post, web::Path};
use openapi::{
    Page, Reference,
    email::{EmailKind, EmailPreview, EmailTemplate, EmailTemplateInput, TemplateFilter},
    rule::Rule,
};

refusals! {
    /// Whoever tries a template.
    OfPreview = 400 401 403 404 413 415 422;
    /// A template within a programme that the query names.
    OfTemplate = 400 401 403 404 422;
    /// Whoever takes a template back.
    OfReset = 400 401 403 404 412 422 428;
}

pub fn configure(config: &mut Mount) {
    config
        .service(list_templates)
        .service(read_template)
        .service(change_template)
        .service(preview_template)
        .service(reset_template);
}

/// The id of the programme whose templates these are, if they are this person's to change.
fn programme(visit: &Visit, filter: &TemplateFilter) -> Result<String, Fail> {
    let reference = filter.programme.as_deref().filter(|text| !text.is_empty()).map(Reference::from);
    let found = visit.catalogue.programme_or_only(reference.as_ref()).ok_or_else(|| {
        Fail::field("/programme", if reference.is_some() { Rule::UnknownReference } else { Rule::Required })
    })?;
    visit.require_steward(found.id.as_str())?;
    Ok(found.id.to_string())
}

fn kind(text: &str) -> Result<EmailKind, Fail> {
    EmailKind::parse(text).filter(|kind| kind.has_template()).ok_or(Fail::NOT_FOUND)
}

/// List e-mail templates
///
/// One of each kind that a programme can word, its own or the default.
#[utoipa::path(tag = "emails", params(TemplateFilter),
    responses((status = 200, description = "Templates", body = Page<EmailTemplate>), OfPrivateList))]
#[get("/emails/templates")]
async fn list_templates(
    actor: Steward,
    Query(filter): Query<TemplateFilter>,
) -> Result<impl Responder, Fail> {
    let programme = programme(&actor, &filter)?;
    let kinds = EmailKind::ALL.into_iter().filter(|kind| kind.has_template());
    let items = actor.state.db.read(|connection| {
        kinds
            .clone()
            .map(|kind| find(connection, &programme, kind).map_err(DbError::from))
            .collect::<Result<Vec<_>, _>>()
    })?;
    let total = i64::try_from(items.len()).unwrap_or(i64::MAX);
    Ok(Listed(Page { items, next: None, total }))
}

/// Read an e-mail template
#[utoipa::path(tag = "emails", params(("kind" = String, Path, description = "Kind of e-mail", example = "receipt"), TemplateFilter),
    responses((status = 200, description = "The template", body = EmailTemplate), OfTemplate))]
#[get("/emails/templates/{kind}")]
async fn read_template(
    actor: Steward,
    name: Path<String>,
    Query(filter): Query<TemplateFilter>,
) -> Result<impl Responder, Fail> {
    let (programme, kind) = (programme(&actor, &filter)?, kind(&name)?);
    let value =
        actor.state.db.read(|connection| find(connection, &programme, kind).map_err(DbError::from))?;
    Ok(Tagged { version: value.version, value })
}

/// Change an e-mail template
///
/// It is tried with sample data first: what cannot be filled in is refused with its line, HTML that a mail may not hold with its
/// tag (`forbidden_html`), and the link in the subject or in another address too (`misplaced_link`).
#[utoipa::path(tag = "emails", params(("kind" = String, Path, description = "Kind of e-mail", example = "receipt"), TemplateFilter),
    request_body(content = EmailTemplateInput, description = "JSON Merge Patch"),
    responses((status = 200, description = "Changed", body = EmailTemplate), OfPatch))]
#[patch("/emails/templates/{kind}")]
async fn change_template(
    actor: Steward,
    name: Path<String>,
    Query(filter): Query<TemplateFilter>,
    if_match: IfMatch,
    patch: Patch<EmailTemplateInput>,
) -> Result<impl Responder, Fail> {
    let (programme, kind) = (programme(&actor, &filter)?, kind(&name)?);
    settle(&actor, programme, kind, if_match, move |current| {
        let input = patch.apply(&EmailTemplateInput::from(current))?;
        render::preview(kind, &input).map_err(Fail::Fields)?;
        Ok(Some(input))
    })
    .await
}

/// Try an e-mail template
///
/// Filled in with sample data, as a reader would get it. Nothing is kept.
#[utoipa::path(tag = "emails", params(("kind" = String, Path, description = "Kind of e-mail", example = "receipt"), TemplateFilter),
    request_body = EmailTemplateInput,
    responses((status = 200, description = "The e-mail", body = EmailPreview), OfPreview))]
#[post("/emails/templates/{kind}/preview")]
async fn preview_template(
    actor: Steward,
    name: Path<String>,
    Query(filter): Query<TemplateFilter>,
    Body(input): Body<EmailTemplateInput>,
) -> Result<impl Responder, Fail> {
    programme(&actor, &filter)?;
    Ok(Plain::<EmailPreview>(render::preview(kind(&name)?, &input).map_err(Fail::Fields)?))
}

/// Take an e-mail template back
///
/// The programme has the default words again.
#[utoipa::path(tag = "emails", params(("kind" = String, Path, description = "Kind of e-mail", example = "receipt"), TemplateFilter),
    responses((status = 200, description = "The default template", body = EmailTemplate), OfReset))]
#[post("/emails/templates/{kind}/reset")]
async fn reset_template(
    actor: Steward,
    name: Path<String>,
    Query(filter): Query<TemplateFilter>,
    if_match: IfMatch,
) -> Result<impl Responder, Fail> {
    let (programme, kind) = (programme(&actor, &filter)?, kind(&name)?);
    settle(&actor, programme, kind, if_match, |_| Ok(None)).await
}

/// Writes what `words` makes of the current template, if it is the version that was read.
async fn settle(
    visit: &Visit,
    programme: String,
    kind: EmailKind,
    if_match: IfMatch,
    words: impl FnOnce(&EmailTemplate) -> Result<Option<EmailTemplateInput>, Fail> + Send + 'static,
) -> Result<Tagged<EmailTemplate>, Fail> {
    let (now, filter) = (visit.now, programme.clone());
    let value = visit
        .state
        .db
        .write(Ending::Commit, move |connection| {
            // Two that save at once: the second finds the version raised.
            crate::db::versions::touch(connection, crate::db::versions::Touched::Catalogue)?;
            let current = find(connection, &programme, kind)?;
            let path = format!("/api/v1/emails/templates/{}?programme={filter}", kind.as_str());
            if_match.check(current.version, path)?;
            let words = words(&current)?;
            save(connection, &current, words.as_ref(), now)?;
            find(connection, &programme, kind).map_err(Fail::from)
        })
        .await?;
    Ok(Tagged { version: value.version, value })
}
