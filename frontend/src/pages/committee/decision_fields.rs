//! Amounts by funder, and the conditions of a selection.

use super::decision_input::{Typed, TypedReservation};
use crate::{
    components::{
        button::{Button, Look},
        form::{DateField, Form, Group, MoneyField, NumberField, TextArea, TextField},
        icon::Icon,
    },
    format::{self, Date},
    i18n::{committee as t, common, session as s},
    pages::manage::call::lines::Lines,
};
use openapi::{committee::Outcome, limits};
use yew::prelude::*;

/// Properties of [`Amounts`] and [`Reservations`].
#[derive(Properties, PartialEq)]
pub struct PartProps {
    pub form: Form<Typed>,
}

/// Asked, proposed and voted, funder by funder.
#[component]
pub fn Amounts(props: &PartProps) -> Html {
    let form = &props.form;
    let lines = Lines { form: form.clone(), of: |typed: &mut Typed| &mut typed.amounts };
    html! {
        <Group at="/amounts" legend={t::AMOUNTS} errors={form.errors()}>
            if form.value().amounts.is_empty() { <p>{ t::NO_FUNDER }</p> }
            <ul class="line-list">
                { for form.value().amounts.iter().enumerate().map(|(index, amount)| html! {
                    <li class="line" key={amount.funder.id.to_string()}>
                        <Group at={format!("/amounts/{index}")} legend={amount.funder.name.clone()}>
                            <p class="asked">{ t::ASKED }{ "\u{a0}: " }<span class="strong">{ amount.asked.map_or_else(|| common::NOTHING.into(), format::cents) }</span></p>
                            <div class="line-fields">
                                <MoneyField at={format!("/amounts/{index}/proposed")} label={t::PROPOSED} optional=true errors={form.errors()} onunread={form.on_unread()}
                                    value={amount.proposed} onchange={lines.edit(index, |line: &mut super::decision_input::TypedAmount, cents| line.proposed = cents)} />
                                <MoneyField at={format!("/amounts/{index}/voted")} label={t::VOTED} errors={form.errors()} onunread={form.on_unread()}
                                    value={amount.voted} onchange={lines.edit(index, |line: &mut super::decision_input::TypedAmount, cents| line.voted = cents)} />
                            </div>
                        </Group>
                    </li>
                }) }
            </ul>
        </Group>
    }
}

/// What must be done, by whom, until when.
#[component]
pub fn Reservations(props: &PartProps) -> Html {
    let form = &props.form;
    let lines = Lines { form: form.clone(), of: |typed: &mut Typed| &mut typed.reservations };
    html! {
        <Group at="/reservations" legend={t::RESERVATIONS} hint={t::RESERVATIONS_HINT} errors={form.errors()}>
            <ol class="line-list">
                { for form.value().reservations.iter().enumerate().map(|(index, reservation)| html! {
                    <li class="line" key={index}>
                        <Group at={format!("/reservations/{index}")} legend={t::reservation(index + 1)}>
                            <TextArea at={format!("/reservations/{index}/what")} label={t::WHAT} rows=2 max={limits::COMMENT_MAX} errors={form.errors()}
                                value={reservation.what.clone()} oninput={lines.edit(index, |line: &mut TypedReservation, text| line.what = text)} />
                            <div class="line-fields">
                                <TextField at={format!("/reservations/{index}/owner")} label={t::WHO} errors={form.errors()}
                                    value={reservation.owner.clone()} oninput={lines.edit(index, |line: &mut TypedReservation, text| line.owner = text)} />
                                <DateField at={format!("/reservations/{index}/due")} label={t::DUE} errors={form.errors()}
                                    value={reservation.due} onchange={lines.edit(index, |line: &mut TypedReservation, day: Option<Date>| line.due = day)} />
                            </div>
                            <Button look={Look::Quiet} small=true icon={Icon::Trash} onclick={lines.remove(index)}>{ t::REMOVE_RESERVATION }</Button>
                        </Group>
                    </li>
                }) }
            </ol>
            <Button look={Look::Secondary} small=true icon={Icon::Plus} onclick={lines.add(TypedReservation::default)}>{ t::ADD_RESERVATION }</Button>
        </Group>
    }
}

/// How the committee voted, and the place of a waitlisted project.
#[component]
pub fn Votes(props: &PartProps) -> Html {
    let form = &props.form;
    let votes = form.value().votes;
    html! {
        <>
            if form.value().outcome == Some(Outcome::Waitlisted) {
                <NumberField at="/reserve_rank" label={s::RESERVE_RANK} hint={s::RESERVE_RANK_HINT} optional=true errors={form.errors()} onunread={form.on_unread()}
                    value={form.value().rank} onchange={form.edit(|typed: &mut Typed, rank| typed.rank = rank)} />
            }
            <Group at="/votes" legend={s::VOTES} hint={s::VOTES_HINT} errors={form.errors()}>
                <div class="line-fields line-votes">
                    <NumberField at="/votes/in_favour" label={s::IN_FAVOUR} optional=true errors={form.errors()} onunread={form.on_unread()}
                        value={votes.in_favour} onchange={form.edit(|typed: &mut Typed, count| typed.votes.in_favour = count)} />
                    <NumberField at="/votes/against" label={s::AGAINST} optional=true errors={form.errors()} onunread={form.on_unread()}
                        value={votes.against} onchange={form.edit(|typed: &mut Typed, count| typed.votes.against = count)} />
                    <NumberField at="/votes/abstained" label={s::ABSTAINED} optional=true errors={form.errors()} onunread={form.on_unread()}
                        value={votes.abstained} onchange={form.edit(|typed: &mut Typed, count| typed.votes.abstained = count)} />
                </div>
            </Group>
        </>
    }
}
