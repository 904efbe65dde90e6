//! The minutes of a committee on paper, as JSON for their template. Pure.

use super::{content::fact, letter, words};
use chrono::{DateTime, Timelike, Utc};
use openapi::{
    committee::{Decision, EnvelopeUse, Signature},
    minutes::{LaterChange, Minutes, MinutesItem},
    session::{Attendee, Member},
};
use serde_json::{Value, json};

fn column(label: &str, width: i32, number: bool) -> Value {
    json!({"label": label, "width": width, "number": number})
}

fn hour(at: DateTime<Utc>) -> String {
    let local = at.with_timezone(&crate::clock::ZONE);
    format!("{}\u{a0}h\u{a0}{:02}", local.hour(), local.minute())
}

fn moment(at: DateTime<Utc>) -> String {
    format!("{} à {}", words::day(at.with_timezone(&crate::clock::ZONE).date_naive()), hour(at))
}

fn attendance(people: &[Attendee]) -> Value {
    let rows = people.iter().map(|one| {
        let institution = one.institution.as_ref().map(|partner| partner.name.as_str()).unwrap_or_default();
        let vote = if one.voting { "oui" } else { "non" };
        let there = match one.left_at {
            Some(left) => format!("{} – {}", hour(one.arrived_at), hour(left)),
            None => format!("dès {}", hour(one.arrived_at)),
        };
        json!([one.name, institution, vote, there])
    });
    json!({
        "columns": [column("Nom", 3, false), column("Institution", 4, false), column("Vote", 1, false), column("Présence", 2, false)],
        "rows": rows.collect::<Vec<_>>(),
    })
}

fn names(recused: &[Member]) -> String {
    let name = |one: &Member| match &one.institution {
        Some(institution) => format!("{} ({})", one.person.name, institution.name),
        None => one.person.name.clone(),
    };
    recused.iter().map(name).collect::<Vec<_>>().join(", ")
}

/// « 3 pour, 0 contre, 1 abstention ».
fn votes(decision: &Decision) -> String {
    let Some(votes) = decision.votes else { return "sans décompte".into() };
    let many = if votes.abstained < 2 { "abstention" } else { "abstentions" };
    format!("{}\u{a0}pour, {}\u{a0}contre, {}\u{a0}{many}", votes.in_favour, votes.against, votes.abstained)
}

fn item(item: &MinutesItem) -> Value {
    let MinutesItem { decision, requested, recused } = item;
    let number = decision.project.number.as_deref().unwrap_or_default();
    let mut facts = vec![
        fact("Porteur", &decision.project.partner.name),
        fact("Demandé", words::money(*requested)),
        fact("Décision", decision.outcome.status().label_fr()),
    ];
    if let Some(rank) = decision.reserve_rank {
        facts.push(fact("Place sur la liste d’attente", rank.to_string()));
    }
    if let Some(quorum) = decision.quorum {
        facts.push(fact(
            "Quorum",
            format!("{} institutions présentes, {} nécessaires", quorum.present, quorum.required),
        ));
    }
    facts.push(fact("Votes", votes(decision)));
    if !recused.is_empty() {
        facts.push(fact("N’ont pas pris part", names(recused)));
    }
    if !decision.reason.trim().is_empty() {
        facts.push(fact("Motif", decision.reason.trim()));
    }
    let granted = decision.amounts.iter().filter(|_| decision.outcome.grants()).map(|line| {
        json!([
            line.funder.name,
            line.asked.map(words::money).unwrap_or_default(),
            line.proposed.map(words::money).unwrap_or_default(),
            words::money(line.voted)
        ])
    });
    json!({
        "title": format!("{number} {}", decision.project.title).trim(),
        "facts": facts,
        "amounts": {
            "columns": [column("Financeur", 4, false), column("Demandé", 2, true), column("Proposé", 2, true), column("Accordé", 2, true)],
            "rows": granted.collect::<Vec<_>>(),
        },
        "reservations": letter::reservations(&decision.reservations),
    })
}

fn envelopes(envelopes: &[EnvelopeUse]) -> Value {
    let rows = envelopes.iter().map(|one| {
        let left = openapi::Money::cents(one.amount.amount - one.voted.amount);
        json!([one.funder.name, words::money(one.amount), words::money(one.voted), words::money(left)])
    });
    json!({
        "columns": [column("Financeur", 4, false), column("Enveloppe", 2, true), column("Accordé", 2, true), column("Reste", 2, true)],
        "rows": rows.collect::<Vec<_>>(),
    })
}

fn signatures(signatures: &[Signature]) -> Value {
    let rows = signatures.iter().map(|one| {
        let by = one.signed_by.as_ref().filter(|_| one.current).map(|person| person.name.as_str());
        let at = one.signed_at.filter(|_| one.current).map(moment);
        json!([one.carrier.name, by.unwrap_or("n’a pas signé"), at.unwrap_or_default()])
    });
    json!({
        "columns": [column("Institution", 4, false), column("Signé par", 3, false), column("Le", 3, false)],
        "rows": rows.collect::<Vec<_>>(),
    })
}

/// What became of the decisions since.
fn since(changes: &[LaterChange]) -> Value {
    let rows = changes.iter().map(|change| {
        let number = change.project.number.as_deref().unwrap_or_default();
        let title = format!("{number} {}", change.project.title);
        json!([moment(change.at), title.trim(), change.kind.label_fr(), change.detail.trim()])
    });
    json!({
        "columns": [column("Le", 3, false), column("Fiche-action", 4, false), column("Ce qui a changé", 3, false), column("Précision", 4, false)],
        "rows": rows.collect::<Vec<_>>(),
    })
}

/// The minutes.
pub fn content(minutes: &Minutes) -> Value {
    let mut facts = vec![fact("Appel à projets", &minutes.call.title)];
    if !minutes.place.trim().is_empty() {
        facts.push(fact("Lieu", minutes.place.trim()));
    }
    if let Some(at) = minutes.opened_at {
        facts.push(fact("Séance ouverte le", moment(at)));
    }
    if let Some(at) = minutes.closed_at {
        facts.push(fact("Séance levée le", moment(at)));
    }
    facts.push(fact(
        "Quorum",
        format!("plus de {}\u{a0}% des institutions pilotes qui peuvent siéger", minutes.quorum_percent),
    ));
    if let Some(at) = minutes.published_at {
        facts.push(fact("Décisions publiées le", moment(at)));
    }
    let undecided: Vec<String> = minutes
        .undecided
        .iter()
        .map(|project| format!("{} {}", project.number.as_deref().unwrap_or_default(), project.title))
        .collect();
    let provisional = minutes.published_at.is_none();
    json!({
        "title": format!("Procès-verbal du comité, {}", minutes.call.title),
        "author": minutes.programme.name,
        "description": format!("Procès-verbal du comité sur les projets de l’appel {}.", minutes.call.title),
        "running": [minutes.programme.name, minutes.call.title],
        "foot": "Procès-verbal du comité",
        "kind": "Procès-verbal",
        "heading": format!("Comité de {}", minutes.programme.name),
        "notice": provisional.then(|| json!({"title": "Document provisoire", "text": "Les décisions ne sont pas publiées : ce procès-verbal est réservé au comité et peut encore changer."})),
        "facts": facts,
        "attendance": attendance(&minutes.attendance),
        "items": minutes.items.iter().map(item).collect::<Vec<_>>(),
        "undecided": undecided,
        "envelopes": envelopes(&minutes.envelopes),
        "signatures": signatures(&minutes.signatures),
        "since": since(&minutes.since),
    })
}
