//! What ran, how long it took, what was left out, and whether that is good enough.

use std::time::{Duration, Instant};

use anyhow::{Result, bail};

use crate::process;
use crate::progress::seconds;

enum Outcome {
    Good,
    Bad,
    Skipped(String),
}

struct Line {
    name: String,
    outcome: Outcome,
    time: Duration,
}

/// The steps so far.
#[derive(Default)]
pub struct Report {
    lines: Vec<Line>,
}

impl Report {
    /// Runs a step that must succeed; its value is there if it did.
    pub fn step<T>(&mut self, name: &str, work: impl FnOnce() -> Result<T>) -> Option<T> {
        self.record(name, work, |error| {
            eprintln!("✗ {error}");
            Outcome::Bad
        })
    }

    /// Runs a step that a machine may be unable to do: then `left_out` is skipped.
    pub fn step_or_skip<T>(
        &mut self,
        name: &str,
        left_out: &str,
        work: impl FnOnce() -> Result<T>,
    ) -> Option<T> {
        self.record(name, work, |reason| {
            eprintln!("! {left_out} cannot run here: {reason}");
            Outcome::Skipped(reason)
        })
    }

    /// Something that was left out by request.
    pub fn skip(&mut self, name: &str, reason: &str) {
        self.lines.push(Line {
            name: name.to_owned(),
            outcome: Outcome::Skipped(reason.to_owned()),
            time: Duration::ZERO,
        });
    }

    /// Prints the table. An error if a step failed, or if something was skipped and `complete` is asked for.
    pub fn finish(self, complete: bool) -> Result<()> {
        eprintln!("\n{}", self.table());
        let bad: Vec<&str> = self
            .lines
            .iter()
            .filter(|line| matches!(line.outcome, Outcome::Bad))
            .map(|line| line.name.as_str())
            .collect();
        if !bad.is_empty() {
            bail!("not good: {}", bad.join(", "));
        }
        if complete && self.lines.iter().any(|line| matches!(line.outcome, Outcome::Skipped(_))) {
            bail!("in continuous integration nothing may be left out");
        }
        Ok(())
    }

    fn record<T>(
        &mut self,
        name: &str,
        work: impl FnOnce() -> Result<T>,
        otherwise: impl FnOnce(String) -> Outcome,
    ) -> Option<T> {
        if process::interrupted() {
            self.skip(name, "interrupted");
            return None;
        }
        eprintln!("\n── {name} ──");
        let start = Instant::now();
        let result = work();
        let time = start.elapsed();
        let (outcome, value) = match result {
            Ok(value) => (Outcome::Good, Some(value)),
            Err(error) => (otherwise(format!("{error:#}")), None),
        };
        self.lines.push(Line { name: name.to_owned(), outcome, time });
        value
    }

    fn table(&self) -> String {
        let width = self.lines.iter().map(|line| line.name.chars().count()).max().unwrap_or_default();
        let mut table = String::new();
        for line in &self.lines {
            let told = match &line.outcome {
                Outcome::Good => "good".to_owned(),
                Outcome::Bad => "NOT GOOD".to_owned(),
                Outcome::Skipped(reason) => format!("left out: {reason}"),
            };
            table.push_str(&format!("{:width$}  {:>12}  {told}\n", line.name, seconds(line.time)));
        }
        let skipped = self.lines.iter().filter(|line| matches!(line.outcome, Outcome::Skipped(_))).count();
        let total: Duration = self.lines.iter().map(|line| line.time).sum();
        table.push_str(&format!("{:width$}  {:>12}  {skipped} left out\n", "in all", seconds(total)));
        table
    }
}

#[cfg(test)]
mod tests {
    use anyhow::anyhow;

    use super::*;

    #[test]
    fn what_a_machine_cannot_run_is_a_failure_in_ci_only() {
        let report = || {
            let mut report = Report::default();
            let value: Option<()> =
                report.step_or_skip("browser", "the browser tests", || Err(anyhow!("no Chromium")));
            assert!(value.is_none());
            report
        };
        assert!(report().finish(false).is_ok());
        assert!(report().finish(true).is_err());
    }

    #[test]
    fn one_bad_step_fails_the_whole_and_is_named() {
        let mut report = Report::default();
        let bad: Option<()> = report.step("lints", || Err(anyhow!("a warning")));
        assert!(bad.is_none());
        assert_eq!(report.step("tests", || Ok(1)), Some(1));
        assert!(report.finish(false).is_err_and(|error| error.to_string() == "not good: lints"));
    }
}
