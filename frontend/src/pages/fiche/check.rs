//! Check answers, then file the fiche.

use super::{
    checks::{all_missing, all_odd, in_order, precise},
    content::content,
    editor::draft_key,
    open::{use_held, writable},
    profile::ProfileNotice,
    section::not_writable,
    sections::Section,
};
use crate::{
    api::{self, Answer, ApiError},
    components::{
        async_content::{Skeleton, use_load},
        button::Button,
        icon::Icon,
        link::{RouteLink, go, query_string},
        notice::{Notice, Tone},
        page::Page,
    },
    draft_store,
    i18n::{fiche as t, fiche_fields, fiche_form as w, nav},
    pages::project::{
        correction::CorrectionNotice, fiche_view::FicheView, filing_notice::FilingNotice,
        moments::deadline_line, who_files::WhoFiles,
    },
    routes::Route,
    session::use_session,
};
use openapi::{
    ErrorCode, FieldError, Transition,
    calendar::Filing,
    project::{Project, ProjectInput},
};
use std::rc::Rc;
use web_sys::HtmlElement;
use yew::{platform::spawn_local, prelude::*};
use yew_router::hooks::use_navigator;

/// Properties of [`FicheCheck`].
#[derive(Properties, PartialEq)]
pub struct FicheCheckProps {
    pub id: String,
}

/// Check answers, then file the fiche.
#[component]
pub fn FicheCheck(props: &FicheCheckProps) -> Html {
    let (loaded, held) = use_held(props.id.clone(), |id| async move { api::projects::read(&id).await });
    let title = held.as_ref().map_or(t::EDIT, |(project, _)| t::title_or(&project.title)).to_owned();
    let crumbs = vec![
        (Route::Fiches, AttrValue::from(nav::FICHES)),
        (Route::FicheEdit { id: props.id.clone() }, AttrValue::from(title)),
    ];
    html! {
        <Page title={t::CHECK} {crumbs} lead={t::CHECK_LEAD}>
            {
                match held {
                    Some((project, etag)) if writable(&project) => html! { <Check {project} {etag} /> },
                    Some(_) => not_writable(&props.id),
                    None => loaded.view(Skeleton::Lines(12), |_| Html::default()),
                }
            }
        </Page>
    }
}

#[derive(Properties, PartialEq)]
struct CheckProps {
    project: Rc<Project>,
    etag: Option<AttrValue>,
}

/// What was read last, and what the server said of it.
#[derive(Clone, PartialEq)]
struct Known {
    project: Rc<Project>,
    etag: Option<AttrValue>,
    refusal: Option<ApiError>,
    /// Rises with each refusal, so that the summary takes the focus.
    refusals: u32,
}

#[component]
fn Check(props: &CheckProps) -> Html {
    let session = use_session();
    let navigator = use_navigator();
    let known = use_state(|| Known {
        project: Rc::clone(&props.project),
        etag: props.etag.clone(),
        refusal: None,
        refusals: 0,
    });
    let busy = use_state(|| false);
    let project = &known.project;
    let id = project.id.to_string();
    let call = use_load(project.call.id.to_string(), |id| async move { api::calls::read(&id).await });

    let refused = known.refusal.as_ref().map(|error| error.field_errors().to_vec()).unwrap_or_default();
    let missing = if refused.is_empty() {
        all_missing(&content(project), project.partner.kind)
    } else {
        in_order(refused.into_iter().map(precise).collect())
    };
    let unsaved = unsaved_sections(session.me().map(|me| me.id.clone()).as_ref(), &id);
    let files = project.access.is_some_and(|access| access.file);
    let window_open = project.allowed_transitions.contains(&Transition::Submit);
    let refused_late = known.refusal.as_ref().and_then(ApiError::code) == Some(ErrorCode::DeadlinePassed);
    // Who does not file has no such transition, whatever the date; the fiche says until when it can be.
    let open = if files { window_open } else { project.filing.as_ref().is_some_and(Filing::is_open) };
    let deadline_passed = refused_late || !open;

    let file = {
        let (known, busy, navigator, id) = (known.clone(), busy.clone(), navigator.clone(), id.clone());
        let lacking = !missing.is_empty();
        Callback::from(move |_: MouseEvent| {
            if *busy {
                return;
            }
            if lacking && known.refusal.is_none() {
                // Nothing to send: the summary says what is missing.
                known.set(Known { refusals: known.refusals.wrapping_add(1), ..(*known).clone() });
                return;
            }
            busy.set(true);
            let (known, busy, navigator, id) = (known.clone(), busy.clone(), navigator.clone(), id.clone());
            spawn_local(async move {
                match api::projects::submit(&id, known.etag.as_deref()).await {
                    Ok(_) => filed(&id, navigator.as_ref()),
                    Err(error) => {
                        busy.set(false);
                        refuse(&known, error, &id).await;
                    }
                }
            });
        })
    };
    let odd = all_odd(&content(project));
    html! {
        <>
            if !deadline_passed {
                <Missing id={id.clone()} errors={missing.clone()} refusals={known.refusals} />
            }
            if let Some(error) = &known.refusal {
                { refusal(error) }
            }
            if refused_late {
                <Notice tone={Tone::Error} title={t::DEADLINE_PASSED}><p>{ t::DEADLINE_PASSED_TEXT }</p></Notice>
            } else {
                <FilingNotice project={Rc::clone(project)} />
            }
            <WhoFiles project={Rc::clone(project)} />
            <CorrectionNotice project={Rc::clone(project)} />
            if !unsaved.is_empty() {
                <Notice tone={Tone::Warning} title={t::UNSAVED_SECTIONS}>
                    <p>{ t::UNSAVED_SECTIONS_TEXT }</p>
                    <ul>
                        { for unsaved.iter().map(|section| html! {
                            <li><RouteLink to={Route::FicheSection { id: id.clone(), section: section.slug().to_owned() }}>{ t::section(*section) }</RouteLink></li>
                        }) }
                    </ul>
                </Notice>
            }
            if !deadline_passed && !odd.is_empty() {
                <Notice tone={Tone::Warning} title={w::ODD}>
                    <p>{ w::ODD_TEXT }</p>
                    <ul>{ for odd.iter().map(|error| leading(&id, error)) }</ul>
                </Notice>
            }
            if !deadline_passed {
                <ProfileNotice partner={project.partner.id.clone()} />
            }
            <FicheView project={Rc::clone(project)} edit=true />
            if !files {
                <p><RouteLink to={Route::FicheEdit { id: id.clone() }}>{ t::BACK_TO_TASKS }</RouteLink></p>
            } else if !deadline_passed {
                <section class="panel file-panel" aria-labelledby="deposer">
                    <h2 id="deposer">{ t::FILE_TITLE }</h2>
                    if let Some(call) = call.value() {
                        <p class="deadline">{ Icon::Calendar.draw() }{ deadline_line(project, &call) }</p>
                    }
                    <h3>{ t::AFTERWARDS }</h3>
                    <p>{ t::AFTER_FILING }</p>
                    <p>{ t::AFTER_FILING_LOCKED }</p>
                    <p class="strong" id="enregistrer">{ w::SAVING_IS_NOT_FILING }</p>
                    <div class="button-row">
                        <Button icon={Icon::Send} busy={*busy} described_by="enregistrer" onclick={file}>{ t::FILE }</Button>
                        <RouteLink to={Route::FicheEdit { id: id.clone() }}>{ t::BACK_TO_TASKS }</RouteLink>
                    </div>
                </section>
            }
        </>
    }
}

fn filed(id: &str, navigator: Option<&yew_router::navigator::Navigator>) {
    for section in Section::ALL {
        super::revised::forget(id, section);
    }
    if let Some(navigator) = navigator {
        go(navigator, &Route::Fiche { id: id.to_owned() }, Some(&query_string([("depot", "1")])));
    }
}

/// Shows why, on the project as it is now: a lost answer may even have filed it.
async fn refuse(known: &UseStateHandle<Known>, error: ApiError, id: &str) {
    let mut next =
        Known { refusal: Some(error.clone()), refusals: known.refusals.wrapping_add(1), ..(**known).clone() };
    let changed = error.is_stale() || matches!(&error, ApiError::Problem(problem) if problem.status == 409);
    if changed && let Ok(Answer { body, etag }) = api::projects::read(id).await {
        next.project = Rc::new(body);
        next.etag = etag.map(AttrValue::from);
    }
    known.set(next);
}

/// What is not said by the list of fields.
fn refusal(error: &ApiError) -> Html {
    if !error.field_errors().is_empty() || error.code() == Some(ErrorCode::DeadlinePassed) {
        return Html::default();
    }
    let text = if error.is_stale() { t::CHANGED_SINCE.to_owned() } else { error.message() };
    html! { <Notice tone={Tone::Error} title={t::FILE_FAILED}><p>{ text }</p></Notice> }
}

fn unsaved_sections(person: Option<&openapi::Id>, id: &str) -> Vec<Section> {
    let Some(person) = person else { return Vec::new() };
    let kept =
        |section: &Section| draft_store::kept::<ProjectInput>(person, &draft_key(id, *section)).is_some();
    Section::ALL.into_iter().filter(kept).collect()
}

/// A sentence that leads to its field.
fn leading(id: &str, error: &FieldError) -> Html {
    let text = fiche_fields::named(&error.pointer, &error.message);
    match Section::of(&error.pointer) {
        Some(section) => {
            let to = Route::FicheSection { id: id.to_owned(), section: section.slug().to_owned() };
            let query = AttrValue::from(query_string([("champ", error.pointer.as_str())]));
            html! { <li><RouteLink {to} {query}>{ text }</RouteLink></li> }
        }
        None => html! { <li>{ text }</li> },
    }
}

#[derive(Properties, PartialEq)]
struct MissingProps {
    id: String,
    errors: Vec<FieldError>,
    refusals: u32,
}

/// All that is missing at once, each leading to its place.
#[component]
fn Missing(props: &MissingProps) -> Html {
    let node = use_node_ref();
    {
        let node = node.clone();
        use_effect_with(props.refusals, move |refusals| {
            if let Some(element) = node.cast::<HtmlElement>().filter(|_| *refusals > 0) {
                let _ = element.focus();
            }
        });
    }
    if props.errors.is_empty() {
        return Html::default();
    }
    html! {
        <div class="error-summary" ref={node} tabindex="-1" aria-labelledby="manques">
            <h2 id="manques">{ t::MISSING_TITLE }</h2>
            <p>{ t::MISSING_TEXT }</p>
            <ul>
                { for props.errors.iter().map(|error| leading(&props.id, error)) }
            </ul>
        </div>
    }
}
