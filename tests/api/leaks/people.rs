//! Who must not learn what. A project is led by the Ville, an association takes part in it: so there is somebody for
//! each way to be near it and still outside.

use super::world::{AMINA, ASIDE, World};
use serde_json::json;
use tests::{Person, TestApp, app::PASSWORD, scene};

/// How somebody stands to the project's reviews and decision before publication.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stand {
    /// Reads all projects, and of reviews and committee nothing before publication.
    Watches,
    /// Coordinates: sees everything, so that a change is noticed.
    Sees,
    /// Coordinates, and stands aside from it.
    Aside,
    /// Learns nothing of either: the public, the applicant's people, those who take part, reviewers who are tied to it, the
    /// observer, the coordination of another programme.
    Outside,
    /// Has to review it and has not: learns nothing of the reviews of others; of a decision nothing ever.
    Reviews,
    /// Runs the instance: learns of neither, but sees that mails are written and calls prepared.
    Runs,
    /// Sits in the committee and has a review of it to submit: sees who reviews and how far that is, no score.
    Owes,
    /// Sits in the committee and is recused from it: knows that the committee sits and what it decides on others; of this
    /// project neither reviews nor discussion nor decision.
    Recused,
}

pub const COORDINATOR: &str = "the coordinator";
pub const APPLICANT: &str = "the applicant";

/// Somebody who asks.
#[derive(Clone)]
pub struct Ear {
    pub person: Person,
    pub who: &'static str,
    pub stand: Stand,
}

/// What may change in the answers to a question, by the path that the specification names: these fields, or all (`*`).
pub type Known = [(&'static str, &'static [&'static str])];

/// What the reviewing of a project may change for somebody.
pub fn known_of_reviews(stand: Stand) -> &'static Known {
    match stand {
        Stand::Sees | Stand::Outside | Stand::Watches | Stand::Reviews => &[],
        // Who is written to, and when; not what.
        Stand::Runs => &[("/emails", &["*"]), ("/emails/status", &["*"])],
        // The committee follows its reviewers' work: who, done or not, recused; not what they say.
        Stand::Owes => &[
            ("/calls/{id}/assignments", &["*"]),
            ("/calls/{id}/conflicts", &["*"]),
            ("/projects/{id}/conflicts", &["*"]),
            ("/projects/{id}/events", &["*"]),
            ("/calls/{id}/ranking", &["reviews_done", "reviews_expected", "abstentions"]),
            ("/calls/{id}/ranking.csv", &["*"]),
            ("/calls/{id}/ranking.xlsx", &["*"]),
            ("/calls/{id}/session", &["reviews_done", "reviews_expected", "recused_people", "quorum"]),
            ("/calls/{id}/session/events", &["reviews_done", "reviews_expected", "recused_people", "quorum"]),
        ],
        // Who stands aside is named to all who sit.
        Stand::Recused | Stand::Aside => &[
            ("/calls/{id}/conflicts", &["*"]),
            ("/projects/{id}/conflicts", &["*"]),
            ("/calls/{id}/session", &["recused_people", "quorum"]),
            ("/calls/{id}/session/events", &["recused_people", "quorum"]),
        ],
    }
}

/// What the committee's work and the preparation of a call may change for somebody.
pub fn known_of_decisions(stand: Stand) -> &'static Known {
    match stand {
        // A call in preparation is there for those who run the instance.
        Stand::Runs => &[
            ("/emails", &["*"]),
            ("/emails/status", &["*"]),
            ("/calls", &["*"]),
            ("/search", &["*"]),
            ("/calls/appel-cache", &["*"]),
            ("/projects?call=appel-cache", &["*"]),
            ("PATCH /calls/$hidden_call {\"title\": \"Autre\"}", &["*"]),
        ],
        _ => &[],
    }
}

/// What may change for somebody when another project is withdrawn: who reads all projects finds one less, and the change.
pub fn known_of_withdrawal(stand: Stand) -> &'static Known {
    match stand {
        Stand::Watches => &[
            ("/exports/projects.csv", &["*"]),
            ("/exports/projects.xlsx", &["*"]),
            ("/projects/{id}/evidence", &["call"]),
            ("/projects?limit=1&sort=-updated_at", &["*"]),
            ("/projects?status=admissible", &["total"]),
        ],
        _ => known_of_decisions(stand),
    }
}

/// Everybody, at the time that it is.
pub async fn everybody(app: &TestApp, world: &World) -> Vec<Ear> {
    let admin = app.admin().await;
    let ville = &world.carriers.ville;
    let seat = |partner: &str, role: &str| json!({"role": "partner", "programme": "soissons", "partner": partner, "partner_role": role});
    let stranger = app.join("tiers@exemple.fr", seat(&world.carriers.agglo, "owner")).await;
    let reader = app.join("lecture@exemple.fr", seat(ville, "reader")).await;
    let carrier = json!({"role": "carrier", "programme": "soissons", "partner": ville});
    let both = app.join("cumul@exemple.fr", carrier).await;
    let mut second = seat(ville, "owner");
    second["user"] = json!(scene::user_id(&both).await);
    admin.post("/memberships", &second).await.is(201);
    admin.post("/programmes", &json!({"slug": "laon", "name": "Cité éducative de Laon"})).await.is(201);
    let elsewhere = app.join("laon@exemple.fr", json!({"role": "coordinator", "programme": "laon"})).await;
    let aside = app.log_in(ASIDE, PASSWORD).await;
    let conflict = json!({"reason": "Mon frère y travaille."});
    aside.post(&format!("{}/conflicts", world.project), &conflict).await.is(201);
    let ear = |who, stand, person| Ear { person, who, stand };
    use Stand::{Aside, Outside, Owes, Recused, Reviews, Runs, Sees, Watches};
    vec![
        ear(COORDINATOR, Sees, app.coordinator().await),
        ear("a coordinator who stands aside", Aside, aside),
        ear("anybody", Outside, app.anonymous()),
        ear(APPLICANT, Outside, app.log_in(&world.owner, PASSWORD).await),
        ear("a reader of the applicant's", Outside, reader),
        ear("an invited collaborator", Outside, app.log_in(AMINA, PASSWORD).await),
        ear("a partner who takes part", Outside, app.partner_association().await),
        ear("a partner who does not", Outside, stranger),
        ear("a reviewer of the applicant's", Outside, app.reviewer_1().await),
        ear("a reviewer of one who takes part", Outside, app.reviewer_3().await),
        ear("the observer", Watches, app.observer().await),
        ear("the admin", Runs, admin),
        ear("a coordinator of elsewhere", Outside, elsewhere),
        ear("a reviewer who has not done it", Reviews, app.reviewer_2().await),
        ear("a carrier who has not done it", Owes, app.carrier_agglo().await),
        ear("a carrier who applies", Recused, app.carrier_ville().await),
        ear("a carrier and applicant in one", Recused, both),
    ]
}
