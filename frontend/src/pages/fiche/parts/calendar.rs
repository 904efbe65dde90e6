//! Steps with their dates, and times of the week and year.

use super::{
    super::{
        content::blank_phase,
        lines::{Line, Lines},
    },
    PartProps,
};
use crate::{
    components::form::{Checkboxes, Choice, DateField, Group, TextField},
    format::Date,
    i18n::fiche as t,
};
use openapi::project::{ActionTime, Phase, ProjectInput};
use yew::prelude::*;

/// Steps with their dates, and times of the week and year.
#[component]
pub fn Calendar(props: &PartProps) -> Html {
    let form = &props.form;
    let fiche = form.value();
    let errors = form.errors();
    let lines = fiche.phases.iter().enumerate().map(|(index, phase)| {
        let at = format!("/phases/{index}");
        let body = html! {
            <>
                <TextField at={format!("{at}/name")} label={t::PHASE_NAME} errors={errors.clone()} value={phase.name.clone()}
                    oninput={form.edit(move |fiche: &mut ProjectInput, text| with(fiche, index, |phase| phase.name = text))} />
                <div class="fieldset-grid">
                    <DateField at={format!("{at}/starts_on")} label={t::PHASE_START} errors={errors.clone()} value={phase.starts_on}
                        onchange={form.edit(move |fiche: &mut ProjectInput, day: Option<Date>| with(fiche, index, |phase| phase.starts_on = day))} />
                    <DateField at={format!("{at}/ends_on")} label={t::PHASE_END} errors={errors.clone()} value={phase.ends_on}
                        onchange={form.edit(move |fiche: &mut ProjectInput, day: Option<Date>| with(fiche, index, |phase| phase.ends_on = day))} />
                </div>
            </>
        };
        Line { legend: t::phase(index + 1).into(), blank: blank_phase(phase), body }
    });
    let add = {
        let form = form.clone();
        Callback::from(move |()| {
            form.change(|fiche| {
                fiche.phases.push(Phase { name: String::new(), starts_on: None, ends_on: None })
            });
        })
    };
    let times = fiche.times.iter().filter_map(code).collect::<Vec<_>>();
    let choices = ActionTime::ALL.iter().filter_map(|time| Some(Choice::new(code(time)?, time.label_fr())));
    html! {
        <>
            <Group at="/phases" legend={t::PHASES} hint={t::PHASES_HINT} errors={errors.clone()}>
                <Lines lines={lines.collect::<Vec<_>>()} add={t::ADD_PHASE} onadd={add}
                    onremove={form.edit(|fiche: &mut ProjectInput, index: usize| {
                        if index < fiche.phases.len() {
                            fiche.phases.remove(index);
                        }
                    })} />
            </Group>
            <Checkboxes at="/times" legend={t::TIMES} hint={t::TIMES_HINT} optional=true choices={choices.collect::<Vec<_>>()} values={times} {errors}
                onchange={form.edit(|fiche: &mut ProjectInput, codes: Vec<String>| {
                    let chosen = |time: &ActionTime| code(time).is_some_and(|code| codes.contains(&code));
                    fiche.times = ActionTime::ALL.into_iter().filter(chosen).collect();
                })} />
        </>
    }
}

fn with(fiche: &mut ProjectInput, index: usize, change: impl FnOnce(&mut Phase)) {
    if let Some(phase) = fiche.phases.get_mut(index) {
        change(phase);
    }
}

/// The word on the wire.
fn code(time: &ActionTime) -> Option<String> {
    serde_json::to_value(time).ok()?.as_str().map(str::to_owned)
}
