//! Attachments in S3-compatible storage: in parts, with wrong keys, and while it is away.

use openapi::ErrorCode;
use tests::{
    Engine, Person, TestApp,
    app::s3,
    database::Database,
    files::{attach, attached, pdf},
    on_each_engine,
    s3::{ACCESS_KEY, BUCKET, S3Server, SECRET_KEY},
    scene,
};

on_each_engine!(
    a_file_goes_to_s3_in_parts_and_comes_back_whole,
    storage_that_is_away_is_told_and_nothing_is_lost,
    a_secret_that_is_no_longer_valid_is_told_and_nothing_is_lost,
    the_program_takes_its_storage_from_the_environment,
);

async fn on(engine: Engine, server: &S3Server) -> (TestApp, Person, String) {
    let (url, endpoint) = (format!("s3://{BUCKET}/alliance"), server.endpoint());
    let database = tokio::task::spawn_blocking(move || Database::seeded(engine)).await.unwrap();
    let app = TestApp::with(engine, database, |config| {
        config.files = s3(&url, &endpoint, ACCESS_KEY, SECRET_KEY);
    })
    .await;
    let partner = app.partner_association().await;
    let draft = scene::draft(&app, &partner, "Lire en famille").await;
    (app, partner, draft)
}

async fn count(person: &Person, draft: &str) -> i64 {
    person.get(&format!("{draft}/attachments")).await.is(200).total()
}

async fn a_file_goes_to_s3_in_parts_and_comes_back_whole(engine: Engine) {
    let server = S3Server::start().await;
    let (app, partner, draft) = on(engine, &server).await;
    let bytes = pdf("devis", 9_000_000);
    let sent = attach(&partner, &draft, "devis.pdf", bytes.clone()).await.is(201);
    assert_eq!((server.largest_part(), server.uploads().1), (5 * 1024 * 1024, 0));
    assert!(server.keys().iter().all(|key| key.starts_with("alliance/")), "{:?}", server.keys());
    let file = format!("{draft}/attachments/{}", sent.id());
    let content = format!("{file}/content");
    assert!(partner.get(&content).await.is(200).body == bytes);
    let middle = partner.get(&content).header("range", "bytes=5000000-6000000").await.is(206);
    assert!(middle.body == bytes[5_000_000..=6_000_000]);
    // What is refused leaves neither an object nor an upload.
    attach(&partner, &draft, "jeu.pdf", tests::files::program()).await.refused(ErrorCode::FileTypeRefused);
    assert_eq!((server.keys().len(), server.uploads().1), (1, 0));
    partner.delete(&file, &partner.etag(&file).await).await.is(204);
    assert_eq!((server.keys().len(), count(&partner, &draft).await), (0, 0));
    app.stop().await;
}

async fn storage_that_is_away_is_told_and_nothing_is_lost(engine: Engine) {
    let mut server = S3Server::start().await;
    let (app, partner, draft) = on(engine, &server).await;
    let file = attached(&partner, &draft, "devis.pdf").await;
    let content = format!("{file}/content");
    server.pause().await;
    let away = attach(&partner, &draft, "autre.pdf", pdf("autre", 400_000)).await;
    away.refused(ErrorCode::StorageUnavailable);
    partner.get(&content).await.refused(ErrorCode::StorageUnavailable);
    // The fiche is written and filed all the same.
    assert_eq!(count(&partner, &draft).await, 1);
    partner.act(&draft, "submit", &serde_json::json!({})).await.is(200);
    server.resume();
    assert!(partner.get(&content).await.is(200).body.starts_with(b"%PDF"));
    let next = scene::draft(&app, &partner, "Lire encore").await;
    attach(&partner, &next, "autre.pdf", pdf("autre", 400_000)).await.is(201);
    assert_eq!((server.keys().len(), server.uploads().1), (2, 0));
    app.stop().await;
}

async fn a_secret_that_is_no_longer_valid_is_told_and_nothing_is_lost(engine: Engine) {
    let server = S3Server::start().await;
    let (app, partner, draft) = on(engine, &server).await;
    let file = attached(&partner, &draft, "devis.pdf").await;
    server.changes_its_secret("another one");
    let refused = attach(&partner, &draft, "autre.pdf", pdf("autre", 400_000)).await;
    refused.refused(ErrorCode::StorageUnavailable).never_says(SECRET_KEY);
    partner.get(&format!("{file}/content")).await.refused(ErrorCode::StorageUnavailable);
    server.changes_its_secret(SECRET_KEY);
    assert!(partner.get(&format!("{file}/content")).await.is(200).body.starts_with(b"%PDF"));
    attach(&partner, &draft, "autre.pdf", pdf("autre", 400_000)).await.is(201);
    assert_eq!(count(&partner, &draft).await, 2);
    app.stop().await;
}

async fn the_program_takes_its_storage_from_the_environment(engine: Engine) {
    let mut server = S3Server::start().await;
    let settings = [
        ("ALLIANCE_FILES", format!("s3://{BUCKET}")),
        ("ALLIANCE_S3_ENDPOINT", server.endpoint()),
        ("ALLIANCE_S3_ACCESS_KEY", ACCESS_KEY.to_owned()),
        ("ALLIANCE_S3_SECRET_KEY", SECRET_KEY.to_owned()),
    ];
    let mut app = TestApp::as_process(engine, &settings).await;
    let partner = app.partner_association().await;
    let draft = scene::draft(&app, &partner, "Lire en famille").await;
    let file = attached(&partner, &draft, "devis.pdf").await;
    assert_eq!(server.keys().len(), 1);
    app.kill().await;
    // A wrong setting stops the start with its name; storage that is away does not.
    let wrong = app.start_that_fails("ALLIANCE_S3_SECRET_KEY", "neither/this/one").await;
    assert!(
        wrong.contains("the store of files does not let us in") && !wrong.contains("neither/this/one"),
        "{wrong}"
    );
    let wrong = app.start_that_fails("ALLIANCE_FILES", "s3://elsewhere").await;
    assert!(wrong.contains("the store of files"), "{wrong}");
    server.pause().await;
    app.resume().await;
    partner.get(&format!("{file}/content")).await.refused(ErrorCode::StorageUnavailable);
    server.resume();
    assert!(partner.get(&format!("{file}/content")).await.is(200).body.starts_with(b"%PDF"));
    app.stop().await;
}
