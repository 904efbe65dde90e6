//! What the committee's work tells applicants.

use super::{Desk, Link, Subject, call_title, fiche, queue, to_writers};
use crate::{
    committee::store::published,
    db::AnyConnection,
    documents::words,
    french,
    http::fail::Fail,
    mail::{
        letters::{Abandonment, Decision, ReservationsLifted},
        store::{drop_held, recipients},
    },
    projects,
};

/// Tells those who write for the partner what was decided, once the coordinator lets it go.
pub fn decision(connection: &mut AnyConnection, desk: &Desk<'_>, project: &str) -> Result<(), Fail> {
    let row = projects::store::reload(connection, project)?;
    // A letter that was not let go yet and is no longer so never leaves.
    drop_held(connection, project, desk.now)?;
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

/// Tells both sides that a selected action is given up: those who write for the partner, and the coordinators, who find
/// what it frees beside the reserve list.
pub fn abandonment(
    connection: &mut AnyConnection,
    desk: &Desk<'_>,
    row: &projects::store::Row,
    reason: &str,
) -> Result<(), Fail> {
    drop_held(connection, &row.id, desk.now)?;
    let granted = published(connection, desk.catalogue, &row.id, desk.now)?.map(|found| found.amount);
    let letter = Abandonment {
        title: row.title.clone(),
        number: row.number.clone().unwrap_or_default(),
        call: call_title(desk, row),
        organisation: desk.catalogue.partner(&row.partner_id).map(|p| p.name.clone()).unwrap_or_default(),
        reason: reason.trim().to_owned(),
        amount: granted.filter(|money| money.amount > 0).map(words::money).unwrap_or_default(),
    };
    let cause = format!("version {}", row.version);
    to_writers(connection, desk, row, &cause, Link::to(&fiche(row)), &letter)?;
    let slug = desk.catalogue.call(&row.call_id).map(|call| call.wire.slug.clone()).unwrap_or_default();
    let (after, cause) = (format!("/gestion/appels/{slug}/suites"), format!("{} {cause}", row.id));
    for to in recipients::coordinators_of(connection, &row.programme_id)? {
        queue(connection, desk, Subject::from(row), &to, &cause, Link::to(&after), &letter)?;
    }
    Ok(())
}
