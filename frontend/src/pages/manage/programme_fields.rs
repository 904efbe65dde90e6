//! The fields of a programme.

use super::editor::written;
use crate::{
    components::{
        button::{Button, Look},
        form::{DateField, Form, Group, MoneyField, TextField},
        icon::Icon,
    },
    i18n::catalogue as t,
};
use openapi::{
    Money,
    programme::{Axis, ProgrammeInput},
};
use yew::prelude::*;

/// Properties of [`Fields`].
#[derive(Properties, PartialEq)]
pub struct FieldsProps {
    pub form: Form<ProgrammeInput>,
}

/// Identity, label, contact, axes.
#[component]
pub fn Fields(props: &FieldsProps) -> Html {
    let form = &props.form;
    let input = form.value();
    html! {
        <>
            <TextField at="/name" label={t::NAME} errors={form.errors()} value={input.name.clone()}
                oninput={form.edit(|input: &mut ProgrammeInput, text| input.name = text)} />
            <TextField at="/slug" label={t::SLUG} hint={t::SLUG_HINT} errors={form.errors()} value={input.slug.clone()}
                oninput={form.edit(|input: &mut ProgrammeInput, text| input.slug = text)} />
            <TextField at="/audience" label={t::AUDIENCE} optional=true errors={form.errors()} value={input.audience.clone()}
                oninput={form.edit(|input: &mut ProgrammeInput, text| input.audience = text)} />
            <TextField at="/insee_commune" label={t::INSEE} hint={t::INSEE_HINT} optional=true errors={form.errors()}
                value={input.insee_commune.clone().unwrap_or_default()}
                oninput={form.edit(|input: &mut ProgrammeInput, text| input.insee_commune = written(text))} />
            <Group at="/label" legend={t::LABEL_PERIOD}>
                <div class="fieldset-grid">
                    <DateField at="/label_starts_on" label={t::STARTS_ON} optional=true errors={form.errors()} value={input.label_starts_on}
                        onchange={form.edit(|input: &mut ProgrammeInput, day| input.label_starts_on = day)} />
                    <DateField at="/label_ends_on" label={t::ENDS_ON} optional=true errors={form.errors()} value={input.label_ends_on}
                        onchange={form.edit(|input: &mut ProgrammeInput, day| input.label_ends_on = day)} />
                </div>
            </Group>
            <MoneyField at="/state_funding_per_year" label={t::STATE_FUNDING} optional=true errors={form.errors()} onunread={form.on_unread()}
                value={input.state_funding_per_year.map(|money| money.amount)}
                onchange={form.edit(|input: &mut ProgrammeInput, cents: Option<i64>| input.state_funding_per_year = cents.map(Money::cents))} />
            <Group at="/contact" legend={t::CONTACT}>
                { contact(form) }
            </Group>
            <Group at="/axes" legend={t::AXES} hint={t::AXES_HINT} errors={form.errors()}>
                { axes(form) }
            </Group>
        </>
    }
}

fn contact(form: &Form<ProgrammeInput>) -> Html {
    let contact = &form.value().contact;
    html! {
        <>
            <TextField at="/contact/name" label={t::CONTACT_NAME} optional=true errors={form.errors()} value={contact.name.clone()}
                oninput={form.edit(|input: &mut ProgrammeInput, text| input.contact.name = text)} />
            <TextField at="/contact/address" label={t::ADDRESS} optional=true errors={form.errors()} value={contact.address.clone()}
                oninput={form.edit(|input: &mut ProgrammeInput, text| input.contact.address = text)} />
            <TextField at="/contact/phone" label={t::PHONE} optional=true kind="tel" errors={form.errors()} value={contact.phone.clone()}
                oninput={form.edit(|input: &mut ProgrammeInput, text| input.contact.phone = text)} />
            <TextField at="/contact/email" label={t::EMAIL} optional=true kind="email" errors={form.errors()} value={contact.email.clone().unwrap_or_default()}
                oninput={form.edit(|input: &mut ProgrammeInput, text| input.contact.email = written(text))} />
        </>
    }
}

fn axes(form: &Form<ProgrammeInput>) -> Html {
    let add = {
        let form = form.clone();
        Callback::from(move |_: MouseEvent| {
            form.change(|input| input.axes.push(Axis { code: String::new(), label: String::new() }));
        })
    };
    html! {
        <>
            <ol class="line-list">
                { for form.value().axes.iter().enumerate().map(|(index, axis)| {
                    let remove = {
                        let form = form.clone();
                        Callback::from(move |_: MouseEvent| form.change(move |input| {
                            if index < input.axes.len() {
                                input.axes.remove(index);
                            }
                        }))
                    };
                    html! {
                        <li class="line" key={index}>
                            <Group at={format!("/axes/{index}")} legend={t::axis(index + 1)}>
                                <div class="line-fields line-code">
                                    <TextField at={format!("/axes/{index}/code")} label={t::CODE} errors={form.errors()} value={axis.code.clone()}
                                        oninput={form.edit(move |input: &mut ProgrammeInput, text| if let Some(axis) = input.axes.get_mut(index) { axis.code = text })} />
                                    <TextField at={format!("/axes/{index}/label")} label={t::LABEL} errors={form.errors()} value={axis.label.clone()}
                                        oninput={form.edit(move |input: &mut ProgrammeInput, text| if let Some(axis) = input.axes.get_mut(index) { axis.label = text })} />
                                </div>
                                <Button look={Look::Quiet} small=true icon={Icon::Trash} onclick={remove}>{ t::REMOVE_AXIS }</Button>
                            </Group>
                        </li>
                    }
                }) }
            </ol>
            <Button look={Look::Secondary} small=true icon={Icon::Plus} onclick={add}>{ t::ADD_AXIS }</Button>
        </>
    }
}
