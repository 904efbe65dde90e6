//! The outbox: what Alliance writes to people, and with which words.

mod edit;
pub mod frame;
mod list;
mod one;
mod template;
mod templates;

pub use list::Emails;
pub use one::EmailPage;
pub use template::EmailTemplatePage;
pub use templates::EmailTemplates;
