//! The building blocks of pages. `frontend/README.md` says which one serves for what.

pub mod async_content;
pub mod autosave;
pub mod badge;
pub mod button;
pub mod dialog;
pub mod download;
pub mod edit;
pub mod filters;
pub mod flash;
pub mod form;
pub mod icon;
pub mod invite_link;
pub mod kept_draft;
pub mod layout;
pub mod link;
mod log_out;
pub mod money_bar;
pub mod notice;
pub mod only;
pub mod page;
pub mod pagination;
pub mod refresh;
pub mod table;
pub mod timeline;
pub mod unsaved;
pub mod url_query;
pub mod word_diff;
