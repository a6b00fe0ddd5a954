//! `stories`: what many outlets tell, by rank.

use std::time::Duration;

use serde::Serialize;
use tokio_util::sync::CancellationToken;

use super::args;
use super::output::Output;
use super::status::Status;
use super::table::age;
use crate::domain::{EntryId, RankedStory, StoryId, Timestamp};
use crate::service::{self, Services};
use crate::text::SafeText;

/// `tidings stories`: entries that wait to be grouped are grouped first.
pub(super) async fn stories(
    args: &args::Stories,
    services: &Services,
    output: &mut Output,
) -> anyhow::Result<Status> {
    service::group_stories(services, &CancellationToken::new()).await?;
    let ranked = service::top_stories(&services.store, services.clock.now(), args.since.0)?;
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

/// How far back a command looks: `90m`, `24h`, `7d`, `2w`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Since(pub Duration);

impl std::str::FromStr for Since {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let wrong = || format!("`{text}` is no span of time: write 90m, 24h, 7d or 2w");
        let (number, unit) = text.split_at_checked(text.len().saturating_sub(1)).ok_or_else(wrong)?;
        let number: u64 = number.parse().map_err(|_| wrong())?;
        let seconds = match unit {
            "m" => 60,
            "h" => 3600,
            "d" => 24 * 3600,
            "w" => 7 * 24 * 3600,
            _ => return Err(wrong()),
        };
        number.checked_mul(seconds).map(|span| Self(Duration::from_secs(span))).ok_or_else(wrong)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_span_of_time_is_a_number_and_a_unit() {
        let hours = |text: &str| text.parse::<Since>().map(|since| since.0.as_secs() / 3600);
        assert_eq!(hours("24h"), Ok(24));
        assert_eq!(hours("7d"), Ok(168));
        assert_eq!(hours("120m"), Ok(2));
        for wrong in ["", "h", "24", "-1h", "1y", "24 h", "99999999999999999999d", "1é"] {
            assert!(wrong.parse::<Since>().is_err(), "{wrong}");
        }
    }
}
