//! Proposals of assignments over HTTP.

use super::{
    proposal::{Changes, Draft},
    store,
};
use crate::{
    auth::actor::{Coordinator, Visit},
    db::{AnyConnection, Ending},
    http::{
        answer::{Created, Plain},
        body::Body,
        fail::Fail,
        mount::Mount,
        query::Query,
    },
    projects,
    reviews::{
        assignments::{self as reviews, OfAssigning, visible_call},
        held,
        store::assignments,
    },
};
use actix_web::{
    Either, Responder, post,
    web::{self, Path},
};
use openapi::{
    ErrorCode,
    assignment::{AssignmentProposal, ProposalInput, ProposalQuery},
};

pub fn configure(config: &mut Mount) {
    config.service(propose);
}

/// What a proposal is made from, for a visit as of now.
struct Request {
    call: String,
    programme: String,
    per_project: usize,
    input: ProposalInput,
}

impl Request {
    fn answer(
        &self,
        visit: &Visit,
        connection: &mut AnyConnection,
    ) -> Result<(AssignmentProposal, Changes), Fail> {
        let Request { call, programme, per_project, input } = self;
        let coordinator = &visit.user()?.user;
        let board = store::board(connection, &visit.catalogue, call, programme, coordinator)?;
        let draft = Draft::of(&board, &visit.catalogue, *per_project);
        let chosen = match &input.lines {
            Some(lines) => draft.by_hand(lines)?,
            None => draft.plan()?,
        };
        Ok(draft.told(&chosen, input.lines.is_some()))
    }

    /// Writes the proposal down: two who confirm at once would each count on what the other changes.
    fn confirm(&self, visit: &Visit, connection: &mut AnyConnection) -> Result<AssignmentProposal, Fail> {
        let visit = &held::alone(visit, connection, &self.call)?;
        held::unpublished(visit, &self.call)?;
        let (proposal, Changes { give, take_back }) = self.answer(visit, connection)?;
        // All projects first: who holds one may wait for the counters that are raised below.
        let mut open = Vec::new();
        for (project, people) in &give {
            let people: Vec<&str> = people.iter().map(String::as_str).collect();
            open.push((projects::held(visit, connection, project)?, people));
        }
        for assignment in &take_back {
            if !assignments::delete(connection, assignment)? {
                return Err(ErrorCode::InUse.into());
            }
        }
        let mut given = Vec::new();
        for (seen, people) in &open {
            given.extend(reviews::give(connection, visit, seen, people)?);
        }
        reviews::tell(connection, visit, &self.call, &given)?;
        assignments::changed(connection)?;
        Ok(AssignmentProposal { confirmed: true, ..proposal })
    }
}

/// Propose assignments for a whole call
///
/// The number asked for on each project, never two of one institution, none in conflict, loads within one project of
/// each other where conflicts allow it, and reviewers who follow an objective of the project preferred. Reviews that
/// have begun stay; assignments are moved only where a rule or the balance needs it. With `lines` nothing is computed:
/// they are checked as they are. A preview, unless `dry_run=false`: then each reviewer is told by one e-mail. What cannot
/// be is refused with its `obstacles`. Projects that the coordinator is recused from are left out.
#[utoipa::path(tag = "reviews", params(("id" = String, Path, description = "Id or slug of the call"), ProposalQuery),
    request_body = ProposalInput,
    responses((status = 200, description = "Preview: nothing was written", body = AssignmentProposal),
        (status = 201, description = "Confirmed", body = AssignmentProposal), OfAssigning))]
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
    held::unpublished(&visit, call.id())?;
    let usual = u32::try_from(call.wire.reviewers_per_project).unwrap_or(1);
    let per_project = usize::try_from(input.per_project.unwrap_or(usual).max(1)).unwrap_or(usize::MAX);
    let (call, programme) = (call.id().to_owned(), call.programme().to_owned());
    let path = format!("/calls/{call}/assignments");
    let request = Request { call, programme, per_project, input };
    let state = visit.state.clone();
    if query.dry_run == Some(false) {
        let work = move |connection: &mut AnyConnection| request.confirm(&visit, connection);
        let value = state.db.write(Ending::Commit, work).await?;
        return Ok(Either::Left(Created { version: 1, path, value }));
    }
    // A read, so that nobody waits for it; off this thread, since a large call takes its time.
    let work = move || state.db.read(|connection| request.answer(&visit, connection));
    let answer = web::block(work).await.map_err(|error| Fail::Internal(error.to_string()))?;
    answer.map(|(proposal, _)| Either::Right(Plain(proposal)))
}
