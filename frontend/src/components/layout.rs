//! The frame of every page: skip link, header, navigation by role, main, footer. index.html draws the same before the app runs.

use super::{icon::Icon, link::RouteLink, log_out::LogOut};
use crate::{
    i18n::{common, nav},
    programme::use_programme,
    routes::Route,
    session::{SessionState, use_session},
};
use openapi::Role;
use web_sys::HtmlElement;
use yew::prelude::*;
use yew_router::prelude::*;

/// Properties of [`Layout`].
#[derive(Properties, PartialEq)]
pub struct LayoutProps {
    #[prop_or_default]
    pub children: Html,
}

/// The frame around the page.
#[component]
pub fn Layout(props: &LayoutProps) -> Html {
    let main = use_node_ref();
    let skip = {
        let main = main.clone();
        Callback::from(move |event: MouseEvent| {
            event.prevent_default();
            if let Some(main) = main.cast::<HtmlElement>() {
                let _ = main.focus();
            }
        })
    };
    html! {
        <>
            <a class="skip-link" href="#contenu" onclick={skip}>{ nav::SKIP }</a>
            <Header />
            <main id="contenu" tabindex="-1" ref={main}>
                <div class="wrap">{ props.children.clone() }</div>
            </main>
            <Footer />
        </>
    }
}

/// The mark of Alliance: four arcs, one for each carrier, that close a circle together.
pub fn logo() -> Html {
    html! {
        <svg viewBox="0 0 36 36" aria-hidden="true" focusable="false" fill="none" stroke-width="4" stroke-linecap="round">
            <path stroke="#f3c66f" d="M20.400 5.200A13 13 0 0 1 30.800 15.600" />
            <path stroke="#ffffff" d="M30.800 20.400A13 13 0 0 1 20.400 30.800" />
            <path stroke="#7fd0d2" d="M15.600 30.800A13 13 0 0 1 5.200 20.400" />
            <path stroke="#ffffff" d="M5.200 15.600A13 13 0 0 1 15.600 5.200" />
            <circle cx="18" cy="18" r="4" fill="#f3c66f" />
        </svg>
    }
}

#[component]
fn Header() -> Html {
    let session = use_session();
    let programme = use_programme();
    let open = use_state(|| false);
    let route = use_route::<Route>();
    {
        // Going somewhere closes the menu.
        let open = open.clone();
        use_effect_with(route.clone(), move |_| open.set(false));
    }
    let toggle = {
        let open = open.clone();
        Callback::from(move |_: MouseEvent| open.set(!*open))
    };
    let home = if session.me().is_some() { Route::Todo } else { Route::Home };
    html! {
        <>
            <header class="site-header">
                <div class="wrap">
                    <RouteLink to={home} class="brand">
                        { logo() }
                        <span>
                            <span class="brand-name">{ common::PRODUCT }</span>
                            if let Some(programme) = &programme {
                                <span class="brand-programme">{ &programme.name }</span>
                            }
                        </span>
                    </RouteLink>
                    <button
                        type="button" class="button button-secondary button-small menu-toggle"
                        aria-expanded={open.to_string()} aria-controls="navigation outils" onclick={toggle}
                    >
                        { Icon::Menu.draw() }{ nav::MENU }
                    </button>
                    <div class="header-tools" id="outils" data-folds={session.me().is_some().to_string()} data-open={open.to_string()}>
                        <RouteLink to={Route::Search}>{ Icon::Search.draw() }{ nav::SEARCH }</RouteLink>
                        if let Some(me) = session.me() {
                            <RouteLink to={Route::Account}>
                                { Icon::User.draw() }<span class="visually-hidden">{ nav::ACCOUNT }{ "\u{a0}: " }</span>{ &me.name }
                            </RouteLink>
                            <LogOut />
                        } else if *session.state() == SessionState::Anonymous {
                            <RouteLink to={Route::LogIn}>{ Icon::User.draw() }{ nav::LOG_IN }</RouteLink>
                        }
                    </div>
                </div>
            </header>
            <nav class="site-nav" id="navigation" aria-label={nav::MAIN} data-open={open.to_string()}>
                <div class="wrap">
                    <ul>
                        { for entries(&|role| session.has(role), session.has_fiches(), session.me().is_some()).into_iter().map(|(to, label)| {
                            let current = route.as_ref().is_some_and(|route| same_section(route, &to));
                            html! { <li><RouteLink {to} {current}>{ label }</RouteLink></li> }
                        }) }
                    </ul>
                </div>
            </nav>
        </>
    }
}

/// The navigation of a person: by what the roles allow, and whether there are fiches of one's own. At most seven entries.
pub fn entries(has: &dyn Fn(Role) -> bool, fiches: bool, logged_in: bool) -> Vec<(Route, &'static str)> {
    if !logged_in {
        return vec![
            (Route::Home, nav::HOME),
            (Route::Projects, nav::PROJECTS),
            (Route::Calls, nav::CALLS),
            (Route::Objectives, nav::OBJECTIVES),
            (Route::Partners, nav::PARTNERS),
        ];
    }
    let mut entries = vec![(Route::Todo, nav::TODO)];
    let mut add = |allowed: bool, route: Route, label: &'static str| {
        if allowed {
            entries.push((route, label));
        }
    };
    let (coordinator, admin) = (has(Role::Coordinator), has(Role::Admin));
    let readers = has(Role::Carrier) || has(Role::Observer) || coordinator;
    add(fiches, Route::Fiches, nav::FICHES);
    add(readers && !fiches, Route::Fiches, nav::FICHES_ALL);
    add(has(Role::Reviewer) || has(Role::Carrier), Route::Reviews, nav::REVIEWS);
    add(readers, Route::ManageCalls, nav::MANAGE_CALLS);
    add(!coordinator, Route::Calls, nav::CALLS);
    add(!coordinator, Route::Partners, nav::PARTNERS);
    add(coordinator, Route::ManagePartners, nav::MANAGE_PARTNERS);
    add(coordinator || admin, Route::ManagePeople, nav::MANAGE_PEOPLE);
    add(coordinator || admin, Route::ManageEmails, nav::MANAGE_EMAILS);
    add(coordinator, Route::ManageProgramme, nav::MANAGE_PROGRAMME);
    add(admin, Route::AdminProgrammes, nav::ADMIN_PROGRAMMES);
    // A coordinator has every fiche-action in the list above.
    if !coordinator {
        entries.push((Route::Projects, nav::PROJECTS));
    }
    entries
}

/// Whether `route` is the entry or a page under it.
fn same_section(route: &Route, entry: &Route) -> bool {
    let (route, entry) = (route.to_path(), entry.to_path());
    route == entry || (entry != "/" && route.starts_with(&format!("{entry}/")))
}

#[component]
fn Footer() -> Html {
    let programme = use_programme();
    let links = [
        (Route::Contact, nav::CONTACT),
        (Route::Help, nav::HELP),
        (Route::SiteMap, nav::SITE_MAP),
        (Route::Legal, nav::LEGAL),
        (Route::Accessibility, nav::ACCESSIBILITY),
    ];
    html! {
        <footer class="site-footer">
            <div class="wrap">
                <nav aria-label={nav::FOOTER}>
                    <ul>
                        { for links.into_iter().map(|(to, label)| html! { <li><RouteLink {to}>{ label }</RouteLink></li> }) }
                        <li><a href="/api/docs/">{ nav::API }</a></li>
                    </ul>
                </nav>
                <p>
                    { common::PRODUCT }
                    if let Some(programme) = &programme { { " · " }{ &programme.name } }
                </p>
            </div>
        </footer>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_belongs_to_the_entry_above_it() {
        assert!(same_section(&Route::Call { id: "2022".into() }, &Route::Calls));
        assert!(!same_section(&Route::Calls, &Route::Home));
        assert!(!same_section(&Route::Fiches, &Route::Projects));
    }

    #[test]
    fn nobody_has_more_entries_than_fit_on_a_line() {
        for role in Role::ALL {
            assert!(entries(&|other| other == role, role == Role::Partner, true).len() <= 7, "{role:?}");
        }
    }
}
