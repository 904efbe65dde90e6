//! Asks, by mail, the partners whose contribution waits for their word.

use super::{rules, store};
use crate::{
    db::AnyConnection,
    http::fail::Fail,
    mail::{self, Desk, Link},
    projects,
};
use openapi::contribution::ContributionState;

/// The page where people answer.
const PAGE: &str = "/contributions";

/// Once for what each of them is said to bring: changed words ask again, a second filing of the same ones does not.
pub fn send(connection: &mut AnyConnection, desk: &Desk<'_>, row: &projects::store::Row) -> Result<(), Fail> {
    let all = store::of_project(connection, &row.id)?;
    for asked in all.into_iter().filter(|one| one.state == ContributionState::Pending) {
        let since = asked.updated_at.and_utc().timestamp_micros();
        let cause = format!("{} {} {since}", row.id, asked.partner_id);
        let brings = rules::told(&asked.said);
        mail::write::contribution_request(
            connection,
            desk,
            row,
            &asked.partner_id,
            &cause,
            &brings,
            Link::to(PAGE),
        )?;
    }
    Ok(())
}
