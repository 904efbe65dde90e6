//! Alliance in headless Chromium, as people with roles use it.
//!
//! `cargo xtask test` builds the web app, finds Chromium, its driver and axe-core, and names them in the environment.

#![expect(clippy::expect_used, reason = "a test that cannot go on stops and says why")]

mod accessibility;
mod attachments;
mod browser;
mod drafts;
mod fiche;
mod keyboard;
mod large_call;
mod page;
mod pages;
mod path;
mod reuse;
mod reviewing;
mod session;
mod states;
mod together;
mod tools;
mod whole_form;
mod world;
