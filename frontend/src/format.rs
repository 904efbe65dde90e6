//! How amounts, numbers, dates and times are written in French, and how typed amounts are read.
//!
//! Pure functions: nothing here touches the browser.

use chrono::{Datelike, Days, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta, Timelike};
use openapi::Money;

/// An instant.
pub type Timestamp = chrono::DateTime<chrono::Utc>;
/// A calendar day, local to the programme.
pub type Date = NaiveDate;

/// No-break space, before `€`, `%`, `:` and inside quotation marks.
pub const NBSP: char = '\u{a0}';
/// Narrow no-break space, between thousands and before `;`, `!`, `?`.
pub const NNBSP: char = '\u{202f}';

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

/// `1 250 000`, with narrow no-break spaces.
pub fn number(value: i64) -> String {
    let digits = value.unsigned_abs().to_string();
    let mut text = String::new();
    if value < 0 {
        text.push('−');
    }
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(NNBSP);
        }
        text.push(digit);
    }
    text
}

/// `12,5`: a decimal number with at most `places` decimals, trailing zeros dropped.
pub fn decimal(value: f64, places: usize) -> String {
    let rounded = format!("{value:.places$}");
    let (whole, rest) = rounded.split_once('.').unwrap_or((rounded.as_str(), ""));
    let negative = whole.starts_with('-');
    let mut text = number(whole.trim_start_matches('-').parse().unwrap_or_default());
    if negative {
        text.insert(0, '−');
    }
    let rest = rest.trim_end_matches('0');
    if rest.is_empty() { text } else { format!("{text},{rest}") }
}

/// `3,9`: always the same number of decimals, for columns that are compared.
pub fn score(value: f64) -> String {
    format!("{value:.1}").replace('.', ",")
}

/// `3,94`: a score where it makes a rank; ranks look at two decimals.
pub fn fine_score(value: f64) -> String {
    format!("{value:.2}").replace('.', ",")
}

/// A text as one searches it: « École » and « ecole » are the same.
pub fn folded(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for letter in text.chars().flat_map(char::to_lowercase) {
        folded.push_str(match letter {
            'à' | 'â' | 'ä' | 'á' | 'ã' => "a",
            'ç' => "c",
            'é' | 'è' | 'ê' | 'ë' => "e",
            'î' | 'ï' | 'í' => "i",
            'ñ' => "n",
            'ô' | 'ö' | 'ó' | 'õ' => "o",
            'ù' | 'û' | 'ü' | 'ú' => "u",
            'ÿ' => "y",
            'œ' => "oe",
            'æ' => "ae",
            '’' => "'",
            _ => {
                folded.push(letter);
                continue;
            }
        });
    }
    folded
}

/// `45 %` of a share between 0 and 1.
pub fn percent(share: f64) -> String {
    format!("{}{NBSP}%", decimal(share * 100.0, 0))
}

/// `1 250 €` or `1 250,50 €` from cents.
pub fn cents(amount: i64) -> String {
    let (euros, rest) = (amount / 100, (amount % 100).unsigned_abs());
    let sign = if amount < 0 && euros == 0 { "−" } else { "" };
    if rest == 0 {
        format!("{}{NBSP}€", number(euros))
    } else {
        format!("{sign}{},{rest:02}{NBSP}€", number(euros))
    }
}

/// `1 250 €`.
pub fn money(money: Money) -> String {
    cents(money.amount)
}

/// The amount as one types it: `1 250,50`, without the sign.
pub fn amount_input(cents: i64) -> String {
    let (euros, rest) = (cents / 100, (cents % 100).unsigned_abs());
    if rest == 0 { number(euros) } else { format!("{},{rest:02}", number(euros)) }
}

/// Reads a typed amount in cents: `1 250`, `1 250,50`, `1250.5`, `1.250,50`, `1 250 €`. Nothing typed is `Ok(None)`.
///
/// # Errors
/// When the text is not an amount with at most two decimals.
pub fn parse_amount(text: &str) -> Result<Option<i64>, NotAnAmount> {
    let compact: String =
        text.chars().filter(|c| !c.is_whitespace() && !matches!(c, '€' | '\'' | '’')).collect();
    if compact.is_empty() {
        return if text.trim().is_empty() { Ok(None) } else { Err(NotAnAmount) };
    }
    // The last separator followed by one or two digits is the decimal one; a dot before three digits groups thousands.
    let (whole, rest) = match compact.rfind([',', '.']) {
        Some(at) if compact.len() - at - 1 <= 2 => (&compact[..at], &compact[at + 1..]),
        _ => (compact.as_str(), ""),
    };
    let mut groups = whole.split('.');
    let first = groups.next().unwrap_or_default();
    let mut euros = first.to_owned();
    for group in groups {
        if group.len() != 3 || first.is_empty() || first.len() > 3 {
            return Err(NotAnAmount);
        }
        euros.push_str(group);
    }
    let digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    if euros.is_empty() || euros.len() > 12 || !digits(&euros) || !digits(rest) {
        return Err(NotAnAmount);
    }
    let euros: i64 = euros.parse().map_err(|_| NotAnAmount)?;
    let rest: i64 = format!("{rest:0<2}").parse().map_err(|_| NotAnAmount)?;
    Ok(Some(euros * 100 + rest))
}

/// The text is not an amount in euros.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NotAnAmount;

/// `20 mai 2022`, `1er juin 2022`; the day and the month never part at a line's end.
pub fn date(date: Date) -> String {
    let month = MONTHS[date.month0() as usize % 12];
    let day = if date.day() == 1 { "1er".to_owned() } else { date.day().to_string() };
    format!("{day}{NBSP}{month}{NBSP}{}", date.year())
}

/// `du 8 mars au 20 mai 2022`.
pub fn date_range(from: Date, to: Date) -> String {
    if from.year() == to.year() {
        let start = date(from);
        let start = start.rsplit_once(NBSP).map_or(start.as_str(), |(day, _)| day);
        format!("du {start} au {}", date(to))
    } else {
        format!("du {} au {}", date(from), date(to))
    }
}

/// `20 mai 2022 à 14 h 05`, in the time of Paris.
pub fn date_time(instant: Timestamp) -> String {
    let local = paris(instant);
    format!("{} à {}", date(local.date()), time(local.time()))
}

/// The day of an instant in Paris: `20 mai 2022`.
pub fn day(instant: Timestamp) -> String {
    date(paris(instant).date())
}

/// `14 h 05`.
pub fn time(time: NaiveTime) -> String {
    format!("{}{NBSP}h{NBSP}{:02}", time.hour(), time.minute())
}

/// `14 h 05`, in the time of Paris.
pub fn hour(instant: Timestamp) -> String {
    time(paris(instant).time())
}

/// `14:32`, for the line that says when a draft was saved.
pub fn clock(instant: Timestamp) -> String {
    let local = paris(instant);
    format!("{:02}:{:02}", local.hour(), local.minute())
}

/// Local time of Paris, by the European rule (directive 2000/84/EC): summer time from the last Sunday of March to
/// the last Sunday of October, both at 01:00 UTC. The full zone tables would weigh more than the rest of the app.
pub fn paris(instant: Timestamp) -> NaiveDateTime {
    let utc = instant.naive_utc();
    let summer = match (last_sunday(utc.year(), 3), last_sunday(utc.year(), 10)) {
        (Some(start), Some(end)) => start <= utc && utc < end,
        _ => false,
    };
    utc + TimeDelta::hours(if summer { 2 } else { 1 })
}

/// 01:00 on the last Sunday of a month of 31 days.
fn last_sunday(year: i32, month: u32) -> Option<NaiveDateTime> {
    let last = NaiveDate::from_ymd_opt(year, month, 31)?;
    let sunday = last.checked_sub_days(Days::new(u64::from(last.weekday().num_days_from_sunday())))?;
    sunday.and_hms_opt(1, 0, 0)
}

/// How far a day is: `aujourd’hui`, `demain`, `dans 12 jours`, `il y a 3 jours`.
pub fn days_away(target: Date, today: Date) -> String {
    match (target - today).num_days() {
        0 => "aujourd’hui".into(),
        1 => "demain".into(),
        -1 => "hier".into(),
        days if days > 0 => format!("dans {}{NBSP}jours", number(days)),
        days => format!("il y a {}{NBSP}jours", number(-days)),
    }
}

/// Today in Paris, by the browser's clock: to word a delay, never to decide (the server decides).
pub fn today() -> Date {
    paris(chrono::Utc::now()).date()
}

/// `1 projet`, `3 projets`: zero and one are singular in French.
pub fn counted(count: i64, one: &str, many: &str) -> String {
    format!("{}{NBSP}{}", number(count), if count.abs() < 2 { one } else { many })
}

/// `03 23 59 90 00` from `+33323599000`; any other number stays as it is.
pub fn phone(text: &str) -> String {
    let Some(digits) = text.strip_prefix("+33") else { return text.to_owned() };
    if digits.len() != 9 || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return text.to_owned();
    }
    let all = format!("0{digits}");
    let pairs: Vec<&str> = (0..5).filter_map(|index| all.get(index * 2..index * 2 + 2)).collect();
    pairs.join("\u{a0}")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Timestamp {
        text.parse().unwrap_or_default()
    }

    fn on(year: i32, month: u32, day: u32) -> Date {
        Date::from_ymd_opt(year, month, day).unwrap_or_default()
    }

    #[test]
    fn thousands_are_parted_by_a_narrow_space_that_does_not_break() {
        assert_eq!(number(1_250_000), "1\u{202f}250\u{202f}000");
        assert_eq!(number(999), "999");
        assert_eq!(number(-1_000), "−1\u{202f}000");
    }

    #[test]
    fn cents_show_only_when_there_are_some() {
        assert_eq!(cents(125_000), "1\u{202f}250\u{a0}€");
        assert_eq!(cents(125_050), "1\u{202f}250,50\u{a0}€");
        assert_eq!(cents(5), "0,05\u{a0}€");
        assert_eq!(cents(-5), "−0,05\u{a0}€");
    }

    #[test]
    fn an_amount_is_read_as_people_type_it() {
        for (typed, cents) in [
            ("1 250,50", 125_050),
            ("1\u{202f}250,5", 125_050),
            ("1250.50", 125_050),
            ("1.250,50", 125_050),
            ("1.250", 125_000),
            ("1 250 €", 125_000),
            ("0", 0),
            ("12.500.000", 1_250_000_000),
        ] {
            assert_eq!(parse_amount(typed), Ok(Some(cents)), "{typed}");
        }
        assert_eq!(parse_amount("  "), Ok(None));
    }

    #[test]
    fn what_is_not_an_amount_is_refused_and_never_guessed() {
        for typed in ["douze", "-5", "1,250,50", "12,345", "€", "1e5", "1.25.000", ",5", "9999999999999"] {
            assert_eq!(parse_amount(typed), Err(NotAnAmount), "{typed}");
        }
    }

    #[test]
    fn what_is_shown_in_the_field_reads_back_to_the_same_amount() {
        for cents in [0, 5, 100, 125_050, 10_000_000_000] {
            assert_eq!(parse_amount(&amount_input(cents)), Ok(Some(cents)));
        }
    }

    #[test]
    fn a_date_is_written_in_full() {
        assert_eq!(date(on(2022, 5, 20)), "20\u{a0}mai\u{a0}2022");
        assert_eq!(date(on(2022, 8, 1)), "1er\u{a0}août\u{a0}2022");
        assert_eq!(date_range(on(2022, 3, 8), on(2022, 5, 20)), "du 8\u{a0}mars au 20\u{a0}mai\u{a0}2022");
    }

    #[test]
    fn summer_time_begins_and_ends_on_the_last_sundays_at_one_utc() {
        assert_eq!(paris(at("2022-03-27T00:59:59Z")).hour(), 1);
        assert_eq!(paris(at("2022-03-27T01:00:00Z")).hour(), 3);
        assert_eq!(paris(at("2022-10-30T00:59:59Z")).hour(), 2);
        assert_eq!(paris(at("2022-10-30T01:00:00Z")).hour(), 2);
        assert_eq!(date_time(at("2022-05-20T21:59:59Z")), "20\u{a0}mai\u{a0}2022 à 23\u{a0}h\u{a0}59");
    }

    #[test]
    fn a_delay_is_said_in_days() {
        let today = on(2022, 5, 20);
        assert_eq!(days_away(today, today), "aujourd’hui");
        assert_eq!(days_away(on(2022, 6, 7), today), "dans 18\u{a0}jours");
        assert_eq!(days_away(on(2022, 5, 17), today), "il y a 3\u{a0}jours");
    }

    #[test]
    fn a_text_is_found_without_its_accents() {
        assert_eq!(folded("L’École du Cœur"), "l'ecole du coeur");
    }

    #[test]
    fn scores_and_shares_use_the_comma() {
        assert_eq!((score(3.94), fine_score(3.9)), ("3,9".to_owned(), "3,90".to_owned()));
        assert_eq!(decimal(12.50, 2), "12,5");
        assert_eq!(percent(0.451), "45\u{a0}%");
        assert_eq!(phone("+33323599000"), "03\u{a0}23\u{a0}59\u{a0}90\u{a0}00");
    }
}
