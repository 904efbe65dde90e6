//! A filled form read as a person reads it: by its headings and tables. Some editors drop the tags of controls
//! (LibreOffice before 7.5, online editors), or let a text run out of its control: what stands under a field's heading
//! is still its answer.

use super::{
    read::{Met, attribute, local},
    write::{PLACEHOLDERS, hint},
};
use crate::documents::form::{Field, PARTS, Reading, Shape};
use openapi::limits::ITEMS_MAX;

/// What follows the name of a field that a submission needs.
pub const NEEDED: &str = " (nécessaire)";

/// Gathers the answers.
#[derive(Default)]
pub struct Layout {
    pub fields: Reading,
    /// The field whose heading was met last.
    field: Option<&'static Field>,
    style: String,
    paragraph: String,
    /// Lines of the field's text.
    lines: Vec<String>,
    /// Rows of the table that is open, and how deep in tables the walk is.
    rows: Vec<Vec<String>>,
    tables: usize,
    text: bool,
    properties: usize,
    fallback: usize,
}

impl Layout {
    pub fn take(&mut self, met: &Met) {
        match met {
            Met::Open(start) => self.opened(local(start.name().0), || attribute(start, "val")),
            Met::Close(name) => self.closed(name),
            Met::Text(text) if self.text && self.fallback == 0 => self.paragraph.push_str(text),
            Met::Text(_) => {}
        }
    }

    fn opened(&mut self, name: &str, value: impl Fn() -> Option<String>) {
        match name {
            "Fallback" => self.fallback += 1,
            "sdtPr" => self.properties += 1,
            "t" => self.text = true,
            "pStyle" => self.style = value().unwrap_or_default(),
            "br" | "cr" if self.properties == 0 => self.paragraph.push('\n'),
            "tab" if self.properties == 0 => self.paragraph.push('\t'),
            "noBreakHyphen" => self.paragraph.push('\u{2011}'),
            "p" => {
                self.style.clear();
                self.paragraph.clear();
            }
            "tbl" => {
                self.tables += 1;
                if self.tables == 1 {
                    self.rows.clear();
                }
            }
            // One beyond the limit, and the head, are enough to say that there are too many.
            "tr" if self.tables == 1 && self.rows.len() <= ITEMS_MAX + 1 => self.rows.push(Vec::new()),
            "tc" if self.tables == 1 => {
                if let Some(row) = self.rows.last_mut() {
                    row.push(String::new());
                }
            }
            _ => {}
        }
    }

    fn closed(&mut self, name: &str) {
        match name {
            "Fallback" => self.fallback = self.fallback.saturating_sub(1),
            "sdtPr" => self.properties = self.properties.saturating_sub(1),
            "t" => self.text = false,
            "p" => self.ended(),
            "tbl" => {
                self.tables = self.tables.saturating_sub(1);
                if self.tables == 0 {
                    self.table();
                }
            }
            "body" => self.settle(),
            _ => {}
        }
    }

    fn ended(&mut self) {
        let text = std::mem::take(&mut self.paragraph);
        if self.tables > 0 {
            if let Some(cell) = self.rows.last_mut().and_then(|row| row.last_mut()) {
                if !cell.is_empty() {
                    cell.push('\n');
                }
                cell.push_str(&text);
            }
        } else if self.style.starts_with("Heading") && self.heading(text.trim()) {
            // The heading of a field or of a part.
        } else if self.style != "Hint" && self.field.is_some_and(|field| hint(field) != text.trim()) {
            self.lines.push(text);
        }
    }

    /// Whether a heading is one of the form's.
    fn heading(&mut self, text: &str) -> bool {
        let name = text.strip_suffix(NEEDED).unwrap_or(text);
        let field = PARTS.iter().flat_map(|part| part.fields).find(|field| field.label == name);
        if field.is_none() && !PARTS.iter().any(|part| part.title == text) {
            return false;
        }
        self.settle();
        self.field = field;
        true
    }

    /// The text of a field is complete when the next heading comes.
    fn settle(&mut self) {
        let lines = std::mem::take(&mut self.lines);
        let Some(field) = self.field.take() else { return };
        match &field.shape {
            Shape::One(_) => {
                let text = lines.join("\n").trim().to_owned();
                let text = if PLACEHOLDERS.contains(&text.as_str()) { String::new() } else { text };
                self.fields.entry(field.pointer.into()).or_insert_with(|| vec![vec![text]]);
            }
            Shape::Ticks(_) => {
                let ticked = lines.iter().filter_map(|line| line.trim().strip_prefix(['☒', '☑']));
                let ticked: Vec<_> =
                    ticked.take(ITEMS_MAX + 1).map(|label| vec![label.trim().to_owned()]).collect();
                self.fields.entry(field.pointer.into()).or_insert(ticked);
            }
            Shape::Lines { .. } => {}
        }
    }

    /// The table under a field's heading: its lines without its head.
    fn table(&mut self) {
        let rows = std::mem::take(&mut self.rows);
        let Some(Field { pointer, shape: Shape::Lines { columns, .. }, .. }) = self.field else { return };
        let cell = |text: &String| {
            let text = text.trim();
            if PLACEHOLDERS.contains(&text) { String::new() } else { text.to_owned() }
        };
        let lines = rows.iter().skip(1).filter(|row| row.len() == columns.len());
        let lines = lines.map(|row| row.iter().map(cell).collect()).collect();
        self.fields.entry((*pointer).into()).or_insert(lines);
    }
}
