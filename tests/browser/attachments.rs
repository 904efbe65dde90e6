//! Files dropped and picked on the page of a fiche: progress, refusals, removal.

use crate::{
    browser::TOOLS,
    page::{Page, Role},
};
use serde_json::json;
use tests::{
    Engine, TestApp,
    files::{pdf, program},
    scene,
};

/// Drops a file on the page as a hand would: the browser's own objects, made by a script.
const DROP: &str = "
    const [name, size] = arguments;
    const data = new DataTransfer();
    data.items.add(new File(['%PDF-1.4\\n', 'x'.repeat(size), '\\n%%EOF\\n'], name));
    const zone = document.querySelector('.drop-zone');
    for (const kind of ['dragover', 'drop'])
        zone.dispatchEvent(new DragEvent(kind, { dataTransfer: data, bubbles: true, cancelable: true }));
    return true;";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn files_are_dropped_and_picked_and_a_refused_one_says_why() {
    let app = TestApp::with_web_app(Engine::Sqlite, TOOLS.web_root.clone()).await;
    let partner = app.partner_association().await;
    let draft = scene::draft(&app, &partner, "Lire en famille").await;
    let folder = tempfile::tempdir().expect("a temporary folder");
    let (good, bad) = (folder.path().join("devis.pdf"), folder.path().join("programme.pdf"));
    std::fs::write(&good, pdf("devis", 300_000)).expect("a file");
    std::fs::write(&bad, program()).expect("a file");
    let page = Page::logged_in(&app, "partner-association").await;
    page.visit(&format!("/fiches/{}/pieces", scene::id(&draft))).await;
    page.says("Aucun fichier joint pour l’instant").await;
    let both = format!("{}\n{}", good.display(), bad.display());
    page.element("#fichiers").await.send_keys(both).await.expect("the files are chosen");
    page.says("devis.pdf est joint.").await;
    page.says("Le contenu de ce fichier n’est pas d’un type accepté").await;
    page.click(Role::Button, "Retirer de la liste : programme.pdf").await;
    page.says_no_more("Le contenu de ce fichier n’est pas d’un type accepté").await;
    page.run(DROP, vec![json!("affiche.pdf"), json!(2_000_000)]).await;
    page.says("affiche.pdf est joint.").await;
    page.run(DROP, vec![json!("trop.pdf"), json!(11_000_000)]).await;
    page.says("Allégez-le, puis réessayez.").await;
    let listed = partner.get(&format!("{draft}/attachments")).await.is(200);
    assert_eq!(listed.each("name"), ["devis.pdf", "affiche.pdf"]);
    page.click(Role::Button, "Retirer : devis.pdf").await;
    page.click(Role::Button, "Retirer le fichier").await;
    page.says("Fichier retiré.").await;
    assert_eq!(partner.get(&format!("{draft}/attachments")).await.is(200).each("name"), ["affiche.pdf"]);
    page.complains_only_of(&[415]).await;
    page.quit().await;
    app.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_question_is_asked_read_and_answered() {
    let app = TestApp::with_web_app(Engine::Sqlite, TOOLS.web_root.clone()).await;
    let partner = app.partner_association().await;
    let project = scene::submitted(&app, &partner, "Lire en famille").await;
    let page = Page::logged_in(&app, "partner-association").await;
    page.visit(&format!("/fiches/{}", scene::id(&project))).await;
    page.fill("#text", "Pouvons-nous joindre un devis ?").await;
    page.click(Role::Button, "Envoyer le message").await;
    page.says("Message envoyé.").await;
    page.becomes("coordinator").await;
    page.visit("/a-faire").await;
    page.says("1 message non lu").await;
    page.visit(&format!("/fiches/{}", scene::id(&project))).await;
    page.says("Pouvons-nous joindre un devis ?").await;
    page.fill("#text", "Oui, avant vendredi.").await;
    page.click(Role::Button, "Envoyer le message").await;
    page.says("Message envoyé.").await;
    page.visit("/a-faire").await;
    page.says_no_more("1 message non lu").await;
    page.complains_only_of(&[]).await;
    page.quit().await;
    app.stop().await;
}
