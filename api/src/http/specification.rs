//! The specification: what utoipa collected, completed with what every operation shares.

use super::refusals;
use serde_json::{Map, Value, json};
use utoipa::openapi::{
    Components, ComponentsBuilder, InfoBuilder, License, OpenApi, OpenApiBuilder, SecurityRequirement,
    security::{Flow, Http, HttpAuthScheme, OAuth2, Password, Scopes, SecurityScheme},
    tag::TagBuilder,
};
use utoipa_swagger_ui::{Config, SwaggerUi, oauth};

/// Where the web reads it.
pub const PATH: &str = "/api/openapi.json";

const TAGS: [(&str, &str); 17] = [
    ("auth", "Logging in and out"),
    ("me", "The person who is logged in"),
    ("programmes", "Programmes, objectives, districts"),
    ("partners", "Organisations"),
    ("calls", "Calls for projects"),
    ("projects", "Fiches-action and their life"),
    ("attachments", "Files of projects and partners"),
    ("messages", "Between partner and coordination"),
    ("reviews", "Assignments, conflicts, reviews"),
    ("committee", "Ranking, decisions, signatures, publication"),
    ("documents", "Forms and receipts as PDF, DOCX and JSON, and the way back"),
    ("search", "Search"),
    ("exports", "Tables for spreadsheets"),
    ("accounts", "Accounts, memberships, invitations"),
    ("emails", "Outbox and templates of e-mails"),
    ("health", "For whoever operates the server"),
    ("open-data", "Without an account"),
];

/// What the collected paths are added to.
pub fn base() -> OpenApi {
    let password = Flow::Password(Password::new("/api/v1/auth/token", Scopes::new()));
    let mut components: Components = ComponentsBuilder::new()
        .security_scheme("oauth2", SecurityScheme::OAuth2(OAuth2::new([password])))
        .security_scheme("token", SecurityScheme::Http(Http::new(HttpAuthScheme::Bearer)))
        .build();
    for (name, schema) in refusals::schemas() {
        components.schemas.insert(name, schema);
    }
    let tags =
        TAGS.map(|(name, description)| TagBuilder::new().name(name).description(Some(description)).build());
    let mut license = License::new("EUPL-1.2");
    license.identifier = Some("EUPL-1.2".into());
    OpenApiBuilder::new()
        .info(
            InfoBuilder::new()
                .title("Alliance")
                .version(env!("CARGO_PKG_VERSION"))
                .description(Some(
                    "Calls for projects of a Cité éducative, from opening to published decisions. \
                     Lists are paged by cursor, writes need `If-Match`, errors are RFC 9457 problems. See docs/API.md.",
                ))
                .license(Some(license)),
        )
        .components(Some(components))
        .tags(Some(tags))
        .security(Some([SecurityRequirement::new("oauth2", [""; 0]), SecurityRequirement::new("token", [""; 0])]))
        .build()
}

/// Swagger UI at `/api/docs/`.
pub fn swagger_ui() -> SwaggerUi {
    let oauth = oauth::Config::new().client_id("swagger-ui").use_pkce_with_authorization_code_grant(false);
    SwaggerUi::new("/api/docs/{_:.*}")
        .config(Config::from(PATH).persist_authorization(false).try_it_out_enabled(true).deep_linking(true))
        .oauth(oauth)
}

/// Adds what no handler should have to repeat: headers, patches, an example for every body.
pub fn complete(document: OpenApi) -> Value {
    let mut document = serde_json::to_value(document).unwrap_or_default();
    patches(&mut document);
    let schemas = document["components"]["schemas"].clone();
    let Some(paths) = document["paths"].as_object_mut() else { return document };
    for (path, operations) in paths.iter_mut() {
        for (method, operation) in operations.as_object_mut().into_iter().flatten() {
            if method == "get" && is_object(path) {
                operation["responses"]["304"] = json!({"description": "The client has this version already"});
            }
            parameters(method, operation);
            operation["operationId"] = json!(operation_id(method, path));
            // Who may come with a token may have got it by either scheme.
            if let Some(schemes) = operation.get_mut("security").and_then(Value::as_array_mut)
                && schemes.contains(&json!({"token": []}))
            {
                schemes.push(json!({"oauth2": []}));
            }
            if path.starts_with("/api/v1/") {
                operation["responses"]["406"] = json!(refusals::response(406));
            }
            let bodies = operation["requestBody"]["content"].as_object_mut().into_iter().flatten();
            for (_, media) in bodies {
                exemplify(media, &schemas, None);
            }
            for (status, response) in operation["responses"].as_object_mut().into_iter().flatten() {
                for (_, media) in response["content"].as_object_mut().into_iter().flatten() {
                    exemplify(media, &schemas, status.parse().ok());
                }
            }
        }
    }
    // Indexing a missing key of a Value in place inserts null: drop what that left.
    prune(&mut document);
    document
}

/// `get_calls_id_ranking`: unique, and stable while the path is.
fn operation_id(method: &str, path: &str) -> String {
    let words = path
        .trim_start_matches("/api/v1")
        .split(|c: char| !c.is_ascii_alphanumeric())
        .filter(|word| !word.is_empty());
    std::iter::once(method).chain(words).collect::<Vec<_>>().join("_")
}

fn prune(value: &mut Value) {
    let Some(paths) = value["paths"].as_object_mut() else { return };
    for operation in
        paths.values_mut().filter_map(Value::as_object_mut).flat_map(|operations| operations.values_mut())
    {
        let Some(operation) = operation.as_object_mut() else { continue };
        if operation.get("requestBody").is_some_and(|body| body["content"].is_null()) {
            operation.remove("requestBody");
        }
        for response in operation.get_mut("responses").and_then(Value::as_object_mut).into_iter().flatten() {
            if let Some(response) = response.1.as_object_mut()
                && response.get("content").is_some_and(Value::is_null)
            {
                response.remove("content");
            }
        }
    }
}

/// Whether the path is that of one object: it has a version, which its ETag tells.
fn is_object(path: &str) -> bool {
    path.starts_with("/api/v1/") && (path.ends_with('}') || path.ends_with("/me"))
}

/// Header parameters: `If-None-Match` where 304 can be answered, `If-Match` where 428 can be answered and as one may where only
/// 412 can, `Idempotency-Key` on every POST.
fn parameters(method: &str, operation: &mut Value) {
    let answers = |status: &str| operation["responses"].get(status).is_some();
    let (has_version, needs_version) = (answers("304"), answers("428"));
    let may_name_version = answers("412") && !needs_version;
    let header = |name: &str, required: bool, description: &str, example: &str| {
        json!({"name": name, "in": "header", "required": required, "description": description,
               "schema": {"type": "string", "maxLength": 200}, "example": example})
    };
    let Some(operation) = operation.as_object_mut() else { return };
    let list = operation.entry("parameters").or_insert_with(|| json!([]));
    let Some(list) = list.as_array_mut() else { return };
    if has_version {
        list.push(header(
            "If-None-Match",
            false,
            "The ETag that the client has: nothing is sent again",
            "\"1\"",
        ));
    }
    if needs_version {
        list.push(header("If-Match", true, "The ETag that was read: a stale one is refused", "\"1\""));
    }
    if may_name_version {
        let description = "The ETag or version that was read: with it a stale one is refused";
        list.push(header("If-Match", false, description, "\"1\""));
    }
    if method == "post" {
        let description = "The same key and body get the first answer again for 24 hours";
        list.push(header("Idempotency-Key", false, description, "5f0c1d3e-6f9a-4c55-9a6e-2f1f0b7f6c11"));
    }
    if list.is_empty() {
        operation.remove("parameters");
    }
}

/// The body of a PATCH is the input with nothing required: absent is unchanged, null is removed.
fn patches(document: &mut Value) {
    let mut named = Vec::new();
    let Some(paths) = document["paths"].as_object_mut() else { return };
    for operations in paths.values_mut().filter_map(Value::as_object_mut) {
        let Some(content) = operations.get_mut("patch").and_then(|op| op.pointer_mut("/requestBody/content"))
        else {
            continue;
        };
        let reference =
            content.pointer("/application~1json/schema/$ref").and_then(Value::as_str).map(str::to_owned);
        let Some(name) = reference.as_deref().and_then(|text| text.rsplit('/').next()) else { continue };
        let patch = format!("{}Patch", name.trim_end_matches("Input"));
        let media = json!({"schema": {"$ref": format!("#/components/schemas/{patch}")}});
        *content = json!({"application/merge-patch+json": media, "application/json": media});
        named.push((name.to_owned(), patch));
    }
    for (input, patch) in named {
        let mut schema = document["components"]["schemas"][&input].clone();
        let required: Vec<Value> = schema["required"].as_array().cloned().unwrap_or_default();
        for (name, property) in schema["properties"].as_object_mut().into_iter().flatten() {
            if !required.contains(&json!(name))
                && !property["type"].as_array().is_some_and(|kinds| kinds.contains(&json!("null")))
            {
                *property = json!({"anyOf": [property.clone(), {"type": "null"}]});
            }
        }
        if let Some(fields) = schema.as_object_mut() {
            fields.remove("required");
            fields.insert(
                "description".into(),
                json!("JSON Merge Patch (RFC 7396): absent is unchanged, null is removed."),
            );
        }
        document["components"]["schemas"][&patch] = schema;
    }
}

fn exemplify(media: &mut Value, schemas: &Value, status: Option<u16>) {
    if media.get("example").is_some() {
        return;
    }
    let mut example = example(&media["schema"], schemas, 0);
    if let Some(code) = status.and_then(first_code) {
        let title = json!(code.title(openapi::error_code::Language::French));
        example["code"] = json!(code.as_str());
        example["type"] = json!(format!("/problems/{}", code.as_str()));
        example["status"] = json!(code.status());
        example["title"] = title.clone();
        example["detail"] = title;
        if code.status() != 422
            && let Some(fields) = example.as_object_mut()
        {
            fields.remove("errors");
        }
    }
    media["example"] = example;
}

fn first_code(status: u16) -> Option<openapi::ErrorCode> {
    openapi::ErrorCode::ALL.iter().copied().find(|code| code.status() == status)
}

/// An example of a schema: its own, or one made of those of its parts.
fn example(schema: &Value, schemas: &Value, depth: usize) -> Value {
    if depth > 12 {
        return Value::Null;
    }
    if let Some(name) = schema["$ref"].as_str().and_then(|text| text.rsplit('/').next()) {
        return example(&schemas[name], schemas, depth + 1);
    }
    for own in [&schema["example"], &schema["default"], &schema["enum"][0], &schema["examples"][0]] {
        if !own.is_null() {
            return own.clone();
        }
    }
    for kind in ["oneOf", "anyOf"] {
        let mut variants = schema[kind].as_array().into_iter().flatten();
        if let Some(variant) = variants.find(|variant| variant["type"] != "null") {
            return example(variant, schemas, depth + 1);
        }
    }
    if let Some(parts) = schema["allOf"].as_array() {
        let mut whole = Map::new();
        for part in parts {
            if let Value::Object(fields) = example(part, schemas, depth + 1) {
                whole.extend(fields);
            }
        }
        return Value::Object(whole);
    }
    let kind = schema["type"].as_str().or_else(|| schema["type"][0].as_str()).unwrap_or_default();
    match (kind, schema["format"].as_str()) {
        ("object", _) => {
            let properties = schema["properties"].as_object().into_iter().flatten();
            Value::Object(
                properties.map(|(name, part)| (name.clone(), example(part, schemas, depth + 1))).collect(),
            )
        }
        ("array", _) => json!([example(&schema["items"], schemas, depth + 1)]),
        ("integer" | "number", _) => schema.get("minimum").cloned().unwrap_or(json!(1)),
        ("boolean", _) => json!(false),
        ("string", Some("uuid")) => json!("0193c8a2-6d1f-7a52-8f4e-1b2c3d4e5f60"),
        ("string", Some("date")) => json!("2026-10-05"),
        ("string", Some("date-time")) => json!("2026-10-05T08:30:00Z"),
        ("string", _) => json!("texte"),
        _ => Value::Null,
    }
}
