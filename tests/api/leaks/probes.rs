//! Writes that come to nothing, and what their refusals tell: the bodies are those of the permission table, which has one
//! for each operation.

use super::{
    people::{Ear, Stand},
    questions::{Answers, Kind},
    told::Told,
    world::World,
};
use crate::permissions::{Line, lines, prefix, with_body};
use reqwest::Method;
use std::collections::BTreeSet;
use tests::{client::Request, contract};

/// Operations that would really write, or that count who tries, with why they are left out. All others are asked of
/// everybody, and none may come to anything.
const LEFT_OUT: [(&str, &str); 17] = [
    ("POST /auth/login", "a login is a session more; it knows of no project"),
    ("POST /auth/token", "the same"),
    ("POST /auth/logout", "ends the session that asks"),
    ("POST /auth/invitations/accept", "guesses are counted and slow the next one down"),
    ("POST /auth/password/reset", "the same"),
    ("POST /me/password", "the same"),
    ("POST /receipts/verify", "the same; what it answers is of the fiche that was filed"),
    ("POST /projects", "a partner begins a fiche of its own"),
    ("PUT /projects/{}/presence", "the applicant's own presence is written down"),
    ("POST /projects/{}/messages", "the applicant's message is written"),
    ("POST /projects/{}/collaborators", "the applicant invites somebody"),
    ("POST /invitations", "a steward invites somebody"),
    ("POST /partners", "a steward makes an organisation"),
    ("POST /objectives", "the coordination of elsewhere makes one of its own"),
    ("POST /districts", "the same"),
    ("POST /calls/{}/session/attendance", "a carrier notes itself present, which the committee is to see"),
    ("POST /calls/{}/signatures", "a carrier signs; that everything is decided is for it to know"),
];

/// Operations that answer and write nothing.
const ANSWERS_ONLY: [&str; 1] = ["POST /emails/templates/{}/preview"];

/// What the coordinator would do with a try, since it needs no version.
const NEEDS_NO_VERSION: [&str; 2] = ["DELETE /calls/{}/assignments/{}", "POST /calls/{}/publication"];

/// Refused by state or role whatever the version: asked with `If-Match: *`.
const REFUSED_ALWAYS: [&str; 39] = [
    "POST /calls/{}/publish",
    "POST /calls/{}/extensions",
    "POST /calls/{}/extensions/{}/revoke",
    "POST /calls/{}/assignments",
    "POST /calls/{}/assignments/proposal",
    "DELETE /calls/{}/assignments/{}",
    "POST /calls/{}/assignments/{}/reopenings",
    "POST /calls/{}/simulations",
    "PATCH /calls/{}/simulations/{}",
    "DELETE /calls/{}/simulations/{}",
    "POST /calls/{}/simulations/{}/decisions",
    "POST /calls/{}/decisions",
    "POST /calls/{}/publication",
    "PATCH /calls/{}/session",
    "DELETE /calls/{}/session/attendance/{}",
    "POST /calls/{}/reserve",
    "PATCH /projects/{}",
    "DELETE /projects/{}",
    "PATCH /projects/{}/sections/{}",
    "POST /projects/{}/submit",
    "POST /projects/{}/return",
    "POST /projects/{}/admissibility",
    "POST /projects/{}/reopen",
    "POST /projects/{}/abandon",
    "POST /projects/{}/attachments",
    "PATCH /projects/{}/attachments/{}",
    "DELETE /projects/{}/attachments/{}",
    "POST /projects/{}/fiche.docx",
    "POST /projects/{}/reviews",
    "POST /projects/{}/conflicts",
    "POST /projects/{}/conflicts/{}/lift",
    "PATCH /projects/{}/feedback",
    "PATCH /projects/{}/reservations/{}",
    "POST /projects/{}/reservations/{}/proof",
    "POST /projects/{}/reservations/{}/lift",
    "PATCH /reviews/{}",
    "POST /reviews/{}/submit",
    "POST /emails/release",
    "PATCH /emails/{}",
];

/// `POST /calls/{}/publication`.
fn operation(line: &Line) -> String {
    line.template().replace(" /api/v1", " ")
}

/// Whether the specification gives an operation a parameter.
fn takes(template: &str, parameter: &str) -> bool {
    let nameless = |path: &str| {
        let parts = path.split('/').map(|part| if part.starts_with('{') { "{}" } else { part });
        parts.collect::<Vec<_>>().join("/")
    };
    let all = contract::operations(&contract::COMMITTED);
    let found = all.iter().find(|(method, path, _)| format!("{method} {}", nameless(path)) == template);
    let (.., operation) = found.unwrap_or_else(|| panic!("{template} is no operation"));
    operation["parameters"].as_array().into_iter().flatten().any(|given| given["name"] == parameter)
}

/// A write, and how it is tried.
pub struct Probe {
    /// `POST /calls/{}/publication`
    operation: String,
    /// As the table writes it: with what answers are compared.
    name: String,
    line: Line,
    kinds: Vec<Kind>,
}

/// All writes, with everything that they name. A name of the table that stands for nothing here fails the walk, and so does
/// an operation of the lists that is none.
pub fn probes(world: &World) -> Vec<Probe> {
    let mut seen = BTreeSet::new();
    let mut probes = Vec::new();
    for mut line in lines() {
        let (operation, template) = (operation(&line), line.template());
        let name = format!("{} {} {}", line.method, line.path, line.body);
        line.path = world.filled(&line.path);
        line.body = world.filled(&line.body);
        let once = seen.insert((line.method.clone(), line.path.clone(), line.body.clone()));
        if line.method == "GET" || !once || LEFT_OUT.iter().any(|(out, _)| *out == operation) {
            continue;
        }
        let mut kinds = vec![Kind::NoVersion];
        kinds.extend(
            (takes(&template, "If-Match") || operation.ends_with("/decisions")).then_some(Kind::Stale),
        );
        kinds.extend(takes(&template, "dry_run").then_some(Kind::DryRun));
        kinds.extend(REFUSED_ALWAYS.contains(&operation.as_str()).then_some(Kind::AnyVersion));
        probes.push(Probe { operation, name, line, kinds });
    }
    let known: BTreeSet<String> = lines().iter().map(operation).collect();
    let named = LEFT_OUT.iter().map(|(name, _)| name).chain(&REFUSED_ALWAYS).chain(&ANSWERS_ONLY);
    let unknown: Vec<_> = named.filter(|name| !known.contains(**name)).collect();
    assert!(unknown.is_empty(), "named in tests/api/leaks/probes.rs and no operation: {unknown:?}");
    probes
}

impl Probe {
    fn request(&self, ear: &Ear, kind: Kind) -> Request {
        let Line { method, path, body, .. } = &self.line;
        let dry = match (kind, path.contains('?')) {
            (Kind::DryRun, false) => "?dry_run=true",
            (Kind::DryRun, true) => "&dry_run=true",
            _ => "",
        };
        let method: Method = method.parse().expect("a method");
        let request = Request::at_root(&ear.person, method, &format!("{}{path}{dry}", prefix(path)));
        let request = match kind {
            Kind::Stale => request.if_match("\"0\""),
            Kind::DryRun | Kind::AnyVersion => request.if_match("*"),
            _ => request,
        };
        with_body(request, body)
    }
}

/// What came of the tries of one person.
pub struct Tried {
    pub answers: Answers,
    /// Those that came to something, which none of an outsider may.
    pub wrote: Vec<String>,
}

/// Tries every write. The coordinator does with any version what is the coordinator's, and so is not asked to.
pub async fn try_all(ear: &Ear, probes: &[Probe]) -> Tried {
    let may = matches!(ear.stand, Stand::Sees | Stand::Aside);
    let mut tried = Tried { answers: Answers::new(), wrote: Vec::new() };
    for probe in probes.iter().filter(|probe| !may || !NEEDS_NO_VERSION.contains(&probe.operation.as_str())) {
        for kind in probe.kinds.iter().filter(|kind| !may || **kind != Kind::AnyVersion) {
            let answer = probe.request(ear, *kind).await;
            let harmless = *kind == Kind::DryRun || ANSWERS_ONLY.contains(&probe.operation.as_str());
            if answer.status < 400 && !harmless && !may {
                tried.wrote.push(format!("{} · {kind:?} {} · {}", ear.who, probe.name, answer.status));
            }
            tried.answers.insert((*kind, probe.name.clone()), Told::of(&answer));
        }
    }
    tried
}

/// The writes that are refused whatever the version, for somebody for whom they are not any more.
pub async fn try_with_any_version(ear: &Ear, probes: &[Probe]) -> Answers {
    let mut answers = Answers::new();
    for probe in probes.iter().filter(|probe| probe.kinds.contains(&Kind::AnyVersion)) {
        let told = Told::of(&probe.request(ear, Kind::AnyVersion).await);
        answers.insert((Kind::AnyVersion, probe.name.clone()), told);
    }
    answers
}
