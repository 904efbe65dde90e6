//! The partners, carriers first.

use crate::{
    api,
    components::{
        async_content::{Empty, Skeleton, use_load},
        filters::{Filter, Filters},
        link::RouteLink,
        page::Page,
        pagination::Pagination,
        table::{Column, Row, Table},
        url_query::use_url_query,
    },
    i18n::{nav, public as t},
    routes::Route,
};
use openapi::partner::{Partner, PartnerFilter, PartnerKind};
use yew::prelude::*;

/// The partners.
#[component]
pub fn Partners() -> Html {
    let query = use_url_query();
    let carriers = use_load((), |()| api::partners::carriers(None));
    let asked = (query.text("q"), query.text("nature"), query.text("curseur"));
    let partners = use_load(asked, |(words, kind, cursor)| async move {
        let filter = PartnerFilter { kind, programme: None };
        api::partners::list(&filter, words.as_deref(), cursor.as_deref()).await
    });
    let kinds = PartnerKind::ALL.map(|kind| (kind.as_str().into(), kind.label_fr().into())).to_vec();
    let filters = vec![
        Filter::Words { label: t::WORDS.into() },
        Filter::Choice {
            name: "nature",
            label: t::PARTNER_KIND.into(),
            all: t::ALL_KINDS.into(),
            options: kinds,
        },
    ];
    let empty = html! { <Empty title={t::PARTNERS_EMPTY}><p>{ t::PARTNERS_EMPTY_TEXT }</p></Empty> };
    html! {
        <Page title={nav::PARTNERS} lead={t::PARTNERS_LEAD}>
            <section>
                <h2>{ t::HOME_CARRIERS }</h2>
                { carriers.view(Skeleton::Cards(4), |page| html! {
                    <ul class="grid grid-narrow">{ for page.items.iter().map(carrier_card) }</ul>
                }) }
            </section>
            <section class="section">
                <h2>{ t::ALL_PARTNERS }</h2>
                <Filters label={t::FILTER_PARTNERS} {filters} />
                { partners.view_list(Skeleton::Rows(8), empty, |page| {
                    let columns = vec![Column::text(t::PARTNER_NAME), Column::text(t::PARTNER_KIND)];
                    let rows: Vec<Row> = page.items.iter().map(row).collect();
                    html! {
                        <>
                            <Table caption={t::ALL_PARTNERS} caption_hidden=true {columns} {rows} />
                            <Pagination next={page.next.clone()} shown={page.items.len()} total={page.total} one={t::PARTNER_ONE} many={t::PARTNER_MANY} />
                        </>
                    }
                }) }
            </section>
        </Page>
    }
}

/// A carrier, on this page and the home page.
pub fn carrier_card(partner: &Partner) -> Html {
    html! {
        <li key={partner.id.to_string()}>
            <article class="card card-linked">
                <h3><RouteLink to={Route::Partner { id: partner.id.to_string() }}>{ &partner.name }</RouteLink></h3>
                <p class="card-meta">{ partner.kind.label_fr() }</p>
            </article>
        </li>
    }
}

fn row(partner: &Partner) -> Row {
    Row {
        key: partner.id.to_string(),
        cells: vec![
            html! { <RouteLink to={Route::Partner { id: partner.id.to_string() }}>{ &partner.name }</RouteLink> },
            html! { { partner.kind.label_fr() } },
        ],
    }
}
