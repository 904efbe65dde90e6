//! Documents to download.

use super::{
    button::{Button, Look},
    icon::Icon,
    notice::{Notice, Tone},
};
use crate::{
    api::{self, ApiError},
    i18n::documents as t,
};
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

/// A document: where it is below the API, and what it is.
#[derive(Debug, Clone, PartialEq)]
pub struct Offered {
    pub path: String,
    pub label: &'static str,
}

/// Properties of [`Downloads`].
#[derive(Properties, PartialEq)]
pub struct DownloadsProps {
    pub documents: Vec<Offered>,
    /// What they are of, for screen readers, where a page offers the same document of several things.
    #[prop_or_default]
    pub of: Option<AttrValue>,
}

/// Buttons for documents that one has to be logged in for: fetched with the session, then kept by the browser.
#[component]
pub fn Downloads(props: &DownloadsProps) -> Html {
    let fetching = use_state(|| None::<String>);
    let failed = use_state(|| None::<ApiError>);
    let button = |offered: &Offered| {
        let busy = fetching.as_ref() == Some(&offered.path);
        let onclick = {
            let (fetching, failed, path) = (fetching.clone(), failed.clone(), offered.path.clone());
            Callback::from(move |_: MouseEvent| {
                fetching.set(Some(path.clone()));
                failed.set(None);
                let (fetching, failed, path) = (fetching.clone(), failed.clone(), path.clone());
                spawn_local(async move {
                    let done = api::documents::download(&path).await;
                    failed.set(done.err());
                    fetching.set(None);
                });
            })
        };
        html! {
            <li key={offered.path.clone()}>
                <Button look={Look::Secondary} small=true icon={Icon::File} {busy} {onclick}>
                    { offered.label }
                    if let Some(of) = &props.of { <span class="visually-hidden">{ "\u{a0}: " }{ of }</span> }
                </Button>
            </li>
        }
    };
    html! {
        <div class="downloads">
            <ul class="downloads-list" aria-label={t::DOWNLOADS}>{ for props.documents.iter().map(button) }</ul>
            if let Some(error) = &*failed {
                <Notice tone={Tone::Error} title={t::DOWNLOAD_FAILED}><p>{ error.message() }</p></Notice>
            }
        </div>
    }
}
