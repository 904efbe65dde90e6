//! What the applicant declares.

use super::PartProps;
use crate::{components::form::Checkbox, i18n::fiche_form as w};
use openapi::{partner::PartnerKind, project::ProjectInput};
use yew::prelude::*;

/// On one's honour; an association also commits itself to the republican contract.
#[component]
pub fn DeclarationsPart(props: &PartProps) -> Html {
    let form = &props.form;
    let errors = form.errors();
    let declared = &form.value().declarations;
    let association = props.project.partner.kind == PartnerKind::Association;
    html! {
        <>
            <p class="lead">{ w::DECLARATIONS_LEAD }</p>
            <Checkbox at="/declarations/honour" label={w::HONOUR} checked={declared.honour} errors={errors.clone()}
                onchange={form.edit(|fiche: &mut ProjectInput, said| fiche.declarations.honour = said)} />
            if association || declared.republican_contract {
                <Checkbox at="/declarations/republican_contract" label={w::CONTRACT} hint={w::CONTRACT_HINT}
                    checked={declared.republican_contract} {errors}
                    onchange={form.edit(|fiche: &mut ProjectInput, said| fiche.declarations.republican_contract = said)} />
            }
        </>
    }
}
