//! The fields of a call.

use super::{Input, calendar, criteria::criteria, draft::NO_AMOUNT, lines::Lines};
use crate::{
    api::{self, every::every},
    components::{
        async_content::use_load,
        button::{Button, Look},
        form::{Choice, Form, Group, MoneyField, NumberField, Select, TextArea, TextField},
        icon::Icon,
    },
    i18n::calls as t,
};
use openapi::{
    Money, Reference,
    call::EnvelopeInput,
    limits,
    partner::{Partner, PartnerFilter},
};
use yew::prelude::*;

/// Properties of [`Fields`].
#[derive(Properties, PartialEq)]
pub struct FieldsProps {
    pub form: Form<Input>,
    /// Slug or id of the programme, whose partners fund.
    pub programme: AttrValue,
    /// What the title changes as well: the short name of a new call.
    pub ontitle: Callback<String>,
}

/// Identity, calendar, applicants, criteria, envelopes.
#[component]
pub fn Fields(props: &FieldsProps) -> Html {
    let form = &props.form;
    html! {
        <>
            { identity(form, &props.ontitle) }
            { calendar::fields(form) }
            { applicants(form) }
            { criteria(form) }
            <NumberField at="/reviewers_per_project" label={t::REVIEWERS} errors={form.errors()} onunread={form.on_unread()}
                value={Some(i64::from(form.value().reviewers_per_project)).filter(|count| *count >= 0)}
                onchange={form.edit(|input: &mut Input, count: Option<i64>| input.reviewers_per_project = small(count))} />
            <Envelopes form={form.clone()} programme={props.programme.clone()} />
        </>
    }
}

/// What a field of a small number holds: what does not fit is out of range, and is said so by the contract's rules.
pub(super) fn small(count: Option<i64>) -> i32 {
    count.map_or(-1, |count| i32::try_from(count).unwrap_or(i32::MAX))
}

fn identity(form: &Form<Input>, ontitle: &Callback<String>) -> Html {
    let input = form.value();
    html! {
        <>
            <TextField at="/title" label={t::TITLE} max={limits::TITLE_MAX} errors={form.errors()} value={input.title.clone()} oninput={ontitle.clone()} />
            <TextField at="/slug" label={t::SLUG} hint={t::SLUG_HINT} errors={form.errors()} value={input.slug.clone()}
                oninput={form.edit(|input: &mut Input, text| input.slug = text)} />
            <TextArea at="/aim" label={t::AIM} hint={t::AIM_HINT} optional=true rows=3 max={limits::COMMENT_MAX} errors={form.errors()} value={input.aim.clone()}
                oninput={form.edit(|input: &mut Input, text| input.aim = text)} />
            <TextArea at="/description" label={t::DESCRIPTION} optional=true max={limits::COMMENT_MAX} errors={form.errors()} value={input.description.clone()}
                oninput={form.edit(|input: &mut Input, text| input.description = text)} />
            <TextField at="/deliverable" label={t::DELIVERABLE} errors={form.errors()} value={input.deliverable.clone()}
                oninput={form.edit(|input: &mut Input, text| input.deliverable = text)} />
        </>
    }
}

fn applicants(form: &Form<Input>) -> Html {
    let lines = Lines { form: form.clone(), of: |input: &mut Input| &mut input.who_may_apply };
    html! {
        <Group at="/who_may_apply" legend={t::WHO} hint={t::WHO_HINT} errors={form.errors()}>
            <ol class="line-list">
                { for form.value().who_may_apply.iter().enumerate().map(|(index, who)| html! {
                    <li class="row row-end line-one" key={index}>
                        <TextField at={format!("/who_may_apply/{index}")} label={t::who(index + 1)} errors={form.errors()} value={who.clone()}
                            oninput={lines.edit(index, |line: &mut String, text| *line = text)} />
                        <Button look={Look::Quiet} icon={Icon::Trash} onclick={lines.remove(index)}>
                            { t::REMOVE }<span class="visually-hidden">{ "\u{a0}: " }{ t::who(index + 1) }</span>
                        </Button>
                    </li>
                }) }
            </ol>
            <Button look={Look::Secondary} small=true icon={Icon::Plus} onclick={lines.add(String::new)}>{ t::ADD_WHO }</Button>
        </Group>
    }
}

#[derive(Properties, PartialEq)]
struct EnvelopesProps {
    form: Form<Input>,
    programme: AttrValue,
}

#[component]
fn Envelopes(props: &EnvelopesProps) -> Html {
    let form = &props.form;
    let partners = use_load(props.programme.clone(), |programme| async move {
        let filter = PartnerFilter { kind: None, programme: Some(programme.to_string()) };
        every(|cursor| {
            let filter = filter.clone();
            async move { api::partners::list(&filter, None, cursor.as_deref()).await }
        })
        .await
    });
    let partners = partners.value();
    let items: &[Partner] = partners.as_ref().map(|page| page.items.as_slice()).unwrap_or_default();
    // The institutions that pilot the programme fund most often: they come first.
    let (carriers, others): (Vec<&Partner>, Vec<&Partner>) =
        items.iter().partition(|partner| partner.kind.is_carrier());
    let choices: Vec<Choice> = carriers
        .into_iter()
        .chain(others)
        .map(|partner| Choice::new(partner.id.as_str().to_owned(), partner.name.clone()))
        .collect();
    let lines = Lines { form: form.clone(), of: |input: &mut Input| &mut input.envelopes };
    let blank = || EnvelopeInput { funder: Reference::from(""), amount: NO_AMOUNT };
    html! {
        <Group at="/envelopes" legend={t::FUNDS} hint={t::FUNDS_HINT} errors={form.errors()}>
            <ol class="line-list">
                { for form.value().envelopes.iter().enumerate().map(|(index, envelope)| html! {
                    <li class="line" key={index}>
                        <Group at={format!("/envelopes/{index}")} legend={t::fund(index + 1)}>
                            <div class="line-fields">
                                <Select at={format!("/envelopes/{index}/funder")} label={t::FUNDER} choices={choices.clone()} errors={form.errors()}
                                    value={envelope.funder.as_str().to_owned()}
                                    onchange={lines.edit(index, |line: &mut EnvelopeInput, id: String| line.funder = Reference::from(id))} />
                                <MoneyField at={format!("/envelopes/{index}/amount")} label={t::AMOUNT} errors={form.errors()} onunread={form.on_unread()}
                                    value={Some(envelope.amount.amount).filter(|cents| *cents >= 0)}
                                    onchange={lines.edit(index, |line: &mut EnvelopeInput, cents: Option<i64>| line.amount = cents.map_or(NO_AMOUNT, Money::cents))} />
                            </div>
                            <Button look={Look::Quiet} small=true icon={Icon::Trash} onclick={lines.remove(index)}>
                                { t::REMOVE }<span class="visually-hidden">{ "\u{a0}: " }{ t::fund(index + 1) }</span>
                            </Button>
                        </Group>
                    </li>
                }) }
            </ol>
            <Button look={Look::Secondary} small=true icon={Icon::Plus} onclick={lines.add(blank)}>{ t::ADD_FUND }</Button>
        </Group>
    }
}
