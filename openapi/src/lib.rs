//! The contract of Alliance.
//!
//! Wire types, limits and their validation, roles, the life of a project and the error codes live here once.
//! The server answers with them, the browser checks with them, the specification is generated from them.
//! This crate compiles to WebAssembly and knows neither actix nor diesel.

pub mod account;
pub mod advice;
pub mod assignment;
pub mod attachment;
pub mod budget;
pub mod calendar;
pub mod call;
pub mod chart;
pub mod committee;
pub mod comparison;
pub mod completeness;
pub mod conflict;
pub mod contribution;
pub mod criterion;
pub mod document;
pub mod email;
pub mod error_code;
pub mod evidence;
pub mod export;
pub mod id;
pub mod identifiers;
pub mod limits;
pub mod message;
pub mod minutes;
pub mod money;
pub mod obstacle;
pub mod page;
pub mod partner;
pub mod password;
pub mod personal_data;
pub mod problem;
pub mod programme;
pub mod project;
pub mod reference;
pub mod reservation;
pub mod reuse;
pub mod review;
pub mod role;
pub mod rule;
pub mod search;
pub mod session;
pub mod simulation;
pub mod status;
pub mod validation;
pub mod words;

pub use error_code::ErrorCode;
pub use id::Id;
pub use money::Money;
pub use page::Page;
pub use problem::{FieldError, Problem};
pub use reference::Reference;
pub use role::{PartnerRole, Role};
pub use status::{ProjectStatus, Transition};
