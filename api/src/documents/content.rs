//! What the form says on paper, as JSON for its template. Pure.

use super::{
    filed::Fiche,
    form::{Cell, Column, Field, PARTS, Shape, Vocabulary},
    words,
};
use openapi::{
    Money, ProjectStatus,
    budget::Totals,
    call::Call,
    project::{Project, ProjectInput},
};
use serde_json::{Value, json};

/// A line of the table of facts.
pub fn fact(label: &str, value: impl Into<String>) -> Value {
    json!({"label": label, "value": value.into()})
}

/// When a call opens, closes and is decided: each period of it, where it has several.
pub fn calendar(call: &Call) -> Vec<(String, String)> {
    let mut calendar = Vec::new();
    for (index, window) in call.windows.iter().enumerate() {
        let period =
            if call.windows.len() > 1 { format!(" (période {})", index + 1) } else { String::new() };
        calendar.push((format!("Ouverture{period}"), words::day(window.opens_on)));
        let limit = words::limit(window.closes_on, window.closes_at.as_deref());
        calendar.push((format!("Date limite de dépôt{period}"), limit));
    }
    calendar.extend(call.selection_on.map(|date| ("Sélection".to_owned(), words::day(date))));
    calendar
}

fn sentence(text: &str) -> String {
    let mut letters = text.trim().chars();
    let Some(first) = letters.next() else { return String::new() };
    let sentence: String = first.to_uppercase().chain(letters).collect();
    if sentence.ends_with(['.', '!', '?', '…']) { sentence } else { sentence + "." }
}

fn chapter(title: &str, text: &str, columns: &[(&str, u16, bool)], rows: Vec<Vec<String>>) -> Value {
    let columns: Vec<_> = columns
        .iter()
        .map(|(label, width, number)| json!({"label": label, "width": width, "number": number}))
        .collect();
    json!({"title": title, "text": text, "columns": columns, "rows": rows})
}

/// The blank form of a call, with its calendar and criteria.
pub fn blank(call: &Call, programme: &str, vocabulary: &Vocabulary) -> Value {
    let weighted = call.criteria.iter().any(|criterion| criterion.weight != call.criteria[0].weight);
    let criteria = call.criteria.iter().map(|criterion| {
        let mut row = vec![criterion.code.clone(), criterion.label.clone(), criterion.help.clone()];
        if weighted {
            row.push(criterion.weight.to_string());
        }
        row
    });
    let mut columns = vec![("Code", 2, false), ("Critère", 6, false), ("Ce qui est regardé", 8, false)];
    if weighted {
        columns.push(("Poids", 2, true));
    }
    let envelopes: Vec<Vec<String>> = call
        .envelopes
        .iter()
        .map(|envelope| vec![envelope.funder.name.clone(), words::money(envelope.amount)])
        .collect();
    let objectives: Vec<Vec<String>> =
        vocabulary.objectives.iter().map(|objective| vec![objective.label.clone()]).collect();
    let mut chapters = vec![chapter(
        "Critères d’évaluation",
        if call.criteria.is_empty() { "Les critères seront publiés avec l’appel." } else { "" },
        &columns,
        criteria.collect(),
    )];
    if !envelopes.is_empty() {
        chapters.push(chapter(
            "Financeurs",
            "",
            &[("Financeur", 3, false), ("Enveloppe", 1, true)],
            envelopes,
        ));
    }
    if !objectives.is_empty() {
        let text = "L’action sert un objectif principal, et jusqu’à trois autres.";
        chapters.push(chapter("Objectifs de la cité éducative", text, &[("Objectif", 1, false)], objectives));
    }
    let mut facts: Vec<Value> = vec![fact("Cité éducative", programme)];
    facts.extend(calendar(call).into_iter().map(|(label, value)| fact(&label, value)));
    if !call.who_may_apply.is_empty() {
        facts.push(fact("Qui peut répondre", call.who_may_apply.join(", ")));
    }
    let fiche = serde_json::to_value(ProjectInput::default()).unwrap_or_default();
    json!({
        "blank": true,
        "title": format!("Fiche-action à remplir – {}", call.title),
        "author": programme,
        "description": format!("Formulaire vierge de l’appel à projets {}, avec son calendrier et ses critères.", call.title),
        "running": [programme, call.title],
        "foot": "Fiche-action à remplir",
        "kind": "Fiche-action à remplir",
        "heading": call.title,
        "lead": sentence(&call.aim),
        "facts": facts,
        "notice": {
            "title": "Pour préparer votre dossier",
            "text": "Cette feuille reprend chaque champ du formulaire, avec sa longueur. Le dépôt se fait en ligne, ou avec le document Word du même appel, à renvoyer depuis la page de votre fiche.",
        },
        "chapters": chapters,
        "parts": parts(&fiche, vocabulary, true),
    })
}

/// A filled form.
pub fn filled(found: &Fiche) -> Value {
    let Fiche { project, fiche, receipt, call, programme, vocabulary } = found;
    let title = title_of(project, fiche);
    let mut facts = vec![
        fact("Organisation porteuse", &project.partner.name),
        fact("Appel à projets", &call.title),
        fact("Cité éducative", programme),
    ];
    let notice = match receipt {
        Some(receipt) => {
            facts.push(fact("Numéro", &receipt.number));
            facts.push(fact("Déposée le", words::instant(receipt.submitted_at)));
            facts.push(fact("Empreinte SHA-256", &receipt.sha256));
            Value::Null
        }
        None if project.status == ProjectStatus::Draft => json!({
            "title": "Brouillon",
            "text": format!("Cette fiche n’est pas déposée. Date limite de dépôt\u{a0}: {}.", deadline(found)),
        }),
        None => json!({
            "title": "En cours de correction",
            "text": "Ce texte n’est pas celui qui a été déposé\u{a0}: il peut encore changer jusqu’au nouveau dépôt.",
        }),
    };
    if project.renewal_of.is_some() {
        facts.push(fact("Renouvellement", "Cette action en prolonge une autre."));
    }
    let number = project.number.as_deref().unwrap_or("Brouillon");
    json!({
        "blank": false,
        "title": format!("Fiche-action – {title}"),
        "author": project.partner.name,
        "description": format!("Fiche-action de {}, en réponse à {}.", project.partner.name, call.title),
        "running": [programme, call.title],
        "foot": format!("{number} – {title}"),
        "kind": "Fiche-action",
        "heading": title,
        "lead": "",
        "facts": facts,
        "notice": notice,
        "chapters": [],
        "parts": parts(&serde_json::to_value(fiche).unwrap_or_default(), vocabulary, false),
    })
}

/// The last moment to file: of this organisation where it has one of its own.
pub fn deadline(found: &Fiche) -> String {
    let Fiche { project, call, .. } = found;
    match project.filing.as_ref().and_then(|filing| filing.deadline.as_ref()) {
        Some(deadline) => words::limit(deadline.on, deadline.at.as_deref()),
        None => words::limit(call.closes_on, call.closes_at.as_deref()),
    }
}

/// The title of a fiche, or that it has none yet.
pub fn title_of(project: &Project, fiche: &ProjectInput) -> String {
    let title = if fiche.title.trim().is_empty() { &project.title } else { &fiche.title };
    if title.trim().is_empty() { "Fiche sans titre".into() } else { title.trim().to_owned() }
}

fn parts(fiche: &Value, vocabulary: &Vocabulary, blank: bool) -> Vec<Value> {
    let totals = serde_json::from_value::<ProjectInput>(fiche.clone()).map(|fiche| Sums::of(&fiche));
    let totals = totals.unwrap_or_default();
    PARTS
        .iter()
        .map(|part| {
            let fields: Vec<_> =
                part.fields.iter().map(|field| one(field, fiche, vocabulary, blank, &totals)).collect();
            json!({"title": part.title, "fields": fields})
        })
        .collect()
}

#[derive(Default)]
struct Sums {
    budget: Totals,
    young: u64,
    requested: i64,
}

impl Sums {
    fn of(fiche: &ProjectInput) -> Self {
        let young = fiche.audience.age_bands.iter().map(|count| u64::from(count.planned)).sum();
        let requested = fiche.requests.iter().map(|request| request.amount).sum::<Money>().amount;
        Self { budget: fiche.budget.totals(), young, requested }
    }

    /// The last lines of a field's table.
    fn below(&self, pointer: &str) -> Vec<Value> {
        let euros = |label: &str, cents: i64| fact(label, words::money(Money::cents(cents)));
        let voluntary = |label: &str, cents: i64| (cents != 0).then(|| euros(label, cents));
        let Totals { charges, revenues, voluntary_charges, voluntary_revenues } = self.budget;
        match pointer {
            "/budget/charges" => std::iter::once(euros("Total des charges", charges))
                .chain(voluntary("Contributions volontaires (comptes 86)", voluntary_charges))
                .collect(),
            "/budget/revenues" => std::iter::once(euros("Total des produits", revenues))
                .chain(voluntary("Contributions volontaires (comptes 87)", voluntary_revenues))
                .collect(),
            "/requests" => vec![euros("Total demandé", self.requested)],
            "/audience/age_bands" => {
                vec![fact("Total", super::form::grouped(&self.young.to_string()))]
            }
            _ => Vec::new(),
        }
    }
}

fn one(field: &Field, fiche: &Value, vocabulary: &Vocabulary, blank: bool, sums: &Sums) -> Value {
    let rows = field.texts(fiche, vocabulary);
    let mut value = json!({
        "label": field.label, "hint": field.hint, "needed": field.needed, "limit": limit(field),
        "value": "", "room": 1, "rows": rows, "columns": [], "choices": [], "totals": [], "spare": 0,
    });
    match &field.shape {
        Shape::One(cell) => {
            value["kind"] = json!("text");
            value["value"] = json!(rows.first().and_then(|row| row.first()).map(|text| shown(cell, text)));
            value["room"] = json!(room(cell));
            if value["value"].is_null() {
                value["value"] = json!("");
            }
        }
        Shape::Ticks(cell) => {
            value["kind"] = json!("ticks");
            let labels = cell.proposed(vocabulary).iter().map(|choice| choice.label.clone());
            value["choices"] = json!(labels.collect::<Vec<_>>());
        }
        Shape::Lines { columns, spare } => {
            value["kind"] = json!("table");
            value["columns"] = columns
                .iter()
                .map(|column| json!({"label": column.label, "width": column.width, "number": column.cell.is_number()}))
                .collect();
            let with_units = |row: &Vec<String>| -> Vec<String> {
                row.iter().zip(columns.iter()).map(|(text, column)| shown(&column.cell, text)).collect()
            };
            let rows: Vec<_> =
                if blank { headings(columns, vocabulary) } else { rows.iter().map(with_units).collect() };
            value["spare"] = json!(if rows.is_empty() { *spare } else { 0 });
            value["rows"] = json!(rows);
            value["totals"] = json!(sums.below(field.pointer));
        }
    }
    value
}

/// The lines of a blank table that are named beforehand: ages, districts, funders.
pub fn headings(columns: &[Column], vocabulary: &Vocabulary) -> Vec<Vec<String>> {
    let Some((place, column)) = columns.iter().enumerate().find(|(_, column)| column.heading) else {
        return Vec::new();
    };
    column
        .cell
        .proposed(vocabulary)
        .iter()
        .filter(|choice| column.cell != Cell::Partner || vocabulary.asked.contains(&choice.value))
        .map(|choice| {
            (0..columns.len())
                .map(|at| if at == place { choice.label.clone() } else { String::new() })
                .collect()
        })
        .collect()
}

fn shown(cell: &Cell, text: &str) -> String {
    match cell {
        Cell::Amount if !text.is_empty() => format!("{text}\u{a0}€"),
        _ => text.to_owned(),
    }
}

fn limit(field: &Field) -> String {
    match &field.shape {
        Shape::One(cell) => cell.limit().unwrap_or_default(),
        _ => String::new(),
    }
}

/// Lines of writing that a text may need by hand.
fn room(cell: &Cell) -> usize {
    match cell {
        Cell::Text { max } => (max / 150).clamp(3, 24),
        _ => 1,
    }
}
