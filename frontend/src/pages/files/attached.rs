//! One attachment: name, type, size; download, and what else its reader may do.

use super::save::save;
use crate::{
    api::{ApiError, attachments},
    components::{
        button::{Button, Look},
        dialog::Confirm,
        form::changed_text,
        icon::Icon,
    },
    i18n::attachments as t,
};
use openapi::{
    attachment::{Attachment, AttachmentInput, AttachmentKind},
    limits::LINE_MAX,
};
use yew::{platform::spawn_local, prelude::*};

/// Properties of [`Attached`].
#[derive(Properties, PartialEq)]
pub struct AttachedProps {
    /// Path of what it hangs on.
    pub holder: AttrValue,
    pub attachment: Attachment,
    /// Hears what was done, in words, once the attachment was changed or removed; none: it is only read.
    #[prop_or_default]
    pub onchange: Option<Callback<AttrValue>>,
    /// Shows it on the page.
    #[prop_or_default]
    pub onopen: Option<Callback<Attachment>>,
}

/// One attachment.
#[component]
pub fn Attached(props: &AttachedProps) -> Html {
    let attachment = &props.attachment;
    let busy = use_state(|| false);
    let error = use_state(|| None::<AttrValue>);
    let asking = use_state(|| false);
    let settle = {
        let (busy, error) = (busy.clone(), error.clone());
        move |outcome: &Result<(), ApiError>| {
            busy.set(false);
            error.set(outcome.as_ref().err().map(|error| error.message().into()));
        }
    };
    let ondownload = {
        let (busy, settle) = (busy.clone(), settle.clone());
        let (holder, attachment) = (props.holder.to_string(), attachment.clone());
        Callback::from(move |_: MouseEvent| {
            busy.set(true);
            let (settle, holder, attachment) = (settle.clone(), holder.clone(), attachment.clone());
            spawn_local(async move { settle(&save(holder, attachment).await) });
        })
    };
    let ondescribe = props.onchange.clone().map(|onchange| {
        let (settle, holder, attachment) = (settle.clone(), props.holder.clone(), attachment.clone());
        Callback::from(move |(input, said): (AttachmentInput, &'static str)| {
            let (settle, holder, attachment) = (settle.clone(), holder.clone(), attachment.clone());
            let onchange = onchange.clone();
            spawn_local(async move {
                let outcome = attachments::update(&holder, &attachment, &input).await.map(|_| ());
                settle(&outcome);
                if outcome.is_ok() {
                    onchange.emit(said.into());
                }
            });
        })
    });
    let onremove = props.onchange.clone().map(|onchange| {
        let (settle, holder, attachment) = (settle.clone(), props.holder.clone(), attachment.clone());
        let (asking, busy) = (asking.clone(), busy.clone());
        Callback::from(move |()| {
            busy.set(true);
            let (settle, holder, attachment) = (settle.clone(), holder.clone(), attachment.clone());
            let (onchange, asking) = (onchange.clone(), asking.clone());
            spawn_local(async move {
                let outcome = attachments::remove(&holder, &attachment).await.map(|_| ());
                asking.set(false);
                settle(&outcome);
                if outcome.is_ok() {
                    onchange.emit(t::REMOVED.into());
                }
            });
        })
    });
    let (select, label) = (format!("nature-{}", attachment.id), format!("precision-{}", attachment.id));
    // One change at a time, each over what the server has.
    let now = AttachmentInput { label: attachment.label.clone(), kind: attachment.kind };
    let ask = |open: bool| {
        let asking = asking.clone();
        Callback::from(move |()| asking.set(open))
    };
    html! {
        <li class="attachment">
            <div class="attachment-text">
                <p class="attachment-name">{ Icon::File.draw() }<span>{ &attachment.name }</span></p>
                <p class="soft small">
                    { attachment.file_type.label_fr() }{ " · " }{ t::size(attachment.size) }
                    if ondescribe.is_none() && attachment.kind != AttachmentKind::Other {
                        { " · " }{ attachment.kind.label_fr() }
                    }
                </p>
                if ondescribe.is_none() && !attachment.label.is_empty() {
                    <p class="small">{ &attachment.label }</p>
                }
                if let Some(error) = &*error {
                    <p class="field-error" role="alert">{ error }</p>
                }
            </div>
            if let Some(ondescribe) = ondescribe {
                <div class="attachment-kind">
                    <label for={select.clone()}>{ t::KIND }<span class="visually-hidden">{ "\u{a0}: " }{ &attachment.name }</span></label>
                    <select class="input" id={select} onchange={ondescribe.reform({
                        let now = now.clone();
                        move |event: Event| {
                            let kind = AttachmentKind::parse(&changed_text(&event)).unwrap_or(now.kind);
                            (AttachmentInput { kind, ..now.clone() }, t::KIND_SAVED)
                        }
                    })}>
                        { for AttachmentKind::ALL.into_iter().map(|kind| html! {
                            <option value={kind.as_str()} selected={kind == attachment.kind}>{ kind.label_fr() }</option>
                        }) }
                    </select>
                </div>
                <div class="attachment-kind attachment-label">
                    <label for={label.clone()}>{ t::LABEL }<span class="visually-hidden">{ "\u{a0}: " }{ &attachment.name }</span></label>
                    <input class="input" id={label} type="text" autocomplete="off" maxlength={LINE_MAX.to_string()} value={attachment.label.clone()}
                        onchange={ondescribe.reform(move |event: Event| {
                            (AttachmentInput { label: changed_text(&event).trim().to_owned(), ..now.clone() }, t::LABEL_SAVED)
                        })} />
                </div>
            }
            <div class="attachment-acts">
                if let Some(onopen) = &props.onopen {
                    <Button look={Look::Secondary} small=true onclick={onopen.reform({ let attachment = attachment.clone(); move |_: MouseEvent| attachment.clone() })}>
                        { t::OPEN_HERE }<span class="visually-hidden">{ "\u{a0}: " }{ &attachment.name }</span>
                    </Button>
                }
                <Button look={Look::Quiet} small=true busy={*busy} onclick={ondownload}>
                    { t::DOWNLOAD }<span class="visually-hidden">{ "\u{a0}: " }{ &attachment.name }</span>
                </Button>
                if onremove.is_some() {
                    <Button look={Look::Quiet} small=true icon={Icon::Trash} onclick={ask(true).reform(|_: MouseEvent| ())}>
                        { t::REMOVE }<span class="visually-hidden">{ "\u{a0}: " }{ &attachment.name }</span>
                    </Button>
                }
            </div>
            if let Some(onconfirm) = onremove.filter(|_| *asking) {
                <Confirm title={t::REMOVE_TITLE} action={t::REMOVE_ACTION} danger=true busy={*busy} {onconfirm} oncancel={ask(false)}>
                    <p class="strong">{ &attachment.name }</p>
                    <p>{ t::REMOVE_TEXT }</p>
                </Confirm>
            }
        </li>
    }
}
