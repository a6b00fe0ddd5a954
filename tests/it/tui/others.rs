//! Two programs on the same data: what the other one changes is seen here.

use tidings::config::Paths;
use tidings::query::Query;
use tidings::store::{Listing, Mark, Sort, Store, Target};

use crate::support::app::TestApp;
use crate::support::newsroom::moment;

#[test]
fn a_change_by_another_program_is_seen_with_a_key() {
    let mut app = TestApp::demo(120, 40);
    let theirs = Store::open(&Paths::under(app.folder()).database()).expect("a store");
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    let listing = Listing {
        query: Query::parse("unread").expect("a query"),
        sort: Sort::Newest,
        after: None,
        limit: Some(9),
    };
    let entries = theirs.list(&listing, &moment()).expect("entries").rows;
    let stars = |screen: &str| screen.matches('★').count();
    let before = stars(&app.screen());
    // Where the reader starts to look only after the first change, it sees the second one.
    let is_seen = entries.iter().any(|entry| {
        let mark = theirs.mark(Target::Entries(vec![entry.id]), Mark::Starred(true), moment());
        runtime.block_on(mark).expect("a write");
        app.keys("j");
        app.comes_to_show(|screen| stars(screen) > before)
    });
    assert!(is_seen, "{}", app.screen());
}
