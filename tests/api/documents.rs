//! Forms and receipts that are downloaded, checked and sent back.

use openapi::{ErrorCode, document::DOCX};
use serde_json::json;
use std::io::Write;
use tests::{Answer, Person, TestApp, fiche, on_both_engines, scene, text};
use zip::{ZipArchive, ZipWriter, write::SimpleFileOptions};

on_both_engines!(
    the_blank_form_of_a_published_call_is_for_everybody,
    a_document_is_not_sent_twice_to_who_has_it,
    a_document_changes_when_the_fiche_does,
    a_published_project_does_not_give_its_fiche_to_strangers,
    a_draft_has_no_receipt_and_no_filed_text,
    whoever_holds_the_filed_fiche_learns_that_it_is_the_filed_one,
    whoever_does_not_hold_it_learns_nothing,
    a_fiche_that_was_filed_again_is_superseded,
    a_form_that_was_sent_back_unchanged_differs_in_nothing,
    only_the_fields_that_were_chosen_are_written,
    what_partners_bring_is_taken_and_asked_of_them_again,
    a_document_is_taken_over_the_version_that_was_compared,
    a_section_that_is_not_to_correct_is_not_taken,
    a_file_that_is_no_form_is_refused_and_says_why,
);

const NOBODYS: &str = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";

async fn pdf(person: &Person, path: &str) -> Answer {
    let answer = person.get(path).header("accept", "application/pdf").await.is(200);
    assert_eq!(answer.header("content-type"), "application/pdf");
    assert!(answer.body.starts_with(b"%PDF-1.7"), "{path}");
    answer
}

async fn the_blank_form_of_a_published_call_is_for_everybody(app: &TestApp) {
    let call = scene::call_path(app).await;
    let visitor = app.anonymous();
    let form = pdf(&visitor, &format!("{call}/form.pdf")).await;
    assert!(form.header("content-disposition").contains("attachment; filename=\"fiche-action_"), "{form:?}");
    assert!(form.header("content-disposition").contains("filename*=UTF-8''Fiche%2Daction"), "{form:?}");
    let form = visitor.get(&format!("{call}/form.docx")).header("accept", DOCX).await.is(200);
    assert!(part(&form.body, "word/document.xml").contains("w:val=\"/title\""));
    visitor.get(&format!("{call}/form.pdf")).header("accept", DOCX).await.refused(ErrorCode::NotAcceptable);
}

async fn a_document_is_not_sent_twice_to_who_has_it(app: &TestApp) {
    let partner = app.partner_association().await;
    let project = scene::submitted(app, &partner, "Lire et écrire en famille").await;
    for document in ["fiche.pdf", "fiche.docx", "fiche.json", "receipt.pdf"] {
        let path = format!("{project}/{document}");
        let first = partner.get(&path).await.is(200);
        assert_eq!(first.header("cache-control"), "private, no-cache");
        let again = partner.get(&path).header("if-none-match", first.header("etag")).await.is(304);
        assert!(again.body.is_empty(), "{path}");
        assert_eq!(partner.get(&path).await.is(200).body, first.body, "{path}");
    }
}

async fn a_document_changes_when_the_fiche_does(app: &TestApp) {
    let partner = app.partner_association().await;
    let draft = scene::draft(app, &partner, "Lire et écrire en famille").await;
    let before = pdf(&partner, &format!("{draft}/fiche.pdf")).await;
    partner.change(&draft, &json!({"need": "Un autre besoin."})).await.is(200);
    let after =
        partner.get(&format!("{draft}/fiche.pdf")).header("if-none-match", before.header("etag")).await;
    assert_eq!(after.is(200).header("content-disposition"), before.header("content-disposition"));
}

async fn a_published_project_does_not_give_its_fiche_to_strangers(app: &TestApp) {
    let (selected, _) = scene::published(app).await;
    for person in [app.anonymous(), app.partner_school().await] {
        person.get(&selected).await.is(200);
        for document in ["fiche.pdf", "fiche.docx", "fiche.json", "receipt.pdf"] {
            let refused = person.get(&format!("{selected}/{document}")).await;
            assert!([401, 404].contains(&refused.status), "{refused:?}");
            refused.never_says("Médiathèque");
        }
    }
}

async fn a_draft_has_no_receipt_and_no_filed_text(app: &TestApp) {
    let partner = app.partner_association().await;
    let draft = scene::draft(app, &partner, "Lire et écrire en famille").await;
    pdf(&partner, &format!("{draft}/fiche.pdf")).await;
    for document in ["fiche.json", "receipt.pdf", "fiche.pdf?filed=true"] {
        partner.get(&format!("{draft}/{document}")).await.refused(ErrorCode::NotFound);
    }
}

async fn check(person: &Person, body: serde_json::Value) -> Answer {
    person.post("/receipts/verify", &body).await.is(200)
}

async fn whoever_holds_the_filed_fiche_learns_that_it_is_the_filed_one(app: &TestApp) {
    let partner = app.partner_association().await;
    let project = scene::submitted(app, &partner, "Lire et écrire en famille").await;
    let receipt = partner.get(&project).await.is(200)["receipt"].clone();
    pdf(&partner, &format!("{project}/receipt.pdf")).await;
    let filed = partner.get(&format!("{project}/fiche.json")).await.is(200);
    let filed: serde_json::Value = filed.read();
    let visitor = app.anonymous();
    for body in [
        json!({"fiche": filed}),
        json!({"fiche": filed, "number": receipt["number"]}),
        json!({"sha256": receipt["sha256"]}),
        json!({"sha256": text(&receipt["sha256"]).to_uppercase(), "number": receipt["number"]}),
    ] {
        let known = check(&visitor, body).await;
        assert_eq!(known["sha256"], receipt["sha256"]);
        let expected = json!([{"number": receipt["number"], "submitted_at": receipt["submitted_at"], "position": 1, "latest": true}]);
        assert_eq!(known["filings"], expected);
    }
}

async fn whoever_does_not_hold_it_learns_nothing(app: &TestApp) {
    let partner = app.partner_association().await;
    let project = scene::submitted(app, &partner, "Lire et écrire en famille").await;
    let receipt = partner.get(&project).await.is(200)["receipt"].clone();
    let mut other: serde_json::Value = partner.get(&format!("{project}/fiche.json")).await.is(200).read();
    other["title"] = json!("Lire et écrire en familles");
    let visitor = app.anonymous();
    for body in [
        json!({"fiche": other}),
        json!({"fiche": other, "number": receipt["number"]}),
        json!({"fiche": {}}),
        json!({"sha256": NOBODYS}),
        json!({"sha256": NOBODYS, "number": receipt["number"]}),
        json!({"sha256": receipt["sha256"], "number": "2022-9999"}),
    ] {
        let unknown = check(&visitor, body).await;
        assert_eq!(unknown["filings"], json!([]));
        let members: Vec<_> =
            unknown.json().as_object().into_iter().flatten().map(|(name, _)| name).collect();
        assert_eq!(members, ["sha256", "filings"]);
    }
    for (body, pointer) in [
        (json!({}), "/fiche"),
        (json!({"number": "2026-0001"}), "/fiche"),
        (json!({"fiche": [1]}), "/fiche"),
        (json!({"sha256": "abc"}), "/sha256"),
        (json!({"fiche": {}, "sha256": NOBODYS}), "/sha256"),
        (json!({"hash": NOBODYS}), "/hash"),
    ] {
        let refused = visitor.post("/receipts/verify", &body).await.refused(ErrorCode::ValidationFailed);
        assert_eq!(refused["errors"][0]["pointer"], pointer, "{body}");
    }
}

async fn a_fiche_that_was_filed_again_is_superseded(app: &TestApp) {
    let partner = app.partner_association().await;
    let project = scene::submitted(app, &partner, "Lire et écrire en famille").await;
    let first: serde_json::Value = partner.get(&format!("{project}/fiche.json")).await.is(200).read();
    let due = scene::deadline(app).await.date_naive();
    let correction = json!({"reason": "Précisez.", "due": due});
    app.coordinator().await.act(&project, "return", &correction).await.is(200);
    // While it is corrected, what was filed stays to be had.
    partner.change(&project, &json!({"need": "Un besoin précisé."})).await.is(200);
    pdf(&partner, &format!("{project}/fiche.pdf?filed=true")).await;
    let own = part(&downloaded(&partner, &project).await, "word/document.xml");
    let others = part(&downloaded(&app.coordinator().await, &project).await, "word/document.xml");
    assert!(own.contains("Un besoin précisé.") && !own.contains("Empreinte"));
    assert!(!others.contains("Un besoin précisé.") && others.contains("Empreinte"));
    let filed: serde_json::Value = partner.get(&format!("{project}/fiche.json")).await.is(200).read();
    assert_eq!(filed, first);
    partner.act(&project, "submit", &json!({})).await.is(200);
    let second: serde_json::Value = partner.get(&format!("{project}/fiche.json")).await.is(200).read();
    assert_eq!(second["need"], "Un besoin précisé.");
    let visitor = app.anonymous();
    let (first, second) =
        (check(&visitor, json!({"fiche": first})).await, check(&visitor, json!({"fiche": second})).await);
    assert_eq!(
        (&first["filings"][0]["position"], &first["filings"][0]["latest"]),
        (&json!(1), &json!(false))
    );
    assert_eq!(
        (&second["filings"][0]["position"], &second["filings"][0]["latest"]),
        (&json!(2), &json!(true))
    );
    assert_eq!(first["filings"][0]["number"], second["filings"][0]["number"]);
}

/// The text of a part of a document.
fn part(document: &[u8], name: &str) -> String {
    let mut archive = ZipArchive::new(std::io::Cursor::new(document)).unwrap();
    std::io::read_to_string(archive.by_name(name).unwrap()).unwrap()
}

/// The document with words of its text replaced.
fn edited(document: &[u8], changes: &[(&str, &str)]) -> Vec<u8> {
    let mut archive = ZipArchive::new(std::io::Cursor::new(document)).unwrap();
    let names: Vec<String> = archive.file_names().map(|name| name.unwrap().into_owned()).collect();
    let mut packed = ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for name in names {
        let mut content = std::io::read_to_string(archive.by_name(&name).unwrap()).unwrap();
        for (before, after) in changes {
            content = content.replace(before, after);
        }
        packed.start_file(&name, SimpleFileOptions::default()).unwrap();
        packed.write_all(content.as_bytes()).unwrap();
    }
    packed.finish().unwrap().into_inner()
}

async fn downloaded(person: &Person, project: &str) -> Vec<u8> {
    person.get(&format!("{project}/fiche.docx")).header("accept", DOCX).await.is(200).body
}

fn send(person: &Person, project: &str, query: &str, document: Vec<u8>) -> tests::client::Request {
    person.request(reqwest::Method::POST, &format!("{project}/fiche.docx{query}")).raw(DOCX, document)
}

async fn a_form_that_was_sent_back_unchanged_differs_in_nothing(app: &TestApp) {
    let partner = app.partner_association().await;
    let draft = scene::draft(app, &partner, "Lire et écrire en famille").await;
    let before = partner.get(&draft).await.is(200);
    let compared = send(&partner, &draft, "", downloaded(&partner, &draft).await).await.is(200);
    assert_eq!(compared["differences"], json!([]), "{compared:?}");
    assert_eq!(compared["absent"], json!([]));
    assert_eq!(compared["origin"]["project"], before["id"]);
    assert_eq!(partner.get(&draft).await.is(200)["version"], before["version"]);
}

async fn only_the_fields_that_were_chosen_are_written(app: &TestApp) {
    let partner = app.partner_association().await;
    let draft = scene::draft(app, &partner, "Lire et écrire en famille").await;
    let changes = [
        ("Lire et écrire en famille", "Lire en famille"),
        ("Intervenants", "Comédiens"),
        ("10\u{202f}000,00", "9 999,50"),
    ];
    let document = edited(&downloaded(&partner, &draft).await, &changes);
    let compared = send(&partner, &draft, "", document.clone()).await.is(200);
    let pointers: Vec<_> =
        compared["differences"].as_array().unwrap().iter().map(|found| text(&found["pointer"])).collect();
    assert_eq!(pointers, ["/title", "/budget/charges"]);
    assert_eq!(partner.get(&draft).await.is(200)["title"], "Lire et écrire en famille");
    let taken =
        send(&partner, &draft, "?take=/budget/charges", document).if_match(&compared.etag()).await.is(200);
    assert_eq!(taken["taken"], json!(["/budget/charges"]));
    let after = partner.get(&draft).await.is(200);
    assert_eq!(after["title"], "Lire et écrire en famille");
    assert_eq!(after["budget"]["charges"][0]["label"], "Comédiens");
    assert_eq!(after["budget"]["charges"][0]["amount"], fiche::euros_cents(999_950));
    assert_eq!(taken.etag(), after.etag());
}

async fn what_partners_bring_is_taken_and_asked_of_them_again(app: &TestApp) {
    let (partner, school) = (app.partner_association().await, app.partner_school().await);
    let draft = scene::draft(app, &partner, "Lire et écrire en famille").await;
    let invited = scene::partner_of(&school).await;
    let involved = json!({"partners": [{"partner": invited, "role": "Accueille", "contributes": "Une salle",
        "brings": ["premises", "people"]}]});
    partner.change(&draft, &involved).await.is(200);
    let contribution = format!("{draft}/contributions/{invited}");
    school.act(&contribution, "confirm", &json!({})).await.is(200);
    let changes = [("Une salle", "Deux salles"), ("Des locaux", "Du matériel")];
    let document = edited(&downloaded(&partner, &draft).await, &changes);
    let compared = send(&partner, &draft, "", document.clone()).await.is(200);
    let pointers: Vec<_> =
        compared["differences"].as_array().unwrap().iter().map(|found| text(&found["pointer"])).collect();
    assert_eq!(pointers, ["/partners"]);
    send(&partner, &draft, "?take=/partners", document).if_match(&compared.etag()).await.is(200);
    let after = &partner.get(&draft).await.is(200)["partners"][0];
    assert_eq!((&after["contributes"], &after["confirmed"]), (&json!("Deux salles"), &json!(false)));
    let mut brings: Vec<&str> = after["brings"].as_array().unwrap().iter().map(text).collect();
    brings.sort_unstable();
    assert_eq!(brings, ["equipment", "people"]);
    assert_eq!(school.get(&contribution).await.is(200)["state"], "pending");
}

async fn a_document_is_taken_over_the_version_that_was_compared(app: &TestApp) {
    let partner = app.partner_association().await;
    let draft = scene::draft(app, &partner, "Lire et écrire en famille").await;
    let document =
        edited(&downloaded(&partner, &draft).await, &[("Lire et écrire en famille", "Lire en famille")]);
    let etag = partner.etag(&draft).await;
    send(&partner, &draft, "?take=/title", document.clone()).await.refused(ErrorCode::PreconditionRequired);
    partner.change(&draft, &json!({"title": "Écrire en famille"})).await.is(200);
    let stale = send(&partner, &draft, "?take=/title", document.clone()).if_match(&etag).await;
    stale.refused(ErrorCode::PreconditionFailed);
    assert_eq!(partner.get(&draft).await.is(200)["title"], "Écrire en famille");
    let filed = scene::submitted(app, &partner, "Théâtre au collège").await;
    send(&partner, &filed, "", document).await.refused(ErrorCode::TransitionNotAllowed);
}

async fn a_section_that_is_not_to_correct_is_not_taken(app: &TestApp) {
    let partner = app.partner_association().await;
    let project = scene::submitted(app, &partner, "Lire et écrire en famille").await;
    let due = scene::deadline(app).await.date_naive();
    let correction = json!({"reason": "Précisez.", "sections": ["budget"], "due": due});
    app.coordinator().await.act(&project, "return", &correction).await.is(200);
    let changes = [("Lire et écrire en famille", "Lire en famille"), ("Intervenants", "Comédiens")];
    let document = edited(&downloaded(&partner, &project).await, &changes);
    let compared = send(&partner, &project, "", document.clone()).await.is(200);
    let codes: Vec<_> = compared["differences"]
        .as_array()
        .unwrap()
        .iter()
        .map(|found| (text(&found["pointer"]), found["problems"][0]["code"].as_str()))
        .collect();
    assert_eq!(codes, [("/title", Some("section_closed")), ("/budget/charges", None)]);
    let refused = send(&partner, &project, "?take=/title", document.clone()).if_match(&compared.etag()).await;
    refused.refused(ErrorCode::ValidationFailed);
    send(&partner, &project, "?take=/budget/charges", document).if_match(&compared.etag()).await.is(200);
    assert_eq!(partner.get(&project).await.is(200)["budget"]["charges"][0]["label"], "Comédiens");
}

async fn a_file_that_is_no_form_is_refused_and_says_why(app: &TestApp) {
    let partner = app.partner_association().await;
    let draft = scene::draft(app, &partner, "Lire et écrire en famille").await;
    let good = downloaded(&partner, &draft).await;
    let bomb = edited(&good, &[("<w:body>", &format!("<w:body>{}", " ".repeat(10 << 20)))]);
    assert!(bomb.len() < 100_000 || bomb.len() < openapi::limits::DOCUMENT_MAX);
    let foreign = edited(&good, &[("w:tag w:val=\"/", "w:tag w:val=\""), ("Heading2", "Autre")]);
    for (file, code) in [
        (b"MZ\x90\x00 a programme that calls itself a document".to_vec(), ErrorCode::UnreadableDocument),
        (good[..good.len() / 2].to_vec(), ErrorCode::UnreadableDocument),
        (
            edited(&good, &[("<w:document", "<!DOCTYPE x [<!ENTITY a \"a\">]><w:document")]),
            ErrorCode::UnreadableDocument,
        ),
        (bomb, ErrorCode::DocumentTooComplex),
        (foreign, ErrorCode::ForeignDocument),
        (vec![0; openapi::limits::DOCUMENT_MAX + 1], ErrorCode::PayloadTooLarge),
    ] {
        send(&partner, &draft, "", file).await.refused(code);
    }
    let named = send(&partner, &draft, "?take=/nowhere", good.clone()).if_match("*").await;
    named.refused(ErrorCode::ValidationFailed);
    let as_text =
        partner.request(reqwest::Method::POST, &format!("{draft}/fiche.docx")).raw("text/plain", good);
    as_text.await.refused(ErrorCode::UnsupportedMediaType);
}
