//! The brief: what happened since somebody last looked, by category, each story with the sentence that stands
//! for it. Made by `service::brief`, shown by the reader and the command line.

use jiff::tz::TimeZone;

use super::analysis::EntryPlace;
use super::ids::{EntryId, StoryId};
use super::time::Timestamp;
use crate::text::SafeText;
use crate::text::document::{Block, Document, Inline, Style};

/// What happened in a time.
#[derive(Clone, Debug, PartialEq)]
pub struct Brief {
    /// From when on.
    pub since: Timestamp,
    /// When it was made.
    pub until: Timestamp,
    /// Entries of that time.
    pub entries: usize,
    /// True if there were more than were looked at.
    pub is_capped: bool,
    /// Stories of that time, those included that are not shown.
    pub stories: usize,
    /// The stories that are shown, by category; the category of the first story first.
    pub groups: Vec<BriefGroup>,
}

/// The stories of a category.
#[derive(Clone, Debug, PartialEq)]
pub struct BriefGroup {
    /// Path of the category; `None` for feeds that stand in none.
    pub category: Option<SafeText>,
    /// Stories, the weightiest first.
    pub stories: Vec<BriefStory>,
}

/// A story in a brief.
#[derive(Clone, Debug, PartialEq)]
pub struct BriefStory {
    /// The telling that is opened.
    pub place: EntryPlace,
    /// The story, if several entries tell it.
    pub story: Option<StoryId>,
    /// Its headline.
    pub title: SafeText,
    /// All its tellings in order of publication.
    pub tellings: Vec<EntryId>,
    /// Distinct outlets, in order of publication.
    pub outlets: Vec<SafeText>,
    /// When the first telling is from.
    pub first_seen: Timestamp,
    /// When the last telling is from.
    pub last_seen: Timestamp,
    /// The sentence that stands for it.
    pub point: Option<KeyPoint>,
}

/// A sentence out of a telling, word for word.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeyPoint {
    /// The sentence.
    pub text: SafeText,
    /// The outlet.
    pub publisher: SafeText,
    /// The entry.
    pub entry: EntryId,
}

impl Brief {
    /// The stories in the order in which they stand.
    pub fn shown(&self) -> impl Iterator<Item = &BriefStory> {
        self.groups.iter().flat_map(|group| &group.stories)
    }

    /// `Since May 6 18:10 · 312 new · 9 stories`.
    #[must_use]
    pub fn headline(&self, zone: &TimeZone) -> SafeText {
        let since = self.since_in_words(zone);
        if self.entries == 0 {
            return SafeText::new(&format!("Nothing new since {since}"));
        }
        let more = if self.is_capped { "+" } else { "" };
        let noun = if self.stories == 1 { "story" } else { "stories" };
        SafeText::new(&format!("Since {since} · {}{more} new · {} {noun}", self.entries, self.stories))
    }

    /// `18:10`, `yesterday 18:10` or `May 6 18:10`.
    fn since_in_words(&self, zone: &TimeZone) -> String {
        let (then, now) = (self.since.to_zoned(zone.clone()), self.until.to_zoned(zone.clone()));
        if then.date() == now.date() {
            return then.strftime("%H:%M").to_string();
        }
        let is_yesterday = now.date().yesterday().is_ok_and(|day| day == then.date());
        then.strftime(if is_yesterday { "yesterday %H:%M" } else { "%b %-d %H:%M" }).to_string()
    }

    /// The brief as a document, for print.
    #[must_use]
    pub fn to_document(&self) -> Document {
        let plain = |text: &str| Inline::Text(SafeText::piece(text), Style::default());
        let strong = |text: &SafeText| Inline::Text(text.clone(), Style { strong: true, ..Style::default() });
        let mut blocks = Vec::new();
        for group in &self.groups {
            blocks.push(Block::Heading(2, vec![plain(group.name().as_str())]));
            for story in &group.stories {
                blocks.push(Block::Paragraph(vec![
                    strong(&story.title),
                    plain(&format!("  {}", story.about())),
                ]));
                if let Some(point) = &story.point {
                    let said = Inline::Text(point.text.clone(), Style::default());
                    blocks.push(Block::Quote(vec![Block::Paragraph(vec![
                        said,
                        plain(&format!(" — {}", point.publisher)),
                    ])]));
                }
            }
        }
        Document { blocks, ..Document::default() }
    }
}

impl BriefGroup {
    /// The name of the category.
    #[must_use]
    pub fn name(&self) -> SafeText {
        self.category.clone().unwrap_or_else(|| SafeText::new("Without a category"))
    }
}

impl BriefStory {
    /// `5 outlets`, or the only one.
    #[must_use]
    pub fn about(&self) -> SafeText {
        match self.outlets.as_slice() {
            [one] => one.clone(),
            outlets => SafeText::new(&format!("{} outlets", outlets.len())),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn brief(since: &str, entries: usize) -> Brief {
        Brief {
            since: since.parse().expect("an instant"),
            until: "2026-05-07T12:00:00Z".parse().expect("an instant"),
            entries,
            is_capped: false,
            stories: 1,
            groups: Vec::new(),
        }
    }

    #[test]
    fn the_headline_says_since_when() {
        for (since, entries, text) in [
            ("2026-05-07T09:05:00Z", 0, "Nothing new since 09:05"),
            ("2026-05-06T18:10:00Z", 312, "Since yesterday 18:10 · 312 new · 1 story"),
            ("2026-05-01T18:10:00Z", 2, "Since May 1 18:10 · 2 new · 1 story"),
        ] {
            assert_eq!(brief(since, entries).headline(&TimeZone::UTC).as_str(), text);
        }
    }
}
