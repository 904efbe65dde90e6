//! Links inside the app.

use crate::routes::Route;
use yew::prelude::*;
use yew_router::{navigator::Navigator, prelude::*, query::Raw};

/// Properties of [`RouteLink`].
#[derive(Properties, PartialEq)]
pub struct RouteLinkProps {
    pub to: Route,
    /// The query without its `?`, already encoded: see [`query_string`].
    #[prop_or_default]
    pub query: Option<AttrValue>,
    #[prop_or_default]
    pub class: Classes,
    /// The page one is on.
    #[prop_or_default]
    pub current: bool,
    #[prop_or_default]
    pub id: Option<AttrValue>,
    #[prop_or_default]
    pub children: Html,
}

/// A link to a page of the app. Opening in another tab works as everywhere.
#[component]
pub fn RouteLink(props: &RouteLinkProps) -> Html {
    let navigator = use_navigator();
    let path = props.to.to_path();
    let href = match &props.query {
        Some(query) => format!("{path}?{query}"),
        None => path,
    };
    let onclick = {
        let (to, query) = (props.to.clone(), props.query.clone());
        Callback::from(move |event: MouseEvent| {
            if event.meta_key() || event.ctrl_key() || event.shift_key() || event.alt_key() {
                return;
            }
            if let Some(navigator) = &navigator {
                event.prevent_default();
                go(navigator, &to, query.as_deref());
            }
        })
    };
    html! {
        <a {href} id={props.id.clone()} class={props.class.clone()} aria-current={props.current.then_some("page")} {onclick}>
            { props.children.clone() }
        </a>
    }
}

/// Goes to a page, with a query where there is one.
pub fn go(navigator: &Navigator, to: &Route, query: Option<&str>) {
    match query.filter(|query| !query.is_empty()) {
        // `Raw` cannot fail: it encodes nothing.
        Some(query) => {
            let _ = navigator.push_with_query(to, Raw(query.to_owned()));
        }
        None => navigator.push(to),
    }
}

/// Encodes a query: `[("appel", "2022")]` becomes `appel=2022`. Empty values are left out.
pub fn query_string<'a>(pairs: impl IntoIterator<Item = (&'a str, &'a str)>) -> String {
    pairs
        .into_iter()
        .filter(|(_, value)| !value.is_empty())
        .map(|(name, value)| format!("{name}={}", crate::api::segment(value)))
        .collect::<Vec<_>>()
        .join("&")
}
