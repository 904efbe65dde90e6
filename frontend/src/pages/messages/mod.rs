//! Messages between a project's partner and the coordination.

mod thread;

pub use thread::Thread;
