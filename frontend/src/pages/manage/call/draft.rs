//! What a new call starts from. Pure.

use crate::format::Date;
use chrono::Days;
use openapi::{
    Money, Reference,
    calendar::{CallWindow, Windows},
    call::{Call, CallInput, CriterionInput, EnvelopeInput},
};

/// Nothing is typed yet: shown as an empty field, and out of range for the contract's rules.
pub const NO_AMOUNT: Money = Money::cents(-1);
/// Length of the first call of the programme's model: 8 March to 20 May 2022.
const OPEN_DAYS: u64 = 73;
/// From the end of a window to the beginning of the next one, as it is proposed.
const GAP_DAYS: u64 = 30;
/// From its last day to the last one for reviews: four before the committee.
const REVIEW_DAYS: u64 = 14;
/// From its last day to its committee, 7 June 2022.
const SELECTION_DAYS: u64 = 18;

/// A call to prepare, from what the last one had that lasts: criteria, applicants, funders.
pub fn next_call(programme: &str, last: Option<&Call>, today: Date) -> CallInput {
    let after = |day: Date, days: u64| day.checked_add_days(Days::new(days)).unwrap_or(day);
    let closes_on = after(today, OPEN_DAYS);
    CallInput {
        programme: Some(Reference::from(programme)),
        slug: String::new(),
        title: String::new(),
        aim: last.map(|call| call.aim.clone()).unwrap_or_default(),
        description: String::new(),
        deliverable: last.map_or_else(|| "fiche-action".into(), |call| call.deliverable.clone()),
        windows: Windows(vec![CallWindow {
            opens_on: today,
            closes_on,
            closes_at: last.and_then(|call| call.closes_at.clone()),
        }]),
        opens_on: None,
        closes_on: None,
        closes_at: None,
        reviews_due_on: Some(after(closes_on, REVIEW_DAYS)),
        selection_on: Some(after(closes_on, SELECTION_DAYS)),
        who_may_apply: last.map(|call| call.who_may_apply.clone()).unwrap_or_default(),
        chart: openapi::call::current_chart(),
        reviewers_per_project: last.map_or(3, |call| call.reviewers_per_project),
        criteria: last.iter().flat_map(|call| &call.criteria).map(without_id).collect(),
        // Whoever funded may fund again; how much is to be said anew.
        envelopes: last
            .iter()
            .flat_map(|call| &call.envelopes)
            .map(|envelope| EnvelopeInput {
                funder: Reference::from(envelope.funder.id.as_str()),
                amount: NO_AMOUNT,
            })
            .collect(),
    }
}

/// A window to add: of the same length and hour as the one before, a month after it.
pub fn next_window(last: Option<&CallWindow>, today: Date) -> CallWindow {
    let after = |day: Date, days: u64| day.checked_add_days(Days::new(days)).unwrap_or(day);
    let Some(last) = last else {
        return CallWindow { opens_on: today, closes_on: after(today, OPEN_DAYS), closes_at: None };
    };
    let opens_on = after(last.closes_on, GAP_DAYS);
    let length = u64::try_from((last.closes_on - last.opens_on).num_days()).unwrap_or(0);
    CallWindow { opens_on, closes_on: after(opens_on, length), closes_at: last.closes_at.clone() }
}

/// The hour of a field that may be empty.
pub fn typed_hour(text: String) -> Option<String> {
    Some(text).filter(|text| !text.is_empty())
}

fn without_id(criterion: &openapi::call::Criterion) -> CriterionInput {
    CriterionInput { id: None, ..CriterionInput::from(criterion) }
}

/// A short name for the address from a title: `Appel à projets 2027` is `appel-a-projets-2027`.
pub fn slug(title: &str) -> String {
    let plain = title.to_lowercase().chars().flat_map(letters).collect::<String>();
    let words: Vec<&str> =
        plain.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let mut slug = words.join("-");
    slug.truncate(60);
    slug.trim_end_matches('-').to_owned()
}

fn letters(letter: char) -> impl Iterator<Item = char> {
    let text = match letter {
        'à' | 'â' | 'ä' => "a",
        'é' | 'è' | 'ê' | 'ë' => "e",
        'î' | 'ï' => "i",
        'ô' | 'ö' => "o",
        'ù' | 'û' | 'ü' => "u",
        'ç' => "c",
        'œ' => "oe",
        'æ' => "ae",
        _ => return std::iter::once(letter).chain("".chars()),
    };
    let mut rest = text.chars();
    std::iter::once(rest.next().unwrap_or(letter)).chain(rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn on(year: i32, month: u32, day: u32) -> Date {
        Date::from_ymd_opt(year, month, day).unwrap_or_default()
    }

    #[test]
    fn the_calendar_of_a_new_call_is_that_of_2022_from_today() {
        let input = next_call("soissons", None, on(2022, 3, 8));
        assert_eq!(input.windows.0.last().map(|window| window.closes_on), Some(on(2022, 5, 20)));
        assert_eq!(input.selection_on, Some(on(2022, 6, 7)));
    }

    #[test]
    fn a_window_that_is_added_follows_the_one_before_and_is_as_long() {
        let last = CallWindow {
            opens_on: on(2027, 3, 1),
            closes_on: on(2027, 3, 21),
            closes_at: Some("18:00".into()),
        };
        let next = next_window(Some(&last), on(2027, 1, 1));
        assert_eq!((next.opens_on, next.closes_on), (on(2027, 4, 20), on(2027, 5, 10)));
        assert_eq!(next.closes_at, last.closes_at);
    }

    #[test]
    fn a_title_becomes_a_short_name_without_accents() {
        assert_eq!(slug("Appel à projets 2027"), "appel-a-projets-2027");
        assert_eq!(slug("  Œuvrer – été !  "), "oeuvrer-ete");
        assert_eq!(slug("…"), "");
        assert!(slug(&"long ".repeat(40)).len() <= 60);
    }
}
