//! Charts of accounts over HTTP: data of the contract, the same for everybody.

use crate::http::mount::Mount;
use crate::{
    auth::actor::Anyone,
    http::{answer::Listed, answer::Tagged, fail::Fail, refusals::*},
};
use actix_web::{Responder, get, web::Path};
use openapi::{Page, chart::Chart};

pub fn configure(config: &mut Mount) {
    config.service(list_charts).service(read_chart);
}

/// List the charts of accounts
///
/// The current one first; a call names the version that its budgets are written on.
#[utoipa::path(tag = "calls", security((), ("token" = [])),
    responses((status = 200, description = "Charts", body = Page<Chart>), OfRead))]
#[get("/charts")]
async fn list_charts(_actor: Anyone) -> Result<impl Responder, Fail> {
    let items = Chart::all().to_vec();
    let total = i64::try_from(items.len()).unwrap_or(i64::MAX);
    Ok(Listed(Page { items, next: None, total }))
}

/// Read a chart of accounts
#[utoipa::path(tag = "calls", security((), ("token" = [])),
    params(("version" = String, Path, description = "Version", example = "cerfa-12156-06")),
    responses((status = 200, description = "The chart", body = Chart), OfRead))]
#[get("/charts/{version}")]
async fn read_chart(_actor: Anyone, version: Path<String>) -> Result<impl Responder, Fail> {
    // A version never changes: it is its own first and last one.
    let value = Chart::named(&version).ok_or(Fail::NOT_FOUND)?;
    Ok(Tagged { version: 1, value })
}
