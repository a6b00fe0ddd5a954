//! The built-in demo edition.
