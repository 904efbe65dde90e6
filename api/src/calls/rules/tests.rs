//! Boundary seconds, both changes of the clocks, several windows, extensions.

use super::*;
use proptest::prelude::*;

fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).unwrap_or_default()
}

fn window(opens_on: NaiveDate, closes_on: NaiveDate) -> CallWindow {
    CallWindow { opens_on, closes_on, closes_at: None }
}

fn published(windows: Vec<CallWindow>) -> Calendar {
    Calendar { windows, published: true, ..Calendar::default() }
}

fn single(opens_on: NaiveDate, closes_on: NaiveDate) -> Calendar {
    published(vec![window(opens_on, closes_on)])
}

fn until(calendar: &Calendar) -> Option<DateTime<Utc>> {
    calendar.windows.last().map(|window| closing(window).instant)
}

fn instant(text: &str) -> DateTime<Utc> {
    text.parse().unwrap_or_default()
}

fn granted(partner: &str, granted_at: &str, on: NaiveDate, at: Option<&str>) -> Granted {
    Granted {
        partner: partner.into(),
        granted_at: instant(granted_at),
        until: deadline(on, at),
        reason: "Panne".into(),
    }
}

const SECOND: Duration = Duration::seconds(1);

#[test]
fn the_call_of_2022_closes_at_the_end_of_its_last_day_in_paris() {
    let calendar = single(day(2022, 3, 8), day(2022, 5, 20));
    assert_eq!(calendar.opening(), Some(instant("2022-03-07T23:00:00Z")));
    assert_eq!(until(&calendar), Some(instant("2022-05-20T22:00:00Z")));
    assert_eq!(calendar.status(instant("2022-05-20T21:59:59Z")), CallStatus::Open);
    assert_eq!(calendar.status(instant("2022-05-20T22:00:00Z")), CallStatus::Closed);
}

#[test]
fn both_daylight_saving_changes_keep_the_local_midnight() {
    assert_eq!(deadline(day(2026, 3, 29), None).instant, instant("2026-03-29T22:00:00Z"));
    assert_eq!(deadline(day(2026, 10, 25), None).instant, instant("2026-10-25T23:00:00Z"));
}

#[test]
fn an_hour_that_comes_twice_or_never_gives_the_later_instant() {
    assert_eq!(deadline(day(2026, 10, 25), Some("02:30")).instant, instant("2026-10-25T01:30:00Z"));
    assert_eq!(deadline(day(2026, 3, 29), Some("02:30")).instant, instant("2026-03-29T01:30:00Z"));
}

#[test]
fn a_draft_is_a_draft_whatever_its_days() {
    let draft = Calendar { published: false, ..single(day(2022, 3, 8), day(2022, 5, 20)) };
    assert_eq!(draft.status(instant("2022-04-01T00:00:00Z")), CallStatus::Draft);
    assert_eq!(filing(&draft, &[], "school", instant("2022-04-01T00:00:00Z")), Filing::OVER);
}

fn two_windows() -> Calendar {
    published(vec![window(day(2027, 3, 1), day(2027, 3, 28)), window(day(2027, 10, 1), day(2027, 10, 31))])
}

#[test]
fn between_two_windows_the_call_is_to_come_again_and_says_when() {
    let calendar = two_windows();
    let first = instant("2027-03-28T22:00:00Z");
    assert_eq!(calendar.status(first - SECOND), CallStatus::Open);
    assert_eq!(calendar.status(first), CallStatus::Upcoming);
    let between = filing(&calendar, &[], "school", first);
    assert_eq!(between.state, FilingState::Between);
    assert_eq!(between.next.map(|window| window.opens_on), Some(day(2027, 10, 1)));
    assert_eq!(between.deadline.map(|missed| missed.on), Some(day(2027, 3, 28)));
    let second = instant("2027-09-30T22:00:00Z");
    assert_eq!(calendar.status(second - SECOND), CallStatus::Upcoming);
    assert_eq!(calendar.status(second), CallStatus::Open);
    // 31 October 2027 is the day clocks go back: it ends at 23:00 UTC.
    assert_eq!(filing(&calendar, &[], "school", second).open_until(), Some(instant("2027-10-31T23:00:00Z")));
    assert_eq!(calendar.status(instant("2027-10-31T23:00:00Z")), CallStatus::Closed);
}

#[test]
fn the_current_window_is_the_one_under_way_then_the_next_then_the_last() {
    let calendar = two_windows();
    let opens = |now: &str| calendar.current(instant(now)).map(|window| window.opens_on);
    let (first, second) = (Some(day(2027, 3, 1)), Some(day(2027, 10, 1)));
    assert_eq!(opens("2027-01-01T00:00:00Z"), first);
    assert_eq!(opens("2027-03-10T00:00:00Z"), first);
    assert_eq!(opens("2027-05-01T00:00:00Z"), second);
    assert_eq!(opens("2028-01-01T00:00:00Z"), second);
}

#[test]
fn an_extension_lets_its_partner_alone_file_to_its_last_second() {
    let calendar = single(day(2026, 5, 1), day(2026, 5, 20));
    let extensions = [granted("school", "2026-05-18T08:00:00Z", day(2026, 5, 27), Some("18:00"))];
    let end = instant("2026-05-27T16:00:00Z");
    let at = |partner: &str, now| filing(&calendar, &extensions, partner, now);
    assert!(at("school", end - SECOND).is_open());
    assert!(!at("school", end).is_open());
    assert_eq!(at("school", end).deadline.map(|missed| missed.instant), Some(end));
    assert!(!at("association", instant("2026-05-20T22:00:00Z")).is_open());
    assert_eq!(calendar.status(instant("2026-05-21T08:00:00Z")), CallStatus::Closed);
}

#[test]
fn an_extension_granted_after_the_deadline_counts_from_then_on() {
    let calendar = single(day(2026, 5, 1), day(2026, 5, 20));
    let extensions = [granted("school", "2026-05-22T08:00:00Z", day(2026, 5, 27), None)];
    assert!(!filing(&calendar, &extensions, "school", instant("2026-05-21T08:00:00Z")).is_open());
    assert!(filing(&calendar, &extensions, "school", instant("2026-05-22T08:00:00Z")).is_open());
}

#[test]
fn an_extension_opens_nothing_before_the_call_and_nothing_after_its_decisions() {
    let mut calendar = single(day(2026, 5, 1), day(2026, 5, 20));
    let extensions = [granted("school", "2026-04-01T08:00:00Z", day(2026, 5, 27), None)];
    let before = filing(&calendar, &extensions, "school", instant("2026-04-20T08:00:00Z"));
    assert_eq!(before.state, FilingState::NotYet);
    calendar.decided = true;
    assert!(!filing(&calendar, &extensions, "school", instant("2026-05-10T08:00:00Z")).is_open());
}

#[test]
fn an_extension_outlives_a_call_that_is_closed_early() {
    let mut calendar = single(day(2026, 5, 1), day(2026, 5, 20));
    calendar.closed_at = Some(instant("2026-05-10T08:00:00Z"));
    let extensions = [granted("school", "2026-05-11T08:00:00Z", day(2026, 5, 15), None)];
    let now = instant("2026-05-12T08:00:00Z");
    assert!(filing(&calendar, &extensions, "school", now).is_open());
    assert!(!filing(&calendar, &extensions, "association", now).is_open());
}

/// Windows made of gaps and lengths in days.
fn calendar_of(start: u64, parts: &[(u64, u64)]) -> Calendar {
    let mut next = day(2010, 1, 1) + Days::new(start);
    let windows = parts
        .iter()
        .map(|(gap, length)| {
            let opens_on = next + Days::new(*gap);
            let closes_on = opens_on + Days::new(*length);
            next = closes_on + Days::new(1);
            window(opens_on, closes_on)
        })
        .collect();
    published(windows)
}

fn parts() -> impl Strategy<Value = Vec<(u64, u64)>> {
    prop::collection::vec((0u64..60, 0u64..90), 1..5)
}

proptest! {
    #[test]
    fn a_call_opens_and_closes_once_a_window_and_stays_closed(start in 0u64..8_000, parts in parts()) {
        let calendar = calendar_of(start, &parts);
        for window in &calendar.windows {
            let (opens, closes) = (opening(window), closing(window).instant);
            prop_assert!(opens < closes);
            prop_assert_eq!(calendar.status(opens), CallStatus::Open);
            prop_assert_eq!(calendar.status(closes - SECOND), CallStatus::Open);
            prop_assert_eq!(calendar.filing(opens).open_until(), Some(closes));
        }
        let end = until(&calendar).unwrap_or_default();
        prop_assert_eq!(calendar.status(end), CallStatus::Closed);
        prop_assert_eq!(calendar.status(end + Duration::days(400)), CallStatus::Closed);
    }

    #[test]
    fn what_is_open_says_until_when_and_what_is_not_says_what_comes_or_was_missed(
        start in 0u64..8_000, parts in parts(), hours in -5_000i64..20_000,
    ) {
        let calendar = calendar_of(start, &parts);
        let now = calendar.opening().unwrap_or_default() + Duration::hours(hours);
        let filing = filing(&calendar, &[], "school", now);
        match filing.state {
            FilingState::Open => prop_assert!(filing.open_until().is_some_and(|until| now < until)),
            FilingState::NotYet | FilingState::Between => {
                prop_assert!(filing.next.as_ref().is_some_and(|next| now < opening(next)));
            }
            FilingState::Over => {
                prop_assert!(filing.deadline.is_some_and(|missed| missed.instant <= now) && filing.next.is_none());
            }
        }
    }

    #[test]
    fn an_extension_only_ever_adds_time_and_only_to_its_partner(
        start in 0u64..8_000, parts in parts(), hours in -500i64..9_000, given in -500i64..9_000, more in 0u64..300,
    ) {
        let calendar = calendar_of(start, &parts);
        let opening = calendar.opening().unwrap_or_default();
        let (now, granted_at) = (opening + Duration::hours(hours), opening + Duration::hours(given));
        let on = granted_at.date_naive() + Days::new(more);
        let extension = Granted { granted_at, ..granted("school", "", on, None) };
        let extensions = [extension];
        let without = filing(&calendar, &[], "school", now);
        let with = filing(&calendar, &extensions, "school", now);
        prop_assert!(with.is_open() || !without.is_open());
        prop_assert!(with.open_until() >= without.open_until());
        prop_assert_eq!(filing(&calendar, &extensions, "association", now), without);
    }

    #[test]
    fn any_hour_of_any_day_is_an_instant_within_that_day_in_paris(days in 0u64..20_000, minutes in 0u32..1_440) {
        let on = day(2010, 1, 1) + Days::new(days);
        let at = format!("{:02}:{:02}", minutes / 60, minutes % 60);
        let until = deadline(on, Some(&at));
        prop_assert_eq!(until.instant.with_timezone(&ZONE).date_naive(), on);
        prop_assert!(until.instant < deadline(on, None).instant);
        let shown = until.instant.with_timezone(&ZONE).format("%H:%M").to_string();
        // In the hour that spring leaves out, the one after it.
        prop_assert!(shown == at || (at.starts_with("02:") && shown.replacen("03:", "02:", 1) == at));
    }
}
