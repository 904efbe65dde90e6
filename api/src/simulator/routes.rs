//! Scenarios over HTTP.

use super::{
    data::Data,
    rules,
    scenario::Scenario,
    store::{self, Kept, Written},
};
use crate::{
    auth::actor::{Committee, Visit},
    catalogue::StoredCall,
    committee::{aside::Aside, of_committee},
    db::{AnyConnection, Ending},
    http::{
        answer::{Created, Done, Listed, Tagged},
        body::{Body, Patch},
        etag::IfMatch,
        fail::Fail,
        mount::Mount,
        page::{Key, Sort, Window},
        query::{DryRun, Query},
        refusals::*,
    },
    refusals,
    reviews::store::Reader,
};
use actix_web::{Either, Responder, delete, get, patch, post, web::Path};
use openapi::{
    ErrorCode, Id, Page,
    limits::SIMULATIONS_MAX,
    page::PageQuery,
    simulation::{ScoreKind, SimulatedProject, Simulation, SimulationInput, SimulationResult},
};
use serde::{Deserialize, Serialize};
use std::time::Duration;
use tokio::sync::Semaphore;

/// How long a scenario may be computed.
const LIMIT: Duration = Duration::from_millis(4_000);
/// More at once would slow everybody else down.
static AT_ONCE: Semaphore = Semaphore::const_new(2);

refusals! {
    /// A scenario to compute.
    OfNewScenario = 400 401 403 404 409 413 415 422 503;
    /// A scenario to compute anew.
    OfScenario = 400 401 403 404 409 412 413 415 422 428 503;
}

pub fn configure(config: &mut Mount) {
    config.service(list).service(read).service(create).service(change).service(remove);
    super::takeover::configure(config);
}

/// A result with the fingerprint of what it was computed from.
#[derive(Serialize, Deserialize)]
struct Computed {
    basis: String,
    result: SimulationResult,
}

/// The scores that a reader may not see.
struct Hidden(Aside);

impl Hidden {
    /// A carrier who owes a review sees no scenario: which projects are in tells of scores. Recused, no score of that
    /// project, and no total that it could be taken from.
    fn from(
        connection: &mut AnyConnection,
        visit: &Visit,
        call: &StoredCall,
        data: &Data,
    ) -> Result<Self, Fail> {
        let reader = Reader::of(connection, visit.user()?, &visit.catalogue, visit.now)?;
        let aside = Aside::of(visit, connection, call)?;
        let mut ids = data.fields.iter().map(|field| field.project.id.as_str());
        if ids.any(|id| reader.owes(id) && !aside.hides(id)) {
            return Err(ErrorCode::ReviewsOutstanding.into());
        }
        Ok(Self(aside))
    }

    /// Neither the score of such a project nor its place among the others, which lie in the order of the scores; and where
    /// those are corrected, none at all: the severities are taken from its reviews too.
    fn apply(&self, kind: ScoreKind, result: &mut SimulationResult) {
        let hidden = |one: &SimulatedProject| self.0.hides(one.project.id.as_str());
        if !result.projects.iter().any(hidden) {
            return;
        }
        result.total_score = None;
        for project in &mut result.projects {
            if hidden(project) || kind == ScoreKind::Corrected {
                project.score = None;
            }
        }
        result.projects.sort_by_key(|one| (!one.selected, hidden(one)));
    }
}

fn unreadable(error: serde_json::Error) -> Fail {
    Fail::Internal(format!("a scenario cannot be read: {error}"))
}

fn wire(kept: Kept, basis: &str, hidden: &Hidden) -> Result<Simulation, Fail> {
    let Kept { id, terms, result, version, created_at, updated_at } = kept;
    let Computed { basis: before, mut result } = serde_json::from_str(&result).map_err(unreadable)?;
    let terms: SimulationInput = serde_json::from_str(&terms).map_err(unreadable)?;
    hidden.apply(terms.score, &mut result);
    Ok(Simulation {
        id: Some(Id::from_storage(id)),
        version,
        terms,
        result,
        outdated: before != basis,
        created_at: created_at.and_utc(),
        updated_at: updated_at.and_utc(),
    })
}

/// The result of a scenario as it was computed, whoever asks.
pub fn scenario(connection: &mut AnyConnection, call: &str, id: &str) -> Result<SimulationResult, Fail> {
    let kept = store::list(connection, call, Some(id))?.pop().ok_or(Fail::NOT_FOUND)?;
    let Computed { result, .. } = serde_json::from_str(&kept.result).map_err(unreadable)?;
    Ok(result)
}

/// The scenarios that the visitor may see, one only when named.
fn seen(visit: &Visit, call: &StoredCall, id: Option<&str>) -> Result<Vec<Simulation>, Fail> {
    visit.state.db.read(|connection| {
        let data = Data::read(connection, &visit.catalogue, call)?;
        let hidden = Hidden::from(connection, visit, call, &data)?;
        let basis = data.basis();
        store::list(connection, call.id(), id)?.into_iter().map(|kept| wire(kept, &basis, &hidden)).collect()
    })
}

/// List scenarios
///
/// With their results, the oldest first. Coordinators; carriers once their own reviews of the call are done.
#[utoipa::path(tag = "committee", params(("id" = String, Path, description = "Id or slug of the call"), PageQuery),
    responses((status = 200, description = "Scenarios", body = Page<Simulation>), OfNestedList))]
#[get("/calls/{id}/simulations")]
async fn list(
    actor: Committee,
    id: Path<String>,
    Query(query): Query<PageQuery>,
) -> Result<impl Responder, Fail> {
    let call = of_committee(&actor, &id)?;
    let fields = |name: &str| (name == "created_at").then_some(());
    let window = Window::parse(&query, fields, &[Sort { field: (), descending: false }])?;
    let mut found = seen(&actor, call, None)?;
    found.retain(|one| window.finds(&[&one.terms.name]));
    let key = |one: &Simulation, ()| Key::Number(one.created_at.timestamp_micros());
    Ok(Listed(window.page(found, key, name, |one| one)))
}

fn name(simulation: &Simulation) -> &str {
    simulation.id.as_ref().map(Id::as_str).unwrap_or_default()
}

/// Read a scenario
#[utoipa::path(tag = "committee",
    params(("id" = String, Path, description = "Id or slug of the call"), ("simulation" = String, Path, description = "Id")),
    responses((status = 200, description = "The scenario with its result", body = Simulation), OfPrivateRead))]
#[get("/calls/{id}/simulations/{simulation}")]
async fn read(actor: Committee, path: Path<(String, String)>) -> Result<impl Responder, Fail> {
    let (id, simulation) = path.into_inner();
    let call = of_committee(&actor, &id)?;
    let value = seen(&actor, call, Some(&simulation))?.pop().ok_or(Fail::NOT_FOUND)?;
    Ok(Tagged { version: value.version, value })
}

/// The call, for those who may compute: its coordinators, before publication.
pub fn workshop<'a>(visit: &'a Visit, id: &str) -> Result<&'a StoredCall, Fail> {
    let call = of_committee(visit, id)?;
    visit.require_coordinator(call.programme())?;
    if call.decisions_published() { Err(ErrorCode::AlreadyPublished.into()) } else { Ok(call) }
}

/// The terms with ids, what comes out of them, and what of it whoever asks may not see.
async fn compute(
    visit: &Visit,
    call: &StoredCall,
    input: SimulationInput,
) -> Result<(SimulationInput, Computed, Hidden), Fail> {
    let (data, hidden) = visit.state.db.read(|connection| {
        let data = Data::read(connection, &visit.catalogue, call)?;
        let hidden = Hidden::from(connection, visit, call, &data)?;
        Ok::<_, Fail>((data, hidden))
    })?;
    let scenario = Scenario::settle(input, &data, &visit.catalogue, call.programme())?;
    let lost = |_| Fail::Internal("the solver stopped".into());
    let turn = AT_ONCE.acquire().await.map_err(|_| Fail::Internal("the solver is closed".into()))?;
    let choice = scenario.choice.clone();
    let answer = actix_web::web::block(move || rules::best(&choice, LIMIT)).await.map_err(lost)?;
    drop(turn);
    match answer {
        Ok(best) => {
            let result = scenario.told(&best, &data, &visit.catalogue);
            Ok((scenario.terms, Computed { basis: data.basis(), result }, hidden))
        }
        Err(without) => Err(scenario.refused(without, &data)),
    }
}

/// As it is stored.
fn texts(terms: &SimulationInput, computed: &Computed) -> Result<(String, String), Fail> {
    let text = |value: Result<String, serde_json::Error>| value.map_err(unreadable);
    Ok((text(serde_json::to_string(terms))?, text(serde_json::to_string(computed))?))
}

/// Compute a scenario
///
/// Of the admissible projects, the set with the best total score that asks no funder for more than its envelope, has
/// at least as many projects as each floor says, and keeps to what is locked in and out. Saved with its result;
/// `dry_run=true` only computes it (200). Conditions that cannot be met together are refused with their `obstacles`.
#[utoipa::path(tag = "committee", params(("id" = String, Path, description = "Id or slug of the call"), DryRun),
    request_body = SimulationInput,
    responses((status = 201, description = "Computed and saved", body = Simulation),
        (status = 200, description = "Computed, not saved", body = Simulation), OfNewScenario))]
#[post("/calls/{id}/simulations")]
async fn create(
    actor: Committee,
    id: Path<String>,
    Query(dry): Query<DryRun>,
    Body(input): Body<SimulationInput>,
) -> Result<impl Responder, Fail> {
    let visit = actor.0;
    let call = workshop(&visit, &id)?;
    let (terms, computed, hidden) = compute(&visit, call, input).await?;
    let now = visit.now;
    let unsaved = |terms: SimulationInput, mut computed: Computed, id| {
        hidden.apply(terms.score, &mut computed.result);
        let (created_at, updated_at) = (now, now);
        Simulation { id, version: 1, terms, result: computed.result, outdated: false, created_at, updated_at }
    };
    if dry.ending() == Ending::RollBack {
        return Ok(Either::Left(Tagged { version: 1, value: unsaved(terms, computed, None) }));
    }
    let (kept, result) = texts(&terms, &computed)?;
    let (call_id, name, by) = (call.id().to_owned(), terms.name.clone(), visit.user()?.user.clone());
    let path = format!("/calls/{call_id}/simulations");
    let insert = move |connection: &mut AnyConnection| {
        if store::count(connection, &call_id)? >= SIMULATIONS_MAX {
            return Err(Fail::from(ErrorCode::TooManyScenarios));
        }
        let written = Written { name: &name, terms: &kept, result: &result };
        Ok(store::insert(connection, &call_id, &written, &by, now)?)
    };
    let new = visit.state.db.write(Ending::Commit, insert).await?;
    let value = unsaved(terms, computed, Some(Id::from_storage(new.clone())));
    Ok(Either::Right(Created { version: 1, path: format!("{path}/{new}"), value }))
}

/// Change a scenario
///
/// It is computed anew, also when nothing but the name changes.
#[utoipa::path(tag = "committee",
    params(("id" = String, Path, description = "Id or slug of the call"), ("simulation" = String, Path, description = "Id")),
    request_body = SimulationInput,
    responses((status = 200, description = "Computed anew", body = Simulation), OfScenario))]
#[patch("/calls/{id}/simulations/{simulation}")]
async fn change(
    actor: Committee,
    path: Path<(String, String)>,
    if_match: IfMatch,
    patch: Patch<SimulationInput>,
) -> Result<impl Responder, Fail> {
    let visit = actor.0;
    let (id, simulation) = path.into_inner();
    let call = workshop(&visit, &id)?;
    let before = seen(&visit, call, Some(&simulation))?.pop().ok_or(Fail::NOT_FOUND)?;
    let current = format!("/api/v1/calls/{}/simulations/{simulation}", call.id());
    if_match.check(before.version, &current)?;
    let (terms, mut computed, hidden) = compute(&visit, call, patch.apply(&before.terms)?).await?;
    let (kept, result) = texts(&terms, &computed)?;
    let (name, now, version) = (terms.name.clone(), visit.now, before.version);
    let update = move |connection: &mut AnyConnection| {
        let written = Written { name: &name, terms: &kept, result: &result };
        let ours = store::update(connection, &simulation, version, &written, now)?;
        if ours { Ok(()) } else { Err(Fail::Stale { current }) }
    };
    visit.state.db.write(Ending::Commit, update).await?;
    hidden.apply(terms.score, &mut computed.result);
    let value = Simulation {
        version: version + 1,
        terms,
        result: computed.result,
        outdated: false,
        updated_at: now,
        ..before
    };
    Ok(Tagged { version: value.version, value })
}

/// Delete a scenario
#[utoipa::path(tag = "committee",
    params(("id" = String, Path, description = "Id or slug of the call"), ("simulation" = String, Path, description = "Id")),
    responses((status = 204, description = "Deleted"), OfDelete))]
#[delete("/calls/{id}/simulations/{simulation}")]
async fn remove(
    actor: Committee,
    path: Path<(String, String)>,
    if_match: IfMatch,
) -> Result<impl Responder, Fail> {
    let visit = actor.0;
    let (id, simulation) = path.into_inner();
    let call = workshop(&visit, &id)?;
    let call_id = call.id().to_owned();
    let current = format!("/api/v1/calls/{call_id}/simulations/{simulation}");
    let delete = move |connection: &mut AnyConnection| {
        let found = store::list(connection, &call_id, Some(&simulation))?.pop().ok_or(Fail::NOT_FOUND)?;
        if_match.check(found.version, &current)?;
        let ours = store::delete(connection, &found.id, found.version)?;
        if ours { Ok(()) } else { Err(Fail::Stale { current }) }
    };
    visit.state.db.write(Ending::Commit, delete).await?;
    Ok(Done)
}
