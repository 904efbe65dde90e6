//! Calls for projects, the newest first.

use super::call_parts::card;
use crate::{
    api,
    components::{
        async_content::{Empty, Skeleton, use_load},
        page::Page,
        pagination::Pagination,
        url_query::use_url_query,
    },
    i18n::{nav, public as t},
};
use openapi::call::CallFilter;
use yew::prelude::*;

/// All published calls.
#[component]
pub fn Calls() -> Html {
    let query = use_url_query();
    let calls = use_load(query.text("curseur"), |cursor| async move {
        api::calls::list(&CallFilter::default(), cursor.as_deref()).await
    });
    let empty = html! { <Empty title={t::CALLS_EMPTY}><p>{ t::CALLS_EMPTY_TEXT }</p></Empty> };
    html! {
        <Page title={nav::CALLS} lead={t::CALLS_LEAD}>
            { calls.view_list(Skeleton::Cards(3), empty, |page| html! {
                <>
                    <div class="stack">{ for page.items.iter().map(|call| card(call, "h2")) }</div>
                    <Pagination next={page.next.clone()} shown={page.items.len()} total={page.total} one={t::CALL_ONE} many={t::CALL_MANY} />
                </>
            }) }
        </Page>
    }
}
