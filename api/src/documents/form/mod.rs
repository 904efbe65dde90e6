//! The fiche-action as a form on paper: its parts and fields with their words, hints and limits, and each value as a
//! text that a person writes and reads. PDF, DOCX and the way back all follow this one description. Pure.

mod cell;
mod compare;
mod parts;
mod vocabulary;

pub use cell::{Cell, euros, grouped};
pub use compare::{Found, Reading, differences, take};
pub use parts::PARTS;
pub use vocabulary::{Choice, Vocabulary};

use serde_json::Value;

/// A part of the form.
#[derive(Debug)]
pub struct Part {
    pub title: &'static str,
    pub fields: &'static [Field],
}

/// A field, or a table of lines that is taken or left as a whole.
#[derive(Debug)]
pub struct Field {
    /// JSON Pointer in the fiche.
    pub pointer: &'static str,
    pub label: &'static str,
    /// What to write; may be empty.
    pub hint: &'static str,
    /// A submission needs it.
    pub needed: bool,
    pub shape: Shape,
}

/// What a field holds.
#[derive(Debug)]
pub enum Shape {
    One(Cell),
    /// Any of a closed list, each with a box to tick.
    Ticks(Cell),
    Lines {
        columns: &'static [Column],
        /// Empty lines that a printed or offline form offers.
        spare: usize,
    },
}

/// A column of a table of lines.
#[derive(Debug)]
pub struct Column {
    /// Key in the line's object; empty when the line is the value itself.
    pub key: &'static str,
    pub label: &'static str,
    pub cell: Cell,
    /// Share of the table's width.
    pub width: u16,
    /// The line says nothing by this column alone: the age band that waits for its count.
    pub heading: bool,
}

/// The lines of a field, as texts: one line of one cell for a single value.
pub type Lines = Vec<Vec<String>>;

impl Field {
    /// What a fiche says here, as texts; lines that say nothing are left out.
    pub fn texts(&self, fiche: &Value, vocabulary: &Vocabulary) -> Lines {
        let value = fiche.pointer(self.pointer).unwrap_or(&Value::Null);
        let lines = || value.as_array().map(Vec::as_slice).unwrap_or_default();
        let lines: Lines = match &self.shape {
            Shape::One(cell) => vec![vec![cell.write(value, vocabulary)]],
            Shape::Ticks(cell) => lines().iter().map(|item| vec![cell.write(item, vocabulary)]).collect(),
            Shape::Lines { columns, .. } => lines()
                .iter()
                .map(|line| columns.iter().map(|column| column.write(line, vocabulary)).collect())
                .collect(),
        };
        self.said(lines)
    }

    /// Only the lines that say something, with the blanks around each text removed.
    pub fn said(&self, lines: Lines) -> Lines {
        let plain = |text: String| text.replace("\r\n", "\n").replace('\r', "\n").trim().to_owned();
        lines
            .into_iter()
            .map(|line| line.into_iter().map(plain).collect::<Vec<_>>())
            .filter(|line| match &self.shape {
                Shape::Lines { columns, .. } => line
                    .iter()
                    .zip(columns.iter())
                    .any(|(text, column)| !(text.is_empty() || column.heading || column.cell.is_no(text))),
                Shape::One(cell) | Shape::Ticks(cell) => {
                    line.iter().any(|text| !(text.is_empty() || cell.is_no(text)))
                }
            })
            .collect()
    }
}

impl Column {
    fn write(&self, line: &Value, vocabulary: &Vocabulary) -> String {
        match &self.cell {
            // One column of paper for two fields: a partner of the programme, or the name of another.
            Cell::Organisation => {
                let named = line.get("partner").map(|id| Cell::Partner.write(id, vocabulary));
                let other = || line.get("name").and_then(Value::as_str).unwrap_or_default().to_owned();
                named.filter(|name| !name.is_empty()).unwrap_or_else(other)
            }
            cell if self.key.is_empty() => cell.write(line, vocabulary),
            cell => cell.write(line.get(self.key).unwrap_or(&Value::Null), vocabulary),
        }
    }
}

#[cfg(test)]
mod tests;
