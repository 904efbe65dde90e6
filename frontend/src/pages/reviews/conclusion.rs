//! Under the criteria: the opinion, what the applicant and the committee read, or an abstention.

use crate::{
    components::form::{Checkbox, Choice, Form, Radios, TextArea},
    i18n::reviews as t,
};
use openapi::{
    limits,
    review::{Opinion, ReviewInput},
};
use std::rc::Rc;
use yew::prelude::*;

/// Properties of [`Conclusion`].
#[derive(Properties, PartialEq)]
pub struct ConclusionProps {
    pub form: Form<ReviewInput>,
}

/// Opinion, message, note, abstention.
#[component]
pub fn Conclusion(props: &ConclusionProps) -> Html {
    let form = &props.form;
    let input = form.value();
    let abstains = input.abstention_reason.is_some();
    // Ticked off by mistake and on again, the reason typed before is there.
    let before = use_mut_ref(String::new);
    let onabstain = {
        let form = form.clone();
        Callback::from(move |on: bool| {
            let before = Rc::clone(&before);
            form.change(move |input| {
                if on {
                    input.abstention_reason = Some(before.take());
                } else if let Some(reason) = input.abstention_reason.take() {
                    before.replace(reason);
                }
            });
        })
    };
    let opinions = Opinion::ALL.map(|opinion| Choice::new(opinion.as_str(), opinion.label_fr())).to_vec();
    html! {
        <>
            if !abstains {
                <Radios at="/opinion" legend={t::OPINION} choices={opinions} errors={form.errors()}
                    value={input.opinion.map_or("", Opinion::as_str)}
                    onchange={form.edit(|input: &mut ReviewInput, chosen: String| input.opinion = Opinion::parse(&chosen))} />
                <TextArea at="/message" label={t::MESSAGE} hint={t::MESSAGE_HINT} optional=true rows=4 max={limits::COMMENT_MAX} errors={form.errors()}
                    value={input.message.clone()} oninput={form.edit(|input: &mut ReviewInput, text| input.message = text)} />
            }
            <TextArea at="/confidential_note" label={t::NOTE} hint={t::NOTE_HINT} optional=true rows=3 max={limits::COMMENT_MAX} errors={form.errors()}
                value={input.confidential_note.clone()} oninput={form.edit(|input: &mut ReviewInput, text| input.confidential_note = text)} />
            <Checkbox at="/abstain" label={t::ABSTAIN} hint={t::ABSTAIN_HINT} checked={abstains} onchange={onabstain} />
            if let Some(reason) = &input.abstention_reason {
                <TextArea at="/abstention_reason" label={t::ABSTAIN_REASON} rows=3 max={limits::COMMENT_MAX} errors={form.errors()}
                    value={reason.clone()} oninput={form.edit(|input: &mut ReviewInput, text| input.abstention_reason = Some(text))} />
            }
        </>
    }
}
