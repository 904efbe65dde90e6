//! All calls, also those in preparation.

use super::{
    exports::Exports,
    managed::{MANAGERS, use_managed},
};
use crate::{
    api,
    components::{
        async_content::{Empty, Skeleton, use_load},
        badge::call_status,
        button::Look,
        flash::Flash,
        icon::Icon,
        link::RouteLink,
        only::Only,
        page::Page,
        pagination::Pagination,
        table::{Column, Row, Table},
        url_query::use_url_query,
    },
    format,
    i18n::{calls as t, common, nav},
    pages::committee::frame::Tab,
    routes::Route,
    session::{Session, use_session},
};
use openapi::{
    Money, Role,
    call::{Call, CallFilter},
};
use yew::prelude::*;

/// Who follows calls.
const READERS: &[Role] = &[Role::Coordinator, Role::Admin, Role::Carrier, Role::Observer];

/// All calls, also those in preparation.
#[component]
pub fn ManageCalls() -> Html {
    html! { <Only roles={READERS}><List /></Only> }
}

#[component]
fn List() -> Html {
    let session = use_session();
    let query = use_url_query();
    let programme = use_managed().map(|programme| programme.slug);
    let loaded = use_load((programme, query.text("curseur")), |(programme, cursor)| async move {
        api::calls::list(&CallFilter { status: None, programme }, cursor.as_deref()).await
    });
    let manages = session.has_any(MANAGERS);
    let actions = manages.then(|| {
        html! { <RouteLink to={Route::ManageCallNew} class={Look::Primary.class()}>{ Icon::Plus.draw() }{ t::NEW }</RouteLink> }
    });
    let hint = if manages { t::EMPTY_MANAGER } else { t::EMPTY_READER };
    let empty = html! { <Empty title={t::EMPTY}><p>{ hint }</p></Empty> };
    html! {
        <Page title={nav::MANAGE_CALLS} lead={t::LEAD} {actions}>
            <Flash />
            { loaded.view_list(Skeleton::Rows(4), empty, |page| {
                let columns = vec![
                    Column::text(t::CALL),
                    Column::text(t::STATUS),
                    Column::text(t::OPEN_PERIOD),
                    Column::text(t::COMMITTEE),
                    Column::number(t::ENVELOPES),
                    Column::text(t::STEPS),
                ];
                let rows: Vec<Row> = page.items.iter().map(|call| row(call, &session)).collect();
                html! {
                    <>
                        <Table caption={nav::MANAGE_CALLS} caption_hidden=true {columns} {rows} />
                        <Pagination next={page.next.clone()} shown={page.items.len()} total={page.total} one="appel" many="appels" />
                        if session.has(Role::Coordinator) { <Exports calls={page.items.clone()} /> }
                    </>
                }
            }) }
        </Page>
    }
}

fn row(call: &Call, session: &Session) -> Row {
    let open: Vec<Tab> = Tab::ALL.into_iter().filter(|tab| tab.is_for(session, call)).collect();
    let title = match open.first() {
        Some(first) => {
            html! { <RouteLink to={first.route(call.slug.clone())}>{ &call.title }</RouteLink> }
        }
        None => html! { <RouteLink to={Route::Call { id: call.slug.clone() }}>{ &call.title }</RouteLink> },
    };
    let total: Money = call.envelopes.iter().map(|envelope| envelope.amount).sum();
    Row {
        key: call.id.to_string(),
        cells: vec![
            title,
            call_status(call.status),
            html! { { t::ranges(&call.windows) } },
            html! { { call.selection_on.map_or_else(|| common::NOTHING.into(), format::date) } },
            html! { { format::money(total) } },
            html! {
                <ul class="step-links">
                    { for open.iter().skip(1).map(|tab| html! {
                        <li><RouteLink to={tab.route(call.slug.clone())}>{ tab.label() }<span class="visually-hidden">{ "\u{a0}: " }{ &call.title }</span></RouteLink></li>
                    }) }
                </ul>
            },
        ],
    }
}
