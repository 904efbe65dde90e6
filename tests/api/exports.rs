//! Tables for spreadsheets: what each reader may read, and nothing that a spreadsheet would run.

use openapi::ErrorCode;
use serde_json::json;
use tests::{Answer, Person, TestApp, on_both_engines, scene};

on_both_engines!(
    projects_are_exported_as_each_reader_reads_them,
    a_draft_is_exported_by_its_title_to_the_coordinator_and_whole_to_its_own,
    an_export_says_no_more_of_decisions_than_the_project,
    an_export_is_narrowed_to_a_call_and_a_programme,
    partners_are_exported_with_the_contacts_that_the_reader_may_read,
    reviews_are_exported_blind_until_ones_own_is_submitted,
    reviews_are_exported_with_their_scores_and_notes_for_the_committee_only,
    no_cell_of_an_export_is_a_formula,
    an_export_that_the_client_has_is_not_sent_again,
);

/// The cells of each line, by the names of their columns.
fn table(answer: &Answer) -> Vec<std::collections::BTreeMap<String, String>> {
    let text = String::from_utf8(answer.body.clone()).unwrap();
    let text = text.strip_prefix('\u{feff}').expect("a byte order mark");
    // Everything is quoted, and nothing here holds the three signs between two cells.
    let text = text.trim_end_matches('\n').strip_prefix('"').and_then(|text| text.strip_suffix('"'));
    let cells = |line: &str| -> Vec<String> { line.split("\";\"").map(str::to_owned).collect() };
    let mut lines = text.expect("quotes").split("\"\n\"");
    let head = cells(lines.next().expect("a head"));
    lines.map(|line| head.iter().cloned().zip(cells(line)).collect()).collect()
}

async fn exported(reader: &Person, what: &str) -> Vec<std::collections::BTreeMap<String, String>> {
    let answer = reader.get(&format!("/exports/{what}")).await.is(200);
    assert_eq!(answer.header("content-type"), "text/csv");
    table(&answer)
}

async fn titled(reader: &Person, title: &str) -> Option<std::collections::BTreeMap<String, String>> {
    exported(reader, "projects.csv?call=2026").await.into_iter().find(|row| row["Fiche-action"] == title)
}

async fn projects_are_exported_as_each_reader_reads_them(app: &TestApp) {
    scene::published(app).await;
    let title = "Lire et écrire en famille";
    let partner = app.partner_association().await;
    for reader in [
        app.coordinator().await,
        app.carrier_agglo().await,
        app.observer().await,
        app.reviewer_1().await,
        partner,
    ] {
        let row = titled(&reader, title).await.unwrap_or_else(|| panic!("not for {}", reader.name()));
        assert_eq!((row["Budget (€)"].as_str(), row["Demandé (€)"].as_str()), ("12500", "9000"));
        assert_eq!((row["Accordé (€)"].as_str(), row["État"].as_str()), ("3000", "Retenue"), "{row:?}");
        assert_eq!(row["Enfants et jeunes"], "60");
        assert_eq!(row["Courriel du contact"], "camille.martin@exemple.fr");
        assert_eq!(row["Objectif principal"], "O2");
    }
    let public = titled(&app.partner_school().await, title).await.expect("the public part");
    for hidden in ["Budget (€)", "Demandé (€)", "Demandé par financeur", "Courriel du contact", "Filles"]
    {
        assert_eq!(public[hidden], "", "{hidden}");
    }
    assert_eq!(public["Résumé"], "Ateliers de lecture partagée dans trois écoles.");
    assert_eq!(titled(&app.partner_school().await, "Théâtre au collège").await, None, "rejected: not public");
    app.admin().await.get("/exports/projects.csv").await.refused(ErrorCode::Forbidden);
    app.anonymous().get("/exports/projects.csv").await.refused(ErrorCode::Unauthenticated);
}

async fn a_draft_is_exported_by_its_title_to_the_coordinator_and_whole_to_its_own(app: &TestApp) {
    let owner = app.partner_association().await;
    scene::draft(app, &owner, "Un brouillon").await;
    assert_eq!(titled(&owner, "Un brouillon").await.expect("its own")["Demandé (€)"], "9000");
    let seen = titled(&app.coordinator().await, "Un brouillon").await.expect("that it exists");
    for hidden in ["Résumé", "Demandé (€)", "Budget (€)", "Objectif principal", "Contact", "Quartiers"]
    {
        assert_eq!(seen[hidden], "", "{hidden}");
    }
    for stranger in [app.carrier_ville().await, app.observer().await, app.reviewer_1().await] {
        assert_eq!(titled(&stranger, "Un brouillon").await, None, "{}", stranger.name());
    }
}

async fn an_export_says_no_more_of_decisions_than_the_project(app: &TestApp) {
    let owner = app.partner_association().await;
    let project = scene::admissible(app, &owner, "Lire et écrire en famille").await;
    let readers = [owner, app.observer().await, app.carrier_education().await];
    let conflict = json!({"person": scene::user_id(&readers[2]).await, "reason": "Un parent y travaille."});
    app.coordinator().await.post(&format!("{project}/conflicts"), &conflict).await.is(201);
    let mut before = Vec::new();
    for reader in &readers {
        before.push(reader.get("/exports/projects.csv").await.is(200).body);
    }
    scene::decide(app, &project, "rejected", 0).await.is(201);
    for (reader, before) in readers.iter().zip(before) {
        assert_eq!(reader.get("/exports/projects.csv").await.is(200).body, before, "{}", reader.name());
    }
    let row = titled(&app.coordinator().await, "Lire et écrire en famille").await.unwrap();
    assert_eq!((row["Décision"].as_str(), row["État"].as_str()), ("", "Décision à publier"));
}

async fn an_export_is_narrowed_to_a_call_and_a_programme(app: &TestApp) {
    let coordinator = app.coordinator().await;
    scene::submitted(app, &app.partner_association().await, "Lire et écrire en famille").await;
    let of = async |query: &str| exported(&coordinator, &format!("projects.csv{query}")).await.len();
    assert_eq!(of("?call=2026").await, 1);
    assert_eq!(of("").await, of("?programme=soissons").await);
    assert!(of("").await > 1, "the demo has earlier calls");
    let leads = exported(&coordinator, "partners.csv?call=2026").await;
    assert_eq!(leads.len(), 1, "{leads:?}");
    let admin = app.admin().await;
    admin.post("/programmes", &json!({"slug": "laon", "name": "Cité éducative de Laon"})).await.is(201);
    assert_eq!(of("?programme=laon").await, 0);
    for (query, place) in [("?call=1999", "/call"), ("?programme=nulle-part", "/programme")] {
        for what in ["projects.csv", "partners.xlsx"] {
            let refused = coordinator.get(&format!("/exports/{what}{query}")).await;
            refused.only_at_field(place, "unknown_reference");
        }
    }
    coordinator.get("/exports/reviews.csv").await.only_at_field("/call", "required");
    // A call in preparation is as unknown as one that does not exist.
    let body = json!({"slug": "2030", "title": "Appel 2030", "programme": "soissons", "opens_on": "2030-03-01", "closes_on": "2030-05-01",
        "criteria": [{"code": "C1", "label": "Qualité du projet"}]});
    coordinator.post("/calls", &body).await.is(201);
    assert_eq!(of("?call=2030").await, 0);
    let stranger = app.carrier_ville().await.get("/exports/projects.csv?call=2030").await;
    stranger.only_at_field("/call", "unknown_reference");
}

async fn partners_are_exported_with_the_contacts_that_the_reader_may_read(app: &TestApp) {
    let contact = "contact@ateliers-du-mail.example";
    let named = |rows: Vec<std::collections::BTreeMap<String, String>>| {
        rows.into_iter().find(|row| row["Nom"].starts_with("Les Ateliers du Mail")).expect("the association")
    };
    for reader in [
        app.admin().await,
        app.coordinator().await,
        app.carrier_ville().await,
        app.observer().await,
        app.partner_association().await,
    ] {
        let row = named(exported(&reader, "partners.csv").await);
        assert_eq!((row["Courriel"].as_str(), row["SIRET"].as_str()), (contact, "99999999800019"));
    }
    let row = named(exported(&app.partner_school().await, "partners.csv").await);
    for hidden in ["Courriel", "Téléphone", "Représentant", "Contact"] {
        assert_eq!(row[hidden], "", "{hidden}");
    }
}

async fn reviews_are_exported_blind_until_ones_own_is_submitted(app: &TestApp) {
    let project = scene::admissible(app, &app.partner_association().await, "Lire et écrire en famille").await;
    scene::reviewed(app, &project, &app.reviewer_2().await, 2).await;
    let own = scene::review_draft(app, &project, &app.reviewer_1().await, 4).await;
    let carrier = app.carrier_agglo().await;
    scene::assign(app, &project, &carrier).await.is(201);
    let states = async |reader: &Person| -> Vec<(String, String)> {
        let rows = exported(reader, "reviews.csv?call=2026").await;
        rows.into_iter().map(|row| (row["État"].clone(), row["C1"].clone())).collect()
    };
    let draft = ("En cours".to_owned(), "4".to_owned());
    let done = |score: &str| ("Déposée".to_owned(), score.to_owned());
    assert_eq!(states(&app.reviewer_1().await).await, [draft], "one's own, not the other's");
    assert!(states(&carrier).await.is_empty(), "a carrier who owes a review");
    assert!(states(&app.observer().await).await.is_empty(), "before publication");
    assert_eq!(states(&app.coordinator().await).await, [done("2")], "no draft of others");
    app.reviewer_1().await.act(&own, "submit", &json!({})).await.is(200);
    assert_eq!(states(&app.reviewer_1().await).await.len(), 2);
    // Recused since: one's own remains, the others are gone.
    let conflict = json!({"reason": "Ma sœur y travaille."});
    app.reviewer_1().await.post(&format!("{project}/conflicts"), &conflict).await.is(201);
    assert_eq!(states(&app.reviewer_1().await).await, [done("4")]);
    for outsider in [app.partner_association().await, app.admin().await] {
        outsider.get("/exports/reviews.csv?call=2026").await.refused(ErrorCode::Forbidden);
    }
}

async fn reviews_are_exported_with_their_scores_and_notes_for_the_committee_only(app: &TestApp) {
    scene::published(app).await;
    let of = async |reader: &Person| exported(reader, "reviews.csv?call=2026").await;
    let rows = of(&app.coordinator().await).await;
    assert_eq!(rows.len(), 2);
    let row = rows.iter().find(|row| row["Évaluateur"] == "Nadia Ferrand").expect("reviewer-1");
    for (column, cell) in [
        ("Fiche-action", "Lire et écrire en famille"),
        ("État", "Déposée"),
        ("Avis", "Favorable"),
        ("Score", "4"),
        ("C1", "4"),
        ("C8", "4"),
        ("C8 commentaire", "Critère 8."),
        ("Message au porteur", "Projet clair et bien construit."),
        ("Note confidentielle", "Vérifier la convention avec le collège."),
    ] {
        assert_eq!(row[column], cell, "{column}");
    }
    let observed = of(&app.observer().await).await;
    assert_eq!(observed.len(), 2, "after publication");
    assert!(
        observed.iter().all(|row| row["Note confidentielle"].is_empty() && !row["C1"].is_empty()),
        "{observed:?}"
    );
}

async fn no_cell_of_an_export_is_a_formula(app: &TestApp) {
    let title = "=HYPERLINK(1),=2+2";
    scene::submitted(app, &app.partner_association().await, title).await;
    let row = titled(&app.coordinator().await, "'=HYPERLINK(1),'=2+2").await;
    assert!(row.is_some(), "both signs are marked");
    let xlsx = app.coordinator().await.get("/exports/projects.xlsx?call=2026").await.is(200);
    assert!(xlsx.body.starts_with(b"PK"));
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(xlsx.body)).unwrap();
    let mut sheet = String::new();
    std::io::Read::read_to_string(&mut archive.by_name("xl/worksheets/sheet1.xml").unwrap(), &mut sheet)
        .unwrap();
    assert!(!sheet.contains("<f>"), "a formula in {sheet}");
}

async fn an_export_that_the_client_has_is_not_sent_again(app: &TestApp) {
    let coordinator = app.coordinator().await;
    scene::submitted(app, &app.partner_association().await, "Lire et écrire en famille").await;
    for what in ["projects.csv", "projects.xlsx", "partners.xlsx"] {
        let path = format!("/exports/{what}?call=2026");
        let first = coordinator.get(&path).await.is(200);
        assert!(first.header("content-disposition").contains("_2026."), "{first:?}");
        let again = coordinator.get(&path).header("if-none-match", &first.etag()).await;
        assert_eq!(again.status, 304, "{what}");
    }
    let before = coordinator.get("/exports/projects.xlsx?call=2026").await.is(200).etag();
    scene::submitted(app, &app.partner_association().await, "Théâtre au collège").await;
    assert_ne!(coordinator.get("/exports/projects.xlsx?call=2026").await.is(200).etag(), before);
}
