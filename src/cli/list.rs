//! `list`, `count` and `search`.

use serde::Serialize;

use super::args::{self, Order};
use super::entry::{EntryObject, FeedUrls, add_row, entry_table};
use super::output::Output;
use super::select::parse_query;
use super::status::{Status, WrongUsage};
use crate::query::Query;
use crate::service::Services;
use crate::store::{IndexState, Listing, Page, SearchPage, Sort};
use crate::text::SafeText;

/// Rows that are read at a time, so that a million entries need no memory.
const PAGE: usize = 2_000;

/// So many of the newest entries are found before they are indexed.
const SCANNED: u64 = 2_000;

/// `tidings list`.
pub(super) fn list(args: &args::List, services: &Services, output: &mut Output) -> anyhow::Result<Status> {
    let query = listed_query(&args.query, args.all)?;
    let pages = Pages::new(query, Sort::from(args.sort), some_limit(args.limit), services);
    if args.json { print_objects(pages, services, output) } else { print_rows(pages, services, output) }
}

/// What a command lists: unread entries, unless it is told otherwise.
pub(super) fn listed_query(words: &[String], all: bool) -> Result<Query, WrongUsage> {
    let query = parse_query(&words.join(" "))?;
    if all || query.speaks_of_read_state() { Ok(query) } else { Ok(query.and(parse_query("unread")?)) }
}

fn print_objects(pages: Pages<'_>, services: &Services, output: &mut Output) -> anyhow::Result<Status> {
    let mut urls = FeedUrls::load(services)?;
    let mut array = output.json_array()?;
    for page in pages {
        for row in &page?.rows {
            let feed_url = urls.of(row)?;
            array.item(&EntryObject::new(row, feed_url))?;
        }
    }
    array.end()?;
    Ok(Status::Done)
}

fn print_rows(pages: Pages<'_>, services: &Services, output: &mut Output) -> anyhow::Result<Status> {
    let moment = services.clock.moment();
    for page in pages {
        let mut table = entry_table();
        for row in &page?.rows {
            add_row(&mut table, row, &moment);
        }
        output.table(&table)?;
    }
    Ok(Status::Done)
}

/// 0 stands for all.
fn some_limit(limit: usize) -> Option<usize> {
    (limit > 0).then_some(limit)
}

impl From<Order> for Sort {
    fn from(order: Order) -> Self {
        match order {
            Order::Newest => Self::Newest,
            Order::Oldest => Self::Oldest,
            Order::Title => Self::Title,
            Order::Feed => Self::Feed,
        }
    }
}

/// The pages of a listing, one after the other. Orders that cannot be continued come as one page.
pub(super) struct Pages<'s> {
    services: &'s Services,
    listing: Listing,
    left: Option<usize>,
    is_over: bool,
}

impl<'s> Pages<'s> {
    /// The pages of what matches `query`, at most `limit` entries.
    pub(super) fn new(query: Query, sort: Sort, limit: Option<usize>, services: &'s Services) -> Self {
        let listing = Listing { query, sort, after: None, limit };
        Self { services, listing, left: limit, is_over: false }
    }
}

impl Iterator for Pages<'_> {
    type Item = crate::store::Result<Page>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.is_over {
            return None;
        }
        let can_continue = matches!(self.listing.sort, Sort::Newest | Sort::Oldest);
        self.listing.limit = if can_continue { Some(self.left.unwrap_or(PAGE).min(PAGE)) } else { self.left };
        let page = self.services.store.list(&self.listing, &self.services.clock.moment());
        match &page {
            Ok(page) => {
                self.left = self.left.map(|left| left.saturating_sub(page.rows.len()));
                self.listing.after = page.next;
                self.is_over =
                    !can_continue || page.next.is_none() || page.rows.is_empty() || self.left == Some(0);
            }
            Err(_) => self.is_over = true,
        }
        Some(page)
    }
}

/// `tidings count`.
pub(super) fn count(args: &args::Count, services: &Services, output: &mut Output) -> anyhow::Result<Status> {
    let query = parse_query(&args.query.join(" "))?;
    let count = services.store.count(&query, None, &services.clock.moment())?;
    output.line(count.n.to_string())?;
    Ok(Status::Done)
}

/// A hit in JSON.
#[derive(Debug, Serialize)]
struct HitObject<'h> {
    #[serde(flatten)]
    entry: EntryObject<'h>,
    excerpt: Option<&'h SafeText>,
}

/// `tidings search`.
pub(super) fn search(
    args: &args::Search,
    services: &Services,
    output: &mut Output,
) -> anyhow::Result<Status> {
    let query = Query::words(&args.words.join(" "));
    let moment = services.clock.moment();
    let limit = some_limit(args.limit).unwrap_or(usize::MAX);
    let found = services.store.search(&query, limit, &moment)?;
    if args.json {
        let mut urls = FeedUrls::load(services)?;
        let mut array = output.json_array()?;
        for hit in &found.hits {
            let entry = EntryObject::new(&hit.row, urls.of(&hit.row)?);
            array.item(&HitObject { entry, excerpt: hit.excerpt.as_ref() })?;
        }
        array.end()?;
    } else {
        print_hits(&found, services, output)?;
    }
    if let Some(note) = describe_index(found.index) {
        output.message(&note);
    }
    Ok(Status::Done)
}

fn print_hits(found: &SearchPage, services: &Services, output: &mut Output) -> anyhow::Result<()> {
    let moment = services.clock.moment();
    let mut table = entry_table();
    for hit in &found.hits {
        add_row(&mut table, &hit.row, &moment);
    }
    // The table is set as a whole, so that its columns agree; excerpts stand between its lines.
    for (line, hit) in table.lines(output.width()).into_iter().zip(&found.hits) {
        output.line(line)?;
        if let Some(excerpt) = &hit.excerpt {
            output.text(&format!("        {excerpt}"))?;
        }
    }
    Ok(())
}

/// What a search could not see yet: entries that are not indexed, beyond those that it scans.
fn describe_index(index: IndexState) -> Option<String> {
    let percent = index.indexed.saturating_mul(100).checked_div(index.total)?;
    (index.total.saturating_sub(index.indexed) > SCANNED).then(|| {
        format!(
            "{percent} % indexed: older entries may be missing; the reader and each refresh go on with it"
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_an_index_that_is_behind_is_mentioned() {
        let note = |indexed, total| describe_index(IndexState { indexed, total });
        assert_eq!(note(0, 0), None);
        assert_eq!(note(5, 5), None);
        assert_eq!(note(0, 2_000), None);
        assert!(note(82_000, 100_000).is_some_and(|note| note.starts_with("82 % indexed")));
    }

    #[test]
    fn zero_is_no_limit() {
        assert_eq!((some_limit(0), some_limit(3)), (None, Some(3)));
    }
}
