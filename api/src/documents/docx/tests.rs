#![expect(clippy::unwrap_used, reason = "a test that cannot go on stops and says why")]

use super::*;
use crate::documents::{
    form::{self, Reading},
    pdf::tests::{found, hostile, vocabulary},
};
use openapi::{error_code::Language, validation::check};
use proptest::prelude::*;
use serde_json::json;
use std::io::Write;

fn fiche(value: serde_json::Value) -> ProjectInput {
    serde_json::from_value(value).unwrap()
}

/// What the document of `written` says otherwise than `current`.
fn differing(current: &ProjectInput, fields: &Reading) -> Vec<(String, String)> {
    form::differences(current, fields, &vocabulary(), Language::French, &|_| Vec::new())
        .differences
        .into_iter()
        .map(|difference| (difference.pointer, difference.document))
        .collect()
}

fn round_trip(fiche: &ProjectInput) -> Reading {
    read(&filled(&found(fiche.clone())).unwrap()).unwrap().fields
}

/// The document with its text changed, packed again.
fn edited(document: &[u8], edit: impl Fn(String) -> String) -> Vec<u8> {
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(document)).unwrap();
    let mut packed = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for index in 0..archive.len() {
        let part = archive.by_index(index).unwrap();
        let name = part.name().unwrap().into_owned();
        let text = std::io::read_to_string(part).unwrap();
        packed.start_file(&name, zip::write::SimpleFileOptions::default()).unwrap();
        let text = if name == "word/document.xml" { edit(text) } else { text };
        packed.write_all(text.as_bytes()).unwrap();
    }
    packed.finish().unwrap().into_inner()
}

fn of_text(text: &str) -> Vec<u8> {
    edited(&filled(&found(hostile())).unwrap(), |_| text.to_owned())
}

#[test]
fn a_filled_form_comes_back_as_it_left() {
    let hostile = hostile();
    let fields = round_trip(&hostile);
    assert_eq!(differing(&hostile, &fields), []);
    let every: usize = form::PARTS.iter().map(|part| part.fields.len()).sum();
    assert_eq!(fields.len(), every);
    let read = read(&filled(&found(hostile)).unwrap()).unwrap();
    assert_eq!(read.origin.version, Some(3));
    assert!(read.origin.project.is_some() && read.origin.call.is_some());
}

#[test]
fn a_blank_form_says_nothing() {
    let found = found(ProjectInput::default());
    let blank = blank(&found.call, &found.programme, &found.vocabulary).unwrap();
    assert_eq!(differing(&ProjectInput::default(), &read(&blank).unwrap().fields), []);
    assert!(!differing(&hostile(), &read(&blank).unwrap().fields).is_empty());
}

#[test]
fn a_document_whose_controls_an_editor_broke_is_read_by_its_headings() {
    let hostile = hostile();
    let untagged = edited(&filled(&found(hostile.clone())).unwrap(), |text| {
        text.split("<w:tag ")
            .map(|part| match part.split_once("/>") {
                Some((tag, rest)) if tag.starts_with("w:val") => rest.to_owned(),
                _ => part.to_owned(),
            })
            .collect()
    });
    assert!(differing(&hostile, &read(&untagged).unwrap().fields).is_empty());
    // A text of several paragraphs of which only the first stayed in its control.
    let torn = edited(&filled(&found(hostile.clone())).unwrap(), |text| {
        let (before, rest) = text.split_once("w:val=\"/need\"").unwrap();
        let (first, rest) = rest.split_once("</w:p>").unwrap();
        let (others, rest) = rest.split_once("</w:sdtContent></w:sdt>").unwrap();
        format!("{before}w:val=\"/need\"{first}</w:p></w:sdtContent></w:sdt>{others}{rest}")
    });
    assert_eq!(differing(&hostile, &read(&torn).unwrap().fields), []);
}

#[test]
fn what_is_changed_in_the_document_is_found_and_taken_alone() {
    let before = fiche(json!({"title": "Lire en famille", "need": "Un besoin",
        "budget": {"charges": [{"account": "604", "label": "Intervenants", "amount": {"amount": 100_000}}]}}));
    let document = edited(&filled(&found(before.clone())).unwrap(), |text| {
        // Two runs, a line end and a tracked deletion, as Word would write them.
        text.replace("Lire en famille</w:t>", "Lire et écrire</w:t></w:r><w:r><w:t xml:space=\"preserve\"> en famille</w:t>")
            .replace("Un besoin</w:t>", "Un besoin</w:t><w:br/><w:t>établi</w:t></w:r><w:del><w:r><w:delText>jamais</w:delText></w:r></w:del><w:r>")
            .replace("1\u{202f}000,00", "1 250,5 €")
    });
    let fields = read(&document).unwrap().fields;
    let expected = [
        ("/title", "Lire et écrire en famille"),
        ("/need", "Un besoin\nétabli"),
        ("/budget/charges", "604 – Achats d’études et de prestations de services · Intervenants · 1 250,5 €"),
    ];
    let found = differing(&before, &fields);
    assert_eq!(
        found[..2],
        expected[..2].iter().map(|(a, b)| ((*a).to_owned(), (*b).to_owned())).collect::<Vec<_>>()
    );
    assert!(found[2].1.ends_with("1 250,5 €"), "{found:?}");
    let taken = form::take(&before, &fields, &["/budget/charges".into()], &vocabulary()).unwrap();
    assert_eq!(taken.budget.charges[0].amount.amount, 125_050);
    assert_eq!((taken.title, taken.need), (before.title, before.need));
}

#[test]
fn a_value_that_cannot_be_read_says_where_and_why() {
    let before = fiche(json!({
        "budget": {"charges": [{"account": "604", "label": "Livres", "amount": {"amount": 100_000}}]},
        "phases": [{"name": "Ateliers", "starts_on": "2026-09-01"}], "contact": {"email": "zoe@exemple.fr"}}));
    let document = edited(&filled(&found(before.clone())).unwrap(), |text| {
        text.replace("1\u{202f}000,00", "mille")
            .replace("01/09/2026", "bientôt")
            .replace("zoe@exemple.fr", "zoé")
    });
    let fields = read(&document).unwrap().fields;
    let compared = form::differences(&before, &fields, &vocabulary(), Language::French, &|_| Vec::new());
    let problems: Vec<_> = compared
        .differences
        .iter()
        .flat_map(|difference| {
            difference.problems.iter().map(|problem| (problem.pointer.as_str(), problem.code.as_str()))
        })
        .collect();
    assert!(problems.contains(&("/budget/charges/0/amount", "amount_out_of_range")), "{problems:?}");
    assert!(problems.contains(&("/phases/0/starts_on", "invalid_date")), "{problems:?}");
    assert!(problems.contains(&("/contact/email", "invalid_email")), "{problems:?}");
    for pointer in ["/phases", "/contact/email", "/budget/charges", "/nowhere"] {
        assert!(form::take(&before, &fields, &[pointer.into()], &vocabulary()).is_err(), "{pointer}");
    }
}

#[test]
fn a_line_that_was_copied_in_word_is_a_line_more() {
    let before = fiche(json!({"schools": ["0750655E"]}));
    let document = edited(&filled(&found(before.clone())).unwrap(), |text| {
        let start = text.rfind("<w:tr>").into_iter().chain(text.match_indices("<w:tr>").map(|(at, _)| at));
        let row = start
            .filter_map(|at| text[at..].find("</w:tr>").map(|end| &text[at..at + end + 7]))
            .find(|row| row.contains("0750655E"))
            .unwrap()
            .to_owned();
        let copy = row.replace("0750655E", "0750654D");
        text.replace(&row, &(row.clone() + &copy))
    });
    let fields = read(&document).unwrap().fields;
    let taken = form::take(&before, &fields, &["/schools".into()], &vocabulary()).unwrap();
    assert_eq!(taken.schools, ["0750655E", "0750654D"]);
}

#[test]
fn bombs_and_lies_are_refused_within_bounds() {
    let good = filled(&found(hostile())).unwrap();
    assert_eq!(read(b"MZ\x90\x00 a programme").err(), Some(Refused::Unreadable));
    assert_eq!(read(b"").err(), Some(Refused::Unreadable));
    assert_eq!(read(&good[..good.len() / 2]).err(), Some(Refused::Unreadable));
    assert_eq!(read(&of_text("<w:document>")).err(), Some(Refused::Unreadable));
    assert_eq!(read(&of_text("<a><b></a></b>")).err(), Some(Refused::Unreadable));
    assert_eq!(
        read(&of_text("<w:document><w:body><w:p/></w:body></w:document>")).err(),
        Some(Refused::Foreign)
    );
    let laughs = r#"<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]><x>&b;</x>"#;
    assert_eq!(read(&of_text(laughs)).err(), Some(Refused::Unreadable));
    assert_eq!(read(&of_text("<x>&unknown;</x>")).err(), Some(Refused::Unreadable));
    assert_eq!(read(&of_text(&"<x>".repeat(100_000))).err(), Some(Refused::TooComplex));
    // 20 MiB of spaces, some 20 kB packed.
    assert_eq!(read(&of_text(&" ".repeat(20 << 20))).err(), Some(Refused::TooComplex));
    let mut many = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for part in 0..3_000 {
        many.start_file(format!("{part}"), zip::write::SimpleFileOptions::default()).unwrap();
    }
    assert_eq!(read(&many.finish().unwrap().into_inner()).err(), Some(Refused::TooComplex));
    // A ZIP in a ZIP is no document.
    let mut nested = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    nested.start_file("word/document.xml", zip::write::SimpleFileOptions::default()).unwrap();
    nested.write_all(&good).unwrap();
    assert_eq!(read(&nested.finish().unwrap().into_inner()).err(), Some(Refused::Unreadable));
}

#[test]
fn a_table_of_ten_thousand_lines_is_too_long_and_says_so() {
    let row = r#"<w:tr><w:tc><w:p><w:sdt><w:sdtPr><w:tag w:val="/schools/*"/></w:sdtPr><w:sdtContent><w:r><w:t>0750655E</w:t></w:r></w:sdtContent></w:sdt></w:p></w:tc></w:tr>"#;
    let document = of_text(&format!("<w:document><w:tbl>{}</w:tbl></w:document>", row.repeat(10_000)));
    let fields = read(&document).unwrap().fields;
    assert_eq!(fields["/schools"].len(), openapi::limits::ITEMS_MAX + 1);
    let refused = form::take(&ProjectInput::default(), &fields, &["/schools".into()], &vocabulary());
    assert_eq!(refused.unwrap_err()[0].rule.code(), "too_many_items");
}

fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        "[a-zA-Zéèàç’«» ,;:!?<>&\"'#$€🎉\\]\\[]{0,60}",
        "(\\PC{0,12}\n){0,4}\\PC{0,12}",
        Just("]]><w:sdt>".to_owned()),
    ]
}

fn line() -> impl Strategy<Value = String> {
    "[a-zA-Zéèàç’«» <>&\"'#$€\\PC]{0,40}"
}

prop_compose! {
    fn generated()(
        title in line(), summary in text(), need in text(), description in text(),
        name in line(), email in prop::option::of(Just("a@b.fr")),
        main in prop::option::of(prop_oneof![Just("o1"), Just("o2")]),
        phases in prop::collection::vec(("[a-z]{1,10}", prop::option::of(0_u32..3_000)), 0..6),
        times in prop::sample::subsequence(vec!["school", "after_school", "out_of_school", "holidays"], 0..=4),
        bands in prop::sample::subsequence(vec!["0-2", "3-5", "6-10", "11-14", "15-17", "18-25"], 0..=6).prop_shuffle(),
        planned in 0_u32..1_000_000, girls in prop::option::of(0_u32..5_000),
        charges in prop::collection::vec((prop_oneof![Just("604"), Just("601"), Just("864"), Just("indirect")], line(), 0_i64..10_000_000_000), 0..8),
        revenues in prop::collection::vec((prop_oneof![Just("74"), Just("own")], line(), 0_i64..1_000_000, prop::option::of(Just("p2")), prop::option::of(Just("obtained"))), 0..8),
        indicators in prop::collection::vec(("[a-z]{1,10}", line(), prop::option::of(-1e9_f64..1e9), prop::option::of(any::<f32>())), 0..4),
        partners in prop::collection::vec((prop_oneof![Just(json!({"partner": "p1"})), Just(json!({"name": "Médiathèque"}))], line(), any::<bool>()), 0..5),
        honour in any::<bool>(),
    ) -> ProjectInput {
        let day = |offset: &u32| chrono::NaiveDate::from_ymd_opt(2026, 1, 1).unwrap() + chrono::Days::new(u64::from(*offset));
        let finite = |number: &Option<f32>| number.filter(|number| number.is_finite());
        fiche(json!({
            "title": title, "summary": summary, "need": need, "description": description,
            "contact": {"name": name, "email": email, "phone": ""},
            "objectives": {"main": main, "others": []},
            "phases": phases.iter().map(|(name, start)| json!({"name": name, "starts_on": start.as_ref().map(day)})).collect::<Vec<_>>(),
            "times": times,
            "audience": {"age_bands": bands.iter().map(|band| json!({"band": band, "planned": planned})).collect::<Vec<_>>(), "girls": girls},
            "budget": {
                "charges": charges.iter().map(|(account, label, cents)| json!({"account": account, "label": label, "amount": {"amount": cents}})).collect::<Vec<_>>(),
                "revenues": revenues.iter().map(|(account, label, cents, funder, status)| json!({"account": account, "label": label, "amount": {"amount": cents}, "funder": funder, "status": status})).collect::<Vec<_>>()},
            "indicators": indicators.iter().map(|(name, unit, baseline, target)| json!({"name": name, "unit": unit, "baseline": baseline, "target": finite(target)})).collect::<Vec<_>>(),
            "partners": partners.iter().map(|(who, role, confirmed)| {
                let mut partner = who.clone();
                partner["role"] = json!(role);
                partner["confirmed"] = json!(confirmed);
                partner
            }).collect::<Vec<_>>(),
            "declarations": {"honour": honour, "republican_contract": false},
        }))
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn whatever_a_fiche_says_its_document_says_the_same(fiche in generated()) {
        // What the server would not have saved cannot be in a fiche.
        prop_assume!(check(&fiche).is_empty());
        let fields = round_trip(&fiche);
        prop_assert_eq!(differing(&fiche, &fields), Vec::<(String, String)>::new());
        let every: Vec<String> = form::PARTS.iter().flat_map(|part| part.fields).map(|field| field.pointer.to_owned()).collect();
        let taken = form::take(&fiche, &fields, &every, &vocabulary());
        prop_assert!(taken.is_ok(), "{:?}", taken);
        let again = round_trip(&taken.unwrap());
        prop_assert_eq!(differing(&fiche, &again), Vec::<(String, String)>::new());
    }
}
