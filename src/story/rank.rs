//! The order of the top stories, and the reasons in words. What many outlets tell, what grows, what is
//! fresh, what a quiet feed troubles to write about, and what the person starred stands high. Called by
//! `service`.

use std::time::Duration;

use crate::domain::{EntryId, RankedStory, Story, Timestamp};
use crate::text::SafeText;

/// What is known of a story.
#[derive(Clone, Debug)]
pub struct Facts {
    /// The story.
    pub story: Story,
    /// Its entries, oldest first, each with its instant.
    pub entries: Vec<(EntryId, Timestamp)>,
    /// How many of them the person starred.
    pub starred: u32,
    /// The quietest of its feeds: its title and how many entries it brought in the week before.
    pub quietest: Option<(SafeText, u32)>,
}

/// What came within this time is growth.
const FRESH: Duration = Duration::from_hours(6);
/// After this time a story counts half.
const HALF_LIFE_H: f32 = 18.0;
/// A feed of so few entries a week is quiet.
const QUIET: u32 = 7;

/// Stories by rank.
#[must_use]
pub fn rank(stories: Vec<Facts>, now: Timestamp) -> Vec<RankedStory> {
    let mut scored: Vec<(f32, Facts)> =
        stories.into_iter().map(|facts| (score(&facts, now), facts)).collect();
    scored.sort_by(|(one, a), (other, b)| {
        other.total_cmp(one).then(b.story.last_seen.cmp(&a.story.last_seen)).then(a.story.id.cmp(&b.story.id))
    });
    let ranked = scored.into_iter().zip(1..).map(|((_, facts), rank)| {
        let why = reasons(&facts, now);
        let entries = facts.entries.iter().map(|(entry, _)| *entry).collect();
        RankedStory { story: facts.story, entries, rank, why }
    });
    ranked.collect()
}

#[allow(clippy::cast_precision_loss, reason = "counts of a story are small")]
fn score(facts: &Facts, now: Timestamp) -> f32 {
    let fresh = fresh(facts, now) as f32;
    let outlets = (1.0 + facts.story.outlets as f32).ln();
    let growth = (1.0 + fresh).ln() / 2.0;
    let quiet = quiet(facts).map_or(0.0, |(_, week)| 0.5 / (1.0 + week as f32));
    let stars = facts.starred.min(2) as f32 / 2.0;
    let hours = age(facts.story.last_seen, now).as_secs_f32() / 3600.0;
    (outlets + growth + quiet + stars) * (-hours / HALF_LIFE_H).exp2()
}

fn reasons(facts: &Facts, now: Timestamp) -> Vec<SafeText> {
    let mut why = vec![match facts.story.outlets {
        1 => format!("one outlet tells it in {} entries", facts.story.entries),
        n => format!("{n} outlets tell it"),
    }];
    let fresh = fresh(facts, now);
    let all = facts.entries.len();
    if fresh == all {
        why.push("all of it is from the last 6 hours".to_owned());
    } else if fresh > 1 {
        why.push(format!("it grows: {fresh} of its {all} entries are from the last 6 hours"));
    }
    why.push(format!("last told {} ago", describe(age(facts.story.last_seen, now))));
    if let Some((title, week)) = quiet(facts) {
        why.push(match week {
            0 => format!("{title} tells it, which had written nothing for a week"),
            1 => format!("{title} tells it, which writes once a week"),
            n => format!("{title} tells it, which writes {n} times a week"),
        });
    }
    match facts.starred {
        0 => {}
        1 => why.push("you starred one of its entries".to_owned()),
        n => why.push(format!("you starred {n} of its entries")),
    }
    why.into_iter().map(SafeText::from).collect()
}

fn fresh(facts: &Facts, now: Timestamp) -> usize {
    facts.entries.iter().filter(|(_, at)| age(*at, now) <= FRESH).count()
}

fn quiet(facts: &Facts) -> Option<(&SafeText, u32)> {
    facts.quietest.as_ref().filter(|(_, week)| *week <= QUIET).map(|(title, week)| (title, *week))
}

/// Zero for what is dated ahead.
fn age(at: Timestamp, now: Timestamp) -> Duration {
    Duration::try_from(now.duration_since(at)).unwrap_or_default()
}

fn describe(age: Duration) -> String {
    let minutes = age.as_secs() / 60;
    match (minutes, minutes / 60) {
        (0 | 1, _) => "a minute".to_owned(),
        (minutes, 0) => format!("{minutes} minutes"),
        (_, 1) => "an hour".to_owned(),
        (_, hours) if hours < 48 => format!("{hours} hours"),
        (_, hours) => format!("{} days", hours / 24),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::StoryId;

    const NOW: i64 = 1_760_000_000;

    fn at(hours_ago: i64) -> Timestamp {
        Timestamp::from_second(NOW - hours_ago * 3600).unwrap()
    }

    fn story(id: i64, outlets: u32, hours_ago: &[i64]) -> Facts {
        let entries: Vec<_> = (1..).map(EntryId).zip(hours_ago.iter().map(|hours| at(*hours))).collect();
        let story = Story {
            id: StoryId(id),
            title: SafeText::new("Title"),
            first_seen: entries[0].1,
            last_seen: entries[entries.len() - 1].1,
            outlets,
            entries: u32::try_from(entries.len()).unwrap(),
        };
        Facts { story, entries, starred: 0, quietest: None }
    }

    fn order(stories: Vec<Facts>) -> Vec<i64> {
        rank(stories, at(0)).into_iter().map(|ranked| ranked.story.id.0).collect()
    }

    #[test]
    fn outlets_growth_freshness_quiet_feeds_and_stars_raise_a_story() {
        let plain = || story(1, 3, &[30, 9, 8]);
        assert_eq!(order(vec![plain(), story(2, 6, &[30, 9, 8])]), [2, 1], "outlets");
        assert_eq!(order(vec![story(1, 3, &[30, 9, 2]), story(2, 3, &[5, 3, 2])]), [2, 1], "growth");
        assert_eq!(order(vec![plain(), story(2, 3, &[30, 9, 7])]), [2, 1], "freshness");
        let quiet = Facts { quietest: Some((SafeText::new("Tiny tools"), 1)), ..story(2, 3, &[30, 9, 8]) };
        assert_eq!(order(vec![plain(), quiet]), [2, 1], "a quiet feed");
        assert_eq!(order(vec![plain(), Facts { starred: 1, ..story(2, 3, &[30, 9, 8]) }]), [2, 1], "a star");
        assert_eq!(order(vec![story(2, 3, &[30, 9, 8]), plain()]), [1, 2], "else by id");
    }

    #[test]
    fn every_rank_has_its_reasons_in_words() {
        let quietest = Some((SafeText::new("Tiny tools"), 2));
        let facts = Facts { starred: 1, quietest, ..story(1, 3, &[30, 5, 3]) };
        let why: Vec<String> =
            rank(vec![facts], at(0)).remove(0).why.iter().map(ToString::to_string).collect();
        assert_eq!(
            why,
            [
                "3 outlets tell it",
                "it grows: 2 of its 3 entries are from the last 6 hours",
                "last told 3 hours ago",
                "Tiny tools tells it, which writes 2 times a week",
                "you starred one of its entries",
            ]
        );
    }
}
