//! One value as a text that a person writes and reads, and back. Pure.

use super::vocabulary::{Choice, Vocabulary, label, meant};
use chrono::NaiveDate;
use openapi::{limits, rule::Rule};
use serde_json::{Value, json};

/// The kind of a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cell {
    /// One line of at most `max` characters.
    Line {
        max: usize,
    },
    /// Several lines, at most `max` characters.
    Text {
        max: usize,
    },
    Email,
    /// People.
    Count,
    /// Any number, decimals after a comma.
    Number,
    /// Euros and cents.
    Amount,
    /// `JJ/MM/AAAA`.
    Date,
    YesNo,
    Objective,
    District,
    /// A partner of the programme.
    Partner,
    /// A partner of the programme, or the name of another organisation.
    Organisation,
    ChargeAccount,
    RevenueAccount,
    Funding,
    AgeBand,
    Time,
    /// Kinds of what a partner brings, one after the other.
    Brings,
}

const MONTHS: [&str; 12] = [
    "janvier",
    "fevrier",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "aout",
    "septembre",
    "octobre",
    "novembre",
    "decembre",
];

impl Cell {
    /// The list that the value is one of.
    pub fn choices<'a>(&self, vocabulary: &'a Vocabulary) -> Option<&'a [Choice]> {
        Some(match self {
            Cell::Objective => &vocabulary.objectives,
            Cell::District => &vocabulary.districts,
            Cell::Partner | Cell::Organisation => &vocabulary.partners,
            Cell::ChargeAccount => &vocabulary.charges,
            Cell::RevenueAccount => &vocabulary.revenues,
            Cell::Funding => &vocabulary.funding,
            Cell::AgeBand => &vocabulary.bands,
            Cell::Time => &vocabulary.times,
            Cell::YesNo => &vocabulary.yes_no,
            Cell::Brings => &vocabulary.brings,
            Cell::Line { .. }
            | Cell::Text { .. }
            | Cell::Email
            | Cell::Count
            | Cell::Number
            | Cell::Amount
            | Cell::Date => return None,
        })
    }

    /// What a form proposes: the whole list, but of a programme's hundreds of partners only those who fund.
    pub fn proposed<'a>(&self, vocabulary: &'a Vocabulary) -> &'a [Choice] {
        match self {
            Cell::Partner => &vocabulary.funders,
            Cell::Organisation => &[],
            _ => self.choices(vocabulary).unwrap_or_default(),
        }
    }

    /// Numbers stand on the right.
    pub fn is_number(&self) -> bool {
        matches!(self, Cell::Count | Cell::Number | Cell::Amount)
    }

    /// « non », which alone says nothing.
    pub fn is_no(&self, text: &str) -> bool {
        *self == Cell::YesNo && text == "non"
    }

    /// The limit in words.
    pub fn limit(&self) -> Option<String> {
        match self {
            Cell::Line { max } | Cell::Text { max } => {
                Some(format!("{}\u{a0}caractères au plus", grouped(&max.to_string())))
            }
            Cell::Amount => Some("en euros, par exemple 1\u{202f}250,00".into()),
            Cell::Date => Some("JJ/MM/AAAA".into()),
            _ => None,
        }
    }

    /// The text of a value; empty where there is none.
    pub fn write(&self, value: &Value, vocabulary: &Vocabulary) -> String {
        match (self, value) {
            (_, Value::Null) => String::new(),
            (Cell::Count, Value::Number(number)) => grouped(&number.to_string()),
            (Cell::Number, Value::Number(number)) => decimal(number),
            (Cell::Amount, value) => {
                value.get("amount").and_then(Value::as_i64).map(euros).unwrap_or_default()
            }
            (Cell::Date, Value::String(date)) => date
                .parse::<NaiveDate>()
                .map_or_else(|_| date.clone(), |date| date.format("%d/%m/%Y").to_string()),
            (cell, Value::Array(items)) => {
                let items: Vec<_> = items.iter().map(|item| cell.write(item, vocabulary)).collect();
                items.join(", ")
            }
            (Cell::YesNo, Value::Bool(yes)) => if *yes { "oui" } else { "non" }.into(),
            (cell, Value::String(text)) => match cell.choices(vocabulary) {
                Some(choices) => label(choices, text).to_owned(),
                None => text.clone(),
            },
            (_, other) => other.to_string(),
        }
    }

    /// The value of a text; `Null` for an empty one that is not a text.
    ///
    /// # Errors
    /// The rule that the text breaks by its form; limits are checked later, on the whole fiche.
    pub fn read(&self, text: &str, vocabulary: &Vocabulary) -> Result<Value, Rule> {
        let text = text.trim();
        match self {
            Cell::Line { .. } => return Ok(Value::from(text.replace('\n', " "))),
            Cell::Text { .. } => return Ok(Value::from(text)),
            _ if text.is_empty() => return Ok(Value::Null),
            _ => {}
        }
        match self {
            Cell::Count => count(text),
            Cell::Number => number(text).map(|number| json!(number)).ok_or(Rule::WrongType),
            Cell::Amount => amount(text).map(|cents| json!({"amount": cents, "currency": "EUR"})),
            Cell::Date => date(text).map(|date| json!(date)).ok_or(Rule::InvalidDate),
            Cell::YesNo => match crate::http::text::fold(text).as_str() {
                "oui" | "o" | "x" | "yes" => Ok(json!(true)),
                "non" | "n" | "no" => Ok(json!(false)),
                _ => Err(Rule::UnknownReference),
            },
            Cell::Brings => {
                let mut kinds = Vec::new();
                for word in text.split([',', ';', '\n']).map(str::trim).filter(|word| !word.is_empty()) {
                    let kind = meant(&vocabulary.brings, word).ok_or(Rule::UnknownReference)?;
                    if !kinds.contains(&kind) {
                        kinds.push(kind);
                    }
                }
                Ok(json!(kinds))
            }
            Cell::ChargeAccount | Cell::RevenueAccount => {
                let choices = self.choices(vocabulary).unwrap_or_default();
                meant(choices, text).map(Value::from).ok_or(Rule::UnknownAccount)
            }
            cell => match cell.choices(vocabulary) {
                Some(choices) => meant(choices, text).map(Value::from).ok_or(Rule::UnknownReference),
                None => Ok(Value::from(text)),
            },
        }
    }
}

/// Thousands apart by a narrow no-break space, as French sets them.
pub fn grouped(digits: &str) -> String {
    let (sign, digits) = digits.strip_prefix('-').map_or(("", digits), |rest| ("-", rest));
    let mut grouped = String::from(sign);
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            grouped.push('\u{202f}');
        }
        grouped.push(digit);
    }
    grouped
}

/// `1 250,00` from cents.
pub fn euros(cents: i64) -> String {
    let whole = grouped(&(cents.unsigned_abs() / 100).to_string());
    let sign = if cents < 0 { "-" } else { "" };
    format!("{sign}{whole},{:02}", cents.unsigned_abs() % 100)
}

fn decimal(number: &serde_json::Number) -> String {
    let plain = number.as_f64().map_or_else(|| number.to_string(), |number| number.to_string());
    match plain.split_once('.') {
        Some((whole, decimals)) => format!("{},{decimals}", grouped(whole)),
        None => grouped(&plain),
    }
}

/// Digits with a point, from what people write: spaces and the unit go, a comma becomes a point. A single point
/// before three digits could be either: it is refused rather than guessed.
fn plain(text: &str) -> Option<String> {
    let text: String = text.chars().filter(|c| !c.is_whitespace() && *c != '€' && *c != '\u{202f}').collect();
    let text = match (text.rfind(','), text.rfind('.')) {
        (Some(comma), Some(point)) if comma > point => text.replace('.', "").replace(',', "."),
        (Some(_), Some(_)) => text.replace(',', ""),
        (Some(_), None) => text.replace(',', "."),
        (None, Some(point)) if text.len() - point == 4 => return None,
        _ => text,
    };
    let digits = text.strip_prefix('-').unwrap_or(&text);
    let well = digits.chars().all(|c| c.is_ascii_digit() || c == '.')
        && digits.matches('.').count() <= 1
        && digits.starts_with(|c: char| c.is_ascii_digit())
        && !digits.ends_with('.');
    well.then_some(text)
}

fn number(text: &str) -> Option<f64> {
    // A negative zero has no other text than zero.
    plain(text)?.parse::<f64>().ok().filter(|number| number.is_finite())
}

fn count(text: &str) -> Result<Value, Rule> {
    let range = Rule::OutOfRange { min: 0, max: i64::from(limits::PEOPLE_MAX) };
    let digits: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    digits.parse::<u32>().map(Value::from).map_err(|_| range)
}

fn amount(text: &str) -> Result<i64, Rule> {
    let refused = Rule::AmountOutOfRange { max: limits::AMOUNT_MAX / 100 };
    let Some(plain) = plain(text) else { return Err(refused) };
    let (whole, cents) = plain.split_once('.').unwrap_or((&plain, ""));
    if cents.len() > 2 || whole.starts_with('-') {
        return Err(refused);
    }
    let whole: Option<i64> = whole.parse().ok();
    let cents: Option<i64> = format!("{cents:0<2}").parse().ok();
    match (whole.and_then(|whole| whole.checked_mul(100)), cents) {
        (Some(whole), Some(cents)) => whole.checked_add(cents).ok_or(refused),
        _ => Err(refused),
    }
}

/// `05/10/2026`, `5.10.2026`, `2026-10-05` or `5 octobre 2026`.
fn date(text: &str) -> Option<NaiveDate> {
    let parts: Vec<String> = crate::http::text::fold(text)
        .split(|c: char| !c.is_alphanumeric())
        .filter(|part| !part.is_empty())
        .map(str::to_owned)
        .collect();
    let [first, month, last] = parts.as_slice() else { return None };
    let month = match MONTHS.iter().position(|name| name == month) {
        Some(place) => u32::try_from(place + 1).ok()?,
        None => month.parse().ok()?,
    };
    let (year, day) = if first.len() == 4 { (first, last) } else { (last, first) };
    let day = day.strip_suffix("er").unwrap_or(day);
    (year.len() == 4).then_some(())?;
    NaiveDate::from_ymd_opt(year.parse().ok()?, month, day.parse().ok()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_amount_is_read_as_people_write_it() {
        for (text, cents) in [
            ("1 250,00", 125_000),
            ("1\u{202f}250,5 €", 125_050),
            ("1250", 125_000),
            ("1.250,00", 125_000),
            ("1,250.00", 125_000),
            ("0,01", 1),
            ("12.5", 1_250),
        ] {
            assert_eq!(amount(text), Ok(cents), "{text}");
        }
        for text in ["1.250", "-5", "12,345", "mille", "1,2,3.4.5", "99999999999999999999", ",5"] {
            assert!(amount(text).is_err(), "{text}");
        }
    }

    #[test]
    fn a_date_is_read_in_figures_and_in_words() {
        let day = NaiveDate::from_ymd_opt(2026, 10, 5);
        for text in ["05/10/2026", "5.10.2026", "2026-10-05", "5 octobre 2026", " 5 Octobre 2026 "] {
            assert_eq!(date(text), day, "{text}");
        }
        assert_eq!(date("1er août 2026"), NaiveDate::from_ymd_opt(2026, 8, 1));
        for text in ["31/02/2026", "05/10/26", "demain", "10/2026", ""] {
            assert_eq!(date(text), None, "{text}");
        }
    }

    #[test]
    fn thousands_stand_apart() {
        assert_eq!(euros(125_000_001), "1\u{202f}250\u{202f}000,01");
        assert_eq!(grouped("-1234"), "-1\u{202f}234");
    }
}
