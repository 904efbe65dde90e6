//! Filters above a list; the address is their state.

use super::{button::Button, form::input_text, icon::Icon, link::RouteLink, url_query::use_url_query};
use crate::i18n::common;
use std::collections::BTreeMap;
use yew::prelude::*;

/// What one can filter by.
#[derive(Debug, Clone, PartialEq)]
pub enum Filter {
    /// Words to search: `?q=`.
    Words { label: AttrValue },
    /// One of several values, with its label; nothing chosen means all.
    Choice { name: &'static str, label: AttrValue, all: AttrValue, options: Vec<(AttrValue, AttrValue)> },
}

impl Filter {
    fn name(&self) -> &'static str {
        match self {
            Filter::Words { .. } => "q",
            Filter::Choice { name, .. } => name,
        }
    }
}

/// Properties of [`Filters`].
#[derive(Properties, PartialEq)]
pub struct FiltersProps {
    /// Names the region: « Filtrer les projets ».
    pub label: AttrValue,
    pub filters: Vec<Filter>,
}

/// A form of filters. Nothing changes before its button is pressed; read the values with `use_url_query`.
#[component]
pub fn Filters(props: &FiltersProps) -> Html {
    let query = use_url_query();
    // What is chosen and not applied yet, over what the address says; a new address starts afresh.
    let chosen = use_state(BTreeMap::<&'static str, String>::new);
    {
        let chosen = chosen.clone();
        use_effect_with(query.clone(), move |_| chosen.set(BTreeMap::new()));
    }
    let value =
        |name: &'static str| chosen.get(name).cloned().or_else(|| query.text(name)).unwrap_or_default();
    let choose = |name: &'static str| {
        let chosen = chosen.clone();
        Callback::from(move |text: String| {
            let mut next = (*chosen).clone();
            next.insert(name, text);
            chosen.set(next);
        })
    };
    let onsubmit = {
        let (query, chosen) = (query.clone(), chosen.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            let mut changes: Vec<(&str, &str)> =
                chosen.iter().map(|(name, value)| (*name, value.trim())).collect();
            changes.extend([("curseur", ""), ("page", "")]);
            query.go(&query.with(&changes));
        })
    };
    let active = props.filters.iter().any(|filter| query.get(filter.name()).is_some());
    let cleared: Vec<(&str, &str)> = props
        .filters
        .iter()
        .map(|filter| (filter.name(), ""))
        .chain([("curseur", ""), ("page", "")])
        .collect();

    html! {
        <search>
            <form class="filters" aria-label={props.label.clone()} {onsubmit}>
                { for props.filters.iter().map(|filter| {
                    let name = filter.name();
                    let id = format!("filtre-{name}");
                    let change = choose(name);
                    match filter {
                        Filter::Words { label } => html! {
                            <div class="field">
                                <label for={id.clone()}>{ label }</label>
                                <input {id} class="input" type="search" maxlength="200" value={value(name)}
                                    oninput={change.reform(|event: InputEvent| input_text(&event))} />
                            </div>
                        },
                        Filter::Choice { label, all, options, .. } => {
                            let current = value(name);
                            html! {
                                <div class="field">
                                    <label for={id.clone()}>{ label }</label>
                                    <select {id} class="input" onchange={change.reform(|event: Event| super::form::changed_text(&event))}>
                                        <option value="" selected={current.is_empty()}>{ all }</option>
                                        { for options.iter().map(|(value, label)| html! {
                                            <option value={value.clone()} selected={*value == *current}>{ label }</option>
                                        }) }
                                    </select>
                                </div>
                            }
                        }
                    }
                }) }
                <div class="button-row">
                    <Button submit=true icon={Icon::Search}>{ common::FILTER }</Button>
                    if active {
                        <RouteLink to={query.route().clone()} query={Some(query.with(&cleared)).filter(|q| !q.is_empty()).map(AttrValue::from)}>
                            { common::CLEAR_FILTERS }
                        </RouteLink>
                    }
                </div>
            </form>
        </search>
    }
}
