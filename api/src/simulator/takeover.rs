//! Taking a scenario over into the committee's decisions.

use super::routes::{scenario, workshop};
use crate::{
    auth::actor::Committee,
    committee::{aside::Aside, held, outcome::take_down, store::candidates, store::outcomes},
    http::{
        answer::Plain,
        body::OptionalBody,
        fail::Fail,
        mount::Mount,
        query::{DryRun, Query},
        refusals::*,
    },
};
use actix_web::{Responder, post, web::Path};
use openapi::{
    Money, Reference,
    committee::{DecidedAmountInput, DecisionInput, Nothing, Outcome},
    simulation::TakenOver,
};
use std::collections::HashSet;

pub fn configure(config: &mut Mount) {
    config.service(take_over);
}

/// Take a scenario over
///
/// A provisional decision for each project that is in and has none yet: selected, with what it asks of the call's funders,
/// all in one act or none. What is decided already, was withdrawn since, or is not the coordinator's to decide for a conflict
/// of interest, stays as it is. The rules of a single decision hold: envelopes, and in an open session the quorum.
#[utoipa::path(tag = "committee",
    params(("id" = String, Path, description = "Id or slug of the call"), ("simulation" = String, Path, description = "Id"), DryRun),
    request_body = Option<Nothing>,
    responses((status = 200, description = "What was decided, and what was not", body = TakenOver), OfCreate))]
#[post("/calls/{id}/simulations/{simulation}/decisions")]
async fn take_over(
    actor: Committee,
    path: Path<(String, String)>,
    Query(dry): Query<DryRun>,
    _body: OptionalBody<Nothing>,
) -> Result<impl Responder, Fail> {
    let visit = actor.0;
    let (id, simulation) = path.into_inner();
    let call_id = workshop(&visit, &id)?.id().to_owned();
    let state = visit.state.clone();
    let work = state.db.write(dry.ending(), move |connection| {
        let catalogue = held(connection, &call_id, true)?;
        let call = catalogue.call(&call_id).ok_or(Fail::NOT_FOUND)?;
        let result = scenario(connection, &call_id, &simulation)?;
        let aside = Aside::of(&visit, connection, call)?;
        let decided: HashSet<String> =
            outcomes(connection, &call_id)?.into_iter().map(|(project, _)| project).collect();
        let open = candidates(connection, call)?;
        let mut taken = TakenOver::default();
        for chosen in result.projects.iter().filter(|one| one.selected) {
            let project = chosen.project.id.as_str();
            let candidate = open.iter().find(|one| one.id == project);
            let Some(candidate) = candidate.filter(|_| !aside.hides(project) && !decided.contains(project))
            else {
                taken.kept += 1;
                continue;
            };
            let asked = candidate.requests.iter().filter(|(funder, _)| call.envelope(funder).is_some());
            let amounts = asked.map(|(funder, cents)| DecidedAmountInput {
                funder: Reference::from(funder.as_str()),
                proposed: Some(Money::cents(*cents)),
                voted: Money::cents(*cents),
            });
            let input = DecisionInput {
                project: Reference::from(project),
                outcome: Outcome::Selected,
                reason: String::new(),
                amounts: amounts.collect(),
                reservations: Vec::new(),
                votes: None,
                reserve_rank: None,
            };
            take_down(&visit, connection, &catalogue, call, input, |_| Ok(()))?;
            taken.decided += 1;
        }
        Ok::<_, Fail>(taken)
    });
    Ok(Plain(work.await?))
}
