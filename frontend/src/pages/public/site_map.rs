//! Every page one can go to.

use crate::{
    components::{layout, link::RouteLink, page::Page},
    i18n::{documents, nav, site as t},
    routes::Route,
    session::use_session,
};
use yew::prelude::*;

/// The site map: public pages, then those of the person's roles.
#[component]
pub fn SiteMap() -> Html {
    let session = use_session();
    let public = [
        (Route::Home, nav::HOME),
        (Route::Projects, nav::PROJECTS),
        (Route::Calls, nav::CALLS),
        (Route::Objectives, nav::OBJECTIVES),
        (Route::Partners, nav::PARTNERS),
        (Route::Search, nav::SEARCH),
    ];
    let account = match session.me() {
        None => vec![(Route::LogIn, nav::LOG_IN)],
        Some(_) => {
            let mut pages = layout::entries(&|role| session.has(role), session.has_fiches(), true);
            pages.push((Route::Account, nav::ACCOUNT));
            pages.retain(|(route, _)| route.needs_session());
            pages
        }
    };
    let about = [
        (Route::Contact, nav::CONTACT),
        (Route::Help, nav::HELP),
        (Route::Verify, documents::VERIFY),
        (Route::Legal, nav::LEGAL),
        (Route::Accessibility, nav::ACCESSIBILITY),
    ];
    html! {
        <Page title={nav::SITE_MAP}>
            { part(t::MAP_PUBLIC, public) }
            { part(t::MAP_ACCOUNT, account) }
            { part(t::MAP_ABOUT, about) }
        </Page>
    }
}

fn part(title: &'static str, pages: impl IntoIterator<Item = (Route, &'static str)>) -> Html {
    html! {
        <section class="section">
            <h2>{ title }</h2>
            <ul>{ for pages.into_iter().map(|(to, label)| html! { <li><RouteLink {to}>{ label }</RouteLink></li> }) }</ul>
        </section>
    }
}
