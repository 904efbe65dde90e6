//! Preparing, publishing and closing a call.

mod calendar;
mod criteria;
mod draft;
mod extensions;
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
    session::use_session,
};
use openapi::{
    Role,
    call::{CallFilter, CallInput, CallStatus},
};
use std::rc::Rc;
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
    let coordinates = use_session().has(Role::Coordinator);
    let view = Callback::from(move |framed: Framed| {
        let status = framed.call.status;
        let extensions = (coordinates && status != CallStatus::Draft)
            .then(|| html! { <extensions::Extensions call={Rc::clone(&framed.call)} /> });
        html! {
            <>
                { extensions.unwrap_or_default() }
                if status == CallStatus::Decided {
                    <Notice><p>{ t::FROZEN }</p></Notice>
                } else {
                    <form::EditForm {framed} />
                }
            </>
        }
    });
    html! { <Frame id={props.id.clone()} tab={Tab::Form} {view} /> }
}

/// What a form over a call holds.
type Input = CallInput;
