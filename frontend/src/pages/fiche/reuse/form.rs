//! What of an earlier fiche the new one starts with.

use super::{excerpt::excerpt, preview::Preview};
use crate::{
    api,
    components::{
        badge::project_status,
        button::{Button, Look},
        flash,
        form::{Checkbox, Choice, ErrorSummary, Form, Group, Radios, use_form},
        link::{RouteLink, go},
    },
    i18n::{fiche as f, project as p, reuse as t},
    pages::project::earlier::Earlier,
    routes::Route,
};
use openapi::{
    FieldError, ProjectStatus, Reference,
    call::Call,
    project::{Project, Section},
    reuse::{CopyInput, ReusedField},
};
use std::rc::Rc;
use yew::prelude::*;
use yew_router::hooks::use_navigator;

const ANOTHER: &str = "autre";
const RENEWAL: &str = "suite";

/// Properties of [`ReuseForm`].
#[derive(Properties, PartialEq)]
pub struct ReuseFormProps {
    /// The earlier fiche.
    pub project: Rc<Project>,
    /// Open calls of its programme.
    pub calls: Vec<Call>,
    /// Id or slug of the call in the address.
    pub wanted: Option<String>,
    /// The way back to the list.
    pub other: Html,
}

/// Field by field kept or cleared, and what the new fiche would be.
#[component]
pub fn ReuseForm(props: &ReuseFormProps) -> Html {
    let navigator = use_navigator();
    let project = &props.project;
    let found = props.wanted.as_ref().and_then(|wanted| {
        props.calls.iter().find(|call| call.slug == *wanted || call.id.as_str() == wanted)
    });
    let only = match props.calls.as_slice() {
        [only] if props.wanted.is_none() => Some(only),
        _ => None,
    };
    // What nothing is written in cannot be kept.
    let fields: Vec<(ReusedField, String)> =
        ReusedField::ALL.into_iter().map(|field| (field, excerpt(field, project))).collect();
    let offered: Vec<ReusedField> =
        fields.iter().filter(|(_, says)| !says.is_empty()).map(|(field, _)| *field).collect();
    let filed = project.status != ProjectStatus::Draft;
    let proposed: Vec<ReusedField> =
        offered.iter().copied().filter(|field| field.kept_by_default()).collect();
    let form = use_form(|| CopyInput {
        call: found.or(only).map_or_else(|| Reference::from(""), |call| Reference::from(call.id.to_string())),
        keep: Some(proposed.clone()),
        // An action that was selected is most often taken up to go on with it.
        renewal: project.status.is_public(),
    });
    // One key for one intent: trying again after a lost answer cannot make two fiches.
    let key = use_memo(form.value().clone(), |_| api::random_uuid());
    let onsubmit = {
        let (form, key, id) = (form.clone(), key.clone(), project.id.to_string());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            if !complete(&form) {
                return;
            }
            let (input, key, id, navigator) =
                (form.value().clone(), key.clone(), id.clone(), navigator.clone());
            form.send(async move { api::projects::copy(&id, &input, &key).await }, move |answer| {
                flash::say(t::STARTED);
                if let Some(navigator) = navigator {
                    go(&navigator, &Route::FicheEdit { id: answer.body.id.to_string() }, None);
                }
            });
        })
    };
    let calls = props
        .calls
        .iter()
        .map(|call| Choice::new(call.id.to_string(), call.title.clone()).hint(p::until_date(call.closes_on)));
    let kinds = vec![Choice::new(RENEWAL, t::RENEWAL), Choice::new(ANOTHER, t::ANOTHER)];
    let renewal = form.value().renewal;
    let set = |label: &'static str, keep: Vec<ReusedField>| {
        let form = form.clone();
        let onclick = Callback::from(move |_: MouseEvent| {
            let keep = keep.clone();
            form.change(move |input| input.keep = Some(keep));
        });
        html! { <Button look={Look::Secondary} small=true {onclick}>{ label }</Button> }
    };
    let empty: Vec<&str> =
        fields.iter().filter(|(_, says)| says.is_empty()).map(|(field, _)| field.label_fr()).collect();
    html! {
        <form class="form reuse" novalidate=true {onsubmit}>
            <ErrorSummary errors={form.errors()} general={form.general()} refusals={form.refusals()} />
            <section class="panel" aria-labelledby="origine">
                <h2 id="origine">{ t::ORIGIN }</h2>
                if renewal {
                    <Earlier id={project.id.to_string()} />
                } else {
                    <div class="earlier">
                        <p class="row">
                            <RouteLink to={Route::Fiche { id: project.id.to_string() }}>{ f::title_or(&project.title) }</RouteLink>
                            { project_status(project.status) }
                        </p>
                        <p class="small soft">{ &project.call.title }if let Some(number) = &project.number { { " · " }{ number } }</p>
                    </div>
                }
                { props.other.clone() }
            </section>
            if props.wanted.is_some() && found.is_none() {
                <p class="strong">{ f::CALL_NOT_OPEN }</p>
            }
            if let Some(call) = found.or(only) {
                <dl class="facts"><dt>{ f::CALL }</dt><dd>{ &call.title }{ " – " }{ p::until_date(call.closes_on) }</dd></dl>
            } else {
                <Radios at="/call" legend={f::CHOOSE_CALL} choices={calls.collect::<Vec<_>>()} value={form.value().call.as_str().to_owned()} errors={form.errors()}
                    onchange={form.edit(|input: &mut CopyInput, id: String| input.call = Reference::from(id))} />
            }
            if filed {
                <Radios at="/renewal" legend={t::KIND} hint={t::KIND_HINT} choices={kinds} value={if renewal { RENEWAL } else { ANOTHER }} errors={form.errors()}
                    onchange={form.edit(|input: &mut CopyInput, kind: String| input.renewal = kind == RENEWAL)} />
            }
            <Group at="/keep" legend={t::KEPT} hint={t::KEPT_HINT} errors={form.errors()}>
                <div class="button-row reuse-sets">
                    { set(t::PROPOSED, proposed) }
                    { set(t::ALL, offered.clone()) }
                    { set(t::NOTHING, Vec::new()) }
                </div>
                <p class="soft" role="status">{ t::kept(kept(&form).len(), offered.len()) }</p>
                { for Section::ALL.into_iter().map(|section| of_section(section, &fields, &form)) }
                if !empty.is_empty() {
                    <p class="soft small">{ t::empty(&empty) }</p>
                }
            </Group>
            <p class="soft">{ t::ANEW }</p>
            <Preview project={project.id.to_string()} input={form.value().clone()} ready={!form.value().call.as_str().is_empty()} />
            <div class="button-row">
                <Button submit=true busy={form.busy()}>{ t::START }</Button>
                <RouteLink to={Route::Fiches} class={Look::Quiet.class()}>{ f::MINE }</RouteLink>
            </div>
        </form>
    }
}

/// Whether everything is chosen; shows what is not.
fn complete(form: &Form<CopyInput>) -> bool {
    let missing = form.value().call.as_str().is_empty().then(|| FieldError {
        pointer: "/call".into(),
        code: "required".into(),
        message: f::CALL_MISSING.into(),
    });
    form.accept(missing.into_iter().collect()) && form.check()
}

fn kept(form: &Form<CopyInput>) -> &[ReusedField] {
    form.value().keep.as_deref().unwrap_or_default()
}

/// The fields of a section that say something, a part below its whole.
fn of_section(section: Section, fields: &[(ReusedField, String)], form: &Form<CopyInput>) -> Html {
    let mut here = fields.iter().filter(|(field, says)| field.section() == section && !says.is_empty());
    let lines: Vec<Html> = here
        .by_ref()
        .filter(|(field, _)| field.part_of().is_none_or(|whole| kept(form).contains(&whole)))
        .map(|(field, says)| {
            let field = *field;
            let onchange =
                form.edit(move |input: &mut CopyInput, keeps: bool| input.keep = Some(with(input, field, keeps)));
            html! {
                <div key={field.as_str()} class={field.part_of().map(|_| "reuse-part")}>
                    <Checkbox at={format!("/keep/{}", field.as_str())} label={field.label_fr()} hint={says.clone()}
                        checked={kept(form).contains(&field)} {onchange} />
                </div>
            }
        })
        .collect();
    if lines.is_empty() {
        return Html::default();
    }
    let id = format!("garder-{}", section.slug());
    html! {
        <div class="reuse-section" role="group" aria-labelledby={id.clone()}>
            <h3 {id}>{ f::section(section) }</h3>
            { for lines }
        </div>
    }
}

/// What is kept with one more or less; a part goes with its whole.
fn with(input: &CopyInput, field: ReusedField, keeps: bool) -> Vec<ReusedField> {
    let before = input.keep.as_deref().unwrap_or_default();
    let stays = |one: &ReusedField| match *one {
        one if one == field => keeps,
        one if one.part_of() == Some(field) && !keeps => false,
        one => before.contains(&one),
    };
    ReusedField::ALL.into_iter().filter(stays).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn input(keep: &[ReusedField]) -> CopyInput {
        CopyInput { call: Reference::from("2026"), keep: Some(keep.to_vec()), renewal: false }
    }

    #[test]
    fn a_part_is_cleared_with_its_whole_and_does_not_come_back_by_itself() {
        use ReusedField as F;
        let both = input(&[F::Title, F::Phases, F::PhaseDates]);
        let without = with(&both, F::Phases, false);
        assert_eq!(without, [F::Title]);
        assert_eq!(with(&input(&without), F::Phases, true), [F::Title, F::Phases]);
    }

    #[test]
    fn one_field_more_or_less_leaves_the_others() {
        use ReusedField as F;
        assert_eq!(with(&input(&[F::Need]), F::Title, true), [F::Title, F::Need]);
        assert_eq!(with(&input(&[F::Title, F::Need]), F::Title, false), [F::Need]);
    }
}
