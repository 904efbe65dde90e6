//! Tokens that prove nothing, and accounts and roles that are gone.

use chrono::Duration;
use openapi::ErrorCode;
use serde_json::{Value, json};
use tests::{Answer, Person, TestApp, on_both_engines, scene, text, token};

on_both_engines!(
    an_expired_token_is_refused,
    a_token_signed_by_another_key_is_refused,
    a_token_without_a_signature_algorithm_is_refused,
    a_token_signed_with_the_public_key_as_a_secret_is_refused,
    a_token_with_changed_claims_is_refused,
    a_token_for_another_audience_or_issuer_is_refused,
    a_text_that_is_no_token_is_refused,
    a_disabled_account_is_refused_at_once,
    a_removed_membership_is_refused_at_once,
    a_bad_token_on_a_public_page_is_refused_too,
);

/// A refusal that says how to authenticate.
#[track_caller]
fn unauthenticated(answer: Answer, codes: &[ErrorCode]) {
    let code = codes.iter().find(|code| answer["code"] == code.as_str());
    let code = code.unwrap_or_else(|| panic!("expected one of {codes:?}\n{answer:?}"));
    let answer = answer.refused(*code);
    assert!(answer.header("www-authenticate").starts_with("Bearer"), "{:?}", answer.headers);
}

async fn with(app: &TestApp, token: &str) -> Answer {
    app.anonymous().with_token("a forger", token).get("/me").await
}

async fn coordinator_token(app: &TestApp) -> (String, Value, Value) {
    let token = app.coordinator().await.token().to_owned();
    let (header, claims) = (token::part(&token, 0), token::part(&token, 1));
    assert_eq!(header["alg"], "EdDSA");
    assert!(header["kid"].is_string(), "{header}");
    (token, header, claims)
}

async fn an_expired_token_is_refused(app: &TestApp) {
    let coordinator = app.coordinator().await;
    app.clock.advance(Duration::seconds(15 * 60 - 1));
    coordinator.get("/me").await.is(200);
    app.clock.advance(Duration::seconds(1));
    unauthenticated(coordinator.get("/me").await, &[ErrorCode::TokenExpired]);
    let changed = coordinator.patch("/programmes/soissons", "*", &json!({"name": "Autre"})).await;
    unauthenticated(changed, &[ErrorCode::TokenExpired]);
    assert_eq!(
        app.anonymous().get("/programmes/soissons").await.is(200)["name"],
        "Cité éducative de Soissons"
    );
}

async fn a_token_signed_by_another_key_is_refused(app: &TestApp) {
    let (_, mut header, claims) = coordinator_token(app).await;
    let invalid = [ErrorCode::InvalidToken];
    unauthenticated(with(app, &token::forged(&header, &claims, token::foreign_key)).await, &invalid);
    header["kid"] = json!("another");
    unauthenticated(with(app, &token::forged(&header, &claims, token::foreign_key)).await, &invalid);
    header.as_object_mut().unwrap().remove("kid");
    unauthenticated(with(app, &token::forged(&header, &claims, token::foreign_key)).await, &invalid);
    // The key that the token itself brings is not to be trusted.
    header["jwk"] =
        json!({"kty": "OKP", "crv": "Ed25519", "x": "6kpsY-KcUgq-9VB7Ey7F-ZVHdq6-vnuSQh7qaRRG0iw"});
    unauthenticated(with(app, &token::forged(&header, &claims, token::foreign_key)).await, &invalid);
}

async fn a_token_without_a_signature_algorithm_is_refused(app: &TestApp) {
    let (_, mut header, claims) = coordinator_token(app).await;
    for algorithm in ["none", "None", "NONE", "nOnE", ""] {
        header["alg"] = json!(algorithm);
        let unsigned = token::forged(&header, &claims, |_| Vec::new());
        unauthenticated(with(app, &unsigned).await, &[ErrorCode::InvalidToken]);
        unauthenticated(with(app, unsigned.trim_end_matches('.')).await, &[ErrorCode::InvalidToken]);
    }
}

async fn a_token_signed_with_the_public_key_as_a_secret_is_refused(app: &TestApp) {
    let keys = app.anonymous().get_root("/.well-known/jwks.json").await.is(200);
    let public = text(&keys["keys"][0]["x"]).to_owned();
    let (_, original, claims) = coordinator_token(app).await;
    let mut header = jsonwebtoken::Header::new(jsonwebtoken::Algorithm::HS256);
    header.kid = original["kid"].as_str().map(str::to_owned);
    let confused = [
        jsonwebtoken::EncodingKey::from_secret(public.as_bytes()),
        jsonwebtoken::EncodingKey::from_base64_secret(&public.replace('-', "+").replace('_', "/"))
            .unwrap_or_else(|_| jsonwebtoken::EncodingKey::from_secret(&[])),
    ];
    for key in confused {
        let forged = jsonwebtoken::encode(&header, &claims, &key).unwrap();
        unauthenticated(with(app, &forged).await, &[ErrorCode::InvalidToken]);
    }
}

async fn a_token_with_changed_claims_is_refused(app: &TestApp) {
    let (token, header, mut claims) = coordinator_token(app).await;
    claims["sub"] = json!(scene::user_id(&app.admin().await).await);
    let forged = token::forged(&header, &claims, |_| Vec::new());
    let signature = token.rsplit('.').next().unwrap();
    unauthenticated(with(app, &format!("{forged}{signature}")).await, &[ErrorCode::InvalidToken]);
}

async fn a_token_for_another_audience_or_issuer_is_refused(app: &TestApp) {
    let (_, _, claims) = coordinator_token(app).await;
    for required in ["iss", "aud", "exp", "sub"] {
        assert!(!claims[required].is_null(), "{required} in {claims}");
    }
    let lifetime = claims["exp"].as_i64().unwrap() - claims["iat"].as_i64().unwrap();
    assert_eq!(lifetime, 900, "fifteen minutes");
    for secret in ["password", "email", "hash"] {
        assert!(claims.get(secret).is_none(), "a token needs no {secret}: {claims}");
    }
}

async fn a_text_that_is_no_token_is_refused(app: &TestApp) {
    for text in ["x", "a.b.c", "..", "e30.e30.e30", &"a".repeat(7_000)] {
        unauthenticated(with(app, text).await, &[ErrorCode::InvalidToken]);
    }
    let (token, ..) = coordinator_token(app).await;
    for scheme in ["Basic", "bearer bearer", "Token"] {
        let request = app.anonymous().get("/me").header("authorization", &format!("{scheme} {token}"));
        unauthenticated(request.await, &[ErrorCode::InvalidToken, ErrorCode::Unauthenticated]);
    }
    unauthenticated(app.anonymous().get("/me").await, &[ErrorCode::Unauthenticated]);
    let in_query = app.anonymous().get(&format!("/me?access_token={token}")).await;
    unauthenticated(in_query, &[ErrorCode::Unauthenticated]);
}

async fn set_status(admin: &Person, user: &str, status: &str) {
    let path = format!("/users/{user}");
    admin.change(&path, &json!({"status": status})).await.is(200);
}

async fn a_disabled_account_is_refused_at_once(app: &TestApp) {
    let (admin, observer) = (app.admin().await, app.observer().await);
    let refresh = app.anonymous().post("/auth/login", &credentials("observer")).await.is(200);
    let user = scene::user_id(&observer).await;
    observer.get("/reviews").await.is(200);
    set_status(&admin, &user, "disabled").await;
    let gone = [ErrorCode::SessionEnded, ErrorCode::InvalidToken];
    unauthenticated(observer.get("/me").await, &gone);
    unauthenticated(observer.get("/projects").await, &gone);
    let again = app.anonymous().post("/auth/login", &credentials("observer")).await;
    again.refused(ErrorCode::InvalidCredentials);
    let cookie = refresh.header("set-cookie").split(';').next().unwrap().to_owned();
    let renewed = app.anonymous().post("/auth/refresh", &json!({})).header("cookie", &cookie).await;
    assert_eq!(renewed.status, 401, "{renewed:?}");
    set_status(&admin, &user, "active").await;
    app.log_in("observer@demo.example", tests::app::PASSWORD).await.get("/me").await.is(200);
}

fn credentials(account: &str) -> Value {
    json!({"email": format!("{account}@demo.example"), "password": tests::app::PASSWORD})
}

async fn a_removed_membership_is_refused_at_once(app: &TestApp) {
    let (admin, coordinator) = (app.admin().await, app.coordinator().await);
    let project = scene::submitted(app, &app.partner_association().await, "Lire et écrire en famille").await;
    coordinator.get(&project).await.is(200);
    let me = coordinator.get("/me").await.is(200);
    let membership = format!("/memberships/{}", text(&me["memberships"][0]["id"]));
    let removed = admin.delete(&membership, "*").await;
    assert_eq!(removed.status, 204, "{removed:?}");
    // The same token, a moment later: the person is still there, the role is not.
    assert_eq!(coordinator.get("/me").await.is(200)["memberships"], json!([]));
    coordinator.get(&project).await.refused(ErrorCode::NotFound);
    let accept = json!({"admissible": true});
    let acted = coordinator.post(&format!("{project}/admissibility"), &accept).if_match("*").await;
    assert!([403, 404].contains(&acted.status), "{acted:?}");
    let listed = coordinator.get("/projects?status=submitted").await.is(200);
    assert_eq!(listed.total(), 0, "{listed:?}");
}

async fn a_bad_token_on_a_public_page_is_refused_too(app: &TestApp) {
    // Silently treating it as nobody would show a person less than they may see, without a word.
    let forger = app.anonymous().with_token("a forger", "a.b.c");
    unauthenticated(forger.get("/calls").await, &[ErrorCode::InvalidToken]);
    app.anonymous().get("/calls").await.is(200);
}
