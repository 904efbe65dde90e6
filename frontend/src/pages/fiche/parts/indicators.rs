//! What will be measured.

use super::{
    super::{
        content::blank_indicator,
        lines::{Line, Lines},
    },
    PartProps,
};
use crate::{
    components::form::{DateField, DecimalField, Group, TextField},
    format::Date,
    i18n::{fiche as t, fiche_form as w},
};
use openapi::{
    limits,
    project::{Indicator, ProjectInput},
};
use yew::prelude::*;

/// Name, unit, where one starts, where one goes, by when.
#[component]
pub fn Indicators(props: &PartProps) -> Html {
    let form = &props.form;
    let errors = form.errors();
    let unread = &props.onunread;
    let lines = form.value().indicators.iter().enumerate().map(|(index, indicator)| {
        let at = format!("/indicators/{index}");
        let body = html! {
            <>
                <TextField at={format!("{at}/name")} label={w::INDICATOR_NAME} hint={w::INDICATOR_NAME_HINT} max={limits::LINE_MAX}
                    errors={errors.clone()} value={indicator.name.clone()}
                    oninput={form.edit(move |fiche: &mut ProjectInput, text| with(fiche, index, |one| one.name = text))} />
                <TextField at={format!("{at}/unit")} label={w::INDICATOR_UNIT} hint={w::INDICATOR_UNIT_HINT} optional=true
                    errors={errors.clone()} value={indicator.unit.clone()}
                    oninput={form.edit(move |fiche: &mut ProjectInput, text| with(fiche, index, |one| one.unit = text))} />
                <div class="fieldset-grid">
                    <DecimalField at={format!("{at}/baseline")} label={w::INDICATOR_BASELINE} value={indicator.baseline} optional=true
                        onunread={unread.clone()} errors={errors.clone()}
                        onchange={form.edit(move |fiche: &mut ProjectInput, value| with(fiche, index, |one| one.baseline = value))} />
                    <DecimalField at={format!("{at}/target")} label={w::INDICATOR_TARGET} value={indicator.target}
                        onunread={unread.clone()} errors={errors.clone()}
                        onchange={form.edit(move |fiche: &mut ProjectInput, value| with(fiche, index, |one| one.target = value))} />
                    <DateField at={format!("{at}/due")} label={w::INDICATOR_DUE} errors={errors.clone()} value={indicator.due}
                        onchange={form.edit(move |fiche: &mut ProjectInput, day: Option<Date>| with(fiche, index, |one| one.due = day))} />
                </div>
            </>
        };
        Line { legend: t::indicator(index + 1).into(), blank: blank_indicator(indicator), body }
    });
    let add = {
        let form = form.clone();
        Callback::from(move |()| {
            form.change(|fiche| {
                fiche.indicators.push(Indicator {
                    name: String::new(),
                    unit: String::new(),
                    baseline: None,
                    target: None,
                    due: None,
                });
            });
        })
    };
    html! {
        <Group at="/indicators" legend={t::INDICATORS} hint={w::INDICATORS_HINT} errors={errors.clone()}>
            <Lines lines={lines.collect::<Vec<_>>()} add={w::ADD_INDICATOR} onadd={add}
                onremove={form.edit(|fiche: &mut ProjectInput, index: usize| {
                    if index < fiche.indicators.len() {
                        fiche.indicators.remove(index);
                    }
                })} />
        </Group>
    }
}

fn with(fiche: &mut ProjectInput, index: usize, change: impl FnOnce(&mut Indicator)) {
    if let Some(indicator) = fiche.indicators.get_mut(index) {
        change(indicator);
    }
}
