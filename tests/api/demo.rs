//! The demo as its people find it.

use serde_json::json;
use tests::{Engine, TestApp, app, database::Database, on_each_engine, scene, text};

on_each_engine!(the_open_call_of_the_demo_has_a_correction_to_try,);

async fn the_open_call_of_the_demo_has_a_correction_to_try(engine: Engine) {
    let made = move || {
        let database = Database::empty(engine);
        app::seed_at_work(database.url());
        database
    };
    let database = tokio::task::spawn_blocking(made).await.unwrap();
    let app = TestApp::on(engine, database).await;
    let partner = app.partner_association().await;
    let returned = partner.get("/projects?status=returned").await.is(200);
    assert_eq!(returned.total(), 1, "{returned:?}");
    let path = format!("/projects/{}", text(&returned.items()[0]["id"]));
    let fiche = partner.get(&path).await.is(200);
    assert_eq!(fiche["correction"]["due"], "2026-05-25");
    assert_eq!(fiche["correction"]["sections"], json!(["objectives", "budget"]));
    assert_eq!(fiche["call"]["id"], json!(scene::open_call(&app).await.id()));
    partner
        .change(&path, &json!({"need": "Observé au collège par les équipes, depuis deux ans."}))
        .await
        .is(200);
    let filed = partner.act(&path, "submit", &json!({})).await.is(200);
    assert_eq!(filed["status"], "submitted");
    assert_eq!(partner.get(&format!("{path}/versions")).await.is(200).total(), 2);
    app.stop().await;
}
