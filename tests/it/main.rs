//! The integration tests: one binary, so that they link once.

mod architecture;
mod net;
mod support;
