//! A call in the middle of its work, and one whose decisions are published, brought about through HTTP.

use serde_json::json;
use tests::{TestApp, scene, text};

/// Ids of what the pages are about.
#[derive(Default)]
pub struct World {
    /// Of the open call.
    pub call: String,
    /// Of an association.
    pub partner: String,
    /// Begun: a title and a summary.
    pub draft: String,
    pub complete: String,
    pub filed: String,
    /// Back with its partner, who is asked for a correction.
    pub returned: String,
    /// Filed, corrected, filed again.
    pub corrected: String,
    pub inadmissible: String,
    /// Under review; the first reviewer has begun, the second is done.
    pub under_review: String,
    pub begun_review: String,
    pub done_review: String,
    /// Under review by the first reviewer, who has not begun.
    pub assigned: String,
    pub invitation: String,
    /// In the outbox.
    pub email: String,
}

impl World {
    /// A call that is open, with fiches in every state before the decision.
    pub async fn at_work(app: &TestApp) -> Self {
        let coordinator = app.coordinator().await;
        let partner = app.partner_association().await;
        let (first, second) = (app.reviewer_1().await, app.reviewer_2().await);
        let call = scene::open_call(app).await.id();

        let begun = json!({"call": call, "title": "Un jardin à Presles", "summary": "Un potager partagé."});
        let draft = partner.post("/projects", &begun).await.is(201).id();
        let complete = scene::draft(app, &partner, "Lire et écrire en famille").await;
        let filed = scene::submitted(app, &partner, "Théâtre au collège").await;
        let returned = scene::submitted(app, &partner, "Sport pour toutes").await;
        let asked = json!({"reason": "Précisez deux points.", "sections": ["objectives", "budget"], "due": "2026-05-20",
            "comments": [{"section": "budget", "text": "Détaillez les intervenants."}]});
        coordinator.act(&returned, "return", &asked).await.is(200);
        let corrected = scene::submitted(app, &partner, "Cinéma de quartier").await;
        coordinator.act(&corrected, "return", &asked).await.is(200);
        let need = json!({"need": "Un enfant sur cinq entre en sixième sans lire aisément."});
        partner.change(&corrected, &need).await.is(200);
        partner.act(&corrected, "submit", &json!({})).await.is(200);
        let inadmissible = scene::submitted(app, &partner, "Musique au quartier").await;
        let refusal = json!({"admissible": false, "reason": "L’action se déroule hors des quartiers."});
        coordinator.act(&inadmissible, "admissibility", &refusal).await.is(200);
        let under_review = scene::admissible(app, &partner, "Des livres dès la crèche").await;
        let begun_review = scene::review_draft(app, &under_review, &first, 4).await;
        let done_review = scene::reviewed(app, &under_review, &second, 2).await;
        let assigned = scene::admissible(app, &partner, "Parents au collège").await;
        scene::assign(app, &assigned, &first).await.is(201);

        let scenario = json!({"name": "Sans plancher"});
        coordinator.post(&format!("/calls/{call}/simulations"), &scenario).await.is(201);
        let invited = json!({"role": "observer", "programme": "soissons", "email": "nouvelle@exemple.fr"});
        let invited = app.admin().await.post("/invitations", &invited).await.is(201);
        let mails = coordinator.get("/emails?kind=correction_request").await.is(200);
        let email = text(&mails.items()[0]["id"]).to_owned();
        let id = |path: String| scene::id(&path).to_owned();
        Self {
            call,
            partner: scene::partner_of(&partner).await,
            draft,
            complete: id(complete),
            filed: id(filed),
            returned: id(returned),
            corrected: id(corrected),
            inadmissible: id(inadmissible),
            under_review: id(under_review),
            begun_review: id(begun_review),
            done_review: id(done_review),
            assigned: id(assigned),
            invitation: text(&invited["token"]).to_owned(),
            email,
        }
    }
}
