//! A prompt: one line of text that a command asks for. What is asked decides what becomes of the
//! answer; a mistake stays under the line until it is mended.

use super::{Layer, Outcome};
use crate::app::effect::{Effect, Effects, Marking};
use crate::app::line::Line;
use crate::app::room::Room;
use crate::command::{Command, Context, Edit};
use crate::domain::{EntryId, Event, RequestId, WebUrl};
use crate::text::SafeText;

/// A line of text that is asked for.
#[derive(Clone, Debug)]
pub struct Prompt {
    /// What it is for.
    pub ask: Ask,
    /// What is typed.
    pub line: Line,
    /// What is wrong with it.
    pub mistake: Option<SafeText>,
    /// Words that complete what is typed.
    known: Vec<SafeText>,
    loading: Option<RequestId>,
}

/// What is asked for.
#[derive(Clone, Debug, PartialEq)]
pub enum Ask {
    /// Tags of these entries, all of which have `had` now.
    Tags {
        /// The entries.
        entries: Vec<EntryId>,
        /// Tags that all of them have.
        had: Vec<SafeText>,
    },
    /// The number of one of these links, from 1.
    Link(Vec<Option<WebUrl>>),
}

impl Prompt {
    /// A prompt for the tags of entries, which have some now, and the order to read all others.
    #[must_use]
    pub fn for_tags(entries: Vec<EntryId>, had: Vec<SafeText>, room: &mut Room<'_, '_>) -> (Self, Effects) {
        let names: Vec<&str> = had.iter().map(SafeText::as_str).collect();
        let line =
            if names.is_empty() { Line::default() } else { Line::with(&format!("{}, ", names.join(", "))) };
        let request = room.desk.requests.issue();
        let mut prompt = Self::new(Ask::Tags { entries, had }, line);
        prompt.loading = Some(request);
        (prompt, vec![Effect::LoadTags { request }])
    }

    /// A prompt for anything, with what is to be changed.
    #[must_use]
    pub fn new(ask: Ask, line: Line) -> Self {
        Self { ask, line, mistake: None, known: Vec::new(), loading: None }
    }

    /// What is asked, for the line before the text.
    #[must_use]
    pub fn title(&self) -> &'static str {
        match &self.ask {
            Ask::Tags { .. } => "Tags",
            Ask::Link(_) => "Link",
        }
    }

    /// What may be typed.
    #[must_use]
    pub fn advice(&self) -> SafeText {
        match &self.ask {
            Ask::Tags { entries, .. } if entries.len() > 1 => {
                SafeText::new(&format!("Tags of {} entries, with commas between", entries.len()))
            }
            Ask::Tags { .. } => SafeText::new("With commas between; an empty line takes all away"),
            Ask::Link(links) => SafeText::new(&format!("A number from 1 to {}", links.len())),
        }
    }

    /// The word that `Tab` would complete to.
    #[must_use]
    pub fn completion(&self) -> Option<&SafeText> {
        let typed = self.line.before_cursor().rsplit(',').next()?.trim_start();
        let typed = typed.to_lowercase();
        if typed.is_empty() || self.line.before_cursor().len() < self.line.text().len() {
            return None;
        }
        self.known.iter().find(|known| {
            let name = known.as_str().to_lowercase();
            name.starts_with(&typed) && name != typed
        })
    }

    /// Gives the line to what asked for it.
    pub fn accept(&mut self, room: &mut Room<'_, '_>) -> Outcome {
        let answer = match &self.ask {
            Ask::Tags { entries, had } => Ok(tag(entries, had, self.line.text(), room)),
            Ask::Link(links) => {
                chosen_link(links, self.line.text()).map(|url| vec![Effect::OpenInBrowser(url)])
            }
        };
        match answer {
            Ok(effects) => Outcome::Closed(effects),
            Err(mistake) => {
                self.mistake = Some(mistake);
                Outcome::handled()
            }
        }
    }

    /// A number that no other digit can follow needs no Enter.
    fn is_complete(&self) -> bool {
        match &self.ask {
            Ask::Link(links) => self.line.text().parse().is_ok_and(|n: usize| n > 0 && n * 10 > links.len()),
            Ask::Tags { .. } => false,
        }
    }

    fn complete(&mut self) {
        if let Some(word) = self.completion().cloned() {
            let text = self.line.text();
            let start = text.rfind(',').map_or(0, |at| at + 1);
            let blank = if start == 0 { "" } else { " " };
            let text = format!("{}{blank}{word}, ", &text[..start]);
            self.line.set(&text);
        }
    }
}

fn chosen_link(links: &[Option<WebUrl>], typed: &str) -> Result<WebUrl, SafeText> {
    let number: Option<usize> = typed.trim().parse().ok();
    number
        .and_then(|number| links.get(number.checked_sub(1)?)?.clone())
        .ok_or_else(|| SafeText::new(&format!("There is no link {}", typed.trim())))
}

fn tag(entries: &[EntryId], had: &[SafeText], typed: &str, room: &mut Room<'_, '_>) -> Effects {
    let mut wanted: Vec<SafeText> = Vec::new();
    for name in typed.split(',').map(|name| SafeText::new(name.trim())).filter(|name| !name.is_empty()) {
        if !wanted.contains(&name) {
            wanted.push(name);
        }
    }
    let mut effects = Effects::new();
    for name in had.iter().filter(|name| !wanted.contains(name)) {
        effects.extend(room.main.mark(entries, &Marking::Untagged(name.clone()), room.desk));
    }
    for name in wanted.iter().filter(|name| !had.contains(name)) {
        effects.extend(room.main.mark(entries, &Marking::Tagged(name.clone()), room.desk));
    }
    effects
}

impl Layer for Prompt {
    fn context(&self) -> Context {
        Context::Line
    }

    fn on_command(&mut self, command: Command, room: &mut Room<'_, '_>) -> Outcome {
        match command {
            Command::Open => return self.accept(room),
            Command::Back => return Outcome::closed(),
            Command::Edit(Edit::Complete) => self.complete(),
            Command::Edit(edit) => {
                if self.line.edit(edit) {
                    self.mistake = None;
                }
            }
            _ => return Outcome::Pass,
        }
        Outcome::handled()
    }

    fn on_text(&mut self, text: &str, room: &mut Room<'_, '_>) -> Outcome {
        self.line.insert(text);
        self.mistake = None;
        if self.is_complete() { self.accept(room) } else { Outcome::handled() }
    }

    fn on_event(&mut self, event: &Event, _room: &mut Room<'_, '_>) -> Effects {
        if let Event::TagsLoaded { request, tags } = event
            && self.loading == Some(*request)
        {
            self.known.clone_from(tags);
        }
        Effects::new()
    }
}
