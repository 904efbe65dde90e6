//! One call: calendar, criteria, envelope, who may apply, and the way in.

use super::{
    call_parts::{calendar, sentence, standing, start_fiche},
    ledger::Ledger,
};
use crate::{
    api,
    components::{
        async_content::{Skeleton, use_load},
        badge::call_status,
        button::Look,
        link::{RouteLink, query_string},
        page::Page,
        table::{Column, Row, Table},
        timeline::Timeline,
    },
    format,
    i18n::{documents as d, nav, public as t},
    routes::Route,
    session::use_session,
};
use openapi::{
    Role,
    call::{Call, CallStatus},
};
use yew::prelude::*;

/// Properties of [`CallPage`].
#[derive(Properties, PartialEq)]
pub struct CallPageProps {
    /// Id or slug.
    pub id: String,
}

/// A call for projects.
#[component]
pub fn CallPage(props: &CallPageProps) -> Html {
    let session = use_session();
    let loaded = use_load(props.id.clone(), |id| async move { api::calls::read(&id).await });
    let call = loaded.value();
    let title = call.as_ref().map_or(AttrValue::Static(t::CALL), |call| call.title.clone().into());
    let lead =
        call.as_ref().map(|call| sentence(&call.aim)).filter(|aim| !aim.is_empty()).map(AttrValue::from);
    let over = call.as_ref().map(|call| html! { <p>{ call_status(call.status) }</p> }).unwrap_or_default();
    let actions = call.as_ref().map(|call| {
        html! {
            <>
                // A visitor may have an account; somebody logged in who does not write fiches has no use for it.
                if call.status == CallStatus::Open && (session.me().is_none() || session.can_write_fiches()) { { start_fiche(call) } }
                if session.has_any(&[Role::Coordinator, Role::Admin]) {
                    <RouteLink to={Route::ManageCall { id: call.slug.clone() }} class={Look::Secondary.class()}>{ t::MANAGE_CALL }</RouteLink>
                }
                if call.status == CallStatus::Decided {
                    <RouteLink to={Route::Projects} query={AttrValue::from(query_string([("appel", call.slug.as_str())]))} class={Look::Secondary.class()}>
                        { t::CALL_ACTIONS }
                    </RouteLink>
                }
            </>
        }
    });
    html! {
        <Page {title} {lead} {over} {actions} crumbs={vec![(Route::Calls, nav::CALLS.into())]}>
            { loaded.view(Skeleton::Lines(8), |call| view(call)) }
        </Page>
    }
}

fn view(call: &Call) -> Html {
    html! {
        <div class="columns">
            <div>
                <p class="strong">{ standing(call) }</p>
                if !call.description.is_empty() {
                    <p class="typed">{ &call.description }</p>
                }
                { criteria(call) }
                if !call.who_may_apply.is_empty() {
                    <section class="section">
                        <h2>{ t::WHO_MAY_APPLY }</h2>
                        <ul>{ for call.who_may_apply.iter().map(|who| html! { <li>{ capital(who) }</li> }) }</ul>
                    </section>
                }
                <Ledger call={call.id.to_string()} />
                if matches!(call.status, CallStatus::Open | CallStatus::Upcoming) { { how() } }
                if call.published_at.is_some() { { blank_form(call) } }
            </div>
            <aside class="stack" aria-label={t::CALENDAR}>
                <section class="panel">
                    <h2>{ t::CALENDAR }</h2>
                    <Timeline items={calendar(call)} />
                </section>
                <section class="panel">
                    <h2>{ t::ENVELOPES }</h2>
                    { envelopes(call) }
                </section>
            </aside>
        </div>
    }
}

fn criteria(call: &Call) -> Html {
    // Weights are worth a word only where they differ.
    let weighted =
        call.criteria.iter().any(|criterion| call.criteria.iter().any(|c| c.weight != criterion.weight));
    html! {
        <section class="section">
            <h2>{ t::CRITERIA }</h2>
            if call.criteria.is_empty() {
                <p>{ t::CRITERIA_NONE }</p>
            } else {
                <p>{ t::CRITERIA_TEXT }</p>
                <ol class="stack">
                    { for call.criteria.iter().map(|criterion| html! {
                        <li>
                            <span class="strong">{ &criterion.label }</span>
                            if !criterion.counts { <span class="soft">{ " · " }{ t::NOT_COUNTED }</span> }
                            else if weighted { <span class="soft">{ " · " }{ t::weight(criterion.weight) }</span> }
                            if !criterion.help.is_empty() { <p class="soft">{ &criterion.help }</p> }
                        </li>
                    }) }
                </ol>
            }
        </section>
    }
}

/// The form, to be read before it is filled; everybody may have it.
fn blank_form(call: &Call) -> Html {
    let link = |file: &str, label: &'static str| {
        let href = api::documents::public_address(&format!("/calls/{}/{file}", call.id));
        html! { <li><a {href} download="">{ label }</a></li> }
    };
    html! {
        <section class="section">
            <h2>{ d::BLANK }</h2>
            <p>{ d::BLANK_TEXT }</p>
            <ul>
                { link("form.pdf", d::BLANK_PDF) }
                { link("form.docx", d::BLANK_DOCX) }
            </ul>
            <p class="soft">{ d::BLANK_BACK }</p>
        </section>
    }
}

fn how() -> Html {
    html! {
        <section class="section">
            <h2>{ t::HOW }</h2>
            <ol>
                <li>{ t::HOW_1 }</li>
                <li>{ t::HOW_2 }</li>
                <li>{ t::HOW_3 }</li>
            </ol>
            <p>{ t::NO_ACCOUNT }{ " " }<RouteLink to={Route::Contact}>{ t::NO_ACCOUNT_LINK }</RouteLink>{ "." }</p>
        </section>
    }
}

fn envelopes(call: &Call) -> Html {
    if call.envelopes.is_empty() {
        return html! { <p>{ t::ENVELOPES_NONE }</p> };
    }
    let columns = vec![Column::text(t::FUNDER), Column::number(t::AMOUNT)];
    let rows: Vec<Row> = call
        .envelopes
        .iter()
        .map(|envelope| Row {
            key: envelope.funder.id.to_string(),
            cells: vec![html! { { &envelope.funder.name } }, html! { { format::money(envelope.amount) } }],
        })
        .collect();
    let total = call.envelopes.iter().map(|envelope| envelope.amount).sum();
    let foot = Row {
        key: "total".into(),
        cells: vec![html! { { t::ENVELOPE_TOTAL } }, html! { { format::money(total) } }],
    };
    html! { <Table caption={t::ENVELOPES} caption_hidden=true {columns} {rows} {foot} /> }
}

fn capital(text: &str) -> String {
    let mut characters = text.chars();
    characters.next().map(|first| first.to_uppercase().chain(characters).collect()).unwrap_or_default()
}
