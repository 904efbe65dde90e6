//! A project with everything that hangs on one, two others, and names for all that paths can name.

use super::events;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use tests::{Person, TestApp, app::PASSWORD, fiche::Carriers, files, scene, text};

/// Of nothing that exists.
pub const NOTHING: &str = "0193c8a2-6d1f-7a52-8f4e-1b2c3d4e5f60";
/// Who was invited to write the project.
pub const AMINA: &str = "amina@exemple.fr";
/// Who coordinates and will stand aside from the project.
pub const ASIDE: &str = "ecart@exemple.fr";
/// The slug of a call that the coordinator will prepare.
pub const HIDDEN: &str = "appel-cache";

/// What everything is about.
#[derive(Clone)]
pub struct World {
    pub carriers: Carriers,
    /// Paths: the project in question, one that is decided and withdrawn, one that is decided.
    pub project: String,
    pub withdrawn: String,
    pub other: String,
    pub call: String,
    /// Address of an account that owns what the Ville files.
    pub owner: String,
    /// What stands for the variables of a path, by the fixed parts before each: `calls`, `calls/decisions`.
    pub names: BTreeMap<&'static str, String>,
    /// What stands for the `$names` of the permission table.
    pub objects: BTreeMap<&'static str, String>,
}

/// Files the three in time, then brings the clock to the day after the deadline, where the first is under review by the
/// agglomeration's carrier.
pub async fn world(app: &TestApp) -> World {
    scene::settle_the_rest(app).await;
    let carriers = scene::carriers(app).await;
    let seat = json!({"role": "partner", "programme": "soissons", "partner": carriers.ville, "partner_role": "owner"});
    let owner = app.join("proprietaire@exemple.fr", seat).await;
    app.join(ASIDE, json!({"role": "coordinator", "programme": "soissons"})).await;
    let project = filed_with_all(app, &owner).await;
    let (school, coordinator) = (app.partner_school().await, app.coordinator().await);
    let withdrawn = scene::admissible(app, &school, "Un potager au collège").await;
    let other = scene::admissible(app, &school, "Théâtre au collège").await;
    coordinator.act(&project, "admissibility", &json!({"admissible": true})).await.is(200);
    app.later(scene::deadline(app).await + chrono::Duration::days(1)).await;
    scene::assign(app, &project, &app.carrier_agglo().await).await.is(201);
    for address in events::FREE {
        let seat = json!({"role": "reviewer", "programme": "soissons", "partner": carriers.sous_prefecture});
        app.join(address, seat).await;
    }
    let owner = owner.name().to_owned();
    let call = scene::call_path(app).await;
    let mut world = World {
        carriers,
        project,
        withdrawn,
        other,
        call,
        owner,
        names: BTreeMap::new(),
        objects: BTreeMap::new(),
    };
    world.name(app).await;
    world
}

/// With a file, a partner who takes part, somebody invited, a message.
async fn filed_with_all(app: &TestApp, owner: &Person) -> String {
    let project = scene::draft(app, owner, "Lire et écrire en famille").await;
    files::attached(owner, &project, "devis.pdf").await;
    let association = scene::partner_of(&app.partner_association().await).await;
    let part = json!({"partners": [{"partner": association, "role": "Anime"}]});
    owner.change(&project, &part).await.is(200);
    let letter = json!({"email": AMINA, "role": "editor"});
    let letter = owner.post(&format!("{project}/collaborators"), &letter).await.is(201);
    let accepted = json!({"token": text(&letter["token"]), "name": "Amina Diallo", "password": PASSWORD});
    app.anonymous().post("/auth/invitations/accept", &accepted).await.is(200);
    owner.act(&project, "submit", &json!({})).await.is(200);
    // Read at once: the mail about a message that waits would come at some moment of the walk.
    let message = owner.post(&format!("{project}/messages"), &json!({"text": "Bonjour."})).await.is(201).id();
    let read = format!("{project}/messages/read");
    for coordinator in [app.coordinator().await, app.log_in(ASIDE, PASSWORD).await] {
        coordinator.post(&read, &json!({"until": message})).await.is(200);
    }
    project
}

impl World {
    /// Finds a name for everything.
    async fn name(&mut self, app: &TestApp) {
        let coordinator = app.coordinator().await;
        let (association, ville) =
            (scene::partner_of(&app.partner_association().await).await, self.carriers.ville.clone());
        let first = async |list: &str| {
            let page = coordinator.get(list).await.is(200);
            page.items().first().map_or_else(String::new, |item| text(&item["id"]).to_owned())
        };
        let owner = app.log_in(&self.owner, PASSWORD).await;
        let document = files::attached(&owner, &format!("/partners/{ville}"), "statuts.pdf").await;
        let extension =
            json!({"partner": association, "until_on": "2030-01-01", "reason": "Panne du réseau."});
        let extension = coordinator.post(&format!("{}/extensions", self.call), &extension).await.is(201).id();
        let charts = app.anonymous().get("/charts").await.is(200);
        let people = owner.get(&format!("{}/collaborators", self.project)).await.is(200);
        let invited = people.items().iter().find(|person| person["email"] == AMINA).cloned();
        let invited = invited.map(|person| text(&person["id"]).to_owned()).unwrap_or_default();
        let attachment = first(&format!("{}/attachments", self.project)).await;
        let receipts = coordinator.get("/emails?kind=receipt").await.is(200);
        let id = |path: &str| scene::id(path).to_owned();
        let all = [
            ("calls", "call", id(&self.call)),
            ("calls/assignments", "assignment", first(&format!("{}/assignments", self.call)).await),
            ("calls/decisions", "decision", NOTHING.to_owned()),
            ("calls/extensions", "extension", extension),
            ("calls/session/attendance", "attendee", NOTHING.to_owned()),
            ("calls/simulations", "simulation", NOTHING.to_owned()),
            ("charts", "chart", text(&charts.items()[0]["version"]).to_owned()),
            ("districts", "district", first("/districts").await),
            ("emails", "email", text(&receipts.items()[0]["id"]).to_owned()),
            ("emails/templates", "email_kind", "decision".to_owned()),
            ("invitations", "invitation", NOTHING.to_owned()),
            ("memberships", "membership", first("/memberships").await),
            ("objectives", "objective", first("/objectives").await),
            ("partners", "partner", ville),
            ("partners/attachments", "document", id(&document)),
            ("programmes", "programme", first("/programmes").await),
            ("projects", "reviewable", id(&self.project)),
            ("projects/attachments", "attachment", attachment),
            ("projects/collaborators", "invitee", invited),
            ("projects/conflicts", "tied_user", scene::user_id(&app.reviewer_3().await).await),
            ("projects/contributions", "school", association),
            ("projects/reservations", "place", "1".to_owned()),
            ("projects/sections", "identity", "identity".to_owned()),
            ("projects/versions", "version", "1".to_owned()),
            ("reviews", "review", NOTHING.to_owned()),
            ("users", "other_user", scene::user_id(&app.reviewer_2().await).await),
        ];
        for (place, object, value) in all {
            self.set(place, object, &value);
        }
        // The table has a project for each state; here all are the one in question.
        for object in ["draft", "filed", "lent", "published"] {
            self.objects.insert(object, scene::id(&self.project).to_owned());
        }
        self.objects.insert("published_call", scene::id(&self.call).to_owned());
        self.objects.insert("hidden_call", HIDDEN.to_owned());
        self.objects.insert("nothing", NOTHING.to_owned());
        self.objects.insert("done", NOTHING.to_owned());
    }

    /// A text of the permission table with ids in place of its `$names`.
    pub fn filled(&self, text: &str) -> String {
        // Longer names first: `$reviewable` before `$review`.
        let objects = self.objects.iter().rev();
        let filled = objects.fold(text.to_owned(), |text, (name, id)| text.replace(&format!("${name}"), id));
        assert!(!filled.contains('$'), "tests/api/leaks/world.rs names no object for {filled}");
        filled
    }

    fn set(&mut self, place: &'static str, object: &'static str, value: &str) {
        self.names.insert(place, value.to_owned());
        self.objects.insert(object, value.to_owned());
    }

    /// A review that is not the asker's.
    pub fn review_is(&mut self, path: &str) {
        self.set("reviews", "review", scene::id(path));
        self.objects.insert("done", scene::id(path).to_owned());
    }

    pub fn decision_is(&mut self, id: &str) {
        self.set("calls/decisions", "decision", id);
    }

    pub fn simulation_is(&mut self, id: &str) {
        self.set("calls/simulations", "simulation", id);
    }

    /// A decision on a project: `voted` cents from the Ville, and this reason.
    pub fn decision(&self, project: &str, outcome: &str, voted: i64, reason: &str) -> Value {
        let money = json!({"amount": voted, "currency": "EUR"});
        let amounts = match voted {
            0 => json!([]),
            _ => json!([{"funder": self.carriers.ville, "proposed": money, "voted": money}]),
        };
        json!({"project": scene::id(project), "outcome": outcome, "reason": reason, "amounts": amounts, "reservations": [],
            "votes": {"in_favour": 2, "against": 1, "abstained": 0}})
    }
}
