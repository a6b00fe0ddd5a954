//! `demo` where there is no reader: the folder of the demo profile, or its front page as text.

use super::args;
use super::entry::{add_row, entry_table};
use super::list::Pages;
use super::output::Output;
use super::status::Status;
use crate::query::Query;
use crate::service::Services;
use crate::store::Sort;

/// Entries on the front page.
const FRONT_PAGE: usize = 40;

/// `tidings demo`, on a profile that is filled already.
pub(super) fn demo(args: &args::Demo, services: &Services, output: &mut Output) -> anyhow::Result<Status> {
    if args.print_dir {
        output.line(services.paths.data_dir.display().to_string())?;
        return Ok(Status::Done);
    }
    let moment = services.clock.moment();
    output.line("tidings: the demo edition")?;
    for page in Pages::new(Query::default(), Sort::Newest, Some(FRONT_PAGE), services) {
        let mut table = entry_table();
        for row in &page?.rows {
            add_row(&mut table, row, &moment);
        }
        output.table(&table)?;
    }
    output.message("In a terminal, `tidings demo` opens the reader on this edition.");
    Ok(Status::Done)
}
