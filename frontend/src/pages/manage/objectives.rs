//! The objectives of the programme.

use super::{
    editor::{Ask, Editor, Resource, Words, written},
    managed::{MANAGERS, use_managed},
};
use crate::{
    api::{self, ApiResult},
    components::{
        async_content::use_load,
        form::{Choice, Form, Select, TextArea, TextField},
        table::Column,
    },
    i18n::{catalogue as t, common},
    routes::Route,
};
use openapi::{
    Id, Page, Reference, Role, limits,
    programme::{Objective, ObjectiveInput, ProgrammeRef},
};
use serde_json::Value;
use yew::prelude::*;

/// The objectives of the programme.
#[component]
pub fn ManageObjectives() -> Html {
    html! { <Editor<Objectives> /> }
}

struct Objectives;

impl Resource for Objectives {
    type Item = Objective;
    type Input = ObjectiveInput;
    const WORDS: Words = t::OBJECTIVES;
    const ROLES: &'static [Role] = MANAGERS;

    fn route() -> Route {
        Route::ManageObjectives
    }

    fn id(item: &Objective) -> &Id {
        &item.id
    }

    fn name(item: &Objective) -> String {
        format!("{} · {}", item.code, item.label)
    }

    fn columns() -> Vec<Column> {
        vec![Column::text(t::LABEL), Column::text(t::DETAIL), Column::text(t::AXIS)]
    }

    fn cells(item: &Objective) -> Vec<Html> {
        let or_nothing =
            |text: &str| if text.is_empty() { common::NOTHING.to_owned() } else { text.to_owned() };
        vec![
            html! { { or_nothing(&item.detail) } },
            html! { { or_nothing(item.axis.as_deref().unwrap_or_default()) } },
        ]
    }

    fn blank(programme: Option<&ProgrammeRef>) -> ObjectiveInput {
        ObjectiveInput {
            programme: programme.map(|programme| Reference::from(programme.id.as_str())),
            code: String::new(),
            label: String::new(),
            detail: String::new(),
            axis: None,
        }
    }

    fn fields(form: &Form<ObjectiveInput>) -> Html {
        html! { <Fields form={form.clone()} /> }
    }

    async fn list(ask: Ask) -> ApiResult<Page<Objective>> {
        api::programme::objectives(ask.programme.as_deref()).await
    }

    async fn read(id: String) -> ApiResult<Objective> {
        api::programme::objective(&id).await
    }

    async fn create(input: ObjectiveInput) -> ApiResult<Objective> {
        api::programme::create_objective(&input).await
    }

    async fn update(id: String, changes: Value, etag: Option<String>) -> ApiResult<Objective> {
        api::programme::update_objective(&id, &changes, etag.as_deref()).await
    }

    async fn remove(id: String, etag: Option<String>) -> ApiResult<()> {
        api::programme::delete_objective(&id, etag.as_deref()).await
    }
}

#[derive(Properties, PartialEq)]
struct FieldsProps {
    form: Form<ObjectiveInput>,
}

#[component]
fn Fields(props: &FieldsProps) -> Html {
    let form = &props.form;
    let input = form.value();
    // The axes are the managed programme's own.
    let slug = use_managed().map(|programme| programme.slug);
    let programme =
        use_load(slug, |slug| async move { api::programme::programme(&slug.unwrap_or_default()).await });
    let axes = programme.value().map(|programme| programme.axes.clone()).unwrap_or_default();
    let mut axes: Vec<Choice> = axes
        .iter()
        .map(|axis| Choice::new(axis.code.clone(), format!("{} · {}", axis.code, axis.label)))
        .collect();
    // The one that is set shows itself before the list is there.
    if let Some(axis) = input.axis.clone().filter(|axis| axes.iter().all(|choice| *choice.value != **axis)) {
        axes.push(Choice::new(axis.clone(), axis));
    }
    html! {
        <>
            <TextField at="/code" label={t::CODE} hint={t::CODE_HINT} errors={form.errors()} value={input.code.clone()}
                oninput={form.edit(|input: &mut ObjectiveInput, text| input.code = text)} />
            <TextField at="/label" label={t::LABEL} errors={form.errors()} value={input.label.clone()}
                oninput={form.edit(|input: &mut ObjectiveInput, text| input.label = text)} />
            <TextArea at="/detail" label={t::DETAIL} optional=true rows=3 max={limits::COMMENT_MAX} errors={form.errors()} value={input.detail.clone()}
                oninput={form.edit(|input: &mut ObjectiveInput, text| input.detail = text)} />
            <Select at="/axis" label={t::AXIS} optional=true empty={t::NO_AXIS} choices={axes} errors={form.errors()}
                value={input.axis.clone().unwrap_or_default()}
                onchange={form.edit(|input: &mut ObjectiveInput, code| input.axis = written(code))} />
        </>
    }
}
