//! The text of the document: WordprocessingML (ECMA-376), written with every text escaped.

use super::{layout::NEEDED, package};
use crate::{
    documents::{
        content::headings,
        form::{Cell, Choice, Column, Field, PARTS, Shape, Vocabulary},
    },
    http::fail::Fail,
};
use quick_xml::escape::escape;
use serde_json::Value;

const OPENING: &str = r#"<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" mc:Ignorable="w14"><w:body>"#;
/// A4 with margins of 25 mm, in twentieths of a point.
const CLOSING: &str = r#"<w:sectPr><w:footerReference w:type="default" r:id="rId2"/><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1417" w:right="1417" w:bottom="1417" w:left="1417" w:header="708" w:footer="708" w:gutter="0"/></w:sectPr></w:body></w:document>"#;
/// Between the margins.
const WIDTH: u32 = 9_072;
/// Empty lines after those that say something, in a table that can grow.
const SPARE_AFTER: usize = 2;

/// What stands in an empty field; the way back reads it as nothing.
pub const PLACEHOLDERS: [&str; 6] = ["Écrivez ici", "Texte", "Nombre", "Montant", "JJ/MM/AAAA", "Choisissez"];

fn placeholder(cell: &Cell) -> &'static str {
    match cell {
        Cell::Text { .. } => PLACEHOLDERS[0],
        Cell::Line { .. } | Cell::Email | Cell::Organisation | Cell::Brings => PLACEHOLDERS[1],
        Cell::Count | Cell::Number => PLACEHOLDERS[2],
        Cell::Amount => PLACEHOLDERS[3],
        Cell::Date => PLACEHOLDERS[4],
        _ => PLACEHOLDERS[5],
    }
}

/// A text in XML: escaped, without the signs that XML cannot hold.
fn safe(text: &str) -> String {
    let held: String = text
        .chars()
        .filter(|c| !matches!(c, '\u{0}'..='\u{8}' | '\u{b}' | '\u{c}' | '\u{e}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}'))
        .collect();
    escape(&held).into_owned()
}

/// Runs of a text: its line ends are breaks, its tabs are tabs.
fn runs(text: &str, style: Option<&str>) -> String {
    let properties =
        style.map_or_else(String::new, |style| format!(r#"<w:rPr><w:rStyle w:val="{style}"/></w:rPr>"#));
    let mut run = format!("<w:r>{properties}");
    for (index, line) in text.replace("\r\n", "\n").split(['\n', '\r']).enumerate() {
        if index > 0 {
            run.push_str("<w:br/>");
        }
        for (index, part) in line.split('\t').enumerate() {
            if index > 0 {
                run.push_str("<w:tab/>");
            }
            if !part.is_empty() {
                run.push_str(&format!(r#"<w:t xml:space="preserve">{}</w:t>"#, safe(part)));
            }
        }
    }
    run + "</w:r>"
}

/// What to write, as it stands above the field.
pub fn hint(field: &Field) -> String {
    let limit = match &field.shape {
        Shape::One(cell) => cell.limit().unwrap_or_default(),
        _ => String::new(),
    };
    let words = [field.hint, &limit].into_iter().filter(|words| !words.is_empty());
    words.collect::<Vec<_>>().join(" – ")
}

/// What a control inside a field is called.
fn name(field: &Field, part: &str) -> String {
    format!("{}\u{a0}: {part}", field.label)
}

/// A document being written.
pub struct Sheet {
    title: String,
    author: String,
    body: String,
    controls: u32,
}

impl Sheet {
    pub fn new(title: &str, author: &str) -> Self {
        Self { title: title.into(), author: author.into(), body: OPENING.into(), controls: 0 }
    }

    fn paragraph(&mut self, style: &str, content: &str) {
        self.body.push_str(&format!(r#"<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{content}</w:p>"#));
    }

    pub fn title(&mut self, text: &str) {
        self.paragraph("Title", &runs(text, None));
    }

    pub fn subtitle(&mut self, text: &str) {
        self.paragraph("Subtitle", &runs(text, None));
    }

    /// `level` from 1.
    pub fn heading(&mut self, level: u8, text: &str) {
        self.paragraph(&format!("Heading{level}"), &runs(text, None));
    }

    pub fn fact(&mut self, label: &str, value: &str) {
        let content = runs(&format!("{label}\u{a0}: "), Some("Soft")) + &runs(value, None);
        self.paragraph("Fact", &content);
    }

    pub fn notice(&mut self, text: &str) {
        self.paragraph("Notice", &runs(text, None));
    }

    pub fn item(&mut self, text: &str) {
        self.paragraph("Item", &runs(&format!("–\u{a0}{text}"), None));
    }

    /// Every part of the form, with its controls.
    pub fn form(&mut self, fiche: &Value, vocabulary: &Vocabulary) {
        for part in PARTS {
            self.heading(1, part.title);
            for field in part.fields {
                self.field(field, fiche, vocabulary);
            }
        }
    }

    /// The document as a file.
    pub fn finish(self, properties: &[(&str, String)]) -> Result<Vec<u8>, Fail> {
        package::pack(&(self.body + CLOSING), &self.title, &self.author, properties)
    }

    fn field(&mut self, field: &Field, fiche: &Value, vocabulary: &Vocabulary) {
        let needed = if field.needed { NEEDED } else { "" };
        self.heading(2, &format!("{}{needed}", field.label));
        let hint = hint(field);
        if !hint.is_empty() {
            self.paragraph("Hint", &runs(&hint, None));
        }
        match &field.shape {
            Shape::One(cell) => {
                let text =
                    field.texts(fiche, vocabulary).pop().and_then(|mut line| line.pop()).unwrap_or_default();
                if let Cell::Text { .. } = cell {
                    let block = self.block(field.pointer, field.label, &text);
                    self.body.push_str(&block);
                } else {
                    let control = self.control(cell, field.pointer, field.label, &text, vocabulary);
                    self.paragraph("Answer", &control);
                }
            }
            Shape::Ticks(cell) => {
                let ticked = field.texts(fiche, vocabulary);
                for choice in cell.proposed(vocabulary) {
                    let on = ticked.iter().any(|line| line.first() == Some(&choice.label));
                    let tick = self.tick(
                        &format!("{}/{}", field.pointer, choice.value),
                        &name(field, &choice.label),
                        on,
                    );
                    self.paragraph("Answer", &(tick + &runs(&format!(" {}", choice.label), None)));
                }
            }
            Shape::Lines { columns, spare } => self.table(field, columns, *spare, fiche, vocabulary),
        }
    }

    fn table(
        &mut self,
        field: &Field,
        columns: &[Column],
        spare: usize,
        fiche: &Value,
        vocabulary: &Vocabulary,
    ) {
        let mut rows = field.texts(fiche, vocabulary);
        // What is named beforehand and not yet answered, then room for more.
        for heading in headings(columns, vocabulary) {
            let named = |row: &Vec<String>| row.first() == heading.first();
            if !rows.iter().any(named) {
                rows.push(heading);
            }
        }
        let grows = spare > 0;
        let empty = spare.saturating_sub(rows.len()).max(if grows { SPARE_AFTER } else { 0 });
        rows.extend(std::iter::repeat_n(vec![String::new(); columns.len()], empty));
        let total: u32 = columns.iter().map(|column| u32::from(column.width)).sum();
        let widths: Vec<u32> =
            columns.iter().map(|column| WIDTH * u32::from(column.width) / total.max(1)).collect();
        let grid: String = widths.iter().map(|width| format!(r#"<w:gridCol w:w="{width}"/>"#)).collect();
        self.body.push_str(&format!(
            r#"<w:tbl><w:tblPr><w:tblStyle w:val="Lines"/><w:tblW w:w="{WIDTH}" w:type="dxa"/><w:tblLayout w:type="fixed"/><w:tblLook w:firstRow="1" w:lastRow="0" w:firstColumn="0" w:lastColumn="0" w:noHBand="1" w:noVBand="1"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>"#
        ));
        let cells = |contents: Vec<(String, bool)>| -> String {
            contents
                .into_iter()
                .zip(&widths)
                .map(|((content, right), width)| {
                    let align = if right { r#"<w:jc w:val="right"/>"# } else { "" };
                    format!(r#"<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr><w:p><w:pPr><w:pStyle w:val="Cell"/>{align}</w:pPr>{content}</w:p></w:tc>"#)
                })
                .collect()
        };
        let names =
            columns.iter().map(|column| (runs(column.label, Some("Strong")), column.cell.is_number()));
        let head = cells(names.collect());
        self.body.push_str(&format!("<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{head}</w:tr>"));
        for row in rows {
            let mut contents = Vec::new();
            for (column, text) in columns.iter().zip(&row) {
                let pointer = match column.key {
                    "" => format!("{}/*", field.pointer),
                    key => format!("{}/*/{key}", field.pointer),
                };
                contents.push((
                    self.control(&column.cell, &pointer, &name(field, column.label), text, vocabulary),
                    column.cell.is_number(),
                ));
            }
            let line = cells(contents);
            self.body.push_str(&format!("<w:tr>{line}</w:tr>"));
        }
        self.body.push_str("</w:tbl>");
        self.paragraph("Answer", "");
    }

    /// What every control begins with: the order of these elements is the schema's.
    fn properties(&mut self, pointer: &str, label: &str, empty: bool) -> String {
        self.controls += 1;
        let showing = if empty { "<w:showingPlcHdr/>" } else { "" };
        format!(
            r#"<w:alias w:val="{}"/><w:tag w:val="{}"/><w:id w:val="{}"/>{showing}"#,
            safe(label),
            safe(pointer),
            self.controls
        )
    }

    fn control(
        &mut self,
        cell: &Cell,
        pointer: &str,
        label: &str,
        text: &str,
        vocabulary: &Vocabulary,
    ) -> String {
        let properties = self.properties(pointer, label, text.is_empty());
        let kind = match cell {
            Cell::Date => r#"<w:date><w:dateFormat w:val="dd/MM/yyyy"/><w:lid w:val="fr-FR"/><w:storeMappedDataAs w:val="date"/><w:calendar w:val="gregorian"/></w:date>"#.to_owned(),
            // A funder that the list does not propose can be written.
            Cell::Partner => list("comboBox", cell.proposed(vocabulary)),
            // Several words stand here, or a name that no list has.
            Cell::Organisation | Cell::Brings => "<w:text/>".to_owned(),
            cell if cell.choices(vocabulary).is_some() => {
                list("dropDownList", cell.proposed(vocabulary))
            }
            _ => "<w:text/>".to_owned(),
        };
        let content =
            if text.is_empty() { runs(placeholder(cell), Some("Placeholder")) } else { runs(text, None) };
        format!("<w:sdt><w:sdtPr>{properties}{kind}</w:sdtPr><w:sdtContent>{content}</w:sdtContent></w:sdt>")
    }

    /// A text of several lines, a paragraph each: LibreOffice 7 tears line breaks out of a control inside a paragraph.
    fn block(&mut self, pointer: &str, label: &str, text: &str) -> String {
        let properties = self.properties(pointer, label, text.is_empty());
        let paragraph =
            |content: String| format!(r#"<w:p><w:pPr><w:pStyle w:val="Answer"/></w:pPr>{content}</w:p>"#);
        let content: String = if text.is_empty() {
            paragraph(runs(PLACEHOLDERS[0], Some("Placeholder")))
        } else {
            text.split('\n').map(|line| paragraph(runs(line, None))).collect()
        };
        format!("<w:sdt><w:sdtPr>{properties}</w:sdtPr><w:sdtContent>{content}</w:sdtContent></w:sdt>")
    }

    fn tick(&mut self, pointer: &str, label: &str, on: bool) -> String {
        let properties = self.properties(pointer, label, false);
        let (value, sign) = if on { (1, "☒") } else { (0, "☐") };
        format!(
            r#"<w:sdt><w:sdtPr>{properties}<w14:checkbox><w14:checked w14:val="{value}"/><w14:checkedState w14:val="2612" w14:font="MS Gothic"/><w14:uncheckedState w14:val="2610" w14:font="MS Gothic"/></w14:checkbox></w:sdtPr><w:sdtContent><w:r><w:t>{sign}</w:t></w:r></w:sdtContent></w:sdt>"#
        )
    }
}

fn list(kind: &str, choices: &[Choice]) -> String {
    let items: String = choices
        .iter()
        .map(|choice| {
            format!(
                r#"<w:listItem w:displayText="{}" w:value="{}"/>"#,
                safe(&choice.label),
                safe(&choice.value)
            )
        })
        .collect();
    format!("<w:{kind}>{items}</w:{kind}>")
}
