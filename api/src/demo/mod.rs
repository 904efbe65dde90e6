//! Demo data.
use crate::{
    clock::Clock,
    db::{Db, DbError},
};
pub fn is_there(_db: &Db) -> Result<bool, DbError> {
    Ok(false)
}
pub fn seed(_db: &Db, _clock: &dyn Clock) -> Result<(), DbError> {
    Ok(())
}
pub fn accounts_text() -> String {
    String::new()
}
