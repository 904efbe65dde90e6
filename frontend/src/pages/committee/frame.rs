//! The frame around everything that happens in one call: its name, its state, the way to the other steps.

use crate::{
    api,
    components::{
        async_content::{Empty, Skeleton, use_load},
        badge::call_status,
        link::RouteLink,
        only::Only,
        page::Page,
    },
    i18n::{calls as t, errors, nav},
    routes::Route,
    session::{Session, use_session},
};
use openapi::{
    Role,
    call::{Call, CallStatus},
};
use std::rc::Rc;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;
use yew::prelude::*;

/// Who sits in the committee.
pub const COMMITTEE: &[Role] = &[Role::Coordinator, Role::Carrier];

/// A step of a call.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tab {
    Form,
    Submissions,
    Ranking,
    Simulations,
    Session,
    Decisions,
    Feedback,
    Signatures,
    Aftermath,
    Minutes,
}

impl Tab {
    pub const ALL: [Tab; 10] = [
        Tab::Form,
        Tab::Submissions,
        Tab::Ranking,
        Tab::Simulations,
        Tab::Session,
        Tab::Decisions,
        Tab::Feedback,
        Tab::Signatures,
        Tab::Aftermath,
        Tab::Minutes,
    ];

    /// The name people read.
    pub fn label(self) -> &'static str {
        match self {
            Tab::Form => t::TAB_FORM,
            Tab::Submissions => t::TAB_SUBMISSIONS,
            Tab::Ranking => t::TAB_RANKING,
            Tab::Simulations => t::TAB_SIMULATIONS,
            Tab::Decisions => t::TAB_DECISIONS,
            Tab::Session => t::TAB_SESSION,
            Tab::Feedback => t::TAB_FEEDBACK,
            Tab::Signatures => t::TAB_SIGNATURES,
            Tab::Aftermath => t::TAB_AFTERMATH,
            Tab::Minutes => t::TAB_MINUTES,
        }
    }

    /// Its page.
    pub fn route(self, id: String) -> Route {
        match self {
            Tab::Form => Route::ManageCall { id },
            Tab::Submissions => Route::ManageSubmissions { id },
            Tab::Ranking => Route::ManageRanking { id },
            Tab::Simulations => Route::ManageSimulations { id },
            Tab::Decisions => Route::ManageDecisions { id },
            Tab::Session => Route::ManageSession { id },
            Tab::Feedback => Route::ManageFeedback { id },
            Tab::Signatures => Route::ManageSignatures { id },
            Tab::Aftermath => Route::ManageAftermath { id },
            Tab::Minutes => Route::ManageMinutes { id },
        }
    }

    /// Who may open it. An observer reads the committee's work once it is published.
    pub fn roles(self) -> &'static [Role] {
        match self {
            Tab::Form => &[Role::Coordinator, Role::Admin],
            Tab::Submissions => &[Role::Coordinator, Role::Carrier, Role::Observer],
            Tab::Ranking => &[Role::Coordinator, Role::Carrier, Role::Observer],
            Tab::Decisions => &[Role::Coordinator, Role::Carrier, Role::Observer],
            Tab::Simulations | Tab::Session | Tab::Signatures => COMMITTEE,
            Tab::Feedback => &[Role::Coordinator],
            Tab::Aftermath | Tab::Minutes => &[Role::Coordinator, Role::Carrier, Role::Observer],
        }
    }

    fn is_committees(self) -> bool {
        !matches!(self, Tab::Form | Tab::Submissions)
    }

    /// Whether the person has something to see there.
    pub fn is_for(self, session: &Session, call: &Call) -> bool {
        let published = call.status == CallStatus::Decided;
        let observes_only = !session.has_any(COMMITTEE);
        // A call in preparation has nothing but its form.
        let begun = call.status != CallStatus::Draft || self == Tab::Form;
        session.has_any(self.roles()) && begun && !(self.is_committees() && observes_only && !published)
    }
}

/// The call of a page, with what changes it.
#[derive(Clone, PartialEq)]
pub struct Framed {
    pub call: Rc<Call>,
    pub etag: Option<AttrValue>,
    /// Takes the answer of a write.
    pub onchange: Callback<api::Answer<Call>>,
}

/// Properties of [`Frame`].
#[derive(Properties, PartialEq)]
pub struct FrameProps {
    /// Of the call: id or slug.
    pub id: String,
    pub tab: Tab,
    /// The title of the page, where it is not the step's own.
    #[prop_or_default]
    pub title: Option<AttrValue>,
    /// The page, once the call is there.
    pub view: Callback<Framed, Html>,
}

/// A page of a call.
#[component]
pub fn Frame(props: &FrameProps) -> Html {
    let session = use_session();
    let loaded = use_load(props.id.clone(), |id| async move { api::calls::read(&id).await });
    let call = loaded.value();
    let mut crumbs = vec![(Route::ManageCalls, AttrValue::Static(nav::MANAGE_CALLS))];
    if let Some(call) = &call {
        let first = Tab::ALL.into_iter().find(|tab| tab.is_for(&session, call));
        if let Some(first) = first.filter(|first| *first != props.tab) {
            crumbs.push((first.route(call.slug.clone()), call.title.clone().into()));
        }
    }
    let over = call.as_ref().map(|call| {
        html! { <p class="row"><span class="strong">{ &call.title }</span>{ call_status(call.status) }</p> }
    });
    let title = props.title.clone().unwrap_or(AttrValue::Static(props.tab.label()));
    let onchange = {
        let loaded = loaded.clone();
        Callback::from(move |answer| loaded.set(answer))
    };
    html! {
        <Only roles={props.tab.roles()}>
            <Page {title} {crumbs} over={over.unwrap_or_default()}>
                { loaded.view(Skeleton::Rows(6), |call| {
                    if !props.tab.is_for(&session, call) {
                        return nowhere();
                    }
                    html! {
                        <>
                            <Tabs open={open(&session, call)} slug={call.slug.clone()} current={props.tab} />
                            { props.view.emit(Framed { call: Rc::clone(call), etag: loaded.etag(), onchange }) }
                        </>
                    }
                }) }
            </Page>
        </Only>
    }
}

/// A step that is not open to the person yet.
fn nowhere() -> Html {
    html! { <Empty title={errors::NOT_FOUND_TITLE}><p>{ errors::NOT_FOUND_TEXT }</p></Empty> }
}

/// The steps of a call that are open to the person.
fn open(session: &Session, call: &Call) -> Vec<Tab> {
    Tab::ALL.into_iter().filter(|tab| tab.is_for(session, call)).collect()
}

#[derive(Properties, PartialEq)]
struct TabsProps {
    open: Vec<Tab>,
    slug: String,
    current: Tab,
}

#[component]
fn Tabs(props: &TabsProps) -> Html {
    let list = use_node_ref();
    {
        let list = list.clone();
        // On a phone the steps are one line that moves: the current one is brought into it.
        use_effect_with(props.current, move |_| {
            let line = list.cast::<HtmlElement>();
            let current = line.as_ref().and_then(|line| line.query_selector("[aria-current]").ok().flatten());
            if let (Some(line), Some(current)) =
                (line, current.and_then(|found| found.dyn_into::<HtmlElement>().ok()))
            {
                let margin = (line.client_width() - current.offset_width()) / 2;
                line.set_scroll_left(current.offset_left() - line.offset_left() - margin);
            }
        });
    }
    if props.open.len() < 2 {
        return Html::default();
    }
    html! {
        <nav class="call-tabs" aria-label={t::TABS}>
            <ul ref={list}>
                { for props.open.iter().map(|tab| html! {
                    <li><RouteLink to={tab.route(props.slug.clone())} current={*tab == props.current}>{ tab.label() }</RouteLink></li>
                }) }
            </ul>
        </nav>
    }
}
