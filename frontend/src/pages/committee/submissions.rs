//! What was filed in a call: admissibility, corrections, who reviews.

use super::{
    admit_all::AdmitAll,
    assign::AssignDialog,
    frame::{COMMITTEE, Frame, Framed, Tab},
    submission_row::{self, RowActions},
};
use crate::{
    api::{self, Answer, ApiError, every::every},
    components::{
        async_content::{Empty, Skeleton, use_load},
        button::Look,
        filters::{Filter, Filters},
        flash::Flash,
        link::{RouteLink, query_string},
        notice::{Notice, Tone},
        pagination::Pagination,
        table::{Column, Row, Table},
        url_query::use_url_query,
    },
    i18n::{assignment as a, committee as t},
    pages::project::dialogs::{Act, ActProps, dialog},
    routes::Route,
    session::use_session,
};
use openapi::{
    ProjectStatus, Role,
    call::{Call, CallStatus},
    project::{Project, ProjectFilter, ProjectSummary},
    review::{Assignment, ProjectRef},
};
use std::rc::Rc;
use yew::prelude::*;

/// Properties of [`Submissions`].
#[derive(Properties, PartialEq)]
pub struct SubmissionsProps {
    pub id: String,
}

/// What was filed in a call: admissibility and assignment.
#[component]
pub fn Submissions(props: &SubmissionsProps) -> Html {
    let view = Callback::from(|framed: Framed| {
        html! { <SubmissionsView call={framed.call} /> }
    });
    html! { <Frame id={props.id.clone()} tab={Tab::Submissions} {view} /> }
}

/// What the list shows when nothing is chosen: all that was filed.
fn filed() -> String {
    let filed = ProjectStatus::ALL.into_iter().filter(|status| *status != ProjectStatus::Draft);
    filed.map(ProjectStatus::as_str).collect::<Vec<_>>().join(",")
}

/// Statuses that a project of a call can have before and after publication.
fn statuses(call: &Call) -> Vec<ProjectStatus> {
    use ProjectStatus as S;
    let published = call.status == CallStatus::Decided;
    let during = [S::Submitted, S::Returned, S::Admissible, S::UnderReview, S::Decided];
    let after = [
        S::Selected,
        S::SelectedWithReservations,
        S::Waitlisted,
        S::Rejected,
        S::InProgress,
        S::ReportDue,
        S::Closed,
    ];
    let ended = [S::Inadmissible, S::Withdrawn, S::Draft];
    let middle: &[S] = if published { &after } else { &during };
    middle.iter().copied().chain(ended).collect()
}

#[derive(Properties, PartialEq)]
struct SubmissionsViewProps {
    call: Rc<Call>,
}

/// What is open over the list.
#[derive(Clone, PartialEq)]
enum Open {
    Act(Act, Box<ProjectSummary>),
    Assign(ProjectRef),
}

#[component]
fn SubmissionsView(props: &SubmissionsViewProps) -> Html {
    let call = &props.call;
    let session = use_session();
    let coordinates = session.has(Role::Coordinator);
    let query = use_url_query();
    let asked = (
        call.id.to_string(),
        query.text("statut").unwrap_or_else(filed),
        query.text("objectif"),
        query.text("q"),
        query.text("tri"),
        query.text("curseur"),
    );
    let projects = use_load(asked, |(call, status, objective, words, sort, cursor)| async move {
        let filter =
            ProjectFilter { call: Some(call), status: Some(status), objective, ..ProjectFilter::default() };
        let sort = sort.or_else(|| Some("submitted_at".into()));
        api::projects::list(&filter, words.as_deref(), sort.as_deref(), cursor.as_deref()).await
    });
    let assignments =
        use_load((call.id.to_string(), session.has_any(COMMITTEE)), |(call, reads)| async move {
            if !reads {
                return Ok(Answer {
                    body: openapi::Page { items: Vec::new(), next: None, total: 0 },
                    etag: None,
                });
            }
            every(|cursor| {
                let call = call.clone();
                async move { api::reviews::assignments(&call, false, cursor.as_deref()).await }
            })
            .await
        });
    let open = use_state(|| None::<Open>);
    let read = use_state(|| 0_u32);
    let said = use_state(|| None::<Result<String, String>>);
    let close = {
        let open = open.clone();
        Callback::from(move |()| open.set(None))
    };
    let ondone = {
        let (open, said, projects, read) = (open.clone(), said.clone(), projects.clone(), read.clone());
        Callback::from(move |answer: Option<Answer<Project>>| {
            open.set(None);
            read.set(*read + 1);
            said.set(answer.map(|answer| Ok(t::now(&answer.body.title, answer.body.status.label_fr()))));
            projects.reload();
        })
    };
    let onstale = {
        let (open, said, projects) = (open.clone(), said.clone(), projects.clone());
        Callback::from(move |error: ApiError| {
            open.set(None);
            said.set(Some(Err(error.message())));
            projects.reload();
        })
    };
    let onadmitted = {
        let (projects, read) = (projects.clone(), read.clone());
        Callback::from(move |()| {
            read.set(*read + 1);
            projects.reload();
        })
    };
    let onassigned = {
        let (assignments, projects) = (assignments.clone(), projects.clone());
        Callback::from(move |()| {
            assignments.reload();
            // The first assignment puts the project under review.
            projects.reload();
        })
    };
    let actions = coordinates.then(|| RowActions {
        onact: {
            let open = open.clone();
            Callback::from(move |(act, project): (Act, ProjectSummary)| {
                open.set(Some(Open::Act(act, Box::new(project))));
            })
        },
        onassign: {
            let open = open.clone();
            Callback::from(move |project| open.set(Some(Open::Assign(project))))
        },
    });
    let filtered = ["q", "statut", "objectif"].iter().any(|name| query.get(name).is_some());
    let empty = if filtered {
        html! { <Empty title={t::NO_MATCH}><p>{ t::NO_MATCH_HINT }</p></Empty> }
    } else {
        html! { <Empty title={t::NO_SUBMISSION}><p>{ t::NO_SUBMISSION_HINT }</p></Empty> }
    };
    let given: Vec<Assignment> = assignments.value().map(|page| page.items.clone()).unwrap_or_default();

    html! {
        <>
            <Flash />
            { match &*said {
                Some(Ok(sentence)) => html! { <Notice tone={Tone::Success}><p>{ sentence.clone() }</p></Notice> },
                Some(Err(sentence)) => html! { <Notice tone={Tone::Warning}><p>{ sentence.clone() }</p></Notice> },
                None => Html::default(),
            } }
            <SubmissionFilters call={Rc::clone(call)} />
            if coordinates && call.status != CallStatus::Decided {
                <p><RouteLink to={Route::ManageProposal { id: call.slug.clone() }} class={Look::Secondary.class()}>{ a::TITLE }</RouteLink></p>
            }
            if coordinates && query.get("statut").is_none() {
                <Drafts call={call.id.to_string()} />
            }
            if coordinates && call.status != CallStatus::Decided {
                <AdmitAll call={call.id.to_string()} read={*read} ondone={onadmitted} />
            }
            { projects.view_list(Skeleton::Rows(6), empty, |page| {
                let columns = columns(coordinates);
                let rows: Vec<Row> = page.items.iter().map(|project| {
                    submission_row::row(project, &given, call, actions.as_ref())
                }).collect();
                html! {
                    <>
                        <div class="wide-names"><Table caption={t::SUBMISSIONS} caption_hidden=true {columns} {rows} /></div>
                        <Pagination next={page.next.clone()} shown={page.items.len()} total={page.total} one="fiche-action" many="fiches-actions" />
                    </>
                }
            }) }
            { match (*open).clone() {
                Some(Open::Act(act, project)) => dialog(ActProps {
                    act,
                    id: project.id.to_string(),
                    etag: Some(format!("\"{}\"", project.version).into()),
                    ondone,
                    onstale,
                    oncancel: close,
                }),
                Some(Open::Assign(project)) => html! {
                    <AssignDialog call={Rc::clone(call)} {project} assignments={given} onchange={onassigned} onclose={close} />
                },
                None => Html::default(),
            } }
        </>
    }
}

fn columns(coordinates: bool) -> Vec<Column> {
    let mut columns = vec![
        Column::text(t::PROJECT).sorted_by("title"),
        Column::text(t::OBJECTIVES),
        Column::number(t::REQUESTED),
        Column::text(t::STATUS),
        Column::text(t::REVIEWERS),
    ];
    if coordinates {
        columns.push(Column::text(t::ACTIONS));
    }
    columns
}

#[derive(Properties, PartialEq)]
struct SubmissionFiltersProps {
    call: Rc<Call>,
}

#[component]
fn SubmissionFilters(props: &SubmissionFiltersProps) -> Html {
    let objectives = use_load(props.call.programme.to_string(), |programme| async move {
        api::programme::objectives(Some(&programme)).await
    });
    let objectives = objectives.value();
    let objectives = objectives.iter().flat_map(|page| &page.items);
    let objectives = objectives
        .map(|objective| {
            let label = format!("{} · {}", objective.code, objective.label);
            (objective.code.clone().into(), label.into())
        })
        .collect();
    let options = statuses(&props.call);
    let options =
        options.into_iter().map(|status| (status.as_str().into(), status.label_fr().into())).collect();
    let filters = vec![
        Filter::Words { label: t::WORDS.into() },
        Filter::Choice { name: "statut", label: t::STATUS.into(), all: t::ALL_FILED.into(), options },
        Filter::Choice {
            name: "objectif",
            label: t::OBJECTIVE.into(),
            all: t::ALL_OBJECTIVES.into(),
            options: objectives,
        },
    ];
    html! { <Filters label={t::FILTER_SUBMISSIONS} {filters} /> }
}

#[derive(Properties, PartialEq)]
struct DraftsProps {
    call: String,
}

/// How many fiches are being written and not filed yet.
#[component]
fn Drafts(props: &DraftsProps) -> Html {
    let query = use_url_query();
    let drafts = use_load(props.call.clone(), |call| async move {
        let status = Some(ProjectStatus::Draft.as_str().to_owned());
        let filter = ProjectFilter { call: Some(call), status, ..ProjectFilter::default() };
        api::projects::list(&filter, None, None, None).await
    });
    match drafts.value().map(|page| page.total).filter(|total| *total > 0) {
        Some(total) => html! {
            <p class="soft">
                { t::drafts(total) }{ " " }
                <RouteLink to={query.route().clone()} query={AttrValue::from(query_string([("statut", ProjectStatus::Draft.as_str())]))}>
                    { t::SEE_DRAFTS }
                </RouteLink>
            </p>
        },
        None => Html::default(),
    }
}
