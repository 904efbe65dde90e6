//! When a mail is attempted again, and when a reminder is due. Pure.

use chrono::{DateTime, Duration, Utc};

/// A mail that could not be sent for so long is given up, visibly.
pub const PATIENCE: Duration = Duration::days(2);
/// A process that holds a mail for longer has died.
pub const CLAIM: Duration = Duration::minutes(5);
const FIRST_WAIT: Duration = Duration::minutes(1);
const LONGEST_WAIT: Duration = Duration::hours(4);

/// How long to wait after the `attempts`th failure: doubling from a minute to four hours, more or less a fifth
/// (`jitter` from 0 to 1), so that what failed together does not come back together.
pub fn wait(attempts: i32, jitter: f64) -> Duration {
    let doublings = u32::try_from(attempts.saturating_sub(1)).unwrap_or(0).min(16);
    let plain = FIRST_WAIT.num_seconds().saturating_mul(1 << doublings).min(LONGEST_WAIT.num_seconds());
    let spread = plain / 5;
    // Truncation is fine: seconds.
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_precision_loss,
        reason = "a few thousand seconds"
    )]
    let shift = ((jitter.clamp(0.0, 1.0) * 2.0 - 1.0) * spread as f64) as i64;
    Duration::seconds(plain + shift)
}

/// How long before a deadline those with a draft are reminded, the earliest first.
pub const REMINDERS: [Duration; 3] = [Duration::days(7), Duration::hours(48), Duration::hours(3)];

/// The reminder that is due: the latest whose moment has come, and came while the draft existed. Those before it are
/// not sent any more.
pub fn reminder_due(deadline: DateTime<Utc>, created: DateTime<Utc>, now: DateTime<Utc>) -> Option<Duration> {
    due_of(&REMINDERS, deadline, created, now)
}

/// How long before the last day for reviews those with reviews left are reminded, the earliest first.
pub const REVIEW_REMINDERS: [Duration; 2] = [Duration::days(7), Duration::days(2)];

/// The same among other moments before a deadline, the earliest first.
pub fn due_of(
    moments: &[Duration],
    deadline: DateTime<Utc>,
    created: DateTime<Utc>,
    now: DateTime<Utc>,
) -> Option<Duration> {
    if now >= deadline {
        return None;
    }
    let latest = moments.iter().copied().rfind(|before| deadline - *before <= now)?;
    (created <= deadline - latest).then_some(latest)
}

/// The time that is left, in words, never more than there is: `3 heures`, `2 jours`.
pub fn left(duration: Duration) -> String {
    let count = |n: i64, one: &str, many: &str| format!("{n}\u{a0}{}", if n < 2 { one } else { many });
    if duration >= Duration::hours(72) {
        count(duration.num_days(), "jour", "jours")
    } else if duration >= Duration::hours(1) {
        count(duration.num_hours(), "heure", "heures")
    } else {
        count(duration.num_minutes().max(1), "minute", "minutes")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn instant(text: &str) -> DateTime<Utc> {
        text.parse().unwrap_or_default()
    }

    #[test]
    fn the_first_failure_waits_a_minute_and_none_waits_longer_than_four_hours() {
        assert_eq!(wait(1, 0.5), Duration::minutes(1));
        assert_eq!(wait(3, 0.5), Duration::minutes(4));
        assert_eq!(wait(40, 0.5), Duration::hours(4));
        assert!(wait(40, 1.0) <= Duration::minutes(288) && wait(40, 0.0) >= Duration::minutes(192));
    }

    #[test]
    fn the_latest_reminder_is_due_and_the_missed_ones_are_not() {
        let (deadline, old) = (instant("2026-07-22T22:00:00Z"), instant("2026-05-11T08:00:00Z"));
        let due = |now: &str| reminder_due(deadline, old, instant(now));
        assert_eq!(due("2026-07-15T21:59:59Z"), None);
        assert_eq!(due("2026-07-15T22:00:00Z"), Some(Duration::days(7)));
        assert_eq!(due("2026-07-20T22:00:00Z"), Some(Duration::hours(48)));
        assert_eq!(due("2026-07-22T21:30:00Z"), Some(Duration::hours(3)));
        assert_eq!(due("2026-07-22T22:00:00Z"), None);
    }

    #[test]
    fn a_draft_that_began_after_a_moment_is_not_reminded_of_it() {
        let deadline = instant("2026-07-22T22:00:00Z");
        let (began, now) = (instant("2026-07-18T08:00:00Z"), instant("2026-07-18T09:00:00Z"));
        assert_eq!(reminder_due(deadline, began, now), None);
        assert_eq!(reminder_due(deadline, began, instant("2026-07-20T22:00:00Z")), Some(Duration::hours(48)));
    }

    #[test]
    fn what_is_left_is_said_in_the_largest_fitting_unit() {
        assert_eq!(left(Duration::days(7)), "7\u{a0}jours");
        assert_eq!(left(Duration::hours(48)), "48\u{a0}heures");
        assert_eq!(left(Duration::minutes(179)), "2\u{a0}heures");
        assert_eq!(left(Duration::seconds(10)), "1\u{a0}minute");
    }

    proptest! {
        #[test]
        fn at_any_moment_at_most_one_reminder_is_due_and_its_moment_has_come(seconds in 0i64..900_000, age in 0i64..2_000_000) {
            let deadline = instant("2026-07-22T22:00:00Z");
            let now = deadline - Duration::seconds(seconds);
            if let Some(before) = reminder_due(deadline, now - Duration::seconds(age), now) {
                prop_assert!(deadline - before <= now);
                prop_assert!(now - Duration::seconds(age) <= deadline - before);
            }
        }
    }
}
