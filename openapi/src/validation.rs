//! From garde's report to field errors, and the rules of texts.

use crate::{
    error_code::Language,
    identifiers,
    limits::{COMMENT_MAX, EMAIL_MAX, ITEMS_MAX, LINE_MAX, MEASURE_MAX, MESSAGE_MAX, PEOPLE_MAX, TITLE_MAX},
    problem::FieldError,
    rule::Rule,
};
use garde::Validate;

/// A broken rule at a place of the request body.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Violation {
    /// JSON Pointer.
    pub pointer: String,
    pub rule: Rule,
}

impl Violation {
    pub fn new(pointer: impl Into<String>, rule: Rule) -> Self {
        Self { pointer: pointer.into(), rule }
    }

    pub fn in_language(&self, language: Language) -> FieldError {
        FieldError::new(self.pointer.clone(), &self.rule, language)
    }
}

/// Every violation of a value, in the order of its fields; empty when all is well.
pub fn check<T: Validate<Context = ()>>(value: &T) -> Vec<Violation> {
    match value.validate() {
        Ok(()) => Vec::new(),
        Err(report) => report
            .into_inner()
            .into_iter()
            .map(|(path, error)| Violation {
                pointer: pointer(&path.to_string()),
                rule: serde_json::from_str(error.message()).unwrap_or(Rule::WrongType),
            })
            .collect(),
    }
}

/// `budget.charges[0].amount` becomes `/budget/charges/0/amount`.
pub fn pointer(path: &str) -> String {
    path.split(['.', '['])
        .map(|part| part.trim_end_matches(']'))
        .filter(|part| !part.is_empty() && *part != "?")
        .fold(String::new(), |pointer, part| pointer + "/" + part)
}

/// Texts that a rule can be asked of; an absent one breaks none.
pub trait Text {
    fn text(&self) -> Option<&str>;
}

impl Text for String {
    fn text(&self) -> Option<&str> {
        Some(self)
    }
}

impl Text for Option<String> {
    fn text(&self) -> Option<&str> {
        self.as_deref()
    }
}

/// Holds nothing that turns the text around it, or that no line can show. Joiners and marks of width 0 are parts of emoji and
/// of pasted words.
fn visible(text: &str, multiline: bool) -> bool {
    let turns = |c: char| matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    let breaks = |c: char| c.is_control() && !(multiline && matches!(c, '\n' | '\r' | '\t'));
    !text.chars().any(|c| turns(c) || breaks(c))
}

/// Nothing of it can be seen.
fn blank(text: &str) -> bool {
    let hidden =
        |c: char| matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}'..='\u{2064}' | '\u{feff}');
    text.chars().all(|c| c.is_whitespace() || hidden(c))
}

fn within(text: &str, min: usize, max: usize, multiline: bool) -> garde::Result {
    let length = if blank(text) { 0 } else { text.trim().chars().count() };
    if !visible(text, multiline) {
        Err(Rule::ControlCharacters.into())
    } else if length < min {
        Err(if length == 0 { Rule::Required } else { Rule::TooShort { min } }.into())
    } else if text.chars().count() > max {
        Err(Rule::TooLong { max }.into())
    } else {
        Ok(())
    }
}

/// garde rule: one line of `min` to `max` characters.
pub fn line<T: Text>(min: usize, max: usize) -> impl Fn(&T, &()) -> garde::Result {
    move |value, ()| value.text().map_or(Ok(()), |text| within(text, min, max, false))
}

/// garde rule: a text of several lines, at most `max` characters.
pub fn text<T: Text>(max: usize) -> impl Fn(&T, &()) -> garde::Result {
    move |value, ()| value.text().map_or(Ok(()), |text| within(text, 0, max, true))
}

/// garde rule: a name or label that must be there.
pub fn name<T: Text>(value: &T, _: &()) -> garde::Result {
    value.text().map_or(Ok(()), |text| within(text, 1, LINE_MAX, false))
}

/// garde rule: a short line that may be empty.
pub fn note<T: Text>(value: &T, _: &()) -> garde::Result {
    value.text().map_or(Ok(()), |text| within(text, 0, LINE_MAX, false))
}

/// garde rule: a title that must be there.
pub fn title<T: Text>(value: &T, _: &()) -> garde::Result {
    value.text().map_or(Ok(()), |text| within(text, 1, TITLE_MAX, false))
}

/// garde rule: a comment, message or reason that may be empty.
pub fn comment<T: Text>(value: &T, _: &()) -> garde::Result {
    value.text().map_or(Ok(()), |text| within(text, 0, COMMENT_MAX, true))
}

/// garde rule: a message between people.
pub fn message<T: Text>(value: &T, _: &()) -> garde::Result {
    value.text().map_or(Ok(()), |text| within(text, 1, MESSAGE_MAX, true))
}

/// garde rule: a reason that must be there.
pub fn reason<T: Text>(value: &T, _: &()) -> garde::Result {
    value.text().map_or(Ok(()), |text| match blank(text) {
        true => Err(Rule::ReasonRequired.into()),
        false => within(text, 1, COMMENT_MAX, true),
    })
}

/// garde rule: what somebody has to say, which is no reason for anything.
pub fn statement<T: Text>(value: &T, _: &()) -> garde::Result {
    value.text().map_or(Ok(()), |text| within(text, 1, COMMENT_MAX, true))
}

fn formed<T: Text>(value: &T, valid: impl Fn(&str) -> bool, rule: Rule) -> garde::Result {
    match value.text() {
        Some(text) if !valid(text) => Err(rule.into()),
        _ => Ok(()),
    }
}

/// garde rule: an e-mail address, as permissive as HTML's `input type=email` and no longer than RFC 5321 allows.
pub fn email<T: Text>(value: &T, _: &()) -> garde::Result {
    formed(value, is_email, Rule::InvalidEmail)
}

fn is_email(text: &str) -> bool {
    let Some((local, domain)) = text.rsplit_once('@') else { return false };
    let plain =
        |c: char| c.is_ascii_graphic() && !matches!(c, '@' | '<' | '>' | '"' | ',' | ';' | '(' | ')' | '\\');
    text.len() <= EMAIL_MAX
        && !local.is_empty()
        && local.len() <= 64
        && local.chars().all(plain)
        && domain.split('.').count() >= 2
        && domain.split('.').all(|label| {
            !label.is_empty()
                && label.len() <= 63
                && !label.starts_with('-')
                && !label.ends_with('-')
                && label.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')
        })
}

/// garde rule: SIRET, 14 digits with its key.
pub fn siret<T: Text>(value: &T, _: &()) -> garde::Result {
    formed(value, identifiers::is_siret, Rule::InvalidSiret)
}

/// garde rule: SIREN, 9 digits with its key.
pub fn siren<T: Text>(value: &T, _: &()) -> garde::Result {
    formed(value, identifiers::is_siren, Rule::InvalidSiren)
}

/// garde rule: RNA number of an association.
pub fn rna<T: Text>(value: &T, _: &()) -> garde::Result {
    formed(value, identifiers::is_rna, Rule::InvalidRna)
}

/// garde rule: UAI code of a school. A wrong key letter is accepted: real registers hold a few.
pub fn uai<T: Text>(value: &T, _: &()) -> garde::Result {
    formed(value, identifiers::looks_like_uai, Rule::InvalidUai)
}

/// garde rule: INSEE code of a commune.
pub fn insee<T: Text>(value: &T, _: &()) -> garde::Result {
    formed(value, identifiers::is_insee_commune, Rule::InvalidInsee)
}

/// garde rule: a slug of 1 to 60 characters.
pub fn slug<T: Text>(value: &T, _: &()) -> garde::Result {
    let valid = |text: &str| {
        (1..=60).contains(&text.len())
            && !text.starts_with('-')
            && !text.ends_with('-')
            && text.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-')
            && text.parse::<crate::Id>().is_err()
    };
    formed(value, valid, Rule::InvalidSlug)
}

/// garde rule: a web address.
pub fn url<T: Text>(value: &T, _: &()) -> garde::Result {
    let valid = |text: &str| {
        text.len() <= LINE_MAX
            && ["https://", "http://"].iter().any(|scheme| {
                text.strip_prefix(scheme).is_some_and(|rest| !rest.is_empty() && !rest.starts_with('/'))
            })
            && text.chars().all(|c| !c.is_whitespace() && !c.is_control() && !matches!(c, '<' | '>' | '"'))
    };
    formed(value, valid, Rule::InvalidUrl)
}

/// garde rule: a local time of day, `HH:MM`.
pub fn time_of_day<T: Text>(value: &T, _: &()) -> garde::Result {
    let valid = |text: &str| text.len() == 5 && chrono::NaiveTime::parse_from_str(text, "%H:%M").is_ok();
    formed(value, valid, Rule::InvalidTime)
}

/// garde rule: at most `max` items.
pub fn at_most<T>(max: usize) -> impl Fn(&Vec<T>, &()) -> garde::Result {
    move |items, ()| if items.len() <= max { Ok(()) } else { Err(Rule::TooManyItems { max }.into()) }
}

/// garde rule: no more items than any list may have.
pub fn items<T>(items: &[T], _: &()) -> garde::Result {
    if items.len() <= ITEMS_MAX { Ok(()) } else { Err(Rule::TooManyItems { max: ITEMS_MAX }.into()) }
}

/// garde rule: a count of people.
pub fn people(count: &u32, _: &()) -> garde::Result {
    if *count <= PEOPLE_MAX {
        Ok(())
    } else {
        Err(Rule::OutOfRange { min: 0, max: i64::from(PEOPLE_MAX) }.into())
    }
}

/// garde rule: a value of an indicator.
pub fn measure(value: &f64, _: &()) -> garde::Result {
    // The bound is a whole number far below 2^53: the conversion is exact.
    let bound = MEASURE_MAX as f64;
    if (-bound..=bound).contains(value) {
        Ok(())
    } else {
        Err(Rule::OutOfRange { min: -MEASURE_MAX, max: MEASURE_MAX }.into())
    }
}

/// garde rule: an integer within bounds, both included.
pub fn within_range(min: i32, max: i32) -> impl Fn(&i32, &()) -> garde::Result {
    move |value, ()| {
        if (min..=max).contains(value) {
            Ok(())
        } else {
            Err(Rule::OutOfRange { min: min.into(), max: max.into() }.into())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_becomes_a_json_pointer() {
        assert_eq!(pointer("budget.charges[0].amount"), "/budget/charges/0/amount");
        assert_eq!(pointer("title"), "/title");
        assert_eq!(pointer(""), "");
    }

    #[test]
    fn a_text_of_which_nothing_can_be_seen_is_none_and_one_that_turns_its_line_around_is_refused() {
        let said = |text: &str| reason(&text.to_owned(), &()).err().map(|error| error.message().to_owned());
        for unseen in ["", " \n", "\u{a0}\u{200b}", "\u{feff}\u{2060}\u{ad}"] {
            assert_eq!(said(unseen), garde_message(Rule::ReasonRequired), "{unseen:?}");
        }
        assert_eq!(said("\u{202e}abc"), garde_message(Rule::ControlCharacters));
        for seen in ["👩‍👧 en famille", "a\u{200b}b", "ligne\nligne"] {
            assert_eq!(said(seen), None, "{seen:?}");
        }
    }

    fn garde_message(rule: Rule) -> Option<String> {
        Some(garde::Error::from(rule).message().to_owned())
    }

    #[test]
    fn an_address_needs_a_name_an_at_sign_and_a_domain_with_a_dot() {
        for good in ["a@b.fr", "prenom.nom+x@mairie-soissons.fr"] {
            assert!(is_email(good), "{good}");
        }
        for bad in ["", "a", "@b.fr", "a@b", "a b@c.fr", "a@-b.fr", "a@b..fr", "é@b.fr", "a@b.fr\n"] {
            assert!(!is_email(bad), "{bad}");
        }
    }

    #[test]
    fn a_control_character_is_refused_even_in_a_long_text() {
        assert!(text(10)(&"a\u{0}b".to_owned(), &()).is_err());
        assert!(text(10)(&"a\nb".to_owned(), &()).is_ok());
        assert!(line(0, 10)(&"a\nb".to_owned(), &()).is_err());
    }

    #[test]
    fn a_length_is_counted_in_characters() {
        assert!(line(1, 5)(&"ééééé".to_owned(), &()).is_ok());
        assert!(line(1, 5)(&"éééééé".to_owned(), &()).is_err());
    }
}
