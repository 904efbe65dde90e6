//! A complete fiche, written and filed in one session on a phone, with the keyboard alone.

use crate::{
    browser::TOOLS,
    fiche::{NEED, SUMMARY, TITLE},
    keyboard::{focus_is_on, key, tab_to},
    page::Page,
};
use serde_json::json;
use tests::{Engine, TestApp, app::PASSWORD, scene, text};
use thirtyfour::Key;

/// The order in which this browser asks for a day, a month and a year.
const DAY_ORDER: &str = "return new Intl.DateTimeFormat(navigator.language).formatToParts(new Date())
    .map(part => part.type).filter(type => type !== 'literal');";
/// Puts a text on the clipboard, as copying cells in a spreadsheet does.
const COPY: &str = "const [text, done] = arguments;
    navigator.clipboard.writeText(text).then(() => done(true), error => done(String(error)));";

async fn press(page: &Page, which: Key) {
    page.keys(key(which)).await;
}

/// Goes to a field and types.
async fn write(page: &Page, css: &str, words: &str) {
    tab_to(page, css).await;
    page.keys(words).await;
}

async fn tick(page: &Page, css: &str) {
    write(page, css, " ").await;
}

/// Types a day the way this browser's field takes it.
async fn write_day(page: &Page, css: &str, (day, month, year): (&str, &str, &str)) {
    tab_to(page, css).await;
    let order = page.run(DAY_ORDER, vec![]).await;
    for part in order.as_array().expect("three parts") {
        page.keys(match text(part) {
            "day" => day,
            "month" => month,
            _ => year,
        })
        .await;
    }
    assert_eq!(page.value(css).await, format!("{year}-{month}-{day}"));
}

/// The button that saves, from wherever one is, then the next section.
async fn go_on(page: &Page, next: &str) {
    tab_to(page, "button[type='submit']").await;
    press(page, Key::Enter).await;
    page.holds(&format!("location.pathname.endsWith({})", json!(next))).await;
    page.settled().await;
    focus_is_on(page, "h1").await;
}

/// Adds a line, whose first field takes the focus.
async fn add(page: &Page, group: &str, first: &str) {
    tab_to(page, &format!("#{group} .line-add button")).await;
    press(page, Key::Enter).await;
    focus_is_on(page, first).await;
}

/// The words of the cell that has the focus.
async fn cell(page: &Page) -> String {
    text(&page.run("return document.activeElement.getAttribute('aria-label');", vec![]).await).to_owned()
}

/// Down the grid until the cell of a row.
async fn down_to(page: &Page, row: &str) {
    for _ in 0..40 {
        if cell(page).await.starts_with(row) {
            return;
        }
        press(page, Key::Down).await;
    }
    page.fail(&format!("no row “{row}” below")).await
}

async fn log_in(page: &Page) {
    page.open("/connexion").await;
    write(page, "#email", "partner-association@demo.example").await;
    write(page, "#password", PASSWORD).await;
    press(page, Key::Enter).await;
    page.is_at("/a-faire").await;
    page.settled().await;
}

async fn begin(page: &Page) -> String {
    tab_to(page, ".menu-toggle").await;
    press(page, Key::Enter).await;
    tab_to(page, "nav a[href='/fiches']").await;
    press(page, Key::Enter).await;
    page.is_at("/fiches").await;
    page.settled().await;
    tab_to(page, "main a[href='/fiches/nouvelle']").await;
    press(page, Key::Enter).await;
    page.is_at("/fiches/nouvelle").await;
    page.settled().await;
    write(page, "#title", TITLE).await;
    press(page, Key::Enter).await;
    page.holds("location.pathname.endsWith('/modifier')").await;
    page.settled().await;
    tab_to(page, "#partie-identite").await;
    press(page, Key::Enter).await;
    page.holds("location.pathname.endsWith('/identite')").await;
    page.settled().await;
    page.path().await.trim_end_matches("/modifier/identite").replace("/fiches/", "")
}

async fn texts(page: &Page) {
    write(page, "#summary", SUMMARY).await;
    write(page, "#contact-name", "Camille Martin").await;
    write(page, "#contact-email", "camille.martin@exemple.fr").await;
    go_on(page, "/objectifs").await;

    tick(page, "input[name='objectives-main']").await;
    press(page, Key::Down).await;
    tick(page, "input[name='objectives-others']").await;
    write(page, "#need", NEED).await;
    go_on(page, "/action").await;

    for (field, words) in [
        ("#description", "Deux ateliers par semaine, animés par des comédiens."),
        ("#expected_results", "Quarante enfants lisent un livre par mois."),
        ("#innovation", "Des parents lisent dans leur langue."),
        ("#working_methods", "Les équipes préparent les séances ensemble."),
    ] {
        write(page, field, words).await;
    }
    go_on(page, "/calendrier").await;

    add(page, "phases", "#phases-0-name").await;
    page.keys("Ateliers").await;
    write_day(page, "#phases-0-starts_on", ("05", "10", "2026")).await;
    write_day(page, "#phases-0-ends_on", ("30", "06", "2027")).await;
    tick(page, "input[name='times']").await;
    go_on(page, "/public").await;
}

async fn people(page: &Page) {
    // From age to age with the arrows.
    tab_to(page, "#audience-age_bands-0-planned").await;
    down_to(page, "6 à 10 ans").await;
    page.keys("45").await;
    press(page, Key::Enter).await;
    page.keys("15").await;
    page.says("Total : 60 enfants et jeunes").await;
    write(page, "#audience-girls", "30").await;
    press(page, Key::Down).await;
    page.keys("30").await;
    write(page, "#audience-districts-0-planned", "40").await;
    write(page, "#audience-parents", "20").await;
    add(page, "schools", "#schools-0").await;
    page.keys("0750655E").await;
    go_on(page, "/partenaires").await;

    add(page, "partners", "#partners-0-partner").await;
    page.keys("Collège de dé").await;
    write(page, "#partners-0-role", "Accueille les ateliers").await;
    write(page, "#partners-0-contributes", "Une salle").await;
    tick(page, "input[name='partners-0-brings'][value='premises']").await;
    add(page, "partners", "#partners-1-partner").await;
    page.keys("Une autre").await;
    write(page, "#partners-1-name", "Médiathèque").await;
    tick(page, "#partners-1-confirmed").await;
    go_on(page, "/budget").await;
}

/// As in a spreadsheet: arrows, Enter, Escape, and cells pasted from one.
async fn budget(page: &Page) {
    let copied = page.wait(COPY, vec![json!("Livres\t1 250,50\nComédiens\t8000\n\t249,5")]).await;
    assert_eq!(copied, true);
    tab_to(page, ".skip-grid").await;
    tab_to(page, "[data-row='0'][data-column='0']").await;
    let first = cell(page).await;
    assert!(first.starts_with("601"), "{first}");
    page.paste().await;
    page.says("5 cases collées.").await;
    page.says("9 500 €").await;
    // Down the same column, then over to the amount once the cursor is at the end of the text.
    down_to(page, "641").await;
    page.keys("Animatrice").await;
    press(page, Key::Right).await;
    assert_eq!(cell(page).await, "641 – Rémunérations des personnels, montant en euros");
    page.keys("3000").await;
    press(page, Key::Down).await;
    press(page, Key::Up).await;
    // A second thought: the cell is selected as a whole, typed over, and brought back.
    page.keys("99").await;
    page.says("9 599 €").await;
    press(page, Key::Escape).await;
    page.says("12 500 €").await;
    page.says("Les charges dépassent les produits de 12 500 €.").await;

    // Over what is left of the grid.
    let before = page.value("[data-row='0'][data-column='0']").await;
    assert_eq!(before, "Livres");
    tab_to(page, "#budget-revenues .skip-grid").await;
    tab_to(page, "#budget-revenues [data-row='0'][data-column='1']").await;
    down_to(page, "Ville de Soissons").await;
    page.keys("5000").await;
    down_to(page, "Sous-préfecture de Soissons").await;
    page.keys("4000").await;
    page.says("Total demandé : 9 000 €").await;
    down_to(page, "Ressources propres").await;
    page.keys("3 500,00").await;
    page.says("Le budget est équilibré.").await;
    go_on(page, "/indicateurs").await;
}

async fn measures_and_declarations(page: &Page) {
    add(page, "indicators", "#indicators-0-name").await;
    page.keys("Enfants assidus").await;
    write(page, "#indicators-0-target", "40").await;
    write_day(page, "#indicators-0-due", ("30", "06", "2027")).await;
    go_on(page, "/declarations").await;
    tick(page, "#declarations-honour").await;
    // The check comes next, and says what is missing.
    go_on(page, "/verifier").await;
}

async fn file(page: &Page) {
    page.says("Il reste des éléments à compléter ou à corriger").await;
    tab_to(page, ".error-summary a[href*='declarations']").await;
    press(page, Key::Enter).await;
    page.holds("location.pathname.endsWith('/declarations')").await;
    focus_is_on(page, "#declarations-republican_contract").await;
    page.keys(" ").await;
    go_on(page, "/verifier").await;
    page.says("La fiche est enregistrée, elle n’est pas déposée").await;
    page.says_no_more("Il reste des éléments à compléter ou à corriger").await;
    tab_to(page, ".file-panel button").await;
    press(page, Key::Enter).await;
    page.says("Votre fiche est déposée").await;
}

async fn the_receipt_is_what_the_server_keeps(page: &Page, filed: &tests::Answer) {
    let receipt = &filed["receipt"];
    focus_is_on(page, ".filed").await;
    page.says(text(&receipt["number"])).await;
    page.says(text(&receipt["sha256"])).await;
    page.says("Ce que vous pouvez encore faire").await;
    tab_to(page, ".filed .downloads button").await;
    // Whoever holds the fingerprint can check it.
    page.visit("/verifier").await;
    write(page, "#sha256", text(&receipt["sha256"])).await;
    tab_to(page, "button[type='submit']").await;
    press(page, Key::Enter).await;
    page.says("Fiche authentique").await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_whole_fiche_is_written_and_filed_on_a_phone_with_the_keyboard_alone() {
    let app = TestApp::with_web_app(Engine::Sqlite, TOOLS.web_root.clone()).await;
    let page = Page::of(&app).await;
    page.window(360, 740, "light").await;
    page.may_copy().await;
    log_in(&page).await;
    let id = begin(&page).await;
    texts(&page).await;
    people(&page).await;
    budget(&page).await;
    measures_and_declarations(&page).await;
    file(&page).await;

    let partner = app.partner_association().await;
    let filed = partner.get(&format!("/projects/{id}")).await.is(200);
    assert_eq!(filed["status"], "submitted");
    assert_eq!(
        (&filed["title"], &filed["summary"], &filed["need"]),
        (&json!(TITLE), &json!(SUMMARY), &json!(NEED))
    );
    assert_eq!(
        filed["phases"],
        json!([{"name": "Ateliers", "starts_on": "2026-10-05", "ends_on": "2027-06-30"}])
    );
    assert_eq!(
        filed["audience"]["age_bands"],
        json!([{"band": "6-10", "planned": 45}, {"band": "11-14", "planned": 15}])
    );
    assert_eq!(filed["schools"], json!(["0750655E"]));
    assert_eq!(filed["partners"][0]["brings"], json!(["premises"]));
    assert_eq!(
        (&filed["partners"][1]["name"], &filed["partners"][1]["confirmed"]),
        (&json!("Médiathèque"), &json!(true))
    );
    let charges: Vec<_> = filed["budget"]["charges"]
        .as_array()
        .expect("charges")
        .iter()
        .map(|line| (text(&line["account"]), text(&line["label"]), line["amount"]["amount"].as_i64()))
        .collect();
    let expected = [
        ("601", "Livres", Some(125_050)),
        ("604", "Comédiens", Some(800_000)),
        ("606", "", Some(24_950)),
        ("641", "Animatrice", Some(300_000)),
    ];
    assert_eq!(charges, expected);
    assert_eq!(filed["requests"].as_array().map(Vec::len), Some(2));
    assert_eq!(filed["indicators"][0]["target"], json!(40.0));
    the_receipt_is_what_the_server_keeps(&page, &filed).await;
    page.complains_only_of(&[]).await;
    page.quit().await;
    app.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn somebody_who_was_invited_reads_who_files_and_cannot() {
    let app = TestApp::with_web_app(Engine::Sqlite, TOOLS.web_root.clone()).await;
    let partner = app.partner_association().await;
    let draft = scene::draft(&app, &partner, TITLE).await;
    let invited = json!({"email": "amina.diallo@exemple.fr", "role": "editor"});
    let invited = partner.post(&format!("{draft}/collaborators"), &invited).await.is(201);
    let accepted = json!({"token": invited["token"], "name": "Amina Diallo", "password": PASSWORD});
    app.anonymous().post("/auth/invitations/accept", &accepted).await.is(200);
    let page = Page::of(&app).await;
    page.open("/connexion").await;
    page.fill("#email", "amina.diallo@exemple.fr").await;
    page.fill("#password", PASSWORD).await;
    press(&page, Key::Enter).await;
    page.is_at("/a-faire").await;
    page.settled().await;
    page.visit(&format!("/fiches/{}/verifier", scene::id(&draft))).await;
    page.says("Le dépôt revient à l’organisation porteuse").await;
    page.says("Les Ateliers du Mail").await;
    page.says("Revenir aux parties de la fiche").await;
    page.says_no_more("Déposer la fiche").await;
    page.complains_only_of(&[]).await;
    page.quit().await;
    app.stop().await;
}
