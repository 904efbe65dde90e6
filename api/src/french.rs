//! Days and moments as French writes them. Pure.

use crate::clock::ZONE;
use chrono::{DateTime, Datelike, NaiveDate, Timelike, Utc};

const DAYS: [&str; 7] = ["lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"];
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

/// `20 mai 2026`, `1er août 2026`, which no line breaks.
pub fn date(date: NaiveDate) -> String {
    let ordinal = if date.day() == 1 { "er" } else { "" };
    let month = MONTHS[date.month0() as usize % 12];
    format!("{}{ordinal}\u{a0}{month}\u{a0}{}", date.day(), date.year())
}

/// `mercredi 20 mai 2026`, `vendredi 1er mai 2026`.
pub fn day(day: NaiveDate) -> String {
    let weekday = DAYS[day.weekday().num_days_from_monday() as usize % 7];
    format!("{weekday} {}", date(day))
}

/// `mercredi 20 mai 2026 à 18 h 12`, local; midnight belongs to the day that ends: `mercredi 20 mai 2026 à minuit`.
pub fn moment(instant: DateTime<Utc>) -> String {
    let local = instant.with_timezone(&ZONE);
    if (local.hour(), local.minute()) == (0, 0) {
        let ends = local.date_naive().pred_opt().unwrap_or(local.date_naive());
        return format!("{} à minuit", day(ends));
    }
    format!("{} à {}\u{a0}h\u{a0}{:02}", day(local.date_naive()), local.hour(), local.minute())
}

/// `20 mai 2026 à 18 h 12 min 04 s (heure de Paris)`.
pub fn instant(at: DateTime<Utc>) -> String {
    let local = at.with_timezone(&ZONE);
    let (hour, minute, second) = (local.hour(), local.minute(), local.second());
    format!(
        "{} à {hour}\u{202f}h\u{202f}{minute:02}\u{202f}min\u{202f}{second:02}\u{202f}s (heure de Paris)",
        date(local.date_naive())
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> DateTime<Utc> {
        text.parse().unwrap_or_default()
    }

    #[test]
    fn moments_are_local_and_midnight_is_the_end_of_a_day() {
        assert_eq!(moment(at("2026-05-20T16:12:00Z")), "mercredi 20\u{a0}mai\u{a0}2026 à 18\u{a0}h\u{a0}12");
        assert_eq!(moment(at("2026-05-20T22:00:00Z")), "mercredi 20\u{a0}mai\u{a0}2026 à minuit");
        assert_eq!(
            moment(at("2026-12-01T08:05:00Z")),
            "mardi 1er\u{a0}décembre\u{a0}2026 à 9\u{a0}h\u{a0}05"
        );
    }

    #[test]
    fn an_instant_is_told_in_the_time_of_paris() {
        let summer = instant(at("2026-05-20T22:12:04Z"));
        assert!(summer.starts_with("21\u{a0}mai\u{a0}2026 à 0\u{202f}h\u{202f}12"), "{summer}");
    }

    #[test]
    fn the_first_of_a_month_is_an_ordinal() {
        assert_eq!(NaiveDate::from_ymd_opt(2026, 8, 1).map(date).as_deref(), Some("1er\u{a0}août\u{a0}2026"));
    }
}
