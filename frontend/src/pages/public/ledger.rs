//! The extensions of a call, as everybody reads them: until when and why, never for whom.

use crate::{api, components::async_content::use_load, format, i18n::extensions as t};
use openapi::calendar::Extension;
use yew::prelude::*;

/// Properties of [`Ledger`].
#[derive(Properties, PartialEq)]
pub struct LedgerProps {
    /// Id of the call.
    pub call: String,
}

/// The ledger; nothing where no extension was granted.
#[component]
pub fn Ledger(props: &LedgerProps) -> Html {
    let loaded = use_load(props.call.clone(), |id| async move { api::calls::extensions(&id).await });
    let Some(page) = loaded.value().filter(|page| !page.items.is_empty()) else { return Html::default() };
    html! {
        <section class="section">
            <h2>{ t::TITLE }</h2>
            <p>{ t::LEDGER_LEAD }</p>
            <ul class="ledger">{ for page.items.iter().map(entry) }</ul>
        </section>
    }
}

fn entry(extension: &Extension) -> Html {
    html! {
        <li class="ledger-entry" key={extension.id.to_string()}>
            <p class="strong">{ t::extended(extension.until.on, extension.until.at.as_deref()) }</p>
            <p class="typed">{ &extension.reason }</p>
            if let Some(revoked) = &extension.revoked {
                <p class="small">{ t::revoked(&format::day(revoked.at), &revoked.reason) }</p>
            }
        </li>
    }
}
