//! Logging in, staying logged in, being logged out.

use chrono::Duration;
use openapi::ErrorCode;
use reqwest::Method;
use serde_json::{Value, json};
use tests::{Answer, Person, TestApp, app::PASSWORD, on_both_engines, scene, text};

on_both_engines!(
    a_wrong_password_and_an_unknown_address_are_refused_alike,
    an_address_is_found_whatever_its_case,
    the_refresh_cookie_cannot_be_read_by_scripts_nor_sent_from_elsewhere,
    a_refresh_replaces_the_cookie_and_keeps_the_session,
    a_refresh_token_used_again_later_ends_the_whole_session,
    two_tabs_that_refresh_at_once_both_stay_logged_in,
    a_session_ends_by_itself_when_it_is_not_used,
    logging_out_ends_the_token_and_the_cookie_at_once,
    the_published_keys_verify_the_token,
    many_wrong_passwords_are_slowed_down_for_that_account_only,
    the_token_endpoint_takes_a_form_as_oauth_says,
    a_person_sees_and_ends_their_own_sessions,
    nobody_ends_a_session_of_somebody_else,
);

fn credentials(account: &str) -> Value {
    json!({"email": format!("{account}@demo.example"), "password": PASSWORD})
}

async fn log_in(app: &TestApp, account: &str) -> Answer {
    app.anonymous().post("/auth/login", &credentials(account)).await.is(200)
}

fn refresh_token(answer: &Answer) -> String {
    answer.cookie("alliance_refresh").unwrap_or_else(|| panic!("no refresh cookie\n{answer:?}"))
}

async fn refresh(app: &TestApp, token: &str) -> Answer {
    let request = app.anonymous().request(Method::POST, "/auth/refresh");
    request.header("cookie", &format!("alliance_refresh={token}")).await
}

fn holder(app: &TestApp, answer: &Answer) -> Person {
    app.anonymous().with_token("the holder", text(&answer["access_token"]))
}

async fn a_wrong_password_and_an_unknown_address_are_refused_alike(app: &TestApp) {
    let visitor = app.anonymous();
    let mut shown = Vec::new();
    for (email, password) in [
        ("coordinator@demo.example", "Alliance-demo-2025!"),
        ("nobody@demo.example", PASSWORD),
        ("nobody@demo.example", ""),
        ("", ""),
        ("coordinator@demo.example' --", PASSWORD),
    ] {
        let refused = visitor.post("/auth/login", &json!({"email": email, "password": password})).await;
        let refused = refused.refused(ErrorCode::InvalidCredentials);
        assert!(refused.cookie("alliance_refresh").is_none());
        let mut problem = refused.json().clone();
        problem["request_id"] = Value::Null;
        shown.push(problem);
    }
    assert!(shown.windows(2).all(|pair| pair[0] == pair[1]), "{shown:?}");
    let long = json!({"email": "coordinator@demo.example", "password": "a".repeat(500_000)});
    let refused = visitor.post("/auth/login", &long).await;
    assert!([401, 422].contains(&refused.status), "{refused:?}");
}

async fn an_address_is_found_whatever_its_case(app: &TestApp) {
    let shouted = json!({"email": " Coordinator@DEMO.example ", "password": PASSWORD});
    app.anonymous().post("/auth/login", &shouted).await.is(200);
}

async fn the_refresh_cookie_cannot_be_read_by_scripts_nor_sent_from_elsewhere(app: &TestApp) {
    let answer = log_in(app, "coordinator").await;
    let cookie = answer.header("set-cookie").to_owned();
    for attribute in ["HttpOnly", "SameSite=Strict", "Path=/api/v1/auth", "Max-Age="] {
        assert!(cookie.contains(attribute), "{attribute} in {cookie}");
    }
    assert_eq!(answer.header("cache-control"), "no-store");
    assert_eq!(answer["token_type"], "Bearer");
    assert_eq!(answer["expires_in"], 900);
    assert_eq!(answer["refresh_token"], Value::Null, "the web app's refresh token is in the cookie only");
    answer.is(200).never_says(PASSWORD);
}

async fn a_refresh_replaces_the_cookie_and_keeps_the_session(app: &TestApp) {
    let first = log_in(app, "coordinator").await;
    let sessions = holder(app, &first).get("/me/sessions").await.is(200);
    let mut token = refresh_token(&first);
    for _ in 0..4 {
        app.clock.advance(Duration::minutes(14));
        let next = refresh(app, &token).await.is(200);
        assert_ne!(refresh_token(&next), token);
        token = refresh_token(&next);
        let now = holder(app, &next).get("/me/sessions").await.is(200);
        assert_eq!(now.total(), sessions.total(), "no session was added");
        let (then, now) = (&sessions.items()[0], now.items()[0].clone());
        assert_eq!(then["id"], now["id"]);
        assert_ne!(then["last_used_at"], now["last_used_at"]);
    }
    let none = app.anonymous().request(Method::POST, "/auth/refresh").await;
    none.refused(ErrorCode::Unauthenticated);
    refresh(app, "guessed").await.refused(ErrorCode::SessionEnded);
}

async fn a_refresh_token_used_again_later_ends_the_whole_session(app: &TestApp) {
    let first = log_in(app, "coordinator").await;
    let other = log_in(app, "coordinator").await;
    let stolen = refresh_token(&first);
    let second = refresh(app, &stolen).await.is(200);
    app.clock.advance(Duration::minutes(10));
    refresh(app, &stolen).await.refused(ErrorCode::SessionEnded);
    // Whoever holds the newer token, thief or owner, is out too; another session is not concerned.
    refresh(app, &refresh_token(&second)).await.refused(ErrorCode::SessionEnded);
    holder(app, &second).get("/me").await.refused(ErrorCode::SessionEnded);
    holder(app, &other).get("/me").await.is(200);
    refresh(app, &refresh_token(&other)).await.is(200);
}

async fn two_tabs_that_refresh_at_once_both_stay_logged_in(app: &TestApp) {
    for _ in 0..5 {
        let token = refresh_token(&log_in(app, "coordinator").await);
        let (left, right) = tokio::join!(refresh(app, &token), refresh(app, &token));
        let (left, right) = (left.is(200), right.is(200));
        app.clock.advance(Duration::seconds(3));
        let third = refresh(app, &token).await.is(200);
        for tab in [&left, &right, &third] {
            holder(app, tab).get("/me").await.is(200);
        }
        app.clock.advance(Duration::minutes(5));
        // A browser keeps the cookie that came last; whichever that is, it goes on.
        refresh(app, &refresh_token(&third)).await.is(200);
    }
}

async fn a_session_ends_by_itself_when_it_is_not_used(app: &TestApp) {
    let token = refresh_token(&log_in(app, "coordinator").await);
    app.clock.advance(Duration::days(61));
    refresh(app, &token).await.refused(ErrorCode::SessionEnded);
}

async fn logging_out_ends_the_token_and_the_cookie_at_once(app: &TestApp) {
    let session = log_in(app, "coordinator").await;
    let person = holder(app, &session);
    person.get("/me").await.is(200);
    let out = person.request(Method::POST, "/auth/logout").await.is(204);
    assert_eq!(out.cookie("alliance_refresh").as_deref(), Some(""));
    person.get("/me").await.refused(ErrorCode::SessionEnded);
    refresh(app, &refresh_token(&session)).await.refused(ErrorCode::SessionEnded);
    // With the cookie alone, as a tab whose access token is gone.
    let session = log_in(app, "coordinator").await;
    let cookie = format!("alliance_refresh={}", refresh_token(&session));
    app.anonymous().request(Method::POST, "/auth/logout").header("cookie", &cookie).await.is(204);
    holder(app, &session).get("/me").await.refused(ErrorCode::SessionEnded);
    app.anonymous().request(Method::POST, "/auth/logout").await.is(204);
}

async fn the_published_keys_verify_the_token(app: &TestApp) {
    let token = app.coordinator().await.token().to_owned();
    let keys: jsonwebtoken::jwk::JwkSet =
        app.anonymous().get_root("/.well-known/jwks.json").await.is(200).read();
    let header = jsonwebtoken::decode_header(&token).unwrap();
    let key = keys.find(header.kid.as_deref().unwrap()).unwrap();
    let decoding = jsonwebtoken::DecodingKey::from_jwk(key).unwrap();
    let mut validation = jsonwebtoken::Validation::new(jsonwebtoken::Algorithm::EdDSA);
    validation.validate_exp = false;
    validation.validate_aud = false;
    let claims = jsonwebtoken::decode::<Value>(&token, &decoding, &validation).unwrap().claims;
    assert_eq!(claims["sub"], scene::user_id(&app.coordinator().await).await.as_str());
    let published = app.anonymous().get_root("/.well-known/jwks.json").await.is(200);
    assert!(published["keys"].as_array().unwrap().iter().all(|key| key.get("d").is_none()), "a private key");
}

async fn many_wrong_passwords_are_slowed_down_for_that_account_only(app: &TestApp) {
    let visitor = app.anonymous();
    let guess =
        |n: usize| json!({"email": "observer@demo.example", "password": format!("Devinette-{n}-2026!")});
    let mut slowed = None;
    for n in 0..30 {
        let answer = visitor.post("/auth/login", &guess(n)).await;
        if answer.status == 429 {
            slowed = Some(answer);
            break;
        }
        answer.refused(ErrorCode::InvalidCredentials);
    }
    let slowed = slowed.expect("thirty guesses are too many").refused(ErrorCode::TooManyRequests);
    let wait: u64 = slowed.header("retry-after").parse().unwrap();
    assert!((1..=3_600).contains(&wait), "{wait}");
    assert_eq!(slowed.header("ratelimit"), format!("\"credentials\";r=0;t={wait}"));
    // The right password does not help while the account waits: else guessing would go on.
    visitor.post("/auth/login", &credentials("observer")).await.refused(ErrorCode::TooManyRequests);
    visitor.post("/auth/login", &credentials("coordinator")).await.is(200);
}

async fn the_token_endpoint_takes_a_form_as_oauth_says(app: &TestApp) {
    let form = |body: &str| {
        let request = app.anonymous().request(Method::POST, "/auth/token");
        request.raw("application/x-www-form-urlencoded", body.to_owned())
    };
    let password = "Alliance-demo-2026%21";
    let given =
        form(&format!("grant_type=password&username=admin%40demo.example&password={password}")).await.is(200);
    holder(app, &given).get("/me").await.is(200);
    let refresh = text(&given["refresh_token"]).to_owned();
    let again = form(&format!("grant_type=refresh_token&refresh_token={refresh}")).await.is(200);
    assert_ne!(again["refresh_token"], given["refresh_token"]);
    form("grant_type=password&username=admin%40demo.example&password=x")
        .await
        .refused(ErrorCode::InvalidCredentials);
    form("grant_type=password&username=admin%40demo.example").await.at_field("/password", "required");
    let implicit = form("grant_type=implicit").await;
    assert_eq!(implicit.status, 422, "{implicit:?}");
    let json = app.anonymous().post("/auth/token", &json!({"grant_type": "password"})).await;
    json.refused(ErrorCode::UnsupportedMediaType);
}

async fn a_person_sees_and_ends_their_own_sessions(app: &TestApp) {
    let here = holder(app, &log_in(app, "observer").await);
    let elsewhere_answer = app.anonymous().post("/auth/login", &credentials("observer"));
    let elsewhere_answer = elsewhere_answer.header("user-agent", "Firefox").await.is(200);
    let elsewhere = holder(app, &elsewhere_answer);
    let third = holder(app, &log_in(app, "observer").await);
    let sessions = here.get("/me/sessions").await.is(200);
    assert_eq!(sessions.total(), 3);
    assert_eq!(sessions.each("current").iter().filter(|current| ***current == json!(true)).count(), 1);
    let firefox = sessions.items().iter().find(|session| session["user_agent"] == "Firefox").unwrap();
    let one = format!("/me/sessions?id={}", text(&firefox["id"]));
    here.request(Method::DELETE, &one).await.is(204);
    elsewhere.get("/me").await.refused(ErrorCode::SessionEnded);
    refresh(app, &refresh_token(&elsewhere_answer)).await.refused(ErrorCode::SessionEnded);
    third.get("/me").await.is(200);
    here.request(Method::DELETE, "/me/sessions").await.is(204);
    third.get("/me").await.refused(ErrorCode::SessionEnded);
    assert_eq!(here.get("/me/sessions").await.is(200).total(), 1);
}

async fn nobody_ends_a_session_of_somebody_else(app: &TestApp) {
    let victim = holder(app, &log_in(app, "coordinator").await);
    let id = text(&victim.get("/me/sessions").await.is(200).items()[0]["id"]).to_owned();
    let attacker = app.observer().await;
    attacker.request(Method::DELETE, &format!("/me/sessions?id={id}")).await.refused(ErrorCode::NotFound);
    victim.get("/me").await.is(200);
}
