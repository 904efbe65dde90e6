//! When a call takes fiches: one window or several, and the committee's day.

use super::{
    Input,
    draft::{self, next_window},
    lines::Lines,
};
use crate::{
    components::{
        button::{Button, Look},
        form::{DateField, Form, Group, TextField, Unread},
        icon::Icon,
    },
    format::{self, Date},
    i18n::calls as t,
};
use openapi::{calendar::CallWindow, limits};
use yew::prelude::*;

/// The fields of the calendar.
pub fn fields(form: &Form<Input>) -> Html {
    let input = form.value();
    let windows = &input.windows.0;
    let lines = Lines { form: form.clone(), of: |input: &mut Input| &mut input.windows.0 };
    let several = windows.len() > 1;
    let next = next_window(windows.last(), format::today());
    html! {
        <Group at="/windows" legend={t::CALENDAR} hint={several.then_some(AttrValue::Static(t::WINDOWS_HINT))} errors={form.errors()}>
            if several {
                <ol class="line-list">
                    { for windows.iter().enumerate().map(|(index, one)| html! {
                        <li class="line" key={index}>
                            <Group at={format!("/windows/{index}")} legend={t::window(index + 1)}>
                                { window(form, &lines, index, one) }
                                <Button look={Look::Quiet} small=true icon={Icon::Trash} onclick={lines.remove(index)}>
                                    { t::REMOVE }<span class="visually-hidden">{ "\u{a0}: " }{ t::window(index + 1) }</span>
                                </Button>
                            </Group>
                        </li>
                    }) }
                </ol>
            } else {
                { for windows.iter().enumerate().map(|(index, one)| window(form, &lines, index, one)) }
            }
            if windows.len() < limits::WINDOWS_MAX {
                <p><Button look={Look::Secondary} small=true icon={Icon::Plus} onclick={lines.add(move || next.clone())}>{ t::ADD_WINDOW }</Button></p>
            }
            <DateField at="/reviews_due_on" label={t::REVIEWS_DUE_ON} hint={t::REVIEWS_DUE_HINT} optional=true errors={form.errors()} value={input.reviews_due_on}
                onchange={form.edit(|input: &mut Input, day| input.reviews_due_on = day)} />
            <DateField at="/selection_on" label={t::SELECTION_ON} optional=true errors={form.errors()} value={input.selection_on}
                onchange={form.edit(|input: &mut Input, day| input.selection_on = day)} />
        </Group>
    }
}

fn window(form: &Form<Input>, lines: &Lines<Input, CallWindow>, index: usize, window: &CallWindow) -> Html {
    let at = |field: &str| format!("/windows/{index}/{field}");
    html! {
        <div class="fieldset-grid fieldset-wide">
            <DateField at={at("opens_on")} label={t::OPENS_ON} errors={form.errors()} value={Some(window.opens_on)}
                onchange={needed_day(form, at("opens_on"), lines.edit(index, |window: &mut CallWindow, day| window.opens_on = day))} />
            <DateField at={at("closes_on")} label={t::CLOSES_ON} errors={form.errors()} value={Some(window.closes_on)}
                onchange={needed_day(form, at("closes_on"), lines.edit(index, |window: &mut CallWindow, day| window.closes_on = day))} />
            <TextField at={at("closes_at")} label={t::CLOSES_AT} hint={t::CLOSES_AT_HINT} kind="time" optional=true errors={form.errors()}
                value={window.closes_at.clone().unwrap_or_default()}
                oninput={lines.edit(index, |window: &mut CallWindow, text: String| window.closes_at = draft::typed_hour(text))} />
        </div>
    }
}

/// A day that must be there: an emptied field blocks the form and says so, and the day before stays aside.
fn needed_day(form: &Form<Input>, at: String, set: Callback<Date>) -> Callback<Option<Date>> {
    let (unread, at) = (form.on_unread(), AttrValue::from(at));
    Callback::from(move |day: Option<Date>| {
        let message = day.is_none().then_some(AttrValue::Static(t::DATE_NEEDED));
        unread.emit(Unread { pointer: at.clone(), message });
        if let Some(day) = day {
            set.emit(day);
        }
    })
}
