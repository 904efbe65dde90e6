//! The list of a resource.

use super::{Ask, Resource};
use crate::{
    components::{
        async_content::{Empty, Skeleton, use_load},
        button::Look,
        filters::Filters,
        flash::Flash,
        icon::Icon,
        link::{RouteLink, query_string},
        page::Page,
        pagination::Pagination,
        table::{Row, Table},
        url_query::use_url_query,
    },
    i18n::catalogue as t,
    pages::manage::managed::use_managed,
};
use yew::prelude::*;

/// The list, with its filters and the button that adds one.
#[component]
pub fn ListPage<R>() -> Html
where
    R: Resource,
{
    let words = R::WORDS;
    let query = use_url_query();
    let ask = Ask {
        programme: use_managed().map(|programme| programme.slug),
        words: query.text("q"),
        choice: query.text(R::CHOICE),
        cursor: query.text("curseur"),
    };
    let filtered = ask.words.is_some() || ask.choice.is_some();
    let loaded = use_load(ask, |ask| R::list(ask));
    let add = html! {
        <RouteLink to={R::route()} query={AttrValue::from(query_string([("nouveau", "oui")]))} class={Look::Primary.class()}>
            { Icon::Plus.draw() }{ words.add }
        </RouteLink>
    };
    let empty = if filtered {
        html! { <Empty title={t::NOTHING_FOUND}><p>{ t::NOTHING_FOUND_HINT }</p></Empty> }
    } else {
        html! { <Empty title={words.empty}><p>{ words.empty_hint }</p></Empty> }
    };
    let filters = R::filters();
    html! {
        <Page title={words.title} lead={words.lead} actions={add}>
            <Flash />
            if !filters.is_empty() {
                <Filters label={words.title} {filters} />
            }
            { loaded.view_list(Skeleton::Rows(6), empty, |page| {
                let rows: Vec<Row> = page.items.iter().map(row::<R>).collect();
                html! {
                    <>
                        <Table caption={words.title} caption_hidden=true columns={R::columns()} {rows} />
                        <Pagination next={page.next.clone()} shown={page.items.len()} total={page.total} one={words.one} many={words.many} />
                    </>
                }
            }) }
        </Page>
    }
}

fn row<R: Resource>(item: &R::Item) -> Row {
    let id = R::id(item).to_string();
    let query = AttrValue::from(query_string([("modifier", id.as_str())]));
    let name = html! { <RouteLink to={R::route()} {query}>{ R::name(item) }</RouteLink> };
    let cells = std::iter::once(name).chain(R::cells(item)).collect();
    Row { key: id, cells }
}
