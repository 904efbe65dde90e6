//! Totals of lists, remembered until a project changes: a list asked again and again is not counted again.

use quick_cache::sync::Cache;

const KNOWN: usize = 1_000;

/// Totals by what was asked, each with the counter of [`crate::db::versions`] it was counted at.
pub struct Counts(Cache<String, (i64, i64)>);

impl Default for Counts {
    fn default() -> Self {
        Self(Cache::new(KNOWN))
    }
}

impl Counts {
    /// The total of `asked`, counted anew only when `version` has moved.
    pub fn get<E>(
        &self,
        asked: &str,
        version: i64,
        count: impl FnOnce() -> Result<i64, E>,
    ) -> Result<i64, E> {
        match self.0.get(asked) {
            Some((at, total)) if at == version => Ok(total),
            _ => {
                let total = count()?;
                self.0.insert(asked.to_owned(), (version, total));
                Ok(total)
            }
        }
    }
}
