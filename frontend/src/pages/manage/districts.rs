//! The districts of the programme.

use super::{
    editor::{Ask, Editor, Resource, Words, written},
    managed::MANAGERS,
};
use crate::{
    api::{self, ApiResult},
    components::{
        form::{Choice, Form, Select, TextField},
        table::Column,
    },
    i18n::{catalogue as t, common},
    routes::Route,
};
use openapi::{
    Id, Page, Reference, Role,
    programme::{District, DistrictInput, ProgrammeRef},
};
use serde_json::Value;
use yew::prelude::*;

/// The priority districts were drawn in these years.
const GEOGRAPHIES: [i32; 2] = [2024, 2015];

/// The districts of the programme.
#[component]
pub fn ManageDistricts() -> Html {
    html! { <Editor<Districts> /> }
}

struct Districts;

impl Resource for Districts {
    type Item = District;
    type Input = DistrictInput;
    const WORDS: Words = t::DISTRICTS;
    const ROLES: &'static [Role] = MANAGERS;

    fn route() -> Route {
        Route::ManageDistricts
    }

    fn id(item: &District) -> &Id {
        &item.id
    }

    fn name(item: &District) -> String {
        item.name.clone()
    }

    fn columns() -> Vec<Column> {
        vec![
            Column::text(t::NAME),
            Column::text(t::DISTRICT_KIND),
            Column::text(t::DISTRICT_CODE),
            Column::text(t::GEOGRAPHY),
        ]
    }

    fn cells(item: &District) -> Vec<Html> {
        let year = item.geography_year.map(|year| year.to_string());
        vec![
            html! { { &item.kind } },
            html! { { item.code.clone().unwrap_or_else(|| common::NOTHING.into()) } },
            html! { { year.unwrap_or_else(|| common::NOTHING.into()) } },
        ]
    }

    fn blank(programme: Option<&ProgrammeRef>) -> DistrictInput {
        DistrictInput {
            programme: programme.map(|programme| Reference::from(programme.id.as_str())),
            name: String::new(),
            kind: "QPV".into(),
            code: None,
            geography_year: None,
        }
    }

    fn fields(form: &Form<DistrictInput>) -> Html {
        let input = form.value();
        html! {
            <>
                <TextField at="/name" label={t::NAME} errors={form.errors()} value={input.name.clone()}
                    oninput={form.edit(|input: &mut DistrictInput, text| input.name = text)} />
                <TextField at="/kind" label={t::DISTRICT_KIND} hint={t::DISTRICT_KIND_HINT} errors={form.errors()} value={input.kind.clone()}
                    oninput={form.edit(|input: &mut DistrictInput, text| input.kind = text)} />
                <TextField at="/code" label={t::DISTRICT_CODE} hint={t::DISTRICT_CODE_HINT} optional=true errors={form.errors()}
                    value={input.code.clone().unwrap_or_default()}
                    oninput={form.edit(|input: &mut DistrictInput, text| input.code = written(text))} />
                <Select at="/geography_year" label={t::GEOGRAPHY} optional=true empty={t::NO_YEAR} choices={years(input.geography_year)} errors={form.errors()}
                    value={input.geography_year.map(|year| year.to_string()).unwrap_or_default()}
                    onchange={form.edit(|input: &mut DistrictInput, year: String| input.geography_year = year.parse().ok())} />
            </>
        }
    }

    async fn list(ask: Ask) -> ApiResult<Page<District>> {
        api::programme::districts(ask.programme.as_deref()).await
    }

    async fn read(id: String) -> ApiResult<District> {
        api::programme::district(&id).await
    }

    async fn create(input: DistrictInput) -> ApiResult<District> {
        api::programme::create_district(&input).await
    }

    async fn update(id: String, changes: Value, etag: Option<String>) -> ApiResult<District> {
        api::programme::update_district(&id, &changes, etag.as_deref()).await
    }

    async fn remove(id: String, etag: Option<String>) -> ApiResult<()> {
        api::programme::delete_district(&id, etag.as_deref()).await
    }
}

/// The two geographies of the priority districts, and the year that is set where it is neither.
fn years(set: Option<i32>) -> Vec<Choice> {
    let other = set.filter(|year| !GEOGRAPHIES.contains(year));
    GEOGRAPHIES.into_iter().chain(other).map(|year| Choice::new(year.to_string(), year.to_string())).collect()
}
