//! Alliance through HTTP, on both engines.

#![expect(clippy::unwrap_used, clippy::expect_used, reason = "a test that cannot go on stops and says why")]

mod accounts;
mod aftermath;
mod assignment_proposals;
mod attachments;
mod auth;
mod bad_amounts;
mod bad_input;
mod bad_tokens;
mod coediting;
mod collaborators;
mod committee;
mod conflicts;
mod contract;
mod contributions;
mod corrections;
mod criteria;
mod deadline;
mod demo;
mod documents;
mod emails;
mod extensions;
mod filings;
mod idempotency;
mod leaks;
mod lists;
mod mail_words;
mod messages;
mod migrations;
mod passwords;
mod path;
mod permission_table;
mod permissions;
mod personal_data;
mod profile;
mod readers;
mod recipients;
mod reminders;
mod reuse;
mod reviewing;
mod session;
mod simulations;
mod versions;
mod visibility;
mod windows;
