//! Requests that are wrong in form: each is refused with a clear problem, and nothing changes.

use openapi::ErrorCode;
use serde_json::{Value, json};
use tests::{Answer, Person, TestApp, client::Request, contract, fiche, on_both_engines, scene, text};

on_both_engines!(
    malformed_json_is_refused_as_such,
    a_body_that_is_not_json_is_refused_by_its_type,
    an_enum_that_is_no_text_is_refused_where_it_stands,
    a_body_of_twenty_megabytes_is_refused,
    an_unknown_field_is_refused_where_it_stands,
    a_value_of_another_type_is_refused_where_it_stands,
    an_id_that_is_not_a_uuid_names_nothing,
    control_characters_are_refused,
    a_title_of_ten_thousand_characters_is_refused,
    an_end_before_its_start_is_refused,
    a_wrong_siret_is_refused,
    a_wrong_rna_is_refused,
    a_wrong_uai_insee_slug_email_or_url_is_refused,
    a_score_outside_zero_to_five_is_refused,
    a_score_that_is_not_an_integer_is_refused,
    a_score_on_a_criterion_of_another_call_is_refused,
    a_review_without_a_score_on_every_criterion_cannot_be_submitted,
    a_second_submission_is_refused_with_what_is_open,
    a_refusal_without_a_reason_is_refused,
    an_absent_body_is_refused_and_an_array_too,
    whatever_text_is_sent_the_server_answers_with_json,
    a_nul_in_any_text_of_any_body_or_query_breaks_nothing,
);

/// What a refused write to a draft must leave as it was.
struct Draft {
    partner: Person,
    path: String,
    before: Value,
    etag: String,
}

impl Draft {
    async fn new(app: &TestApp) -> Self {
        let partner = app.partner_association().await;
        let path = scene::draft(app, &partner, "Lire et écrire en famille").await;
        let read = partner.get(&path).await.is(200);
        Self { partner, path, before: read.json().clone(), etag: read.etag() }
    }

    async fn patched(&self, body: &Value) -> Answer {
        let answer = self.partner.patch(&self.path, &self.etag, body).await;
        assert_eq!(self.partner.get(&self.path).await.is(200).json(), &self.before, "after {answer:?}");
        answer
    }
}

async fn malformed_json_is_refused_as_such(app: &TestApp) {
    let draft = Draft::new(app).await;
    for body in
        ["{", "{\"title\": }", "{\"title\": \"a\"} {}", "nothing", "\u{0}", "{\"title\": \"\\ud800\"}"]
    {
        let request = draft.partner.request(reqwest::Method::PATCH, &draft.path).if_match(&draft.etag);
        request.raw("application/json", body).await.refused(ErrorCode::MalformedJson);
    }
    let bytes = [b"{\"title\": \"".as_slice(), &[0xff, 0xfe], b"\"}"].concat();
    let request = draft.partner.request(reqwest::Method::POST, "/projects");
    request.raw("application/json", bytes).await.refused(ErrorCode::MalformedJson);
    let login = app.anonymous().request(reqwest::Method::POST, "/auth/login");
    login.raw("application/json", "{\"email\"").await.refused(ErrorCode::MalformedJson);
}

async fn a_body_that_is_not_json_is_refused_by_its_type(app: &TestApp) {
    let draft = Draft::new(app).await;
    for kind in ["text/plain", "application/x-www-form-urlencoded", "application/xml", "application/jsonx"] {
        let request = draft.partner.request(reqwest::Method::PATCH, &draft.path).if_match(&draft.etag);
        request.raw(kind, "{\"title\": \"Autre\"}").await.refused(ErrorCode::UnsupportedMediaType);
    }
    let accepted = draft.partner.request(reqwest::Method::PATCH, &draft.path).if_match(&draft.etag);
    accepted.raw("application/merge-patch+json; charset=utf-8", "{\"title\": \"Autre\"}").await.is(200);
}

async fn an_enum_that_is_no_text_is_refused_where_it_stands(app: &TestApp) {
    let project = scene::admissible(app, &app.partner_association().await, "Lire et écrire en famille").await;
    let decisions = format!("{}/decisions", scene::call_path(app).await);
    for outcome in [json!(null), json!(1), json!(["selected"])] {
        let body =
            json!({"project": scene::id(&project), "outcome": outcome, "reason": "Motif.", "amounts": []});
        app.coordinator().await.post(&decisions, &body).await.only_at_field("/outcome", "wrong_type");
    }
}

async fn a_body_of_twenty_megabytes_is_refused(app: &TestApp) {
    let draft = Draft::new(app).await;
    let body = json!({"need": "a".repeat(20_000_000)});
    draft.patched(&body).await.refused(ErrorCode::PayloadTooLarge);
}

async fn an_unknown_field_is_refused_where_it_stands(app: &TestApp) {
    let draft = Draft::new(app).await;
    draft.patched(&json!({"colour": "rouge"})).await.only_at_field("/colour", "unknown_field");
    let nested = json!({"budget": {"charges": [{"account": "604", "amount": {"amount": 1, "cents": 1}}]}});
    draft.patched(&nested).await.only_at_field("/budget/charges/0/amount/cents", "unknown_field");
    let created = draft.partner.post("/projects", &json!({"colour": "rouge"})).await;
    created.only_at_field("/colour", "unknown_field");
    // What the server decides cannot be sent either.
    for field in ["status", "number", "version", "receipt", "decision", "submitted_at"] {
        draft.patched(&json!({field: "x"})).await.only_at_field(&format!("/{field}"), "unknown_field");
    }
}

async fn a_value_of_another_type_is_refused_where_it_stands(app: &TestApp) {
    let draft = Draft::new(app).await;
    draft.patched(&json!({"title": 3})).await.only_at_field("/title", "wrong_type");
    draft.patched(&json!({"audience": {"girls": -1}})).await.only_at_field("/audience/girls", "wrong_type");
    let band = json!({"audience": {"age_bands": [{"band": "0-99", "planned": 1}]}});
    draft.patched(&band).await.only_at_field("/audience/age_bands/0/band", "unknown_value");
    let day = json!({"phases": [{"name": "Ateliers", "starts_on": "2026-02-30"}]});
    draft.patched(&day).await.only_at_field("/phases/0/starts_on", "wrong_type");
}

async fn an_id_that_is_not_a_uuid_names_nothing(app: &TestApp) {
    let partner = app.partner_association().await;
    for id in ["1", "abc", "0193c8a2-6d1f-7a52-8f4e", "%00", "..%2F..", "'%20OR%20'1'='1", "%C3%A9"] {
        for list in ["projects", "partners", "objectives", "reviews", "programmes", "calls"] {
            partner.get(&format!("/{list}/{id}")).await.refused(ErrorCode::NotFound);
        }
    }
    partner.post("/projects", &json!({"call": "1"})).await.at_field("/call", "unknown_reference");
}

async fn control_characters_are_refused(app: &TestApp) {
    let draft = Draft::new(app).await;
    for text in ["a\u{0}b", "a\u{7}b", "a\u{1b}[31mb", "a\u{7f}b", "a\u{85}b"] {
        draft.patched(&json!({"title": text})).await.only_at_field("/title", "control_characters");
        draft.patched(&json!({"need": text})).await.only_at_field("/need", "control_characters");
    }
    let several_lines = "Première ligne\nDeuxième ligne\tet la suite";
    draft.patched(&json!({"title": several_lines})).await.only_at_field("/title", "control_characters");
    draft.partner.change(&draft.path, &json!({"need": several_lines})).await.is(200);
    app.anonymous().get("/search?q=%00").await.only_at_field("/q", "control_characters");
    draft.partner.get("/projects?q=a%00b").await.only_at_field("/q", "control_characters");
}

async fn a_title_of_ten_thousand_characters_is_refused(app: &TestApp) {
    let draft = Draft::new(app).await;
    draft.patched(&json!({"title": "é".repeat(10_000)})).await.only_at_field("/title", "too_long");
    draft.patched(&json!({"title": "é".repeat(121)})).await.only_at_field("/title", "too_long");
    draft.partner.change(&draft.path, &json!({"title": "é".repeat(120)})).await.is(200);
}

async fn an_end_before_its_start_is_refused(app: &TestApp) {
    let draft = Draft::new(app).await;
    let phases =
        json!({"phases": [{"name": "Ateliers", "starts_on": "2026-10-05", "ends_on": "2026-10-04"}]});
    draft.patched(&phases).await.only_at_field("/phases/0/ends_on", "end_before_start");
    let call =
        json!({"slug": "2027", "title": "Appel 2027", "opens_on": "2027-03-08", "closes_on": "2027-03-07"});
    let coordinator = app.coordinator().await;
    coordinator.post("/calls", &call).await.only_at_field("/closes_on", "end_before_start");
    coordinator.get("/calls/2027").await.refused(ErrorCode::NotFound);
}

async fn a_wrong_siret_is_refused(app: &TestApp) {
    let coordinator = app.coordinator().await;
    let before = coordinator.get("/partners").await.is(200).total();
    for siret in ["21020695900013", "2102069590001", "210206959000121", "2102069590001A", ""] {
        let partner = json!({"kind": "association", "name": "Les Ateliers", "siret": siret});
        coordinator.post("/partners", &partner).await.only_at_field("/siret", "invalid_siret");
    }
    assert_eq!(coordinator.get("/partners").await.is(200).total(), before);
    for siret in ["35600000000048", "35600000049837"] {
        let partner = json!({"kind": "company", "name": "La Poste", "siret": siret});
        coordinator.post("/partners", &partner).await.is(201);
    }
}

async fn a_wrong_rna_is_refused(app: &TestApp) {
    let coordinator = app.coordinator().await;
    for rna in ["W02100012", "X021000123", "W0210001234", "w021000123"] {
        let partner = json!({"kind": "association", "name": "Les Ateliers", "rna": rna});
        coordinator.post("/partners", &partner).await.only_at_field("/rna", "invalid_rna");
    }
    let partner = json!({"kind": "association", "name": "Les Ateliers", "rna": "W9R1000123"});
    coordinator.post("/partners", &partner).await.is(201);
}

async fn a_wrong_uai_insee_slug_email_or_url_is_refused(app: &TestApp) {
    let coordinator = app.coordinator().await;
    for (field, value, rule) in [
        ("uai", "075065", "invalid_uai"),
        ("email", "contact@", "invalid_email"),
        ("website", "javascript:alert(1)", "invalid_url"),
        ("siren", "240200478", "invalid_siren"),
    ] {
        let partner = json!({"kind": "school", "name": "Collège", field: value});
        coordinator.post("/partners", &partner).await.only_at_field(&format!("/{field}"), rule);
    }
    let admin = app.admin().await;
    for (field, value, rule) in
        [("slug", "La on", "invalid_slug"), ("insee_commune", "2408", "invalid_insee")]
    {
        let mut programme = json!({"slug": "laon", "name": "Laon"});
        programme[field] = json!(value);
        admin.post("/programmes", &programme).await.only_at_field(&format!("/{field}"), rule);
    }
}

/// A reviewer with a review begun, and what saving `score` on C1 answers.
async fn scored(app: &TestApp, scores: &[Value]) -> Vec<Answer> {
    let project = scene::admissible(app, &app.partner_association().await, "Lire et écrire en famille").await;
    let reviewer = app.reviewer_1().await;
    let review = scene::review_draft(app, &project, &reviewer, 3).await;
    let before = reviewer.get(&review).await.is(200);
    let mut answers = Vec::new();
    for score in scores {
        let body = json!({"scores": [score]});
        answers.push(reviewer.patch(&review, &before.etag(), &body).await);
        assert_eq!(reviewer.get(&review).await.is(200).json(), before.json(), "after {body}");
    }
    answers
}

async fn a_score_outside_zero_to_five_is_refused(app: &TestApp) {
    let tried = [-1, 6, 2_147_483_647].map(|score| json!({"criterion": "C1", "score": score}));
    for answer in scored(app, &tried).await {
        answer.only_at_field("/scores/0/score", "out_of_range");
    }
}

async fn a_score_that_is_not_an_integer_is_refused(app: &TestApp) {
    let tried = [json!(3.5), json!("5"), json!(true), json!(99_999_999_999_i64)];
    for answer in scored(app, &tried.map(|score| json!({"criterion": "C1", "score": score}))).await {
        answer.only_at_field("/scores/0/score", "wrong_type");
    }
}

async fn a_score_on_a_criterion_of_another_call_is_refused(app: &TestApp) {
    let history = app.anonymous().get("/calls/2022").await.is(200);
    let foreign = json!({"criterion": history["criteria"][0]["id"], "score": 3});
    let unknown = json!({"criterion": "C9", "score": 3});
    for answer in scored(app, &[foreign, unknown]).await {
        answer.only_at_field("/scores/0/criterion", "unknown_reference");
    }
}

async fn a_review_without_a_score_on_every_criterion_cannot_be_submitted(app: &TestApp) {
    let project = scene::admissible(app, &app.partner_association().await, "Lire et écrire en famille").await;
    let reviewer = app.reviewer_1().await;
    scene::assign(app, &project, &reviewer).await.is(201);
    let mut incomplete = fiche::review(3);
    incomplete["scores"].as_array_mut().unwrap().truncate(7);
    incomplete.as_object_mut().unwrap().remove("opinion");
    let review = reviewer.post(&format!("{project}/reviews"), &incomplete).await.is(201);
    let review = format!("/reviews/{}", review.id());
    let refused = reviewer.act(&review, "submit", &json!({})).await.at_field("/opinion", "required");
    refused.at_field("/scores/7/score", "required");
    assert_eq!(reviewer.get(&review).await.is(200)["status"], "draft");
    reviewer.change(&review, &json!({"abstention_reason": "Je connais trop mal le sujet."})).await.is(200);
    assert_eq!(reviewer.act(&review, "submit", &json!({})).await.is(200)["status"], "abstained");
}

async fn a_second_submission_is_refused_with_what_is_open(app: &TestApp) {
    let partner = app.partner_association().await;
    let project = scene::submitted(app, &partner, "Lire et écrire en famille").await;
    let before = partner.get(&project).await.is(200);
    let again = partner.act(&project, "submit", &json!({})).await.refused(ErrorCode::TransitionNotAllowed);
    assert_eq!(again["allowed_transitions"], before["allowed_transitions"]);
    let edit = partner.change(&project, &json!({"title": "Autre titre"})).await;
    edit.refused(ErrorCode::TransitionNotAllowed);
    let etag = before.etag();
    partner.delete(&project, &etag).await.refused(ErrorCode::TransitionNotAllowed);
    assert_eq!(partner.get(&project).await.is(200).json(), before.json());
}

async fn a_refusal_without_a_reason_is_refused(app: &TestApp) {
    let partner = app.partner_association().await;
    let project = scene::submitted(app, &partner, "Lire et écrire en famille").await;
    let coordinator = app.coordinator().await;
    for reason in ["", "  \n "] {
        let body = json!({"admissible": false, "reason": reason});
        coordinator.act(&project, "admissibility", &body).await.at_field("/reason", "reason_required");
        let mut decision = scene::decision(app, &project, "rejected", 0).await;
        decision["reason"] = json!(reason);
        let decisions = format!("{}/decisions", scene::call_path(app).await);
        coordinator.post(&decisions, &decision).await.at_field("/reason", "reason_required");
        let body = json!({"reason": reason, "due": "2026-06-01"});
        coordinator.act(&project, "return", &body).await.at_field("/reason", "reason_required");
    }
    // A section that does not exist is refused with those that do.
    let body = json!({"reason": "Précisez.", "sections": ["budget", "argent"], "due": "2026-06-01"});
    let refused =
        coordinator.act(&project, "return", &body).await.only_at_field("/sections/1", "unknown_value");
    assert!(text(&refused["errors"][0]["message"]).contains("identity"));
    assert_eq!(coordinator.get(&project).await.is(200)["status"], "submitted");
}

async fn an_absent_body_is_refused_and_an_array_too(app: &TestApp) {
    let partner = app.partner_association().await;
    let empty =
        partner.request(reqwest::Method::POST, "/projects").header("content-type", "application/json");
    empty.await.refused(ErrorCode::MalformedJson);
    partner.post("/projects", &json!([])).await.refused(ErrorCode::ValidationFailed);
    partner.post("/projects", &json!(null)).await.refused(ErrorCode::ValidationFailed);
    let deep = "[".repeat(100_000);
    let request = partner.request(reqwest::Method::POST, "/projects").raw("application/json", deep);
    request.await.refused(ErrorCode::MalformedJson);
}

async fn whatever_text_is_sent_the_server_answers_with_json(app: &TestApp) {
    use rand::{Rng, SeedableRng, rngs::StdRng};
    let mut random = StdRng::seed_from_u64(2026);
    let partner = app.partner_association().await;
    for _ in 0..60 {
        let length = random.random_range(0..40);
        let text: String = (0..length).map(|_| random.random::<char>()).collect();
        let query: String = text.bytes().map(|byte| format!("%{byte:02x}")).collect();
        for path in ["/search?q=", "/projects?q=", "/projects?status=", "/partners?sort=", "/calls?cursor="] {
            let answer = partner.get(&format!("{path}{query}")).await;
            assert!([200, 400, 422].contains(&answer.status), "{text:?}: {answer:?}");
            assert!(answer.json().is_object(), "{text:?}: {answer:?}");
        }
        let saved = partner.post("/projects", &json!({"call": "2026", "title": text})).await;
        assert!([201, 422].contains(&saved.status), "{text:?}: {saved:?}");
    }
}

/// Copies of a value with one text each replaced by one that PostgreSQL cannot hold.
fn with_a_nul(value: &Value) -> Vec<Value> {
    fn places(value: &Value, at: &str, found: &mut Vec<String>) {
        match value {
            Value::String(_) => found.push(at.to_owned()),
            Value::Array(items) => {
                items.iter().enumerate().for_each(|(n, item)| places(item, &format!("{at}/{n}"), found))
            }
            Value::Object(fields) => {
                fields.iter().for_each(|(name, field)| places(field, &format!("{at}/{name}"), found))
            }
            _ => {}
        }
    }
    let mut found = Vec::new();
    places(value, "", &mut found);
    let replaced = |place: &String| {
        let mut copy = value.clone();
        *copy.pointer_mut(place).unwrap() = json!("a\u{0}b");
        copy
    };
    found.iter().map(replaced).collect()
}

async fn a_nul_in_any_text_of_any_body_or_query_breaks_nothing(app: &TestApp) {
    let project = scene::admissible(app, &app.partner_association().await, "Lire et écrire en famille").await;
    let (call, project) = (scene::open_call(app).await.id(), scene::id(&project).to_owned());
    let specification = app.anonymous().get_root("/api/openapi.json").await.is(200);
    let people = [app.coordinator().await, app.admin().await, app.partner_association().await];
    for (method, template, operation) in contract::operations(specification.json()) {
        let path = template.replace("calls/{id}", &format!("calls/{call}"));
        let path = path.replace("projects/{id}", &format!("projects/{project}")).replace("{id}", &call);
        let to = |person: &Person, path: &str| {
            Request::at_root(person, method.parse().unwrap(), path).if_match("*")
        };
        let mut answers = Vec::new();
        for (kind, media) in operation["requestBody"]["content"].as_object().into_iter().flatten() {
            for body in with_a_nul(&media["example"]) {
                for person in &people {
                    if kind.contains("json") {
                        answers.push(to(person, &path).json(&body).await);
                    } else if let Some(pairs) = body.as_object() {
                        let pairs = pairs.iter();
                        let pairs = pairs.map(|(name, value)| format!("{name}={}", value.as_str().unwrap()));
                        let form = pairs.collect::<Vec<_>>().join("&").replace('\u{0}', "%00");
                        answers.push(to(person, &path).raw(kind, form).await);
                    } else {
                        // The bytes of a file.
                        let bytes = body.as_str().unwrap_or_default().to_owned();
                        answers.push(to(person, &path).raw(kind, bytes).await);
                    }
                }
            }
        }
        for parameter in operation["parameters"].as_array().into_iter().flatten() {
            if parameter["in"] == "query" {
                let name = parameter["name"].as_str().unwrap();
                answers.push(to(&people[0], &format!("{path}?{name}=a%00b")).await);
            }
        }
        for answer in answers {
            assert!(answer.status < 500, "{answer:?}");
        }
    }
}
