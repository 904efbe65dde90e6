//! Dates, amounts and names of files in French. Pure.

use super::form;
use crate::{clock::ZONE, http::text::fold};
use chrono::{DateTime, Datelike, NaiveDate, Timelike, Utc};
use openapi::Money;

const MONTHS: [&str; 12] = [
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
];

/// « 20 mai 2026 », « 1er août 2026 ».
pub fn day(date: NaiveDate) -> String {
    let ordinal = if date.day() == 1 { "er" } else { "" };
    let month = MONTHS.get(date.month0() as usize).unwrap_or(&"");
    format!("{}{ordinal}\u{a0}{month}\u{a0}{}", date.day(), date.year())
}

/// « 20 mai 2026 à 18 h 12 min 04 s, heure de Paris ».
pub fn instant(at: DateTime<Utc>) -> String {
    let local = at.with_timezone(&ZONE);
    let (hour, minute, second) = (local.hour(), local.minute(), local.second());
    format!(
        "{} à {hour}\u{202f}h\u{202f}{minute:02}\u{202f}min\u{202f}{second:02}\u{202f}s (heure de Paris)",
        day(local.date_naive())
    )
}

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

    #[test]
    fn an_instant_is_told_in_the_time_of_paris() {
        let summer = "2026-05-20T22:12:04Z".parse().map(instant).unwrap_or_default();
        assert!(summer.starts_with("21\u{a0}mai\u{a0}2026 à 0\u{202f}h\u{202f}12"), "{summer}");
    }

    #[test]
    fn the_first_of_a_month_is_an_ordinal() {
        assert_eq!(NaiveDate::from_ymd_opt(2026, 8, 1).map(day).as_deref(), Some("1er\u{a0}août\u{a0}2026"));
    }
}
