//! From submissions to published decisions.

mod admit_all;
mod assign;
mod board;
mod candidates;
mod decision_context;
mod decision_fields;
mod decision_form;
mod decision_input;
pub mod decisions;
pub mod frame;
mod obstacles;
pub mod proposal;
mod proposal_rows;
mod publish;
pub mod ranking;
mod ranking_rows;
mod reviewer_act;
mod sign;
pub mod signatures;
mod simulation_compare;
mod simulation_form;
mod simulation_terms;
pub mod simulations;
mod submission_row;
pub mod submissions;
