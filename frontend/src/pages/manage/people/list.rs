//! All accounts that the person administers.

use super::{invitations::Invitations, seat::of_membership};
use crate::{
    api,
    components::{
        async_content::{Empty, Skeleton, use_load},
        badge::{Badge, BadgeTone},
        button::Look,
        filters::{Filter, Filters},
        flash::Flash,
        icon::Icon,
        link::{RouteLink, query_string},
        page::Page,
        pagination::Pagination,
        table::{Column, Row, Table},
        url_query::use_url_query,
    },
    i18n::{nav, people as t},
    pages::manage::managed::use_managed,
    routes::Route,
    session::use_session,
};
use openapi::{
    Role,
    account::{User, UserStatus},
};
use yew::prelude::*;

/// Accounts, then invitations.
#[component]
pub fn PeoplePage() -> Html {
    let query = use_url_query();
    let admin = use_session().has(Role::Admin);
    // An admin sees every account, also those without a role.
    let programme = use_managed().map(|programme| programme.slug).filter(|_| !admin);
    let asked = (query.text("q"), query.text("role"), query.text("curseur"), programme);
    let loaded = use_load(asked, |(words, role, cursor, programme)| {
        api::account::users()
            .query_some("q", words)
            .query_some("role", role)
            .query_some("programme", programme)
            .query_some("cursor", cursor)
            .send::<openapi::Page<User>>()
    });
    let invite = html! {
        <RouteLink to={Route::ManagePeople} query={AttrValue::from(query_string([("inviter", "oui")]))} class={Look::Primary.class()}>
            { Icon::Plus.draw() }{ t::INVITE }
        </RouteLink>
    };
    let options = Role::ALL.map(|role| (role.as_str().into(), role.label_fr().into())).to_vec();
    let filters = vec![
        Filter::Words { label: t::SEARCH.into() },
        Filter::Choice { name: "role", label: t::ROLE.into(), all: t::ALL_ROLES.into(), options },
    ];
    let empty = html! { <Empty title={t::EMPTY}><p>{ t::EMPTY_HINT }</p></Empty> };
    html! {
        <Page title={nav::MANAGE_PEOPLE} lead={t::LEAD} actions={invite}>
            <Flash />
            <Filters label={t::ACCOUNTS} {filters} />
            { loaded.view_list(Skeleton::Rows(8), empty, |page| {
                let columns = vec![Column::text(t::NAME), Column::text(t::EMAIL), Column::text(t::ROLES), Column::text(t::STATUS)];
                let rows: Vec<Row> = page.items.iter().map(row).collect();
                html! {
                    <>
                        <Table caption={t::ACCOUNTS} caption_hidden=true {columns} {rows} />
                        <Pagination next={page.next.clone()} shown={page.items.len()} total={page.total} one="compte" many="comptes" />
                    </>
                }
            }) }
            <Invitations />
        </Page>
    }
}

/// Whether an account can be used.
pub fn status(user: &User) -> Html {
    match user.status {
        UserStatus::Active => html! { <Badge tone={BadgeTone::Good} label={t::ACTIVE} /> },
        UserStatus::Disabled => html! { <Badge tone={BadgeTone::Bad} label={t::DISABLED} /> },
    }
}

fn row(user: &User) -> Row {
    let query = AttrValue::from(query_string([("personne", user.id.as_str())]));
    let roles = if user.memberships.is_empty() {
        html! { <span class="soft">{ t::NO_ROLE }</span> }
    } else {
        html! { <ul class="plain-list">{ for user.memberships.iter().map(|seat| html! { <li>{ of_membership(seat) }</li> }) }</ul> }
    };
    Row {
        key: user.id.to_string(),
        cells: vec![
            html! { <RouteLink to={Route::ManagePeople} {query}>{ &user.name }</RouteLink> },
            html! { { &user.email } },
            roles,
            status(user),
        ],
    }
}
