//! Preparing, publishing and closing a call.

mod calendar;
mod draft;
mod fields;
mod form;
pub mod lines;
mod steps;

use super::managed::{MANAGERS, use_managed};
use crate::{
    api,
    components::{
        async_content::{Skeleton, use_load},
        link::{RouteLink, query_string},
        notice::Notice,
        only::Only,
        page::Page,
        url_query::use_url_query,
    },
    i18n::{calls as t, nav},
    pages::committee::frame::{Frame, Framed, Tab},
    routes::Route,
};
use openapi::call::{CallFilter, CallInput, CallStatus};
use yew::prelude::*;

/// Prepares a call.
#[component]
pub fn ManageCallNew() -> Html {
    html! { <Only roles={MANAGERS}><NewCall /></Only> }
}

#[component]
fn NewCall() -> Html {
    let query = use_url_query();
    let managed = use_managed();
    let blank = query.get("vide").is_some();
    let programme = managed.as_ref().map(|managed| managed.slug.clone());
    let loaded = use_load(programme, |programme| async move {
        api::calls::list(&CallFilter { status: None, programme }, None).await
    });
    html! {
        <Page title={t::NEW} crumbs={vec![(Route::ManageCalls, nav::MANAGE_CALLS.into())]}>
            if let Some(managed) = managed {
                { loaded.view(Skeleton::Lines(8), |calls| {
                    let last = calls.items.first().filter(|_| !blank);
                    let initial = draft::next_call(managed.id.as_str(), last, crate::format::today());
                    html! {
                        <>
                            if let Some(last) = last {
                                <Notice title={t::STARTED_FROM}>
                                    <p>
                                        { t::started_from(&last.title) }{ " " }
                                        <RouteLink to={Route::ManageCallNew} query={AttrValue::from(query_string([("vide", "oui")]))}>{ t::START_BLANK }</RouteLink>
                                    </p>
                                </Notice>
                            }
                            <form::NewForm key={blank.to_string()} {initial} programme={managed.slug} />
                        </>
                    }
                }) }
            }
        </Page>
    }
}

/// Properties of [`ManageCall`].
#[derive(Properties, PartialEq)]
pub struct ManageCallProps {
    pub id: String,
}

/// Edits and publishes a call.
#[component]
pub fn ManageCall(props: &ManageCallProps) -> Html {
    let view = Callback::from(|framed: Framed| {
        if framed.call.status == CallStatus::Decided {
            return html! { <Notice><p>{ t::FROZEN }</p></Notice> };
        }
        html! { <form::EditForm {framed} /> }
    });
    html! { <Frame id={props.id.clone()} tab={Tab::Form} {view} /> }
}

/// What a form over a call holds.
type Input = CallInput;
