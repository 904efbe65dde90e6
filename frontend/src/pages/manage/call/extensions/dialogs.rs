//! Granting an extension, and taking one back.

use crate::{
    api::{self, every::every},
    components::{
        async_content::use_load,
        button::{Button, Look},
        dialog::Dialog,
        form::{Choice, DateField, ErrorSummary, Select, TextArea, TextField, use_form},
        notice::{Notice, Tone},
    },
    format::{self, Date},
    i18n::{common, extensions as t},
};
use openapi::{
    Reference,
    calendar::{Extension, ExtensionInput, RevocationInput},
    call::Call,
    limits,
    partner::PartnerFilter,
};
use std::rc::Rc;
use yew::prelude::*;

/// How much time is proposed, in days.
const TIME: u64 = 7;

/// Properties of [`Grant`].
#[derive(Properties, PartialEq)]
pub struct GrantProps {
    pub call: Rc<Call>,
    /// It is done, with the sentence to show.
    pub ondone: Callback<&'static str>,
    pub oncancel: Callback<()>,
}

/// Asks to whom, until when and why.
#[component]
pub fn Grant(props: &GrantProps) -> Html {
    let call = &props.call;
    let form = use_form(|| ExtensionInput {
        partner: Reference::from(""),
        until_on: call.closes_on.max(format::today()) + chrono::Days::new(TIME),
        until_at: call.closes_at.clone(),
        reason: String::new(),
    });
    let key = use_memo((), |()| api::random_uuid());
    let partners = use_load(call.programme.to_string(), |programme| async move {
        let filter = PartnerFilter { kind: None, programme: Some(programme) };
        every(|cursor| {
            let filter = filter.clone();
            async move { api::partners::list(&filter, None, cursor.as_deref()).await }
        })
        .await
    });
    let partners = partners.value();
    let choices = partners.iter().flat_map(|page| &page.items);
    let choices: Vec<Choice> =
        choices.map(|partner| Choice::new(partner.id.to_string(), partner.name.clone())).collect();
    let onsubmit = {
        let (form, id, ondone, key) = (form.clone(), call.id.to_string(), props.ondone.clone(), key.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            if !form.check() {
                return;
            }
            let (id, input, ondone, key) = (id.clone(), form.value().clone(), ondone.clone(), key.clone());
            form.send(async move { api::calls::extend(&id, &input, &key).await }, move |_| {
                ondone.emit(t::GRANTED)
            });
        })
    };
    let input = form.value();
    html! {
        <Dialog title={t::GRANT} onclose={props.oncancel.clone()}>
            <form novalidate=true {onsubmit}>
                <ErrorSummary errors={form.errors()} general={form.general()} refusals={form.refusals()} />
                <Select at="/partner" label={t::PARTNER} {choices} errors={form.errors()} value={input.partner.as_str().to_owned()}
                    onchange={form.edit(|input: &mut ExtensionInput, id: String| input.partner = Reference::from(id))} />
                <DateField at="/until_on" label={t::UNTIL_ON} errors={form.errors()} value={Some(input.until_on)}
                    onchange={form.edit(|input: &mut ExtensionInput, day: Option<Date>| if let Some(day) = day { input.until_on = day })} />
                <TextField at="/until_at" label={t::UNTIL_AT} hint={t::UNTIL_AT_HINT} kind="time" optional=true errors={form.errors()}
                    value={input.until_at.clone().unwrap_or_default()}
                    oninput={form.edit(|input: &mut ExtensionInput, text: String| input.until_at = Some(text).filter(|text| !text.is_empty()))} />
                <Notice tone={Tone::Warning}><p>{ t::PUBLISHED }</p></Notice>
                <TextArea at="/reason" label={t::REASON} hint={t::REASON_HINT} max={limits::COMMENT_MAX} rows=3 errors={form.errors()}
                    value={input.reason.clone()} oninput={form.edit(|input: &mut ExtensionInput, text| input.reason = text)} />
                <div class="button-row">
                    <Button submit=true busy={form.busy()}>{ t::GRANT }</Button>
                    <Button look={Look::Quiet} onclick={props.oncancel.reform(|_: MouseEvent| ())}>{ common::CANCEL }</Button>
                </div>
            </form>
        </Dialog>
    }
}

/// Properties of [`Revoke`].
#[derive(Properties, PartialEq)]
pub struct RevokeProps {
    /// Id of the call.
    pub call: String,
    pub extension: Rc<Extension>,
    /// It is done, with the sentence to show.
    pub ondone: Callback<&'static str>,
    pub oncancel: Callback<()>,
}

/// Asks why it is taken back.
#[component]
pub fn Revoke(props: &RevokeProps) -> Html {
    let form = use_form(RevocationInput::default);
    let onsubmit = {
        let (form, id, ondone) = (form.clone(), props.call.clone(), props.ondone.clone());
        let extension = Rc::clone(&props.extension);
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            if !form.check() {
                return;
            }
            let (id, input, ondone) = (id.clone(), form.value().clone(), ondone.clone());
            let extension = Rc::clone(&extension);
            form.send(
                async move { api::calls::revoke_extension(&id, &extension, &input).await },
                move |_| ondone.emit(t::TAKEN_BACK),
            );
        })
    };
    html! {
        <Dialog title={t::REVOKE_TITLE} onclose={props.oncancel.clone()}>
            <form novalidate=true {onsubmit}>
                <ErrorSummary errors={form.errors()} general={form.general()} refusals={form.refusals()} />
                <p>{ t::REVOKE_TEXT }</p>
                <TextArea at="/reason" label={t::REASON} hint={t::REASON_HINT} max={limits::COMMENT_MAX} rows=3 errors={form.errors()}
                    value={form.value().reason.clone()} oninput={form.edit(|input: &mut RevocationInput, text| input.reason = text)} />
                <div class="button-row">
                    <Button look={Look::Danger} submit=true busy={form.busy()}>{ t::REVOKE }</Button>
                    <Button look={Look::Quiet} onclick={props.oncancel.reform(|_: MouseEvent| ())}>{ common::CANCEL }</Button>
                </div>
            </form>
        </Dialog>
    }
}
