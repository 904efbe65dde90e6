//! Dialogs: the native `<dialog>`, which keeps the focus inside and gives it back.

use super::{
    button::{Button, Look},
    focus,
};
use crate::i18n::common;
use web_sys::HtmlDialogElement;
use yew::prelude::*;

/// Properties of [`Dialog`].
#[derive(Properties, PartialEq)]
pub struct DialogProps {
    pub title: AttrValue,
    /// Escape was pressed: stop rendering the dialog.
    pub onclose: Callback<()>,
    #[prop_or_default]
    pub children: Html,
}

/// A modal dialog, open as long as it is rendered: `if *open { <Dialog …> }`.
#[component]
pub fn Dialog(props: &DialogProps) -> Html {
    let node = use_node_ref();
    let heading = use_memo((), |()| format!("dialogue-{}", crate::api::random_uuid()));
    {
        let (node, onclose) = (node.clone(), props.onclose.clone());
        use_effect_with((), move |()| {
            let dialog = node.cast::<HtmlDialogElement>();
            // `cancel` does not bubble, so that Yew's delegated listeners never hear it.
            let listener = dialog.as_ref().map(|dialog| {
                let options = gloo_events::EventListenerOptions::enable_prevent_default();
                gloo_events::EventListener::new_with_options(dialog, "cancel", options, move |event| {
                    event.prevent_default();
                    onclose.emit(());
                })
            });
            if let Some(dialog) = &dialog {
                let _ = dialog.show_modal();
            }
            move || {
                drop(listener);
                if let Some(dialog) = dialog {
                    dialog.close();
                }
                // The browser gives the focus back to the button that asked, which the act itself can take away.
                focus::rescue();
            }
        });
    }
    html! {
        <dialog ref={node} class="dialog" aria-labelledby={(*heading).clone()}>
            <h2 id={(*heading).clone()}>{ &props.title }</h2>
            { props.children.clone() }
        </dialog>
    }
}

/// Properties of [`Confirm`].
#[derive(Properties, PartialEq)]
pub struct ConfirmProps {
    /// The question: « Retirer cette fiche ? ».
    pub title: AttrValue,
    /// The verb of the button: « Retirer la fiche ».
    pub action: AttrValue,
    /// It cannot be undone.
    #[prop_or_default]
    pub danger: bool,
    #[prop_or_default]
    pub busy: bool,
    pub onconfirm: Callback<()>,
    pub oncancel: Callback<()>,
    /// What will happen; fields where a reason is needed.
    #[prop_or_default]
    pub children: Html,
}

/// Asks before something that matters.
#[component]
pub fn Confirm(props: &ConfirmProps) -> Html {
    let look = if props.danger { Look::Danger } else { Look::Primary };
    html! {
        <Dialog title={props.title.clone()} onclose={props.oncancel.clone()}>
            { props.children.clone() }
            <div class="button-row">
                <Button {look} busy={props.busy} onclick={props.onconfirm.reform(|_: MouseEvent| ())}>{ &props.action }</Button>
                <Button look={Look::Quiet} onclick={props.oncancel.reform(|_: MouseEvent| ())}>{ common::CANCEL }</Button>
            </div>
        </Dialog>
    }
}
