//! `schema.rs` against the migrated database: a column that one has and the other lacks is found here, not by a request.

use super::Db;
use diesel::{RunQueryDsl, sql_types::Text};
use std::collections::BTreeSet;

#[derive(diesel::QueryableByName)]
struct Column {
    #[diesel(sql_type = Text)]
    place: String,
}

/// `table.column TYPE` or `table.column TYPE?` of each column that `schema.rs` declares.
fn declared() -> BTreeSet<String> {
    let mut table = "";
    let mut columns = BTreeSet::new();
    let lines = include_str!("schema.rs").lines().map(str::trim);
    for line in lines.filter(|line| !line.starts_with("diesel::")) {
        if let Some((name, kind)) = line.split_once(" -> ") {
            let kind = kind.trim_end_matches(',');
            let (kind, mark) = match kind.strip_prefix("Nullable<") {
                Some(inner) => (inner.trim_end_matches('>'), "?"),
                None => (kind, ""),
            };
            let sql = match kind {
                "BigInt" => "BIGINT",
                "Bool" => "BOOLEAN",
                "Date" => "DATE",
                "Integer" => "INTEGER",
                "Text" => "TEXT",
                "Timestamp" => "TIMESTAMP",
                other => other,
            };
            columns.insert(format!("{table}.{name} {sql}{mark}"));
        } else if let Some((name, _)) = line.split_once(" (").filter(|(_, rest)| rest.ends_with(") {")) {
            table = name;
        }
    }
    columns
}

#[test]
fn the_declared_tables_are_those_of_the_migrated_database() {
    let file = std::env::temp_dir().join(format!("{}.sqlite3", super::new_id()));
    let url = format!("sqlite://{}", file.display()).into();
    let columns: Result<Vec<Column>, String> = Db::open(&url, 1).and_then(|db| db.migrate().map(|_| db)).map_err(|e| e.to_string()).and_then(|db| {
        db.read(|connection| {
            let sql = "SELECT t.name || '.' || c.name || ' ' || c.type || CASE WHEN c.\"notnull\" = 1 THEN '' ELSE '?' END AS place \
                       FROM sqlite_master t JOIN pragma_table_info(t.name) c \
                       WHERE t.type = 'table' AND t.name NOT LIKE 'sqlite%' AND t.name NOT LIKE '\\_\\_%' ESCAPE '\\'";
            diesel::sql_query(sql).load(connection).map_err(super::DbError::from)
        })
        .map_err(|error| error.to_string())
    });
    for suffix in ["", "-wal", "-shm"] {
        let _ = std::fs::remove_file(format!("{}{suffix}", file.display()));
    }
    let found: BTreeSet<String> =
        columns.unwrap_or_default().into_iter().map(|column| column.place).collect();
    let difference: Vec<_> = found.symmetric_difference(&declared()).cloned().collect();
    assert_eq!(difference, Vec::<String>::new(), "in one of the two only");
}
