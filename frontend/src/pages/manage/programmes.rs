//! All programmes of the installation.

use super::{
    editor::{Ask, Editor, Resource, Words},
    programme_fields::Fields,
};
use crate::{
    api::{self, ApiResult},
    components::{form::Form, table::Column},
    format,
    i18n::{catalogue as t, common},
    pages::manage::people::coordinators::Coordinators,
    routes::Route,
};
use openapi::{
    Id, Page, Role,
    programme::{Programme, ProgrammeInput, ProgrammeRef, PublicContact},
};
use serde_json::Value;
use yew::prelude::*;

/// All programmes of the installation.
#[component]
pub fn AdminProgrammes() -> Html {
    html! { <Editor<Programmes> /> }
}

/// Programmes, as [`Editor`] and the page of one's own programme edit them.
pub struct Programmes;

impl Resource for Programmes {
    type Item = Programme;
    type Input = ProgrammeInput;
    const WORDS: Words = t::PROGRAMMES;
    const ROLES: &'static [Role] = &[Role::Admin];
    const REMOVABLE: bool = false;

    fn route() -> Route {
        Route::AdminProgrammes
    }

    fn id(item: &Programme) -> &Id {
        &item.id
    }

    fn name(item: &Programme) -> String {
        item.name.clone()
    }

    fn columns() -> Vec<Column> {
        vec![Column::text(t::NAME), Column::text(t::INSEE), Column::text(t::LABEL_PERIOD)]
    }

    fn cells(item: &Programme) -> Vec<Html> {
        let period = match (item.label_starts_on, item.label_ends_on) {
            (Some(start), Some(end)) => format::date_range(start, end),
            (Some(day), None) | (None, Some(day)) => format::date(day),
            (None, None) => common::NOTHING.into(),
        };
        let insee = item.insee_commune.clone().unwrap_or_else(|| common::NOTHING.into());
        vec![html! { { insee } }, html! { { period } }]
    }

    fn blank(_programme: Option<&ProgrammeRef>) -> ProgrammeInput {
        ProgrammeInput {
            slug: String::new(),
            name: String::new(),
            audience: String::new(),
            insee_commune: None,
            label_starts_on: None,
            label_ends_on: None,
            state_funding_per_year: None,
            contact: PublicContact::default(),
            axes: Vec::new(),
        }
    }

    fn fields(form: &Form<ProgrammeInput>) -> Html {
        html! { <Fields form={form.clone()} /> }
    }

    fn beside(item: &Programme) -> Html {
        html! { <Coordinators programme={item.slug.clone()} /> }
    }

    async fn list(_ask: Ask) -> ApiResult<Page<Programme>> {
        api::programme::programmes().await
    }

    async fn read(id: String) -> ApiResult<Programme> {
        api::programme::programme(&id).await
    }

    async fn create(input: ProgrammeInput) -> ApiResult<Programme> {
        api::programme::create_programme(&input).await
    }

    async fn update(id: String, changes: Value, etag: Option<String>) -> ApiResult<Programme> {
        api::programme::update_programme(&id, &changes, etag.as_deref()).await
    }
}
