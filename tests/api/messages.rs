//! Messages between a project's partner and the coordination.

use openapi::{ErrorCode, limits::MESSAGE_MAX};
use serde_json::json;
use tests::{Answer, Person, TestApp, on_both_engines, scene};

on_both_engines!(
    a_thread_is_read_by_both_sides_and_by_nobody_else,
    a_message_has_a_length,
    on_a_draft_the_partner_writes_first,
    who_reads_for_the_partner_does_not_write,
    what_is_unread_is_counted_for_each_person,
    marks_never_go_back,
    projects_with_unread_messages_are_listed,
    a_message_sent_again_with_its_key_is_written_once,
    a_long_thread_is_read_page_by_page,
    a_deleted_draft_takes_its_messages_along,
);

async fn say(person: &Person, project: &str, words: &str) -> Answer {
    person.post(&format!("{project}/messages"), &json!({"text": words})).await
}

async fn unread(person: &Person, project: &str) -> Option<i64> {
    person.get(project).await.is(200)["unread_messages"].as_i64()
}

async fn a_thread_is_read_by_both_sides_and_by_nobody_else(app: &TestApp) {
    let (partner, coordinator) = (app.partner_association().await, app.coordinator().await);
    let project = scene::admissible(app, &partner, "Lire en famille").await;
    let thread = format!("{project}/messages");
    let asked = say(&partner, &project, "Pouvons-nous joindre un devis ?").await.is(201);
    assert_eq!(
        (&asked["side"], &asked["own"], &asked["unread"]),
        (&json!("applicant"), &json!(true), &json!(false))
    );
    assert_eq!(asked.header("location"), format!("/api/v1{thread}"));
    say(&coordinator, &project, "Oui, avant vendredi.\nMerci.").await.is(201);
    let read = partner.get(&thread).await.is(200);
    assert_eq!(read.each("text"), ["Oui, avant vendredi.\nMerci.", "Pouvons-nous joindre un devis ?"]);
    assert_eq!(read.each("unread"), [true, false]);
    assert!(read.items()[0]["author"].is_null(), "who of the coordination wrote stays there\n{read:?}");
    let there = coordinator.get(&thread).await.is(200);
    assert!(there.items()[1]["author"].is_string(), "{there:?}");
    let reviewer = app.reviewer_1().await;
    scene::assign(app, &project, &reviewer).await.is(201);
    for stranger in [
        reviewer,
        app.carrier_ville().await,
        app.observer().await,
        app.partner_school().await,
        app.admin().await,
    ] {
        stranger.get(&thread).await.refused(ErrorCode::NotFound);
        say(&stranger, &project, "Bonjour").await.refused(ErrorCode::NotFound);
        let id = there.items()[0]["id"].clone();
        stranger.post(&format!("{thread}/read"), &json!({"until": id})).await.refused(ErrorCode::NotFound);
        let seen = stranger.get(&project).await;
        assert!(seen["unread_messages"].is_null(), "{seen:?}");
    }
    app.anonymous().get(&thread).await.refused(ErrorCode::Unauthenticated);
}

async fn a_message_has_a_length(app: &TestApp) {
    let partner = app.partner_association().await;
    let project = scene::submitted(app, &partner, "Lire en famille").await;
    for (words, rule) in [("", "required"), (" \n ", "required"), ("a\u{7}b", "control_characters")] {
        say(&partner, &project, words).await.only_at_field("/text", rule);
    }
    say(&partner, &project, &"é".repeat(MESSAGE_MAX + 1)).await.only_at_field("/text", "too_long");
    say(&partner, &project, &"é".repeat(MESSAGE_MAX)).await.is(201);
    let more = json!({"text": "a", "to": "b"});
    partner.post(&format!("{project}/messages"), &more).await.only_at_field("/to", "unknown_field");
}

async fn on_a_draft_the_partner_writes_first(app: &TestApp) {
    let (partner, coordinator) = (app.partner_association().await, app.coordinator().await);
    let draft = scene::draft(app, &partner, "Lire en famille").await;
    say(&coordinator, &draft, "Où en êtes-vous ?").await.refused(ErrorCode::ThreadNotStarted);
    assert_eq!(coordinator.get(&format!("{draft}/messages")).await.is(200).total(), 0);
    say(&partner, &draft, "Une question.").await.is(201);
    assert_eq!(unread(&coordinator, &draft).await, Some(1));
    say(&coordinator, &draft, "Oui ?").await.is(201);
    say(&app.partner_school().await, &draft, "Bonjour").await.refused(ErrorCode::NotFound);
    say(&app.observer().await, &draft, "Bonjour").await.refused(ErrorCode::NotFound);
}

async fn who_reads_for_the_partner_does_not_write(app: &TestApp) {
    let owner = app.partner_association().await;
    let project = scene::submitted(app, &owner, "Lire en famille").await;
    let partner = scene::partner_of(&owner).await;
    let seat =
        json!({"role": "partner", "programme": "soissons", "partner": partner, "partner_role": "reader"});
    let reader = app.join("lecture@exemple.fr", seat).await;
    say(&app.coordinator().await, &project, "Bonjour.").await.is(201);
    assert_eq!(reader.get(&format!("{project}/messages")).await.is(200).total(), 1);
    assert_eq!(unread(&reader, &project).await, Some(1));
    say(&reader, &project, "Bonjour.").await.refused(ErrorCode::Forbidden);
}

async fn what_is_unread_is_counted_for_each_person(app: &TestApp) {
    let (partner, coordinator) = (app.partner_association().await, app.coordinator().await);
    let project = scene::submitted(app, &partner, "Lire en famille").await;
    assert_eq!(unread(&partner, &project).await, Some(0));
    let first = say(&coordinator, &project, "Un.").await.is(201).id();
    say(&coordinator, &project, "Deux.").await.is(201);
    assert_eq!(unread(&partner, &project).await, Some(2));
    assert_eq!(unread(&coordinator, &project).await, Some(0), "one's own are read");
    let read = format!("{project}/messages/read");
    let left = partner.post(&read, &json!({"until": first})).await.is(200);
    assert_eq!(left["unread"], 1);
    assert_eq!(unread(&partner, &project).await, Some(1));
    let listed = partner.all("/projects?mine=true").await;
    let found = listed.iter().find(|item| item["id"] == scene::id(&project)).unwrap();
    assert_eq!(found["unread_messages"], 1);
    assert!(app.observer().await.all("/projects").await.iter().all(|item| item["unread_messages"].is_null()));
}

async fn marks_never_go_back(app: &TestApp) {
    let (partner, coordinator) = (app.partner_association().await, app.coordinator().await);
    let project = scene::submitted(app, &partner, "Lire en famille").await;
    let other = scene::submitted(app, &partner, "Théâtre au collège").await;
    let first = say(&coordinator, &project, "Un.").await.is(201).id();
    let second = say(&coordinator, &project, "Deux.").await.is(201).id();
    let elsewhere = say(&coordinator, &other, "Trois.").await.is(201).id();
    let read = format!("{project}/messages/read");
    partner.post(&read, &json!({"until": second})).await.is(200);
    assert_eq!(partner.post(&read, &json!({"until": first})).await.is(200)["unread"], 0);
    partner.post(&read, &json!({"until": elsewhere})).await.only_at_field("/until", "unknown_reference");
    partner.post(&read, &json!({"until": "1"})).await.only_at_field("/until", "wrong_type");
}

async fn projects_with_unread_messages_are_listed(app: &TestApp) {
    let (partner, coordinator) = (app.partner_association().await, app.coordinator().await);
    let count = async |person: &Person| person.get("/projects?unread=true").await.is(200).total();
    let before = (count(&partner).await, count(&coordinator).await);
    let project = scene::submitted(app, &partner, "Lire en famille").await;
    let said = say(&coordinator, &project, "Bonjour.").await.is(201).id();
    assert_eq!(count(&partner).await, before.0 + 1);
    assert_eq!(count(&coordinator).await, before.1);
    let listed = partner.all("/projects?unread=true").await;
    assert!(listed.iter().any(|item| item["id"] == scene::id(&project)), "{listed:?}");
    partner.post(&format!("{project}/messages/read"), &json!({"until": said})).await.is(200);
    assert_eq!(count(&partner).await, before.0);
    assert_eq!(count(&app.partner_school().await).await, 0);
    assert_eq!(count(&app.carrier_ville().await).await, 0);
    assert_eq!(count(&app.anonymous()).await, 0);
}

async fn a_message_sent_again_with_its_key_is_written_once(app: &TestApp) {
    let partner = app.partner_association().await;
    let project = scene::submitted(app, &partner, "Lire en famille").await;
    let thread = format!("{project}/messages");
    let send = || partner.post(&thread, &json!({"text": "Bonjour."})).idempotency_key("bonjour");
    let (first, again) = (send().await.is(201), send().await.is(201));
    assert_eq!(first.id(), again.id());
    assert_eq!(partner.get(&thread).await.is(200).total(), 1);
}

async fn a_long_thread_is_read_page_by_page(app: &TestApp) {
    let partner = app.partner_association().await;
    let project = scene::submitted(app, &partner, "Lire en famille").await;
    let thread = format!("{project}/messages");
    for n in 0..5 {
        say(&partner, &project, &format!("Message {n}")).await.is(201);
    }
    let page = partner.get(&format!("{thread}?limit=2")).await.is(200);
    assert_eq!((page.each("text"), page.total()), (vec![&json!("Message 4"), &json!("Message 3")], 5));
    say(&partner, &project, "Entre-temps").await.is(201);
    let cursor = tests::text(&page["next"]).to_owned();
    let next = partner.get(&format!("{thread}?limit=2&cursor={cursor}")).await.is(200);
    assert_eq!(next.each("text"), ["Message 2", "Message 1"]);
    partner.get(&format!("{thread}?sort=author")).await.only_at_field("/sort", "unknown_sort");
}

async fn a_deleted_draft_takes_its_messages_along(app: &TestApp) {
    let partner = app.partner_association().await;
    let draft = scene::draft(app, &partner, "Lire en famille").await;
    let said = say(&partner, &draft, "Une question.").await.is(201).id();
    let coordinator = app.coordinator().await;
    coordinator.post(&format!("{draft}/messages/read"), &json!({"until": said})).await.is(200);
    partner.delete(&draft, &partner.etag(&draft).await).await.is(204);
    partner.get(&format!("{draft}/messages")).await.refused(ErrorCode::NotFound);
}
