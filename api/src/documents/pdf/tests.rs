#![expect(clippy::unwrap_used, reason = "a test that cannot go on stops and says why")]

use super::{tags::Tagged, *};
use crate::documents::{
    content,
    filed::Fiche,
    form::{Choice, PARTS, Vocabulary},
    receipt,
};
use lopdf::Object;
use openapi::project::{ProjectInput, Receipt};
use serde_json::json;

/// A fiche as somebody would fill it to break the page.
pub fn hostile() -> ProjectInput {
    let long = "Un texte qui n’en finit pas, avec des accents. ".repeat(130);
    serde_json::from_value(json!({
        "title": "#set page(fill: red) $x^2$ ] [ \\ « Titre » *gras*",
        "summary": "🎉 Fête 👨‍👩‍👧 et مرحبا et 日本 et Ψυχή",
        "need": "#read(\"/etc/passwd\")\n\n#include \"x\"\n= Pas un titre\n- pas une liste",
        "description": &long[..6_000.min(long.len() - 40)],
        "innovation": "a".repeat(1_500),
        "working_methods": "https://exemple.fr/".to_owned() + &"chemin-".repeat(60),
        "contact": {"name": "Zoé <b>Martin</b>", "email": "zoe@exemple.fr", "phone": "+33 3 23 00 00 00"},
        "objectives": {"main": "o1", "others": ["o2"]},
        "phases": [{"name": "x".repeat(200), "starts_on": "2026-09-01", "ends_on": "2026-09-30"}],
        "times": ["after_school", "holidays"],
        "audience": {"age_bands": [{"band": "6-10", "planned": 1200}], "girls": 30, "districts": [{"district": "d1", "planned": 40}]},
        "schools": ["0750655E"],
        "partners": [{"name": "Médiathèque", "role": "Prête les livres", "contributes": "200 albums", "brings": ["people", "equipment"], "confirmed": true}],
        "budget": {
            "charges": [{"account": "604", "label": "Intervenants", "amount": {"amount": 1_000_000}},
                        {"account": "864", "label": "Bénévoles", "amount": {"amount": 250_001}}],
            "revenues": [{"account": "74", "label": "Subvention", "funder": "p1", "status": "requested", "amount": {"amount": 1_000_000}}]},
        "requests": [{"funder": "p1", "amount": {"amount": 500_000}}],
        "indicators": [{"name": "Enfants assidus", "unit": "enfants", "baseline": 0.0, "target": 40.5, "due": "2027-06-30"}],
    }))
    .unwrap()
}

pub fn vocabulary() -> Vocabulary {
    let choice = |value: &str, label: &str| Choice { value: value.into(), label: label.into() };
    Vocabulary {
        objectives: vec![choice("o1", "O1 – Lire, écrire, compter"), choice("o2", "O2 – Grandir en santé")],
        districts: vec![choice("d1", "Presles"), choice("d2", "Saint-Crépin")],
        partners: vec![choice("p1", "Ville de Soissons"), choice("p2", "Grand Soissons Agglomération")],
        funders: vec![choice("p1", "Ville de Soissons"), choice("p2", "Grand Soissons Agglomération")],
        asked: vec!["p1".into(), "p2".into()],
        ..Vocabulary::new(&crate::catalogue::Catalogue::default(), "", "")
    }
}

pub fn found(fiche: ProjectInput) -> Fiche {
    let call = serde_json::from_value(json!({
        "id": "0193c8a2-6d1f-7a52-8f4e-1b2c3d4e5f65", "version": 1, "programme": "0193c8a2-6d1f-7a52-8f4e-1b2c3d4e5f61",
        "slug": "2026", "title": "Appel à projets 2026", "status": "open",
        "aim": "compléter le plan d’action avec de nouvelles actions partenariales", "description": "", "deliverable": "fiche-action",
        "opens_on": "2026-03-08", "closes_on": "2026-05-20", "closes_at": "18:00", "windows": [{"opens_on": "2026-03-08", "closes_on": "2026-05-20", "closes_at": "18:00"}], "deadline": "2026-05-20T16:00:00Z", "selection_on": "2026-06-07",
        "who_may_apply": ["association", "établissement scolaire"], "reviewers_per_project": 3, "chart": "cerfa-12156-06",
        "criteria": [
            {"id": "0193c8a2-6d1f-7a52-8f4e-1b2c3d4e5f66", "code": "C1", "label": "Qualité du projet", "help": "Le besoin est établi et l’action y répond.", "weight": 2},
            {"id": "0193c8a2-6d1f-7a52-8f4e-1b2c3d4e5f67", "code": "C2", "label": "Partenariats", "help": "", "weight": 1}],
        "envelopes": [{"funder": {"id": "0193c8a2-6d1f-7a52-8f4e-1b2c3d4e5f68", "name": "Ville de Soissons", "kind": "ville"}, "amount": {"amount": 8_000_000}}],
        "created_at": "2022-03-01T08:30:00Z", "updated_at": "2022-03-01T08:30:00Z"}))
    .unwrap();
    let project = serde_json::from_value(json!({
        "id": "0193c8a2-6d1f-7a52-8f4e-1b2c3d4e5f60", "number": "2026-0001", "version": 3, "status": "submitted", "allowed_transitions": [],
        "programme": {"id": "0193c8a2-6d1f-7a52-8f4e-1b2c3d4e5f61", "slug": "soissons", "name": "Cité éducative de Soissons"},
        "call": {"id": "0193c8a2-6d1f-7a52-8f4e-1b2c3d4e5f65", "slug": "2026", "title": "Appel à projets 2026"},
        "partner": {"id": "0193c8a2-6d1f-7a52-8f4e-1b2c3d4e5f69", "name": "Association Lire ensemble", "kind": "association"},
        "title": fiche.title, "created_at": "2026-03-10T08:30:00Z", "updated_at": "2026-03-10T08:30:00Z"}))
    .unwrap();
    let receipt = Receipt {
        number: "2026-0001".into(),
        submitted_at: "2026-05-20T15:12:04Z".parse().unwrap(),
        sha256: "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08".into(),
    };
    Fiche {
        project,
        fiche,
        receipt: Some(receipt),
        call,
        programme: "Cité éducative de Soissons".into(),
        vocabulary: vocabulary(),
    }
}

/// The three documents, each with what it must say.
fn documents() -> Vec<(&'static str, Vec<u8>)> {
    let found = found(hostile());
    let proof = found.receipt.clone().unwrap();
    [
        ("blank", Template::Fiche, content::blank(&found.call, &found.programme, &found.vocabulary)),
        ("fiche", Template::Fiche, content::filled(&found)),
        ("receipt", Template::Receipt, receipt::content(&found, &proof, "https://alliance.exemple.fr")),
    ]
    .into_iter()
    .map(|(name, template, content)| {
        let start = std::time::Instant::now();
        let bytes = set(template, &content).unwrap();
        eprintln!("{name}: {:?}, {} bytes", start.elapsed(), bytes.len());
        if let Some(folder) = std::env::var_os("ALLIANCE_TEST_KEEP_PDF") {
            std::fs::write(std::path::Path::new(&folder).join(format!("{name}.pdf")), &bytes).unwrap();
        }
        (name, bytes)
    })
    .collect()
}

/// A text without its blanks, and the marks where a long word may break: what is compared whatever the lines.
fn solid(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace() && !matches!(c, '\u{200b}' | '\u{ad}')).collect()
}

#[test]
fn every_document_says_that_it_is_tagged_and_in_french_and_what_it_is() {
    for (name, bytes) in documents() {
        assert!(bytes.starts_with(b"%PDF-1.7"), "{name}");
        let pdf = Tagged::read(&bytes).unwrap();
        assert_eq!(pdf.entry(&["MarkInfo", "Marked"]), Some(Object::Boolean(true)), "{name}");
        assert_eq!(
            pdf.entry(&["ViewerPreferences", "DisplayDocTitle"]),
            Some(Object::Boolean(true)),
            "{name}"
        );
        let language = pdf.entry(&["Lang"]).and_then(|lang| lang.as_str().map(<[u8]>::to_vec).ok());
        assert!(language.unwrap_or_default().starts_with(b"fr"), "{name}");
        let metadata = pdf.metadata();
        assert!(
            metadata.contains("pdfuaid:part>1<") || metadata.contains("pdfuaid:part=\"1\""),
            "{metadata}"
        );
        let title = match name {
            "blank" => "Fiche-action à remplir – Appel à projets 2026",
            "receipt" => "Récépissé de dépôt 2026-0001",
            _ => "Fiche-action – #set page",
        };
        assert!(metadata.contains(title), "{name}: {metadata}");
    }
}

#[test]
fn headings_lead_through_the_form_and_tables_name_their_columns() {
    for (name, bytes) in documents() {
        let elements = Tagged::read(&bytes).unwrap().elements();
        let headings: Vec<_> = elements
            .iter()
            .filter(|element| element.role.starts_with('H') && element.role.len() == 2)
            .collect();
        assert_eq!(headings.iter().filter(|heading| heading.role == "H1").count(), 1, "{name}");
        let levels: Vec<u32> = headings.iter().filter_map(|heading| heading.role[1..].parse().ok()).collect();
        assert!(levels.windows(2).all(|pair| pair[1] <= pair[0] + 1), "{name}: {levels:?}");
        assert!(elements.iter().any(|element| element.role == "TH"), "{name}");
        if name != "receipt" {
            for part in PARTS {
                let place = headings.iter().position(|heading| solid(&heading.text) == solid(part.title));
                let place = place.unwrap_or_else(|| panic!("{name}: {} in {headings:?}", part.title));
                for (offset, field) in part.fields.iter().enumerate() {
                    assert!(
                        solid(&headings[place + offset + 1].text).starts_with(&solid(field.label)),
                        "{}",
                        field.label
                    );
                }
            }
        }
    }
}

#[test]
fn nothing_that_was_written_is_lost_and_it_is_read_in_the_order_of_the_form() {
    let found = found(hostile());
    let bytes = set(Template::Fiche, &content::filled(&found)).unwrap();
    let elements = Tagged::read(&bytes).unwrap().elements();
    let read: String = elements
        .iter()
        .filter(|element| element.role == "Document")
        .map(|element| solid(&element.text))
        .collect();
    assert!(!read.is_empty(), "{elements:?}");
    let fiche = &found.fiche;
    let mut place = 0;
    for text in [
        "Association Lire ensemble",
        &found.receipt.as_ref().unwrap().sha256,
        &fiche.title,
        &fiche.contact.name,
        "O1 – Lire, écrire, compter",
        &fiche.need,
        &fiche.description,
        &fiche.innovation,
        &fiche.working_methods,
        &fiche.phases[0].name,
        "Temps périscolaire",
        "1 200",
        "Médiathèque",
        "10 000,00 €",
        "2 500,01 €",
        "5 000,00 €",
        "40,5",
        "30/06/2027",
    ] {
        let solid = solid(text);
        let next =
            read[place..].find(&solid).unwrap_or_else(|| panic!("{text:.80} after {:.200}", &read[place..]));
        place += next + solid.len();
    }
    assert!(read.contains("🎉Fête") && read.contains("[U+65E5][U+672C]"), "{read:.800}");
}
