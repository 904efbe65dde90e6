//! Proposals of assignments over HTTP.

use super::{proposal::Draft, store};
use crate::{
    auth::actor::Coordinator,
    committee,
    db::Ending,
    http::{
        answer::{Created, Plain},
        body::Body,
        fail::Fail,
        mount::Mount,
        query::Query,
        refusals::*,
    },
    projects,
    reviews::{
        assignments::{give, visible_call},
        store::assignments,
    },
};
use actix_web::{Either, Responder, post, web::Path};
use openapi::{
    ErrorCode,
    assignment::{AssignmentProposal, ProposalInput, ProposalQuery},
};

pub fn configure(config: &mut Mount) {
    config.service(propose);
}

/// Propose assignments for a whole call
///
/// The number asked for on each project, never two of one institution, none in conflict, loads within one project of
/// each other where conflicts allow it, and reviewers who follow an objective of the project preferred. Reviews that
/// have begun stay; assignments are moved only where a rule or the balance needs it. With `lines` nothing is computed:
/// they are checked as they are. A preview, unless `dry_run=false`. What cannot be is refused with its `obstacles`.
#[utoipa::path(tag = "reviews", params(("id" = String, Path, description = "Id or slug of the call"), ProposalQuery),
    request_body = ProposalInput,
    responses((status = 200, description = "Preview: nothing was written", body = AssignmentProposal),
        (status = 201, description = "Confirmed", body = AssignmentProposal), OfCreate))]
#[post("/calls/{id}/assignments/proposal")]
async fn propose(
    actor: Coordinator,
    id: Path<String>,
    Query(query): Query<ProposalQuery>,
    Body(input): Body<ProposalInput>,
) -> Result<impl Responder, Fail> {
    let visit = actor.0;
    let call = visible_call(&visit, &id)?;
    visit.require_coordinator(call.programme())?;
    if call.decisions_published() {
        return Err(ErrorCode::AlreadyPublished.into());
    }
    let usual = u32::try_from(call.wire.reviewers_per_project).unwrap_or(1);
    let per_project = usize::try_from(input.per_project.unwrap_or(usual).max(1)).unwrap_or(usize::MAX);
    let (call_id, programme) = (call.id().to_owned(), call.programme().to_owned());
    let path = format!("/calls/{call_id}/assignments");
    let confirm = query.dry_run == Some(false);
    let ending = if confirm { Ending::Commit } else { Ending::RollBack };
    let state = visit.state.clone();
    let work = state.db.write(ending, move |connection| {
        // Two who confirm at once would each count on what the other changes.
        committee::store::lock(connection, &call_id, false)?;
        let board = store::board(connection, &visit.catalogue, &call_id, &programme)?;
        let draft = Draft::of(&board, &visit.catalogue, per_project);
        let chosen = match &input.lines {
            Some(lines) => draft.by_hand(lines)?,
            None => draft.plan()?,
        };
        let (mut proposal, changes) = draft.told(&chosen, input.lines.is_some());
        if confirm {
            for assignment in &changes.take_back {
                assignments::delete(connection, assignment)?;
            }
            for (project, reviewer) in &changes.give {
                let seen = projects::seen(&visit, connection, project)?;
                give(connection, &visit, &seen, reviewer)?;
            }
            proposal.confirmed = true;
        }
        Ok::<AssignmentProposal, Fail>(proposal)
    });
    let proposal = work.await?;
    Ok(if confirm {
        Either::Left(Created { version: 1, path, value: proposal })
    } else {
        Either::Right(Plain(proposal))
    })
}
