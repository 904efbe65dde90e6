//! The sections that have a page here.

pub use openapi::project::{Section, SectionState};

/// Those with a page of fields, in the order of the task list: indicators and declarations are written by other means.
pub const PAGES: [Section; 7] = [
    Section::Identity,
    Section::Objectives,
    Section::Action,
    Section::Calendar,
    Section::Audience,
    Section::Partners,
    Section::Budget,
];

/// The page after a section's.
pub fn next(section: Section) -> Option<Section> {
    section.next().filter(|next| PAGES.contains(next))
}
