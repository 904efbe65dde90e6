//! The criteria of a call: what is scored, what it weighs, what each score says, in which order.

use super::{Input, fields::small, lines::Lines};
use crate::{
    components::{
        button::{Button, Look},
        form::{Checkbox, Form, Group, NumberField, TextArea, TextField},
        icon::Icon,
    },
    i18n::calls as t,
};
use openapi::{call::CriterionInput, criterion, limits};
use yew::prelude::*;

type OfCriteria = Lines<Input, CriterionInput>;

/// One line for each, with buttons that add, move and take out.
pub fn criteria(form: &Form<Input>) -> Html {
    let lines = Lines { form: form.clone(), of: |input: &mut Input| &mut input.criteria };
    let all = &form.value().criteria;
    let next = all.len() + 1;
    let blank = move || CriterionInput::blank(format!("C{next}"));
    html! {
        <Group at="/criteria" legend={t::CRITERIA} hint={t::CRITERIA_HINT} errors={form.errors()}>
            <ol class="line-list">
                { for all.iter().enumerate().map(|(index, one)| html! {
                    <li class="line" key={index}>
                        <Group at={format!("/criteria/{index}")} legend={t::criterion(index + 1)}>
                            { fields(form, &lines, index, one) }
                            { acts(&lines, index, all.len()) }
                        </Group>
                    </li>
                }) }
            </ol>
            <Button look={Look::Secondary} small=true icon={Icon::Plus} onclick={lines.add(blank)}>{ t::ADD_CRITERION }</Button>
        </Group>
    }
}

fn fields(form: &Form<Input>, lines: &OfCriteria, index: usize, criterion: &CriterionInput) -> Html {
    let at = |field: &str| format!("/criteria/{index}/{field}");
    html! {
        <>
            <div class="line-fields line-criterion">
                <TextField at={at("code")} label={t::CODE} errors={form.errors()} value={criterion.code.clone()}
                    oninput={lines.edit(index, |line: &mut CriterionInput, text| line.code = text)} />
                <TextField at={at("label")} label={t::LABEL} errors={form.errors()} value={criterion.label.clone()}
                    oninput={lines.edit(index, |line: &mut CriterionInput, text| line.label = text)} />
                <NumberField at={at("weight")} label={t::WEIGHT} errors={form.errors()} onunread={form.on_unread()}
                    value={Some(i64::from(criterion.weight)).filter(|weight| *weight >= 0)}
                    onchange={lines.edit(index, |line: &mut CriterionInput, weight: Option<i64>| line.weight = small(weight))} />
            </div>
            <Checkbox at={at("counts")} label={t::NOT_COUNTED} hint={t::NOT_COUNTED_HINT} errors={form.errors()} checked={!criterion.counts}
                onchange={lines.edit(index, |line: &mut CriterionInput, aside: bool| line.counts = !aside)} />
            <TextArea at={at("help")} label={t::HELP} optional=true rows=2 max={limits::COMMENT_MAX} errors={form.errors()} value={criterion.help.clone()}
                oninput={lines.edit(index, |line: &mut CriterionInput, text| line.help = text)} />
            { scale(form, lines, index, criterion) }
        </>
    }
}

/// What each score says: folded away while it says the usual, since few calls change it.
fn scale(form: &Form<Input>, lines: &OfCriteria, index: usize, criterion: &CriterionInput) -> Html {
    let own = criterion.score_labels != criterion::score_labels();
    let wrong = form.errors().under(&format!("/criteria/{index}/score_labels")).is_some();
    html! {
        <details class="criterion-scale" open={own || wrong}>
            <summary>{ t::SCALE }<span class="visually-hidden">{ "\u{a0}: " }{ t::criterion(index + 1) }</span></summary>
            <div class="line-fields">
                { for criterion.score_labels.iter().enumerate().map(|(score, word)| html! {
                    <TextField key={score} at={format!("/criteria/{index}/score_labels/{score}")} label={t::score(score)} errors={form.errors()}
                        max={limits::SCORE_LABEL_MAX} value={word.clone()}
                        oninput={lines.edit(index, move |line: &mut CriterionInput, text| {
                            if let Some(word) = line.score_labels.get_mut(score) {
                                *word = text;
                            }
                        })} />
                }) }
            </div>
        </details>
    }
}

fn acts(lines: &OfCriteria, index: usize, count: usize) -> Html {
    let of = html! { <span class="visually-hidden">{ "\u{a0}: " }{ t::criterion(index + 1) }</span> };
    html! {
        <div class="row">
            if index > 0 {
                <Button look={Look::Quiet} small=true onclick={lines.move_up(index)}>{ t::MOVE_UP }{ of.clone() }</Button>
            }
            if index + 1 < count {
                // The one below goes up.
                <Button look={Look::Quiet} small=true onclick={lines.move_up(index + 1)}>{ t::MOVE_DOWN }{ of.clone() }</Button>
            }
            <Button look={Look::Quiet} small=true icon={Icon::Trash} onclick={lines.remove(index)}>{ t::REMOVE }{ of }</Button>
        </div>
    }
}
