//! A filled form read back: the archive within bounds, then the controls by their tags. Nothing else of the file is
//! looked at, and nothing in it is run, followed or expanded.

use super::{ORIGIN, layout::Layout, write::PLACEHOLDERS};
use crate::documents::form::{Cell, Field, PARTS, Reading, Shape};
use openapi::{
    ErrorCode, Id,
    document::DocumentOrigin,
    limits::{DOCUMENT_DEPTH_MAX, DOCUMENT_PARTS_MAX, DOCUMENT_UNPACKED_MAX, ITEMS_MAX},
};
use quick_xml::{
    Reader, XmlVersion,
    events::{BytesStart, Event},
};
use std::io::{Cursor, Read};
use zip::ZipArchive;

/// What a document holds.
#[derive(Debug, Default)]
pub struct Import {
    pub origin: DocumentOrigin,
    pub fields: Reading,
}

/// Why a file is no filled form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refused {
    /// No DOCX, or a broken one.
    Unreadable,
    /// Larger, once unpacked, than any form.
    TooComplex,
    /// A document without one of our fields.
    Foreign,
}

impl From<Refused> for ErrorCode {
    fn from(refused: Refused) -> Self {
        match refused {
            Refused::Unreadable => ErrorCode::UnreadableDocument,
            Refused::TooComplex => ErrorCode::DocumentTooComplex,
            Refused::Foreign => ErrorCode::ForeignDocument,
        }
    }
}

/// Reads a file that claims to be a filled form.
///
/// # Errors
/// See [`Refused`].
pub fn read(file: &[u8]) -> Result<Import, Refused> {
    let mut archive = ZipArchive::new(Cursor::new(file)).map_err(|_| Refused::Unreadable)?;
    if archive.len() > DOCUMENT_PARTS_MAX {
        return Err(Refused::TooComplex);
    }
    let text = part(&mut archive, "word/document.xml")?.ok_or(Refused::Unreadable)?;
    let (mut controls, mut layout) = (Controls::default(), Layout::default());
    walk(&text, &mut |met| {
        layout.take(&met);
        controls.take(met);
    })?;
    let origin = match part(&mut archive, "docProps/custom.xml")? {
        Some(text) => origin(&text)?,
        None => DocumentOrigin::default(),
    };
    let ours = origin.project.is_some() || origin.call.is_some();
    let fields = match controls.fields {
        tagged if tagged.is_empty() && ours => layout.fields,
        tagged => joined(tagged, layout.fields),
    };
    if fields.is_empty() { Err(Refused::Foreign) } else { Ok(Import { origin, fields }) }
}

/// The controls, with the texts of several lines as they stand on the page: such a text may run out of its control.
fn joined(mut tagged: Reading, mut laid_out: Reading) -> Reading {
    for field in PARTS.iter().flat_map(|part| part.fields) {
        let long = matches!(field.shape, Shape::One(Cell::Text { .. }));
        if let Some((lines, text)) =
            tagged.get_mut(field.pointer).zip(laid_out.remove(field.pointer)).filter(|_| long)
        {
            *lines = text;
        }
    }
    tagged
}

/// The text of a part; none when there is no such part.
fn part(archive: &mut ZipArchive<Cursor<&[u8]>>, name: &str) -> Result<Option<String>, Refused> {
    if archive.index_for_name(name).is_none() {
        return Ok(None);
    }
    let part = archive.by_name(name).map_err(|_| Refused::Unreadable)?;
    let mut bytes = Vec::new();
    // The size that the archive states may lie: what comes out is counted.
    part.take(DOCUMENT_UNPACKED_MAX + 1).read_to_end(&mut bytes).map_err(|_| Refused::Unreadable)?;
    if bytes.len() as u64 > DOCUMENT_UNPACKED_MAX {
        return Err(Refused::TooComplex);
    }
    let text = String::from_utf8(bytes).map_err(|_| Refused::Unreadable)?;
    Ok(Some(text.trim_start_matches('\u{feff}').to_owned()))
}

/// What the walk meets.
pub enum Met<'a> {
    Open(&'a BytesStart<'a>),
    Close(&'a str),
    Text(&'a str),
}

/// Every element and text in order. A document type is refused, and with it every entity that could grow.
fn walk(text: &str, visit: &mut dyn FnMut(Met)) -> Result<(), Refused> {
    let mut reader = Reader::from_str(text);
    let mut depth = 0_usize;
    loop {
        match reader.read_event().map_err(|_| Refused::Unreadable)? {
            Event::Start(start) => {
                depth += 1;
                if depth > DOCUMENT_DEPTH_MAX {
                    return Err(Refused::TooComplex);
                }
                visit(Met::Open(&start));
            }
            Event::Empty(start) => {
                visit(Met::Open(&start));
                visit(Met::Close(local(start.name().0)));
            }
            Event::End(end) => {
                depth = depth.saturating_sub(1);
                visit(Met::Close(local(end.name().0)));
            }
            Event::Text(text) => visit(Met::Text(&text.xml10_content())),
            Event::CData(text) => visit(Met::Text(&text.xml10_content())),
            Event::GeneralRef(reference) => {
                let resolved = match reference.resolve_char_ref().map_err(|_| Refused::Unreadable)? {
                    Some(c) => c.to_string(),
                    None => quick_xml::escape::resolve_predefined_entity(&reference.into_inner())
                        .ok_or(Refused::Unreadable)?
                        .to_owned(),
                };
                visit(Met::Text(&resolved));
            }
            Event::DocType(_) => return Err(Refused::Unreadable),
            Event::Eof if depth == 0 => return Ok(()),
            Event::Eof => return Err(Refused::Unreadable),
            Event::Comment(_) | Event::Decl(_) | Event::PI(_) => {}
        }
    }
}

pub fn local(name: &str) -> &str {
    name.rsplit(':').next().unwrap_or(name)
}

/// An attribute by its local name.
pub fn attribute(start: &BytesStart, name: &str) -> Option<String> {
    let attributes = start.attributes().flatten();
    let found = attributes.into_iter().find(|attribute| local(attribute.key.0) == name)?;
    found.normalized_value(XmlVersion::Implicit1_0).ok().map(std::borrow::Cow::into_owned)
}

/// A control that is open.
#[derive(Default)]
struct Control {
    tag: String,
    placeholder: bool,
    ticked: Option<bool>,
    text: String,
    /// Paragraphs that ended inside: what follows is as many lines below.
    ended: usize,
}

/// A line of a table that is open: the cells found in it, by tag.
type Line = Vec<(String, String)>;

/// Gathers the fields.
#[derive(Default)]
struct Controls {
    fields: Reading,
    open: Vec<Control>,
    lines: Vec<Line>,
    /// Inside a control's properties: their texts and breaks are none of ours.
    properties: usize,
    /// Inside `w:t`.
    text: bool,
    /// Inside a fallback, which says again what was said.
    fallback: usize,
}

impl Controls {
    fn take(&mut self, met: Met) {
        match met {
            Met::Open(start) => self.opened(local(start.name().0), start),
            Met::Close(name) => self.closed(name),
            Met::Text(text) => {
                if self.text && self.fallback == 0 {
                    self.write(text);
                }
            }
        }
    }

    fn opened(&mut self, name: &str, start: &BytesStart) {
        let value = || attribute(start, "val").unwrap_or_default();
        let off = |value: &str| matches!(value, "0" | "false" | "off");
        match name {
            "Fallback" => self.fallback += 1,
            "sdt" => self.open.push(Control::default()),
            "sdtPr" => self.properties += 1,
            "tr" => self.lines.push(Line::new()),
            "t" => self.text = true,
            "br" | "cr" if self.properties == 0 => self.write("\n"),
            "tab" if self.properties == 0 => self.write("\t"),
            "noBreakHyphen" => self.write("\u{2011}"),
            "tag" | "showingPlcHdr" | "checked" if self.properties > 0 => {
                if let Some(control) = self.open.last_mut() {
                    match name {
                        "tag" => control.tag = value(),
                        "showingPlcHdr" => control.placeholder = !off(&value()),
                        _ => control.ticked = Some(!off(&value())),
                    }
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
            "p" => {
                if let Some(control) = self.ours() {
                    control.ended += 1;
                }
            }
            "sdt" => {
                if let Some(control) = self.open.pop().filter(|_| self.fallback == 0) {
                    self.settle(control);
                }
            }
            "tr" => {
                if let Some(line) = self.lines.pop() {
                    self.line(line);
                }
            }
            _ => {}
        }
    }

    /// The innermost control that has a tag of ours: others are wrappers that an editor added.
    fn ours(&mut self) -> Option<&mut Control> {
        self.open.iter_mut().rev().find(|control| control.tag.starts_with('/'))
    }

    fn write(&mut self, text: &str) {
        if let Some(control) = self.ours() {
            let ended = std::mem::take(&mut control.ended);
            control.text.extend(std::iter::repeat_n('\n', ended));
            control.text.push_str(text);
        }
    }

    fn settle(&mut self, control: Control) {
        let Control { tag, placeholder, ticked, text, .. } = control;
        let empty = placeholder || PLACEHOLDERS.contains(&text.trim());
        let text = if empty { String::new() } else { text };
        if tag.contains("/*") {
            match self.lines.last_mut() {
                Some(line) => line.push((tag, text)),
                None => self.line(vec![(tag, text)]),
            }
            return;
        }
        let Some((field, rest)) = field_of(&tag) else { return };
        match (&field.shape, rest) {
            (Shape::One(_), "") => {
                self.fields.entry(field.pointer.into()).or_insert_with(|| vec![vec![text]]);
            }
            (Shape::Ticks(_), value) if !value.is_empty() => {
                let sign = matches!(text.trim(), "☒" | "☑" | "✓" | "✔" | "x" | "X" | "oui");
                let lines = self.fields.entry(field.pointer.into()).or_default();
                // The sign that one sees decides; the mark behind it only where there is no sign.
                let on = if text.trim().is_empty() { ticked == Some(true) } else { sign };
                if on && lines.len() <= ITEMS_MAX {
                    lines.push(vec![value.to_owned()]);
                }
            }
            _ => {}
        }
    }

    /// A line of a table: its cells in the order of the columns.
    fn line(&mut self, cells: Line) {
        let Some((base, _)) = cells.first().and_then(|(tag, _)| tag.split_once("/*")) else { return };
        let Some((field, "")) = field_of(base) else { return };
        let Shape::Lines { columns, .. } = &field.shape else { return };
        let texts = columns.iter().map(|column| {
            let tag =
                if column.key.is_empty() { format!("{base}/*") } else { format!("{base}/*/{}", column.key) };
            let found: Vec<_> =
                cells.iter().filter(|(known, _)| *known == tag).map(|(_, text)| text.trim()).collect();
            found.join(" ").trim().to_owned()
        });
        let texts: Vec<String> = texts.collect();
        let lines = self.fields.entry(field.pointer.into()).or_default();
        // One beyond the limit is enough to say that there are too many.
        if lines.len() <= ITEMS_MAX && texts.iter().any(|text| !text.is_empty()) {
            lines.push(texts);
        }
    }
}

/// The field that a tag is in, and what follows its pointer.
fn field_of(tag: &str) -> Option<(&'static Field, &str)> {
    let fields = PARTS.iter().flat_map(|part| part.fields);
    fields.into_iter().find_map(|field| {
        let rest = tag.strip_prefix(field.pointer)?;
        match rest.strip_prefix('/') {
            Some(below) => Some((field, below)),
            None => rest.is_empty().then_some((field, "")),
        }
    })
}

/// Where the document says that it comes from.
fn origin(text: &str) -> Result<DocumentOrigin, Refused> {
    let (mut name, mut found) = (String::new(), DocumentOrigin::default());
    walk(text, &mut |met| match met {
        Met::Open(start) if local(start.name().0) == "property" => {
            name = attribute(start, "name").unwrap_or_default();
        }
        Met::Text(text) => match ORIGIN.iter().position(|known| *known == name) {
            Some(0) => found.project = text.trim().parse::<Id>().ok(),
            Some(1) => found.version = text.trim().parse().ok(),
            Some(2) => found.call = text.trim().parse::<Id>().ok(),
            _ => {}
        },
        _ => {}
    })?;
    Ok(found)
}
