//! The calendar of a call: local days and hours (Europe/Paris) turned into instants. Pure.

use crate::clock::ZONE;
use chrono::{DateTime, Days, Duration, NaiveDate, NaiveTime, TimeZone, Utc};
use openapi::call::CallStatus;

/// When a call opens and closes, and how far it has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Calendar {
    /// First day, local, from its first instant.
    pub opens_on: NaiveDate,
    /// Last day, local, to its last instant.
    pub closes_on: NaiveDate,
    /// Hour of the deadline on the last day; none: end of the day.
    pub closes_at: Option<NaiveTime>,
    pub published: bool,
    /// Closed by the coordinator before its deadline.
    pub closed_at: Option<DateTime<Utc>>,
    /// All decisions are published.
    pub decided: bool,
}

impl Calendar {
    /// First instant at which the call takes submissions.
    pub fn opening(&self) -> DateTime<Utc> {
        local(self.opens_on, NaiveTime::MIN)
    }

    /// First instant that is too late.
    pub fn deadline(&self) -> DateTime<Utc> {
        match self.closes_at {
            Some(hour) => local(self.closes_on, hour),
            None => end_of(self.closes_on),
        }
    }

    pub fn status(&self, now: DateTime<Utc>) -> CallStatus {
        if self.decided {
            CallStatus::Decided
        } else if !self.published {
            CallStatus::Draft
        } else if self.closed_at.is_some_and(|at| at <= now) || now >= self.deadline() {
            CallStatus::Closed
        } else if now < self.opening() {
            CallStatus::Upcoming
        } else {
            CallStatus::Open
        }
    }
}

/// First instant after a local day.
pub fn end_of(day: NaiveDate) -> DateTime<Utc> {
    local(day.checked_add_days(Days::new(1)).unwrap_or(day), NaiveTime::MIN)
}

/// The instant of a local day and hour. An hour that comes twice (autumn) is its later one, so that nobody is cut off
/// early; an hour that does not exist (spring) is the one after the gap.
fn local(day: NaiveDate, hour: NaiveTime) -> DateTime<Utc> {
    let wall = day.and_time(hour);
    ZONE.from_local_datetime(&wall)
        .latest()
        .or_else(|| ZONE.from_local_datetime(&(wall + Duration::hours(1))).latest())
        .map_or_else(|| wall.and_utc(), |instant| instant.to_utc())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn day(year: i32, month: u32, day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(year, month, day).unwrap_or_default()
    }

    fn calendar(opens_on: NaiveDate, closes_on: NaiveDate) -> Calendar {
        Calendar { opens_on, closes_on, closes_at: None, published: true, closed_at: None, decided: false }
    }

    fn instant(text: &str) -> DateTime<Utc> {
        text.parse().unwrap_or_default()
    }

    #[test]
    fn the_call_of_2022_closes_at_the_end_of_its_last_day_in_paris() {
        let calendar = calendar(day(2022, 3, 8), day(2022, 5, 20));
        assert_eq!(calendar.opening(), instant("2022-03-07T23:00:00Z"));
        assert_eq!(calendar.deadline(), instant("2022-05-20T22:00:00Z"));
        assert_eq!(calendar.status(instant("2022-05-20T21:59:59Z")), CallStatus::Open);
        assert_eq!(calendar.status(instant("2022-05-20T22:00:00Z")), CallStatus::Closed);
    }

    #[test]
    fn both_daylight_saving_changes_keep_the_local_midnight() {
        assert_eq!(calendar(day(2026, 3, 1), day(2026, 3, 29)).deadline(), instant("2026-03-29T22:00:00Z"));
        assert_eq!(calendar(day(2026, 10, 1), day(2026, 10, 25)).deadline(), instant("2026-10-25T23:00:00Z"));
    }

    #[test]
    fn an_hour_that_comes_twice_or_never_gives_the_later_instant() {
        let mut autumn = calendar(day(2026, 10, 1), day(2026, 10, 25));
        autumn.closes_at = NaiveTime::from_hms_opt(2, 30, 0);
        assert_eq!(autumn.deadline(), instant("2026-10-25T01:30:00Z"));
        let mut spring = calendar(day(2026, 3, 1), day(2026, 3, 29));
        spring.closes_at = NaiveTime::from_hms_opt(2, 30, 0);
        assert_eq!(spring.deadline(), instant("2026-03-29T01:30:00Z"));
    }

    #[test]
    fn a_draft_is_a_draft_whatever_its_days() {
        let draft = Calendar { published: false, ..calendar(day(2022, 3, 8), day(2022, 5, 20)) };
        assert_eq!(draft.status(instant("2022-04-01T00:00:00Z")), CallStatus::Draft);
    }

    proptest! {
        #[test]
        fn a_call_never_reopens_by_itself(start in 0u64..8_000, length in 0u64..400, hours in prop::collection::vec(0i64..20_000, 2..20)) {
            let opens_on = day(2010, 1, 1) + Days::new(start);
            let calendar = calendar(opens_on, opens_on + Days::new(length));
            let mut hours = hours;
            hours.sort_unstable();
            let rank = |hour: &i64| match calendar.status(calendar.opening() - Duration::days(300) + Duration::hours(*hour)) {
                CallStatus::Upcoming => 0,
                CallStatus::Open => 1,
                _ => 2,
            };
            prop_assert!(hours.iter().map(rank).is_sorted());
            prop_assert!(calendar.opening() < calendar.deadline());
        }
    }
}
