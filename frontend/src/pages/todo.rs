//! Where every logged-in person lands: what waits for them, with its date.

mod contributing;
mod coordination;
mod items;
mod messages;
mod partner;
mod reading;
mod reservations;
mod reviewing;

use crate::{
    api::{self, Answer, ApiResult},
    components::{
        async_content::{Empty, Skeleton, use_load},
        button::Look,
        flash::Flash,
        icon::Icon,
        link::{RouteLink, query_string},
        page::Page,
    },
    format,
    i18n::todo as t,
    pages::fiche::list,
    routes::Route,
    session::{Session, use_session},
};
use items::{Item, in_order};
use openapi::{Role, project::ProjectFilter};
use yew::prelude::*;

/// How many fiches are listed below.
const RECENT: usize = 8;

/// What waits for the person, whatever the roles.
#[derive(Debug, PartialEq)]
struct Waiting {
    items: Vec<Item>,
    /// Some of it could not be read.
    incomplete: bool,
}

/// Reads what each role waits for; a role whose part cannot be read does not take the others' away.
async fn load(session: Session) -> ApiResult<Waiting> {
    let mut found = reading::Found::default();
    if session.has_fiches() {
        found.add(partner::waiting(session.can_write_fiches()).await);
        found.add(contributing::profiles(&session).await);
    }
    if session.has_any(&[Role::Partner, Role::Carrier]) {
        found.add(contributing::waiting().await);
    }
    if session.has_any(&[Role::Reviewer, Role::Carrier]) {
        found.add(reviewing::waiting().await);
    }
    if session.has_any(&[Role::Coordinator, Role::Carrier]) {
        found.add(coordination::waiting(&session).await);
    }
    if session.has(Role::Coordinator) {
        found.add(reservations::answered().await);
    }
    if session.has_any(&[Role::Partner, Role::Coordinator]) {
        found.add(messages::waiting().await);
    }
    let body = Waiting { items: in_order(found.items), incomplete: found.incomplete };
    Ok(Answer { body, etag: None })
}

/// Where every logged-in person lands: what waits for them, with its date.
#[component]
pub fn Todo() -> Html {
    let session = use_session();
    let waiting = {
        let session = session.clone();
        use_load(session.me().map(|me| me.id.clone()), move |_| load(session))
    };
    let readers = session.has_any(&[Role::Partner, Role::Coordinator, Role::Carrier, Role::Observer]);
    html! {
        <Page title={t::TITLE} lead={t::LEAD}>
            <Flash />
            <section aria-labelledby="attente">
                <h2 class="visually-hidden" id="attente">{ t::WAITING }</h2>
                { waiting.view(Skeleton::Rows(3), |waiting| html! {
                    <>
                        if waiting.incomplete {
                            <p class="soft" role="status">{ t::INCOMPLETE }</p>
                        }
                        if waiting.items.is_empty() {
                            <Empty title={t::NOTHING}><p>{ t::NOTHING_HINT }</p></Empty>
                        } else {
                            <ul class="todo">{ for waiting.items.iter().map(item) }</ul>
                        }
                    </>
                }) }
            </section>
            if session.has(Role::Admin) {
                { administration() }
            }
            if readers {
                <Recent />
            }
        </Page>
    }
}

fn item(item: &Item) -> Html {
    let query =
        item.query.as_ref().map(|(name, value)| AttrValue::from(query_string([(*name, value.as_str())])));
    html! {
        <li class="todo-item" key={item.key()}>
            <div class="todo-text">
                <p class="todo-what">{ &item.what }</p>
                <p class="todo-title">{ &item.title }</p>
                <p class="todo-when">
                    if let Some(when) = item.when(format::today()) {
                        { Icon::Calendar.draw() }{ when }
                    } else {
                        { t::WITHOUT_DATE }
                    }
                </p>
            </div>
            <RouteLink to={item.to.clone()} {query} class={Look::Secondary.class()}>
                { item.verb }<span class="visually-hidden">{ "\u{a0}: " }{ &item.title }</span>
            </RouteLink>
        </li>
    }
}

fn administration() -> Html {
    let cards = [
        (Route::ManagePeople, t::PEOPLE, t::PEOPLE_TEXT),
        (Route::AdminProgrammes, t::PROGRAMMES, t::PROGRAMMES_TEXT),
    ];
    html! {
        <section class="section" aria-labelledby="administration">
            <h2 id="administration">{ t::SHORTCUTS }</h2>
            <ul class="grid">
                { for cards.into_iter().map(|(to, title, text)| html! {
                    <li>
                        <div class="card card-linked">
                            <h3 class="card-title"><RouteLink {to}>{ title }</RouteLink></h3>
                            <p>{ text }</p>
                        </div>
                    </li>
                }) }
            </ul>
        </section>
    }
}

/// The person's own fiches, or the latest ones of everybody.
#[component]
fn Recent() -> Html {
    let session = use_session();
    let mine = session.has_fiches();
    let fiches = use_load(mine, |mine| async move {
        let filter = ProjectFilter { mine: mine.then_some(true), ..ProjectFilter::default() };
        api::projects::list(&filter, None, Some("-updated_at"), None).await
    });
    let (title, empty) = if mine {
        (t::MY_FICHES, crate::i18n::fiche::NONE_YET_PARTNER)
    } else {
        (t::RECENT_FICHES, crate::i18n::fiche::NONE_YET_READER)
    };
    html! {
        <section class="section" aria-labelledby="fiches">
            <h2 id="fiches">{ title }</h2>
            { fiches.view_list(
                Skeleton::Rows(3),
                html! { <Empty title={crate::i18n::fiche::NONE_YET}><p>{ empty }</p></Empty> },
                |page| {
                    let shown = page.items.get(..RECENT).unwrap_or(&page.items);
                    html! {
                        <>
                            { list::table(shown, mine) }
                            <p><RouteLink to={Route::Fiches}>{ t::ALL_FICHES }</RouteLink></p>
                        </>
                    }
                },
            ) }
        </section>
    }
}
