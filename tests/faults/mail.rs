//! A mail server that is away, hangs, refuses or drops the line; processes that die; two processes on one outbox.

use chrono::Duration;
use serde_json::{Value, json};
use std::{collections::BTreeSet, time::Duration as Wait};
use tests::{
    Engine, Person, TestApp,
    app::PASSWORD,
    on_each_engine, scene,
    smtp::{MailServer, Mood, Received},
    text,
};
use tokio::time::timeout;

on_each_engine!(
    a_mail_is_delivered_with_its_link_and_both_bodies,
    a_mail_server_away_for_an_hour_gets_every_mail_once,
    a_process_killed_between_the_write_and_the_mail_loses_nothing,
    a_process_killed_while_it_hands_a_mail_over_leaves_it_uncertain,
    a_line_that_breaks_after_the_message_leaves_it_uncertain,
    two_processes_send_each_mail_once,
    a_refused_address_fails_visibly_and_can_be_tried_again,
    a_mail_that_is_put_off_for_two_days_is_given_up,
);

async fn invite(app: &TestApp, address: &str) {
    let body = json!({"email": address, "role": "observer", "programme": "soissons"});
    coordinator(app).await.post("/invitations", &body).await.is(201);
}

/// After a new login: the clock moves.
async fn coordinator(app: &TestApp) -> Person {
    app.log_in("coordinator@demo.example", PASSWORD).await
}

/// The outbox once it is as `there` wants it.
async fn outbox(app: &TestApp, there: impl Fn(&[Value]) -> bool) -> Vec<Value> {
    app.emails_once("coordinator", "", there).await
}

fn in_state(mails: &[Value], state: &str) -> usize {
    mails.iter().filter(|mail| mail["state"] == state).count()
}

fn ids(received: &[Received]) -> BTreeSet<String> {
    received.iter().map(|mail| mail.header("Message-ID")).collect()
}

async fn a_mail_is_delivered_with_its_link_and_both_bodies(engine: Engine) {
    let server = MailServer::start(Mood::Accepts).await;
    let app = TestApp::with_mail(engine, &server).await;
    let body = json!({"email": "camille@exemple.fr", "role": "observer", "programme": "soissons"});
    let invited = coordinator(&app).await.post("/invitations", &body).await.is(201);
    let received = server.has(1).await;
    let mail = &received[0];
    assert_eq!(mail.to, "camille@exemple.fr");
    assert!(mail.header("From").contains("ne-pas-repondre@exemple.fr"), "{mail:?}");
    assert_eq!(mail.header("Auto-Submitted"), "auto-generated");
    let plain = mail.decoded();
    assert!(plain.contains(&format!("/invitation/{}", text(&invited["token"]))), "{plain}");
    assert!(plain.contains("Cité éducative de Soissons") && plain.contains("<html lang=\"fr\">"), "{plain}");
    let sent = outbox(&app, |mails| in_state(mails, "sent") == 1).await;
    assert_eq!(mail.header("Message-ID"), format!("<{}>", text(&sent[0]["message_id"])));
    // A link that has left is not kept.
    let one = coordinator(&app).await.get(&format!("/emails/{}", text(&sent[0]["id"]))).await.is(200);
    one.never_says(text(&invited["token"]));
    app.stop().await;
}

async fn a_mail_server_away_for_an_hour_gets_every_mail_once(engine: Engine) {
    let server = MailServer::start(Mood::Drops).await;
    let app = TestApp::with_mail(engine, &server).await;
    for n in 0..3 {
        invite(&app, &format!("personne{n}@exemple.fr")).await;
    }
    for _ in 0..6 {
        app.clock.advance(Duration::minutes(10));
        let tried = |mails: &[Value]| mails.iter().all(|mail| mail["last_error"]["code"] == "unreachable");
        let mails = outbox(&app, tried).await;
        assert_eq!(in_state(&mails, "queued"), 3, "{mails:?}");
    }
    server.becomes(Mood::Accepts);
    // An attempt that was under way when the clock moved waits from then on.
    for _ in 0..10 {
        app.clock.advance(Duration::hours(4));
        if timeout(Wait::from_secs(3), server.has(3)).await.is_ok() {
            break;
        }
    }
    outbox(&app, |mails| in_state(mails, "sent") == 3).await;
    // What comes later shows that nothing came twice before it.
    app.clock.advance(Duration::hours(5));
    invite(&app, "derniere@exemple.fr").await;
    let received = server.has(4).await;
    assert_eq!((received.len(), ids(&received).len()), (4, 4), "{received:?}");
    app.stop().await;
}

async fn a_process_killed_between_the_write_and_the_mail_loses_nothing(engine: Engine) {
    let server = MailServer::start(Mood::Accepts).await;
    // Looks at the outbox when it starts, and then not before the test is over.
    let mut app = TestApp::with_rare_mail(engine, &server).await;
    let partner = app.partner_association().await;
    let filed = scene::submitted(&app, &partner, "Théâtre au collège").await;
    app.kill().await;
    assert!(server.received().is_empty());
    app.resume().await;
    let received = server.has(1).await;
    assert_eq!(received[0].to, "partner-association@demo.example");
    let number = partner.get(&filed).await.is(200)["number"].clone();
    assert!(received[0].decoded().contains(text(&number)), "{received:?}");
    outbox(&app, |mails| in_state(mails, "sent") == 1).await;
    app.kill().await;
    app.resume().await;
    assert_eq!(server.received().len(), 1);
    app.stop().await;
}

async fn a_process_killed_while_it_hands_a_mail_over_leaves_it_uncertain(engine: Engine) {
    let server = MailServer::start(Mood::HangsAfterMessage).await;
    let mut app = TestApp::with_mail(engine, &server).await;
    invite(&app, "camille@exemple.fr").await;
    server.has_taken(1).await;
    app.kill().await;
    server.becomes(Mood::Accepts);
    app.resume().await;
    let mails = outbox(&app, |mails| mails.len() == 1).await;
    assert_eq!(mails[0]["state"], "sending", "somebody may still be at it: {mails:?}");
    app.clock.advance(Duration::minutes(6));
    let mails = outbox(&app, |mails| in_state(mails, "uncertain") == 1).await;
    assert_eq!(mails[0]["last_error"]["code"], "interrupted");
    // Not before somebody asks for it.
    app.clock.advance(Duration::days(1));
    invite(&app, "autre@exemple.fr").await;
    assert_eq!(server.has(1).await[0].to, "autre@exemple.fr");
    let mail = format!("/emails/{}", text(&mails[0]["id"]));
    coordinator(&app).await.act(&mail, "retry", &json!({})).await.is(200);
    let received = server.has(2).await;
    assert_eq!(received[1].header("Message-ID"), format!("<{}>", text(&mails[0]["message_id"])));
    app.stop().await;
}

async fn a_line_that_breaks_after_the_message_leaves_it_uncertain(engine: Engine) {
    let server = MailServer::start(Mood::DropsAfterMessage).await;
    let app = TestApp::with_mail(engine, &server).await;
    invite(&app, "camille@exemple.fr").await;
    outbox(&app, |mails| in_state(mails, "uncertain") == 1).await;
    let status = coordinator(&app).await.get("/emails/status").await.is(200);
    assert_eq!((&status["uncertain"], &status["delivers"]), (&json!(1), &json!(true)));
    app.stop().await;
}

async fn two_processes_send_each_mail_once(engine: Engine) {
    let server = MailServer::start(Mood::Accepts).await;
    let app = TestApp::with_mail(engine, &server).await;
    let twin = app.twin().await;
    let there = twin.as_person(&coordinator(&app).await);
    for n in 0..12 {
        let body =
            json!({"email": format!("personne{n}@exemple.fr"), "role": "observer", "programme": "soissons"});
        if n % 2 == 0 {
            invite(&app, &format!("personne{n}@exemple.fr")).await;
        } else {
            there.post("/invitations", &body).await.is(201);
        }
    }
    server.has(12).await;
    outbox(&app, |mails| in_state(mails, "sent") == 12).await;
    app.clock.advance(Duration::hours(1));
    invite(&app, "derniere@exemple.fr").await;
    let received = server.has(13).await;
    assert_eq!((received.len(), ids(&received).len()), (13, 13), "{received:?}");
    twin.stop().await;
    app.stop().await;
}

async fn a_refused_address_fails_visibly_and_can_be_tried_again(engine: Engine) {
    let server = MailServer::start(Mood::Refuses).await;
    let app = TestApp::with_mail(engine, &server).await;
    invite(&app, "personne@exemple.fr").await;
    let failed = outbox(&app, |mails| in_state(mails, "failed") == 1).await;
    assert_eq!(failed[0]["last_error"]["code"], "refused");
    assert!(text(&failed[0]["last_error"]["detail"]).contains("no such mailbox"), "{failed:?}");
    server.becomes(Mood::Accepts);
    let mail = format!("/emails/{}", text(&failed[0]["id"]));
    coordinator(&app).await.act(&mail, "retry", &json!({})).await.is(200);
    server.has(1).await;
    app.stop().await;
}

async fn a_mail_that_is_put_off_for_two_days_is_given_up(engine: Engine) {
    let server = MailServer::start(Mood::PutsOff).await;
    let app = TestApp::with_mail(engine, &server).await;
    invite(&app, "personne@exemple.fr").await;
    let mut last = String::new();
    for _ in 0..40 {
        // A mail that was put off says until when; while an attempt is under way it still says the moment of that one.
        let settled = |mails: &[Value]| {
            let next = |mail: &Value| mail["next_attempt_at"].as_str().unwrap_or_default().to_owned();
            let put_off = |mail: &Value| mail["last_error"] != Value::Null && next(mail) > last;
            mails.iter().all(|mail| mail["state"] == "failed" || put_off(mail))
        };
        let mails = outbox(&app, settled).await;
        if in_state(&mails, "failed") == 1 {
            assert_eq!(mails[0]["last_error"]["code"], "postponed");
            assert!(mails[0]["attempts"].as_i64() > Some(7), "given up too soon: {mails:?}");
            app.stop().await;
            return;
        }
        last = text(&mails[0]["next_attempt_at"]).to_owned();
        app.clock.set(last.parse().unwrap());
    }
    panic!("it is still attempted after two days");
}
