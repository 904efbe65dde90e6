//! Dates, amounts and names of files in French. Pure.

use super::form;
pub use crate::french::{date as day, instant};
use crate::http::text::fold;
use chrono::NaiveDate;
use openapi::Money;

/// « 1 250,00 € ».
pub fn money(amount: Money) -> String {
    format!("{}\u{a0}€", form::euros(amount.amount))
}

/// « la date limite est le 20 mai 2026 à 18 h 00 », or the end of that day.
pub fn limit(day_of: NaiveDate, hour: Option<&str>) -> String {
    match hour.and_then(|hour| hour.split_once(':')) {
        Some((hour, minute)) => {
            format!("{} à {hour}\u{202f}h\u{202f}{minute} (heure de Paris)", day(day_of))
        }
        None => format!("{} inclus, jusqu’à minuit (heure de Paris)", day(day_of)),
    }
}

/// A text as part of a file name: letters, digits and hyphens, at most 60 of them.
pub fn slug(text: &str) -> String {
    let mut slug = String::new();
    for c in fold(text).chars() {
        match c {
            'a'..='z' | '0'..='9' => slug.push(c),
            _ if slug.ends_with('-') || slug.is_empty() => {}
            _ => slug.push('-'),
        }
        if slug.len() >= 60 {
            break;
        }
    }
    slug.trim_matches('-').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_name_has_no_sign_that_a_disk_refuses() {
        assert_eq!(slug("Lire & écrire en famille : l’été !"), "lire-ecrire-en-famille-l-ete");
        assert_eq!(slug("../../etc/passwd\u{0}\"\r\n"), "etc-passwd");
        assert_eq!(slug("日本"), "");
        assert!(slug(&"é".repeat(500)).len() <= 60);
    }
}
