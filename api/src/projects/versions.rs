//! What was filed, each time, and what changed in between.

use super::{OfComparison, Seen, rules::View, seen, store};
use crate::http::mount::Mount;
use crate::{
    auth::actor::{LoggedIn, Visit},
    catalogue::Catalogue,
    db::{AnyConnection, DbError},
    http::{
        answer::{Listed, Plain},
        fail::Fail,
        query::Query,
        refusals::*,
    },
};
use actix_web::{Responder, get, web::Path};
use openapi::{
    Page,
    comparison::{ComparedSide, Comparison, compare as compared},
    project::{FiledFiche, ProjectInput, ProjectVersion, VersionPair},
    rule::Rule,
};
use serde_json::Value;
use store::Filed;

pub fn configure(config: &mut Mount) {
    config.service(list).service(compare).service(read);
}

/// A project of which the visitor reads all, with what was filed of it.
fn filed(visit: &Visit, connection: &mut AnyConnection, id: &str) -> Result<(Seen, Vec<Filed>), Fail> {
    let seen = seen(visit, connection, id)?;
    if seen.view != View::Full {
        return Err(Fail::NOT_FOUND);
    }
    let filed = store::filed(connection, id).map_err(DbError::from)?;
    Ok((seen, filed))
}

fn version(seen: &Seen, filed: &Filed) -> ProjectVersion {
    let insider = seen.standpoint.own || seen.standpoint.committee();
    ProjectVersion {
        position: filed.position + 1,
        number: seen.row.number.clone().unwrap_or_default(),
        submitted_at: filed.submitted_at.and_utc(),
        submitted_by: filed.by.clone().filter(|_| insider),
        sha256: filed.sha256.clone(),
    }
}

fn fiche(filed: &Filed) -> Result<Value, Fail> {
    serde_json::from_str(&filed.content).map_err(|error| Fail::Internal(error.to_string()))
}

/// List the versions of a project
///
/// One for each time it was filed, oldest first; for those who read all of the project.
#[utoipa::path(tag = "projects", params(("id" = String, Path, description = "Id")),
    responses((status = 200, description = "Versions", body = Page<ProjectVersion>), OfRead))]
#[get("/projects/{id}/versions")]
async fn list(actor: LoggedIn, id: Path<String>) -> Result<impl Responder, Fail> {
    let items: Vec<ProjectVersion> = actor.state.db.read(|connection| {
        let (seen, filed) = filed(&actor, connection, &id)?;
        Ok::<_, Fail>(filed.iter().map(|filed| version(&seen, filed)).collect())
    })?;
    let total = i64::try_from(items.len()).unwrap_or(i64::MAX);
    Ok(Listed(Page { items, next: None, total }))
}

/// Read a version of a project
///
/// The fiche as it was filed, word for word: its canonical JSON has the version's SHA-256.
#[utoipa::path(tag = "projects",
    params(("id" = String, Path, description = "Id"), ("position" = i32, Path, description = "1 for the first")),
    responses((status = 200, description = "What was filed", body = FiledFiche), OfRead))]
#[get("/projects/{id}/versions/{position}")]
async fn read(actor: LoggedIn, path: Path<(String, String)>) -> Result<impl Responder, Fail> {
    let value = actor.state.db.read(|connection| {
        let (seen, filed) = filed(&actor, connection, &path.0)?;
        let asked = path.1.parse::<i32>().ok();
        let found = filed.iter().find(|filed| Some(filed.position + 1) == asked).ok_or(Fail::NOT_FOUND)?;
        Ok::<_, Fail>(FiledFiche { version: version(&seen, found), fiche: fiche(found)? })
    })?;
    Ok(Plain(value))
}

/// Compare two versions of a project
///
/// Every field that one of them fills, in the order of the form, its differences marked word by word. Without `to`, the
/// organisation compares what it is writing with what it filed.
#[utoipa::path(tag = "projects", params(("id" = String, Path, description = "Id"), VersionPair),
    responses((status = 200, description = "What changed", body = Comparison), OfComparison))]
#[get("/projects/{id}/versions/compare")]
async fn compare(
    actor: LoggedIn,
    id: Path<String>,
    Query(pair): Query<VersionPair>,
) -> Result<impl Responder, Fail> {
    let value = actor.state.db.read(|connection| {
        let (seen, filed) = filed(&actor, connection, &id)?;
        let at = |position: i32, name: &str| {
            let found = filed.iter().find(|filed| filed.position + 1 == position);
            found.ok_or_else(|| Fail::field(format!("/{name}"), Rule::UnknownReference))
        };
        let last = filed.last().map_or(0, |filed| filed.position + 1);
        let from = at(pair.from.unwrap_or_else(|| pair.to.map_or(last, |to| to - 1)), "from")?;
        let (side, after) = match pair.to {
            Some(position) => {
                let to = at(position, "to")?;
                (side(to), fiche(to)?)
            }
            None if seen.standpoint.own => {
                let written = store::fiche(connection, &id).map_err(DbError::from)?;
                let side = ComparedSide { position: None, at: seen.row.updated_at.and_utc() };
                (side, written_json(&written)?)
            }
            None => return Err(Fail::field("/to", Rule::Required)),
        };
        let before = fiche(from)?;
        let fields = compared(&before, &after, &|id| name(&actor.catalogue, id));
        Ok(Comparison { from: self::side(from), to: side, fields })
    })?;
    Ok(Plain(value))
}

fn side(filed: &Filed) -> ComparedSide {
    ComparedSide { position: Some(filed.position + 1), at: filed.submitted_at.and_utc() }
}

fn written_json(fiche: &ProjectInput) -> Result<Value, Fail> {
    serde_json::to_value(fiche).map_err(|error| Fail::Internal(error.to_string()))
}

/// What an id of a fiche stands for.
fn name(catalogue: &Catalogue, id: &str) -> Option<String> {
    let objective = || catalogue.objective_ref(id).map(|found| format!("{} – {}", found.code, found.label));
    let district = || catalogue.district_ref(id).map(|found| found.name);
    let partner = || catalogue.partner_ref(id).map(|found| found.name);
    objective().or_else(district).or_else(partner)
}
