//! A fiche with its timeline: the page of everybody who follows it.

use super::{content::content, open::writable, sections::Section};
use crate::{
    api::{self, Answer},
    components::{
        async_content::{Skeleton, use_load},
        badge::project_status,
        button::{Button, Look},
        download::{Downloads, Offered},
        icon::Icon,
        link::{RouteLink, go, query_string},
        page::Page,
        timeline::Timeline,
        url_query::use_url_query,
    },
    i18n::{documents as d, fiche as f, nav, project as t, reuse as r},
    pages::{
        files::AttachmentList,
        messages::Thread,
        project::{
            actions::ProjectActions,
            correction::CorrectionNotice,
            decision::DecisionPanel,
            fiche_view::FicheView,
            filed::FiledPanel,
            filing_notice::FilingNotice,
            moments::{deadline, is_overdue, opens_again, timeline},
            receipt::{ReceiptPanel, print},
        },
        reviews::conflict::OwnConflict,
    },
    routes::Route,
    session::use_session,
};
use openapi::{
    ProjectStatus, Role,
    calendar::Filing,
    call::CallStatus,
    project::{Project, ProjectEvent, ProjectInput},
};
use std::rc::Rc;
use yew::prelude::*;
use yew_router::hooks::use_navigator;

/// Properties of [`Fiche`].
#[derive(Properties, PartialEq)]
pub struct FicheProps {
    pub id: String,
}

/// A fiche with its timeline. `?depot=1` comes right after filing.
#[component]
pub fn Fiche(props: &FicheProps) -> Html {
    let session = use_session();
    let project = use_load(props.id.clone(), |id| async move { api::projects::read(&id).await });
    let shown = project.value();
    let title = shown.as_ref().map_or(t::FICHE, |project| f::title_or(&project.title)).to_owned();
    let list = if session.has_fiches() { nav::FICHES } else { nav::FICHES_ALL };
    let over = shown.as_ref().map(|project| {
        html! {
            <p class="row over">
                { project_status(project.status) }
                if let Some(number) = &project.number { <span class="soft">{ number }</span> }
            </p>
        }
    });
    let lead = shown.as_ref().map(|project| AttrValue::from(project.partner.name.clone()));
    html! {
        <Page {title} crumbs={vec![(Route::Fiches, list.into())]} over={over.unwrap_or_default()} {lead}>
            { project.view(Skeleton::Lines(10), |read| {
                let onchange = {
                    let project = project.clone();
                    Callback::from(move |answer: Answer<Project>| project.set(answer))
                };
                html! { <Followed project={Rc::clone(read)} etag={project.etag()} {onchange} onreload={project.on_reload()} /> }
            }) }
        </Page>
    }
}

#[derive(Properties, PartialEq)]
struct FollowedProps {
    project: Rc<Project>,
    etag: Option<AttrValue>,
    onchange: Callback<Answer<Project>>,
    onreload: Callback<()>,
}

#[component]
fn Followed(props: &FollowedProps) -> Html {
    let navigator = use_navigator();
    let session = use_session();
    let query = use_url_query();
    let project = &props.project;
    let call = use_load(project.call.id.to_string(), |id| async move { api::calls::read(&id).await });
    let mine = writable(project);
    let draft = project.status == ProjectStatus::Draft;
    // Of another organisation's draft, only that it exists and its title can be read.
    let hidden = draft && !mine && project.summary.is_none() && project.budget.is_none();
    let events = use_load((project.id.to_string(), project.version, hidden), |(id, _, hidden)| async move {
        if hidden {
            return Ok(Answer {
                body: openapi::Page { items: Vec::new(), next: None, total: 0 },
                etag: None,
            });
        }
        api::projects::events(&id).await
    });

    let call_value = call.value();
    let by_call = || call_value.as_ref().is_some_and(|call| call.status == CallStatus::Open);
    let open = project.filing.as_ref().map_or_else(by_call, Filing::is_open);
    let words = deadline(project, call_value.as_deref()).map(|(_, words)| words);
    let committee = call_value.as_ref().and_then(|call| call.selection_on);
    let next = match (opens_again(project), &project.correction) {
        (Some(day), _) => t::next_window(day, mine),
        (_, Some(correction)) if is_overdue(project) => t::overdue(correction.due, mine),
        _ => t::next(project.status, mine, open, words.as_deref(), committee),
    };

    let ondelete = (mine && draft).then(|| {
        Callback::from(move |()| {
            if let Some(navigator) = &navigator {
                go(navigator, &Route::Fiches, None);
            }
        })
    });
    let edit = if project.status == ProjectStatus::Returned { t::CORRECT } else { t::CONTINUE };
    let said =
        Section::ALL.iter().skip(1).any(|section| !section.same(&content(project), &ProjectInput::default()))
            || project.summary.as_ref().is_some_and(|summary| !summary.is_empty());

    let reusable = session.can_edit_for(&project.partner.id);
    let reuse = AttrValue::from(query_string([("fiche", project.id.as_str())]));
    let sits = session.has_any(&[Role::Coordinator, Role::Carrier]);
    let steps = |events: &[ProjectEvent]| {
        let items = timeline(project, events, call_value.as_deref(), open);
        html! { <Timeline {items} /> }
    };

    html! {
        <div class="followed">
            if query.get("depot").is_some() && project.status == ProjectStatus::Submitted {
                <FiledPanel project={Rc::clone(project)} call={call_value.clone()} />
            }
            <CorrectionNotice project={Rc::clone(project)} />
            if mine {
                <FilingNotice project={Rc::clone(project)} />
            }
            <div class="columns">
                <div>
                    <section class="panel panel-accent next-step" aria-labelledby="suite">
                        <h2 id="suite">{ t::NEXT }</h2>
                        <p>{ next }</p>
                        if mine {
                            <p><RouteLink class={Look::Primary.class()} to={Route::FicheEdit { id: project.id.to_string() }}>{ edit }</RouteLink></p>
                        }
                        <ProjectActions project={Rc::clone(project)} etag={props.etag.clone()} onchange={props.onchange.clone()} onreload={props.onreload.clone()} {ondelete} />
                    </section>
                    <DecisionPanel project={Rc::clone(project)} />
                    <ReceiptPanel project={Rc::clone(project)} />
                </div>
                <aside class="where" aria-labelledby="etapes">
                    <h2 id="etapes">{ t::TIMELINE }</h2>
                    {
                        match (events.value(), events.error()) {
                            (Some(events), _) => steps(&events.items),
                            // Who sees the public part, or a draft's title, does not read its history.
                            (None, Some(error)) if error.is_not_found() => steps(&[]),
                            _ => events.view(Skeleton::Lines(6), |_| Html::default()),
                        }
                    }
                    <dl class="facts">
                        <dt>{ t::CALL }</dt>
                        <dd><RouteLink to={Route::Call { id: project.call.slug.clone() }}>{ &project.call.title }</RouteLink></dd>
                        <dt>{ t::PARTNER }</dt>
                        <dd><RouteLink to={Route::Partner { id: project.partner.id.to_string() }}>{ &project.partner.name }</RouteLink></dd>
                    </dl>
                    if let Some(filings) = project.filings.filter(|filings| *filings > 0) {
                        <p><RouteLink to={Route::FicheVersions { id: project.id.to_string() }}>{ t::versions_link(filings) }</RouteLink></p>
                    }
                    if reusable {
                        <p><RouteLink to={Route::FicheReuse} query={reuse}>{ r::FROM_HERE }</RouteLink></p>
                    }
                    if sits && project.access.is_none() && COMMITTEE_ACTS.contains(&project.status) {
                        <OwnConflict project={project.id.to_string()} ondeclared={props.onreload.clone()} />
                    }
                    if project.status.is_public() {
                        <p><RouteLink to={Route::Project { id: project.id.to_string() }}>{ t::PUBLIC_PAGE }</RouteLink></p>
                    }
                </aside>
            </div>
            <div class="fiche-page">
                <div class="row row-between">
                    <p class="fiche-page-title">{ t::CONTENT }</p>
                    if said {
                        <Button look={Look::Secondary} small=true icon={Icon::File} onclick={Callback::from(|_: MouseEvent| print("fiche"))}>
                            { t::PRINT }
                        </Button>
                    }
                </div>
                if hidden {
                    <p class="soft">{ t::DRAFT_HIDDEN }</p>
                } else if !said {
                    <p class="soft">{ t::NOT_WRITTEN }</p>
                } else {
                    // A stranger to the fiche reads its public part only.
                    if project.budget.is_some() { <Downloads documents={copies(project)} /> }
                    <FicheView project={Rc::clone(project)} />
                }
                if !hidden {
                    <AttachmentList project={project.id.to_string()} />
                }
            </div>
            if project.unread_messages.is_some() {
                <Thread project={project.id.to_string()} applicant={project.access.is_some()} writes={project.access.as_ref().is_none_or(|access| access.write)} {draft} />
            }
        </div>
    }
}

/// While the committee has to do with a fiche, somebody can be in conflict with it.
const COMMITTEE_ACTS: &[ProjectStatus] = &[
    ProjectStatus::Submitted,
    ProjectStatus::Returned,
    ProjectStatus::Admissible,
    ProjectStatus::UnderReview,
    ProjectStatus::Decided,
];

/// The fiche to keep: as it stands, and as it was filed where that is another text.
fn copies(project: &Project) -> Vec<Offered> {
    let document = |file: &str, label| Offered { path: format!("/projects/{}/{file}", project.id), label };
    let mut copies = vec![document("fiche.pdf", d::FICHE_PDF), document("fiche.docx", d::FICHE_COPY_DOCX)];
    if project.status == ProjectStatus::Returned {
        copies.push(document("fiche.pdf?filed=true", d::FILED_PDF));
    }
    copies
}
