//! What the coordination takes into a spreadsheet.

use crate::{
    components::{
        download::{Downloads, Offered},
        form::{Choice, Select},
        link::query_string,
    },
    i18n::calls as t,
};
use openapi::call::Call;
use yew::prelude::*;

/// Properties of [`Exports`].
#[derive(Properties, PartialEq)]
pub struct ExportsProps {
    pub calls: Vec<Call>,
}

/// Fiches, organisations and reviews as tables: of all calls, or of one. Reviews are of one, whose criteria are the columns.
#[component]
pub fn Exports(props: &ExportsProps) -> Html {
    let chosen = use_state(String::new);
    let choices =
        props.calls.iter().map(|call| Choice::new(call.slug.clone(), call.title.clone())).collect::<Vec<_>>();
    let onchange = {
        let chosen = chosen.clone();
        Callback::from(move |call: String| chosen.set(call))
    };
    let offered = |kind: &str, xlsx: &'static str, csv: &'static str| {
        let query = query_string([("call", chosen.as_str())]);
        let query = if query.is_empty() { query } else { format!("?{query}") };
        [("xlsx", xlsx), ("csv", csv)]
            .map(|(ending, label)| Offered { path: format!("/exports/{kind}.{ending}{query}"), label })
    };
    let mut documents = Vec::new();
    documents.extend(offered("projects", t::EXPORT_PROJECTS_XLSX, t::EXPORT_PROJECTS_CSV));
    documents.extend(offered("partners", t::EXPORT_PARTNERS_XLSX, t::EXPORT_PARTNERS_CSV));
    if !chosen.is_empty() {
        documents.extend(offered("reviews", t::EXPORT_REVIEWS_XLSX, t::EXPORT_REVIEWS_CSV));
    }
    html! {
        <section class="section" aria-labelledby="exports">
            <h2 id="exports">{ t::EXPORTS }</h2>
            <p class="prose">{ t::EXPORTS_TEXT }</p>
            <Select at="/export" label={t::CALL} optional=true {choices} value={(*chosen).clone()} {onchange} empty={t::EXPORT_ALL} />
            <Downloads {documents} />
        </section>
    }
}
