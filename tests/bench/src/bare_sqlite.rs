//! SQLite alone: the same statements, prepared once, every column read, nothing else.

use std::hint::black_box;
use std::io::Write;
use std::path::Path;
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, anyhow};
use rusqlite::types::{ToSqlOutput, Value};
use rusqlite::{Connection, OpenFlags, ToSql};
use serde_json::json;

use crate::plan::{Bind, Plan};

impl ToSql for Bind {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(match self {
            // SQLite has no other kind for it.
            Bind::Flag(flag) => ToSqlOutput::Owned(Value::Integer(i64::from(*flag))),
            Bind::Number(number) => ToSqlOutput::Owned(Value::Integer(*number)),
            Bind::Text(text) => ToSqlOutput::from(text.as_str()),
        })
    }
}

/// Runs for `seconds` on each of `threads` connections and prints `{"requests": …, "seconds": …}`.
pub fn measure(database: &Path, threads: usize, seconds: f64, plan: &Path) -> Result<()> {
    let plan = Plan::read(plan)?;
    let limit = Duration::from_secs_f64(seconds);
    let start = Instant::now();
    let requests = thread::scope(|scope| {
        let runs: Vec<_> = (0..threads).map(|_| scope.spawn(|| run(database, &plan, limit))).collect();
        runs.into_iter()
            .map(|run| run.join().map_err(|_panic| anyhow!("a thread panicked"))?)
            .sum::<Result<u64>>()
    })?;
    let report = json!({"requests": requests, "seconds": start.elapsed().as_secs_f64()});
    writeln!(std::io::stdout(), "{report}").context("cannot write")
}

fn run(database: &Path, plan: &Plan, limit: Duration) -> Result<u64> {
    let connection = Connection::open_with_flags(database, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
    connection.execute_batch("PRAGMA cache_size = -8000; PRAGMA temp_store = MEMORY;")?;
    let mut statements =
        plan.statements.iter().map(|s| connection.prepare(&s.sql)).collect::<Result<Vec<_>, _>>()?;
    let start = Instant::now();
    let mut requests = 0_u64;
    let mut ids = plan.ids.iter().cycle();
    while start.elapsed() < limit {
        let id = ids.next();
        for (statement, sent) in statements.iter_mut().zip(&plan.statements) {
            for (index, bind) in sent.binds.iter().enumerate() {
                let first =
                    matches!((bind, plan.ids.first()), (Bind::Text(text), Some(first)) if text == first);
                match id.filter(|_| first) {
                    Some(id) => statement.raw_bind_parameter(index + 1, id)?,
                    None => statement.raw_bind_parameter(index + 1, bind)?,
                }
            }
            let columns = statement.column_count();
            let mut rows = statement.raw_query();
            while let Some(row) = rows.next()? {
                for column in 0..columns {
                    black_box(row.get_ref(column)?);
                }
            }
        }
        requests += 1;
    }
    Ok(requests)
}
