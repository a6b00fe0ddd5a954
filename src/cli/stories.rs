//! `stories`: what many outlets tell, by rank.

use serde::Serialize;
use tokio_util::sync::CancellationToken;

use super::args;
use super::output::Output;
use super::refresh::A_DAY;
use super::status::Status;
use super::table::age;
use crate::domain::{EntryId, RankedStory, StoryId, Timestamp};
use crate::service::{self, Services};
use crate::text::SafeText;

/// Groups the entries that wait, and tells on a terminal why that takes a while.
pub(super) async fn group_what_waits(services: &Services, output: &mut Output) -> anyhow::Result<()> {
    if services.store.count_ungrouped(A_DAY + 1)? > A_DAY {
        output.progress("Grouping the entries of a first import into stories; later ones take a moment");
    }
    service::group_stories(services, &CancellationToken::new()).await?;
    output.clear_progress();
    Ok(())
}

/// `tidings stories`: entries that wait to be grouped are grouped first.
pub(super) async fn stories(
    args: &args::Stories,
    services: &Services,
    output: &mut Output,
) -> anyhow::Result<Status> {
    group_what_waits(services, output).await?;
    let ranked = service::top_stories(&services.store, services.clock.now(), args.since)?;
    if args.json {
        let objects: Vec<StoryObject<'_>> = ranked.iter().map(StoryObject::new).collect();
        output.json(&objects)?;
    } else if ranked.is_empty() {
        output.message("no two outlets tell the same in this time: `--since 7d` looks further back");
    } else {
        let moment = services.clock.moment();
        for ranked in &ranked {
            let story = &ranked.story;
            output.line(SafeText::piece(&format!("{:>3}  {}", ranked.rank, story.title)))?;
            let last = age(story.last_seen, &moment);
            output.line(SafeText::piece(&format!("     {last} · {}", why(ranked))))?;
        }
    }
    Ok(Status::Done)
}

/// The JSON of a story.
#[derive(Serialize)]
struct StoryObject<'s> {
    id: StoryId,
    title: &'s SafeText,
    entries: &'s [EntryId],
    outlets: u32,
    first_seen: Timestamp,
    last_seen: Timestamp,
    rank: u32,
    why: String,
}

impl<'s> StoryObject<'s> {
    fn new(ranked: &'s RankedStory) -> Self {
        let story = &ranked.story;
        Self {
            id: story.id,
            title: &story.title,
            entries: &ranked.entries,
            outlets: story.outlets,
            first_seen: story.first_seen,
            last_seen: story.last_seen,
            rank: ranked.rank,
            why: why(ranked),
        }
    }
}

fn why(ranked: &RankedStory) -> String {
    let why: Vec<&str> = ranked.why.iter().map(SafeText::as_str).collect();
    why.join(" · ")
}
