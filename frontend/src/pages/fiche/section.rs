//! One section of a fiche.

use super::{
    checks,
    conflict::{ConflictPanel, SetAside},
    content::{content, to_send},
    editor::{Intent, use_editor},
    open::{Opened, open, use_held, writable},
    parts::{PartProps, part},
    presence::{Others, use_presence},
    revised,
    saved_line::SavedLine,
    sections::Section,
};
use crate::{
    components::{
        async_content::{Empty, Skeleton},
        button::{Button, Look},
        form::{ErrorSummary, field_id},
        link::{RouteLink, go},
        notice::Notice,
        page::Page,
        url_query::use_url_query,
    },
    i18n::{common, fiche as t, fiche_fields, fiche_together as together, nav},
    pages::project::correction::{asked_here, is_left_alone},
    routes::Route,
};
use gloo_timers::callback::Timeout;
use openapi::{ProjectStatus, project::Project};
use std::rc::Rc;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;
use yew::prelude::*;
use yew_router::hooks::use_navigator;

/// Properties of [`FicheSection`].
#[derive(Properties, PartialEq)]
pub struct FicheSectionProps {
    pub id: String,
    pub section: String,
}

/// One section of a fiche. `?champ=` is the JSON Pointer of a field to go to, with what the section lacks.
#[component]
pub fn FicheSection(props: &FicheSectionProps) -> Html {
    let (loaded, held) = use_held(props.id.clone(), open);
    let section = Section::at(&props.section);
    let Some(section) = section else {
        return html! {
            <Page title={t::EDIT} crumbs={vec![(Route::Fiches, nav::FICHES.into())]}>
                <Empty title={t::UNKNOWN_SECTION}>
                    <RouteLink to={Route::FicheEdit { id: props.id.clone() }}>{ t::BACK_TO_TASKS }</RouteLink>
                </Empty>
            </Page>
        };
    };
    let title = held.as_ref().map_or(t::EDIT, |(opened, _)| t::title_or(&opened.project.title)).to_owned();
    let crumbs = vec![
        (Route::Fiches, AttrValue::from(nav::FICHES)),
        (Route::FicheEdit { id: props.id.clone() }, AttrValue::from(title)),
    ];
    let over = html! { <p class="small soft">{ t::position(section.position(), Section::ALL.len()) }</p> };
    html! {
        <Page title={t::section(section)} {crumbs} {over}>
            {
                match held {
                    Some((opened, _)) if writable(&opened.project) && is_left_alone(&opened.project, section) => {
                        left_alone(&opened.project)
                    }
                    Some((opened, _)) if writable(&opened.project) => {
                        html! { <SectionForm {section} {opened} /> }
                    }
                    Some((opened, _)) => not_writable(opened.project.id.as_str()),
                    None => loaded.view(Skeleton::Lines(8), |_| Html::default()),
                }
            }
        </Page>
    }
}

/// For whom reads the fiche, or once it is filed.
pub fn not_writable(id: &str) -> Html {
    html! {
        <Empty title={t::NOT_EDITABLE}>
            <p>{ t::NOT_EDITABLE_HINT }</p>
            <p><RouteLink to={Route::Fiche { id: id.to_owned() }} class={Look::Secondary.class()}>{ t::READ_FICHE }</RouteLink></p>
        </Empty>
    }
}

/// For a section that the correction asked for leaves as it is.
fn left_alone(project: &Project) -> Html {
    html! {
        <Empty title={t::LEFT_ALONE_TITLE}>
            <p>{ t::LEFT_ALONE_TEXT }</p>
            <p><RouteLink to={Route::FicheEdit { id: project.id.to_string() }} class={Look::Secondary.class()}>{ t::BACK_TO_TASKS }</RouteLink></p>
        </Empty>
    }
}

#[derive(Properties, PartialEq)]
struct SectionFormProps {
    section: Section,
    opened: Rc<Opened>,
}

#[component]
fn SectionForm(props: &SectionFormProps) -> Html {
    let section = props.section;
    let Opened { project, catalogue } = &*props.opened;
    let id = project.id.to_string();
    let navigator = use_navigator();
    let query = use_url_query();
    let onsaved = {
        let id = id.clone();
        let returned = project.status == ProjectStatus::Returned;
        Callback::from(move |intent: Intent| {
            if returned {
                revised::remember(&id, section);
            }
            let next = match section.next() {
                Some(next) => Route::FicheSection { id: id.clone(), section: next.slug().to_owned() },
                None => Route::FicheCheck { id: id.clone() },
            };
            if let Some(navigator) = navigator.as_ref().filter(|_| intent == Intent::GoOn) {
                go(navigator, &next, None);
            }
        })
    };
    let presence = use_presence(id.clone(), Some(section), true);
    let current = presence.sections.iter().find(|at| at.section == section).map_or(0, |at| at.version);
    let editor = use_editor(section, project, current, catalogue, onsaved);
    let form = &editor.form;

    // From a list of what is missing: says it here too, and goes to the field.
    {
        let (form, fiche, lead) = (form.clone(), to_send(&content(project)), project.partner.kind);
        use_effect_with(query.text("champ"), move |field| {
            let timer = field.clone().map(|field| {
                form.refuse(checks::missing(section, &fiche, lead));
                // After the summary took the focus.
                Timeout::new(60, move || focus(&field_id(&field)))
            });
            move || drop(timer)
        });
    }

    let onsubmit = editor.save.reform(|event: SubmitEvent| {
        event.prevent_default();
        Intent::GoOn
    });
    let names = Callback::from(|pointer: AttrValue| fiche_fields::field(&pointer).map(AttrValue::from));
    let busy = editor.status == super::editor::Status::Saving;
    let props_of_part = PartProps {
        form: form.clone(),
        onunread: editor.onunread.clone(),
        catalogue: Rc::clone(catalogue),
        project: Rc::clone(project),
    };
    html! {
        <>
            <Others presence={Rc::clone(&presence)} section={Some(section)} />
            if let Some(kept) = &editor.resumed {
                <Notice title={together::RESUMED_TITLE}><p>{ together::resumed_text(kept.at) }</p></Notice>
            }
            if let Some(conflict) = &editor.conflict {
                <ConflictPanel {section} conflict={Rc::clone(conflict)} catalogue={Rc::clone(catalogue)} onchoose={editor.onchoose.clone()} />
            }
            <form class="form fiche-form" novalidate=true {onsubmit}>
                <ErrorSummary errors={form.errors()} general={form.general()} refusals={form.refusals()} {names} />
                { asked_here(project, section) }
                { part(section, props_of_part) }
                <div class="save-bar">
                    <SavedLine status={editor.status} dirty={editor.dirty} />
                    <div class="button-row">
                        <Button submit=true busy={busy}>{ t::SAVE_AND_GO_ON }</Button>
                        <Button look={Look::Secondary} onclick={editor.save.reform(|_: MouseEvent| Intent::Stay)}>{ common::SAVE }</Button>
                        <RouteLink to={Route::FicheEdit { id }}>{ t::BACK_TO_TASKS }</RouteLink>
                    </div>
                </div>
            </form>
            if let Some(version) = &editor.aside {
                <SetAside {section} version={Rc::clone(version)} catalogue={Rc::clone(catalogue)} onforget={editor.onforget.clone()} />
            }
        </>
    }
}

/// Goes to a field, or to the first one of a group.
fn focus(id: &str) {
    let document = web_sys::window().and_then(|window| window.document());
    let Some(element) = document.and_then(|document| document.get_element_by_id(id)) else { return };
    let first = element.query_selector("input, select, textarea, button").ok().flatten();
    let is_group = element.tag_name().eq_ignore_ascii_case("fieldset");
    let target = first.filter(|_| is_group).unwrap_or(element);
    target.scroll_into_view_with_bool(true);
    if let Some(target) = target.dyn_ref::<HtmlElement>() {
        let _ = target.focus();
    }
}
