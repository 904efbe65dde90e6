//! Which sections were changed since a correction was asked for, as this tab remembers.

use super::sections::Section;
use gloo_storage::{SessionStorage, Storage};

fn key(project: &str, section: Section) -> String {
    format!("alliance.revue.{project}.{}", section.slug())
}

/// The section was saved.
pub fn remember(project: &str, section: Section) {
    // A full or forbidden storage only leaves a badge as it was.
    let _ = SessionStorage::set(key(project, section), true);
}

/// Whether it was saved here.
pub fn is_revised(project: &str, section: Section) -> bool {
    SessionStorage::get::<bool>(key(project, section)).unwrap_or(false)
}

/// The fiche is filed again.
pub fn forget(project: &str, section: Section) {
    SessionStorage::delete(key(project, section));
}
