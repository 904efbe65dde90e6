//! What will be done.

use super::PartProps;
use crate::{components::form::TextArea, i18n::fiche as t};
use openapi::{limits, project::ProjectInput};
use yew::prelude::*;

/// Description, expected results, innovation, working methods.
#[component]
pub fn Action(props: &PartProps) -> Html {
    let form = &props.form;
    let fiche = form.value();
    let errors = form.errors();
    html! {
        <>
            <TextArea at="/description" label={t::DESCRIPTION} hint={t::DESCRIPTION_HINT} max={limits::DESCRIPTION_MAX} rows=12 errors={errors.clone()}
                value={fiche.description.clone()} oninput={form.edit(|fiche: &mut ProjectInput, text| fiche.description = text)} />
            <TextArea at="/expected_results" label={t::RESULTS} hint={t::RESULTS_HINT} max={limits::METHODS_MAX} optional=true errors={errors.clone()}
                value={fiche.expected_results.clone()} oninput={form.edit(|fiche: &mut ProjectInput, text| fiche.expected_results = text)} />
            <TextArea at="/innovation" label={t::INNOVATION} hint={t::INNOVATION_HINT} max={limits::METHODS_MAX} optional=true errors={errors.clone()}
                value={fiche.innovation.clone()} oninput={form.edit(|fiche: &mut ProjectInput, text| fiche.innovation = text)} />
            <TextArea at="/working_methods" label={t::METHODS} hint={t::METHODS_HINT} max={limits::METHODS_MAX} optional=true {errors}
                value={fiche.working_methods.clone()} oninput={form.edit(|fiche: &mut ProjectInput, text| fiche.working_methods = text)} />
        </>
    }
}
