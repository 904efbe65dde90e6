//! Title, summary, contact, new or renewal.

use super::{PartProps, renewal::RenewalField};
use crate::{
    components::form::{Group, TextArea, TextField},
    i18n::fiche as t,
};
use openapi::{limits, project::ProjectInput};
use yew::prelude::*;

/// Title, summary, contact, new or renewal.
#[component]
pub fn Identity(props: &PartProps) -> Html {
    let form = &props.form;
    let fiche = form.value();
    let errors = form.errors();
    html! {
        <>
            <TextField at="/title" label={t::TITLE} hint={t::TITLE_HINT} max={limits::TITLE_MAX} errors={errors.clone()}
                value={fiche.title.clone()} oninput={form.edit(|fiche: &mut ProjectInput, text| fiche.title = text)} />
            <TextArea at="/summary" label={t::SUMMARY} hint={t::SUMMARY_HINT} max={limits::SUMMARY_MAX} rows=4 errors={errors.clone()}
                value={fiche.summary.clone()} oninput={form.edit(|fiche: &mut ProjectInput, text| fiche.summary = text)} />
            <Group at="/contact" legend={t::CONTACT} hint={t::CONTACT_HINT} errors={errors.clone()}>
                <TextField at="/contact/name" label={t::CONTACT_NAME} autocomplete="name" optional=true errors={errors.clone()}
                    value={fiche.contact.name.clone()} oninput={form.edit(|fiche: &mut ProjectInput, text| fiche.contact.name = text)} />
                <TextField at="/contact/email" label={t::CONTACT_EMAIL} kind="email" autocomplete="email" optional=true errors={errors.clone()}
                    value={fiche.contact.email.clone().unwrap_or_default()}
                    oninput={form.edit(|fiche: &mut ProjectInput, text: String| fiche.contact.email = Some(text).filter(|text| !text.is_empty()))} />
                <TextField at="/contact/phone" label={t::CONTACT_PHONE} kind="tel" autocomplete="tel" optional=true errors={errors.clone()}
                    value={fiche.contact.phone.clone()} oninput={form.edit(|fiche: &mut ProjectInput, text| fiche.contact.phone = text)} />
            </Group>
            <RenewalField ..props.clone() />
        </>
    }
}
