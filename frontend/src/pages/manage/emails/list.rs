//! The list of e-mails, and whether they leave.

use crate::{
    api::{self, emails::Ask},
    components::{
        async_content::{Empty, Skeleton, use_load},
        badge::{Badge, BadgeTone},
        button::Look,
        filters::{Filter, Filters},
        flash::Flash,
        link::{RouteLink, query_string},
        notice::{Notice, Tone},
        only::Only,
        page::Page,
        pagination::Pagination,
        table::{Column, Row, Table},
        url_query::{UrlQuery, use_url_query},
    },
    format,
    i18n::emails as t,
    pages::manage::managed::MANAGERS,
    routes::Route,
};
use openapi::{
    call::CallFilter,
    email::{Email, EmailKind, EmailState, EmailStatus},
};
use yew::prelude::*;

/// The outbox.
#[component]
pub fn Emails() -> Html {
    html! { <Only roles={MANAGERS}><List /></Only> }
}

#[component]
fn List() -> Html {
    let query = use_url_query();
    let ask = Ask { cursor: query.text("curseur"), ..asked(&query) };
    let loaded = use_load(ask, |ask| async move { api::emails::list(&ask).await });
    let calls = use_load((), |()| async move { api::calls::list(&CallFilter::default(), None).await });
    let calls = calls.value();
    let calls = calls.iter().flat_map(|page| &page.items);
    let calls = calls.map(|call| (call.slug.clone().into(), call.title.clone().into())).collect();
    let numbers = use_load((), |()| api::emails::status());
    let states = EmailState::ALL.map(|state| (state.as_str().into(), state.label_fr().into())).to_vec();
    let kinds = EmailKind::ALL.map(|kind| (kind.as_str().into(), kind.label_fr().into())).to_vec();
    let filters = vec![
        Filter::Words { label: t::SEARCH.into() },
        Filter::Choice { name: "etat", label: t::STATE.into(), all: t::ALL_STATES.into(), options: states },
        Filter::Choice { name: "sorte", label: t::KIND.into(), all: t::ALL_KINDS.into(), options: kinds },
        Filter::Choice { name: "appel", label: t::CALL.into(), all: t::ALL_CALLS.into(), options: calls },
    ];
    let actions = html! {
        <RouteLink to={Route::ManageEmailTemplates} class={Look::Secondary.class()}>{ t::TEMPLATES }</RouteLink>
    };
    let empty = html! { <Empty title={t::EMPTY}><p>{ t::EMPTY_HINT }</p></Empty> };
    html! {
        <Page title={t::TITLE} lead={t::LEAD} {actions}>
            <Flash />
            { numbers.value().map(|numbers| state_of(&numbers)).unwrap_or_default() }
            <Filters label={t::EMAILS} {filters} />
            { loaded.view_list(Skeleton::Rows(8), empty, |page| {
                let columns = vec![Column::text(t::SUBJECT), Column::text(t::RECIPIENT), Column::text(t::STATE), Column::text(t::DATE)];
                // The page of one of them leads to the next among the same.
                let walk = Some(query.with(&[("curseur", ""), ("page", "")])).filter(|walk| !walk.is_empty()).map(AttrValue::from);
                let rows: Vec<Row> = page.items.iter().map(|email| row(email, &walk)).collect();
                html! {
                    <>
                        <Table caption={t::EMAILS} caption_hidden=true {columns} {rows} />
                        <Pagination next={page.next.clone()} shown={page.items.len()} total={page.total} one="courriel" many="courriels" />
                    </>
                }
            }) }
        </Page>
    }
}

/// The filter of an address.
pub fn asked(query: &UrlQuery) -> Ask {
    Ask {
        words: query.text("q"),
        state: query.text("etat"),
        kind: query.text("sorte"),
        call: query.text("appel"),
        cursor: None,
    }
}

/// What the whole outbox asks for.
fn state_of(numbers: &EmailStatus) -> Html {
    let of_state = |state: EmailState, sentence: String| {
        let query = AttrValue::from(query_string([("etat", state.as_str())]));
        html! { <p><RouteLink to={Route::ManageEmails} {query}>{ sentence }</RouteLink></p> }
    };
    html! {
        <>
            if !numbers.delivers && numbers.demo {
                <Notice title={t::DEMO}><p>{ t::DEMO_TEXT }</p></Notice>
            } else if !numbers.delivers {
                <Notice tone={Tone::Warning} title={t::NO_SERVER}><p>{ t::NO_SERVER_TEXT }</p></Notice>
            }
            if numbers.reviewers_left_out {
                <Notice title={t::ASIDE}><p>{ t::ASIDE_TEXT }</p></Notice>
            }
            if numbers.failed + numbers.uncertain > 0 {
                <Notice tone={Tone::Warning}>
                    if numbers.failed > 0 { { of_state(EmailState::Failed, t::failed(numbers.failed)) } }
                    if numbers.uncertain > 0 { { of_state(EmailState::Uncertain, t::uncertain(numbers.uncertain)) } }
                </Notice>
            }
        </>
    }
}

/// The badge of a state.
pub fn state(state: EmailState) -> Html {
    let tone = match state {
        EmailState::Queued | EmailState::Sending => BadgeTone::Active,
        EmailState::Held | EmailState::Uncertain => BadgeTone::Wait,
        EmailState::Sent => BadgeTone::Good,
        EmailState::Failed => BadgeTone::Bad,
    };
    html! { <Badge {tone} label={state.label_fr()} /> }
}

/// Whom it is for, where the reader is told.
fn recipient(email: &Email) -> Html {
    match email.recipient.as_str() {
        "" => html! { <span class="row-comment">{ t::RECIPIENT_WITHHELD }</span> },
        address => html! { { address } },
    }
}

fn row(email: &Email, walk: &Option<AttrValue>) -> Row {
    let title = email.subject.clone().unwrap_or_else(|| email.kind.label_fr().to_owned());
    Row {
        key: email.id.to_string(),
        cells: vec![
            html! {
                <>
                    <RouteLink to={Route::ManageEmail { id: email.id.to_string() }} query={walk.clone()}>{ title }</RouteLink>
                    <span class="row-comment">{ email.kind.label_fr() }</span>
                </>
            },
            recipient(email),
            state(email.state),
            html! { { format::date_time(email.sent_at.unwrap_or(email.created_at)) } },
        ],
    }
}
