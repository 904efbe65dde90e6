//! People of other organisations on a fiche: invited, in, changed, removed; and who answers for it.

use chrono::Duration;
use openapi::ErrorCode;
use serde_json::{Value, json};
use tests::{Answer, Person, TestApp, app::PASSWORD, on_both_engines, scene, text};

on_both_engines!(
    an_invited_editor_writes_this_fiche_and_no_other_and_does_not_file_it,
    an_invited_reader_reads_and_changes_nothing,
    an_account_that_exists_accepts_with_its_own_password,
    an_invitation_is_used_once_in_time_and_shown_its_secret_once,
    an_answer_that_tells_a_secret_is_not_repeated,
    a_removed_person_is_out_at_the_next_request,
    a_changed_role_works_at_the_next_request,
    an_invited_person_can_leave,
    only_owners_and_whoever_is_in_charge_decide_who_has_access,
    a_fiche_is_handed_over_to_one_who_may_write_it_and_one_person_is_in_charge,
    a_colleague_and_an_address_invited_twice_are_refused,
    whoever_collaborates_on_a_project_cannot_review_it,
    a_deleted_draft_takes_its_invitations_along,
    a_collaborator_finds_what_was_shared_in_lists_and_in_the_account,
);

const EMAIL: &str = "amina.diallo@exemple.fr";

fn people(project: &str) -> String {
    format!("{project}/collaborators")
}

async fn invite(owner: &Person, project: &str, email: &str, role: &str) -> Answer {
    owner.post(&people(project), &json!({"email": email, "role": role})).await
}

async fn accept(app: &TestApp, token: &str, name: &str) -> Answer {
    let body = json!({"token": token, "name": name, "password": PASSWORD});
    app.anonymous().post("/auth/invitations/accept", &body).await
}

/// Somebody without an account, invited and in.
async fn invited(app: &TestApp, owner: &Person, project: &str, role: &str) -> Person {
    let letter = invite(owner, project, EMAIL, role).await.is(201);
    accept(app, text(&letter["token"]), "Amina Diallo").await.is(200);
    app.log_in(EMAIL, PASSWORD).await
}

async fn listed(person: &Person, project: &str, email: &str) -> Value {
    let all = person.get(&people(project)).await.is(200);
    all.items().iter().find(|found| found["email"] == email).cloned().unwrap_or(Value::Null)
}

fn access(answer: &Answer) -> [bool; 3] {
    ["write", "file", "manage"].map(|name| answer["access"][name].as_bool().unwrap())
}

async fn an_invited_editor_writes_this_fiche_and_no_other_and_does_not_file_it(app: &TestApp) {
    let owner = app.partner_association().await;
    let draft = scene::draft(app, &owner, "Lire et écrire en famille").await;
    let other = scene::draft(app, &owner, "Zanzibar en fête").await;
    let amina = invited(app, &owner, &draft, "editor").await;
    let identity = format!("{draft}/sections/identity");
    amina.change(&identity, &json!({"title": "Lire ensemble"})).await.is(200);
    amina.change(&draft, &json!({"need": "Autre besoin."})).await.is(200);
    let read = amina.get(&draft).await.is(200);
    assert_eq!(access(&read), [true, false, false]);
    assert_eq!(read["allowed_transitions"], json!([]));
    amina.act(&draft, "submit", &json!({})).await.refused(ErrorCode::Forbidden);
    amina.delete(&draft, "*").await.refused(ErrorCode::Forbidden);
    amina.get(&other).await.refused(ErrorCode::NotFound).never_says("Zanzibar");
    amina.post("/projects", &json!({"call": "2026"})).await.refused(ErrorCode::Forbidden);
}

async fn an_invited_reader_reads_and_changes_nothing(app: &TestApp) {
    let owner = app.partner_association().await;
    let draft = scene::draft(app, &owner, "Lire et écrire en famille").await;
    let reader = invited(app, &owner, &draft, "reader").await;
    let read = reader.get(&draft).await.is(200);
    assert_eq!(read["need"], "Un enfant sur quatre entre en sixième sans lire aisément.");
    assert_eq!(access(&read), [false, false, false]);
    let change = json!({"title": "Volé"});
    reader.patch(&draft, "*", &change).await.refused(ErrorCode::Forbidden);
    reader.patch(&format!("{draft}/sections/identity"), "*", &change).await.refused(ErrorCode::Forbidden);
    // What the committee keeps to itself stays with it.
    owner.act(&draft, "submit", &json!({})).await.is(200);
    reader.get(&draft).await.is(200);
    let conflicts = reader.get(&format!("{draft}/conflicts")).await;
    assert!([403, 404].contains(&conflicts.status), "{conflicts:?}");
}

async fn an_account_that_exists_accepts_with_its_own_password(app: &TestApp) {
    let owner = app.partner_association().await;
    let draft = scene::draft(app, &owner, "Lire et écrire en famille").await;
    let school = app.partner_school().await;
    let address = text(&school.get("/me").await.is(200)["email"]).to_uppercase();
    let letter = invite(&owner, &draft, &address, "editor").await.is(201);
    let token = text(&letter["token"]);
    school.get(&draft).await.refused(ErrorCode::NotFound);
    let wrong = json!({"token": token, "name": "X", "password": "Une-autre-phrase-de-passe-2026"});
    app.anonymous().post("/auth/invitations/accept", &wrong).await.refused(ErrorCode::InvalidCredentials);
    accept(app, token, "X").await.is(200);
    // The name of the account is not the invitation's to change, and the same session sees the fiche at once.
    school.get(&draft).await.is(200);
    let person = &listed(&owner, &draft, &address.to_lowercase()).await["person"];
    assert_eq!(person["name"], school.get("/me").await.is(200)["name"]);
}

async fn an_invitation_is_used_once_in_time_and_shown_its_secret_once(app: &TestApp) {
    let owner = app.partner_association().await;
    let draft = scene::draft(app, &owner, "Lire et écrire en famille").await;
    let letter = invite(&owner, &draft, EMAIL, "editor").await.is(201);
    let token = text(&letter["token"]).to_owned();
    owner.get(&people(&draft)).await.is(200).never_says(&token);
    accept(app, &token, "Amina Diallo").await.is(200);
    accept(app, &token, "Amina Diallo").await.refused(ErrorCode::NotFound);
    let late = invite(&owner, &draft, "tard@exemple.fr", "reader").await.is(201);
    app.clock.advance(Duration::days(14));
    accept(app, text(&late["token"]), "Tardif").await.refused(ErrorCode::NotFound);
    // Nobody waits for an invitation that is over.
    let owner = app.log_in("partner-association@demo.example", PASSWORD).await;
    invite(&owner, &draft, "tard@exemple.fr", "reader").await.is(201);
}

async fn an_answer_that_tells_a_secret_is_not_repeated(app: &TestApp) {
    let owner = app.partner_association().await;
    let draft = scene::draft(app, &owner, "Lire et écrire en famille").await;
    let body = json!({"email": EMAIL, "role": "editor"});
    let ask = || owner.post(&people(&draft), &body).idempotency_key("inviter-amina");
    let token = text(&ask().await.is(201)["token"]).to_owned();
    ask().await.refused(ErrorCode::Duplicate).never_says(&token);
}

async fn a_removed_person_is_out_at_the_next_request(app: &TestApp) {
    let owner = app.partner_association().await;
    let draft = scene::draft(app, &owner, "Zanzibar en fête").await;
    let amina = invited(app, &owner, &draft, "editor").await;
    assert_eq!(amina.get("/projects?mine=true").await.is(200).total(), 1);
    let row = listed(&owner, &draft, EMAIL).await;
    let path = format!("{}/{}", people(&draft), text(&row["id"]));
    owner.delete(&path, "\"1\"").await.refused(ErrorCode::PreconditionFailed);
    owner.delete(&path, "\"2\"").await.is(204);
    for gone in
        [draft.clone(), people(&draft), format!("{draft}/presence"), format!("{draft}/sections/identity")]
    {
        amina.get(&gone).await.refused(ErrorCode::NotFound).never_says("Zanzibar");
    }
    let late = amina.patch(&format!("{draft}/sections/identity"), "*", &json!({"title": "Trop tard"})).await;
    late.refused(ErrorCode::NotFound);
    assert_eq!(amina.get("/projects?mine=true").await.is(200).total(), 0);
    assert_eq!(listed(&owner, &draft, EMAIL).await, Value::Null);
}

async fn a_changed_role_works_at_the_next_request(app: &TestApp) {
    let owner = app.partner_association().await;
    let draft = scene::draft(app, &owner, "Lire et écrire en famille").await;
    let amina = invited(app, &owner, &draft, "editor").await;
    let row = listed(&owner, &draft, EMAIL).await;
    let path = format!("{}/{}", people(&draft), text(&row["id"]));
    owner.patch(&path, "\"2\"", &json!({"role": "owner"})).await.only_at_field("/role", "unknown_value");
    let changed = owner.patch(&path, "\"2\"", &json!({"role": "reader"})).await.is(200);
    assert_eq!(changed["person"]["name"], "Amina Diallo");
    assert_eq!(changed.etag(), "\"3\"");
    amina.change(&draft, &json!({"need": "Encore."})).await.refused(ErrorCode::Forbidden);
    // Nobody gives the own account more.
    amina.patch(&path, "\"3\"", &json!({"role": "editor"})).await.refused(ErrorCode::Forbidden);
}

async fn an_invited_person_can_leave(app: &TestApp) {
    let owner = app.partner_association().await;
    let draft = scene::draft(app, &owner, "Lire et écrire en famille").await;
    let amina = invited(app, &owner, &draft, "reader").await;
    let other = invite(&owner, &draft, "autre@exemple.fr", "editor").await.is(201).id();
    amina.delete(&format!("{}/{other}", people(&draft)), "*").await.refused(ErrorCode::Forbidden);
    let own = text(&listed(&amina, &draft, EMAIL).await["id"]).to_owned();
    amina.delete(&format!("{}/{own}", people(&draft)), "*").await.is(204);
    amina.get(&draft).await.refused(ErrorCode::NotFound);
}

async fn only_owners_and_whoever_is_in_charge_decide_who_has_access(app: &TestApp) {
    let owner = app.partner_association().await;
    let partner = scene::partner_of(&owner).await;
    let seat =
        json!({"role": "partner", "programme": "soissons", "partner": partner, "partner_role": "editor"});
    let colleague = app.join("collegue@exemple.fr", seat).await;
    let draft = scene::draft(app, &owner, "Lire et écrire en famille").await;
    invite(&colleague, &draft, EMAIL, "editor").await.refused(ErrorCode::Forbidden);
    // The fiche that the colleague started is the colleague's to share, and the owner's too.
    let own = scene::draft(app, &colleague, "Théâtre au collège").await;
    assert_eq!(access(&colleague.get(&own).await.is(200)), [true, true, true]);
    invite(&colleague, &own, EMAIL, "editor").await.is(201);
    invite(&owner, &own, "autre@exemple.fr", "reader").await.is(201);
    let role = json!({"email": "x@exemple.fr", "role": "owner"});
    owner.post(&people(&own), &role).await.only_at_field("/role", "unknown_value");
    invite(&app.partner_school().await, &own, EMAIL, "editor").await.refused(ErrorCode::NotFound);
    invite(&app.coordinator().await, &own, EMAIL, "editor").await.refused(ErrorCode::Forbidden);
}

async fn a_fiche_is_handed_over_to_one_who_may_write_it_and_one_person_is_in_charge(app: &TestApp) {
    let owner = app.partner_association().await;
    let draft = scene::draft(app, &owner, "Lire et écrire en famille").await;
    let amina = invited(app, &owner, &draft, "editor").await;
    let to = scene::user_id(&amina).await;
    let transfer = format!("{}/transfer", people(&draft));
    amina.post(&transfer, &json!({"person": to})).await.refused(ErrorCode::Forbidden);
    let stranger = scene::user_id(&app.partner_school().await).await;
    let refused = owner.post(&transfer, &json!({"person": stranger})).await;
    refused.only_at_field("/person", "unknown_reference");
    let after = owner.post(&transfer, &json!({"person": to})).await.is(200);
    let in_charge: Vec<_> = after.items().iter().filter(|person| person["in_charge"] == true).collect();
    assert_eq!(in_charge.len(), 1);
    assert_eq!(in_charge[0]["person"]["id"], to);
    assert_eq!(access(&amina.get(&draft).await.is(200)), [true, true, true]);
    invite(&amina, &draft, "autre@exemple.fr", "reader").await.is(201);
    // Whoever is in charge is neither demoted nor removed before it is handed over; the owners keep their rights.
    let row = listed(&owner, &draft, EMAIL).await;
    let path = format!("{}/{}", people(&draft), text(&row["id"]));
    owner.patch(&path, "*", &json!({"role": "reader"})).await.refused(ErrorCode::InUse);
    owner.delete(&path, "*").await.refused(ErrorCode::InUse);
    assert_eq!(access(&owner.get(&draft).await.is(200)), [true, true, true]);
    amina.act(&draft, "submit", &json!({})).await.is(200);
    let back = scene::user_id(&owner).await;
    owner.post(&transfer, &json!({"person": back})).await.is(200);
    owner.delete(&path, "*").await.is(204);
    let kinds = owner.all(&format!("{draft}/events")).await;
    assert_eq!(kinds.iter().filter(|event| event["kind"] == "handed_over").count(), 2);
}

async fn a_colleague_and_an_address_invited_twice_are_refused(app: &TestApp) {
    let owner = app.partner_association().await;
    let draft = scene::draft(app, &owner, "Lire et écrire en famille").await;
    invite(&owner, &draft, EMAIL, "editor").await.is(201);
    invite(&owner, &draft, &EMAIL.to_uppercase(), "reader").await.refused(ErrorCode::Duplicate);
    invite(&owner, &draft, "partner-association@demo.example", "reader").await.refused(ErrorCode::Duplicate);
    invite(&owner, &draft, "amina", "reader").await.only_at_field("/email", "invalid_email");
}

async fn whoever_collaborates_on_a_project_cannot_review_it(app: &TestApp) {
    let owner = app.partner_association().await;
    let draft = scene::draft(app, &owner, "Lire et écrire en famille").await;
    let reviewer = app.reviewer_2().await;
    let letter = invite(&owner, &draft, "reviewer-2@demo.example", "reader").await.is(201);
    accept(app, text(&letter["token"]), "X").await.is(200);
    owner.act(&draft, "submit", &json!({})).await.is(200);
    let coordinator = app.coordinator().await;
    coordinator.act(&draft, "admissibility", &json!({"admissible": true})).await.is(200);
    scene::assign(app, &draft, &reviewer).await.refused(ErrorCode::ConflictOfInterest);
    let conflicts = coordinator.all(&format!("{draft}/conflicts")).await;
    let own = scene::user_id(&reviewer).await;
    let found = conflicts.iter().find(|conflict| conflict["person"]["id"] == own).unwrap();
    assert_eq!(found["source"], "collaborates");
}

async fn a_deleted_draft_takes_its_invitations_along(app: &TestApp) {
    let owner = app.partner_association().await;
    let draft = scene::draft(app, &owner, "Lire et écrire en famille").await;
    let amina = invited(app, &owner, &draft, "editor").await;
    let letter = invite(&owner, &draft, "autre@exemple.fr", "editor").await.is(201);
    let presence = amina.request(reqwest::Method::PUT, &format!("{draft}/presence"));
    presence.json(&json!({"section": "budget"})).await.is(200);
    amina.change(&format!("{draft}/sections/identity"), &json!({"title": "Lire ensemble"})).await.is(200);
    let etag = owner.etag(&draft).await;
    owner.delete(&draft, &etag).await.is(204);
    amina.get(&draft).await.refused(ErrorCode::NotFound);
    accept(app, text(&letter["token"]), "Autre").await.refused(ErrorCode::NotFound);
    assert_eq!(amina.get("/me").await.is(200)["collaborations"], json!([]));
}

async fn a_collaborator_finds_what_was_shared_in_lists_and_in_the_account(app: &TestApp) {
    let owner = app.partner_association().await;
    let draft = scene::draft(app, &owner, "Zanzibar en fête").await;
    scene::draft(app, &owner, "Zanzibar en hiver").await;
    let amina = invited(app, &owner, &draft, "editor").await;
    for list in ["/projects?mine=true", "/projects?q=zanzibar", "/projects?objective=O2&status=draft"] {
        let found = amina.get(list).await.is(200);
        assert_eq!(found.total(), 1, "{list}");
        assert_eq!(found.items()[0]["id"], scene::id(&draft), "{list}");
    }
    let me = amina.get("/me").await.is(200);
    assert_eq!(me["memberships"], json!([]));
    assert_eq!(me["collaborations"], json!([{"project": scene::id(&draft), "role": "editor"}]));
}
