//! `brief`: what happened since, as Markdown, HTML or JSON.

use serde::Serialize;

use super::args::{self, BriefFormat};
use super::output::Output;
use super::status::{Status, WrongUsage};
use super::stories::group_what_waits;
use crate::domain::{Brief, BriefGroup, BriefStory, EntryId, KeyPoint, StoryId, Timestamp};
use crate::service::{self, Services};
use crate::text::render::{to_html, to_markdown};
use crate::text::{Markup, SafeText};

/// Stories that are told.
const STORIES: usize = 20;

/// `tidings brief`.
pub(super) async fn brief(
    args: &args::Brief,
    services: &Services,
    output: &mut Output,
) -> anyhow::Result<Status> {
    let since =
        services.clock.now().checked_sub(args.since).map_err(|_| {
            WrongUsage("--since reaches back too far: give something like 24h or 7d".to_owned())
        })?;
    group_what_waits(services, output).await?;
    let brief = service::brief(services, since, STORIES)?;
    let headline = brief.headline(&services.clock.time_zone());
    match args.format {
        BriefFormat::Json => output.json(&BriefObject::new(&brief))?,
        BriefFormat::Markdown => {
            output.text(&format!("# {headline}\n\n{}", to_markdown(&brief.to_document())))?;
        }
        BriefFormat::Html => {
            let title = Markup::from_plain(headline.as_str());
            output.text(&format!("<h1>{}</h1>\n{}", title.source(), to_html(&brief.to_document())))?;
        }
    }
    Ok(Status::Done)
}

/// A brief in JSON.
#[derive(Debug, Serialize)]
struct BriefObject<'b> {
    since: Timestamp,
    until: Timestamp,
    entries: usize,
    stories: usize,
    categories: Vec<GroupObject<'b>>,
}

#[derive(Debug, Serialize)]
struct GroupObject<'b> {
    category: Option<&'b SafeText>,
    stories: Vec<StoryObject<'b>>,
}

#[derive(Debug, Serialize)]
struct StoryObject<'b> {
    id: Option<StoryId>,
    entry: EntryId,
    title: &'b SafeText,
    entries: &'b [EntryId],
    outlets: &'b [SafeText],
    first_seen: Timestamp,
    last_seen: Timestamp,
    point: Option<PointObject<'b>>,
}

#[derive(Debug, Serialize)]
struct PointObject<'b> {
    text: &'b SafeText,
    publisher: &'b SafeText,
    entry: EntryId,
}

impl<'b> BriefObject<'b> {
    fn new(brief: &'b Brief) -> Self {
        Self {
            since: brief.since,
            until: brief.until,
            entries: brief.entries,
            stories: brief.stories,
            categories: brief.groups.iter().map(GroupObject::new).collect(),
        }
    }
}

impl<'b> GroupObject<'b> {
    fn new(group: &'b BriefGroup) -> Self {
        let stories = group.stories.iter().map(StoryObject::new).collect();
        Self { category: group.category.as_ref(), stories }
    }
}

impl<'b> StoryObject<'b> {
    fn new(story: &'b BriefStory) -> Self {
        Self {
            id: story.story,
            entry: story.place.entry,
            title: &story.title,
            entries: &story.tellings,
            outlets: &story.outlets,
            first_seen: story.first_seen,
            last_seen: story.last_seen,
            point: story.point.as_ref().map(PointObject::new),
        }
    }
}

impl<'b> PointObject<'b> {
    fn new(point: &'b KeyPoint) -> Self {
        Self { text: &point.text, publisher: &point.publisher, entry: point.entry }
    }
}
