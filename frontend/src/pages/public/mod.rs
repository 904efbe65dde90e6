//! The public portal: no account needed.

pub mod accessibility;
pub mod call;
pub mod calls;
pub mod contact;
pub mod help;
pub mod home;
pub mod legal;
pub mod objectives;
pub mod partner;
pub mod partners;
pub mod project;
pub mod projects;
pub mod search;
pub mod site_map;
