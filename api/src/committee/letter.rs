//! The letter that tells an applicant what was decided.

use super::{aside::require_part, store};
use crate::http::mount::Mount;
use crate::{
    auth::actor::LoggedIn,
    documents::{
        letter::{self, Letter},
        pdf::Template,
        routes::print,
        words,
    },
    http::{fail::Fail, refusals::*},
    projects::{self, rules::View},
};
use actix_web::{HttpRequest, HttpResponse, get, web::Path};

pub fn configure(config: &mut Mount) {
    config.service(decision_pdf);
}

/// Download the letter of a decision
///
/// Tagged PDF (PDF/UA-1), after publication, for the project's organisation and for who reads its fiche. Before it the
/// coordinator reads the letter as it would be, marked as a draft; for everybody else there is none.
#[utoipa::path(tag = "documents", params(("id" = String, Path, description = "Id of the project")),
    responses((status = 200, description = "The letter", body = [u8], content_type = "application/pdf"),
        (status = 304, description = "The client has this document already"), OfPrivateRead))]
#[get("/projects/{id}/decision.pdf")]
async fn decision_pdf(actor: LoggedIn, request: HttpRequest, id: Path<String>) -> Result<HttpResponse, Fail> {
    let found = actor.state.db.read(|connection| {
        let seen = projects::seen(&actor, connection, &id)?;
        let call = actor.catalogue.call(&seen.row.call_id).ok_or(Fail::NOT_FOUND)?;
        let published_at = call.wire.decisions_published_at;
        if seen.view != View::Full || (published_at.is_none() && !seen.standpoint.coordinator) {
            return Err(Fail::NOT_FOUND);
        }
        if published_at.is_none() {
            require_part(&actor, connection, &seen.row.id)?;
        }
        let at = published_at.unwrap_or(actor.now);
        let decision =
            store::published(connection, &actor.catalogue, &seen.row.id, at)?.ok_or(Fail::NOT_FOUND)?;
        let feedback = store::feedback::text(connection, &seen.row.id)?;
        let mut signatures = store::signatures(connection, &actor.catalogue, call)?;
        // A project that moved up later was not selected by what the carriers signed.
        if decision.published_at > at {
            signatures.clear();
        }
        let project = projects::read::whole(&actor, connection, &id)?;
        Ok(Letter { project, decision, feedback, signatures, published: published_at.is_some() })
    })?;
    let number = found.project.number.clone().unwrap_or_default();
    let name =
        (format!("decision_{}", words::slug(&number)), format!("Décision {number} {}", found.project.title));
    print(&actor, &request, Template::Letter, letter::content(&found), name).await
}
