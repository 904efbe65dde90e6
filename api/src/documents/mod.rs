//! Documents that leave and come back: the form as PDF and DOCX, blank or filled, the receipt and its check, and the
//! form that was filled elsewhere.

pub mod content;
pub mod docx;
pub mod download;
pub mod filed;
pub mod form;
pub mod import;
pub mod letter;
pub mod minutes;
pub mod pdf;
pub mod receipt;
pub mod routes;
pub mod store;
pub mod verify;
pub mod words;

use crate::http::mount::Mount;

pub fn configure(config: &mut Mount) {
    routes::configure(config);
    verify::configure(config);
    import::configure(config);
}
