//! Pages for some roles: for everybody else they do not exist.

use super::{link::RouteLink, page::Page};
use crate::{
    i18n::{common, errors},
    routes::Route,
    session::use_session,
};
use openapi::Role;
use yew::prelude::*;

/// Properties of [`Only`].
#[derive(Properties, PartialEq)]
pub struct OnlyProps {
    /// Who may see the page: any one of these roles, in any programme.
    pub roles: &'static [Role],
    #[prop_or_default]
    pub children: Html,
}

/// Shows the page to these roles; to others it answers as an address that leads nowhere, as the server does.
#[component]
pub fn Only(props: &OnlyProps) -> Html {
    let session = use_session();
    if session.has_any(props.roles) {
        return props.children.clone();
    }
    html! {
        <Page title={errors::NOT_FOUND_TITLE} lead={errors::NOT_FOUND_TEXT}>
            <p><RouteLink to={Route::Home}>{ common::GO_HOME }</RouteLink></p>
        </Page>
    }
}
