//! Uploads that go wrong: cut, too many at once, a full disk, a virus scanner that finds, hangs or is not there.

use futures_util::stream;
use openapi::{ErrorCode, limits::FILE_MAX};
use std::{
    sync::{Arc, atomic::Ordering::SeqCst},
    time::Duration,
};
use tests::{
    Engine, Person, TestApp,
    app::{antivirus, given},
    database::Database,
    files::{attach, attached, pdf},
    on_both_engines, on_each_engine, scene,
    storage::Watched,
};
use tokio::{io::AsyncWriteExt, net::TcpStream, sync::mpsc, task::JoinSet};

on_both_engines!(
    two_uploads_at_once_never_pass_the_total,
    an_upload_cut_in_the_middle_leaves_nothing,
    the_same_file_twice_at_once_is_attached_once,
);

on_each_engine!(a_full_disk_is_told_and_loses_nothing, what_a_dead_process_left_is_cleared,);

async fn count(person: &Person, draft: &str) -> i64 {
    person.get(&format!("{draft}/attachments")).await.is(200).total()
}

async fn two_uploads_at_once_never_pass_the_total(app: &TestApp) {
    let partner = app.partner_association().await;
    let draft = scene::draft(app, &partner, "Lire en famille").await;
    let most = usize::try_from(FILE_MAX).unwrap();
    for n in 0..4 {
        attach(&partner, &draft, "plein.pdf", pdf(&format!("{n}"), most)).await.is(201);
    }
    // One of the two fits, to the byte; both would be 50 MiB and one byte more.
    let mut both = JoinSet::new();
    for (n, size) in [(4, most / 2), (5, most / 2 + 1)] {
        both.spawn(attach(&partner, &draft, "demi.pdf", pdf(&format!("{n}"), size)).into_future());
    }
    let mut statuses: Vec<u16> = both.join_all().await.iter().map(|answer| answer.status).collect();
    statuses.sort_unstable();
    assert_eq!(statuses, [201, 409]);
    assert_eq!(count(&partner, &draft).await, 5);
    assert_eq!(app.stored_files(), 5);
}

async fn the_same_file_twice_at_once_is_attached_once(app: &TestApp) {
    let partner = app.partner_association().await;
    let draft = scene::draft(app, &partner, "Lire en famille").await;
    let mut both = JoinSet::new();
    for _ in 0..4 {
        both.spawn(attach(&partner, &draft, "devis.pdf", pdf("devis", 400_000)).into_future());
    }
    let answers = both.join_all().await;
    assert_eq!(answers.iter().filter(|answer| answer.status == 201).count(), 1, "{answers:?}");
    assert_eq!(answers.iter().filter(|answer| answer["code"] == "same_file").count(), 3, "{answers:?}");
    assert_eq!((count(&partner, &draft).await, app.stored_files()), (1, 1));
}

/// Asks the server again and again, which takes its time, until something is so.
async fn until(person: &Person, draft: &str, mut done: impl FnMut() -> bool) {
    for _ in 0..2_000 {
        if done() {
            return;
        }
        count(person, draft).await;
    }
    panic!("it never came to that");
}

async fn an_upload_cut_in_the_middle_leaves_nothing(app: &TestApp) {
    let partner = app.partner_association().await;
    let draft = scene::draft(app, &partner, "Lire en famille").await;
    let address = app.origin().replace("http://", "");
    for head in ["Content-Length: 5000000", "Transfer-Encoding: chunked"] {
        let mut line = TcpStream::connect(&address).await.unwrap();
        let request = format!(
            "POST /api/v1{draft}/attachments?name=devis.pdf HTTP/1.1\r\nHost: {address}\r\nAuthorization: Bearer {}\r\n{head}\r\n\r\n",
            partner.token()
        );
        line.write_all(request.as_bytes()).await.unwrap();
        let bytes = pdf("devis", 1_000_000);
        if head.starts_with("Transfer") {
            line.write_all(format!("{:x}\r\n", bytes.len()).as_bytes()).await.unwrap();
        }
        line.write_all(&bytes).await.unwrap();
        until(&partner, &draft, || app.stored_files() == 1).await;
        drop(line);
        until(&partner, &draft, || app.stored_files() == 0).await;
        assert_eq!(count(&partner, &draft).await, 0);
    }
    attached(&partner, &draft, "devis.pdf").await;
}

async fn on(engine: Engine, store: Arc<Watched>) -> TestApp {
    let database = tokio::task::spawn_blocking(move || Database::seeded(engine)).await.unwrap();
    TestApp::with(engine, database, |config| config.files = given(store)).await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_file_goes_into_the_store_while_it_is_still_being_sent() {
    let store = Arc::new(Watched::with_room(u64::MAX));
    let gauge = store.gauge.clone();
    let app = on(Engine::Sqlite, store).await;
    let partner = app.partner_association().await;
    let draft = scene::draft(&app, &partner, "Lire en famille").await;
    let bytes = pdf("devis", 9_000_000);
    let (sender, receiver) = mpsc::channel::<Vec<u8>>(1);
    let body = stream::unfold(receiver, async |mut receiver| {
        let chunk = receiver.recv().await?;
        Some((Ok::<_, std::io::Error>(chunk), receiver))
    });
    let sending = tokio::spawn(partner.stream(&format!("{draft}/attachments?name=devis.pdf"), None, body));
    for (index, chunk) in bytes.chunks(1_000_000).enumerate() {
        sender.send(chunk.to_vec()).await.unwrap();
        // The next million waits until most of this one has been written.
        gauge.parts(3 * (index as u64 + 1)).await;
    }
    drop(sender);
    assert_eq!(sending.await.unwrap().is(201)["size"], 9_000_000);
    app.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn twenty_uploads_at_once_hold_one_part_each() {
    let store = Arc::new(Watched::with_room(u64::MAX));
    let gauge = store.gauge.clone();
    let app = on(Engine::Sqlite, store).await;
    let partner = app.partner_association().await;
    let mut sending = JoinSet::new();
    for n in 0..20 {
        let draft = scene::draft(&app, &partner, &format!("Projet numéro {n}")).await;
        sending.spawn(attach(&partner, &draft, "devis.pdf", pdf("devis", 6_000_000)).into_future());
    }
    let answers = sending.join_all().await;
    assert!(answers.iter().all(|answer| answer.status == 201), "{answers:?}");
    let part = 256 * 1024;
    assert!(gauge.largest.load(SeqCst) <= part, "{gauge:?}");
    assert!(gauge.most_held.load(SeqCst) <= 20 * part, "{gauge:?}");
    app.stop().await;
}

async fn a_full_disk_is_told_and_loses_nothing(engine: Engine) {
    let store = Arc::new(Watched::with_room(3_000_000));
    let gauge = store.gauge.clone();
    let app = on(engine, store).await;
    let partner = app.partner_association().await;
    let draft = scene::draft(&app, &partner, "Lire en famille").await;
    let first = attached(&partner, &draft, "premier.pdf").await;
    attach(&partner, &draft, "second.pdf", pdf("second", 4_000_000)).await.refused(ErrorCode::StorageFull);
    assert_eq!(count(&partner, &draft).await, 1);
    assert!(partner.get(&format!("{first}/content")).await.is(200).body.starts_with(b"%PDF"));
    gauge.room.store(u64::MAX, SeqCst);
    attach(&partner, &draft, "second.pdf", pdf("second", 4_000_000)).await.is(201);
    app.stop().await;
}

/// A server whose virus scanner is this shell script.
async fn scanned_by(script: &str, patience: Duration) -> (TestApp, Person, String) {
    let database = tokio::task::spawn_blocking(|| Database::seeded(Engine::Sqlite)).await.unwrap();
    let scanner = antivirus(&["sh", "-c", script], patience);
    let app = TestApp::with(Engine::Sqlite, database, |config| config.antivirus = Some(scanner)).await;
    let partner = app.partner_association().await;
    let draft = scene::draft(&app, &partner, "Lire en famille").await;
    (app, partner, draft)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_the_virus_scanner_finds_is_refused_and_the_rest_accepted() {
    let script = "if grep -q ZANZIBAR; then exit 1; fi";
    let (app, partner, draft) = scanned_by(script, Duration::from_secs(60)).await;
    attach(&partner, &draft, "a.pdf", pdf("ZANZIBAR", 500_000)).await.refused(ErrorCode::FileInfected);
    assert_eq!((count(&partner, &draft).await, app.stored_files()), (0, 0));
    attach(&partner, &draft, "a.pdf", pdf("saint", 500_000)).await.is(201);
    app.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_virus_scanner_that_does_not_answer_fails_or_gets_no_secret_accepts_nothing() {
    let hanging = "cat > /dev/null; exec tail -f /dev/null";
    let broken = "exit 2";
    let robbed = "env | grep -q ALLIANCE && exit 0; exit 3";
    for (script, patience) in [
        (hanging, Duration::from_millis(300)),
        (broken, Duration::from_secs(60)),
        (robbed, Duration::from_secs(60)),
    ] {
        let (app, partner, draft) = scanned_by(script, patience).await;
        let sent = attach(&partner, &draft, "a.pdf", pdf("a", 500_000)).await;
        let refused = sent.refused(ErrorCode::AntivirusUnavailable);
        assert!(!refused.header("retry-after").is_empty(), "{refused:?}");
        assert_eq!((count(&partner, &draft).await, app.stored_files()), (0, 0), "{script}");
        app.stop().await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_virus_scanner_that_is_not_there_accepts_nothing() {
    let database = tokio::task::spawn_blocking(|| Database::seeded(Engine::Sqlite)).await.unwrap();
    let scanner = antivirus(&["/nowhere/clamdscan", "-"], Duration::from_secs(5));
    let app = TestApp::with(Engine::Sqlite, database, |config| config.antivirus = Some(scanner)).await;
    let partner = app.partner_association().await;
    let draft = scene::draft(&app, &partner, "Lire en famille").await;
    attach(&partner, &draft, "a.pdf", pdf("a", 2_000)).await.refused(ErrorCode::AntivirusUnavailable);
    assert_eq!((count(&partner, &draft).await, app.stored_files()), (0, 0));
    app.stop().await;
}

/// A process that dies leaves objects and notes of them; the next one clears them once they are old.
async fn what_a_dead_process_left_is_cleared(engine: Engine) {
    let mut app = TestApp::start(engine).await;
    let partner = app.partner_association().await;
    let draft = scene::draft(&app, &partner, "Lire en famille").await;
    let kept = attached(&partner, &draft, "devis.pdf").await;
    // As an upload leaves it that was under way when its process was killed.
    let object = "0193c8a2-6d1f-7a52-8f4e-1b2c3d4e5f60";
    app.leave_loose(object).await;
    let folder = app.files_folder().join("60");
    std::fs::create_dir_all(&folder).unwrap();
    std::fs::write(folder.join(format!("{object}#1")), b"%PDF-1.4 half").unwrap();
    app.restart().await;
    until(&partner, &draft, || app.stored_files() == 2).await;
    app.clock.advance(chrono::Duration::hours(2));
    app.restart().await;
    let partner = app.log_in("partner-association@demo.example", tests::app::PASSWORD).await;
    until(&partner, &draft, || app.stored_files() == 1).await;
    assert!(partner.get(&format!("{kept}/content")).await.is(200).body.starts_with(b"%PDF"));
    app.stop().await;
}
