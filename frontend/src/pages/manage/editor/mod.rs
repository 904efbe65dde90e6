//! One list and form for simple things: objectives, districts, partners, programmes.
//!
//! A [`Resource`] says what they are made of; [`Editor`] shows the list, or the form that the address asks for
//! (`?nouveau=oui`, `?modifier=<id>`). The form alone is [`form::Editing`].

pub mod form;
mod list;

use crate::{
    api::{ApiError, ApiResult},
    components::{filters::Filter, form::Form, only::Only, table::Column, url_query::use_url_query},
    routes::Route,
};
use garde::Validate;
use openapi::{Id, Page, Role, programme::ProgrammeRef};
use serde::{Serialize, de::DeserializeOwned};
use serde_json::Value;
use std::future::Future;
use yew::prelude::*;

/// The words of a resource.
pub struct Words {
    /// Of the list.
    pub title: &'static str,
    pub lead: &'static str,
    /// « Ajouter un objectif »: the button and the title of the empty form.
    pub add: &'static str,
    /// « Modifier l’objectif ».
    pub edit: &'static str,
    /// « Objectif enregistré : », before its name.
    pub saved: &'static str,
    /// « Supprimer l’objectif ».
    pub remove: &'static str,
    /// « Supprimer cet objectif ? ».
    pub remove_title: &'static str,
    pub remove_text: &'static str,
    /// « Objectif supprimé : », before its name.
    pub removed: &'static str,
    pub empty: &'static str,
    pub empty_hint: &'static str,
    /// What is counted.
    pub one: &'static str,
    pub many: &'static str,
}

/// What a list asks the API for.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Ask {
    /// Slug of the programme.
    pub programme: Option<String>,
    pub words: Option<String>,
    /// Value of the resource's own filter.
    pub choice: Option<String>,
    pub cursor: Option<String>,
}

/// Something that is listed, added, changed and deleted in the same way as its like.
pub trait Resource: Sized + 'static {
    type Item: Clone + PartialEq + 'static;
    type Input: Clone
        + PartialEq
        + Serialize
        + DeserializeOwned
        + Validate<Context = ()>
        + for<'a> From<&'a Self::Item>
        + 'static;
    const WORDS: Words;
    /// Who may open the page.
    const ROLES: &'static [Role];
    /// Items can be deleted.
    const REMOVABLE: bool = true;
    /// Name of the resource's own filter in the address.
    const CHOICE: &'static str = "genre";

    fn route() -> Route;
    fn id(item: &Self::Item) -> &Id;
    fn name(item: &Self::Item) -> String;
    /// The columns of the list, the first one for the name.
    fn columns() -> Vec<Column>;
    /// The cells after the name.
    fn cells(item: &Self::Item) -> Vec<Html>;
    /// Filters above the list.
    fn filters() -> Vec<Filter> {
        Vec::new()
    }
    /// An empty form.
    fn blank(programme: Option<&ProgrammeRef>) -> Self::Input;
    /// The fields.
    fn fields(form: &Form<Self::Input>) -> Html;
    /// What else can be done with an item, below its form.
    fn beside(_item: &Self::Item) -> Html {
        Html::default()
    }

    fn list(ask: Ask) -> impl Future<Output = ApiResult<Page<Self::Item>>> + 'static;
    fn read(id: String) -> impl Future<Output = ApiResult<Self::Item>> + 'static;
    fn create(input: Self::Input) -> impl Future<Output = ApiResult<Self::Item>> + 'static;
    /// `changes` is a JSON Merge Patch.
    fn update(
        id: String,
        changes: Value,
        etag: Option<String>,
    ) -> impl Future<Output = ApiResult<Self::Item>> + 'static;
    /// Only asked for where [`Resource::REMOVABLE`].
    fn remove(_id: String, _etag: Option<String>) -> impl Future<Output = ApiResult<()>> + 'static {
        std::future::ready(Err(ApiError::Unreadable { status: 405 }))
    }
}

/// A text field that may be left out: nothing written is nothing sent.
pub fn written(text: String) -> Option<String> {
    (!text.trim().is_empty()).then_some(text)
}

/// List and form of a resource.
#[component]
pub fn Editor<R>() -> Html
where
    R: Resource,
{
    let query = use_url_query();
    // Each of the three is a page of its own: its title takes the focus.
    let page = match query.text("modifier") {
        Some(id) => html! { <form::EditPage<R> id={id.clone()} key={id} /> },
        None if query.get("nouveau").is_some() => html! { <form::NewPage<R> key="nouveau" /> },
        None => html! { <list::ListPage<R> key="liste" /> },
    };
    html! { <Only roles={R::ROLES}>{ page }</Only> }
}
