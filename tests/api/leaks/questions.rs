//! Every question that the specification lets somebody ask, and how it is asked.

use super::{
    people::Ear,
    told::Told,
    world::{HIDDEN, World},
};
use std::collections::BTreeMap;
use tests::{client::Request, contract};

/// What a question compares. Of each kind one must be seen to change where a change may be seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// An operation as it stands.
    Plain,
    /// A list in some order, one item a page: the first item, and what its cursor holds.
    Sorted,
    /// A list as long as it can be.
    Whole,
    /// A filter or a search.
    Filtered,
    /// A filter by a call that is in preparation.
    OfHiddenCall,
    /// With the version that was read before anything happened.
    OldTag,
    /// In another language.
    English,
    /// The first event of a stream.
    Event,
    /// A write without a version.
    NoVersion,
    /// A write over a version that never was.
    Stale,
    /// A dry run over any version.
    DryRun,
    /// A write over any version, where state or role refuses it.
    AnyVersion,
}

impl Kind {
    pub const READS: [Kind; 8] = [
        Kind::Plain,
        Kind::Sorted,
        Kind::Whole,
        Kind::Filtered,
        Kind::OfHiddenCall,
        Kind::OldTag,
        Kind::English,
        Kind::Event,
    ];
}

/// A question: its kind, and how the specification names what is asked.
pub type Question = (Kind, String);
/// What was told, by question.
pub type Answers = BTreeMap<Question, Told>;

/// The fields that each list sorts by; with a minus, those that it sorts by downwards only.
const SORTS: [(&str, &[&str]); 18] = [
    ("/calls", &["opens_on", "closes_on", "title"]),
    ("/calls/{id}/assignments", &["created_at"]),
    ("/calls/{id}/decisions", &["number"]),
    (
        "/calls/{id}/ranking",
        &["rank", "score", "corrected", "change", "median", "spread", "title", "requested"],
    ),
    ("/calls/{id}/simulations", &["created_at"]),
    ("/contributions", &["updated_at", "title"]),
    ("/districts", &["name", "kind"]),
    ("/emails", &["created_at"]),
    ("/invitations", &["email", "created_at", "expires_at"]),
    ("/memberships", &["created_at"]),
    ("/objectives", &["code", "label"]),
    ("/partners", &["name", "kind", "created_at"]),
    ("/programmes", &["name", "slug", "created_at"]),
    ("/projects", &["created_at", "updated_at", "submitted_at", "title", "number", "requested"]),
    ("/projects/{id}/messages", &["-at"]),
    ("/projects/{id}/reviews", &["-created_at"]),
    ("/reviews", &["-created_at"]),
    ("/users", &["name", "email", "created_at"]),
];

/// Filters and searches that could tell what the plain operation does not. Braces as in the keys of the names.
const FILTERS: [&str; 26] = [
    "/projects?status=decided",
    "/projects?status=admissible",
    "/projects?status=under_review",
    "/projects?status=selected,selected_with_reservations,waitlisted,rejected",
    "/projects?call={calls}",
    "/projects?partner={partners}",
    "/projects?objective=O2",
    "/projects?district=Presles",
    "/projects?mine=true",
    "/projects?unread=true",
    "/projects?q=famille",
    "/projects?q=zanzibar",
    "/projects/{projects}/attachments?filed=true",
    "/search?q=famille",
    "/search?q=zanzibar",
    "/calls?q=zanzibar",
    "/calls?status=draft",
    "/calls/{calls}/assignments?mine=true",
    "/contributions?project={projects}",
    "/exports/projects.csv?call={calls}",
    "/exports/reviews.csv?call={calls}",
    "/emails?project={projects}",
    "/emails?kind=decision",
    "/reviews?status=submitted",
    "/reviews?status=abstained",
    "/reviews?call={calls}&mine=true",
];

/// Where the slug of a call can be asked for.
const BY_CALL: [&str; 6] = [
    "/projects?call=",
    "/reviews?call=",
    "/exports/projects.csv?call=",
    "/exports/reviews.csv?call=",
    "/calls/",
    "/search?q=",
];

/// Asked in English too: what may be seen, what may not, what does not exist.
const IN_ENGLISH: [&str; 6] = [
    "/projects/{id}",
    "/projects/{id}/reviews",
    "/projects/{id}/decision.pdf",
    "/calls/{id}/decisions",
    "/calls/{id}/publication",
    "/reviews/{id}",
];

/// Asked with the version that was read first.
const TAGGED: [&str; 3] = ["/projects/{id}", "/calls/{id}", "/projects/{id}/sections/{section}"];

/// What every operation needs besides its path.
fn query(template: &str) -> &'static str {
    match template {
        "/projects/{id}/versions/compare" => "?from=1&to=1",
        "/exports/reviews.csv" | "/exports/reviews.xlsx" => "?call=2026",
        _ => "",
    }
}

/// The path that a template stands for. A template that names something unknown fails the walk.
fn filled(template: &str, world: &World) -> String {
    let mut fixed = Vec::new();
    let mut path = String::new();
    for part in template.split('/').filter(|part| !part.is_empty()) {
        path.push('/');
        if part.starts_with('{') {
            let key = fixed.join("/");
            let name = world.names.get(key.as_str());
            path.push_str(
                name.unwrap_or_else(|| panic!("{template}: tests/api/leaks/world.rs names no {key}")),
            );
        } else {
            fixed.push(part);
            path.push_str(part);
        }
    }
    path
}

/// What is asked below `/api/v1`: by template, with all that varies it.
fn reads(world: &World) -> Vec<(Kind, String, String)> {
    let mut all = Vec::new();
    for (method, template, operation) in contract::operations(&contract::COMMITTED) {
        let Some(template) = template.strip_prefix("/api/v1").filter(|_| method == "GET") else { continue };
        let path = filled(template, world);
        let mut ask =
            |kind, query: String| all.push((kind, format!("{template}{query}"), format!("{path}{query}")));
        ask(Kind::Plain, query(template).to_owned());
        let takes = |name: &str| {
            let parameters = operation["parameters"].as_array().into_iter().flatten();
            parameters.into_iter().any(|parameter| parameter["name"] == name)
        };
        if takes("limit") && template != "/search" {
            ask(Kind::Whole, "?limit=100".to_owned());
        }
        if takes("sort") {
            // A list as a file sorts by what the list does.
            let list = template.trim_end_matches(".csv").trim_end_matches(".xlsx");
            let (_, fields) = SORTS.iter().find(|(named, _)| *named == list).unwrap_or_else(|| {
                panic!("{template} sorts: name its fields in SORTS, tests/api/leaks/questions.rs")
            });
            for field in *fields {
                ask(Kind::Sorted, format!("?limit=1&sort={field}"));
                if !field.starts_with('-') {
                    ask(Kind::Sorted, format!("?limit=1&sort=-{field}"));
                }
            }
        }
        if IN_ENGLISH.contains(&template) {
            ask(Kind::English, String::new());
        }
        if TAGGED.contains(&template) {
            ask(Kind::OldTag, String::new());
        }
        if template.ends_with("/session/events") {
            ask(Kind::Event, String::new());
        }
    }
    for filter in FILTERS {
        let path = ["calls", "partners", "projects"]
            .iter()
            .fold(filter.to_owned(), |path, name| path.replace(&format!("{{{name}}}"), &world.names[name]));
        all.push((Kind::Filtered, filter.to_owned(), path));
    }
    let hidden = BY_CALL.iter().map(|asked| format!("{asked}{HIDDEN}"));
    all.extend(hidden.map(|asked| (Kind::OfHiddenCall, asked.clone(), asked)));
    all
}

/// Asks everything of these kinds; `first` is what was told the first time, where that is over.
pub async fn walk(ear: &Ear, world: &World, kinds: &[Kind], first: Option<&Answers>) -> Answers {
    let mut answers = Answers::new();
    for (kind, asked, path) in reads(world).into_iter().filter(|(kind, ..)| kinds.contains(kind)) {
        let question = ear.person.get(&path);
        let told = match kind {
            Kind::English => Told::of(&question.header("accept-language", "en").await),
            Kind::OldTag => {
                let plain = (Kind::Plain, asked.clone());
                let known = first.unwrap_or(&answers).get(&plain).and_then(Told::tag);
                Told::of(&with_tag(question, known).await)
            }
            Kind::Event => {
                let told = Told::of(&question.await);
                let begins = told.status == 200;
                told.with_event(if begins { ear.person.follow(&path).await.next().await } else { None })
            }
            _ => Told::of(&question.await),
        };
        let unknown = kind == Kind::Sorted && told.status == 422;
        assert!(
            !unknown,
            "{asked}: SORTS, tests/api/leaks/questions.rs, names a field that is none\n{told:?}"
        );
        answers.insert((kind, asked), told);
    }
    if kinds.contains(&Kind::Plain) {
        for (method, template, _) in contract::operations(&contract::COMMITTED) {
            if method == "GET" && !template.starts_with("/api/v1/") {
                let told = Told::of(&ear.person.get_root(&template).await);
                answers.insert((Kind::Plain, template), told);
            }
        }
        assert!(answers.len() > 80, "the specification has only {} questions", answers.len());
    }
    answers
}

fn with_tag(question: Request, tag: Option<&str>) -> Request {
    tag.into_iter().fold(question, |question, tag| question.header("if-none-match", tag))
}
