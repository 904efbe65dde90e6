//! What the README's pictures show, brought about over HTTP on a fresh demonstration: a fiche begun, two under review, decisions.

use std::collections::BTreeMap;
use std::fs;

use anyhow::{Context, Result, bail};
use serde_json::{Value, json};

use super::PASSWORD;
use crate::workspace::Workspace;

/// The fiches that the demonstration's history invents, with kinds of partners where a fiche has ids.
const FICHES: &str = "api/demo/history.json";
/// Scores given before the picture is taken; the other criteria are still to be scored.
const SCORES: [i64; 5] = [4, 5, 3, 4, 2];

/// A picture: who looks, at what address, and the name of its file.
pub struct Picture {
    pub persona: &'static str,
    pub address: String,
    pub file: &'static str,
}

/// Sets the scene and says what to photograph.
pub fn set(workspace: &Workspace, server: &str) -> Result<Vec<Picture>> {
    let text = fs::read_to_string(workspace.path(FICHES)).with_context(|| format!("cannot read {FICHES}"))?;
    let fiches: Value = serde_json::from_str(&text)?;
    let [association, school, coordinator] =
        ["partner-association", "partner-school", "coordinator"].map(|who| Person::log_in(server, who));
    let (association, school, coordinator) = (association?, school?, coordinator?);
    let open = coordinator.get("/calls?status=open")?;
    let call = text_of(&open["items"][0]["id"])?;
    let partners = coordinator.partners()?;

    let begun = json!({"call": call, "title": "Un potager partagé à Presles",
        "summary": "Des familles et deux classes cultivent ensemble un potager au pied des immeubles.",
        "objectives": {"main": "O2"}, "need": "Peu de lieux où parents et enfants font quelque chose ensemble."});
    let draft = association.post("/projects", &begun)?;

    let mut filed = Vec::new();
    for (index, author) in [(0, &association), (2, &school)] {
        let mut fiche = fiches["projects"][index]["fiche"].clone();
        adopt(&mut fiche, &partners, &call);
        let project = author.post("/projects", &fiche)?;
        let path = format!("/projects/{}", text_of(&project["id"])?);
        author.act(&path, "submit", &json!({}))?;
        coordinator.act(&path, "admissibility", &json!({"admissible": true}))?;
        filed.push(path);
    }
    let review = review(&coordinator, server, &call, &filed[0])?;
    for (path, funder, cents) in
        [(&filed[0], "sous_prefecture", 550_000), (&filed[1], "education_nationale", 120_000)]
    {
        let amount = json!({"amount": cents, "currency": "EUR"});
        let decision = json!({"project": path.rsplit('/').next(), "outcome": "selected", "reason": "",
            "amounts": [{"funder": partners.get(funder), "proposed": amount, "voted": amount}]});
        coordinator.post(&format!("/calls/{call}/decisions"), &decision)?;
    }

    let draft = text_of(&draft["id"])?;
    let picture = |persona, address, file| Picture { persona, address, file };
    Ok(vec![
        picture("anonymous", "/".to_owned(), "home.png"),
        picture("partner-association", format!("/fiches/{draft}/modifier"), "fiche.png"),
        picture(review.0, format!("/evaluations/{}", review.1), "review.png"),
        picture("coordinator", format!("/gestion/appels/{call}/decisions"), "decisions.png"),
    ])
}

/// A review half done, by the first reviewer who is in no conflict of interest; the account and the review's id.
fn review(coordinator: &Person, server: &str, call: &str, project: &str) -> Result<(&'static str, String)> {
    for who in ["reviewer-1", "reviewer-2", "reviewer-3"] {
        let reviewer = Person::log_in(server, who)?;
        let id = text_of(&reviewer.get("/me")?["id"])?;
        let body = json!({"project": project.rsplit('/').next(), "reviewer": id});
        if coordinator.post(&format!("/calls/{call}/assignments"), &body).is_err() {
            continue;
        }
        let criteria = coordinator.get(&format!("/calls/{call}"))?["criteria"].clone();
        let codes = criteria.as_array().into_iter().flatten().map(|criterion| criterion["code"].clone());
        let scores: Vec<Value> = codes
            .zip(SCORES)
            .map(|(criterion, score)| json!({"criterion": criterion, "score": score, "comment": ""}))
            .collect();
        let begun = reviewer.post(&format!("{project}/reviews"), &json!({"scores": scores}))?;
        return Ok((who, text_of(&begun["id"])?));
    }
    bail!("every reviewer is in conflict with the project of the picture")
}

/// Puts the demonstration's partners in the place of their kinds, and the fiche into the open call.
fn adopt(fiche: &mut Value, partners: &BTreeMap<String, String>, call: &str) {
    fiche["call"] = json!(call);
    if let Some(title) = fiche["title"].as_str().map(|title| title.replace(" (démo)", "")) {
        fiche["title"] = json!(title);
    }
    for (list, member) in [("/partners", "partner"), ("/requests", "funder"), ("/budget/revenues", "funder")]
    {
        for item in fiche.pointer_mut(list).and_then(Value::as_array_mut).into_iter().flatten() {
            let id = item[member].as_str().and_then(|kind| partners.get(kind));
            if let Some(id) = id {
                item[member] = json!(id);
            }
        }
    }
}

fn text_of(value: &Value) -> Result<String> {
    value
        .as_str()
        .map(str::to_owned)
        .with_context(|| format!("the API answered {value} where a text was expected"))
}

/// Somebody logged in.
struct Person {
    server: String,
    token: String,
}

impl Person {
    fn log_in(server: &str, account: &str) -> Result<Self> {
        let credentials = json!({"email": format!("{account}@demo.example"), "password": PASSWORD});
        let address = format!("{server}/api/v1/auth/login");
        let answer: Value = ureq::post(address).send_json(&credentials)?.body_mut().read_json()?;
        Ok(Self { server: server.to_owned(), token: text_of(&answer["access_token"])? })
    }

    fn address(&self, path: &str) -> String {
        format!("{}/api/v1{path}", self.server)
    }

    fn bearer(&self) -> String {
        format!("Bearer {}", self.token)
    }

    fn get(&self, path: &str) -> Result<Value> {
        let request = ureq::get(self.address(path)).header("Authorization", self.bearer());
        Ok(request.call().with_context(|| format!("GET {path}"))?.body_mut().read_json()?)
    }

    fn post(&self, path: &str, body: &Value) -> Result<Value> {
        let request = ureq::post(self.address(path)).header("Authorization", self.bearer());
        Ok(request.send_json(body).with_context(|| format!("POST {path}"))?.body_mut().read_json()?)
    }

    /// A transition, from the version that is there.
    fn act(&self, project: &str, transition: &str, body: &Value) -> Result<()> {
        let read = ureq::get(self.address(project)).header("Authorization", self.bearer()).call()?;
        let etag =
            read.headers().get("etag").and_then(|tag| tag.to_str().ok()).unwrap_or_default().to_owned();
        ureq::post(self.address(&format!("{project}/{transition}")))
            .header("Authorization", self.bearer())
            .header("If-Match", etag)
            .send_json(body)
            .with_context(|| format!("{transition} of {project}"))?;
        Ok(())
    }

    /// Ids of the partners by kind; the first of each.
    fn partners(&self) -> Result<BTreeMap<String, String>> {
        let listed = self.get("/partners?limit=100")?;
        let mut partners = BTreeMap::new();
        for partner in listed["items"].as_array().into_iter().flatten() {
            partners.entry(text_of(&partner["kind"])?).or_insert(text_of(&partner["id"])?);
        }
        Ok(partners)
    }
}
