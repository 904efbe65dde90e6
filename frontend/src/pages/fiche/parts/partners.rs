//! Who takes part and what each brings.

use super::{
    super::{
        content::blank_partner,
        lines::{Line, Lines},
    },
    PartProps,
};
use crate::{
    api,
    components::{
        async_content::use_load,
        form::{Checkbox, Checkboxes, Choice, Group, Select, TextField},
    },
    i18n::{contributions as w, fiche as t},
    pages::contributions::state_badge,
};
use openapi::{
    Page, Reference,
    contribution::Contribution,
    limits,
    project::{Brings, InvolvedPartnerInput, ProjectInput},
};
use yew::prelude::*;

/// The choice that asks for a name.
const OTHER: &str = "autre";

/// Who takes part and what each brings.
#[component]
pub fn Partners(props: &PartProps) -> Html {
    let form = &props.form;
    let errors = form.errors();
    let known = props.catalogue.partners.iter().filter(|partner| partner.id != props.project.partner.id);
    let mut choices: Vec<Choice> =
        known.map(|partner| Choice::new(partner.id.to_string(), partner.name.clone())).collect();
    choices.push(Choice::new(OTHER, t::PARTNER_OTHER));

    // Read once: an answer that comes while this page is open shows when it is opened again.
    let answers =
        use_load(props.project.id.to_string(), |id| async move { api::contributions::of_project(&id).await });
    let kinds: Vec<Choice> =
        Brings::ALL.into_iter().map(|kind| Choice::new(kind.as_str(), kind.label_fr())).collect();
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
                <TextField at={format!("{at}/role")} label={t::PARTNER_ROLE} optional=true max={limits::LINE_MAX} errors={errors.clone()} value={involved.role.clone()}
                    oninput={form.edit(move |fiche: &mut ProjectInput, text| with(fiche, index, |involved| involved.role = text))} />
                <TextField at={format!("{at}/contributes")} label={t::PARTNER_BRINGS} hint={t::PARTNER_BRINGS_HINT} optional=true max={limits::LINE_MAX} errors={errors.clone()}
                    value={involved.contributes.clone()}
                    oninput={form.edit(move |fiche: &mut ProjectInput, text| with(fiche, index, |involved| involved.contributes = text))} />
                <Checkboxes at={format!("{at}/brings")} legend={t::PARTNER_KINDS} inline=true optional=true choices={kinds.clone()} errors={errors.clone()}
                    values={involved.brings.iter().map(|kind| kind.as_str().to_owned()).collect::<Vec<_>>()}
                    onchange={form.edit(move |fiche: &mut ProjectInput, codes: Vec<String>| with(fiche, index, |involved| {
                        involved.brings = Brings::ALL.into_iter().filter(|kind| codes.iter().any(|code| code == kind.as_str())).collect();
                    }))} />
                if named {
                    <Checkbox at={format!("{at}/confirmed")} label={w::OUTSIDE_CONFIRMED} hint={w::OUTSIDE_HINT} checked={involved.confirmed} errors={errors.clone()}
                        onchange={form.edit(move |fiche: &mut ProjectInput, confirmed| with(fiche, index, |involved| involved.confirmed = confirmed))} />
                } else if let Some(partner) = &involved.partner {
                    { answer(partner, answers.value().as_deref()) }
                }
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

/// What a partner of the programme answered.
fn answer(partner: &Reference, answers: Option<&Page<Contribution>>) -> Html {
    let found =
        answers.and_then(|page| page.items.iter().find(|one| one.partner.id.as_str() == partner.as_str()));
    html! {
        <div class="field contribution-answer">
            if let Some(found) = found {
                <p>{ state_badge(found.state) }</p>
                if !found.word.is_empty() { <p class="typed">{ w::their_word(&found.word) }</p> }
            } else {
                <p class="field-hint">{ w::NOT_ASKED_YET }</p>
            }
            <p class="field-hint">{ w::INSIDE }</p>
        </div>
    }
}

fn blank() -> InvolvedPartnerInput {
    InvolvedPartnerInput {
        partner: None,
        name: None,
        role: String::new(),
        contributes: String::new(),
        brings: Vec::new(),
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
