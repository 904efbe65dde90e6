//! Scenarios of the simulator, and proposals of assignments.

use super::{ApiResult, delete, get, patch, post, segment};
use openapi::{
    Page,
    assignment::{AssignmentProposal, ProposalInput},
    committee::Nothing,
    simulation::{Simulation, SimulationInput, TakenOver},
};

/// Who could review what; with `confirm` it is written down.
pub async fn propose(call: &str, input: &ProposalInput, confirm: bool) -> ApiResult<AssignmentProposal> {
    post(format!("/calls/{}/assignments/proposal", segment(call)))
        .query_some("dry_run", confirm.then_some(false))
        .json(input)
        .send()
        .await
}

/// The scenarios of a call.
pub async fn list(call: &str) -> ApiResult<Page<Simulation>> {
    get(format!("/calls/{}/simulations", segment(call))).query("limit", 100).send().await
}

/// Computes a scenario without saving it.
pub async fn attempt(call: &str, input: &SimulationInput) -> ApiResult<Simulation> {
    post(format!("/calls/{}/simulations", segment(call))).query("dry_run", true).json(input).send().await
}

/// Computes a scenario and saves it.
pub async fn save(call: &str, input: &SimulationInput) -> ApiResult<Simulation> {
    post(format!("/calls/{}/simulations", segment(call))).json(input).send().await
}

/// Computes a saved scenario anew, with other terms.
pub async fn change(
    call: &str,
    id: &str,
    input: &SimulationInput,
    etag: Option<&str>,
) -> ApiResult<Simulation> {
    patch(format!("/calls/{}/simulations/{}", segment(call), segment(id)))
        .json(input)
        .if_match(etag)
        .send()
        .await
}

/// Writes a scenario into the decisions, all or nothing: a provisional one for each of its projects that has none yet.
pub async fn take_over(call: &str, id: &str) -> ApiResult<TakenOver> {
    post(format!("/calls/{}/simulations/{}/decisions", segment(call), segment(id)))
        .json(&Nothing {})
        .send()
        .await
}

/// Deletes a scenario.
pub async fn remove(call: &str, id: &str, version: i32) -> ApiResult<()> {
    let etag = format!("\"{version}\"");
    delete(format!("/calls/{}/simulations/{}", segment(call), segment(id))).if_match(Some(&etag)).send().await
}
