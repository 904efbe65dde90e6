//! The closed lists of a form: what each entry is called, and which entry a text means. Pure.

use crate::{
    catalogue::{Catalogue, StoredCall},
    http::text::fold,
};
use openapi::{
    budget::{Account, Chart},
    project::{ActionTime, AgeBand, Brings},
};
use serde::Serialize;
use std::collections::HashMap;

/// An entry of a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Choice {
    /// As in the fiche's JSON.
    pub value: String,
    pub label: String,
}

/// The lists of one programme and call.
#[derive(Debug, Default)]
pub struct Vocabulary {
    pub objectives: Vec<Choice>,
    pub districts: Vec<Choice>,
    pub partners: Vec<Choice>,
    /// Partners that a form proposes as funders: the carriers and those of the call's envelopes.
    pub funders: Vec<Choice>,
    /// Ids of the funders of the call.
    pub asked: Vec<String>,
    pub charges: Vec<Choice>,
    pub revenues: Vec<Choice>,
    pub bands: Vec<Choice>,
    pub times: Vec<Choice>,
    pub funding: Vec<Choice>,
    /// Kinds of what a partner brings.
    pub brings: Vec<Choice>,
    pub yes_no: Vec<Choice>,
}

fn choice(value: impl Into<String>, label: impl Into<String>) -> Choice {
    Choice { value: value.into(), label: label.into() }
}

fn text_of<T: Serialize>(value: &T) -> String {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(text)) => text,
        _ => String::new(),
    }
}

fn accounts(accounts: &[Account]) -> Vec<Choice> {
    let label = |known: &Account| {
        let numbered = known.account.bytes().all(|byte| byte.is_ascii_digit());
        if numbered { format!("{} – {}", known.account, known.label) } else { known.label.clone() }
    };
    distinct(accounts.iter().map(|known| choice(&known.account, label(known))).collect())
}

/// A label stands for one entry only: entries of the same name get the end of their id.
fn distinct(mut choices: Vec<Choice>) -> Vec<Choice> {
    let mut times: HashMap<String, usize> = HashMap::new();
    for choice in &choices {
        *times.entry(fold(&choice.label)).or_default() += 1;
    }
    for choice in &mut choices {
        if times.get(&fold(&choice.label)).is_some_and(|times| *times > 1) {
            let start = choice.value.len().saturating_sub(6);
            let end = choice.value.get(start..).unwrap_or(&choice.value);
            choice.label = format!("{} ({end})", choice.label);
        }
    }
    choices
}

impl Vocabulary {
    /// The lists for a fiche of this programme and call.
    pub fn new(catalogue: &Catalogue, programme: &str, call: &str) -> Self {
        let own = |id: &openapi::Id| id.as_str() == programme;
        let objectives = catalogue.objectives.iter().map(|entry| &entry.value);
        let districts = catalogue.districts.iter().map(|entry| &entry.value);
        let partners = catalogue.partners.iter().map(|entry| &entry.value);
        let chart = catalogue.call(call).map_or_else(Chart::current, StoredCall::chart);
        let asked: Vec<String> = catalogue.call(call).map_or_else(Vec::new, |call| {
            call.wire.envelopes.iter().map(|envelope| envelope.funder.id.to_string()).collect()
        });
        let partners = distinct(
            partners
                .filter(|partner| own(&partner.programme))
                .map(|partner| choice(partner.id.as_str(), partner.name.trim()))
                .collect(),
        );
        let carriers: Vec<&str> =
            catalogue.carriers(programme).into_iter().map(|partner| partner.id.as_str()).collect();
        let funds = |value: &str| asked.iter().any(|id| id == value) || carriers.contains(&value);
        Self {
            objectives: distinct(
                objectives
                    .filter(|objective| own(&objective.programme))
                    .map(|objective| {
                        choice(
                            objective.id.as_str(),
                            format!("{} – {}", objective.code, objective.label.trim()),
                        )
                    })
                    .collect(),
            ),
            districts: distinct(
                districts
                    .filter(|district| own(&district.programme))
                    .map(|district| choice(district.id.as_str(), district.name.trim()))
                    .collect(),
            ),
            funders: partners.iter().filter(|partner| funds(&partner.value)).cloned().collect(),
            partners,
            asked,
            charges: accounts(&chart.charges),
            revenues: accounts(&chart.revenues),
            bands: AgeBand::ALL.iter().map(|band| choice(text_of(band), band.label_fr())).collect(),
            times: ActionTime::ALL.iter().map(|time| choice(text_of(time), time.label_fr())).collect(),
            funding: vec![choice("requested", "demandé"), choice("obtained", "obtenu")],
            brings: Brings::ALL.iter().map(|kind| choice(kind.as_str(), kind.label_fr())).collect(),
            yes_no: vec![choice("true", "oui"), choice("false", "non")],
        }
    }
}

/// The label of a value; one that is in no list any more stands for itself.
pub fn label<'a>(choices: &'a [Choice], value: &'a str) -> &'a str {
    choices.iter().find(|choice| choice.value == value).map_or(value, |choice| &choice.label)
}

/// The entry that a text means: its label, its value, or what stands before the dash (« O2 », « 604 »), whatever the
/// case and accents. None when no entry or several fit.
pub fn meant<'a>(choices: &'a [Choice], text: &str) -> Option<&'a str> {
    if let Some(exact) = choices.iter().find(|choice| choice.label == text || choice.value == text) {
        return Some(&exact.value);
    }
    let wanted = fold(text);
    let code = |label: &str| label.split(" – ").next().map(fold);
    let mut fitting = choices
        .iter()
        .filter(|choice| fold(&choice.label) == wanted || code(&choice.label).as_ref() == Some(&wanted));
    match (fitting.next(), fitting.next()) {
        (Some(only), None) => Some(&only.value),
        _ => None,
    }
}
