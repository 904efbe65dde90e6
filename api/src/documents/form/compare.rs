//! A fiche against what somebody wrote in a copy of its form. Pure.

use super::{Cell, Field, Lines, PARTS, Shape, Vocabulary};
use openapi::{
    document::{Difference, ImportedField},
    error_code::Language,
    project::ProjectInput,
    rule::Rule,
    validation::{Violation, check},
};
use serde_json::{Map, Value};
use std::collections::BTreeMap;

/// What a document holds, by the pointer of the field.
pub type Reading = BTreeMap<String, Lines>;

/// A comparison.
#[derive(Debug, Default)]
pub struct Found {
    pub differences: Vec<Difference>,
    /// Fields that say the same.
    pub unchanged: usize,
    /// Fields that the document has lost.
    pub absent: Vec<ImportedField>,
}

fn every_field() -> impl Iterator<Item = (&'static str, &'static Field)> {
    PARTS.iter().flat_map(|part| part.fields.iter().map(|field| (part.title, field)))
}

/// Field by field, what the document says otherwise. `settle` finds what the programme knows of no more.
pub fn differences(
    current: &ProjectInput,
    read: &Reading,
    vocabulary: &Vocabulary,
    language: Language,
    settle: &dyn Fn(ProjectInput) -> Vec<Violation>,
) -> Found {
    let fiche = serde_json::to_value(current).unwrap_or_default();
    let mut found = Found::default();
    for (part, field) in every_field() {
        let Some(lines) = read.get(field.pointer) else {
            found.absent.push(ImportedField { pointer: field.pointer.into(), label: field.label.into() });
            continue;
        };
        let (before, after) = (field.texts(&fiche, vocabulary), field.said(lines.clone()));
        if before == after || field.value(&before, vocabulary).0 == field.value(&after, vocabulary).0 {
            found.unchanged += 1;
            continue;
        }
        let (value, mut wrong) = field.value(&after, vocabulary);
        if wrong.is_empty() {
            wrong = alone(field, value, settle);
        }
        found.differences.push(Difference {
            pointer: field.pointer.into(),
            label: field.label.into(),
            part: part.into(),
            current: field.prose(&before),
            document: field.prose(&after),
            problems: wrong.iter().map(|violation| violation.in_language(language)).collect(),
        });
    }
    found
}

/// What is wrong with a field by itself.
fn alone(field: &Field, value: Value, settle: &dyn Fn(ProjectInput) -> Vec<Violation>) -> Vec<Violation> {
    let mut fiche = Value::Object(Map::new());
    put(&mut fiche, field.pointer, value);
    // A section that is closed is told at its member, which may be above the field.
    let below = |violation: &Violation| {
        violation.pointer.starts_with(field.pointer) || field.pointer.starts_with(&violation.pointer)
    };
    match serde_json::from_value::<ProjectInput>(fiche) {
        Err(_) => vec![Violation::new(field.pointer, Rule::WrongType)],
        Ok(fiche) => match check(&fiche) {
            wrong if wrong.is_empty() => settle(fiche).into_iter().filter(below).collect(),
            wrong => wrong.into_iter().filter(below).collect(),
        },
    }
}

/// The fiche with these fields as the document has them.
///
/// # Errors
/// What is wrong in them, and pointers that the document or the form does not have.
pub fn take(
    current: &ProjectInput,
    read: &Reading,
    pointers: &[String],
    vocabulary: &Vocabulary,
) -> Result<ProjectInput, Vec<Violation>> {
    let mut fiche = serde_json::to_value(current).unwrap_or_default();
    let mut wrong = Vec::new();
    for pointer in pointers {
        let field = every_field().map(|(_, field)| field).find(|field| field.pointer == pointer);
        let Some((field, lines)) = field.zip(read.get(pointer)) else {
            wrong.push(Violation::new("/take", Rule::UnknownReference));
            continue;
        };
        let (value, refused) = field.value(&field.said(lines.clone()), vocabulary);
        wrong.extend(refused);
        put(&mut fiche, field.pointer, value);
    }
    if !wrong.is_empty() {
        return Err(wrong);
    }
    let taken: ProjectInput =
        serde_json::from_value(fiche).map_err(|_| vec![Violation::new("", Rule::WrongType)])?;
    match check(&taken) {
        wrong if wrong.is_empty() => Ok(taken),
        wrong => Err(wrong),
    }
}

/// Sets the value at a pointer of objects; a null one goes.
fn put(fiche: &mut Value, pointer: &str, value: Value) {
    let mut place = fiche;
    let mut steps = pointer.trim_start_matches('/').split('/').peekable();
    while let Some(step) = steps.next() {
        if !place.is_object() {
            *place = Value::Object(Map::new());
        }
        let Value::Object(fields) = place else { return };
        if steps.peek().is_none() {
            if value.is_null() {
                fields.remove(step);
            } else {
                fields.insert(step.to_owned(), value);
            }
            return;
        }
        place = fields.entry(step.to_owned()).or_insert(Value::Null);
    }
}

impl Field {
    /// The value of texts, and what is wrong with their form, each at its place.
    fn value(&self, lines: &Lines, vocabulary: &Vocabulary) -> (Value, Vec<Violation>) {
        let mut wrong = Vec::new();
        let mut read = |cell: &Cell, text: &str, pointer: String| {
            cell.read(text, vocabulary).unwrap_or_else(|rule| {
                wrong.push(Violation::new(pointer, rule));
                Value::Null
            })
        };
        let value = match &self.shape {
            Shape::One(cell) => {
                let text = lines.first().and_then(|line| line.first()).map_or("", String::as_str);
                read(cell, text, self.pointer.to_owned())
            }
            Shape::Ticks(cell) => {
                let ticked = lines.iter().enumerate().filter_map(|(index, line)| {
                    Some(read(cell, line.first()?, format!("{}/{index}", self.pointer)))
                });
                Value::Array(ticked.collect())
            }
            Shape::Lines { columns, .. } => {
                let mut items = Vec::new();
                for (index, line) in lines.iter().enumerate() {
                    let mut item = Map::new();
                    for (column, text) in columns.iter().zip(line) {
                        let pointer = match column.key {
                            "" => format!("{}/{index}", self.pointer),
                            key => format!("{}/{index}/{key}", self.pointer),
                        };
                        let (key, value) = match column.cell {
                            // A name that is no partner of the programme is that of another organisation.
                            Cell::Organisation => match column.cell.read(text, vocabulary) {
                                Ok(id) => (column.key, id),
                                Err(_) => ("name", Value::from(text.as_str())),
                            },
                            _ => (column.key, read(&column.cell, text, pointer)),
                        };
                        if !value.is_null() {
                            item.insert(key.to_owned(), value);
                        }
                    }
                    items.push(match item.remove("") {
                        Some(value) => value,
                        None if columns.iter().any(|column| column.key.is_empty()) => Value::Null,
                        None => Value::Object(item),
                    });
                }
                wrong.extend(self.lacks(&items));
                Value::Array(items)
            }
        };
        (value, wrong)
    }

    /// What a line cannot be without, so that it is said at its place and not as a line that cannot be read.
    fn lacks(&self, items: &[Value]) -> Vec<Violation> {
        let Shape::Lines { columns, .. } = &self.shape else { return Vec::new() };
        let required = columns.iter().filter(|column| {
            matches!(
                column.cell,
                Cell::Amount | Cell::ChargeAccount | Cell::RevenueAccount | Cell::AgeBand | Cell::District
            ) || (column.heading || column.key == "planned")
        });
        let required: Vec<_> = required.map(|column| column.key).collect();
        let lacking = |(index, item): (usize, &Value)| {
            let keys = required.iter().filter(|key| item.is_object() && item.get(**key).is_none());
            keys.map(|key| Violation::new(format!("{}/{index}/{key}", self.pointer), Rule::Required))
                .collect::<Vec<_>>()
        };
        items.iter().enumerate().flat_map(lacking).collect()
    }

    /// The texts as one, to be shown.
    fn prose(&self, lines: &Lines) -> String {
        let filled = |line: &Vec<String>| {
            line.iter().filter(|text| !text.is_empty()).cloned().collect::<Vec<_>>().join(" · ")
        };
        lines.iter().map(filled).collect::<Vec<_>>().join("\n")
    }
}
