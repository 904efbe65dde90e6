//! The specification says what the server does: the committed one is the served one, complete and with examples.

use openapi::{
    ErrorCode, Page, Problem, account, attachment, call, committee, message, partner, programme, project,
    review, search,
};
use reqwest::Method;
use serde::de::DeserializeOwned;
use serde_json::Value;
use std::collections::BTreeSet;
use tests::{TestApp, contract, on_one_engine, scene};

on_one_engine!(
    the_committed_specification_is_what_the_server_registers_and_serves,
    every_operation_has_a_summary_a_tag_and_an_id_of_its_own,
    every_body_has_an_example_and_every_answer_too,
    every_status_is_exact_and_every_refusal_a_problem,
    every_example_of_a_schema_is_read_as_its_type,
    every_reference_of_the_specification_leads_somewhere,
    an_unknown_path_is_a_problem,
    a_method_that_a_path_does_not_have_is_a_problem_with_those_it_has,
    every_patch_takes_the_type_of_a_merge_patch,
    head_answers_as_get_does_without_a_body,
    a_format_that_is_not_json_is_not_acceptable,
    refusals_speak_the_language_of_the_request,
    every_answer_carries_its_request_id_and_safe_headers,
    swagger_ui_is_served_with_the_specification,
);

async fn served(app: &TestApp) -> Value {
    app.anonymous().get_root("/api/openapi.json").await.is(200).json().clone()
}

async fn the_committed_specification_is_what_the_server_registers_and_serves(app: &TestApp) {
    let path = contract::committed_path();
    let regenerate = "regenerate it: cargo xtask openapi";
    let committed = std::fs::read_to_string(&path)
        .unwrap_or_else(|error| panic!("{}: {error}; {regenerate}", path.display()));
    let committed: Value =
        serde_json::from_str(&committed).unwrap_or_else(|error| panic!("{error}; {regenerate}"));
    let made = tests::app::specification();
    let (there, here) = (contract::operations(&committed), contract::operations(&made));
    let names = |operations: &[(String, String, &Value)]| -> BTreeSet<String> {
        operations.iter().map(|(method, path, _)| format!("{method} {path}")).collect()
    };
    let (there_names, here_names) = (names(&there), names(&here));
    let changed: Vec<_> = there_names.symmetric_difference(&here_names).collect();
    assert!(changed.is_empty(), "operations that only one has: {changed:?}; {regenerate}");
    for operation in &here {
        assert!(there.contains(operation), "{} {} has changed; {regenerate}", operation.0, operation.1);
    }
    assert!(committed == made, "schemas or descriptions have changed; {regenerate}");
    assert!(committed == served(app).await, "the server serves another one: build it again");
}

async fn every_operation_has_a_summary_a_tag_and_an_id_of_its_own(app: &TestApp) {
    let specification = served(app).await;
    assert_eq!(specification["openapi"].as_str().map(|version| &version[..3]), Some("3.1"));
    let mut ids = BTreeSet::new();
    let declared: Vec<&Value> =
        specification["tags"].as_array().unwrap().iter().map(|tag| &tag["name"]).collect();
    for (method, path, operation) in contract::operations(&specification) {
        assert!(
            operation["summary"].as_str().is_some_and(|summary| summary.len() > 3),
            "{method} {path}: summary"
        );
        let tags = operation["tags"].as_array().unwrap_or_else(|| panic!("{method} {path}: no tag"));
        assert!(
            !tags.is_empty() && tags.iter().all(|tag| declared.contains(&tag)),
            "{method} {path}: {tags:?}"
        );
        let id =
            operation["operationId"].as_str().unwrap_or_else(|| panic!("{method} {path}: no operationId"));
        assert!(ids.insert(id.to_owned()), "{id} is the id of two operations");
    }
}

async fn every_body_has_an_example_and_every_answer_too(app: &TestApp) {
    let specification = served(app).await;
    let mut lacking = Vec::new();
    for (method, path, operation) in contract::operations(&specification) {
        let exemplified = |media: &Value| !media["example"].is_null() || !media["examples"].is_null();
        for (kind, media) in operation["requestBody"]["content"].as_object().into_iter().flatten() {
            if !exemplified(media) {
                lacking.push(format!("{method} {path} request {kind}"));
            }
        }
        for (status, response) in operation["responses"].as_object().into_iter().flatten() {
            for (kind, media) in response["content"].as_object().into_iter().flatten() {
                if !exemplified(media) {
                    lacking.push(format!("{method} {path} {status} {kind}"));
                }
            }
            let silent = ["204", "304"].contains(&status.as_str()) || response["content"].is_object();
            if !silent {
                lacking.push(format!("{method} {path} {status} says nothing of its body"));
            }
        }
    }
    assert!(lacking.is_empty(), "{lacking:#?}");
}

async fn every_status_is_exact_and_every_refusal_a_problem(app: &TestApp) {
    let specification = served(app).await;
    let mut wrong = Vec::new();
    for (method, path, operation) in contract::operations(&specification) {
        let responses = operation["responses"].as_object().unwrap();
        for (status, response) in responses {
            let Ok(number) = status.parse::<u16>() else {
                wrong.push(format!("{method} {path}: {status}"));
                continue;
            };
            if number >= 400 && response["content"]["application/problem+json"].is_null() {
                wrong.push(format!("{method} {path}: {status} is no problem+json"));
            }
        }
        if !responses.keys().any(|status| status.starts_with('2')) {
            wrong.push(format!("{method} {path}: no success"));
        }
        let has = |status: &str| responses.contains_key(status);
        let needs_account = operation["security"]
            .as_array()
            .is_none_or(|ways| ways.iter().all(|way| way != &serde_json::json!({})));
        if needs_account && !has("401") {
            wrong.push(format!("{method} {path}: needs an account but names no 401"));
        }
        if path.contains('{') && !has("404") {
            wrong.push(format!("{method} {path}: no 404"));
        }
        // An assignment never changes, and who is there only leaves: there is no version to read.
        let once = ["/{assignment}", "/{attendee}"].iter().any(|end| path.ends_with(end));
        let versioned = path.contains('{') && !once;
        if ["PATCH", "DELETE"].contains(&method.as_str()) && versioned && !(has("412") && has("428")) {
            wrong.push(format!("{method} {path}: no 412 or 428"));
        }
        if operation["requestBody"].is_object() && !(has("400") && has("415") && has("422")) {
            wrong.push(format!("{method} {path}: takes a body but names no 400, 415 or 422"));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

fn reads<T: DeserializeOwned>(example: &Value) -> Result<(), String> {
    serde_json::from_value::<T>(example.clone()).map(drop).map_err(|error| error.to_string())
}

async fn every_example_of_a_schema_is_read_as_its_type(app: &TestApp) {
    let specification = served(app).await;
    let mut wrong = Vec::new();
    let mut read = 0;
    macro_rules! types {
        ($($name:literal => $kind:ty),+ $(,)?) => {
            |name: &str, example: &Value| -> Option<Result<(), String>> {
                match name { $($name => Some(reads::<$kind>(example)),)+ _ => None }
            }
        };
    }
    let check = types! {
        "LoginInput" => account::LoginInput, "TokenInput" => account::TokenInput, "AccessToken" => account::AccessToken,
        "Me" => account::Me, "MeInput" => account::MeInput, "Session" => account::Session, "User" => account::User,
        "UserInput" => account::UserInput, "Membership" => account::Membership, "MembershipInput" => account::MembershipInput,
        "Invitation" => account::Invitation, "InvitationInput" => account::InvitationInput, "AcceptInput" => account::AcceptInput,
        "Partner" => partner::Partner, "PartnerInput" => partner::PartnerInput, "MergeInput" => partner::MergeInput,
        "Programme" => programme::Programme, "ProgrammeInput" => programme::ProgrammeInput,
        "Objective" => programme::Objective, "ObjectiveInput" => programme::ObjectiveInput,
        "District" => programme::District, "DistrictInput" => programme::DistrictInput,
        "Call" => call::Call, "CallInput" => call::CallInput, "Criterion" => call::Criterion,
        "Project" => project::Project, "ProjectSummary" => project::ProjectSummary, "ProjectInput" => project::ProjectInput,
        "ProjectEvent" => project::ProjectEvent, "AdmissibilityInput" => project::AdmissibilityInput,
        "ReturnInput" => project::ReturnInput, "ReasonInput" => project::ReasonInput, "Receipt" => project::Receipt,
        "Review" => review::Review, "ReviewInput" => review::ReviewInput, "Assignment" => review::Assignment,
        "AssignmentInput" => review::AssignmentInput, "Conflict" => review::Conflict, "ConflictInput" => review::ConflictInput,
        "RankingItem" => committee::RankingItem, "Decision" => committee::Decision, "DecisionInput" => committee::DecisionInput,
        "DecisionPage" => committee::DecisionPage, "Signature" => committee::Signature, "Publication" => committee::Publication,
        "Nothing" => committee::Nothing, "Hit" => search::Hit, "Problem" => Problem, "Page_Hit" => Page<search::Hit>,
        "Page_ProjectSummary" => Page<project::ProjectSummary>, "Page_Review" => Page<review::Review>,
        "Attachment" => attachment::Attachment, "AttachmentInput" => attachment::AttachmentInput,
        "Message" => message::Message, "MessageInput" => message::MessageInput, "ReadInput" => message::ReadInput,
        "Page_Attachment" => Page<attachment::Attachment>, "Page_Message" => Page<message::Message>,
        "Page_Partner" => Page<partner::Partner>, "Page_Call" => Page<call::Call>,
    };
    for (name, schema) in specification["components"]["schemas"].as_object().unwrap() {
        if let Some(Err(error)) =
            Some(&schema["example"]).filter(|example| !example.is_null()).and_then(|e| check(name, e))
        {
            wrong.push(format!("schema {name}: {error}"));
        }
    }
    for (method, path, operation) in contract::operations(&specification) {
        let media = operation["requestBody"]["content"].as_object().into_iter().flatten();
        let answers = operation["responses"].as_object().into_iter().flatten();
        let answers = answers.flat_map(|(_, response)| response["content"].as_object().into_iter().flatten());
        for (kind, media) in media.chain(answers) {
            let name = media["schema"]["$ref"].as_str().and_then(|reference| reference.rsplit('/').next());
            match name.and_then(|name| check(name, &media["example"])) {
                Some(Ok(())) => read += 1,
                Some(Err(error)) => {
                    wrong.push(format!("{method} {path} {kind} {name:?}: {error}\n{}", media["example"]))
                }
                None => {}
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
    assert!(read > 50, "only {read} examples were read: are the schemas named otherwise?");
}

async fn every_reference_of_the_specification_leads_somewhere(app: &TestApp) {
    fn references<'a>(value: &'a Value, found: &mut BTreeSet<&'a str>) {
        match value {
            Value::Object(fields) => fields.iter().for_each(|(name, inner)| match inner.as_str() {
                Some(target) if name == "$ref" => drop(found.insert(target)),
                _ => references(inner, found),
            }),
            Value::Array(items) => items.iter().for_each(|item| references(item, found)),
            _ => {}
        }
    }
    let specification = served(app).await;
    let mut found = BTreeSet::new();
    references(&specification, &mut found);
    let lost: Vec<_> = found.iter().filter(|target| specification.pointer(&target[1..]).is_none()).collect();
    assert!(lost.is_empty(), "{lost:?}");
    assert!(found.len() > 20, "{found:?}");
}

async fn an_unknown_path_is_a_problem(app: &TestApp) {
    for path in ["/api/v1/nowhere", "/api/v2/projects", "/api/v1/projects/1/2/3", "/api/v1/", "/api/v1"] {
        for method in [Method::GET, Method::POST, Method::DELETE] {
            let request = tests::client::Request::at_root(&app.anonymous(), method, path);
            request.await.refused(ErrorCode::NotFound);
        }
    }
}

async fn a_method_that_a_path_does_not_have_is_a_problem_with_those_it_has(app: &TestApp) {
    for (method, path, has) in [
        (Method::DELETE, "/projects", "POST"),
        (Method::PUT, "/programmes/soissons", "PATCH"),
        (Method::GET, "/auth/login", "POST"),
        (Method::PATCH, "/search", "GET"),
    ] {
        let refused = app.anonymous().request(method, path).await.refused(ErrorCode::MethodNotAllowed);
        assert!(refused.header("allow").contains(has), "{refused:?}");
    }
}

async fn every_patch_takes_the_type_of_a_merge_patch(app: &TestApp) {
    let admin = app.admin().await;
    let patches =
        contract::operations(&contract::COMMITTED).into_iter().filter(|(method, ..)| method == "PATCH");
    for (_, template, _) in patches {
        let path: Vec<_> =
            template.split('/').map(|part| if part.starts_with('{') { "1" } else { part }).collect();
        let request = tests::client::Request::at_root(&admin, Method::PATCH, &path.join("/")).if_match("*");
        let answer = request.raw("application/merge-patch+json", "{}").await;
        assert_ne!(answer.status, 415, "{template}: {answer:?}");
    }
}

async fn head_answers_as_get_does_without_a_body(app: &TestApp) {
    let coordinator = app.coordinator().await;
    let call = scene::call_path(app).await;
    for path in
        ["/projects".into(), format!("{call}/form.pdf"), format!("{call}/session/events"), "/nowhere".into()]
    {
        let got = async |method| coordinator.request(method, &path).header("accept", "*/*").await;
        let (head, get) = match path.ends_with("/events") {
            // This one would not end.
            true => (got(Method::HEAD).await, None),
            false => (got(Method::HEAD).await, Some(got(Method::GET).await)),
        };
        assert!(head.body.is_empty(), "{path}");
        if let Some(get) = get {
            assert_eq!(head.status, get.status, "{path}");
            for name in ["content-type", "etag"] {
                assert_eq!(head.header(name), get.header(name), "{path} {name}");
            }
        } else {
            assert_eq!((head.status, head.header("content-type")), (200, "text/event-stream"), "{path}");
        }
    }
}

async fn a_format_that_is_not_json_is_not_acceptable(app: &TestApp) {
    for accept in ["application/xml", "text/csv, application/pdf;q=0.9"] {
        app.anonymous().get("/calls").header("accept", accept).await.refused(ErrorCode::NotAcceptable);
    }
    for accept in
        ["*/*", "application/json", "application/*", "text/html,application/xhtml+xml,*/*;q=0.8", ""]
    {
        app.anonymous().get("/calls").header("accept", accept).await.is(200);
    }
}

async fn refusals_speak_the_language_of_the_request(app: &TestApp) {
    let visitor = app.anonymous();
    let nowhere = "/projects/0193c8a2-6d1f-7a52-8f4e-1b2c3d4e5f60";
    let french = visitor.get(nowhere).await.refused(ErrorCode::NotFound);
    let english =
        visitor.get(nowhere).header("accept-language", "en-GB,fr;q=0.5").await.refused(ErrorCode::NotFound);
    let german = visitor.get(nowhere).header("accept-language", "de").await.refused(ErrorCode::NotFound);
    assert_eq!(english["detail"], "Not found.");
    assert_ne!(french["detail"], english["detail"]);
    assert_eq!(german["detail"], french["detail"]);
}

async fn every_answer_carries_its_request_id_and_safe_headers(app: &TestApp) {
    let visitor = app.anonymous();
    let refused = visitor.get("/me").await.refused(ErrorCode::Unauthenticated);
    assert_eq!(refused["request_id"], refused.header("x-request-id"));
    let other = visitor.get("/me").await;
    assert_ne!(refused["request_id"], other["request_id"]);
    for answer in [refused, visitor.get("/calls").await.is(200)] {
        assert_eq!(answer.header("x-content-type-options"), "nosniff", "{answer:?}");
        assert!(!answer.header("x-request-id").is_empty(), "{answer:?}");
        assert_eq!(answer.header("server"), "", "{answer:?}");
    }
}

async fn swagger_ui_is_served_with_the_specification(app: &TestApp) {
    let page = app.anonymous().get_root("/api/docs/").await.is(200);
    assert!(page.header("content-type").starts_with("text/html"), "{page:?}");
    let scripts = app.anonymous().get_root("/api/docs/swagger-initializer.js").await.is(200);
    assert!(String::from_utf8_lossy(&scripts.body).contains("/api/openapi.json"), "{scripts:?}");
}
