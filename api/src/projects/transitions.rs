//! The life of a project: each transition has one place, which checks role, state and date, and writes the event.

use super::{Seen, read::whole, rules, seen, store, wire::partner_ref};
use crate::http::mount::Mount;
use crate::{
    auth::actor::{LoggedIn, Visit},
    contributions,
    db::{AnyConnection, Ending},
    http::{
        answer::Tagged,
        body::{Body, OptionalBody},
        etag::IfMatch,
        fail::Fail,
        query::{DryRun, Query},
        refusals::*,
    },
    mail::{Desk, write as mail},
};
use actix_web::{Responder, post, web::Path};
use openapi::{
    ErrorCode, ProjectStatus, Reference, Transition,
    calendar::FilingState,
    completeness,
    project::{AbandonInput, AdmissibilityInput, Project, ProjectInput, ReasonInput, ReturnInput, Section},
    rule::Rule,
};
use serde::Serialize;
use sha2::{Digest, Sha256};
use store::{Correction, Transitioned};

pub fn configure(config: &mut Mount) {
    config
        .service(submit)
        .service(withdraw)
        .service(send_back)
        .service(admissibility)
        .service(reopen)
        .service(abandon);
}

/// Role, then version, then state: the order in which a refusal says least to those with least right to know.
fn admit(
    visit: &Visit,
    connection: &mut AnyConnection,
    id: &str,
    if_match: &IfMatch,
    transition: Transition,
) -> Result<Seen, Fail> {
    store::hold(connection, id, true)?;
    let seen = seen(visit, connection, id)?;
    if !transition.actor().includes(seen.standpoint.files, seen.standpoint.coordinator) {
        return Err(Fail::FORBIDDEN);
    }
    if_match.check(seen.row.version, seen.path())?;
    // A decision that a recused coordinator is not told of still is one.
    let undecided = !seen.row.decided || transition.from().contains(&ProjectStatus::Decided);
    if !undecided || !seen.open_transitions(visit).contains(&transition) {
        let in_time = transition != Transition::Submit || !transition.from().contains(&seen.row.status);
        let call = visit.catalogue.call(&seen.row.call_id);
        if in_time {
            return Err(seen.refused(visit, ErrorCode::TransitionNotAllowed));
        }
        let filing = rules::filing(&seen.row, call, visit.now);
        return Err(seen.refused_until(visit, refusal(filing.state), filing.opens_on()));
    }
    Ok(seen)
}

/// Why nothing can be filed now.
pub fn refusal(state: FilingState) -> ErrorCode {
    match state {
        FilingState::NotYet => ErrorCode::CallNotOpen,
        FilingState::Between => ErrorCode::BetweenWindows,
        FilingState::Open => ErrorCode::TransitionNotAllowed,
        FilingState::Over => ErrorCode::DeadlinePassed,
    }
}

/// Moves the project on, records the event, and answers with the project as it is then.
fn apply(
    visit: &Visit,
    connection: &mut AnyConnection,
    seen: &Seen,
    to: ProjectStatus,
    with: &Transitioned<'_>,
    event: (&str, &str),
) -> Result<(), Fail> {
    if !store::transition(connection, &seen.row, to, with, visit.now)? {
        return Err(Fail::Stale { current: seen.path() });
    }
    let by = &visit.user()?.user;
    Ok(store::record(connection, &seen.row.id, event.0, false, by, event.1, visit.now)?)
}

/// The fiche as filed: with its call and lead partner, by id.
fn filed(seen: &Seen, fiche: ProjectInput) -> ProjectInput {
    ProjectInput {
        call: Some(Reference::from(seen.row.call_id.as_str())),
        partner: Some(Reference::from(seen.row.partner_id.as_str())),
        ..fiche
    }
}

/// Submit a fiche
///
/// Checks everything at once; gives the receipt: number, time, SHA-256 of the canonical JSON (RFC 8785).
#[utoipa::path(tag = "projects", params(("id" = String, Path, description = "Id"), DryRun), request_body = Option<ReasonInput>,
    responses((status = 200, description = "Submitted, with its receipt", body = Project), OfTransition))]
#[post("/projects/{id}/submit")]
async fn submit(
    actor: LoggedIn,
    id: Path<String>,
    if_match: IfMatch,
    Query(dry): Query<DryRun>,
    _body: OptionalBody<ReasonInput>,
) -> Result<impl Responder, Fail> {
    let visit = actor.0;
    let state = visit.state.clone();
    let value = state
        .db
        .write(dry.ending(), move |connection| {
            let seen = admit(&visit, connection, &id, &if_match, Transition::Submit)?;
            let fiche = store::fiche(connection, &id)?;
            let lead = partner_ref(&visit.catalogue, &seen.row.partner_id).kind;
            Fail::unless_empty(completeness::violations(&fiche, lead))?;
            store::restore(connection, &seen.row, &fiche)?;
            let canonical = serde_jcs::to_string(&filed(&seen, fiche))
                .map_err(|error| Fail::Internal(error.to_string()))?;
            let sha256: String =
                Sha256::digest(canonical.as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect();
            let slug = visit
                .catalogue
                .call(&seen.row.call_id)
                .map(|call| call.wire.slug.clone())
                .unwrap_or_default();
            let to = ProjectStatus::Submitted;
            apply(&visit, connection, &seen, to, &Transitioned::default(), ("submitted", ""))?;
            let by = &visit.user()?.user;
            store::save_submission(connection, &seen.row, &slug, &canonical, &sha256, by, visit.now)?;
            let filed = store::reload(connection, &id)?;
            let number = filed.number.as_deref().unwrap_or_default();
            let desk = Desk::of(&visit);
            mail::receipt(connection, &desk, &filed, number, &sha256)?;
            contributions::ask(connection, &desk, &filed)?;
            whole(&visit, connection, &id)
        })
        .await?;
    Ok(Tagged { version: value.version, value })
}

/// Withdraw a project
///
/// By its partner, until the decisions are published.
#[utoipa::path(tag = "projects", params(("id" = String, Path, description = "Id")), request_body = Option<ReasonInput>,
    responses((status = 200, description = "Withdrawn", body = Project), OfTransition))]
#[post("/projects/{id}/withdraw")]
async fn withdraw(
    actor: LoggedIn,
    id: Path<String>,
    if_match: IfMatch,
    OptionalBody(input): OptionalBody<ReasonInput>,
) -> Result<impl Responder, Fail> {
    step(actor.0, id.into_inner(), if_match, Transition::Withdraw, move |visit, connection, seen| {
        let event = ("withdrawn", input.reason.as_str());
        apply(visit, connection, seen, ProjectStatus::Withdrawn, &Transitioned::default(), event)
    })
    .await
}

/// Ask for a correction
///
/// The partner can change the sections named (all, when none is) and submit again until the due day. Asked again, it
/// gets another day or other sections.
#[utoipa::path(tag = "projects", params(("id" = String, Path, description = "Id")), request_body = ReturnInput,
    responses((status = 200, description = "Returned", body = Project), OfTransition))]
#[post("/projects/{id}/return")]
async fn send_back(
    actor: LoggedIn,
    id: Path<String>,
    if_match: IfMatch,
    Body(input): Body<ReturnInput>,
) -> Result<impl Responder, Fail> {
    step(actor.0, id.into_inner(), if_match, Transition::Return, move |visit, connection, seen| {
        if crate::calls::rules::end_of(input.due) <= visit.now {
            return Err(Fail::field("/due", Rule::EndBeforeStart));
        }
        Fail::unless_empty(input.misplaced())?;
        let correction = Correction {
            reason: &input.reason,
            sections: json(&input.sections)?,
            comments: json(&input.comments)?,
            due: input.due,
        };
        let with = Transitioned { correction: Some(correction), ..Transitioned::default() };
        apply(visit, connection, seen, ProjectStatus::Returned, &with, ("returned", &input.reason))?;
        let label = |section: &Section| {
            let comment = input.comments.iter().find(|comment| comment.section == *section);
            match comment {
                Some(comment) => format!("{}\u{a0}: {}", section.label_fr(), comment.text),
                None => section.label_fr().to_owned(),
            }
        };
        let labels = input.sections.iter().map(label).collect();
        let desk = Desk::of(visit);
        mail::correction_request(connection, &desk, &seen.row, &input.reason, labels, input.due)
    })
    .await
}

/// Declare a project admissible or not
///
/// A project that is not admissible needs a reason, which the partner reads. So can be declared one whose correction is
/// overdue.
#[utoipa::path(tag = "projects", params(("id" = String, Path, description = "Id")), request_body = AdmissibilityInput,
    responses((status = 200, description = "Admissible or inadmissible", body = Project), OfTransition))]
#[post("/projects/{id}/admissibility")]
async fn admissibility(
    actor: LoggedIn,
    id: Path<String>,
    if_match: IfMatch,
    Body(input): Body<AdmissibilityInput>,
) -> Result<impl Responder, Fail> {
    step(actor.0, id.into_inner(), if_match, Transition::Admissibility, move |visit, connection, seen| {
        let reason = input.reason.as_str();
        if input.admissible && seen.row.status == ProjectStatus::Returned {
            // What was filed needs the correction: only filing it again makes it admissible.
            return Err(seen.refused(visit, ErrorCode::TransitionNotAllowed));
        }
        if input.admissible {
            apply(
                visit,
                connection,
                seen,
                ProjectStatus::Admissible,
                &Transitioned::default(),
                ("admissible", reason),
            )
        } else {
            let with = Transitioned { inadmissible_reason: Some(reason), ..Transitioned::default() };
            apply(visit, connection, seen, ProjectStatus::Inadmissible, &with, ("inadmissible", reason))
        }?;
        mail::admissibility_result(connection, &Desk::of(visit), &seen.row, input.admissible, reason)
    })
    .await
}

/// Take an admissibility back
///
/// The project is submitted again, to be examined anew.
#[utoipa::path(tag = "projects", params(("id" = String, Path, description = "Id")), request_body = Option<ReasonInput>,
    responses((status = 200, description = "Submitted again", body = Project), OfTransition))]
#[post("/projects/{id}/reopen")]
async fn reopen(
    actor: LoggedIn,
    id: Path<String>,
    if_match: IfMatch,
    OptionalBody(input): OptionalBody<ReasonInput>,
) -> Result<impl Responder, Fail> {
    step(actor.0, id.into_inner(), if_match, Transition::Reopen, move |visit, connection, seen| {
        let event = ("reopened", input.reason.as_str());
        // A correction that was begun and never filed is no part of what is examined anew.
        if let Some(filed) = store::last_filed(connection, &seen.row)? {
            let filed = ProjectInput { call: None, partner: None, ..filed };
            let begun = store::fiche(connection, &seen.row.id)?;
            store::restore(connection, &seen.row, &filed)?;
            store::sections::raise(connection, &seen.row, &begun, &filed, None, visit.now)?;
        }
        apply(visit, connection, seen, ProjectStatus::Submitted, &Transitioned::default(), event)
    })
    .await
}

/// Abandon a selected action
///
/// By its partner or the coordination, after publication. What was granted is free again: the reserve list says who moves
/// up. Both sides are told by e-mail. It cannot be taken back.
#[utoipa::path(tag = "projects", params(("id" = String, Path, description = "Id")), request_body = AbandonInput,
    responses((status = 200, description = "Abandoned", body = Project), OfTransition))]
#[post("/projects/{id}/abandon")]
async fn abandon(
    actor: LoggedIn,
    id: Path<String>,
    if_match: IfMatch,
    Body(input): Body<AbandonInput>,
) -> Result<impl Responder, Fail> {
    step(actor.0, id.into_inner(), if_match, Transition::Abandon, move |visit, connection, seen| {
        let event = ("abandoned", input.reason.as_str());
        apply(visit, connection, seen, ProjectStatus::Abandoned, &Transitioned::default(), event)?;
        mail::abandonment(connection, &Desk::of(visit), &seen.row, &input.reason)
    })
    .await
}

fn json(value: &impl Serialize) -> Result<String, Fail> {
    serde_json::to_string(value).map_err(|error| Fail::Internal(error.to_string()))
}

/// A transition without a dry run.
async fn step(
    visit: Visit,
    id: String,
    if_match: IfMatch,
    transition: Transition,
    act: impl FnOnce(&Visit, &mut AnyConnection, &Seen) -> Result<(), Fail> + Send + 'static,
) -> Result<Tagged<Project>, Fail> {
    let state = visit.state.clone();
    let value = state
        .db
        .write(Ending::Commit, move |connection| {
            let seen = admit(&visit, connection, &id, &if_match, transition)?;
            act(&visit, connection, &seen)?;
            whole(&visit, connection, &id)
        })
        .await?;
    Ok(Tagged { version: value.version, value })
}
