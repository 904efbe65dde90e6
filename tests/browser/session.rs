//! The committee's session in several windows at once: the chair leads, the others follow by themselves.

use crate::{
    accessibility::faults,
    browser::TOOLS,
    page::{Page, Role},
};
use serde_json::json;
use tests::{Engine, TestApp, on_each_engine, scene};

const TIED: &str = "Lire et écrire en famille";
const FREE: &str = "Théâtre au collège";
const AWAY: &str = "Vous ne prenez pas part à cette discussion";
const LOST: &str = "Connexion perdue : reprise en cours…";

on_each_engine!(
    members_follow_the_chair_and_who_is_recused_leaves_and_comes_back,
    a_session_is_picked_up_after_a_restart,
    a_line_that_broke_without_a_word_is_noticed,
);

/// The next stream of the session stays open and silent, as after a network that went away: what comes is swallowed. The 40 s
/// that the web app waits are over at once.
const SILENT_LINE: &str = "
    const [fetch, later] = [window.fetch, window.setTimeout];
    window.setTimeout = (what, wait, ...more) => later(what, wait === 40000 ? 300 : wait, ...more);
    window.fetch = async (request, ...more) => {
        const answer = await fetch(request, ...more);
        if (!(request.url ?? request).includes('/session/events')) return answer;
        window.fetch = fetch;
        window.cut = true;
        const cancel = () => { window.setTimeout = later; window.given_up = true; };
        return new Response(new ReadableStream({ cancel }), answer);
    };";

/// A call with a fiche that the Ville takes part in and one that it does not, and three windows at its session.
struct Sitting {
    app: TestApp,
    /// A coordinator.
    chair: Page,
    /// Of the agglomeration: tied to neither.
    member: Page,
    /// Of the Ville.
    tied: Page,
}

impl Sitting {
    async fn of(engine: Engine) -> Self {
        let app = TestApp::with_web_app(engine, TOOLS.web_root.clone()).await;
        let (partner, coordinator) = (app.partner_association().await, app.coordinator().await);
        let tied = scene::draft(&app, &partner, TIED).await;
        let part =
            json!({"partners": [{"partner": scene::carriers(&app).await.ville, "role": "Prête une salle"}]});
        partner.change(&tied, &part).await.is(200);
        partner.act(&tied, "submit", &json!({})).await.is(200);
        coordinator.act(&tied, "admissibility", &json!({"admissible": true})).await.is(200);
        let free = scene::admissible(&app, &partner, FREE).await;
        // The one that divides more comes first on the agenda.
        for (project, first, second) in [(&tied, 3, 3), (&free, 1, 5)] {
            scene::reviewed(&app, project, &app.carrier_sousprefecture().await, first).await;
            scene::reviewed(&app, project, &app.reviewer_2().await, second).await;
        }
        let address = format!("/gestion/appels/{}/seance", scene::open_call(&app).await.id());
        let window = async |account: &str| {
            let page = Page::logged_in(&app, account).await;
            // A line can only be cut later if it goes through what cuts it.
            page.offline(false).await;
            page.visit(&address).await;
            page.says("Mis à jour en direct").await;
            page
        };
        let (chair, member, tied) =
            (window("coordinator").await, window("carrier-agglo").await, window("carrier-ville").await);
        Self { app, chair, member, tied }
    }

    /// The chair notes who came and opens the session; the others see it.
    async fn is_opened(&self) {
        for name in ["Hélène Rousseau", "Karim Benali", "Sophie Delattre", "Antoine Mercier"] {
            self.chair.click(Role::Button, &format!("Noter présent {name}")).await;
            self.chair.find(Role::Button, &format!("Noter le départ {name}"), None).await;
            self.member.holds(&came(name)).await;
        }
        self.member.says("La séance n’est pas ouverte.").await;
        self.chair.click(Role::Button, "Ouvrir la séance").await;
        self.member.says("Aucune fiche-action n’est en discussion.").await;
    }

    async fn ends(self) {
        for page in [self.chair, self.member, self.tied] {
            page.quit().await;
        }
        self.app.stop().await;
    }
}

/// Whether somebody is on the list of those who came.
fn came(name: &str) -> String {
    let since = "line.textContent.includes('depuis')";
    format!(
        "[...document.querySelectorAll('.session-people li')].some(line => line.textContent.includes({}) && {since})",
        json!(name)
    )
}

/// Waits until a fiche is on the table.
async fn discusses(page: &Page, title: &str) {
    page.holds(&format!(
        "seen.words(document.querySelector('.session-title')?.textContent) === {}",
        json!(title)
    ))
    .await;
}

/// Waits until the bar of an envelope says a sum.
async fn envelope_says(page: &Page, funder: &str, sum: &str) {
    page.holds(&format!(
        "[...document.querySelectorAll('.money-bar')].map(bar => seen.words(bar.innerText))
            .some(bar => bar.includes({}) && bar.includes({}))",
        json!(funder),
        json!(sum)
    ))
    .await;
}

async fn members_follow_the_chair_and_who_is_recused_leaves_and_comes_back(engine: Engine) {
    let sitting = Sitting::of(engine).await;
    let Sitting { chair, member, tied, .. } = &sitting;
    let mut found = Vec::new();
    sitting.is_opened().await;
    chair.click(Role::Button, "Passer à la fiche suivante").await;
    for page in [chair, member, tied] {
        discusses(page, FREE).await;
    }
    member.says("4 présentes, 3 nécessaires").await;
    found.extend(faults(chair, "the chair's session").await);
    found.extend(faults(member, "a member's session").await);

    chair.click(Role::Button, "Passer à la fiche suivante").await;
    discusses(member, TIED).await;
    member.says("Hélène Rousseau (Ville de Soissons)").await;
    tied.says(AWAY).await;
    tied.holds("!document.querySelector('.session-title')").await;
    found.extend(faults(tied, "a session without oneself").await);

    // Written down while it is discussed: the others see it, but who is recused.
    chair.click(Role::Link, "Écrire la décision").await;
    chair.click_within("Décision du comité", Role::Field, "Retenue").await;
    chair.fill_within("Ville de Soissons", "Accordé", "3000").await;
    chair.fill_within("Sous-préfecture de Soissons", "Accordé", "2500").await;
    chair.fill("#votes-in_favour", "2").await;
    chair.fill("#votes-against", "1").await;
    found.extend(faults(chair, "a decision written in session").await);
    chair.click(Role::Button, "Enregistrer et revenir à la séance").await;
    chair.says(&format!("Décision enregistrée : {TIED}, retenue.")).await;
    member.says("2 pour, 1 contre, 0 abstention").await;
    envelope_says(member, "Ville de Soissons", "3 000 €").await;
    envelope_says(member, "Sous-préfecture de Soissons", "2 500 €").await;
    // Nor do the sums tell it: a sum less what else was granted would be this decision.
    envelope_says(tied, "Ville de Soissons", "0 € sur 60 000 €").await;
    tied.says_no_more("2 pour, 1 contre").await;
    tied.says(AWAY).await;

    chair.click(Role::Button, &format!("Examiner {FREE}")).await;
    discusses(tied, FREE).await;
    tied.says_no_more(AWAY).await;
    // Who has put it on the table is taken there.
    chair.holds("document.activeElement?.id === 'en-discussion'").await;
    tied.holds("document.activeElement?.id !== 'en-discussion'").await;
    chair.click(Role::Button, "Lever la séance").await;
    found.extend(faults(chair, "the end of a session").await);
    chair.click(Role::Button, "Oui, lever la séance").await;
    for page in [member, tied] {
        page.says("La séance est levée.").await;
        page.holds("!document.querySelector('.session-title')").await;
    }
    for page in [chair, member, tied] {
        page.complains_only_of(&[]).await;
    }
    sitting.ends().await;
    assert!(found.is_empty(), "{}", found.join("\n"));
}

async fn a_session_is_picked_up_after_a_restart(engine: Engine) {
    let mut sitting = Sitting::of(engine).await;
    sitting.is_opened().await;
    sitting.chair.click(Role::Button, &format!("Examiner {TIED}")).await;
    discusses(&sitting.member, TIED).await;

    sitting.app.pause().await;
    for page in [&sitting.chair, &sitting.member, &sitting.tied] {
        page.says(LOST).await;
    }
    // What was on the table stays readable.
    discusses(&sitting.member, TIED).await;
    let mut found = faults(&sitting.member, "a session whose line is lost").await;
    sitting.app.resume().await;
    for page in [&sitting.chair, &sitting.member, &sitting.tied] {
        page.says_no_more(LOST).await;
        page.says("Mis à jour en direct").await;
    }
    sitting.chair.click(Role::Button, &format!("Examiner {FREE}")).await;
    discusses(&sitting.member, FREE).await;
    discusses(&sitting.tied, FREE).await;
    sitting.ends().await;
    // That nobody answered is what this is about.
    found.retain(|fault| !fault.contains("ERR_CONNECTION_REFUSED"));
    assert!(found.is_empty(), "{}", found.join("\n"));
}

async fn a_line_that_broke_without_a_word_is_noticed(engine: Engine) {
    let sitting = Sitting::of(engine).await;
    let member = &sitting.member;
    sitting.is_opened().await;
    member.run(SILENT_LINE, vec![]).await;
    // Away and back within the app: a new stream, the silent one.
    let session = member.path().await;
    member.click(Role::Link, "Classement").await;
    member.run("history.back()", vec![]).await;
    member.is_at(&session).await;
    member.holds("window.cut === true").await;
    member.holds("window.given_up === true").await;
    // It comes back on another one, and follows again.
    sitting.chair.click(Role::Button, &format!("Examiner {TIED}")).await;
    discusses(member, TIED).await;
    member.says("Mis à jour en direct").await;
    member.complains_only_of(&[]).await;
    sitting.ends().await;
}
