//! The task list of the sections of a fiche.

use super::{
    checks::all_missing,
    content::content,
    editor::draft_key,
    open::writable,
    people::People,
    presence::{Others, in_section, use_presence},
    revised::is_revised,
    section::not_writable,
    sections::{Section, SectionState},
};
use crate::{
    api,
    components::{
        async_content::{Skeleton, use_load},
        badge::{Badge, BadgeTone, project_status},
        button::Look,
        download::{Downloads, Offered},
        flash::Flash,
        icon::Icon,
        link::RouteLink,
        page::Page,
    },
    draft_store,
    i18n::{documents as d, fiche as t, fiche_together as together, nav, project as p},
    pages::{
        files::FilesTask,
        messages::Thread,
        project::{
            correction::{CorrectionNotice, is_left_alone},
            filing_notice::FilingNotice,
            moments::deadline_line,
            who_files::WhoFiles,
        },
    },
    routes::Route,
    session::use_session,
};
use openapi::{
    Transition,
    completeness::violations,
    project::{Project, ProjectInput},
};
use std::rc::Rc;
use yew::prelude::*;

/// Properties of [`FicheEdit`].
#[derive(Properties, PartialEq)]
pub struct FicheEditProps {
    pub id: String,
}

/// The task list of the sections of a fiche.
#[component]
pub fn FicheEdit(props: &FicheEditProps) -> Html {
    let project = use_load(props.id.clone(), |id| async move { api::projects::read(&id).await });
    let shown = project.value();
    let title = shown.as_ref().map_or(t::EDIT, |project| t::title_or(&project.title)).to_owned();
    let over = match &shown {
        Some(project) => html! { <p class="over">{ project_status(project.status) }</p> },
        None => Html::default(),
    };
    let lead = shown.as_ref().filter(|project| writable(project)).map(|_| AttrValue::Static(t::TASKS_LEAD));
    html! {
        <Page {title} crumbs={vec![(Route::Fiches, nav::FICHES.into())]} {over} {lead}>
            { project.view(Skeleton::Rows(7), |read| {
                if writable(read) {
                    html! { <TaskList project={Rc::clone(read)} onchange={project.on_reload()} /> }
                } else {
                    not_writable(&props.id)
                }
            }) }
        </Page>
    }
}

#[derive(Properties, PartialEq)]
struct TaskListProps {
    project: Rc<Project>,
    onchange: Callback<()>,
}

#[component]
fn TaskList(props: &TaskListProps) -> Html {
    let project = &props.project;
    let id = project.id.to_string();
    let session = use_session();
    let person = session.me().map(|me| me.id.clone());
    let call = use_load(project.call.id.to_string(), |id| async move { api::calls::read(&id).await });
    let fiche = content(project);
    let lacking = violations(&fiche, project.partner.kind);
    let can_file = project.allowed_transitions.contains(&Transition::Submit);
    let presence = use_presence(id.clone(), None, true);

    let tasks = Section::ALL.map(|section| {
        let key = draft_key(&id, section);
        let kept =
            person.as_ref().and_then(|person| draft_store::kept::<ProjectInput>(person, &key)).is_some();
        let asked = asked(project, section);
        let revised = asked && is_revised(&id, section);
        let state = match section.state(&fiche, &lacking) {
            _ if asked && !revised => SectionState::ToCorrect,
            state => state,
        };
        (section, state, asked, revised, kept)
    });
    let done = tasks.iter().filter(|(_, state, ..)| *state == SectionState::Complete).count();
    let missing = all_missing(&fiche, project.partner.kind).len();
    let check = Route::FicheCheck { id: id.clone() };
    let verb = if project.receipt.is_some() { t::CHECK_AND_FILE_AGAIN } else { t::CHECK_AND_FILE };

    html! {
        <>
            <Flash />
            <CorrectionNotice project={Rc::clone(project)} />
            <Others presence={Rc::clone(&presence)} />
            <WhoFiles project={Rc::clone(project)} />
            <FilingNotice project={Rc::clone(project)} />
            if let Some(call) = call.value().filter(|_| can_file && project.correction.is_none()) {
                <p class="deadline">{ Icon::Calendar.draw() }{ deadline_line(project, &call) }</p>
            }
            <h2 class="visually-hidden">{ t::TASKS }</h2>
            <p class="soft" id="progress">{ t::progress(done, Section::ALL.len()) }</p>
            <ol class="tasks">
                { for tasks.into_iter().map(|(section, state, asked, revised, kept)| {
                    let (name_id, state_id) = (format!("partie-{}", section.slug()), format!("etat-{}", section.slug()));
                    html! {
                        <li class="task">
                            <div class="task-text">
                                <RouteLink id={name_id} class="task-name" to={Route::FicheSection { id: id.clone(), section: section.slug().to_owned() }}>
                                    { t::section(section) }
                                </RouteLink>
                                <p class="task-hint">{ t::section_hint(section) }</p>
                                if asked {
                                    <p class={if revised { "task-hint" } else { "task-note" }}>{ if revised { t::ASKED_DONE } else { t::ASKED_HERE } }</p>
                                }
                                if is_left_alone(project, section) {
                                    <p class="task-hint">{ t::LEFT_ALONE }</p>
                                }
                                {
                                    match in_section(&presence, section).as_slice() {
                                        [] => Html::default(),
                                        names => html! { <p class="task-note">{ together::writes_here(names) }</p> },
                                    }
                                }
                                if kept {
                                    <p class="task-note">{ t::KEPT_HERE }</p>
                                }
                            </div>
                            <span id={state_id}>{ state_badge(state) }</span>
                        </li>
                    }
                }) }
                <FilesTask project={id.clone()} />
            </ol>
            if can_file {
                <p class="soft">{ if missing == 0 { t::READY.to_owned() } else { p::missing_count(missing) } }</p>
            }
            <div class="button-row">
                if can_file {
                    <RouteLink to={check} class={Look::Primary.class()}>{ verb }</RouteLink>
                }
                <RouteLink to={Route::Fiche { id: id.clone() }}>{ t::READ_FICHE }</RouteLink>
            </div>
            <People project={Rc::clone(project)} onchange={props.onchange.clone()} />
            <section class="section">
                <h2>{ d::OFFLINE }</h2>
                <p>{ d::OFFLINE_TEXT }</p>
                <Downloads documents={vec![Offered { path: format!("/projects/{id}/fiche.docx"), label: d::FICHE_DOCX }]} />
                <p><RouteLink to={Route::FicheImport { id: id.clone() }}>{ d::IMPORT }</RouteLink></p>
            </section>
            <Thread project={id} applicant=true writes=true draft=true />
        </>
    }
}

/// Whether the correction asked for names this section.
fn asked(project: &Project, section: Section) -> bool {
    project.correction.iter().any(|correction| correction.sections.contains(&section))
}

fn state_badge(state: SectionState) -> Html {
    let tone = match state {
        SectionState::Todo | SectionState::Optional => BadgeTone::Plain,
        SectionState::Started => BadgeTone::Active,
        SectionState::Complete => BadgeTone::Good,
        SectionState::ToCorrect => BadgeTone::Wait,
    };
    html! { <Badge {tone} label={t::section_state(state)} /> }
}
