//! The public portal: no account needed.

pub mod accessibility;
pub mod call;
mod call_parts;
pub mod calls;
pub mod contact;
pub mod help;
pub mod home;
mod ledger;
pub mod legal;
pub mod objectives;
pub mod partner;
pub mod partners;
pub mod project;
mod project_card;
pub mod projects;
pub mod search;
pub mod site_map;
pub mod verify;
