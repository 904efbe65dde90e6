//! A fiche of the large demonstration: one of its themes, in one place, for so many young people.

use chrono::{Datelike, NaiveDate};
use openapi::{
    Id,
    project::{ActionTime, AgeBand, ProjectInput},
};
use rand::{Rng, rngs::StdRng, seq::IndexedRandom};
use serde::Deserialize;
use serde_json::{Value, json};

/// What an action is about; written once, held in several places.
#[derive(Deserialize)]
pub struct Theme {
    pub title: String,
    summary: String,
    need: String,
    working_methods: String,
    innovation: String,
    description: String,
    expected_results: String,
    main: String,
    others: Vec<String>,
    bands: Vec<AgeBand>,
    times: Vec<ActionTime>,
    /// What most of the money pays.
    charge: String,
    indicator: Goal,
}

#[derive(Deserialize)]
struct Goal {
    name: String,
    unit: String,
}

/// Where and by whom.
pub struct Setting<'a> {
    /// Names of the districts: one, or all.
    pub districts: &'a [&'a str],
    /// Organisations that may take part.
    pub partners: &'a [Id],
    /// Who is asked: the State first, then the other carriers.
    pub funders: &'a [Id],
    /// The organisation that carries the action, by name.
    pub lead: &'a str,
    /// The day from which actions can begin.
    pub from: NaiveDate,
}

/// Shares of the money, in hundredths: never more than the whole.
struct Shares {
    state: i64,
    other: i64,
}

/// # Errors
/// When the theme does not make a fiche.
pub fn fiche(theme: &Theme, setting: &Setting<'_>, random: &mut StdRng) -> serde_json::Result<ProjectInput> {
    let place = match setting.districts {
        [one] => format!("à {one}"),
        _ => "dans les quartiers".to_owned(),
    };
    let planned = random.random_range(2..=9) * 10;
    // Of what one young person costs, in euros.
    let charges = i64::from(planned) * random.random_range(9..=42) * 10;
    let shares = Shares { state: random.random_range(35..=60), other: random.random_range(15..=30) };
    let girls = planned * random.random_range(35..=60) / 100;
    let here = planned * random.random_range(40..=95) / 100;
    let year = setting.from.year();
    let (starts, ends) = (setting.from, NaiveDate::from_ymd_opt(year + 1, 6, 30).unwrap_or(setting.from));
    let goal = planned * random.random_range(50..=90) / 100;
    let mut fiche = json!({
        "title": format!("{} {place} (démo)", theme.title),
        "summary": theme.summary,
        "objectives": {"main": theme.main, "others": theme.others},
        "need": theme.need,
        "working_methods": theme.working_methods,
        "innovation": theme.innovation,
        "description": theme.description,
        "expected_results": theme.expected_results,
        "phases": [
            {"name": "Préparation", "starts_on": starts, "ends_on": starts + chrono::Days::new(30)},
            {"name": "Action", "starts_on": starts + chrono::Days::new(31), "ends_on": ends},
        ],
        "times": theme.times,
        "audience": {
            "age_bands": spread(planned, &theme.bands, "band"),
            "girls": girls, "boys": planned - girls,
            "districts": spread(here, setting.districts, "district"),
            "parents": random.random_range(0..=5) * 8,
            "professionals": random.random_range(2..=12),
        },
        "partners": involved(setting, random),
        "indicators": [{"name": theme.indicator.name, "unit": theme.indicator.unit, "baseline": 0.0, "target": goal, "due": ends}],
        "declarations": {"honour": true, "republican_contract": true},
        "contact": {"name": setting.lead, "email": "contact@demo.example", "phone": "+33 3 99 00 00 03"},
    });
    let (budget, requests) = money(charges, &shares, &theme.charge, setting.funders, random);
    fiche["budget"] = budget;
    fiche["requests"] = requests;
    serde_json::from_value(fiche)
}

/// So many young people over some rows, the rest in the first.
fn spread<T: serde::Serialize>(planned: i32, over: &[T], name: &str) -> Vec<Value> {
    let rows = i32::try_from(over.len()).unwrap_or(1).max(1);
    let each = planned / rows;
    over.iter()
        .enumerate()
        .map(|(index, row)| {
            let here = if index == 0 { planned - each * (rows - 1) } else { each };
            json!({name: row, "planned": here})
        })
        .collect()
}

/// One to three others who take part, some of whom have said so.
fn involved(setting: &Setting<'_>, random: &mut StdRng) -> Vec<Value> {
    let roles = [
        ("Accueille les séances", "Une salle et son équipement"),
        ("Anime avec l’équipe", "Deux professionnels, une demi-journée par semaine"),
        ("Oriente les familles", "Le lien avec les familles qu’elle suit"),
    ];
    let number = random.random_range(1..=3);
    let chosen: Vec<_> = setting.partners.choose_multiple(random, number).collect();
    chosen
        .iter()
        .zip(roles)
        .map(|(partner, (role, brings))| {
            json!({"partner": partner, "role": role, "contributes": brings, "confirmed": random.random_bool(0.6)})
        })
        .collect()
}

/// A balanced budget of so many euros and what is asked of whom.
fn money(euros: i64, shares: &Shares, charge: &str, funders: &[Id], random: &mut StdRng) -> (Value, Value) {
    let amount = |euros: i64| json!({"amount": euros * 100, "currency": "EUR"});
    let (supplies, travel) = (euros * 15 / 100, euros * 5 / 100);
    let (state, other) = (euros * shares.state / 100, euros * shares.other / 100);
    let second = funders.get(1..).and_then(|others| others.choose(random));
    let asked: Vec<_> = funders
        .first()
        .map(|funder| (funder, state))
        .into_iter()
        .chain(second.map(|funder| (funder, other)))
        .collect();
    let own = euros - asked.iter().map(|(_, euros)| euros).sum::<i64>();
    let mut revenues: Vec<_> = asked
        .iter()
        .map(|(funder, euros)| json!({"account": "74", "label": "Cité éducative", "funder": funder, "amount": amount(*euros), "status": "requested"}))
        .collect();
    revenues.push(json!({"account": "own", "label": "Ressources propres", "amount": amount(own)}));
    let budget = json!({
        "charges": [
            {"account": "604", "label": charge, "amount": amount(euros - supplies - travel)},
            {"account": "606", "label": "Fournitures", "amount": amount(supplies)},
            {"account": "625", "label": "Déplacements", "amount": amount(travel)},
        ],
        "revenues": revenues,
    });
    let requests =
        asked.iter().map(|(funder, euros)| json!({"funder": funder, "amount": amount(*euros)})).collect();
    (budget, Value::Array(requests))
}
