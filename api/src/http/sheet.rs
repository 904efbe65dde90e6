//! Tables for spreadsheets: CSV as French ones read it, and XLSX.

use super::fail::Fail;
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Workbook, XlsxError};
use sha2::{Digest, Sha256};

/// What stands in a cell.
#[derive(Debug, Clone, PartialEq)]
pub enum Cell {
    Empty,
    Text(String),
    Number(f64),
}

/// A table with a head.
#[derive(Debug, Clone, PartialEq)]
pub struct Sheet {
    pub head: Vec<String>,
    pub rows: Vec<Vec<Cell>>,
}

/// Characters that a cell of XLSX holds.
const CELL: usize = 32_767;

/// Signs with which spreadsheets begin a formula, the full-width ones of East Asian keyboards too, and what some skip
/// before them.
const RISKY: [char; 11] = ['=', '+', '-', '@', '＝', '＋', '－', '＠', '\t', '\r', '\n'];

/// A text that no spreadsheet takes for a formula: neither as a whole nor, where the file is read with another separator
/// than ours, from one of those on (the quotes of a cell end the protection of the next one then).
fn harmless(text: &str) -> String {
    let mut safe = String::with_capacity(text.len() + 1);
    let mut begins = true;
    for sign in text.chars() {
        if begins && RISKY.contains(&sign) {
            safe.push('\'');
        }
        safe.push(sign);
        begins = matches!(sign, ',' | ';' | '\t' | '|');
    }
    safe
}

fn failed(error: impl std::fmt::Display) -> Fail {
    Fail::Internal(format!("a table cannot be written: {error}"))
}

/// The tag of a file: the same content has the same.
pub fn tag(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().take(16).map(|byte| format!("{byte:02x}")).collect()
}

impl Sheet {
    /// Semicolons, a byte order mark, decimal commas, quotes around everything.
    pub fn csv(&self) -> Result<Vec<u8>, Fail> {
        let mut writer = csv::WriterBuilder::new()
            .delimiter(b';')
            .quote_style(csv::QuoteStyle::Always)
            .from_writer("\u{feff}".as_bytes().to_vec());
        writer.write_record(self.head.iter().map(|name| harmless(name))).map_err(failed)?;
        for row in &self.rows {
            let cells = row.iter().map(|cell| match cell {
                Cell::Empty => String::new(),
                Cell::Text(text) => harmless(text),
                Cell::Number(value) => value.to_string().replace('.', ","),
            });
            writer.write_record(cells).map_err(failed)?;
        }
        writer.into_inner().map_err(failed)
    }

    /// Texts are written as texts: none becomes a formula.
    pub fn xlsx(&self, name: &str) -> Result<Vec<u8>, Fail> {
        self.workbook(name).map_err(failed)
    }

    fn workbook(&self, name: &str) -> Result<Vec<u8>, XlsxError> {
        let mut workbook = Workbook::new();
        // The hour of writing would make another file, and another tag, of the same table.
        let day = ExcelDateTime::from_ymd(2026, 1, 1)?;
        workbook.set_properties(&DocProperties::new().set_creation_datetime(&day));
        let page = workbook.add_worksheet().set_name(name)?;
        let bold = Format::new().set_bold();
        for (column, title) in (0_u16..).zip(&self.head) {
            page.write_string_with_format(0, column, title, &bold)?;
        }
        for (line, row) in (1_u32..).zip(&self.rows) {
            for (column, cell) in (0_u16..).zip(row) {
                match cell {
                    Cell::Empty => {}
                    Cell::Text(text) => {
                        let text: String = text.chars().take(CELL).collect();
                        page.write_string(line, column, text)?;
                    }
                    Cell::Number(value) => {
                        page.write_number(line, column, *value)?;
                    }
                }
            }
        }
        page.set_freeze_panes(1, 0)?;
        page.autofit();
        workbook.save_to_buffer()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(cells: &[&str]) -> String {
        let sheet = Sheet {
            head: vec!["Titre".into(); cells.len()],
            rows: vec![cells.iter().map(|text| Cell::Text((*text).into())).collect()],
        };
        let csv = sheet.csv().map(|bytes| String::from_utf8_lossy(&bytes).into_owned()).unwrap_or_default();
        csv.split_once('\n').map(|(_, rows)| rows.to_owned()).unwrap_or_default()
    }

    /// The cells of a line as a lenient reader of another separator sees them: quotes count at the start of a cell only.
    fn misread(line: &str, separator: char) -> Vec<String> {
        line.split(separator).map(|cell| cell.trim_matches('"').to_owned()).collect()
    }

    #[test]
    fn a_spreadsheet_reads_commas_and_no_formula() {
        let row = vec![Cell::Text("=1+1".into()), Cell::Number(3.25), Cell::Empty, Cell::Text("a;b".into())];
        let sheet = Sheet {
            head: vec!["Titre".into(), "Score".into(), "Rang".into(), "Note".into()],
            rows: vec![row],
        };
        let csv = sheet.csv().map(|bytes| String::from_utf8_lossy(&bytes).into_owned()).unwrap_or_default();
        let expected = "\u{feff}\"Titre\";\"Score\";\"Rang\";\"Note\"\n\"'=1+1\";\"3,25\";\"\";\"a;b\"\n";
        assert_eq!(csv, expected);
        assert!(sheet.xlsx("Essai").is_ok_and(|bytes| bytes.starts_with(b"PK")));
    }

    #[test]
    fn no_sign_begins_a_formula_and_prose_stays_as_it_is() {
        for formula in ["=1", "+1", "-1", "@A1", "\t=1", "\r=1", "\n=1", "＝1", "＋1", "－1", "＠A1"] {
            assert!(written(&[formula]).starts_with("\"'"), "{formula:?}");
        }
        let prose = "Lire, écrire ; 6-10 ans\n- deux ateliers";
        assert_eq!(written(&[prose]), format!("\"{prose}\"\n"));
    }

    #[test]
    fn a_file_read_with_another_separator_has_no_formula_either() {
        let line = written(&["Lire", "Atelier,=1+1", "a\t=1", "b|@A1;=2"]);
        for separator in [',', '\t', '|', ';'] {
            for cell in misread(line.trim_end(), separator) {
                assert!(!cell.starts_with(['=', '+', '-', '@']), "{cell:?} in {line:?} by {separator:?}");
            }
        }
    }
}
