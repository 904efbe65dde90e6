//! Reminders before the deadline: to those with a draft, once each, only the latest that is due.

use chrono::Duration;
use serde_json::{Value, json};
use tests::{Engine, TestApp, on_each_engine, scene, text};

on_each_engine!(
    those_with_a_draft_are_reminded_three_times_by_two_processes,
    after_a_pause_only_the_latest_reminder_is_written,
    who_has_filed_is_not_reminded,
);

const REMINDERS: &str = "?kind=deadline_reminder";

async fn reminders(app: &TestApp, count: usize) -> Vec<Value> {
    app.emails_once("coordinator", REMINDERS, |mails| mails.len() >= count).await
}

async fn those_with_a_draft_are_reminded_three_times_by_two_processes(engine: Engine) {
    let app = TestApp::reminding(engine).await;
    let twin = app.twin().await;
    let owner = app.partner_association().await;
    let partner = scene::partner_of(&owner).await;
    let reader =
        json!({"role": "partner", "programme": "soissons", "partner": partner, "partner_role": "reader"});
    app.join("lecture@exemple.fr", reader).await;
    scene::draft(&app, &owner, "Lire et écrire en famille").await;
    let deadline = scene::deadline(&app).await;
    app.clock.set(deadline - Duration::days(8));
    for (before, count, left) in [
        (Duration::days(7), 1, "7\u{a0}jours"),
        (Duration::hours(48), 2, "48\u{a0}heures"),
        (Duration::hours(3), 3, "3\u{a0}heures"),
    ] {
        app.clock.set(deadline - before);
        let written = reminders(&app, count).await;
        assert_eq!(written.len(), count, "{written:?}");
        assert_eq!(written[0]["recipient"], "partner-association@demo.example");
        assert!(text(&written[0]["subject"]).contains(left), "{written:?}");
        assert_eq!(written[0]["expires_at"], json!(deadline.format("%Y-%m-%dT%H:%M:%SZ").to_string()));
    }
    // The last turn before the deadline adds none, and what did not leave by then never does.
    app.clock.set(deadline);
    app.emails_once("coordinator", REMINDERS, |mails| mails.iter().all(|mail| mail["state"] == "failed"))
        .await;
    assert_eq!(reminders(&app, 3).await.len(), 3);
    twin.stop().await;
    app.stop().await;
}

async fn after_a_pause_only_the_latest_reminder_is_written(engine: Engine) {
    let mut app = TestApp::reminding(engine).await;
    let owner = app.partner_association().await;
    scene::draft(&app, &owner, "Lire et écrire en famille").await;
    let deadline = scene::deadline(&app).await;
    app.pause().await;
    app.clock.set(deadline - Duration::hours(2));
    app.resume().await;
    let written = reminders(&app, 1).await;
    assert_eq!(written.len(), 1, "{written:?}");
    assert!(text(&written[0]["subject"]).contains("2\u{a0}heures"), "{written:?}");
    app.stop().await;
}

async fn who_has_filed_is_not_reminded(engine: Engine) {
    let app = TestApp::reminding(engine).await;
    let (owner, school) = (app.partner_association().await, app.partner_school().await);
    scene::submitted(&app, &owner, "Lire et écrire en famille").await;
    scene::draft(&app, &school, "Théâtre au collège").await;
    let deadline = scene::deadline(&app).await;
    app.clock.set(deadline - Duration::hours(48));
    let written = reminders(&app, 1).await;
    let to: Vec<&Value> = written.iter().map(|mail| &mail["recipient"]).collect();
    assert_eq!(to, [&json!("partner-school@demo.example")]);
    app.stop().await;
}
