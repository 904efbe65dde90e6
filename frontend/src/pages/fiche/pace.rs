//! When a section saves itself. Pure; times in milliseconds.

/// How long typing must pause: with the answer's own time, what is typed is saved within two seconds.
const PAUSE: f64 = 1_000.0;
/// The longest that text waits while somebody types without a pause.
const LONGEST: f64 = 4_500.0;
/// The first and the longest wait after a save that got no answer.
const FIRST_RETRY: f64 = 1_000.0;
const LAST_RETRY: f64 = 20_000.0;

/// How saving went so far.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Pace {
    /// Since when something typed waits to be saved.
    waiting_since: Option<f64>,
    /// Saves in a row that got no answer.
    failures: u32,
    /// Before which it is no use to try again.
    not_before: f64,
}

impl Pace {
    /// How long to wait from `now`, where something typed waits to be saved and was changed just now.
    pub fn wait(&mut self, now: f64) -> u32 {
        let since = *self.waiting_since.get_or_insert(now);
        let pause = PAUSE.min((since + LONGEST - now).max(0.0));
        let wait = pause.max(self.not_before - now);
        // At most twenty seconds: it fits.
        wait.clamp(0.0, LAST_RETRY) as u32
    }

    /// A save goes out: what is typed from now on waits anew.
    pub fn sent(&mut self) {
        self.waiting_since = None;
    }

    /// The server answered.
    pub fn answered(&mut self) {
        self.failures = 0;
        self.not_before = 0.0;
    }

    /// It did not: each time in a row the next try waits twice as long.
    pub fn failed(&mut self, now: f64) {
        let doubled = FIRST_RETRY * 2_f64.powi(i32::try_from(self.failures.min(10)).unwrap_or(10));
        self.failures = self.failures.saturating_add(1);
        self.not_before = now + doubled.min(LAST_RETRY);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_typed_is_sent_a_second_after_the_last_key() {
        let mut pace = Pace::default();
        assert_eq!(pace.wait(10_000.0), 1_000);
        assert_eq!(pace.wait(10_500.0), 1_000);
    }

    #[test]
    fn typing_without_a_pause_is_saved_all_the_same_within_five_seconds() {
        let mut pace = Pace::default();
        // A key every 300 ms: until the timer that the last one left would ring before the next.
        let mut now = 0.0;
        while pace.wait(now) > 300 {
            now += 300.0;
        }
        assert!(now < 5_000.0, "{now}");
        pace.sent();
        assert_eq!(pace.wait(now), 1_000);
    }

    #[test]
    fn without_an_answer_it_tries_less_and_less_often_and_at_once_after_one() {
        let mut pace = Pace::default();
        let mut waits = Vec::new();
        for _ in 0..7 {
            pace.failed(0.0);
            waits.push(pace.wait(0.0));
        }
        assert_eq!(waits, [1_000, 2_000, 4_000, 8_000, 16_000, 20_000, 20_000]);
        // Typing on does not put the next try off.
        assert_eq!(pace.wait(15_000.0), 5_000);
        pace.answered();
        pace.sent();
        assert_eq!(pace.wait(16_000.0), 1_000);
    }
}
