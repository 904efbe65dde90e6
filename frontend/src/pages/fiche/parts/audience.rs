//! For whom: counts by age, gender, district; adults; schools.

use super::{
    super::{
        fields::{CountField, people},
        lines::{Line, Lines},
    },
    PartProps,
};
use crate::{
    components::form::{Group, NumberField, TextField},
    i18n::fiche as t,
};
use openapi::{completeness::beneficiaries, project::ProjectInput};
use yew::prelude::*;

/// For whom: counts by age, gender, district; adults; schools.
#[component]
pub fn Audience(props: &PartProps) -> Html {
    let form = &props.form;
    let fiche = form.value();
    let audience = &fiche.audience;
    let errors = form.errors();
    let unread = &props.onunread;

    let bands = audience.age_bands.iter().enumerate().map(|(index, count)| {
        html! {
            <CountField key={index} at={format!("/audience/age_bands/{index}/planned")} label={count.band.label_fr()} value={count.planned}
                onunread={unread.clone()} errors={errors.clone()}
                onchange={form.edit(move |fiche: &mut ProjectInput, planned| {
                    if let Some(count) = fiche.audience.age_bands.get_mut(index) {
                        count.planned = planned;
                    }
                })} />
        }
    });
    let districts = audience.districts.iter().enumerate().map(|(index, count)| {
        html! {
            <CountField key={index} at={format!("/audience/districts/{index}/planned")} label={props.catalogue.name(&count.district)} value={count.planned}
                onunread={unread.clone()} errors={errors.clone()}
                onchange={form.edit(move |fiche: &mut ProjectInput, planned| {
                    if let Some(count) = fiche.audience.districts.get_mut(index) {
                        count.planned = planned;
                    }
                })} />
        }
    });
    let in_districts =
        audience.districts.iter().fold(0_u32, |total, count| total.saturating_add(count.planned));
    let number = |at: &'static str,
                  label: &'static str,
                  value: Option<u32>,
                  set: fn(&mut ProjectInput, Option<u32>)| {
        html! {
            <NumberField {at} {label} value={value.map(i64::from)} optional=true onunread={unread.clone()} errors={errors.clone()}
                onchange={form.edit(move |fiche: &mut ProjectInput, count: Option<i64>| set(fiche, count.map(people)))} />
        }
    };
    let schools = fiche.schools.iter().enumerate().map(|(index, school)| Line {
        legend: t::school(index + 1).into(),
        blank: school.trim().is_empty(),
        body: html! {
            <TextField at={format!("/schools/{index}")} label={t::SCHOOL} errors={errors.clone()} value={school.clone()}
                oninput={form.edit(move |fiche: &mut ProjectInput, text: String| {
                    if let Some(school) = fiche.schools.get_mut(index) {
                        *school = text.trim().to_uppercase();
                    }
                })} />
        },
    });

    html! {
        <>
            <Group at="/audience/age_bands" legend={t::AGE_BANDS} hint={t::AGE_BANDS_HINT} errors={errors.clone()}>
                <div class="count-grid">{ for bands }</div>
                <p class="count-total" role="status">{ t::total_young(beneficiaries(fiche)) }</p>
            </Group>
            <Group at="/audience" legend={t::GENDERS} hint={t::GENDERS_HINT} errors={errors.clone()}>
                <div class="count-grid">
                    { number("/audience/girls", t::GIRLS, audience.girls, |fiche, count| fiche.audience.girls = count) }
                    { number("/audience/boys", t::BOYS, audience.boys, |fiche, count| fiche.audience.boys = count) }
                </div>
            </Group>
            if !audience.districts.is_empty() {
                <Group at="/audience/districts" legend={t::DISTRICTS} hint={t::DISTRICTS_HINT} errors={errors.clone()}>
                    <div class="count-grid">{ for districts }</div>
                    <p class="count-total" role="status">{ t::total_districts(in_districts) }</p>
                </Group>
            }
            <Group at="/audience/adults" legend={t::ADULTS} errors={errors.clone()}>
                <div class="count-grid">
                    { number("/audience/parents", t::PARENTS, audience.parents, |fiche, count| fiche.audience.parents = count) }
                    { number("/audience/professionals", t::PROFESSIONALS, audience.professionals, |fiche, count| fiche.audience.professionals = count) }
                </div>
            </Group>
            <Group at="/schools" legend={t::SCHOOLS} hint={t::SCHOOLS_HINT} errors={errors.clone()}>
                <Lines lines={schools.collect::<Vec<_>>()} add={t::ADD_SCHOOL}
                    onadd={let form = form.clone(); Callback::from(move |()| form.change(|fiche| fiche.schools.push(String::new())))}
                    onremove={form.edit(|fiche: &mut ProjectInput, index: usize| {
                        if index < fiche.schools.len() {
                            fiche.schools.remove(index);
                        }
                    })} />
            </Group>
        </>
    }
}
