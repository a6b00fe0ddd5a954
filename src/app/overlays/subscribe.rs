//! Subscribing: an address, what it holds, and the category it goes into. The address is looked at in
//! the background; nothing is stored before the person says so.

use super::prompt::order;
use super::{Layer, Outcome, Welcome};
use crate::app::category_path::{completion, path_of};
use crate::app::cursor::ListCursor;
use crate::app::effect::{ChangeOrder, Effect, Effects};
use crate::app::line::Line;
use crate::app::metrics::ListMetrics;
use crate::app::room::Room;
use crate::app::source::Source;
use crate::command::{Command, Context, Edit};
use crate::domain::{Category, Event, FeedPreview, Preview, RequestId};
use crate::text::SafeText;

/// The dialogue.
#[derive(Clone, Debug)]
pub struct Subscribe {
    /// What is typed as address.
    pub address: Line,
    /// What is typed as category.
    pub category: Line,
    /// The line that takes text.
    pub field: Field,
    /// What the address holds; empty until it was looked at.
    pub feeds: Vec<FeedPreview>,
    /// The feed that is chosen of those.
    pub cursor: ListCursor,
    /// What went wrong.
    pub mistake: Option<SafeText>,
    looking: Option<Looking>,
}

/// A line of the dialogue.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Field {
    /// The address.
    Address,
    /// The category.
    Category,
}

/// What is being looked at.
#[derive(Clone, Copy, Debug)]
struct Looking {
    request: RequestId,
    /// The feed of the list that is looked into; `None` for what was typed.
    row: Option<usize>,
}

impl Subscribe {
    /// The dialogue with a category to begin with.
    #[must_use]
    pub fn new(category: &str) -> Self {
        Self {
            address: Line::default(),
            category: Line::with(category),
            field: Field::Address,
            feeds: Vec::new(),
            cursor: ListCursor::default(),
            mistake: None,
            looking: None,
        }
    }

    /// True while an answer is waited for.
    #[must_use]
    pub fn is_looking(&self) -> bool {
        self.looking.is_some()
    }

    /// The feed that is chosen.
    #[must_use]
    pub fn chosen(&self) -> Option<&FeedPreview> {
        self.feeds.get(self.cursor.selected)
    }

    /// The path that `Tab` would complete to.
    #[must_use]
    pub fn completion<'a>(&self, categories: &'a [Category]) -> Option<&'a SafeText> {
        let is_at_end = self.category.before_cursor().len() == self.category.text().len();
        (self.field == Field::Category && is_at_end)
            .then(|| completion(self.category.text(), categories))
            .flatten()
    }

    /// Looks at what was typed.
    fn look(&mut self, room: &mut Room<'_, '_>) -> Effects {
        let address = self.address.text().trim().to_owned();
        if address.is_empty() {
            self.mistake = Some(SafeText::new("Type or paste an address first"));
            return Effects::new();
        }
        self.look_at(address, None, room)
    }

    fn look_at(&mut self, address: String, row: Option<usize>, room: &mut Room<'_, '_>) -> Effects {
        let request = room.desk.requests.issue();
        self.mistake = None;
        self.looking = Some(Looking { request, row });
        vec![Effect::Preview { request, address }]
    }

    fn stop_looking(&mut self) -> Effects {
        if self.looking.take().is_some() { vec![Effect::CancelPreview] } else { Effects::new() }
    }

    /// Enter: looks at the address, looks into a feed that is only named, or subscribes.
    fn accept(&mut self, room: &mut Room<'_, '_>) -> Outcome {
        if self.is_looking() {
            return Outcome::handled();
        }
        let Some(chosen) = self.chosen() else { return Outcome::Handled(self.look(room)) };
        if let Some(feed) = chosen.already {
            let _ = room.main.sources.select(Source::Feed(feed));
            return Outcome::closed();
        }
        if chosen.content.is_none() {
            let address = chosen.url.as_str().to_owned();
            return Outcome::Handled(self.look_at(address, Some(self.cursor.selected), room));
        }
        let subscribe = ChangeOrder::Subscribe {
            url: chosen.url.clone(),
            name: chosen.title.clone(),
            title: None,
            category: path_of(self.category.text()),
        };
        Outcome::Closed(order(subscribe, room))
    }

    /// What was found belongs to another address than the one that is typed now.
    fn forget(&mut self) -> Effects {
        self.feeds.clear();
        self.cursor = ListCursor::default();
        self.mistake = None;
        self.stop_looking()
    }

    fn on_found(&mut self, preview: &Preview, row: Option<usize>) {
        let named = row.and_then(|row| self.feeds.get_mut(row));
        if let (Some(named), Some(found)) = (named, preview.feeds.first()) {
            *named = found.clone();
        } else {
            self.feeds.clone_from(&preview.feeds);
            self.cursor = ListCursor::default();
        }
        self.field = Field::Category;
    }

    fn on_edit(&mut self, edit: Edit, room: &mut Room<'_, '_>) -> Effects {
        match (edit, self.field) {
            (Edit::Complete, Field::Category) => {
                match self.completion(room.main.sources.categories()).cloned() {
                    Some(path) => self.category.set(path.as_str()),
                    None => self.field = Field::Address,
                }
            }
            (Edit::Complete, Field::Address) => self.field = Field::Category,
            (Edit::Earlier, _) => _ = self.cursor.move_by(-1, self.feeds.len()),
            (Edit::Later, _) => _ = self.cursor.move_by(1, self.feeds.len()),
            (edit, Field::Category) => _ = self.category.edit(edit),
            (edit, Field::Address) => {
                if self.address.edit(edit) {
                    return self.forget();
                }
            }
        }
        Effects::new()
    }
}

impl Layer for Subscribe {
    fn context(&self) -> Context {
        Context::Line
    }

    fn on_command(&mut self, command: Command, room: &mut Room<'_, '_>) -> Outcome {
        match command {
            Command::Open => self.accept(room),
            Command::Back if self.is_looking() => Outcome::Handled(self.stop_looking()),
            Command::Back => Welcome::or_panes(room),
            Command::Edit(edit) => Outcome::Handled(self.on_edit(edit, room)),
            Command::Quit | Command::Suspend => Outcome::Pass,
            _ => Outcome::handled(),
        }
    }

    fn on_text(&mut self, text: &str, _room: &mut Room<'_, '_>) -> Outcome {
        match self.field {
            Field::Address => {
                self.address.insert(text);
                Outcome::Handled(self.forget())
            }
            Field::Category => {
                self.category.insert(text);
                Outcome::handled()
            }
        }
    }

    fn on_click(&mut self, row: usize, _room: &mut Room<'_, '_>) -> Outcome {
        self.cursor.move_to(row, self.feeds.len());
        Outcome::handled()
    }

    fn on_event(&mut self, event: &Event, _room: &mut Room<'_, '_>) -> Effects {
        let Event::PreviewLoaded { request, result } = event else { return Effects::new() };
        let Some(looking) = self.looking.take_if(|looking| looking.request == *request) else {
            return Effects::new();
        };
        match result {
            Ok(preview) => self.on_found(preview, looking.row),
            Err(reason) => self.mistake = Some(reason.clone()),
        }
        Effects::new()
    }

    fn adopt(&mut self, metrics: &ListMetrics) {
        self.cursor.offset = metrics.offset;
    }
}
