//! Attachments: to add and remove while a fiche is written, to read afterwards.

mod attached;
mod drop_zone;
mod list;
mod page;
mod save;
mod sending;
mod task;
mod viewer;

pub use list::AttachmentList;
pub use page::FicheFiles;
pub use task::FilesTask;
