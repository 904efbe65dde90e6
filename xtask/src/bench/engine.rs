//! The database, and how fast it answers the server's very statements when nothing stands before it.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use anyhow::{Context, Result};
use serde_json::Value;

use super::subject::Plan;
use super::wrk::CONNECTIONS;
use crate::postgres::{Cluster, Programs};
use crate::process;

const THREADS: u32 = 2;
/// So many requests are written out one after the other in pgbench's script: it has no texts to draw from.
const ROUND: usize = 24;

/// A database to measure.
pub enum Engine {
    Sqlite { url: String, file: PathBuf },
    Postgres { url: String, pgbench: PathBuf },
}

impl Engine {
    /// A file in `folder`.
    pub fn sqlite(folder: &Path) -> Self {
        let file = folder.join("alliance.sqlite3");
        Self::Sqlite { url: format!("sqlite://{}", file.display()), file }
    }

    /// The first database of the cluster.
    pub fn postgres(cluster: &Cluster, programs: &Programs) -> Self {
        Self::Postgres { url: cluster.url(), pgbench: programs.program("pgbench") }
    }

    pub fn name(&self) -> &'static str {
        match self {
            Self::Sqlite { .. } => "SQLite",
            Self::Postgres { .. } => "PostgreSQL",
        }
    }

    pub fn url(&self) -> &str {
        match self {
            Self::Sqlite { url, .. } | Self::Postgres { url, .. } => url,
        }
    }

    /// Requests per second, counting all statements of a request as one.
    pub fn alone(&self, bench: &Path, plan: &Plan, duration: Duration, folder: &Path) -> Result<f64> {
        match self {
            Self::Sqlite { file, .. } => {
                let path = folder.join(if plan.ids.is_empty() { "list.json" } else { "one.json" });
                let mut command = Command::new(bench);
                command.arg("sqlite").arg("--database").arg(file).args([
                    "--threads",
                    &THREADS.to_string(),
                    "--seconds",
                    &duration.as_secs_f64().to_string(),
                ]);
                let report: Value = serde_json::from_str(&process::capture(command.arg(path))?)?;
                let number = |name: &str| report[name].as_f64().with_context(|| format!("no {name}"));
                Ok(number("requests")? / number("seconds")?)
            }
            Self::Postgres { url, pgbench } => {
                let script = Script::of(plan);
                let file = folder.join("pgbench.sql");
                fs::write(&file, &script.text).context("cannot write pgbench's script")?;
                let mut command = Command::new(pgbench);
                command
                    .args(["--no-vacuum", "--protocol=prepared", &format!("--client={CONNECTIONS}")])
                    .args([
                        &format!("--jobs={THREADS}"),
                        &format!("--time={}", duration.as_secs_f64().ceil()),
                    ])
                    .args(script.variables.iter().map(|(name, value)| format!("--define={name}={value}")))
                    .arg("--file")
                    .arg(&file)
                    .arg(url);
                let said = process::capture(&mut command)?;
                transactions_per_second(&said)
                    .map(|number| number * script.requests as f64)
                    .with_context(|| format!("pgbench says no tps: {said}"))
            }
        }
    }
}

/// A script for pgbench and the values that its statements are prepared for.
struct Script {
    text: String,
    variables: Vec<(String, String)>,
    requests: usize,
}

impl Script {
    fn of(plan: &Plan) -> Self {
        let first = plan.ids.first().map(String::as_str);
        let round: Vec<_> = plan.ids.iter().step_by((plan.ids.len() / ROUND).max(1)).take(ROUND).collect();
        let requests = round.len().max(1);
        let (mut text, mut variables) = (String::new(), Vec::new());
        for request in 0..requests {
            if let Some(id) = round.get(request) {
                variables.push((format!("id{request}"), (*id).clone()));
            }
            for (number, statement) in plan.statements.iter().enumerate() {
                let is_id = |bind: &Value| bind.as_str().is_some() && bind.as_str() == first;
                let name = |index: usize| match statement.binds.get(index - 1) {
                    Some(bind) if is_id(bind) => format!("id{request}"),
                    _ => format!("s{number}p{index}"),
                };
                text += &named(&statement.sql, name);
                text += ";\n";
                for (index, bind) in statement.binds.iter().enumerate().filter(|_| request == 0) {
                    let value = bind.as_str().map_or_else(|| bind.to_string(), str::to_owned);
                    variables.push((format!("s{number}p{}", index + 1), value));
                }
            }
        }
        Self { text, variables, requests }
    }
}

/// The statement with `:name` for each `$1`.
fn named(sql: &str, name: impl Fn(usize) -> String) -> String {
    let mut parts = sql.split('$');
    let mut text = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let digits = part.bytes().take_while(u8::is_ascii_digit).count();
        let index = part[..digits].parse().unwrap_or_default();
        text += &format!(":{}{}", name(index), &part[digits..]);
    }
    text
}

fn transactions_per_second(said: &str) -> Option<f64> {
    said.lines().find_map(|line| line.strip_prefix("tps = "))?.split_whitespace().next()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bench::subject::Statement;
    use serde_json::json;

    #[test]
    fn each_request_of_the_round_has_its_own_id() {
        let statement = Statement {
            sql: "SELECT a FROM t WHERE id = $1 AND b = $2".to_owned(),
            binds: vec![json!("x"), json!(7)],
        };
        let ids = vec!["x".to_owned(), "y".to_owned()];
        let script =
            Script::of(&Plan { name: String::new(), paths: Vec::new(), statements: vec![statement], ids });
        assert_eq!(
            script.text,
            "SELECT a FROM t WHERE id = :id0 AND b = :s0p2;\nSELECT a FROM t WHERE id = :id1 AND b = :s0p2;\n"
        );
        assert!(script.variables.contains(&("id1".to_owned(), "y".to_owned())));
        assert!(script.variables.contains(&("s0p2".to_owned(), "7".to_owned())));
        assert_eq!(script.requests, 2);
    }

    #[test]
    fn pgbench_says_its_rate() {
        assert_eq!(
            transactions_per_second("a\ntps = 812.5 (without initial connection time)\n"),
            Some(812.5)
        );
    }
}
