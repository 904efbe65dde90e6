//! The programme that the person manages.

use super::{
    editor::form::Editing,
    managed::{MANAGERS, use_managed},
    programmes::Programmes,
};
use crate::{
    components::{link::RouteLink, only::Only, page::Page},
    i18n::{catalogue as t, nav},
    routes::Route,
};
use yew::prelude::*;

/// The programme that the person manages.
#[component]
pub fn ManageProgramme() -> Html {
    let managed = use_managed();
    html! {
        <Only roles={MANAGERS}>
            <Page title={nav::MANAGE_PROGRAMME} lead={t::PROGRAMME_LEAD}>
                <p class="row">
                    <RouteLink to={Route::ManageObjectives}>{ nav::MANAGE_OBJECTIVES }</RouteLink>
                    <RouteLink to={Route::ManageDistricts}>{ nav::MANAGE_DISTRICTS }</RouteLink>
                    <RouteLink to={Route::ManagePartners}>{ nav::MANAGE_PARTNERS }</RouteLink>
                </p>
                if let Some(managed) = managed {
                    <Editing<Programmes> key={managed.slug.clone()} id={managed.id.to_string()} />
                }
            </Page>
        </Only>
    }
}
