//! The built program, killed by SIGKILL in the middle of its work and started again on the same port and database.

use openapi::ErrorCode;
use serde_json::{Value, json};
use tests::{
    Engine, Person, TestApp,
    app::PASSWORD,
    files::{attach, pdf},
    on_each_engine, scene,
    smtp::{MailServer, Mood, Protection},
    text,
};
use tokio::{io::AsyncWriteExt, net::TcpStream, sync::mpsc};

on_each_engine!(
    what_was_answered_is_there_after_a_kill,
    a_submission_that_was_cut_is_sent_again_and_filed_once,
    an_upload_cut_by_a_kill_leaves_nothing,
    a_kill_between_the_write_and_the_mail_sends_it_once,
    a_kill_before_the_message_is_handed_over_sends_it_once,
    a_kill_while_the_message_is_handed_over_leaves_it_uncertain,
    mails_go_out_under_tls_to_who_knows_the_password,
    a_setting_that_cannot_be_used_stops_the_start_with_its_name,
    a_mail_server_whose_certificate_nobody_knows_gets_no_password,
);

const FROM: (&str, &str) = ("ALLIANCE_MAIL_FROM", "Alliance <ne-pas-repondre@exemple.fr>");

async fn mailing(engine: Engine, server: &MailServer) -> TestApp {
    let settings = [("ALLIANCE_SMTP_URL", server.url()), (FROM.0, FROM.1.to_owned())];
    TestApp::as_process(engine, &settings).await
}

async fn invite(app: &TestApp, address: &str) {
    let body = json!({"email": address, "role": "observer", "programme": "soissons"});
    app.coordinator().await.post("/invitations", &body).await.is(201);
}

async fn kill_and_restart(app: &mut TestApp) {
    app.kill().await;
    app.resume().await;
}

async fn what_was_answered_is_there_after_a_kill(engine: Engine) {
    let mut app = TestApp::as_process(engine, &[]).await;
    let partner = app.partner_association().await;
    let draft = scene::draft(&app, &partner, "Lire en famille").await;
    let mut last = 0;
    for round in 1..=3 {
        let (answered, mut answers) = mpsc::unbounded_channel();
        let (writer, path) = (partner.clone(), draft.clone());
        // Writes until nobody answers any more.
        let writing = tokio::spawn(async move {
            for n in round * 1_000.. {
                let need = json!({"need": format!("Besoin {n}")});
                writer.patch(&path, "*", &need).await.is(200);
                answered.send(n).unwrap();
            }
        });
        for _ in 0..20 {
            last = answers.recv().await.unwrap();
        }
        app.kill().await;
        assert!(writing.await.is_err(), "nobody answers");
        while let Some(n) = answers.recv().await {
            last = n;
        }
        app.resume().await;
        // The change after the last answered one may have been written without a word.
        let need = text(&partner.get(&draft).await.is(200)["need"]).to_owned();
        assert!(need == format!("Besoin {last}") || need == format!("Besoin {}", last + 1), "{need} {last}");
    }
    assert!(last > 3_000);
    app.stop().await;
}

async fn a_submission_that_was_cut_is_sent_again_and_filed_once(engine: Engine) {
    let server = MailServer::start(Mood::Accepts).await;
    let mut app = mailing(engine, &server).await;
    let partner = app.partner_association().await;
    for round in 0..4 {
        let draft = scene::draft(&app, &partner, &format!("Projet numéro {round}")).await;
        let etag = partner.etag(&draft).await;
        let key = format!("clef-{round}");
        let submit =
            || partner.post(&format!("{draft}/submit"), &json!({})).if_match(&etag).idempotency_key(&key);
        // Killed before, during or after the transaction: the person cannot tell, and sends it again.
        let sending = tokio::spawn(submit().into_future());
        for _ in 0..round {
            tokio::task::yield_now().await;
        }
        app.kill().await;
        drop(sending.await);
        app.resume().await;
        // For some seconds the first attempt could still be at work elsewhere.
        let mut again = submit().await;
        while again.status == 409 && again["code"] == "request_underway" {
            again = submit().await;
        }
        // Cut between the transaction and its answer: it is done, and said to be.
        if again.status != 200 {
            again.refused(ErrorCode::RequestDone);
        }
        assert_eq!(partner.get(&draft).await.is(200)["status"], "submitted");
        let events = partner.get(&format!("{draft}/events")).await.is(200);
        let filed = events.each("kind").iter().filter(|kind| ***kind == json!("submitted")).count();
        assert_eq!(filed, 1, "{events:?}");
    }
    let receipts = app.emails_once("coordinator", "?kind=receipt", |mails| mails.len() == 4).await;
    let mut causes: Vec<&str> = receipts.iter().map(|mail| text(&mail["subject"])).collect();
    causes.sort_unstable();
    causes.dedup();
    assert_eq!(causes.len(), 4, "{receipts:?}");
    app.stop().await;
}

async fn attachments(person: &Person, draft: &str) -> i64 {
    person.get(&format!("{draft}/attachments")).await.is(200).total()
}

async fn an_upload_cut_by_a_kill_leaves_nothing(engine: Engine) {
    let mut app = TestApp::as_process(engine, &[]).await;
    let partner = app.partner_association().await;
    let draft = scene::draft(&app, &partner, "Lire en famille").await;
    let mut line = TcpStream::connect(app.origin().replace("http://", "")).await.unwrap();
    let request = format!(
        "POST /api/v1{draft}/attachments?name=devis.pdf HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {}\r\n\
         Content-Length: 5000000\r\n\r\n",
        partner.token()
    );
    line.write_all(request.as_bytes()).await.unwrap();
    line.write_all(&pdf("devis", 1_000_000)).await.unwrap();
    // Each question takes its time.
    for _ in 0..2_000 {
        if app.stored_files() == 1 {
            break;
        }
        attachments(&partner, &draft).await;
    }
    assert_eq!(app.stored_files(), 1, "half of it is there");
    kill_and_restart(&mut app).await;
    assert_eq!(attachments(&partner, &draft).await, 0);
    let whole = pdf("devis", 5_000_000);
    let sent = attach(&partner, &draft, "devis.pdf", whole.clone()).await.is(201);
    assert_eq!(attachments(&partner, &draft).await, 1);
    let content = format!("{draft}/attachments/{}/content", sent.id());
    assert!(partner.get(&content).await.is(200).body == whole);
    app.stop().await;
}

fn in_state(mails: &[Value], state: &str) -> usize {
    mails.iter().filter(|mail| mail["state"] == state).count()
}

/// What comes later shows that nothing came twice before it.
async fn only_so_many_came(app: &TestApp, server: &MailServer, count: usize) {
    invite(app, "derniere@exemple.fr").await;
    let received = server.has(count + 1).await;
    assert_eq!(received.len(), count + 1, "{received:?}");
    assert_eq!(received[count].to, "derniere@exemple.fr");
}

async fn a_kill_between_the_write_and_the_mail_sends_it_once(engine: Engine) {
    let server = MailServer::start(Mood::Accepts).await;
    // Without a mail server nothing leaves before the kill.
    let mut app = TestApp::as_process(engine, &[]).await;
    let partner = app.partner_association().await;
    let filed = scene::submitted(&app, &partner, "Théâtre au collège").await;
    app.kill().await;
    assert!(server.received().is_empty());
    app.set("ALLIANCE_SMTP_URL", &server.url());
    app.set(FROM.0, FROM.1);
    app.resume().await;
    let received = server.has(1).await;
    assert_eq!(received[0].to, "partner-association@demo.example");
    let number = partner.get(&filed).await.is(200)["number"].clone();
    assert!(received[0].decoded().contains(text(&number)), "{received:?}");
    app.emails_once("coordinator", "", |mails| in_state(mails, "sent") == 1).await;
    kill_and_restart(&mut app).await;
    only_so_many_came(&app, &server, 1).await;
    app.stop().await;
}

async fn a_kill_before_the_message_is_handed_over_sends_it_once(engine: Engine) {
    let server = MailServer::start(Mood::HangsBeforeMessage).await;
    let mut app = mailing(engine, &server).await;
    invite(&app, "camille@exemple.fr").await;
    server.has_met(1).await;
    app.kill().await;
    server.becomes(Mood::Accepts);
    app.end_claims().await;
    app.resume().await;
    let received = server.has(1).await;
    assert_eq!(received[0].to, "camille@exemple.fr");
    app.emails_once("coordinator", "", |mails| in_state(mails, "sent") == 1).await;
    only_so_many_came(&app, &server, 1).await;
    app.stop().await;
}

async fn a_kill_while_the_message_is_handed_over_leaves_it_uncertain(engine: Engine) {
    let server = MailServer::start(Mood::HangsAfterMessage).await;
    let mut app = mailing(engine, &server).await;
    invite(&app, "camille@exemple.fr").await;
    server.has_taken(1).await;
    app.kill().await;
    server.becomes(Mood::Accepts);
    app.end_claims().await;
    app.resume().await;
    let mails = app.emails_once("coordinator", "", |mails| in_state(mails, "uncertain") == 1).await;
    assert_eq!(mails[0]["last_error"]["code"], "interrupted");
    // Not sent again by itself: somebody has to ask for it.
    only_so_many_came(&app, &server, 0).await;
    let mail = format!("/emails/{}", text(&mails[0]["id"]));
    app.coordinator().await.act(&mail, "retry", &json!({})).await.is(200);
    let received = server.has(2).await;
    assert_eq!(received[1].header("Message-ID"), format!("<{}>", text(&mails[0]["message_id"])));
    app.stop().await;
}

async fn mails_go_out_under_tls_to_who_knows_the_password(engine: Engine) {
    for protection in [Protection::StartTls, Protection::Wrapped] {
        let server = MailServer::protected(Mood::Accepts, protection).await;
        let folder = tempfile::tempdir().unwrap();
        let authority = folder.path().join("authority.pem");
        std::fs::write(&authority, &server.authority).unwrap();
        let settings = [
            ("ALLIANCE_SMTP_URL", server.url()),
            (FROM.0, FROM.1.to_owned()),
            ("ALLIANCE_SMTP_CA_FILE", authority.display().to_string()),
        ];
        let app = TestApp::as_process(engine, &settings).await;
        invite(&app, "camille@exemple.fr").await;
        assert_eq!(server.has(1).await[0].to, "camille@exemple.fr");
        app.stop().await;
    }
}

async fn a_setting_that_cannot_be_used_stops_the_start_with_its_name(engine: Engine) {
    let server = MailServer::start(Mood::Accepts).await;
    let app = mailing(engine, &server).await;
    for (name, value) in [
        ("ALLIANCE_SMTP_CA_FILE", "/nowhere.pem"),
        ("ALLIANCE_SMTP_CA_FILE", "/dev/null"),
        ("ALLIANCE_SMTP_URL", "smtp://town:secret@smtp.exemple.fr"),
        ("ALLIANCE_MAIL_KEEP_MONTHS", "0"),
        ("ALLIANCE_MAIL_KEEP_MONTHS", "a year"),
    ] {
        let said = app.start_that_fails(name, value).await;
        assert!(said.contains(name) && !said.contains("town:secret"), "{name}={value}: {said}");
    }
    app.stop().await;
}

async fn a_mail_server_whose_certificate_nobody_knows_gets_no_password(engine: Engine) {
    let server = MailServer::protected(Mood::Accepts, Protection::StartTls).await;
    let app = mailing(engine, &server).await;
    invite(&app, "camille@exemple.fr").await;
    let tried = |mails: &[Value]| mails.iter().all(|mail| mail["last_error"]["code"] == "unreachable");
    let mails = app.emails_once("coordinator", "", tried).await;
    assert_eq!(in_state(&mails, "queued"), 1, "{mails:?}");
    assert!(server.received().is_empty());
    let admin = app.log_in("admin@demo.example", PASSWORD).await;
    admin.get("/emails/status").await.is(200).never_says("p@ss");
    app.stop().await;
}
