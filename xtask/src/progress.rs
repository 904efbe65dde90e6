//! What a person sees while a long step runs: its name when it starts, its time when it ends, on stderr.

use std::time::{Duration, Instant};

use anyhow::{Context, Result};

/// Runs one step between a line that announces it and a line that tells how long it took.
pub fn step<T>(name: &str, work: impl FnOnce() -> Result<T>) -> Result<T> {
    eprintln!("▸ {name}");
    let start = Instant::now();
    let result = work();
    let mark = if result.is_ok() { "✓" } else { "✗" };
    eprintln!("{mark} {name} ({})", seconds(start.elapsed()));
    result.with_context(|| name.to_owned())
}

/// A line about the current step.
pub fn note(text: &str) {
    eprintln!("  {text}");
}

/// A duration as a person reads it: `0.3 s`, `12.0 s`, `3 min 05 s`.
pub fn seconds(duration: Duration) -> String {
    let whole = duration.as_secs();
    if whole >= 60 {
        format!("{} min {:02} s", whole / 60, whole % 60)
    } else {
        format!("{:.1} s", duration.as_secs_f64())
    }
}

/// A size as a person reads it: `640 B`, `12.3 kB`, `1.20 MB` (powers of ten, as browsers show them).
pub fn bytes(count: usize) -> String {
    match count {
        0..1_000 => format!("{count} B"),
        1_000..1_000_000 => format!("{}.{} kB", count / 1_000, count % 1_000 / 100),
        _ => format!("{}.{:02} MB", count / 1_000_000, count % 1_000_000 / 10_000),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_duration_over_a_minute_is_told_in_minutes() {
        assert_eq!(seconds(Duration::from_millis(1_240)), "1.2 s");
        assert_eq!(seconds(Duration::from_secs(185)), "3 min 05 s");
    }

    #[test]
    fn a_size_is_told_with_three_digits() {
        assert_eq!(bytes(640), "640 B");
        assert_eq!(bytes(12_345), "12.3 kB");
        assert_eq!(bytes(1_204_000), "1.20 MB");
    }
}
