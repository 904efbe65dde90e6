//! The committee's session, and what follows it.

use super::{ApiError, ApiResult, delete, events, get, patch, post, segment};
use openapi::{
    Page,
    committee::Decision,
    email::{EmailKind, ReleaseInput, Released},
    minutes::{FeedbackDraft, Minutes, MoveUpInput, ReserveList},
    reservation::{LiftInput, ProjectReservation, ProofInput, Reservation, ReservationDueInput},
    session::{Attendee, AttendeeInput, Session},
};
use serde::Serialize;
use web_sys::AbortSignal;

fn path(call: &str) -> String {
    format!("/calls/{}/session", segment(call))
}

/// The session of a call.
pub async fn read(call: &str) -> ApiResult<Session> {
    get(path(call)).send().await
}

/// Follows the session: told at once, and at each change.
///
/// # Errors
/// See [`ApiError`].
pub async fn follow(call: &str, stop: &AbortSignal, tell: impl FnMut(Session)) -> Result<(), ApiError> {
    events::follow(&format!("{}/events", path(call)), stop, tell).await
}

/// Sets the session; `changes` is a JSON Merge Patch over this version.
pub async fn change(call: &str, changes: &impl Serialize, etag: &str) -> ApiResult<Session> {
    patch(path(call)).json(changes).if_match(Some(etag)).send().await
}

/// Notes who is there.
pub async fn arrive(call: &str, input: &AttendeeInput) -> ApiResult<Attendee> {
    post(format!("{}/attendance", path(call))).json(input).send().await
}

/// Notes that somebody left.
pub async fn leave(call: &str, line: &str) -> ApiResult<()> {
    delete(format!("{}/attendance/{}", path(call), segment(line))).send().await
}

/// The minutes of a call's committee.
pub async fn minutes(call: &str) -> ApiResult<Minutes> {
    get(format!("/calls/{}/minutes", segment(call))).send().await
}

/// The reserve list of a call.
pub async fn reserve(call: &str) -> ApiResult<ReserveList> {
    get(format!("/calls/{}/reserve", segment(call))).send().await
}

/// Selects a project from the reserve list, after publication.
pub async fn move_up(call: &str, input: &MoveUpInput) -> ApiResult<Decision> {
    post(format!("/calls/{}/reserve", segment(call))).json(input).send().await
}

/// The reservations of a call, the earliest due first.
pub async fn reservations(call: &str) -> ApiResult<Page<ProjectReservation>> {
    get(format!("/calls/{}/reservations", segment(call))).send().await
}

/// Says how a reservation was met.
pub async fn prove(project: &str, one: &Reservation, input: &ProofInput) -> ApiResult<Reservation> {
    act(project, one, "proof").json(input).send().await
}

/// Lifts a reservation.
pub async fn lift(project: &str, one: &Reservation, input: &LiftInput) -> ApiResult<Reservation> {
    act(project, one, "lift").json(input).send().await
}

/// Gives a reservation another last day.
pub async fn extend(project: &str, one: &Reservation, input: &ReservationDueInput) -> ApiResult<Reservation> {
    let path = format!("/projects/{}/reservations/{}", segment(project), one.place);
    patch(path).json(input).if_match(Some(&format!("\"{}\"", one.version))).send().await
}

fn act(project: &str, one: &Reservation, act: &str) -> super::Request {
    let path = format!("/projects/{}/reservations/{}/{act}", segment(project), one.place);
    post(path).if_match(Some(&format!("\"{}\"", one.version)))
}

/// What applicants will read of the reviews.
pub async fn feedback(call: &str) -> ApiResult<Page<FeedbackDraft>> {
    get(format!("/calls/{}/feedback", segment(call))).send().await
}

/// What one applicant will read of the reviews.
pub async fn feedback_of(project: &str) -> ApiResult<FeedbackDraft> {
    get(format!("/projects/{}/feedback", segment(project))).send().await
}

/// Writes what an applicant will read; `changes` is a JSON Merge Patch.
pub async fn write_feedback(
    project: &str,
    changes: &impl Serialize,
    etag: Option<&str>,
) -> ApiResult<FeedbackDraft> {
    patch(format!("/projects/{}/feedback", segment(project))).json(changes).if_match(etag).send().await
}

/// Lets go the letters of a publication.
pub async fn release_letters(call: &str) -> ApiResult<Released> {
    post("/emails/release").json(&ReleaseInput { kind: EmailKind::Decision, call: call.into() }).send().await
}
