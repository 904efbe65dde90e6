//! The ranking as a spreadsheet.

use super::ranking::{key, narrowed, read, readable, window};
use crate::{
    auth::actor::{LoggedIn, Visit},
    documents::{download, words},
    http::{
        fail::Fail,
        mount::Mount,
        query::Query,
        refusals::*,
        sheet::{Cell, Sheet},
    },
};
use actix_web::{HttpRequest, HttpResponse, get, web::Path};
use openapi::{
    committee::{CriterionScore, RankingFilter, RankingItem},
    document::{CSV, XLSX},
    page::WholeListQuery,
};
use sha2::{Digest, Sha256};

pub fn configure(config: &mut Mount) {
    config.service(ranking_csv).service(ranking_xlsx);
}

/// The ranking as it was asked for, whole: what the reader may not see is empty here too.
fn sheet(
    visit: &Visit,
    id: &str,
    (query, asked): (WholeListQuery, &RankingFilter),
) -> Result<(Sheet, String), Fail> {
    let call = readable(visit, id)?;
    let window = window(&query.into())?;
    let items = narrowed(read(visit, call)?, asked, &window)?;
    let items = window.sorted(items, key, |item| item.project.id.as_str());
    let fixed = [
        "Rang",
        "Numéro",
        "Fiche-action",
        "Porteur",
        "État",
        "Score",
        "Médiane",
        "Score corrigé",
        "Rang corrigé",
        "Écart",
        "Évaluations déposées",
        "Évaluations attendues",
        "Abstentions",
        "Favorables",
        "Avec réserves",
        "Défavorables",
        "Demandé (€)",
    ];
    let criteria = call
        .wire
        .criteria
        .iter()
        .flat_map(|one| ["", " médiane", " écart"].map(|of| format!("{}{of}", one.code)));
    let head = fixed.into_iter().map(str::to_owned).chain(criteria).collect();
    Ok((Sheet { head, rows: items.iter().map(row).collect() }, call.wire.slug.clone()))
}

fn row(item: &RankingItem) -> Vec<Cell> {
    let count = |value: u32| Cell::Number(f64::from(value));
    let some = |value: Option<f64>| value.map_or(Cell::Empty, Cell::Number);
    let mut cells = vec![
        some(item.rank.map(f64::from)),
        Cell::Text(item.project.number.clone().unwrap_or_default()),
        Cell::Text(item.project.title.clone()),
        Cell::Text(item.project.partner.name.clone()),
        Cell::Text(item.status.label_fr().to_owned()),
        some(item.score),
        some(item.median),
        some(item.corrected),
        some(item.corrected_rank.map(f64::from)),
        some(item.spread),
        count(item.reviews_done),
        count(item.reviews_expected),
        count(item.abstentions),
        count(item.opinions.favourable),
        count(item.opinions.favourable_with_reservations),
        count(item.opinions.unfavourable),
        Cell::Number(item.requested.amount as f64 / 100.0),
    ];
    let by_criterion = |score: &CriterionScore| [score.mean, score.median, score.spread].map(some);
    cells.extend(item.criteria.iter().flat_map(by_criterion));
    cells
}

fn answer(request: &HttpRequest, kind: &str, bytes: Vec<u8>, slug: &str, ending: &str) -> HttpResponse {
    let tag: String = Sha256::digest(&bytes).iter().take(16).map(|byte| format!("{byte:02x}")).collect();
    if let Some(known) = download::known(request, &tag) {
        return known;
    }
    let name = format!("classement_{}.{ending}", words::slug(slug));
    let title = format!("Classement {}.{ending}", download::readable(slug));
    download::file(kind, &tag, &name, &title, bytes.into())
}

/// Download the ranking as CSV
///
/// For a spreadsheet: semicolons, a byte order mark, decimal commas, and no cell that is taken for a formula. For who
/// reads the ranking, with what that person may see of it; sorted and narrowed as asked, all pages in one.
#[utoipa::path(tag = "committee", params(("id" = String, Path, description = "Id or slug of the call"), WholeListQuery, RankingFilter),
    responses((status = 200, description = "The ranking", body = [u8], content_type = "text/csv"),
        (status = 304, description = "The client has it"), OfNestedList))]
#[get("/calls/{id}/ranking.csv")]
async fn ranking_csv(
    request: HttpRequest,
    actor: LoggedIn,
    id: Path<String>,
    Query(query): Query<WholeListQuery>,
    Query(asked): Query<RankingFilter>,
) -> Result<HttpResponse, Fail> {
    let (sheet, slug) = sheet(&actor, &id, (query, &asked))?;
    Ok(answer(&request, CSV, sheet.csv()?, &slug, "csv"))
}

/// Download the ranking as XLSX
#[utoipa::path(tag = "committee", params(("id" = String, Path, description = "Id or slug of the call"), WholeListQuery, RankingFilter),
    responses((status = 200, description = "The ranking", body = [u8],
            content_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        (status = 304, description = "The client has it"), OfNestedList))]
#[get("/calls/{id}/ranking.xlsx")]
async fn ranking_xlsx(
    request: HttpRequest,
    actor: LoggedIn,
    id: Path<String>,
    Query(query): Query<WholeListQuery>,
    Query(asked): Query<RankingFilter>,
) -> Result<HttpResponse, Fail> {
    let (sheet, slug) = sheet(&actor, &id, (query, &asked))?;
    Ok(answer(&request, XLSX, sheet.xlsx("Classement")?, &slug, "xlsx"))
}
