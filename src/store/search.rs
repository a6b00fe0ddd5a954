//! Stub.
use rusqlite::Connection;

use super::{Result, SearchPage};
use crate::domain::Moment;
use crate::query::Query;

pub(crate) fn search(_: &Connection, _: &Query, _: usize, _: &Moment) -> Result<SearchPage> {
    Ok(SearchPage::default())
}
