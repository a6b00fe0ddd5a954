//! What is known about what is selected, in words: when a feed was fetched and why that failed, where
//! an entry comes from and how much of it is held.

use super::focus::Focus;
use super::main_view::Main;
use super::overlays::Sheet;
use super::overlays::sheet::Fact;
use super::panes::SourceRow;
use super::source::Source;
use crate::domain::{Completeness, EntryRow, Feed, FeedState, Moment, OwnSmartFeed, SmartFeed, Timestamp};
use crate::text::SafeText;

/// The sheet about what is selected in the pane that has the keys.
pub fn sheet(main: &Main, focus: Focus, moment: &Moment) -> Option<Sheet> {
    if focus != Focus::Sources {
        return main.entries.selected().map(|row| about_entry(row, main, moment));
    }
    let row = main.sources.selected()?;
    match row.source {
        Source::Feed(id) => {
            let feed = main.sources.feed(id)?;
            Some(feed_sheet(feed, moment))
        }
        Source::Category(_) => Some(about_category(main, row.source, &row.title)),
        Source::Smart(smart) => Some(about_smart_feed(smart)),
        Source::Own(id) => Some(about_own_smart_feed(row, main.sources.own_smart_feed(id)?)),
        Source::Search => None,
    }
}

/// The sheet about a feed.
pub fn feed_sheet(feed: &Feed, moment: &Moment) -> Sheet {
    Sheet::new(feed.title.clone(), feed_facts(feed, moment))
}

fn about_entry(row: &EntryRow, main: &Main, moment: &Moment) -> Sheet {
    let mut facts = Vec::new();
    let mut name = |name, value: Option<&SafeText>| {
        facts.extend(value.map(|value| Fact::Named(name, value.clone())));
    };
    name("Outlet", row.publisher.as_ref());
    name("Author", row.author.as_ref());
    let dates = [("Published", row.published), ("Changed", row.updated), ("First seen", Some(row.fetched))];
    for (name, at) in dates {
        facts.extend(at.map(|at| Fact::Named(name, when(at, moment))));
    }
    facts.push(Fact::Named("Text", SafeText::new(held(row.completeness))));
    if let Some(url) = &row.url {
        facts.push(Fact::Named("Link", SafeText::new(url.as_str())));
    }
    if let Some(url) = &row.comments_url {
        facts.push(Fact::Named("Comments", SafeText::new(url.as_str())));
    }
    if !row.tags.is_empty() {
        let tags: Vec<&str> = row.tags.iter().map(SafeText::as_str).collect();
        facts.push(Fact::Named("Tags", SafeText::new(&tags.join(", "))));
    }
    facts.extend(note_of(row, main));
    facts.extend(story_of(main));
    if let Some(feed) = main.sources.feed(row.feed) {
        facts.extend([Fact::Blank, Fact::Named("Feed", feed.title.clone())]);
        facts.extend(feed_facts(feed, moment));
    }
    Sheet::new(row.title.clone(), facts)
}

/// What is known of the story of the selected entry, and why it stands where it does.
fn story_of(main: &Main) -> Vec<Fact> {
    let mut facts = Vec::new();
    if let Some(story) = main.entries.selected_story() {
        let told = format!("{} outlets · {} entries", story.outlets, story.entries);
        facts.push(Fact::Named("Story", SafeText::new(&told)));
    }
    if let Some((rank, why)) = main.entries.rank_of_selected() {
        let names = std::iter::once(format!("{rank}: ")).chain(std::iter::repeat(String::new()));
        for (nth, (before, reason)) in names.zip(why).enumerate() {
            let name = if nth == 0 { "Rank" } else { "" };
            facts.push(Fact::Named(name, SafeText::new(&format!("{before}{reason}"))));
        }
    }
    facts
}

/// The note, as far as the entry is the one that was read in whole.
fn note_of(row: &EntryRow, main: &Main) -> Vec<Fact> {
    let shown = main.article.content.shown().filter(|shown| shown.entry.row.id == row.id);
    let note = shown.and_then(|shown| shown.entry.note.as_ref());
    let names = std::iter::once("Note").chain(std::iter::repeat(""));
    let lines = note.map_or(&[][..], |note| note.lines());
    names.zip(lines).map(|(name, line)| Fact::Named(name, line.clone())).collect()
}

fn held(completeness: Completeness) -> &'static str {
    match completeness {
        Completeness::Headline => "a headline only: the feed carries no text",
        Completeness::Snippet => "a snippet: the feed carries a part of the text",
        Completeness::FeedText => "the text of the feed",
        Completeness::FullText => "the whole article, fetched from its page",
    }
}

fn feed_facts(feed: &Feed, moment: &Moment) -> Vec<Fact> {
    let mut facts = Vec::new();
    if let Some(error) = &feed.health.error {
        facts.push(Fact::Trouble(error.clone()));
    }
    if let Some(advice) = advice(feed, moment) {
        facts.push(Fact::Text(advice));
    }
    facts.push(Fact::Named("Address", SafeText::new(feed.url.as_str())));
    if let Some(site) = &feed.site_url {
        facts.push(Fact::Named("Site", SafeText::new(site.as_str())));
    }
    if let Some(path) = &feed.subscription.category_path {
        facts.push(Fact::Named("Category", path.clone()));
    }
    facts.push(Fact::Named(
        "Entries",
        SafeText::new(&format!("{} · {} unread", feed.counts.total, feed.counts.unread)),
    ));
    let never = || SafeText::new("never");
    let at = |at: Option<Timestamp>| at.map_or_else(never, |at| when(at, moment));
    facts.push(Fact::Named("Last answer", at(feed.health.last_success)));
    if feed.health.last_attempt != feed.health.last_success {
        facts.push(Fact::Named("Last attempt", at(feed.health.last_attempt)));
    }
    if let Some(next) = feed.health.next_check {
        facts.push(Fact::Named("Next attempt", when(next, moment)));
    }
    facts
}

/// What the state of a feed means for the person.
fn advice(feed: &Feed, moment: &Moment) -> Option<SafeText> {
    let failures = feed.health.failures;
    match feed.health.state {
        FeedState::Gone => Some(SafeText::new(
            "The server says that this feed is gone, so it is no longer fetched by itself. r tries again.",
        )),
        FeedState::Waiting { until } => Some(SafeText::new(&format!(
            "The server asked to wait until {}; until then it is left alone.",
            when(until, moment)
        ))),
        FeedState::Active if failures > 1 => {
            Some(SafeText::new(&format!("It failed {failures} times in a row. r tries again now.")))
        }
        FeedState::Active if failures == 1 => Some(SafeText::new("It failed once. r tries again now.")),
        FeedState::Active => None,
    }
}

fn about_category(main: &Main, source: Source, title: &SafeText) -> Sheet {
    let ids = main.sources.feeds_of(source).unwrap_or_default();
    let feeds: Vec<&Feed> = ids.iter().filter_map(|id| main.sources.feed(*id)).collect();
    let unread: u64 = feeds.iter().map(|feed| feed.counts.unread).sum();
    let failing: Vec<&&Feed> = feeds.iter().filter(|feed| feed.health.error.is_some()).collect();
    let mut facts = vec![
        Fact::Named("Feeds", SafeText::new(&feeds.len().to_string())),
        Fact::Named("Unread", SafeText::new(&unread.to_string())),
    ];
    if !failing.is_empty() {
        facts.push(Fact::Blank);
    }
    for feed in failing {
        let reason = feed.health.error.as_ref().map_or("", SafeText::as_str);
        facts.push(Fact::Trouble(SafeText::new(&format!("{}: {reason}", feed.title))));
    }
    Sheet::new(title.clone(), facts)
}

fn about_smart_feed(smart: SmartFeed) -> Sheet {
    let what = match smart {
        SmartFeed::Today => "Entries of the present day, read or not.",
        SmartFeed::Unread => "All entries that you have not read.",
        SmartFeed::TopStories => "Stories of the last two days that several outlets tell, by rank.",
        SmartFeed::Starred => "All entries that you starred.",
    };
    let facts = vec![Fact::Text(SafeText::new(what)), Fact::Named("Query", SafeText::new(smart.query()))];
    Sheet::new(SafeText::new(smart.title()), facts)
}

fn about_own_smart_feed(row: &SourceRow, own: &OwnSmartFeed) -> Sheet {
    let mut facts: Vec<Fact> = row.trouble.clone().map(Fact::Trouble).into_iter().collect();
    facts.push(Fact::Text(SafeText::new("A search that you kept. E changes its name and its query.")));
    facts.push(Fact::Named("Query", SafeText::new(&own.query)));
    Sheet::new(row.title.clone(), facts)
}

/// `May 7, 2026, 14:05`.
fn when(at: Timestamp, moment: &Moment) -> SafeText {
    SafeText::new(&at.to_zoned(moment.zone.clone()).strftime("%b %-d, %Y, %H:%M").to_string())
}
