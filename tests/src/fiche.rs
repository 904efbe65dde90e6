//! Fiches-actions that can be filed, and what goes into them.

use chrono::NaiveDate;
use serde_json::{Value, json};

/// Partner ids of the four carriers.
#[derive(Debug, Clone)]
pub struct Carriers {
    pub ville: String,
    pub agglo: String,
    pub education: String,
    pub sous_prefecture: String,
}

/// An amount on the wire.
pub fn euros_cents(cents: i64) -> Value {
    json!({"amount": cents, "currency": "EUR"})
}

/// All that a submission needs: 60 children, 12,500 € of charges, 9,000 € asked of the Ville and the State.
pub fn complete(title: &str, call: &str, carriers: &Carriers) -> Value {
    json!({
        "call": call,
        "title": title,
        "summary": "Ateliers de lecture partagée dans trois écoles.",
        "objectives": {"main": "O2", "others": ["O7"]},
        "need": "Un enfant sur quatre entre en sixième sans lire aisément.",
        "working_methods": "Les équipes préparent les séances ensemble.",
        "innovation": "Des parents lisent dans leur langue.",
        "description": "Deux ateliers par semaine, animés par des comédiens.",
        "expected_results": "Quarante enfants lisent un livre par mois.",
        "phases": [phase("Préparation", 2026, 9, 1, 30), phase("Ateliers", 2026, 10, 5, 31)],
        "times": ["after_school", "holidays"],
        "audience": {
            "age_bands": [{"band": "6-10", "planned": 45}, {"band": "11-14", "planned": 15}],
            "girls": 30, "boys": 30,
            "districts": [{"district": "Presles", "planned": 40}],
            "parents": 20, "professionals": 6,
        },
        "schools": ["0750655E"],
        "partners": [{"name": "Médiathèque", "role": "Prête les livres", "contributes": "200 albums", "confirmed": true}],
        "budget": {
            "charges": [
                {"account": "604", "label": "Intervenants", "amount": euros_cents(1_000_000)},
                {"account": "601", "label": "Livres", "amount": euros_cents(250_000)},
            ],
            "revenues": [
                {"account": "74", "label": "Subventions", "amount": euros_cents(900_000), "status": "requested"},
                {"account": "own", "label": "Ressources propres", "amount": euros_cents(350_000)},
            ],
        },
        "requests": [
            {"funder": carriers.ville, "amount": euros_cents(500_000)},
            {"funder": carriers.sous_prefecture, "amount": euros_cents(400_000)},
        ],
        "indicators": [{"name": "Enfants assidus", "unit": "enfants", "baseline": 0.0, "target": 40.0, "due": "2027-06-30"}],
        "declarations": {"honour": true, "republican_contract": true},
        "contact": {"name": "Camille Martin", "email": "camille.martin@exemple.fr", "phone": "+33323000000"},
    })
}

fn phase(name: &str, year: i32, month: u32, first: u32, last: u32) -> Value {
    let day = |day| NaiveDate::from_ymd_opt(year, month, day);
    json!({"name": name, "starts_on": day(first), "ends_on": day(last)})
}

/// Scores of the eight criteria of the demo's calls, an opinion, a message and a confidential note.
pub fn review(score: i64) -> Value {
    let scores: Vec<Value> = (1..=8)
        .map(|n| json!({"criterion": format!("C{n}"), "score": score, "comment": format!("Critère {n}.")}))
        .collect();
    json!({
        "scores": scores,
        "opinion": "favourable",
        "message": "Projet clair et bien construit.",
        "confidential_note": "Vérifier la convention avec le collège.",
    })
}
