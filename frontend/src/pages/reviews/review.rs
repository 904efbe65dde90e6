//! Fiche and grid, side by side; one above the other on a phone.

use super::{
    conflict::{DeclareConflict, recused},
    desk::{self, Desk, Opened},
    evidence,
    grid::Grid,
    queue::REVIEWERS,
    read_only,
};
use crate::{
    components::{
        async_content::{Empty, Skeleton, use_load},
        badge::project_status,
        flash::Flash,
        notice::{Notice, Tone},
        only::Only,
        page::Page,
        url_query::use_url_query,
    },
    i18n::{errors, nav, reviews as t},
    pages::{files::AttachmentList, project::fiche_view::FicheView},
    routes::Route,
    session::use_session,
};
use openapi::{
    Id, Role,
    call::CallStatus,
    review::{Conflict, ReviewStatus},
};
use std::rc::Rc;
use yew::prelude::*;

/// Who may open a review: reviewers their own, the others those that they may read.
const READERS: &[Role] = &[Role::Reviewer, Role::Carrier, Role::Coordinator, Role::Observer];

/// Who reads the fiche of a project without reviewing it.
const READERS_OF_ALL: &[Role] = &[Role::Carrier, Role::Coordinator, Role::Observer];

/// Properties of [`ReviewPage`].
#[derive(Properties, PartialEq)]
pub struct ReviewPageProps {
    /// Of a review, or of a project whose review is to be begun.
    pub id: String,
}

/// Fiche and grid, side by side.
#[component]
pub fn ReviewPage(props: &ReviewPageProps) -> Html {
    let session = use_session();
    match session.me() {
        Some(me) => {
            html! { <Only roles={READERS}><ReviewOf id={props.id.clone()} me={me.id.clone()} /></Only> }
        }
        None => Html::default(),
    }
}

#[derive(Properties, PartialEq)]
struct ReviewOfProps {
    id: String,
    me: Id,
}

/// Why the person stops reviewing while the page is open.
#[derive(Clone, PartialEq)]
enum Stopped {
    Declared(Conflict),
    Refused,
}

#[component]
fn ReviewOf(props: &ReviewOfProps) -> Html {
    let session = use_session();
    let of_project = use_url_query().get(desk::OF_PROJECT).is_some();
    let loaded =
        use_load((props.id.clone(), of_project, props.me.clone()), |(id, of_project, me)| async move {
            desk::open(id, of_project, me).await
        });
    let stopped = use_state(|| None::<Stopped>);
    let opened = loaded.value();
    let desk = match opened.as_deref() {
        Some(Opened::Desk(desk)) => Some(Rc::new((**desk).clone())),
        _ => None,
    };
    let title = desk.as_ref().map_or(AttrValue::Static(t::REVIEW), |desk| desk.project.title.clone().into());
    let lead = desk.as_ref().map(|desk| AttrValue::from(desk.project.partner.name.clone()));
    let over = desk.as_ref().map(|desk| over(desk)).unwrap_or_default();
    let ondeclared = {
        let stopped = stopped.clone();
        Callback::from(move |conflict| stopped.set(Some(Stopped::Declared(conflict))))
    };
    let onrecused = {
        let stopped = stopped.clone();
        Callback::from(move |()| stopped.set(Some(Stopped::Refused)))
    };
    // Also late or after filing: a tie can come up at any time, and a filed review of a recused person no longer counts.
    let declare = |desk: &Desk| {
        let decided = desk.call.status == CallStatus::Decided;
        html! {
            if !decided && session.has_any(REVIEWERS) {
                <p class="review-conflict"><DeclareConflict project={desk.project.id.to_string()} ondeclared={ondeclared.clone()} /></p>
            }
        }
    };
    let body = |desk: Rc<Desk>| match &*stopped {
        Some(Stopped::Declared(conflict)) => html! {
            <>
                <Notice tone={Tone::Success}><p>{ t::DECLARED }</p></Notice>
                { recused(Some(conflict)) }
            </>
        },
        Some(Stopped::Refused) => recused(None),
        None => match mine(&desk, &props.me) {
            Shown::Grid if session.has_any(REVIEWERS) => html! {
                <>
                    { declare(&desk) }
                    { side_by_side(&desk, html! { <Grid desk={Rc::clone(&desk)} {onrecused} /> }) }
                </>
            },
            Shown::Closed if desk.late => html! {
                <>
                    { declare(&desk) }
                    <Notice tone={Tone::Warning}><p>{ t::LATE }</p></Notice>
                    { side_by_side(&desk, Html::default()) }
                </>
            },
            Shown::Closed if session.has_any(READERS_OF_ALL) => html! {
                <>
                    <Notice><p>{ t::NOT_ASSIGNED }</p></Notice>
                    { side_by_side(&desk, Html::default()) }
                </>
            },
            Shown::Grid | Shown::Closed => nowhere(),
            Shown::Submitted { own } => {
                let review = desk.review.as_ref();
                let read = review.map(|review| read_only::submitted(review, &desk.call.criteria, own));
                let panel = html! {
                    // It scrolls by itself beside the fiche: without a field in it, only a focus lets keys do that.
                    <section class="review-form panel" tabindex="0" aria-labelledby="grille">
                        <h2 id="grille">{ if own { t::GRID } else { t::REVIEW } }</h2>
                        { read.unwrap_or_default() }
                    </section>
                };
                html! {
                    <>
                        if own { { declare(&desk) } }
                        { side_by_side(&desk, panel) }
                    </>
                }
            }
        },
    };
    html! {
        <Page {title} {lead} {over} crumbs={vec![(Route::Reviews, nav::REVIEWS.into())]}>
            <Flash />
            { loaded.view(Skeleton::Lines(12), |opened| match (&**opened, desk.clone()) {
                (Opened::Recused(conflict), _) => recused(conflict.as_ref()),
                (Opened::Desk(_), Some(desk)) => body(desk),
                (Opened::Desk(_), None) => Html::default(),
            }) }
        </Page>
    }
}

/// What stands beside the fiche.
enum Shown {
    /// The person's own review, still a draft or not begun.
    Grid,
    /// No review of the person, and none to begin.
    Closed,
    Submitted {
        own: bool,
    },
}

fn mine(desk: &Desk, me: &Id) -> Shown {
    match &desk.review {
        None if desk.open => Shown::Grid,
        None => Shown::Closed,
        Some(review) if review.reviewer.id != *me => Shown::Submitted { own: false },
        Some(review) if review.status == ReviewStatus::Draft && desk.open => Shown::Grid,
        Some(_) => Shown::Submitted { own: true },
    }
}

/// A project without a review, for who does not review.
fn nowhere() -> Html {
    html! {
        <Empty title={errors::NOT_FOUND_TITLE}>
            <p>{ errors::NOT_FOUND_TEXT }</p>
        </Empty>
    }
}

fn over(desk: &Desk) -> Html {
    html! {
        <p class="row">
            if let Some(number) = &desk.project.number { <span class="soft">{ number }</span> }
            { project_status(desk.project.status) }
            if let Some(day) = desk.due_on.filter(|_| desk.open) { <span class="soft">{ t::until(day) }</span> }
        </p>
    }
}

fn side_by_side(desk: &Desk, right: Html) -> Html {
    let facts = desk.evidence.as_ref().map(evidence::all).unwrap_or_default();
    html! {
        <div class="review-desk">
            <section class="review-fiche" aria-labelledby="fiche">
                <h2 id="fiche">{ t::FICHE }</h2>
                if !facts.is_empty() {
                    { evidence::list(&facts, "evidence-all") }
                }
                <FicheView project={Rc::clone(&desk.project)} level={3} />
                <AttachmentList project={desk.project.id.to_string()} level={3} in_place=true />
            </section>
            { right }
        </div>
    }
}
