//! A project as everybody who may read it sees it: reusable parts for its page, the review, the coordination.

pub mod actions;
pub mod correction;
pub mod decision;
pub mod dialogs;
pub mod earlier;
pub mod fiche_budget;
mod fiche_partners;
pub mod fiche_view;
pub mod filed;
pub mod filing_notice;
pub mod moments;
pub mod receipt;
pub mod reservations;
mod return_dialog;
pub mod versions;
pub mod who_files;
