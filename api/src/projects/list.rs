//! The list of projects.

use super::{
    store::{self, Field, Filter},
    wire,
};
use crate::http::mount::Mount;
use crate::{
    auth::actor::{Anyone, Visit},
    calls,
    db::DbError,
    http::{
        answer::Listed,
        fail::Fail,
        page::{Sort, Window},
        query::{Query, choices},
        refusals::OfList,
    },
};
use actix_web::{Responder, get};
use openapi::{
    Page, ProjectStatus,
    page::PageQuery,
    project::{ProjectFilter, ProjectSummary},
    rule::Rule,
};

pub fn configure(config: &mut Mount) {
    config.service(list);
}

/// Ids that the filter's names stand for; a name that stands for nothing is refused.
fn filter(visit: &Visit, asked: &ProjectFilter) -> Result<Filter, Fail> {
    let catalogue = &visit.catalogue;
    let named = |text: &Option<String>| text.clone().filter(|text| !text.is_empty());
    let unknown = |name: &str| Fail::field(format!("/{name}"), Rule::UnknownReference);
    let programme = named(&asked.programme)
        .map(|text| catalogue.programme(&text).map(|p| p.id.to_string()).ok_or_else(|| unknown("programme")))
        .transpose()?;
    let call = named(&asked.call)
        .map(|text| calls::routes::seen(visit, &text).map(|c| c.id().to_owned()).map_err(|_| unknown("call")))
        .transpose()?;
    // A code is looked up in every programme: O2 of each of them when none is named.
    let objective = |text: &str| {
        let found = catalogue.objectives.iter().map(|entry| &entry.value).filter(|objective| {
            let there = programme.as_deref().is_none_or(|id| objective.programme.as_str() == id);
            there && (objective.id.as_str() == text || objective.code == text)
        });
        let ids: Vec<_> = found.map(|objective| objective.id.to_string()).collect();
        (!ids.is_empty()).then_some(ids)
    };
    let objectives = choices(asked.objective.as_deref(), "objective", objective)?;
    let district = named(&asked.district).map(|text| {
        let folded = crate::http::text::fold(&text);
        let mut all = catalogue.districts.iter().map(|entry| &entry.value);
        all.find(|district| district.id.as_str() == text || crate::http::text::fold(&district.name) == folded)
            .map(|district| district.id.to_string())
            .ok_or_else(|| unknown("district"))
    });
    Ok(Filter {
        statuses: choices(asked.status.as_deref(), "status", ProjectStatus::parse)?,
        objectives: objectives.map(|ids| ids.into_iter().flatten().collect()),
        district: district.transpose()?,
        partner: named(&asked.partner),
        call,
        programme,
        mine: asked.mine == Some(true),
        unread: asked.unread == Some(true),
    })
}

/// List projects
///
/// Those the reader may see: the published ones for everybody, one's own organisation's, and by role in the programme.
#[utoipa::path(tag = "projects", security((), ("token" = [])), params(PageQuery, ProjectFilter),
    responses((status = 200, description = "Projects", body = Page<ProjectSummary>), OfList))]
#[get("/projects")]
async fn list(
    actor: Anyone,
    Query(query): Query<PageQuery>,
    Query(asked): Query<ProjectFilter>,
) -> Result<impl Responder, Fail> {
    let newest = [Sort { field: Field::CreatedAt, descending: true }];
    let window = Window::parse(&query, Field::parse, &newest)?;
    let filter = filter(&actor, &asked)?;
    let person = actor.person();
    let (rows, next, total) = actor.state.db.read(|connection| {
        let (rows, next) = store::page(connection, person, &filter, &window)?;
        let user = person.map(|person| person.user.as_str()).unwrap_or_default();
        // A conflict that is stated hides a provisional decision, and changes no project.
        let stated = filter.statuses.is_some().then_some(actor.versions.committee);
        let asked = format!("{user} {} {stated:?} {filter:?} {:?}", actor.versions.auth, window.needles);
        let count = || store::count(connection, person, &filter, &window.needles);
        let total = actor.state.counts.get(&asked, actor.versions.projects, count)?;
        Ok::<_, DbError>((rows, next, total))
    })?;
    let items = rows.into_iter().map(|row| wire::summary(&actor, row)).collect();
    Ok(Listed(Page { items, next, total }))
}
