//! Two versions of a section made one, field by field, so that neither is lost. Pure.

use super::{
    describe::{Fact, describe},
    sections::Section,
};
use openapi::project::ProjectInput;
use serde_json::{Map, Value};
use std::collections::BTreeMap;

/// What becomes of a field that two people changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Keep {
    Mine,
    Theirs,
    /// Theirs, then mine.
    Both,
}

impl Keep {
    pub const ALL: [Keep; 3] = [Keep::Mine, Keep::Theirs, Keep::Both];

    /// Its name in the form.
    pub fn as_str(self) -> &'static str {
        match self {
            Keep::Mine => "mine",
            Keep::Theirs => "theirs",
            Keep::Both => "both",
        }
    }

    /// The choice of this name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|keep| keep.as_str() == name)
    }
}

/// What was chosen, by the JSON Pointer of the field.
pub type Choices = BTreeMap<&'static str, Keep>;

/// A line of text, of which two stand side by side in one line.
const LINES: [&str; 1] = ["/title"];
/// Texts and lists that can hold both versions one after the other.
const HOLD_BOTH: [&str; 14] = [
    "/summary",
    "/need",
    "/description",
    "/expected_results",
    "/innovation",
    "/working_methods",
    "/objectives/others",
    "/phases",
    "/times",
    "/schools",
    "/partners",
    "/budget/charges",
    "/budget/revenues",
    "/indicators",
];

/// Whether a field can hold both versions.
pub fn holds_both(pointer: &str) -> bool {
    LINES.contains(&pointer) || HOLD_BOTH.contains(&pointer)
}

/// The fields that differ between two versions of a section, in the order of the form: mine and theirs.
pub fn differences(
    section: Section,
    mine: &ProjectInput,
    theirs: &ProjectInput,
    name: &dyn Fn(&openapi::Reference) -> String,
) -> Vec<(Fact, Fact)> {
    let (mine, theirs) = (describe(section, mine, name), describe(section, theirs, name));
    mine.into_iter().zip(theirs).filter(|(mine, theirs)| mine.text != theirs.text).collect()
}

/// Both versions in one: what nobody chose between is mine, which was carried over to theirs.
pub fn chosen(
    section: Section,
    mine: &ProjectInput,
    theirs: &ProjectInput,
    choices: &Choices,
) -> ProjectInput {
    assembled(section, mine, theirs, choices, |keep, pointer, mine, theirs| match keep {
        Keep::Mine => mine,
        Keep::Theirs => theirs,
        Keep::Both => both(pointer, mine, theirs),
    })
}

/// What was not chosen, to copy from; none when nothing was left out.
pub fn aside_of(
    section: Section,
    mine: &ProjectInput,
    theirs: &ProjectInput,
    choices: &Choices,
) -> Option<ProjectInput> {
    let left = assembled(section, mine, theirs, choices, |keep, _, mine, theirs| match keep {
        Keep::Mine => theirs,
        Keep::Theirs | Keep::Both => mine,
    });
    choices.values().any(|keep| *keep != Keep::Both).then_some(left)
}

fn assembled(
    section: Section,
    mine: &ProjectInput,
    theirs: &ProjectInput,
    choices: &Choices,
    pick: impl Fn(Keep, &str, Option<Value>, Option<Value>) -> Option<Value>,
) -> ProjectInput {
    let (own, other) = (Value::Object(section.part(mine)), Value::Object(section.part(theirs)));
    let mut whole = own.clone();
    for (pointer, keep) in choices {
        let found = |from: &Value| from.pointer(pointer).cloned();
        put(&mut whole, pointer, pick(*keep, pointer, found(&own), found(&other)));
    }
    let mut fiche = mine.clone();
    if let Ok(part) = serde_json::from_value(whole) {
        section.take(&part, &mut fiche);
    }
    fiche
}

/// Puts a value at a JSON Pointer; none takes the member away.
fn put(whole: &mut Value, pointer: &str, value: Option<Value>) {
    let Some((parent, name)) = pointer.rsplit_once('/') else { return };
    let Some(Value::Object(members)) = whole.pointer_mut(parent) else { return };
    let members: &mut Map<String, Value> = members;
    match value {
        Some(value) => members.insert(name.to_owned(), value),
        None => members.remove(name),
    };
}

fn both(pointer: &str, mine: Option<Value>, theirs: Option<Value>) -> Option<Value> {
    match (mine, theirs) {
        (Some(Value::String(mine)), Some(Value::String(theirs))) => {
            let between = if LINES.contains(&pointer) { " / " } else { "\n\n" };
            let texts = [theirs, mine].into_iter().filter(|text| !text.trim().is_empty());
            Some(Value::String(texts.collect::<Vec<_>>().join(between)))
        }
        (Some(Value::Array(mine)), Some(Value::Array(mut theirs))) => {
            let others: Vec<Value> = mine.into_iter().filter(|line| !theirs.contains(line)).collect();
            theirs.extend(others);
            Some(Value::Array(theirs))
        }
        (mine, _) => mine,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use openapi::budget::charge;

    fn identity(title: &str, summary: &str) -> ProjectInput {
        ProjectInput { title: title.into(), summary: summary.into(), ..ProjectInput::default() }
    }

    #[test]
    fn each_field_is_chosen_apart_and_the_other_one_stays_aside() {
        let (mine, theirs) = (identity("Mien", "Mon résumé"), identity("Leur", "Leur résumé"));
        let choices = Choices::from([("/title", Keep::Theirs), ("/summary", Keep::Mine)]);
        assert_eq!(chosen(Section::Identity, &mine, &theirs, &choices), identity("Leur", "Mon résumé"));
        let aside = aside_of(Section::Identity, &mine, &theirs, &choices);
        assert_eq!(aside, Some(identity("Mien", "Leur résumé")));
    }

    #[test]
    fn both_texts_stand_one_after_the_other_and_nothing_is_left_aside() {
        let (mine, theirs) = (identity("Mien", "Mon résumé"), identity("Leur", "Leur résumé"));
        let choices = Choices::from([("/title", Keep::Both), ("/summary", Keep::Both)]);
        let whole = identity("Leur / Mien", "Leur résumé\n\nMon résumé");
        assert_eq!(chosen(Section::Identity, &mine, &theirs, &choices), whole);
        assert_eq!(aside_of(Section::Identity, &mine, &theirs, &choices), None);
    }

    #[test]
    fn both_lists_are_one_without_a_line_twice() {
        let mut mine = ProjectInput::default();
        mine.budget.charges = vec![charge("604", "Intervenants", 100), charge("606", "Livres", 50)];
        let mut theirs = ProjectInput::default();
        theirs.budget.charges = vec![charge("604", "Intervenants", 100), charge("625", "Trajets", 20)];
        let choices = Choices::from([("/budget/charges", Keep::Both)]);
        let whole = chosen(Section::Budget, &mine, &theirs, &choices);
        let labels: Vec<_> = whole.budget.charges.iter().map(|charge| charge.label.as_str()).collect();
        assert_eq!(labels, ["Intervenants", "Trajets", "Livres"]);
    }

    #[test]
    fn a_value_that_the_other_one_took_away_goes() {
        let mut mine = ProjectInput::default();
        mine.objectives.main = Some("O2".into());
        let choices = Choices::from([("/objectives/main", Keep::Theirs)]);
        let whole = chosen(Section::Objectives, &mine, &ProjectInput::default(), &choices);
        assert_eq!(whole.objectives.main, None);
    }

    #[test]
    fn whatever_differs_can_be_chosen_where_it_stands() {
        let name = |reference: &openapi::Reference| reference.as_str().to_owned();
        let mut theirs = identity("T", "S");
        theirs.contact.phone = "03".into();
        theirs.audience.girls = Some(3);
        theirs.schools.push("0750655E".into());
        theirs.declarations.honour = true;
        theirs.need = "N".into();
        let mine = ProjectInput::default();
        for section in Section::ALL {
            let found = differences(section, &mine, &theirs, &name);
            let all: Choices = found.iter().map(|(fact, _)| (fact.at, Keep::Theirs)).collect();
            assert!(section.same(&chosen(section, &mine, &theirs, &all), &theirs), "{section:?}");
        }
    }
}
