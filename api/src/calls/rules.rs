//! The calendar of a call: local days and hours (Europe/Paris) turned into instants, and who can file when. Pure.

use crate::clock::ZONE;
use chrono::{DateTime, Days, Duration, NaiveDate, NaiveTime, TimeZone, Utc};
use openapi::{
    calendar::{CallWindow, Filing, FilingState, LocalDeadline},
    call::CallStatus,
};

/// When a call opens and closes, and how far it has come.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Calendar {
    /// In order, none over another.
    pub windows: Vec<CallWindow>,
    pub published: bool,
    /// Closed by the coordinator before its deadline, with the windows that were still to come.
    pub closed_at: Option<DateTime<Utc>>,
    /// All decisions are published.
    pub decided: bool,
}

/// More time for one partner, not taken back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Granted {
    pub partner: String,
    /// From when it counts.
    pub granted_at: DateTime<Utc>,
    pub until: LocalDeadline,
    pub reason: String,
}

/// First instant of a window.
pub fn opening(window: &CallWindow) -> DateTime<Utc> {
    local(window.opens_on, NaiveTime::MIN)
}

/// The deadline of a window, or of any local day with or without an hour.
pub fn deadline(on: NaiveDate, at: Option<&str>) -> LocalDeadline {
    let hour = at.and_then(|at| NaiveTime::parse_from_str(at, "%H:%M").ok());
    let instant = hour.map_or_else(|| end_of(on), |hour| local(on, hour));
    LocalDeadline { on, at: at.map(str::to_owned), instant }
}

fn closing(window: &CallWindow) -> LocalDeadline {
    deadline(window.closes_on, window.closes_at.as_deref())
}

impl Calendar {
    /// First instant at which the call takes submissions.
    pub fn opening(&self) -> Option<DateTime<Utc>> {
        self.windows.first().map(opening)
    }

    /// The window under way; else the next one; else the last one.
    pub fn current(&self, now: DateTime<Utc>) -> Option<&CallWindow> {
        self.windows.iter().find(|window| now < closing(window).instant).or(self.windows.last())
    }

    /// First instant that is too late for the current window.
    pub fn deadline(&self, now: DateTime<Utc>) -> Option<LocalDeadline> {
        self.current(now).map(closing)
    }

    pub fn status(&self, now: DateTime<Utc>) -> CallStatus {
        if self.decided {
            CallStatus::Decided
        } else if !self.published {
            CallStatus::Draft
        } else {
            match self.filing(now).state {
                FilingState::NotYet | FilingState::Between => CallStatus::Upcoming,
                FilingState::Open => CallStatus::Open,
                FilingState::Over => CallStatus::Closed,
            }
        }
    }

    /// What the windows alone say.
    fn filing(&self, now: DateTime<Utc>) -> Filing {
        let missed = self.windows.iter().map(closing).take_while(|closing| closing.instant <= now).last();
        if self.closed_at.is_some_and(|at| at <= now) {
            return Filing { deadline: missed, ..Filing::OVER };
        }
        let Some(window) = self.windows.iter().find(|window| now < closing(window).instant) else {
            return Filing { deadline: missed, ..Filing::OVER };
        };
        if opening(window) <= now {
            return Filing { state: FilingState::Open, deadline: Some(closing(window)), ..Filing::OVER };
        }
        let state = if missed.is_some() { FilingState::Between } else { FilingState::NotYet };
        Filing { state, deadline: missed, next: Some(window.clone()), extension_reason: None }
    }
}

/// When a partner can file in a call: what its windows and this partner's extensions say at an instant. An extension
/// counts from when it was granted, not before the call opens for the first time, whether or not the coordinator
/// closed the call early, until the decisions are published.
pub fn filing(calendar: &Calendar, extensions: &[Granted], partner: &str, now: DateTime<Utc>) -> Filing {
    if !calendar.published || calendar.decided {
        return Filing::OVER;
    }
    let by_call = calendar.filing(now);
    if calendar.opening().is_none_or(|opening| now < opening) {
        return by_call;
    }
    let own = extensions.iter().filter(|granted| granted.partner == partner && granted.granted_at <= now);
    let Some(latest) = own.max_by_key(|granted| granted.until.instant) else { return by_call };
    let until = latest.until.instant;
    let later = by_call.open_until().is_none_or(|by_call| by_call < until);
    if now < until && later {
        return Filing {
            state: FilingState::Open,
            deadline: Some(latest.until.clone()),
            next: None,
            extension_reason: Some(latest.reason.clone()),
        };
    }
    // Over for the call and over for the extension: what was missed is the later of the two.
    let missed_earlier = by_call.deadline.as_ref().is_none_or(|missed| missed.instant < until);
    if by_call.is_open() || !missed_earlier {
        return by_call;
    }
    Filing { deadline: Some(latest.until.clone()), ..by_call }
}

/// Whether an extension until then gives its partner time that it does not have.
pub fn extends(calendar: &Calendar, extensions: &[Granted], partner: &str, until: DateTime<Utc>) -> bool {
    let last = until - Duration::seconds(1);
    calendar.opening().is_some_and(|opening| opening <= last)
        && !filing(calendar, extensions, partner, last).is_open()
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
mod tests;
