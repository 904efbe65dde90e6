//! Search over everything the reader may see.

use crate::http::mount::Mount;
use crate::{
    auth::actor::Anyone,
    db::DbError,
    http::{
        answer::Listed,
        fail::Fail,
        page::{Sort, Window},
        query::Query,
        refusals::OfList,
        text,
    },
    projects::{
        rules::{Standpoint, View},
        store::{self, Field, Filter},
    },
    reviews::assignments::visible_call,
};
use actix_web::{Responder, get};
use openapi::{
    Id, Page,
    page::PageQuery,
    search::{Hit, HitKind, SearchQuery},
};

const EXCERPT: usize = 160;

pub fn configure(config: &mut Mount) {
    config.service(search);
}

fn hit(kind: HitKind, id: &Id, title: String, text: &str) -> Hit {
    let mut excerpt: String = text.chars().take(EXCERPT).collect();
    if text.chars().count() > EXCERPT {
        excerpt.push('…');
    }
    Hit { kind, id: id.clone(), title, excerpt }
}

/// Search
///
/// Programmes, objectives, districts, partners, calls and the projects that the reader may see. Case, accents and
/// endings are ignored; every word must be there.
#[utoipa::path(tag = "search", security((), ("token" = [])), params(SearchQuery),
    responses((status = 200, description = "Hits, things of the programme first, then projects", body = Page<Hit>), OfList))]
#[get("/search")]
async fn search(actor: Anyone, Query(query): Query<SearchQuery>) -> Result<impl Responder, Fail> {
    let pages = PageQuery { limit: query.limit, q: query.q, ..PageQuery::default() };
    let newest = [Sort { field: Field::CreatedAt, descending: true }];
    let window = Window::parse(&pages, Field::parse, &newest)?;
    if window.needles.is_empty() {
        return Ok(Listed(Page { items: Vec::new(), next: None, total: 0 }));
    }
    let found = |index: &str| text::matches(index, &window.needles);
    let catalogue = &actor.catalogue;
    let mut items: Vec<Hit> = Vec::new();
    for entry in catalogue.programmes.iter().filter(|entry| found(&entry.index)) {
        items.push(hit(HitKind::Programme, &entry.value.id, entry.value.name.clone(), &entry.value.audience));
    }
    for entry in catalogue.objectives.iter().filter(|entry| found(&entry.index)) {
        let title = format!("{} {}", entry.value.code, entry.value.label);
        items.push(hit(HitKind::Objective, &entry.value.id, title, &entry.value.detail));
    }
    for entry in catalogue.districts.iter().filter(|entry| found(&entry.index)) {
        items.push(hit(HitKind::District, &entry.value.id, entry.value.name.clone(), &entry.value.kind));
    }
    for entry in catalogue.partners.iter().filter(|entry| found(&entry.index)) {
        items.push(hit(
            HitKind::Partner,
            &entry.value.id,
            entry.value.name.clone(),
            &entry.value.description,
        ));
    }
    for call in catalogue.calls.iter().filter(|call| found(&call.index)) {
        if visible_call(&actor, call.id()).is_ok() {
            items.push(hit(HitKind::Call, &call.wire.id, call.wire.title.clone(), &call.wire.aim));
        }
    }
    let person = actor.person();
    let all = Filter::default();
    let (rows, projects) = actor.state.db.read(|connection| {
        let (rows, _) = store::page(connection, person, &all, &window)?;
        Ok::<_, DbError>((rows, store::count(connection, person, &all, &window.needles)?))
    })?;
    let total = i64::try_from(items.len()).unwrap_or(i64::MAX).saturating_add(projects);
    for summary in rows {
        let row = summary.row;
        let view = Standpoint::of(person, &row).view(row.status);
        let text = if view == View::Title { "" } else { row.summary.as_str() };
        items.push(hit(HitKind::Project, &Id::from_storage(row.id), row.title, text));
    }
    items.truncate(window.limit);
    Ok(Listed(Page { items, next: None, total }))
}
