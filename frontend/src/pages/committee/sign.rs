//! A carrier signs the decisions.

use crate::{
    api::{self, ApiError},
    components::{
        button::Button,
        dialog::Confirm,
        notice::{Notice, Tone},
    },
    i18n::committee as t,
};
use openapi::committee::{Publication, Signature};
use yew::{platform::spawn_local, prelude::*};

/// Properties of [`Sign`].
#[derive(Properties, PartialEq)]
pub struct SignProps {
    /// Id of the call.
    pub call: String,
    /// That of the person's own institution.
    pub signature: Signature,
    pub publication: Publication,
    pub onsigned: Callback<()>,
}

/// The button, the question before it, and what hinders.
#[component]
pub fn Sign(props: &SignProps) -> Html {
    let asking = use_state(|| false);
    let busy = use_state(|| false);
    let outcome = use_state(|| None::<Result<(), ApiError>>);
    let ask = {
        let (asking, outcome) = (asking.clone(), outcome.clone());
        Callback::from(move |_: MouseEvent| {
            outcome.set(None);
            asking.set(true);
        })
    };
    let oncancel = {
        let asking = asking.clone();
        Callback::from(move |()| asking.set(false))
    };
    let onconfirm = {
        let (call, onsigned) = (props.call.clone(), props.onsigned.clone());
        let shown = format!("\"{}\"", props.publication.version);
        let (asking, busy, outcome) = (asking.clone(), busy.clone(), outcome.clone());
        Callback::from(move |()| {
            if *busy {
                return;
            }
            busy.set(true);
            let (call, onsigned, shown) = (call.clone(), onsigned.clone(), shown.clone());
            let (asking, busy, outcome) = (asking.clone(), busy.clone(), outcome.clone());
            spawn_local(async move {
                let answer = api::committee::sign(&call, &shown).await;
                busy.set(false);
                asking.set(false);
                outcome.set(Some(answer.map(|_| ())));
                onsigned.emit(());
            });
        })
    };
    let publication = &props.publication;
    let complete = publication.undecided.is_empty()
        && publication.selected + publication.waitlisted + publication.rejected > 0;
    html! {
        <>
            { match &*outcome {
                Some(Ok(())) => html! { <Notice tone={Tone::Success}><p>{ t::SIGNED_NOW }</p></Notice> },
                // The page is being read again: what is signed next is what it then shows.
                Some(Err(error)) if error.is_stale() => html! {
                    <Notice tone={Tone::Warning} title={t::SIGN_STALE}><p>{ t::SIGN_STALE_TEXT }</p></Notice>
                },
                Some(Err(error)) => html! { <Notice tone={Tone::Error}><p>{ error.message() }</p></Notice> },
                None => Html::default(),
            } }
            if !props.signature.current {
                <div class="button-row">
                    <Button disabled={!complete} described_by={(!complete).then_some(AttrValue::Static("signer-plus-tard"))} onclick={ask}>{ t::SIGN }</Button>
                    if !complete { <p class="soft" id="signer-plus-tard">{ t::SIGN_LATER }</p> }
                </div>
            }
            if *asking {
                <Confirm title={t::SIGN_TITLE} action={t::SIGN} busy={*busy} {onconfirm} {oncancel}>
                    <p>{ t::sign_text(&props.signature.carrier.name, publication.selected.into(), publication.waitlisted.into(), publication.rejected.into()) }</p>
                </Confirm>
            }
        </>
    }
}
