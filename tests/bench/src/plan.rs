//! What is measured: the requests of one endpoint, and the statements behind one of them.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use serde::{Deserialize, Serialize};

/// A statement as the server sends it.
#[derive(Debug, Clone, Serialize, Deserialize, PartialEq, Eq)]
pub struct Statement {
    pub sql: String,
    pub binds: Vec<Bind>,
}

/// A value of a statement.
#[derive(Debug, Clone, Serialize, Deserialize, PartialEq, Eq)]
#[serde(untagged)]
pub enum Bind {
    Flag(bool),
    Number(i64),
    Text(String),
}

/// An endpoint to measure.
#[derive(Debug, Serialize, Deserialize)]
pub struct Plan {
    /// As the table names it.
    pub name: String,
    /// The requests, asked in turn.
    pub paths: Vec<String>,
    /// The statements of the first request.
    pub statements: Vec<Statement>,
    /// The ids that stand in for each other in paths and statements; empty: every request is the same.
    pub ids: Vec<String>,
}

impl Plan {
    pub fn read(path: &Path) -> Result<Self> {
        let text = fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))?;
        Ok(serde_json::from_str(&text)?)
    }

    pub fn write(&self, path: &Path) -> Result<()> {
        fs::write(path, serde_json::to_string_pretty(self)?)
            .with_context(|| format!("cannot write {}", path.display()))
    }
}
