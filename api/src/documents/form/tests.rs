use super::*;
use openapi::project::ProjectInput;
use serde_json::json;

/// Members of the fiche that are no field of the form: chosen when the fiche is begun.
const ELSEWHERE: [&str; 3] = ["/call", "/partner", "/renewal_of"];

/// A fiche with every member there.
fn every_member() -> Value {
    let fiche: ProjectInput = serde_json::from_value(json!({
        "call": "c", "partner": "p", "renewal_of": "0193c8a2-6d1f-7a52-8f4e-1b2c3d4e5f60",
        "objectives": {"main": "o"}, "contact": {"email": "a@b.fr"},
        "audience": {"girls": 1, "boys": 1, "parents": 1, "professionals": 1},
    }))
    .unwrap_or_default();
    serde_json::to_value(fiche).unwrap_or_default()
}

fn leaves(value: &Value, place: &str, found: &mut Vec<String>) {
    match value.as_object() {
        Some(members) => {
            members.iter().for_each(|(name, member)| leaves(member, &format!("{place}/{name}"), found))
        }
        None => found.push(place.to_owned()),
    }
}

#[test]
fn every_member_of_a_fiche_is_a_field_of_the_form() {
    let mut members = Vec::new();
    leaves(&every_member(), "", &mut members);
    let fields: Vec<_> = PARTS.iter().flat_map(|part| part.fields).map(|field| field.pointer).collect();
    members.retain(|member| !ELSEWHERE.contains(&member.as_str()));
    let lacking: Vec<_> = members.iter().filter(|member| !fields.contains(&member.as_str())).collect();
    assert!(lacking.is_empty(), "add them to PARTS: {lacking:?}");
    assert_eq!(fields.len(), members.len(), "{fields:?} {members:?}");
}

#[test]
fn a_name_means_one_entry_whatever_its_case_and_accents() {
    let choice = |value: &str, label: &str| Choice { value: value.into(), label: label.into() };
    let list = [choice("1", "O1 – Réussite"), choice("2", "O2 – Santé"), choice("3", "O2 – Autre")];
    assert_eq!(vocabulary::meant(&list, "o1 – reussite"), Some("1"));
    assert_eq!(vocabulary::meant(&list, "O1"), Some("1"));
    assert_eq!(vocabulary::meant(&list, "3"), Some("3"));
    assert_eq!(vocabulary::meant(&list, "O2"), None);
    assert_eq!(vocabulary::meant(&list, "O9"), None);
}

#[test]
fn kinds_of_what_a_partner_brings_are_read_one_after_the_other() {
    let lists = Vocabulary::new(&crate::catalogue::Catalogue::default(), "", "");
    let read = |text: &str| Cell::Brings.read(text, &lists);
    let said = read("Des personnes, de l'argent ; des personnes");
    assert_eq!(said, Ok(json!(["people", "money"])));
    assert_eq!(Cell::Brings.write(&json!(["people", "money"]), &lists), "Des personnes, De l’argent");
    assert_eq!(read(" "), Ok(Value::Null));
    assert_eq!(read("des personnes, du temps"), Err(openapi::rule::Rule::UnknownReference));
}
