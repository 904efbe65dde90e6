//! The letter of a decision, as JSON for its template. Pure.

use super::{content::fact, words};
use openapi::{
    committee::{Outcome, Signature},
    project::{Project, PublishedDecision},
    reservation::{Reservation, ReservationState},
};
use serde_json::{Value, json};

/// What a letter tells.
pub struct Letter {
    pub project: Project,
    pub decision: PublishedDecision,
    pub feedback: String,
    pub signatures: Vec<Signature>,
    pub published: bool,
}

/// The sentence that says it.
fn sentence(outcome: Outcome, title: &str, rank: Option<i32>) -> String {
    let said = match outcome {
        Outcome::Selected => "Le comité a retenu votre fiche-action".to_owned(),
        Outcome::SelectedWithReservations => {
            "Le comité a retenu, avec réserves, votre fiche-action".to_owned()
        }
        Outcome::Waitlisted => match rank {
            Some(1) => {
                "Le comité a inscrit, en première place de la liste d’attente, votre fiche-action".to_owned()
            }
            Some(rank) => {
                format!("Le comité a inscrit, à la place {rank} de la liste d’attente, votre fiche-action")
            }
            None => "Le comité a inscrit sur liste d’attente votre fiche-action".to_owned(),
        },
        Outcome::Rejected => "Le comité n’a pas retenu votre fiche-action".to_owned(),
    };
    format!("{said} «\u{202f}{title}\u{202f}».")
}

fn column(label: &str, width: i32, number: bool) -> Value {
    json!({"label": label, "width": width, "number": number})
}

/// A table of reservations.
pub fn reservations(reservations: &[Reservation]) -> Value {
    let state = |one: &Reservation| match (one.state, one.lifted_at) {
        (ReservationState::Lifted, Some(at)) => {
            format!(
                "{} le {}",
                one.state.label_fr(),
                words::day(at.with_timezone(&crate::clock::ZONE).date_naive())
            )
        }
        _ => one.state.label_fr().to_owned(),
    };
    let rows = reservations.iter().map(|one| json!([one.what, one.owner, words::day(one.due), state(one)]));
    json!({
        "columns": [column("Ce qui est demandé", 5, false), column("Par qui", 2, false), column("Au plus tard le", 2, false),
                    column("État", 2, false)],
        "rows": rows.collect::<Vec<_>>(),
    })
}

/// The letter; `published` says that it is no draft.
pub fn content(letter: &Letter) -> Value {
    let Letter { project, decision, feedback, signatures, published } = letter;
    let number = project.number.clone().unwrap_or_default();
    let day = words::day(decision.published_at.with_timezone(&crate::clock::ZONE).date_naive());
    let amounts = decision.amounts.iter().filter(|_| decision.outcome.grants()).map(|line| {
        json!([line.funder.name, line.asked.map(words::money).unwrap_or_default(), words::money(line.voted)])
    });
    let signed = signatures.iter().filter(|signature| signature.current).map(|signature| {
        let by = signature.signed_by.as_ref().map(|person| person.name.as_str()).unwrap_or_default();
        json!([signature.carrier.name, by])
    });
    let mut facts = vec![
        fact("Fiche-action", &project.title),
        fact("Numéro", &number),
        fact("Appel à projets", &project.call.title),
        fact("Décision", decision.outcome.status().label_fr()),
    ];
    if decision.outcome.grants() {
        facts.push(fact("Montant accordé", words::money(decision.amount)));
    }
    facts.push(fact("Publiée le", if *published { day } else { "pas encore publiée".into() }));
    json!({
        "title": format!("Décision {number}"),
        "author": project.programme.name,
        "description": format!("Décision du comité sur la fiche-action {}.", project.title),
        "running": [project.programme.name, project.call.title],
        "foot": format!("Décision {number}"),
        "kind": "Décision du comité",
        "heading": project.partner.name,
        "notice": (!published).then(|| json!({"title": "Projet de lettre", "text": "La décision n’est pas publiée : cette lettre peut encore changer."})),
        "lead": sentence(decision.outcome, &project.title, decision.reserve_rank),
        "facts": facts,
        "reason": decision.reason.trim(),
        "amounts": {
            "columns": [column("Financeur", 4, false), column("Demandé", 2, true), column("Accordé", 2, true)],
            "rows": amounts.collect::<Vec<_>>(),
            "totals": [{"label": "Total accordé", "value": words::money(decision.amount)}],
        },
        "reservations": reservations(&decision.reservations),
        "feedback": feedback.trim(),
        "signatures": {
            "columns": [column("Institution", 3, false), column("Signé par", 3, false)],
            "rows": signed.collect::<Vec<_>>(),
        },
    })
}
