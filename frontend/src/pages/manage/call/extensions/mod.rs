//! More time for one organisation: granted, read, taken back.

mod dialogs;

use crate::{
    api,
    components::{
        async_content::{Empty, Skeleton, use_load},
        button::{Button, Look},
        icon::Icon,
        notice::{Notice, Tone},
    },
    format,
    i18n::extensions as t,
};
use dialogs::{Grant, Revoke};
use openapi::{
    calendar::Extension,
    call::{Call, CallStatus},
};
use std::rc::Rc;
use yew::prelude::*;

/// Properties of [`Extensions`].
#[derive(Properties, PartialEq)]
pub struct ExtensionsProps {
    pub call: Rc<Call>,
}

#[derive(Clone, PartialEq)]
enum Asking {
    Grant,
    Revoke(Rc<Extension>),
}

/// The extensions of a published call.
#[component]
pub fn Extensions(props: &ExtensionsProps) -> Html {
    let id = props.call.id.to_string();
    let loaded = use_load(id.clone(), |id| async move { api::calls::extensions(&id).await });
    let asking = use_state(|| None::<Asking>);
    let said = use_state(|| None::<&'static str>);
    let oncancel = {
        let asking = asking.clone();
        Callback::from(move |()| asking.set(None))
    };
    let ondone = {
        let (asking, said, reload) = (asking.clone(), said.clone(), loaded.on_reload());
        Callback::from(move |sentence: &'static str| {
            asking.set(None);
            said.set(Some(sentence));
            reload.emit(());
        })
    };
    let ask = |what: Asking| {
        let (asking, said) = (asking.clone(), said.clone());
        Callback::from(move |_: MouseEvent| {
            said.set(None);
            asking.set(Some(what.clone()));
        })
    };
    let open = !matches!(props.call.status, CallStatus::Draft | CallStatus::Decided);
    let empty = html! { <Empty title={t::NONE}><p>{ t::NONE_HINT }</p></Empty> };
    html! {
        <section class="section" aria-labelledby="delais">
            <h2 id="delais">{ t::TITLE }</h2>
            <p class="soft">{ t::LEAD }</p>
            if let Some(sentence) = *said {
                <Notice tone={Tone::Success}><p>{ sentence }</p></Notice>
            }
            { loaded.view_list(Skeleton::Rows(2), empty, |page| html! {
                <ul class="ledger">
                    { for page.items.iter().rev().map(|extension| entry(extension, open.then(|| ask(Asking::Revoke(Rc::new(extension.clone())))))) }
                </ul>
            }) }
            if open {
                <p><Button look={Look::Secondary} icon={Icon::Plus} onclick={ask(Asking::Grant)}>{ t::GRANT }</Button></p>
            }
            { match &*asking {
                Some(Asking::Grant) => html! { <Grant call={Rc::clone(&props.call)} {ondone} {oncancel} /> },
                Some(Asking::Revoke(extension)) => html! { <Revoke call={id} extension={Rc::clone(extension)} {ondone} {oncancel} /> },
                None => Html::default(),
            } }
        </section>
    }
}

fn entry(extension: &Extension, onrevoke: Option<Callback<MouseEvent>>) -> Html {
    let partner = extension.partner.as_ref().map(|partner| partner.name.clone()).unwrap_or_default();
    let until = t::until(extension.until.on, extension.until.at.as_deref());
    html! {
        <li class="ledger-entry" key={extension.id.to_string()}>
            <p class="strong">{ &partner }{ " – " }{ until }</p>
            <p class="typed">{ &extension.reason }</p>
            <p class="small soft">{ t::granted(&format::day(extension.granted_at), extension.granted_by.as_deref()) }</p>
            if let Some(revoked) = &extension.revoked {
                <p class="small">{ t::revoked(&format::day(revoked.at), &revoked.reason) }</p>
            } else if let Some(onclick) = onrevoke {
                <Button look={Look::Quiet} small=true icon={Icon::Trash} {onclick}>
                    { t::REVOKE }<span class="visually-hidden">{ "\u{a0}: " }{ partner }</span>
                </Button>
            }
        </li>
    }
}
