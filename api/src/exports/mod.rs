//! What a person may read, for a spreadsheet: projects, partners, reviews. Each row is what the single object shows that
//! reader, and what it does not show is an empty cell.

mod partners;
mod projects;
mod reviews;

use crate::{
    auth::actor::{LoggedIn, Visit},
    calls,
    clock::ZONE,
    db::AnyConnection,
    documents::{download, words},
    http::{
        fail::Fail,
        mount::Mount,
        query::Query,
        sheet::{Cell, Sheet},
    },
    programmes::belonging,
    refusals,
};
use actix_web::{HttpRequest, HttpResponse, get, web};
use chrono::{DateTime, Utc};
use openapi::{
    Money, Reference,
    document::{CSV, XLSX},
    export::{ExportFilter, ReviewExportFilter},
    rule::Rule,
};

refusals! {
    /// A table for those who have a part in a programme.
    OfExport = 400 401 403 422;
}

pub fn configure(config: &mut Mount) {
    config
        .service(projects_csv)
        .service(projects_xlsx)
        .service(partners_csv)
        .service(partners_xlsx)
        .service(reviews_csv)
        .service(reviews_xlsx);
}

/// A table, and what its file is called.
struct Export {
    sheet: Sheet,
    title: &'static str,
    /// Slugs of the call and the programme that it was narrowed to.
    of: Vec<String>,
}

/// What an export is narrowed to, by ids.
#[derive(Debug, Clone, Default)]
struct Narrowed {
    call: Option<String>,
    programme: Option<String>,
    slugs: Vec<String>,
}

/// Resolves the filter; a call that the reader may not see is as unknown as one that does not exist.
fn narrowed(visit: &Visit, call: Option<&str>, programme: Option<&str>) -> Result<Narrowed, Fail> {
    let named = |text: Option<&str>| text.filter(|text| !text.is_empty()).map(str::to_owned);
    let mut narrowed = Narrowed::default();
    if let Some(reference) = named(programme) {
        let found = belonging::named(&visit.catalogue, Some(&Reference::from(reference.as_str())))?;
        narrowed.programme = Some(found.id.to_string());
        narrowed.slugs.push(found.slug.clone());
    }
    if let Some(reference) = named(call) {
        let found = calls::routes::seen(visit, &reference)
            .map_err(|_| Fail::field("/call", Rule::UnknownReference))?;
        narrowed.call = Some(found.id().to_owned());
        narrowed.slugs.push(found.wire.slug.clone());
    }
    Ok(narrowed)
}

/// Reads the rows on the blocking pool: there can be many.
async fn gathered<T: Send + 'static>(
    visit: &Visit,
    read: impl Fn(&Visit, &mut AnyConnection) -> Result<T, Fail> + Send + 'static,
) -> Result<T, Fail> {
    let (state, visit) = (visit.state.clone(), visit.clone());
    let work = web::block(move || state.db.read(|connection| read(&visit, connection)));
    work.await.map_err(|error| Fail::Internal(error.to_string()))?
}

#[derive(Clone, Copy)]
enum Ending {
    Csv,
    Xlsx,
}

fn answer(request: &HttpRequest, export: &Export, ending: Ending) -> Result<HttpResponse, Fail> {
    let (bytes, kind, ending) = match ending {
        Ending::Csv => (export.sheet.csv()?, CSV, "csv"),
        Ending::Xlsx => (export.sheet.xlsx(export.title)?, XLSX, "xlsx"),
    };
    let tag = crate::http::sheet::tag(&bytes);
    if let Some(known) = download::known(request, &tag) {
        return Ok(known);
    }
    let parts = || std::iter::once(export.title).chain(export.of.iter().map(String::as_str));
    let name: Vec<String> = parts().map(words::slug).collect();
    let title: Vec<String> = parts().map(download::readable).collect();
    let (name, title) = (format!("{}.{ending}", name.join("_")), format!("{}.{ending}", title.join(" ")));
    Ok(download::file(kind, &tag, &name, &title, bytes.into()))
}

fn text(text: impl Into<String>) -> Cell {
    Cell::Text(text.into())
}

fn optional(text: Option<impl Into<String>>) -> Cell {
    text.map_or(Cell::Empty, |text| Cell::Text(text.into()))
}

fn count(number: Option<u32>) -> Cell {
    number.map_or(Cell::Empty, |number| Cell::Number(f64::from(number)))
}

/// In euros.
fn euros(amount: Option<Money>) -> Cell {
    amount.map_or(Cell::Empty, |money| Cell::Number(money.amount as f64 / 100.0))
}

/// Local, in the one form that every spreadsheet sorts: `2026-05-20 18:12`.
fn moment(at: Option<DateTime<Utc>>) -> Cell {
    optional(at.map(|at| at.with_timezone(&ZONE).format("%Y-%m-%d %H:%M").to_string()))
}

/// Export projects as CSV
///
/// Those that the reader may see, one a row: their own organisation's, those of their role in the programme, and the
/// public part of the published ones. What the reader may not read of one is an empty cell. For a spreadsheet:
/// semicolons, a byte order mark, decimal commas, and no cell that is taken for a formula.
#[utoipa::path(tag = "exports", params(ExportFilter),
    responses((status = 200, description = "Projects", body = [u8], content_type = "text/csv"),
        (status = 304, description = "The client has it"), OfExport))]
#[get("/exports/projects.csv")]
async fn projects_csv(
    request: HttpRequest,
    actor: LoggedIn,
    Query(filter): Query<ExportFilter>,
) -> Result<HttpResponse, Fail> {
    answer(&request, &projects::export(&actor, &filter).await?, Ending::Csv)
}

/// Export projects as XLSX
///
/// The same as the CSV.
#[utoipa::path(tag = "exports", params(ExportFilter),
    responses((status = 200, description = "Projects", body = [u8],
            content_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        (status = 304, description = "The client has it"), OfExport))]
#[get("/exports/projects.xlsx")]
async fn projects_xlsx(
    request: HttpRequest,
    actor: LoggedIn,
    Query(filter): Query<ExportFilter>,
) -> Result<HttpResponse, Fail> {
    answer(&request, &projects::export(&actor, &filter).await?, Ending::Xlsx)
}

/// Export partners as CSV
///
/// With `call`, those that lead a project of it which the reader may see. Contacts are there for those who may read them.
#[utoipa::path(tag = "exports", params(ExportFilter),
    responses((status = 200, description = "Partners", body = [u8], content_type = "text/csv"),
        (status = 304, description = "The client has it"), OfExport))]
#[get("/exports/partners.csv")]
async fn partners_csv(
    request: HttpRequest,
    actor: LoggedIn,
    Query(filter): Query<ExportFilter>,
) -> Result<HttpResponse, Fail> {
    answer(&request, &partners::export(&actor, &filter).await?, Ending::Csv)
}

/// Export partners as XLSX
///
/// The same as the CSV.
#[utoipa::path(tag = "exports", params(ExportFilter),
    responses((status = 200, description = "Partners", body = [u8],
            content_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        (status = 304, description = "The client has it"), OfExport))]
#[get("/exports/partners.xlsx")]
async fn partners_xlsx(
    request: HttpRequest,
    actor: LoggedIn,
    Query(filter): Query<ExportFilter>,
) -> Result<HttpResponse, Fail> {
    answer(&request, &partners::export(&actor, &filter).await?, Ending::Xlsx)
}

/// Export the reviews of a call as CSV
///
/// One a row, with a column for the score and one for the comment of each criterion. The same that the reader finds in
/// the list of reviews: blind until the own one is submitted, none of a project that one is recused from, confidential
/// notes for the committee and its reviewers.
#[utoipa::path(tag = "exports", params(ReviewExportFilter),
    responses((status = 200, description = "Reviews", body = [u8], content_type = "text/csv"),
        (status = 304, description = "The client has it"), OfExport))]
#[get("/exports/reviews.csv")]
async fn reviews_csv(
    request: HttpRequest,
    actor: LoggedIn,
    Query(filter): Query<ReviewExportFilter>,
) -> Result<HttpResponse, Fail> {
    answer(&request, &reviews::export(&actor, &filter).await?, Ending::Csv)
}

/// Export the reviews of a call as XLSX
///
/// The same as the CSV.
#[utoipa::path(tag = "exports", params(ReviewExportFilter),
    responses((status = 200, description = "Reviews", body = [u8],
            content_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        (status = 304, description = "The client has it"), OfExport))]
#[get("/exports/reviews.xlsx")]
async fn reviews_xlsx(
    request: HttpRequest,
    actor: LoggedIn,
    Query(filter): Query<ReviewExportFilter>,
) -> Result<HttpResponse, Fail> {
    answer(&request, &reviews::export(&actor, &filter).await?, Ending::Xlsx)
}
