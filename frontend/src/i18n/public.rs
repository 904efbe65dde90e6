//! The public portal.
