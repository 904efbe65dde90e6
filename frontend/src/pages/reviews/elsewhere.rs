//! The same review was saved in another window: which of the two to keep.

use super::saving::OnServer;
use crate::{
    components::{
        autosave::Autosave,
        button::{Button, Look},
        form::Form,
        notice::{Notice, Tone},
    },
    i18n::reviews as t,
    session::use_session,
};
use openapi::review::ReviewInput;
use yew::{platform::spawn_local, prelude::*};

/// Properties of [`Elsewhere`].
#[derive(Properties, PartialEq)]
pub struct ElsewhereProps {
    pub form: Form<ReviewInput>,
    pub server: OnServer,
    /// Takes what the server has now.
    pub onread: Callback<ReviewInput>,
}

/// Asks which version to keep; nothing is lost before that.
#[component]
pub fn Elsewhere(props: &ElsewhereProps) -> Html {
    let me = use_session().me().map(|me| me.id.clone());
    let busy = use_state(|| false);
    let read = |take: bool| {
        let (form, server, onread) = (props.form.clone(), props.server.clone(), props.onread.clone());
        let (busy, me) = (busy.clone(), me.clone());
        Callback::from(move |_: MouseEvent| {
            let (form, server, onread) = (form.clone(), server.clone(), onread.clone());
            let (busy, me) = (busy.clone(), me.clone());
            busy.set(true);
            spawn_local(async move {
                let Some(me) = me else { return };
                let current = server.reread(&me).await;
                busy.set(false);
                match current {
                    Ok(Some(current)) => {
                        if take {
                            let taken = current.clone();
                            form.change(move |value| *value = taken);
                        }
                        onread.emit(current);
                    }
                    Ok(None) => {}
                    Err(error) => form.fail(&error),
                }
            });
        })
    };
    html! {
        <Notice tone={Tone::Warning} title={t::OTHER_TAB_TITLE}>
            <p>{ t::OTHER_TAB_TEXT }</p>
            <div class="button-row">
                <Button small=true busy={*busy} onclick={read(false)}>{ t::KEEP_MINE }</Button>
                <Button small=true look={Look::Secondary} busy={*busy} onclick={read(true)}>{ t::TAKE_OTHER }</Button>
            </div>
        </Notice>
    }
}

/// What the server has now counts as saved; what differs here is saved over it.
pub fn continue_from(autosave: &Autosave<ReviewInput>) -> Callback<ReviewInput> {
    let autosave = autosave.clone();
    Callback::from(move |current| autosave.resume_from(current))
}
