//! Who takes part and what each brings.

use super::{
    super::{
        content::blank_partner,
        lines::{Line, Lines},
    },
    PartProps,
};
use crate::{
    components::form::{Checkbox, Choice, Group, Select, TextField},
    i18n::fiche as t,
};
use openapi::{
    Reference, limits,
    project::{InvolvedPartnerInput, ProjectInput},
};
use yew::prelude::*;

/// The choice that asks for a name.
const OTHER: &str = "autre";

/// Who takes part and what each brings.
#[component]
pub fn Partners(props: &PartProps) -> Html {
    let form = &props.form;
    let errors = form.errors();
    let known = props.catalogue.partners.iter().filter(|partner| partner.id != props.lead);
    let mut choices: Vec<Choice> =
        known.map(|partner| Choice::new(partner.id.to_string(), partner.name.clone())).collect();
    choices.push(Choice::new(OTHER, t::PARTNER_OTHER));

    let lines = form.value().partners.iter().enumerate().map(|(index, involved)| {
        let at = format!("/partners/{index}");
        let named = involved.partner.is_none() && involved.name.is_some();
        let value = match &involved.partner {
            Some(partner) => partner.as_str().to_owned(),
            None if named => OTHER.to_owned(),
            None => String::new(),
        };
        let body = html! {
            <>
                <Select at={format!("{at}/partner")} label={t::PARTNER} {value} choices={choices.clone()} errors={errors.clone()}
                    onchange={form.edit(move |fiche: &mut ProjectInput, choice: String| with(fiche, index, |involved| choose(involved, choice)))} />
                if named {
                    <TextField at={format!("{at}/name")} label={t::PARTNER_NAME} max={limits::LINE_MAX} errors={errors.clone()}
                        value={involved.name.clone().unwrap_or_default()}
                        oninput={form.edit(move |fiche: &mut ProjectInput, text| with(fiche, index, |involved| involved.name = Some(text)))} />
                }
                <TextField at={format!("{at}/role")} label={t::PARTNER_ROLE} optional=true errors={errors.clone()} value={involved.role.clone()}
                    oninput={form.edit(move |fiche: &mut ProjectInput, text| with(fiche, index, |involved| involved.role = text))} />
                <TextField at={format!("{at}/contributes")} label={t::PARTNER_BRINGS} hint={t::PARTNER_BRINGS_HINT} optional=true errors={errors.clone()}
                    value={involved.contributes.clone()}
                    oninput={form.edit(move |fiche: &mut ProjectInput, text| with(fiche, index, |involved| involved.contributes = text))} />
                <Checkbox at={format!("{at}/confirmed")} label={t::PARTNER_CONFIRMED} checked={involved.confirmed} errors={errors.clone()}
                    onchange={form.edit(move |fiche: &mut ProjectInput, confirmed| with(fiche, index, |involved| involved.confirmed = confirmed))} />
            </>
        };
        Line { legend: t::partner(index + 1).into(), blank: blank_partner(involved), body }
    });
    html! {
        <Group at="/partners" legend={t::section(super::Section::Partners)} hint={t::PARTNERS_HINT} errors={errors.clone()}>
            <Lines lines={lines.collect::<Vec<_>>()} add={t::ADD_PARTNER}
                onadd={let form = form.clone(); Callback::from(move |()| form.change(|fiche| fiche.partners.push(blank())))}
                onremove={form.edit(|fiche: &mut ProjectInput, index: usize| {
                    if index < fiche.partners.len() {
                        fiche.partners.remove(index);
                    }
                })} />
        </Group>
    }
}

fn blank() -> InvolvedPartnerInput {
    InvolvedPartnerInput {
        partner: None,
        name: None,
        role: String::new(),
        contributes: String::new(),
        confirmed: false,
    }
}

/// A partner of the list, another one to name, or nobody yet.
fn choose(involved: &mut InvolvedPartnerInput, choice: String) {
    (involved.partner, involved.name) = match choice.as_str() {
        "" => (None, None),
        OTHER => (None, Some(String::new())),
        _ => (Some(Reference::from(choice)), None),
    };
}

fn with(fiche: &mut ProjectInput, index: usize, change: impl FnOnce(&mut InvolvedPartnerInput)) {
    if let Some(involved) = fiche.partners.get_mut(index) {
        change(involved);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_partner_is_one_of_the_list_or_named_and_never_both() {
        let mut involved = blank();
        choose(&mut involved, "0193c8a2-6d1f-7a52-8f4e-1b2c3d4e5f60".into());
        assert!(involved.partner.is_some() && involved.name.is_none());
        choose(&mut involved, OTHER.into());
        assert!(involved.partner.is_none() && involved.name.is_some());
        choose(&mut involved, String::new());
        assert!(blank_partner(&involved));
    }
}
