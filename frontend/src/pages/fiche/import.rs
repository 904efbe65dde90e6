//! A form filled elsewhere: compared with the fiche, then taken over field by field.

use super::{open::writable, section::not_writable};
use crate::{
    api::{self, Answer, ApiError},
    components::{
        async_content::{Skeleton, use_load},
        button::{Button, Look},
        flash,
        form::{ErrorSummary, Errors, FileField},
        link::{RouteLink, go},
        notice::{Notice, Tone},
        page::Page,
    },
    i18n::{documents as t, fiche as f, nav},
    routes::Route,
};
use openapi::{
    FieldError,
    document::{Difference, ImportedFiche},
    error_code::Language,
    project::Project,
    rule::Rule,
};
use std::{collections::BTreeSet, rc::Rc};
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;
use yew_router::hooks::use_navigator;

/// Properties of [`FicheImport`].
#[derive(Properties, PartialEq)]
pub struct FicheImportProps {
    pub id: String,
}

/// The page that takes a filled form back.
#[component]
pub fn FicheImport(props: &FicheImportProps) -> Html {
    let project = use_load(props.id.clone(), |id| async move { api::projects::read(&id).await });
    let title = project.value().map_or(f::EDIT.to_owned(), |project| f::title_or(&project.title).to_owned());
    let crumbs = vec![
        (Route::Fiches, AttrValue::from(nav::FICHES)),
        (Route::FicheEdit { id: props.id.clone() }, AttrValue::from(title)),
    ];
    html! {
        <Page title={t::IMPORT} lead={t::IMPORT_LEAD} {crumbs}>
            { project.view(Skeleton::Lines(6), |project| {
                if writable(project) {
                    html! { <Import project={Rc::clone(project)} /> }
                } else {
                    not_writable(project.id.as_str())
                }
            }) }
        </Page>
    }
}

#[derive(Properties, PartialEq)]
struct ImportProps {
    project: Rc<Project>,
}

/// What is wrong with the choice of a file or of fields, at its place.
fn wrong(pointer: &str, message: String) -> Errors {
    let mut error = FieldError::new(pointer.to_owned(), &Rule::Required, Language::French);
    error.message = message;
    Errors::from(vec![error])
}

#[component]
fn Import(props: &ImportProps) -> Html {
    let id = props.project.id.to_string();
    let navigator = use_navigator();
    let file = use_state(|| None::<web_sys::File>);
    let compared = use_state(|| None::<Rc<Answer<ImportedFiche>>>);
    let chosen = use_state(BTreeSet::<String>::new);
    let errors = use_state(Errors::default);
    let refusals = use_state(|| 0_u32);
    let busy = use_state(|| false);
    let changed = use_state(|| false);

    let refuse = {
        let (errors, refusals, busy) = (errors.clone(), refusals.clone(), busy.clone());
        Callback::from(move |found: Errors| {
            errors.set(found);
            refusals.set(*refusals + 1);
            busy.set(false);
        })
    };
    // Compares; after a refusal for age the same choices stay, over the fiche as it is now.
    let compare = {
        let (file, compared, chosen) = (file.clone(), compared.clone(), chosen.clone());
        let (errors, busy, refuse, id, changed) =
            (errors.clone(), busy.clone(), refuse.clone(), id.clone(), changed.clone());
        Callback::from(move |again: bool| {
            let Some(document) = (*file).clone() else {
                refuse.emit(wrong("/document", t::FILE_MISSING.into()));
                return;
            };
            busy.set(true);
            let (compared, chosen, errors) = (compared.clone(), chosen.clone(), errors.clone());
            let (busy, refuse, id, changed) = (busy.clone(), refuse.clone(), id.clone(), changed.clone());
            spawn_local(async move {
                match api::documents::import(&id, &document, &[], None).await {
                    Ok(answer) => {
                        let takes = answer.body.differences.iter().filter(|found| found.problems.is_empty());
                        let kept = takes.filter(|found| again && chosen.contains(&found.pointer));
                        chosen.set(kept.map(|found| found.pointer.clone()).collect());
                        errors.set(Errors::default());
                        changed.set(again);
                        compared.set(Some(Rc::new(answer)));
                        busy.set(false);
                    }
                    Err(error) => refuse.emit(wrong("/document", error.message())),
                }
            });
        })
    };
    let take = {
        let (file, compared, chosen) = (file.clone(), compared.clone(), chosen.clone());
        let (busy, refuse, compare, id) = (busy.clone(), refuse.clone(), compare.clone(), id.clone());
        Callback::from(move |()| {
            let (Some(document), Some(answer)) = ((*file).clone(), (*compared).clone()) else { return };
            let pointers: Vec<String> = chosen.iter().cloned().collect();
            if pointers.is_empty() {
                refuse.emit(wrong("/take", t::NOTHING_CHOSEN.into()));
                return;
            }
            busy.set(true);
            let (refuse, compare, id, navigator) =
                (refuse.clone(), compare.clone(), id.clone(), navigator.clone());
            spawn_local(async move {
                match api::documents::import(&id, &document, &pointers, answer.etag.as_deref()).await {
                    Ok(_) => {
                        flash::say(t::taken(pointers.len()));
                        if let Some(navigator) = navigator {
                            go(&navigator, &Route::FicheEdit { id }, None);
                        }
                    }
                    Err(error) if error.is_stale() => compare.emit(true),
                    Err(error) => refuse.emit(refusal(&error)),
                }
            });
        })
    };

    let onsubmit = {
        let (compared, compare, take, busy) = (compared.clone(), compare.clone(), take.clone(), busy.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            if *busy {
                return;
            }
            if compared.as_ref().is_some_and(|answer| !answer.body.differences.is_empty()) {
                take.emit(());
            } else {
                compare.emit(false);
            }
        })
    };
    let onfile = {
        let (file, compared) = (file.clone(), compared.clone());
        Callback::from(move |found| {
            file.set(found);
            compared.set(None);
        })
    };
    let another = {
        let (compared, changed, errors) = (compared.clone(), changed.clone(), errors.clone());
        Callback::from(move |_: MouseEvent| {
            compared.set(None);
            changed.set(false);
            errors.set(Errors::default());
        })
    };
    let onchoose = {
        let chosen = chosen.clone();
        Callback::from(move |next: BTreeSet<String>| chosen.set(next))
    };

    html! {
        <form class="form form-wide" novalidate=true {onsubmit}>
            <ErrorSummary errors={(*errors).clone()} refusals={*refusals} />
            {
                match &*compared {
                    None => html! {
                        <>
                            <FileField at="/document" label={t::FILE} hint={t::FILE_HINT} errors={(*errors).clone()} onchange={onfile}
                                accept=".docx,application/vnd.openxmlformats-officedocument.wordprocessingml.document" />
                            <div class="button-row">
                                <Button submit=true busy={*busy}>{ t::COMPARE }</Button>
                                <RouteLink to={Route::FicheEdit { id: id.clone() }}>{ t::BACK }</RouteLink>
                            </div>
                        </>
                    },
                    Some(answer) => html! {
                        <>
                            { origin(&answer.body, &props.project, *changed) }
                            <Differences found={Rc::clone(answer)} chosen={(*chosen).clone()} {onchoose} errors={(*errors).clone()} />
                            <div class="button-row">
                                if !answer.body.differences.is_empty() {
                                    <Button submit=true busy={*busy}>{ t::take(chosen.len()) }</Button>
                                }
                                <Button look={Look::Secondary} onclick={another}>{ t::OTHER_DOCUMENT }</Button>
                                <RouteLink to={Route::FicheEdit { id: id.clone() }}>{ t::BACK }</RouteLink>
                            </div>
                        </>
                    },
                }
            }
        </form>
    }
}

fn refusal(error: &ApiError) -> Errors {
    match error.field_errors() {
        [] => wrong("/take", format!("{}\u{a0}: {}", t::FAILED, error.message())),
        errors => Errors::from(errors.to_vec()),
    }
}

/// What to know of the document before choosing.
fn origin(found: &ImportedFiche, project: &Project, changed: bool) -> Html {
    let other = found.origin.project.as_ref().is_some_and(|from| *from != project.id);
    let older = !other && found.origin.version.is_some_and(|version| version < found.version);
    let warn = |title: &'static str, text: &'static str| {
        html! { <Notice tone={Tone::Warning} {title}><p>{ text }</p></Notice> }
    };
    html! {
        <>
            if changed { { warn(t::CHANGED, t::CHANGED_TEXT) } }
            if other { { warn(t::OTHER_FICHE, t::OTHER_FICHE_TEXT) } }
            if older && !changed && !found.differences.is_empty() { { warn(t::OLDER, t::OLDER_TEXT) } }
            if found.differences.is_empty() {
                <Notice tone={Tone::Success} title={t::SAME}><p>{ t::SAME_TEXT }</p></Notice>
            }
            if !found.absent.is_empty() {
                <Notice>
                    <p>{ t::ABSENT }</p>
                    <ul>{ for found.absent.iter().map(|field| html! { <li>{ &field.label }</li> }) }</ul>
                </Notice>
            }
        </>
    }
}

#[derive(Properties, PartialEq)]
struct DifferencesProps {
    found: Rc<Answer<ImportedFiche>>,
    chosen: BTreeSet<String>,
    onchoose: Callback<BTreeSet<String>>,
    errors: Errors,
}

#[component]
fn Differences(props: &DifferencesProps) -> Html {
    let found = &props.found.body;
    if found.differences.is_empty() {
        return Html::default();
    }
    let possible: BTreeSet<String> = found
        .differences
        .iter()
        .filter(|difference| difference.problems.is_empty())
        .map(|difference| difference.pointer.clone())
        .collect();
    let every = !possible.is_empty() && possible == props.chosen;
    let toggle_all = {
        let (onchoose, possible) = (props.onchoose.clone(), possible.clone());
        Callback::from(move |_: MouseEvent| {
            onchoose.emit(if every { BTreeSet::new() } else { possible.clone() })
        })
    };
    let error = props.errors.at("/take");
    html! {
        <fieldset id="take" tabindex="-1" class="import">
            <legend><h2>{ t::DIFFERENCES }</h2></legend>
            <p>{ t::counts(found.differences.len(), found.unchanged) }{ " " }{ t::DIFFERENCES_TEXT }</p>
            if let Some(error) = error { <p class="field-error">{ error }</p> }
            if possible.len() > 1 {
                <p><Button look={Look::Quiet} small=true onclick={toggle_all}>{ if every { t::NONE } else { t::ALL } }</Button></p>
            }
            <div class="table-wrap">
                <table class="table import-table" role="table">
                    <caption class="visually-hidden">{ t::DIFFERENCES }</caption>
                    <thead role="rowgroup">
                        <tr role="row">
                            <th scope="col" role="columnheader">{ t::CHOICE }</th>
                            <th scope="col" role="columnheader">{ t::IN_FICHE }</th>
                            <th scope="col" role="columnheader">{ t::IN_DOCUMENT }</th>
                        </tr>
                    </thead>
                    <tbody role="rowgroup">
                        { for found.differences.iter().map(|difference| line(difference, props)) }
                    </tbody>
                </table>
            </div>
        </fieldset>
    }
}

fn line(difference: &Difference, props: &DifferencesProps) -> Html {
    let Difference { pointer, label, part, current, document, problems } = difference;
    let id = format!("prendre{}", pointer.replace('/', "-"));
    let possible = problems.is_empty();
    let onchange = {
        let (chosen, onchoose, pointer) = (props.chosen.clone(), props.onchoose.clone(), pointer.clone());
        Callback::from(move |_: Event| {
            let mut next = chosen.clone();
            if !next.remove(&pointer) {
                next.insert(pointer.clone());
            }
            onchoose.emit(next);
        })
    };
    let said = |text: &str| {
        if text.is_empty() {
            html! { <span class="soft">{ t::EMPTY }</span> }
        } else {
            html! { <span class="typed">{ text.to_owned() }</span> }
        }
    };
    html! {
        <tr role="row" key={pointer.clone()}>
            <th scope="row" role="rowheader">
                if possible {
                    <div class="choice">
                        <input id={id.clone()} type="checkbox" checked={props.chosen.contains(pointer)} {onchange} />
                        <label for={id}>{ label }</label>
                    </div>
                } else {
                    <span>{ label }</span>
                }
                <p class="small soft">{ part }</p>
            </th>
            <td role="cell" data-label={t::IN_FICHE}>{ said(current) }</td>
            <td role="cell" data-label={t::IN_DOCUMENT}>
                { said(document) }
                if !possible {
                    <div class="field-error">
                        <p>{ t::CANNOT }</p>
                        <ul>{ for problems.iter().map(|problem| html! { <li>{ named(problem) }</li> }) }</ul>
                    </div>
                }
            </td>
        </tr>
    }
}

/// A problem with the line and column it is in.
fn named(problem: &FieldError) -> String {
    crate::i18n::fiche_fields::named(&problem.pointer, &problem.message)
}
