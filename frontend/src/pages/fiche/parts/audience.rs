//! For whom: counts by age, gender, district; adults; schools.

use super::{
    super::{
        fields::people,
        lines::{Line, Lines},
    },
    PartProps,
    counts::{CountRow, Counts},
};
use crate::{
    components::form::{Group, TextField},
    i18n::{audience as w, fiche as t},
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

    let row = |at: String, label: String, value: u32| CountRow { at: at.into(), label: label.into(), value };
    let bands = audience.age_bands.iter().enumerate().map(|(index, count)| {
        row(format!("/audience/age_bands/{index}/planned"), count.band.label_fr().to_owned(), count.planned)
    });
    let districts = audience.districts.iter().enumerate().map(|(index, count)| {
        row(
            format!("/audience/districts/{index}/planned"),
            props.catalogue.name(&count.district),
            count.planned,
        )
    });
    let pair = |rows: [(&str, &str, Option<u32>); 2]| -> Vec<CountRow> {
        rows.map(|(at, label, value)| row(at.to_owned(), label.to_owned(), value.unwrap_or(0))).to_vec()
    };
    let genders =
        pair([("/audience/girls", t::GIRLS, audience.girls), ("/audience/boys", t::BOYS, audience.boys)]);
    let adults = pair([
        ("/audience/parents", t::PARENTS, audience.parents),
        ("/audience/professionals", t::PROFESSIONALS, audience.professionals),
    ]);
    let total = i64::from(beneficiaries(fiche));
    let sum = |counts: &mut dyn Iterator<Item = u32>| counts.fold(0_i64, |sum, count| sum + i64::from(count));
    let in_districts = sum(&mut audience.districts.iter().map(|count| count.planned));
    let said = sum(&mut [audience.girls, audience.boys].into_iter().flatten());
    // What is not counted is computed, and never shown below zero.
    let rest = |part: i64| (total - part).max(0);
    // A count that is emptied is not said any longer.
    let some = |count: i64| Some(people(count)).filter(|count| *count > 0);
    let grid = |caption: &'static str,
                what: &'static str,
                rows: Vec<CountRow>,
                foot: Option<(&'static str, i64)>,
                onchange: Callback<(usize, i64)>| {
        html! {
            <Counts {caption} {what} {rows} foot={foot.map(|(words, number)| (AttrValue::Static(words), number))} {onchange}
                onunread={unread.clone()} errors={errors.clone()} />
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
                { grid(t::AGE_BANDS, w::AGE, bands.collect(), Some((w::TOTAL, total)), form.edit(|fiche: &mut ProjectInput, (index, count): (usize, i64)| {
                    if let Some(band) = fiche.audience.age_bands.get_mut(index) {
                        band.planned = people(count);
                    }
                })) }
                <p class="count-total" role="status">{ t::total_young(beneficiaries(fiche)) }</p>
            </Group>
            <Group at="/audience" legend={t::GENDERS} hint={t::GENDERS_HINT} errors={errors.clone()}>
                { grid(t::GENDERS, w::GENDER, genders, Some((w::UNSAID, rest(said))), form.edit(move |fiche: &mut ProjectInput, (index, count): (usize, i64)| {
                    let place = if index == 0 { &mut fiche.audience.girls } else { &mut fiche.audience.boys };
                    *place = some(count);
                })) }
            </Group>
            if !audience.districts.is_empty() {
                <Group at="/audience/districts" legend={t::DISTRICTS} hint={t::DISTRICTS_HINT} errors={errors.clone()}>
                    { grid(t::DISTRICTS, w::DISTRICT, districts.collect(), Some((w::ELSEWHERE, rest(in_districts))), form.edit(|fiche: &mut ProjectInput, (index, count): (usize, i64)| {
                        if let Some(district) = fiche.audience.districts.get_mut(index) {
                            district.planned = people(count);
                        }
                    })) }
                </Group>
            }
            <Group at="/audience/adults" legend={t::ADULTS} errors={errors.clone()}>
                { grid(t::ADULTS, w::WHO, adults, None, form.edit(move |fiche: &mut ProjectInput, (index, count): (usize, i64)| {
                    let place = if index == 0 { &mut fiche.audience.parents } else { &mut fiche.audience.professionals };
                    *place = some(count);
                })) }
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
