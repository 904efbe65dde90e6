//! The fiches that can be taken up: those of the person's organisations, of any call.

use crate::{
    api,
    components::{
        async_content::{Empty, Skeleton, use_load},
        badge::project_status,
        filters::{Filter, Filters},
        link::{RouteLink, query_string},
        pagination::Pagination,
        table::{Column, Row, Table},
        url_query::use_url_query,
    },
    format,
    i18n::{fiche as f, reuse as t},
    routes::Route,
    session::use_session,
};
use openapi::project::{ProjectFilter, ProjectSummary};
use yew::prelude::*;

/// Properties of [`Choose`].
#[derive(Properties, PartialEq)]
pub struct ChooseProps {
    /// The call of the new fiche, kept in the address.
    pub call: Option<String>,
}

/// The list to choose from, the latest first.
#[component]
pub fn Choose(props: &ChooseProps) -> Html {
    let session = use_session();
    let query = use_url_query();
    let fiches = use_load((query.text("q"), query.text("curseur")), |(words, cursor)| async move {
        let filter = ProjectFilter { mine: Some(true), ..ProjectFilter::default() };
        api::projects::list(&filter, words.as_deref(), Some("-updated_at"), cursor.as_deref()).await
    });
    let empty = match query.get("q") {
        Some(_) => html! { <Empty title={f::NONE_FOUND}><p>{ f::NONE_FOUND_HINT }</p></Empty> },
        None => html! { <Empty title={t::NONE}><p>{ t::NONE_HINT }</p></Empty> },
    };
    let call = props.call.clone().unwrap_or_default();
    html! {
        <>
            <Filters label={t::SEARCH} filters={vec![Filter::Words { label: f::WORDS.into() }]} />
            { fiches.view_list(Skeleton::Rows(5), empty.clone(), |page| {
                // Somebody who was only invited to a fiche does not take it up for its organisation.
                let own: Vec<&ProjectSummary> =
                    page.items.iter().filter(|fiche| session.can_edit_for(&fiche.partner.id)).collect();
                if own.is_empty() && page.next.is_none() {
                    return empty;
                }
                html! {
                    <>
                        { table(&own, &call) }
                        <Pagination next={page.next.clone()} shown={page.items.len()} total={page.total} one="fiche" many="fiches" />
                    </>
                }
            }) }
        </>
    }
}

fn table(fiches: &[&ProjectSummary], call: &str) -> Html {
    let columns = [f::TITLE_COLUMN, f::CALL, f::STATUS, f::UPDATED].map(Column::text).to_vec();
    let rows = fiches.iter().map(|fiche| {
        let query = query_string([("fiche", fiche.id.as_str()), ("appel", call)]);
        let title = html! {
            <>
                <RouteLink to={Route::FicheReuse} query={AttrValue::from(query)}>{ f::title_or(&fiche.title) }</RouteLink>
                if let Some(number) = &fiche.number { <span class="fiche-meta">{ number }</span> }
            </>
        };
        let cells = vec![
            title,
            html! { { &fiche.call.title } },
            project_status(fiche.status),
            html! { { format::day(fiche.updated_at) } },
        ];
        Row { key: fiche.id.to_string(), cells }
    });
    html! { <Table caption={t::LIST} caption_hidden=true {columns} rows={rows.collect::<Vec<_>>()} /> }
}
