//! Fiches of the length that people write: 4 to 8 kB of JSON.

use api::catalogue::Catalogue;
use openapi::project::ProjectInput;
use serde_json::{Value, json};

const SENTENCES: [&str; 6] = [
    "Un enfant sur quatre du quartier entre en sixième sans lire aisément, et sa famille ne vient pas aux réunions.",
    "Deux ateliers par semaine réunissent parents, enfants et bénévoles autour d’albums choisis avec la médiathèque.",
    "Les enseignants, les animateurs et les éducateurs préparent ensemble chaque cycle et se relisent à mi-parcours.",
    "Le carnet de lecture passe de la maison à l’école et dit ce que chacun a lu, dans la langue qu’il parle chez lui.",
    "Une restitution publique clôt l’année : les habitants y découvrent les textes, les photographies et les décors.",
    "Les progrès se mesurent à la rentrée et en juin avec les mêmes épreuves, dont les résultats restent anonymes.",
];
const SUBJECTS: [&str; 8] =
    ["Lire en famille", "Théâtre", "Jardin", "Robots", "Cinéma", "Éloquence", "Orchestre", "Sciences"];

/// What the title of every project of the measurement has, and no other.
pub const MARK: &str = " au quartier n° ";

/// Some sentences, others for each `seed`.
fn text(seed: usize, sentences: usize) -> String {
    let chosen: Vec<_> =
        (0..sentences).map(|n| SENTENCES[(seed + n * 5 + n / 6) % SENTENCES.len()]).collect();
    chosen.join(" ")
}

fn cents(amount: usize) -> Value {
    json!({"amount": amount, "currency": "EUR"})
}

/// The title of the project numbered `n`.
pub fn title(n: usize) -> String {
    format!("{}{MARK}{n}", SUBJECTS[n % SUBJECTS.len()])
}

/// A fiche with the ids of this database, as the server stores it.
pub fn fiche(n: usize, catalogue: &Catalogue, call: &str, lead: &str) -> serde_json::Result<ProjectInput> {
    let objective = |n: usize| catalogue.objectives[n % catalogue.objectives.len()].value.id.as_str();
    let district = |n: usize| catalogue.districts[n % catalogue.districts.len()].value.id.as_str();
    let partner = |n: usize| catalogue.partners[n % catalogue.partners.len()].value.id.as_str();
    let funders: Vec<_> = catalogue
        .partners
        .iter()
        .filter(|entry| entry.value.kind.is_carrier())
        .map(|entry| entry.value.id.as_str())
        .collect();
    let funder = |n: usize| funders[n % funders.len()];
    let asked = 100_000 + n % 90 * 10_000;
    serde_json::from_value(json!({
        "call": call,
        "partner": lead,
        "title": title(n),
        "summary": text(n, 2 + n % 2),
        "objectives": {"main": objective(n), "others": [objective(n + 3), objective(n + 5)]},
        "need": text(n + 1, 4 + n % 7),
        "working_methods": text(n + 2, 3 + n % 5),
        "innovation": text(n + 3, 2 + n % 5),
        "description": text(n + 4, 6 + n % 8),
        "expected_results": text(n + 5, 2 + n % 4),
        "phases": [
            {"name": "Préparation avec les équipes", "starts_on": "2026-09-01", "ends_on": "2026-09-30"},
            {"name": "Ateliers", "starts_on": "2026-10-05", "ends_on": "2027-05-28"},
            {"name": "Restitution et bilan", "starts_on": "2027-06-01", "ends_on": "2027-06-30"},
        ],
        "times": ["school", "after_school", "holidays"],
        "audience": {
            "age_bands": [{"band": "6-10", "planned": 20 + n % 60}, {"band": "11-14", "planned": 10 + n % 30}],
            "girls": 15 + n % 40, "boys": 15 + n % 50,
            "districts": [{"district": district(n), "planned": 20 + n % 40}, {"district": district(n + 1), "planned": 10}],
            "parents": n % 30, "professionals": n % 12,
        },
        "schools": ["0750655E"],
        "partners": [
            {"partner": partner(n * 7), "role": "Accueille les ateliers", "contributes": "Salle et matériel", "confirmed": true},
            {"partner": partner(n * 11 + 1), "role": "Anime", "contributes": "Deux intervenants", "confirmed": !n.is_multiple_of(3)},
            {"name": "Association des parents", "role": "Relais", "contributes": "", "confirmed": false},
        ],
        "budget": {
            "charges": [
                {"account": "604", "label": "Intervenants des ateliers", "amount": cents(asked)},
                {"account": "601", "label": "Livres et fournitures", "amount": cents(asked / 2)},
                {"account": "625", "label": "Déplacements", "amount": cents(asked / 4)},
            ],
            "revenues": [
                {"account": "74", "label": "Cité éducative", "funder": funder(n), "amount": cents(asked), "status": "requested"},
                {"account": "74", "label": "Autre carrier", "funder": funder(n + 1), "amount": cents(asked / 2), "status": "requested"},
                {"account": "own", "label": "Ressources propres", "amount": cents(asked / 4)},
            ],
        },
        "requests": [
            {"funder": funder(n), "amount": cents(asked)},
            {"funder": funder(n + 1), "amount": cents(asked / 2)},
        ],
        "indicators": [
            {"name": "Enfants assidus", "unit": "enfants", "baseline": 0.0, "target": 40.0, "due": "2027-06-30"},
            {"name": "Livres lus", "unit": "livres", "baseline": 12.0, "target": 400.0, "due": "2027-06-30"},
        ],
        "declarations": {"honour": true, "republican_contract": true},
        "contact": {"name": "Camille Martin", "email": "camille.martin@exemple.fr", "phone": "+33323000000"},
    }))
}
