//! What every route shares: problems, bodies, versions, pages.

pub mod accept;
pub mod answer;
pub mod body;
pub mod etag;
pub mod fail;
pub mod head;
pub mod idempotency;
pub mod mount;
pub mod page;
pub mod path;
pub mod problem;
pub mod query;
pub mod refusals;
pub mod sheet;
pub mod specification;
pub mod text;
