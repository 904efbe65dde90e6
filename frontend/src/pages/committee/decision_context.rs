//! What the committee has before its eyes when it decides: score, opinions, who stays out, signatures at stake.

use super::{board::Entry, candidates, ranking};
use crate::{
    api,
    components::{
        async_content::use_load,
        link::RouteLink,
        notice::{Notice, Tone},
    },
    format,
    i18n::committee as t,
    routes::Route,
};
use openapi::review::Conflict;
use std::collections::HashSet;
use yew::prelude::*;

/// Properties of [`Context`].
#[derive(Properties, PartialEq)]
pub struct ContextProps {
    pub entry: Entry,
    /// Id of the call.
    pub call: String,
}

/// Facts on the project, people who are recused, signatures that a change voids.
#[component]
pub fn Context(props: &ContextProps) -> Html {
    let ranked = &props.entry.ranked;
    let conflicts =
        use_load(ranked.project.id.to_string(), |id| async move { api::reviews::conflicts(&id).await });
    let signatures =
        use_load(props.call.clone(), |call| async move { api::committee::signatures(&call).await });
    let recused = conflicts.value().map(|page| people(&page.items)).unwrap_or_default();
    let signed = signatures.value().is_some_and(|page| page.items.iter().any(|signature| signature.current));
    html! {
        <>
            <dl class="decision-facts">
                <div>
                    <dt>{ t::PARTNER }</dt>
                    <dd>{ &ranked.project.partner.name }</dd>
                </div>
                <div>
                    <dt>{ t::SCORE }</dt>
                    <dd>{ ranking::score(ranked) }</dd>
                </div>
                <div>
                    <dt>{ t::DONE_OF }</dt>
                    <dd>
                        { ranking::done_of(ranked) }
                        <span class="row-comment">{ ranking::opinions(ranked) }</span>
                    </dd>
                </div>
                <div>
                    <dt>{ t::REQUESTED }</dt>
                    <dd>{ format::money(ranked.requested) }</dd>
                </div>
            </dl>
            <p>
                <RouteLink to={Route::Fiche { id: ranked.project.id.to_string() }}>
                    { t::PROJECT }{ " " }{ ranked.project.number.clone().unwrap_or_default() }
                </RouteLink>
            </p>
            if !recused.is_empty() {
                <Notice title={t::RECUSED}>
                    <ul>{ for recused.into_iter().map(|(name, why)| html! { <li><span class="strong">{ name }</span>{ " · " }{ why }</li> }) }</ul>
                </Notice>
            }
            if signed {
                <Notice tone={Tone::Warning}><p>{ t::VOIDS_SIGNATURES }</p></Notice>
            }
        </>
    }
}

/// Each person once, with the first reason found.
fn people(conflicts: &[Conflict]) -> Vec<(String, String)> {
    let mut seen = HashSet::new();
    conflicts
        .iter()
        .filter(|conflict| seen.insert(conflict.person.id.clone()))
        .map(|conflict| (conflict.person.name.clone(), candidates::reason(conflict)))
        .collect()
}
