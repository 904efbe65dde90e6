//! Search over everything the reader may see.

use crate::{
    api,
    components::{
        async_content::{Empty, Skeleton, use_load},
        badge::Badge,
        button::Button,
        form::input_text,
        icon::Icon,
        link::{RouteLink, query_string},
        page::Page,
        url_query::use_url_query,
    },
    i18n::{nav, public as t},
    routes::Route,
    session::use_session,
};
use openapi::search::{Hit, HitKind};
use yew::prelude::*;

/// Searches for `?q=`.
#[component]
pub fn Search() -> Html {
    let query = use_url_query();
    let session = use_session();
    let asked = query.text("q").unwrap_or_default();
    let typed = use_state(|| asked.clone());
    {
        let typed = typed.clone();
        use_effect_with(asked.clone(), move |asked| typed.set(asked.clone()));
    }
    let onsubmit = {
        let (query, typed) = (query.clone(), typed.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            query.go(&query.with(&[("q", typed.trim())]));
        })
    };
    let oninput = {
        let typed = typed.clone();
        Callback::from(move |event: InputEvent| typed.set(input_text(&event)))
    };
    html! {
        <Page title={nav::SEARCH} lead={t::SEARCH_LEAD}>
            <search>
                <form class="filters" {onsubmit}>
                    <div class="field">
                        <label for="mots">{ t::WORDS }</label>
                        <input class="input" id="mots" name="q" type="search" maxlength="200" value={(*typed).clone()} {oninput} />
                    </div>
                    <div class="button-row"><Button submit=true icon={Icon::Search}>{ nav::SEARCH }</Button></div>
                </form>
            </search>
            if asked.trim().is_empty() {
                <Empty title={t::SEARCH_BEFORE}><p>{ t::SEARCH_BEFORE_TEXT }</p></Empty>
            } else {
                <Results words={asked} logged_in={session.me().is_some()} />
            }
        </Page>
    }
}

#[derive(Properties, PartialEq)]
struct ResultsProps {
    words: String,
    logged_in: bool,
}

#[component]
fn Results(props: &ResultsProps) -> Html {
    let found = use_load(props.words.clone(), |words| async move { api::programme::search(&words).await });
    let empty = html! { <Empty title={t::SEARCH_EMPTY}><p>{ t::SEARCH_EMPTY_TEXT }</p></Empty> };
    let logged_in = props.logged_in;
    html! {
        <section aria-live="polite">
            { found.view_list(Skeleton::Rows(5), empty, |page| html! {
                <>
                    <h2>{ t::found(page.total, &props.words) }</h2>
                    <ul class="plain-list stack">
                        { for page.items.iter().map(|hit| hit_card(hit, logged_in)) }
                    </ul>
                </>
            }) }
        </section>
    }
}

fn hit_card(hit: &Hit, logged_in: bool) -> Html {
    let (to, query) = target(hit, logged_in);
    // What visitors find is selected: it has become an action.
    let kind = if hit.kind == HitKind::Project && !logged_in { t::PROJECT } else { hit.kind.label_fr() };
    html! {
        <li key={hit.id.to_string()}>
            <article class="card card-linked">
                <p><Badge label={kind} /></p>
                <h3 class="card-title"><RouteLink {to} query={query.map(AttrValue::from)}>{ &hit.title }</RouteLink></h3>
                if !hit.excerpt.is_empty() { <p>{ &hit.excerpt }</p> }
            </article>
        </li>
    }
}

/// The page that shows what was found.
fn target(hit: &Hit, logged_in: bool) -> (Route, Option<String>) {
    let id = hit.id.to_string();
    match hit.kind {
        HitKind::Programme => (Route::Home, None),
        HitKind::Objective => (Route::Projects, Some(query_string([("objectif", id.as_str())]))),
        HitKind::District => (Route::Projects, Some(query_string([("quartier", id.as_str())]))),
        HitKind::Partner => (Route::Partner { id }, None),
        HitKind::Call => (Route::Call { id }, None),
        // A project that is not public yet has its page among the fiches.
        HitKind::Project if logged_in => (Route::Fiche { id }, None),
        HitKind::Project => (Route::Project { id }, None),
    }
}
