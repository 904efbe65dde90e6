//! The same request twice has one effect, and a dry run has none.

use chrono::Duration;
use futures_util::stream;
use openapi::ErrorCode;
use serde_json::json;
use tests::{TestApp, files, on_both_engines, scene};
use tokio::sync::mpsc;

on_both_engines!(
    the_same_key_and_body_give_the_first_answer_again,
    the_same_key_with_another_body_is_refused,
    the_same_key_of_two_people_is_two_keys,
    two_requests_at_once_with_one_key_make_one_object,
    an_attempt_that_was_overtaken_writes_nothing,
    a_key_is_forgotten_after_a_day,
    a_repeated_answer_is_not_given_to_a_session_that_has_ended,
    a_repeated_submission_gives_the_same_receipt,
    a_dry_run_of_a_submission_files_nothing,
    a_dry_run_of_a_decision_writes_nothing,
    a_dry_run_of_a_publication_publishes_nothing,
);

async fn the_same_key_and_body_give_the_first_answer_again(app: &TestApp) {
    let partner = app.partner_association().await;
    let body = json!({"call": scene::open_call(app).await.id(), "title": "Lire et écrire en famille"});
    let before = partner.get("/projects?mine=true").await.is(200).total();
    let first = partner.post("/projects", &body).idempotency_key("clef-1").await.is(201);
    for _ in 0..3 {
        let again = partner.post("/projects", &body).idempotency_key("clef-1").await.is(201);
        assert_eq!(again.json(), first.json());
        for header in ["location", "etag", "content-type"] {
            assert_eq!(again.header(header), first.header(header), "{header}");
        }
    }
    assert_eq!(partner.get("/projects?mine=true").await.is(200).total(), before + 1);
    partner.post("/projects", &body).idempotency_key("clef-2").await.is(201);
    assert_eq!(partner.get("/projects?mine=true").await.is(200).total(), before + 2);
}

async fn the_same_key_with_another_body_is_refused(app: &TestApp) {
    let partner = app.partner_association().await;
    let call = scene::open_call(app).await.id();
    let before = partner.get("/projects?mine=true").await.is(200).total();
    let post = |title: &str| {
        partner.post("/projects", &json!({"call": call, "title": title})).idempotency_key("clef-1")
    };
    post("Lire et écrire en famille").await.is(201);
    post("Théâtre au collège").await.refused(ErrorCode::IdempotencyKeyReused);
    assert_eq!(partner.get("/projects?mine=true").await.is(200).total(), before + 1);
    let long = partner.post("/projects", &json!({"call": call})).idempotency_key(&"k".repeat(2_000)).await;
    assert_eq!(long.status, 422, "{long:?}");
}

async fn the_same_key_of_two_people_is_two_keys(app: &TestApp) {
    let body = json!({"call": scene::open_call(app).await.id(), "title": "Lire et écrire en famille"});
    let first =
        app.partner_association().await.post("/projects", &body).idempotency_key("clef-1").await.is(201);
    let second = app.partner_school().await.post("/projects", &body).idempotency_key("clef-1").await.is(201);
    assert_ne!(first.id(), second.id());
}

async fn two_requests_at_once_with_one_key_make_one_object(app: &TestApp) {
    let partner = app.partner_association().await;
    let body = json!({"call": scene::open_call(app).await.id(), "title": "Lire et écrire en famille"});
    let before = partner.get("/projects?mine=true").await.is(200).total();
    for round in 0..3 {
        let key = format!("clef-{round}");
        let send = || partner.post("/projects", &body).idempotency_key(&key).into_future();
        let answers = tokio::join!(send(), send(), send(), send());
        let answers = [answers.0, answers.1, answers.2, answers.3];
        let made: Vec<_> = answers.iter().filter(|answer| answer.status == 201).collect();
        assert!(!made.is_empty(), "{answers:?}");
        assert!(made.iter().all(|answer| answer.id() == made[0].id()), "{answers:?}");
        // One that came while the first was still at work may be told to try again.
        assert!(answers.iter().all(|answer| [201, 409, 503].contains(&answer.status)), "{answers:?}");
    }
    assert_eq!(partner.get("/projects?mine=true").await.is(200).total(), before + 3);
}

async fn an_attempt_that_was_overtaken_writes_nothing(app: &TestApp) {
    let partner = app.partner_association().await;
    let draft = scene::draft(app, &partner, "Lire et écrire en famille").await;
    let (file, list) = (files::pdf("devis", 5_000_000), format!("{draft}/attachments"));
    let again = || files::attach(&partner, &draft, "devis.pdf", file.clone()).idempotency_key("clef-1");
    // The line of the first attempt stops in the middle of the file; of another one, so that nothing but the key is in its way.
    let slow = files::pdf("plan", 5_000_000);
    let (sender, parts) = mpsc::unbounded_channel::<Vec<u8>>();
    sender.send(slow[..2_000_000].to_vec()).unwrap();
    let rest =
        stream::unfold(parts, async |mut parts| Some((Ok::<_, std::io::Error>(parts.recv().await?), parts)));
    let first = tokio::spawn(partner.stream(&files::place(&draft, "devis.pdf"), Some("clef-1"), rest));
    // Each question takes its time.
    for _ in 0..2_000 {
        if app.stored_files() == 1 {
            break;
        }
        partner.get(&list).await.is(200);
    }
    assert_eq!(app.stored_files(), 1, "half of it is there");
    again().await.refused(ErrorCode::RequestUnderway);
    app.clock.advance(Duration::seconds(5));
    let second = again().await.is(201);
    sender.send(slow[2_000_000..].to_vec()).unwrap();
    drop(sender);
    first.await.unwrap().refused(ErrorCode::RequestUnderway);
    let kept = partner.get(&list).await.is(200);
    assert_eq!((kept.total(), &kept.items()[0]["id"]), (1, &second["id"]));
    assert_eq!(again().await.is(201).json(), second.json());
}

async fn a_key_is_forgotten_after_a_day(app: &TestApp) {
    let partner = app.partner_association().await;
    let body = json!({"call": scene::open_call(app).await.id(), "title": "Lire et écrire en famille"});
    let first = partner.post("/projects", &body).idempotency_key("clef-1").await.is(201);
    app.clock.advance(Duration::hours(23));
    let partner = app.log_in(partner.name(), tests::app::PASSWORD).await;
    let same = partner.post("/projects", &body).idempotency_key("clef-1").await.is(201);
    assert_eq!(same.id(), first.id(), "another session of the same person repeats the same request");
    app.clock.advance(Duration::hours(2));
    let partner = app.log_in(partner.name(), tests::app::PASSWORD).await;
    let other = partner.post("/projects", &body).idempotency_key("clef-1").await.is(201);
    assert_ne!(other.id(), first.id());
}

async fn a_repeated_answer_is_not_given_to_a_session_that_has_ended(app: &TestApp) {
    let partner = app.log_in("partner-association@demo.example", tests::app::PASSWORD).await;
    let body = json!({"call": scene::open_call(app).await.id(), "title": "Lire et écrire en famille"});
    partner.post("/projects", &body).idempotency_key("clef-1").await.is(201);
    partner.request(reqwest::Method::POST, "/auth/logout").await.is(204);
    let again = partner.post("/projects", &body).idempotency_key("clef-1").await;
    again.refused(ErrorCode::SessionEnded).never_says("Lire et écrire");
}

async fn a_repeated_submission_gives_the_same_receipt(app: &TestApp) {
    let partner = app.partner_association().await;
    let draft = scene::draft(app, &partner, "Lire et écrire en famille").await;
    let etag = partner.etag(&draft).await;
    let submit =
        || partner.post(&format!("{draft}/submit"), &json!({})).if_match(&etag).idempotency_key("clef-1");
    let first = submit().await.is(200);
    let second = submit().await.is(200);
    assert_eq!(first["receipt"], second["receipt"]);
    let without_key = partner.post(&format!("{draft}/submit"), &json!({})).if_match(&etag).await;
    assert!([409, 412].contains(&without_key.status), "{without_key:?}");
}

async fn a_dry_run_of_a_submission_files_nothing(app: &TestApp) {
    let partner = app.partner_association().await;
    let draft = scene::draft(app, &partner, "Lire et écrire en famille").await;
    let before = partner.get(&draft).await.is(200);
    let events = partner.get(&format!("{draft}/events")).await.is(200);
    let dry = partner.post(&format!("{draft}/submit?dry_run=true"), &json!({})).if_match(&before.etag());
    let dry = dry.await.is(200);
    assert_eq!(dry["status"], "submitted", "what would be");
    assert_eq!(partner.get(&draft).await.is(200).json(), before.json());
    assert_eq!(partner.get(&format!("{draft}/events")).await.is(200).json(), events.json());
    // The next real submission gets the number that the dry run did not take.
    partner.change(&draft, &json!({"need": ""})).await.is(200);
    let etag = partner.etag(&draft).await;
    let dry = partner.post(&format!("{draft}/submit?dry_run=true"), &json!({})).if_match(&etag);
    dry.await.only_at_field("/need", "required");
    let wrong = partner.post(&format!("{draft}/submit?dry_run=peut-etre"), &json!({})).if_match(&etag).await;
    assert!([400, 422].contains(&wrong.status), "{wrong:?}");
    assert_eq!(partner.get(&draft).await.is(200)["status"], "draft");
}

async fn a_dry_run_of_a_decision_writes_nothing(app: &TestApp) {
    let project = scene::admissible(app, &app.partner_association().await, "Lire et écrire en famille").await;
    let coordinator = app.coordinator().await;
    let decisions = format!("{}/decisions", scene::call_path(app).await);
    let before = coordinator.get(&decisions).await.is(200);
    let body = scene::decision(app, &project, "selected", 100).await;
    let dry = coordinator.post(&format!("{decisions}?dry_run=true"), &body).await;
    let dry = dry.is(200);
    assert_eq!(dry["outcome"], "selected", "{dry:?}");
    assert_eq!(coordinator.get(&decisions).await.is(200).json(), before.json());
    assert_eq!(coordinator.get(&project).await.is(200)["status"], "admissible");
    let beyond = scene::decision(app, &project, "selected", 9_000_000_000).await;
    let dry = coordinator.post(&format!("{decisions}?dry_run=true"), &beyond).await;
    dry.refused(ErrorCode::EnvelopeExceeded);
}

async fn a_dry_run_of_a_publication_publishes_nothing(app: &TestApp) {
    let project = scene::admissible(app, &app.partner_association().await, "Lire et écrire en famille").await;
    scene::decide(app, &project, "selected", 100_000).await.is(201);
    scene::settle_the_rest(app).await;
    let coordinator = app.coordinator().await;
    let call = scene::call_path(app).await;
    let publication = format!("{call}/publication?dry_run=true");
    let etag = coordinator.etag(&call).await;
    let unsigned = coordinator.post(&publication, &json!({})).if_match(&etag).await;
    unsigned.refused(ErrorCode::SignaturesMissing);
    scene::sign(app).await;
    let etag = coordinator.etag(&call).await;
    let dry = coordinator.post(&publication, &json!({})).if_match(&etag).await.is(200);
    assert_eq!((&dry["ready"], &dry["published_at"]), (&json!(true), &serde_json::Value::Null));
    assert_eq!(coordinator.get(&project).await.is(200)["status"], "decided");
    app.anonymous().get(&project).await.refused(ErrorCode::NotFound);
    assert_eq!(app.anonymous().get(&call).await.is(200)["status"], "open");
    coordinator.post(&format!("{call}/publication"), &json!({})).if_match(&etag).await.is(201);
    assert_eq!(app.anonymous().get(&project).await.is(200)["status"], "selected");
}
