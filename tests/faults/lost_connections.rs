//! The database ends connections that the server holds: a restart, a failover, an impatient proxy.

use diesel::{Connection, PgConnection, RunQueryDsl};
use serde_json::json;
use tests::{Engine, TestApp, database::Database, scene};

/// Ends every other connection to the database at `url`.
fn cut(url: &str) {
    let ended = diesel::sql_query(
        "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity \
         WHERE datname = current_database() AND pid <> pg_backend_pid()",
    )
    .execute(&mut PgConnection::establish(url).unwrap())
    .unwrap();
    assert!(ended > 0, "there was a connection to end");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_request_fails_when_the_database_has_ended_every_connection() {
    if Engine::Postgres.is_skipped() {
        println!("skipped: Postgres");
        return;
    }
    let database = Database::seeded(Engine::Postgres);
    let url = database.url().to_owned();
    let app = TestApp::on(Engine::Postgres, database).await;
    let partner = app.partner_association().await;
    let draft = scene::draft(&app, &partner, "Lire et écrire en famille").await;
    for round in 0..3 {
        // Several connections are in use before they end.
        let reads: Vec<_> = (0..8).map(|_| tokio::spawn(partner.get(&draft).into_future())).collect();
        for read in reads {
            read.await.unwrap().is(200);
        }
        cut(&url);
        partner.get(&draft).await.is(200);
        partner.get("/projects").await.is(200);
        let etag = partner.etag(&draft).await;
        cut(&url);
        partner.patch(&draft, &etag, &json!({"title": format!("Titre numéro {round}")})).await.is(200);
    }
    app.stop().await;
}
