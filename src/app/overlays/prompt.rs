//! A prompt: one line of text that a command asks for. What is asked decides what becomes of the
//! answer; a mistake stays under the line until it is mended.

mod pipe;

use super::{Layer, Outcome};
use crate::app::category_path::{category_at, path_of};
use crate::app::effect::{ChangeOrder, Effect, Effects, Marking};
use crate::app::line::Line;
use crate::app::panes::article::Numbered;
use crate::app::room::Room;
use crate::command::{Command, Context, Edit};
use crate::config::Pipe;
use crate::domain::{EntryId, Event, OwnSmartFeed, PageForm, RequestId, SmartFeedId};
use crate::query::Query;
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
    /// The path of a new category.
    Category,
    /// A name for a search, which becomes a smart feed.
    SmartFeed {
        /// What is searched for.
        query: Query,
    },
    /// The note on an entry, or its first line.
    Note {
        /// The entry.
        entry: EntryId,
        /// Lines that follow, which stay.
        rest: Vec<SafeText>,
    },
    /// The program that gets an article.
    Pipe {
        /// The entry.
        entry: EntryId,
        /// What it reads, unless it is one of those with a name.
        form: PageForm,
        /// Programs with names.
        presets: Vec<Pipe>,
    },
    /// The number of one of these, from 1.
    Link(Vec<Numbered>),
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
            Ask::Category => "New category",
            Ask::SmartFeed { .. } => "Keep as",
            Ask::Note { .. } => "Note",
            Ask::Pipe { .. } => "Program",
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
            Ask::Category => SafeText::new("A name, or a path such as News/Tech"),
            Ask::SmartFeed { query } => SafeText::new(&format!("A name for the smart feed  {query}")),
            Ask::Note { rest, .. } if rest.is_empty() => SafeText::new("An empty line takes the note away"),
            Ask::Note { rest, .. } if rest.len() == 1 => SafeText::new("The first line; another one stays"),
            Ask::Note { rest, .. } => SafeText::new(&format!("The first line; {} more stay", rest.len())),
            Ask::Pipe { presets, form, .. } => pipe::advice(presets, *form),
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
            Ask::Category => new_category(self.line.text(), room),
            Ask::SmartFeed { query } => keep_search(self.line.text(), query, room),
            Ask::Note { entry, rest } => Ok(write_note(*entry, self.line.text(), rest, room)),
            Ask::Pipe { entry, form, presets } => {
                pipe::order(self.line.text(), *entry, *form, presets, room.desk)
            }
            Ask::Link(links) => go_to_link(links, self.line.text(), room),
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
            _ => false,
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

fn go_to_link(links: &[Numbered], typed: &str, room: &mut Room<'_, '_>) -> Result<Effects, SafeText> {
    let number: Option<usize> = typed.trim().parse().ok();
    let chosen = number.and_then(|number| links.get(number.checked_sub(1)?).cloned());
    match chosen {
        Some(Numbered::Page(url)) => Ok(vec![Effect::OpenInBrowser(url)]),
        Some(Numbered::File(kind, url)) => Ok(vec![Effect::OpenFile(kind, url)]),
        Some(Numbered::Entry(place)) => {
            // What lies under the prompt is a page about another entry.
            room.main.leave_page = true;
            Ok(room.main.go_to_entry(place.entry, place.feed, 0, room.desk))
        }
        Some(Numbered::Place(place)) => {
            room.main.article.go_to_place(place);
            Ok(Effects::new())
        }
        Some(Numbered::Closed) => Err(SafeText::new(&format!("{} is no address of the web", typed.trim()))),
        None => Err(SafeText::new(&format!("There is no link {}", typed.trim()))),
    }
}

fn new_category(typed: &str, room: &mut Room<'_, '_>) -> Result<Effects, SafeText> {
    let path = path_of(typed).ok_or_else(|| SafeText::new("A category needs a name"))?;
    if category_at(path.as_str(), room.main.sources.categories()).is_some() {
        return Err(SafeText::new(&format!("There is a category {path} already")));
    }
    Ok(order(ChangeOrder::NewCategory(path), room))
}

fn keep_search(typed: &str, query: &Query, room: &mut Room<'_, '_>) -> Result<Effects, SafeText> {
    let title = free_name(typed, None, room.main.sources.own())?;
    Ok(order(ChangeOrder::SaveSmartFeed { id: None, title, query: query.clone() }, room))
}

/// A name that no other smart feed has.
pub(super) fn free_name(
    typed: &str,
    mine: Option<SmartFeedId>,
    own: &[OwnSmartFeed],
) -> Result<SafeText, SafeText> {
    let title = SafeText::new(typed);
    if title.is_empty() {
        return Err(SafeText::new("A smart feed needs a name"));
    }
    let folded = |title: &SafeText| title.as_str().to_lowercase();
    match own.iter().find(|own| Some(own.id) != mine && folded(&own.title) == folded(&title)) {
        Some(other) => Err(SafeText::new(&format!("There is a smart feed {} already", other.title))),
        None => Ok(title),
    }
}

fn write_note(entry: EntryId, first: &str, rest: &[SafeText], room: &mut Room<'_, '_>) -> Effects {
    let lines: Vec<&str> = std::iter::once(first).chain(rest.iter().map(SafeText::as_str)).collect();
    let text = lines.join("\n");
    let text = (!text.trim().is_empty()).then_some(text);
    order(ChangeOrder::SetNote { entry, text }, room)
}

/// The effect that gives `order`.
pub(super) fn order(order: ChangeOrder, room: &mut Room<'_, '_>) -> Effects {
    vec![Effect::Change { request: room.desk.requests.issue(), order: Box::new(order) }]
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
            Command::Edit(edit @ (Edit::Earlier | Edit::Later)) if matches!(self.ask, Ask::Pipe { .. }) => {
                self.line.recall(&room.desk.preferences.pipes, edit == Edit::Earlier);
            }
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
