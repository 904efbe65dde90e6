//! What the committee's work tells applicants.

use super::{Desk, Link, call_title, fiche, to_writers};
use crate::{
    committee::store::published,
    db::AnyConnection,
    documents::words,
    french,
    http::fail::Fail,
    mail::letters::{Decision, ReservationsLifted},
    projects,
};

/// Tells those who write for the partner what was decided, once the coordinator lets it go.
pub fn decision(connection: &mut AnyConnection, desk: &Desk<'_>, project: &str) -> Result<(), Fail> {
    let row = projects::store::reload(connection, project)?;
    let Some(found) = published(connection, desk.catalogue, project, desk.now)? else { return Ok(()) };
    let asked = found.reservations.iter().map(|one| {
        format!("{} ({}, au plus tard le {})", one.what.trim(), one.owner.trim(), french::day(one.due))
    });
    let letter = Decision {
        title: row.title.clone(),
        number: row.number.clone().unwrap_or_default(),
        call: call_title(desk, &row),
        outcome: found.outcome.status().label_fr().to_lowercase(),
        selected: found.outcome.grants(),
        amount: if found.amount.amount > 0 { words::money(found.amount) } else { String::new() },
        rank: found.reserve_rank,
        reason: found.reason.trim().to_owned(),
        reservations: asked.collect(),
    };
    let cause = format!("version {}", row.version);
    to_writers(connection, desk, &row, &cause, Link::to(&fiche(&row)), &letter)
}

/// Tells them that nothing is left to do before the selection is final.
pub fn reservations_lifted(
    connection: &mut AnyConnection,
    desk: &Desk<'_>,
    row: &projects::store::Row,
) -> Result<(), Fail> {
    let letter =
        ReservationsLifted { title: row.title.clone(), number: row.number.clone().unwrap_or_default() };
    let cause = format!("version {}", row.version);
    to_writers(connection, desk, row, &cause, Link::to(&fiche(row)), &letter)
}
