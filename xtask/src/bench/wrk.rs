//! Load by wrk: 16 connections, the paths of a plan in turn, with a report that a program can read.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use anyhow::{Context, Result, ensure};
use serde_json::Value;

use super::subject::Plan;
use crate::process;

pub const CONNECTIONS: u32 = 16;
const THREADS: u32 = 2;

/// wrk's own report is for people; each thread starts at another place of the round.
const SCRIPT: &str = r#"
local threads = 0
function setup(thread) thread:set("place", threads * 37); threads = threads + 1 end
function init(args)
  round = {}
  for path in io.lines(os.getenv("BENCH_PATHS")) do
    round[#round + 1] = wrk.format("GET", path, { ["Authorization"] = "Bearer " .. os.getenv("BENCH_TOKEN") })
  end
end
function request() place = place + 1; return round[place % #round + 1] end
function done(summary, latency, requests)
  local errors = summary.errors
  io.write(string.format('\nREPORT {"requests":%d,"microseconds":%d,"p50":%d,"p99":%d,"errors":%d}\n',
    summary.requests, summary.duration, latency:percentile(50), latency:percentile(99),
    errors.connect + errors.read + errors.write + errors.status + errors.timeout))
end
"#;

/// The requests of a plan, on disk for wrk.
pub struct Load {
    script: PathBuf,
    paths: PathBuf,
    token: String,
}

impl Load {
    pub fn write(folder: &Path, plan: &Plan, token: &str) -> Result<Self> {
        let load = Self {
            script: folder.join("requests.lua"),
            paths: folder.join("paths.txt"),
            token: token.to_owned(),
        };
        fs::write(&load.script, SCRIPT).context("cannot write wrk's script")?;
        fs::write(&load.paths, plan.paths.join("\n")).context("cannot write the paths")?;
        Ok(load)
    }
}

/// What wrk measured. Latencies in milliseconds.
#[derive(Clone, Copy)]
pub struct Measured {
    pub per_second: f64,
    pub p50: f64,
    pub p99: f64,
}

/// The program.
pub struct Wrk(PathBuf);

impl Wrk {
    pub fn new(program: PathBuf) -> Result<Self> {
        ensure!(program.is_file(), "{} is not a program", program.display());
        Ok(Self(program))
    }

    /// Asks the server at `origin` for so long; an answer that is no success is an error.
    pub fn run(&self, origin: &str, load: &Load, duration: Duration) -> Result<Measured> {
        let said = process::capture(
            Command::new(&self.0)
                .args(["--threads", &THREADS.to_string(), "--connections", &CONNECTIONS.to_string()])
                .args(["--duration", &format!("{}s", duration.as_secs_f64().round().max(1.0)), "--script"])
                .arg(&load.script)
                .arg(origin)
                .env("BENCH_PATHS", &load.paths)
                .env("BENCH_TOKEN", &load.token),
        )?;
        read(&said).with_context(|| said)
    }
}

fn read(said: &str) -> Result<Measured> {
    let line = said.lines().find_map(|line| line.strip_prefix("REPORT ")).context("wrk made no report")?;
    let report: Value = serde_json::from_str(line)?;
    let number = |name: &str| report[name].as_f64().with_context(|| format!("no {name} in wrk's report"));
    let errors = number("errors")?;
    ensure!(errors == 0.0, "{errors} of the answers were no success");
    Ok(Measured {
        per_second: number("requests")? * 1e6 / number("microseconds")?,
        p50: number("p50")? / 1e3,
        p99: number("p99")? / 1e3,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_report_is_read_and_an_error_in_it_is_one() -> Result<()> {
        let report = |errors: u32| {
            format!(
                "x\nREPORT {{\"requests\":500,\"microseconds\":500000,\"p50\":1500,\"p99\":9000,\"errors\":{errors}}}\n"
            )
        };
        let measured = read(&report(0))?;
        assert_eq!((measured.per_second, measured.p50, measured.p99), (1_000.0, 1.5, 9.0));
        assert!(read(&report(1)).is_err());
        Ok(())
    }
}
