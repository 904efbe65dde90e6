//! Objectives and need.

use super::PartProps;
use crate::{
    components::form::{Checkboxes, Choice, Radios, TextArea},
    i18n::fiche as t,
};
use openapi::{Reference, limits, project::ProjectInput};
use yew::prelude::*;

/// One main objective, others, and the need observed.
#[component]
pub fn ObjectivesPart(props: &PartProps) -> Html {
    let form = &props.form;
    let fiche = form.value();
    let errors = form.errors();
    let main = fiche.objectives.main.as_ref().map(|main| main.as_str().to_owned()).unwrap_or_default();
    let choices: Vec<Choice> = props
        .catalogue
        .objectives
        .iter()
        .map(|objective| {
            let choice =
                Choice::new(objective.id.to_string(), format!("{} – {}", objective.code, objective.label));
            if objective.detail.is_empty() { choice } else { choice.hint(objective.detail.clone()) }
        })
        .collect();
    let others: Vec<Choice> = choices.iter().filter(|choice| *choice.value != *main).cloned().collect();
    let chosen = fiche.objectives.others.iter().map(|other| other.as_str().to_owned()).collect::<Vec<_>>();
    html! {
        <>
            <Radios at="/objectives/main" legend={t::OBJECTIVE_MAIN} hint={t::OBJECTIVE_MAIN_HINT} {choices} value={main} errors={errors.clone()}
                onchange={form.edit(|fiche: &mut ProjectInput, id: String| {
                    let main = Reference::from(id);
                    fiche.objectives.others.retain(|other| *other != main);
                    fiche.objectives.main = Some(main);
                })} />
            <Checkboxes at="/objectives/others" legend={t::OBJECTIVES_OTHERS} hint={t::OBJECTIVES_OTHERS_HINT} optional=true
                choices={others} values={chosen} errors={errors.clone()}
                onchange={form.edit(|fiche: &mut ProjectInput, ids: Vec<String>| {
                    fiche.objectives.others = ids.into_iter().map(Reference::from).collect();
                })} />
            <TextArea at="/need" label={t::NEED} hint={t::NEED_HINT} max={limits::NEED_MAX} rows=10 {errors}
                value={fiche.need.clone()} oninput={form.edit(|fiche: &mut ProjectInput, text| fiche.need = text)} />
        </>
    }
}
