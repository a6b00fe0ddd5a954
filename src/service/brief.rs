//! The brief: the entries since an instant, grouped by story and category, the weightiest stories first, each
//! with the sentence of the digest that stands for it. Reads only.

use std::collections::{HashMap, HashSet};

use super::analyze::{key_point, outlet};
use super::stories::top_stories;
use super::{Error, Services};
use crate::domain::{
    Brief, BriefGroup, BriefStory, EntryId, EntryPlace, EntryRow, FeedId, StoryId, Timestamp,
};
use crate::store::{Listing, Sort};
use crate::text::SafeText;

/// Entries that are looked at; who was away for long is not told everything.
const MOST_ENTRIES: usize = 3_000;
/// Rows that are read at a time.
const PAGE: usize = 500;

/// What happened since an instant, at most `limit` stories; blocks while it reads.
pub fn brief(services: &Services, since: Timestamp, limit: usize) -> Result<Brief, Error> {
    let until = services.clock.now();
    let (rows, is_capped) = rows(services, since)?;
    let mut stories = grouped(services, &rows)?;
    let count = stories.len();
    let ranks = ranks(services, since, until)?;
    let rank = |story: &BriefStory| story.story.and_then(|id| ranks.get(&id).copied()).unwrap_or(u32::MAX);
    stories.sort_by(|one, other| {
        rank(one)
            .cmp(&rank(other))
            .then(other.last_seen.cmp(&one.last_seen))
            .then(one.place.entry.cmp(&other.place.entry))
    });
    stories.truncate(limit);
    for story in &mut stories {
        story.point = key_point(services, &story.tellings)?;
        // The headline above a sentence is that of its article.
        let told = story.point.as_ref().and_then(|point| rows.iter().find(|row| row.id == point.entry));
        if let Some(row) = told {
            story.place = EntryPlace { entry: row.id, feed: row.feed };
            story.title = row.title.clone();
        }
    }
    let groups = by_category(services, stories)?;
    Ok(Brief { since, until, entries: rows.len(), is_capped, stories: count, groups })
}

/// Entries since an instant, newest first.
fn rows(services: &Services, since: Timestamp) -> Result<(Vec<EntryRow>, bool), Error> {
    let moment = services.clock.moment();
    let mut rows: Vec<EntryRow> = Vec::new();
    let mut after = None;
    while rows.len() < MOST_ENTRIES {
        let listing = Listing { sort: Sort::Newest, after, limit: Some(PAGE), ..Listing::default() };
        let page = services.store.list(&listing, &moment)?;
        let read = page.rows.len();
        let before = rows.len();
        rows.extend(page.rows.into_iter().take_while(|row| row.at >= since));
        match page.next {
            Some(next) if rows.len() - before == read => after = Some(next),
            _ => return Ok((rows, false)),
        }
    }
    Ok((rows, true))
}

/// Each story once, at the place of its newest telling of the time.
fn grouped(services: &Services, rows: &[EntryRow]) -> Result<Vec<BriefStory>, Error> {
    let known: HashMap<EntryId, &EntryRow> = rows.iter().map(|row| (row.id, row)).collect();
    let mut seen: HashSet<EntryId> = HashSet::new();
    let mut stories = Vec::new();
    for row in rows {
        if seen.contains(&row.id) {
            continue;
        }
        let tellings = services.store.story_members(row.id)?;
        seen.extend(&tellings);
        seen.insert(row.id);
        let of_time: Vec<&EntryRow> = tellings.iter().filter_map(|id| known.get(id).copied()).collect();
        let mut outlets: Vec<SafeText> = Vec::new();
        for telling in &of_time {
            let outlet = outlet(telling);
            if !outlets.contains(&outlet) {
                outlets.push(outlet);
            }
        }
        // The fullest text, and of those the first: what a person would want to open.
        let best = of_time
            .iter()
            .copied()
            .reduce(|best, next| if next.completeness > best.completeness { next } else { best });
        let best = best.unwrap_or(row);
        stories.push(BriefStory {
            place: EntryPlace { entry: best.id, feed: best.feed },
            story: row.story,
            title: best.title.clone(),
            outlets,
            first_seen: of_time.first().map_or(row.at, |first| first.at),
            last_seen: of_time.last().map_or(row.at, |last| last.at),
            tellings,
            point: None,
        });
    }
    Ok(stories)
}

/// The places of the stories among the top stories; what one entry tells alone has none.
fn ranks(services: &Services, since: Timestamp, until: Timestamp) -> Result<HashMap<StoryId, u32>, Error> {
    let ranked = top_stories(&services.store, until, until.duration_since(since))?;
    Ok(ranked.into_iter().map(|ranked| (ranked.story.id, ranked.rank)).collect())
}

/// Stories in the categories of the feeds of the tellings that are opened.
fn by_category(services: &Services, stories: Vec<BriefStory>) -> Result<Vec<BriefGroup>, Error> {
    let feeds = services.store.feeds()?;
    let paths: HashMap<FeedId, Option<SafeText>> =
        feeds.into_iter().map(|feed| (feed.id, feed.subscription.category_path)).collect();
    let mut groups: Vec<BriefGroup> = Vec::new();
    for story in stories {
        let category = paths.get(&story.place.feed).cloned().flatten();
        match groups.iter_mut().find(|group| group.category == category) {
            Some(group) => group.stories.push(story),
            None => groups.push(BriefGroup { category, stories: vec![story] }),
        }
    }
    Ok(groups)
}
