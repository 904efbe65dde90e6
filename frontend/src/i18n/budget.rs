//! The budget grid.

use crate::format;

pub const EUROS: &str = "Montant en euros";
pub const AMOUNT: &str = "Euros";
pub const SHARE: &str = "Part";
pub const TOTAL: &str = "Total";
pub const SUBTOTAL: &str = "Sous-total";
pub const OTHER_SUBSIDY: &str = "74 – Autre subvention";
pub const FUNDER_IN_WORDS: &str = "Financeur à préciser à côté";
pub const HOW: &str = "Tapez les montants comme vous les écrivez : 1 250,50. Les flèches et Entrée passent d’une case à l’autre, Échap rétablit la case ; \
     une colonne copiée d’un tableur se colle d’un coup.";
pub const ASKED: &str = "Demandé aux financeurs de l’appel";
pub const ASKED_HINT: &str = "Ces montants suivent les lignes 74 du budget, hors financements déjà obtenus.";
pub const DIFFERS: &str = "Le budget ne montre pas ces montants";
pub const TAKE_BUDGET: &str = "Reprendre les montants du budget";
pub const FUNDER: &str = "Financeur";
pub const AMOUNT_ASKED: &str = "Demandé";
pub const SHARE_OF_REVENUES: &str = "Part des produits";

/// « Passer le tableau « Charges » ».
pub fn skip(caption: &str) -> String {
    format!("Passer le tableau « {caption} »")
}

/// « 604 – Prestations, montant en euros ».
pub fn cell(row: &str, column: &str) -> String {
    format!("{row}, {}", column.to_lowercase())
}

/// « 33,3 % » from hundredths of a percent.
pub fn percent(share: i64) -> String {
    // Shares are below 2^53: the conversion is exact.
    format!("{}\u{a0}%", format::decimal(share as f64 / 100.0, 1))
}

/// « 12 cases collées, 2 laissées de côté. ».
pub fn pasted(cells: usize, left_out: usize) -> String {
    let count = |count: usize| i64::try_from(count).unwrap_or(i64::MAX);
    let written = format::counted(count(cells), "case collée", "cases collées");
    if left_out == 0 {
        format!("{written}.")
    } else {
        format!("{written}, {}.", format::counted(count(left_out), "laissée de côté", "laissées de côté"))
    }
}
