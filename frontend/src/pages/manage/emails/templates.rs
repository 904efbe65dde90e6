//! The kinds of e-mails of a programme.

use crate::{
    api,
    components::{
        async_content::{Empty, Skeleton, use_load},
        badge::{Badge, BadgeTone},
        flash::Flash,
        link::RouteLink,
        only::Only,
        page::Page,
        table::{Column, Row, Table},
    },
    i18n::emails as t,
    pages::manage::managed::{MANAGERS, use_managed},
    routes::Route,
};
use openapi::email::EmailTemplate;
use yew::prelude::*;

/// Every template, with whose words it has.
#[component]
pub fn EmailTemplates() -> Html {
    let programme = use_managed();
    html! {
        <Only roles={MANAGERS}>
            <Page title={t::TEMPLATES} lead={t::TEMPLATES_LEAD} crumbs={vec![(Route::ManageEmails, t::TITLE.into())]}>
                <Flash />
                if let Some(programme) = programme {
                    <List programme={programme.slug} />
                }
            </Page>
        </Only>
    }
}

#[derive(Properties, PartialEq)]
struct ListProps {
    /// Slug.
    programme: String,
}

#[component]
fn List(props: &ListProps) -> Html {
    let loaded =
        use_load(
            props.programme.clone(),
            |programme| async move { api::emails::templates(&programme).await },
        );
    let empty = html! { <Empty title={t::EMPTY}><p>{ t::EMPTY_HINT }</p></Empty> };
    loaded.view_list(Skeleton::Rows(8), empty, |page| {
        let columns = vec![Column::text(t::KIND), Column::text(t::SUBJECT), Column::text(t::WORDS)];
        let rows: Vec<Row> = page.items.iter().map(row).collect();
        html! { <Table caption={t::TEMPLATES} caption_hidden=true {columns} {rows} /> }
    })
}

fn row(template: &EmailTemplate) -> Row {
    let to = Route::ManageEmailTemplate { kind: template.kind.as_str().to_owned() };
    Row {
        key: template.kind.as_str().to_owned(),
        cells: vec![
            html! { <RouteLink {to}>{ template.kind.label_fr() }</RouteLink> },
            html! { { &template.subject } },
            if template.customised {
                html! { <Badge tone={BadgeTone::Active} label={t::OWN_WORDS} /> }
            } else {
                html! { <Badge label={t::DEFAULT_WORDS} /> }
            },
        ],
    }
}
