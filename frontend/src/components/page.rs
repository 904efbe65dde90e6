//! The head of every page: breadcrumb, the one `h1`, actions; the document's title; focus on navigation.

use super::link::RouteLink;
use crate::{
    i18n::{common, nav},
    programme::use_programme,
    routes::Route,
};
use std::cell::Cell;
use web_sys::HtmlElement;
use yew::prelude::*;

thread_local! {
    /// The browser itself puts the focus at the first page; later ones must take it, since nothing reloads.
    static FIRST_PAGE: Cell<bool> = const { Cell::new(true) };
}

/// A step of the breadcrumb before the page itself.
pub type Crumb = (Route, AttrValue);

/// Properties of [`Page`].
#[derive(Properties, PartialEq)]
pub struct PageProps {
    /// The `h1`, and the first part of the document's title.
    pub title: AttrValue,
    /// Steps between the home page and this one.
    #[prop_or_default]
    pub crumbs: Vec<Crumb>,
    /// A sentence under the title.
    #[prop_or_default]
    pub lead: Option<AttrValue>,
    /// Above the title: a badge, a number.
    #[prop_or_default]
    pub over: Html,
    /// Buttons under the title.
    #[prop_or_default]
    pub actions: Option<Html>,
    /// Shows no breadcrumb: the home page.
    #[prop_or_default]
    pub top: bool,
    #[prop_or_default]
    pub children: Html,
}

/// A page. Every page component returns one.
#[component]
pub fn Page(props: &PageProps) -> Html {
    let heading = use_node_ref();
    let programme = use_programme();
    let site = programme
        .as_ref()
        .map_or(AttrValue::Static(common::PRODUCT), |programme| programme.name.clone().into());

    use_effect_with((props.title.clone(), site), |(title, site)| {
        if let Some(document) = web_sys::window().and_then(|window| window.document()) {
            if title == site {
                document.set_title(site);
            } else {
                document.set_title(&format!("{title} – {site}"));
            }
        }
    });
    {
        let heading = heading.clone();
        use_effect_with((), move |()| {
            if FIRST_PAGE.replace(false) {
                return;
            }
            if let Some(window) = web_sys::window() {
                window.scroll_to_with_x_and_y(0.0, 0.0);
            }
            if let Some(heading) = heading.cast::<HtmlElement>() {
                let _ = heading.focus();
            }
        });
    }

    html! {
        <>
            if !props.top {
                <nav class="breadcrumb" aria-label={nav::BREADCRUMB}>
                    <ol>
                        <li><RouteLink to={Route::Home}>{ nav::HOME }</RouteLink></li>
                        { for props.crumbs.iter().map(|(route, label)| html! {
                            <li><RouteLink to={route.clone()}>{ label }</RouteLink></li>
                        }) }
                        <li aria-current="page">{ &props.title }</li>
                    </ol>
                </nav>
            }
            <div class="page-head">
                { props.over.clone() }
                <h1 ref={heading} tabindex="-1">{ &props.title }</h1>
                if let Some(lead) = &props.lead {
                    <p class="lead">{ lead }</p>
                }
                if let Some(actions) = &props.actions {
                    <div class="page-actions">{ actions.clone() }</div>
                }
            </div>
            { props.children.clone() }
        </>
    }
}
