//! The server of Alliance: a JSON REST API over SQLite or PostgreSQL.
//!
//! Each feature has the same rooms: `routes` (HTTP only), `rules` (pure), `store` (diesel only).
//! See docs/ARCHITECTURE.md for the map and the invariants.

pub mod accounts;
pub mod app;
pub mod assignment;
pub mod auth;
pub mod calls;
pub mod catalogue;
pub mod clock;
pub mod committee;
pub mod config;
pub mod contributions;
pub mod db;
pub mod demo;
pub mod documents;
pub mod exports;
pub mod files;
pub mod french;
pub mod http;
pub mod mail;
pub mod messages;
pub mod partners;
pub mod programmes;
pub mod projects;
pub mod reviews;
pub mod search;
pub mod server;
pub mod simulator;
pub mod state;
