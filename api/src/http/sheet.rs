//! Tables for spreadsheets: CSV as French ones read it, and XLSX.

use super::fail::Fail;
use rust_xlsxwriter::{Format, Workbook, XlsxError};

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

/// A text that no spreadsheet takes for a formula.
fn harmless(text: &str) -> String {
    let risky = text.starts_with(['=', '+', '-', '@', '\t', '\r']);
    if risky { format!("'{text}") } else { text.to_owned() }
}

fn failed(error: impl std::fmt::Display) -> Fail {
    Fail::Internal(format!("a table cannot be written: {error}"))
}

impl Sheet {
    /// Semicolons, a byte order mark, decimal commas.
    pub fn csv(&self) -> Result<Vec<u8>, Fail> {
        let mut writer =
            csv::WriterBuilder::new().delimiter(b';').from_writer("\u{feff}".as_bytes().to_vec());
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

    #[test]
    fn a_spreadsheet_reads_commas_and_no_formula() {
        let row = vec![Cell::Text("=1+1".into()), Cell::Number(3.25), Cell::Empty, Cell::Text("a;b".into())];
        let sheet = Sheet {
            head: vec!["Titre".into(), "Score".into(), "Rang".into(), "Note".into()],
            rows: vec![row],
        };
        let csv = sheet.csv().map(|bytes| String::from_utf8_lossy(&bytes).into_owned()).unwrap_or_default();
        assert_eq!(csv, "\u{feff}Titre;Score;Rang;Note\n'=1+1;3,25;;\"a;b\"\n");
        assert!(sheet.xlsx("Essai").is_ok_and(|bytes| bytes.starts_with(b"PK")));
    }
}
