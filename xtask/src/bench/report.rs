//! The table, as Markdown.

use std::fmt::Write;

use super::subject::Start;
use super::wrk::Measured;
use crate::progress;

/// One endpoint on one engine; rates per second, latencies in milliseconds.
pub struct Row {
    endpoint: String,
    server: Measured,
    engine: f64,
    http: f64,
}

impl Row {
    /// The middle of what was measured in several rounds.
    pub fn of(endpoint: &str, server: &[Measured], http: &[Measured], engine: &[f64]) -> Self {
        let middle_of = |of: fn(&Measured) -> f64, all: &[Measured]| middle(all.iter().map(of).collect());
        Self {
            endpoint: endpoint.to_owned(),
            server: Measured {
                per_second: middle_of(|measured| measured.per_second, server),
                p50: middle_of(|measured| measured.p50, server),
                p99: middle_of(|measured| measured.p99, server),
            },
            engine: middle(engine.to_vec()),
            http: middle_of(|measured| measured.per_second, http),
        }
    }

    /// One request after the other through the engine and through HTTP: what no server on top of both can beat.
    fn bound(&self) -> f64 {
        1.0 / (1.0 / self.engine + 1.0 / self.http)
    }
}

/// The middle value; of an even number of them, the mean of both.
fn middle(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    match values.len() {
        0 => f64::NAN,
        count if count % 2 == 1 => values[count / 2],
        count => f64::midpoint(values[count / 2 - 1], values[count / 2]),
    }
}

/// What the whole run found.
#[derive(Default)]
pub struct Table {
    rows: String,
    starts: String,
}

impl Table {
    /// How the server came up on an engine.
    pub fn engine(&mut self, engine: &str, start: &Start) {
        // Writing to a String cannot fail.
        let _ = writeln!(
            self.starts,
            "| {engine} | {} ms | {} |",
            start.to_first_answer.as_millis(),
            progress::bytes(start.memory)
        );
    }

    pub fn row(&mut self, engine: &str, row: Row) {
        let bound = row.bound();
        let Row { endpoint, server, engine: alone, http } = row;
        let _ = writeln!(
            self.rows,
            "| {engine} | `{endpoint}` | **{:.0}** | {:.1} / {:.1} ms | {alone:.0} | {http:.0} | {bound:.0} | **{:.0} %** |",
            server.per_second,
            server.p50,
            server.p99,
            100.0 * server.per_second / bound
        );
    }

    pub fn markdown(&self) -> String {
        format!(
            "\n| Engine | Request | Server, req/s | p50 / p99 | Engine alone | HTTP alone | Both: 1/(1/e + 1/h) | Share |\n\
             |---|---|---:|---:|---:|---:|---:|---:|\n{}\n\
             | Engine | Start to first answer | Memory at rest |\n|---|---:|---:|\n{}",
            self.rows, self.starts
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_slow_round_does_not_move_the_middle() {
        assert!((middle(vec![100.0, 3.0, 101.0]) - 100.0).abs() < f64::EPSILON);
    }

    #[test]
    fn the_bound_of_two_equal_halves_is_half() {
        let measured = Measured { per_second: 500.0, p50: 1.0, p99: 2.0 };
        let row = Row::of("x", &[measured], &[measured], &[500.0]);
        assert!((row.bound() - 250.0).abs() < 1e-9);
    }
}
