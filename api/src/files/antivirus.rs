//! The virus scanner that the settings name, if any: a program that reads the file from its standard input.

use super::storage::{Storage, StorageError};
use futures_util::StreamExt;
use std::{process::Stdio, time::Duration};
use tokio::{io::AsyncWriteExt, process::Command, time::timeout};

/// The command, without a shell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Antivirus {
    pub program: String,
    pub arguments: Vec<String>,
    /// After which a scan counts as failed.
    pub timeout: Duration,
}

/// What a scan found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scan {
    Clean,
    Infected,
}

/// No scan took place.
#[derive(Debug, thiserror::Error)]
pub enum ScanError {
    #[error("the virus scanner cannot be run: {0}")]
    Run(std::io::Error),
    #[error("the virus scanner ended with {0}")]
    Ended(String),
    #[error("the virus scanner did not answer in time")]
    Late,
    #[error(transparent)]
    Storage(#[from] StorageError),
}

impl Antivirus {
    /// Reads a command line: words separated by blanks, or a JSON array of strings where an argument holds a blank.
    pub fn parse(line: &str, timeout: Duration) -> Option<Self> {
        let words: Vec<String> = match line.trim_start().strip_prefix('[') {
            Some(_) => serde_json::from_str(line).ok()?,
            None => line.split_whitespace().map(str::to_owned).collect(),
        };
        let mut words = words.into_iter();
        let program = words.next().filter(|program| !program.is_empty())?;
        Some(Self { program, arguments: words.collect(), timeout })
    }

    /// Has an object scanned. Exit code 0: clean; 1: infected; anything else is a failure of the scanner.
    pub async fn scan(&self, storage: &Storage, object: &str, size: u64) -> Result<Scan, ScanError> {
        timeout(self.timeout, self.run(storage, object, size)).await.unwrap_or(Err(ScanError::Late))
    }

    async fn run(&self, storage: &Storage, object: &str, size: u64) -> Result<Scan, ScanError> {
        let mut scanner = Command::new(&self.program)
            .args(&self.arguments)
            // It gets none of the server's secrets.
            .env_clear()
            .envs(std::env::var_os("PATH").map(|path| ("PATH", path)))
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .kill_on_drop(true)
            .spawn()
            .map_err(ScanError::Run)?;
        if let Some(mut input) = scanner.stdin.take() {
            let mut bytes = storage.stream(object, 0..size).await?;
            while let Some(chunk) = bytes.next().await {
                // One that has found what it looks for stops reading.
                if input.write_all(&chunk?).await.is_err() {
                    break;
                }
            }
        }
        let status = scanner.wait().await.map_err(ScanError::Run)?;
        match status.code() {
            Some(0) => Ok(Scan::Clean),
            Some(1) => Ok(Scan::Infected),
            _ => Err(ScanError::Ended(status.to_string())),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_command_is_words_or_a_json_array() {
        let second = Duration::from_secs(1);
        let plain = Antivirus::parse("clamdscan --fdpass  -", second);
        assert_eq!(plain.map(|found| (found.program, found.arguments.len())), Some(("clamdscan".into(), 2)));
        let json = Antivirus::parse(r#"["/opt/a scanner", "--x"]"#, second);
        assert_eq!(json.map(|found| found.program), Some("/opt/a scanner".into()));
        for wrong in ["", "  ", "[]", "[1]", "[\"\"]"] {
            assert_eq!(Antivirus::parse(wrong, second), None, "{wrong:?}");
        }
    }
}
