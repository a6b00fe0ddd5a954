//! Settings of a feed, a category or an own smart feed: a form as a menu. Each row shows the value as
//! it is now; Enter changes it in a line or goes to the next choice, and it is written at once.

mod values;

use super::prompt::order;
use super::{Layer, Outcome};
use crate::app::category_path::completion;
use crate::app::cursor::ListCursor;
use crate::app::effect::{ChangeOrder, Effect, Effects, FeedSetting};
use crate::app::line::Line;
use crate::app::main_view::Main;
use crate::app::metrics::ListMetrics;
use crate::app::moving::Motion;
use crate::app::room::Room;
use crate::command::{Command, Context, Edit};
use crate::domain::{CategoryId, FeedId, FeedState, FullTextMode, SmartFeedId};
use crate::text::SafeText;

/// The form.
#[derive(Clone, Debug)]
pub struct Settings {
    /// Whose settings.
    pub subject: Subject,
    /// The row that is selected.
    pub cursor: ListCursor,
    /// The line in which its value is being changed.
    pub editing: Option<Editing>,
    /// When whole articles are fetched unless a feed says otherwise.
    for_all: FullTextMode,
}

/// Whose settings.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Subject {
    /// A feed.
    Feed(FeedId),
    /// A category.
    Category(CategoryId),
    /// A smart feed that the person saved.
    Own(SmartFeedId),
}

/// A row of the form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Item {
    /// The person's title of a feed.
    Title,
    /// The category of a feed.
    Category,
    /// The address of a feed.
    Address,
    /// How often a feed is fetched.
    Interval,
    /// When the whole articles of a feed are fetched.
    FullText,
    /// Fetching a feed again that is left alone.
    Resume,
    /// The name of a category or a smart feed.
    Name,
    /// The category that holds a category.
    Inside,
    /// The query of a smart feed.
    Query,
    /// Without it.
    Remove,
}

/// A value that is being typed.
#[derive(Clone, Debug, Default)]
pub struct Editing {
    /// What is typed.
    pub line: Line,
    /// What is wrong with it.
    pub mistake: Option<Mistake>,
}

/// What is wrong with a value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mistake {
    /// In words.
    pub text: SafeText,
    /// The character at which it stands, from 0, if it stands at one.
    pub position: Option<usize>,
}

impl Settings {
    /// The form about `subject`; `for_all` is the setting for all feeds.
    #[must_use]
    pub fn new(subject: Subject, for_all: FullTextMode) -> Self {
        Self { subject, cursor: ListCursor::default(), editing: None, for_all }
    }

    /// Its rows; none when the subject is no longer there.
    #[must_use]
    pub fn items(&self, main: &Main) -> Vec<Item> {
        match self.subject {
            Subject::Feed(id) => {
                let Some(feed) = main.sources.feed(id) else { return Vec::new() };
                let is_left_alone = feed.health.state != FeedState::Active;
                let resume = is_left_alone.then_some(Item::Resume);
                let items = [Item::Title, Item::Category, Item::Interval, Item::FullText, Item::Address];
                items.into_iter().chain(resume).collect()
            }
            Subject::Category(id) if main.sources.category(id).is_some() => {
                vec![Item::Name, Item::Inside, Item::Remove]
            }
            Subject::Own(id) if main.sources.own_smart_feed(id).is_some() => {
                vec![Item::Name, Item::Query, Item::Remove]
            }
            Subject::Category(_) | Subject::Own(_) => Vec::new(),
        }
    }

    /// The selected row.
    #[must_use]
    pub fn selected(&self, main: &Main) -> Option<Item> {
        self.items(main).get(self.cursor.selected).copied()
    }

    /// The path that `Tab` would complete to.
    #[must_use]
    pub fn completion<'a>(&self, main: &'a Main) -> Option<&'a SafeText> {
        let line = &self.editing.as_ref()?.line;
        let is_path = matches!(self.selected(main), Some(Item::Category | Item::Inside));
        let is_at_end = line.before_cursor().len() == line.text().len();
        (is_path && is_at_end).then(|| completion(line.text(), main.sources.categories())).flatten()
    }

    fn choose(&mut self, room: &mut Room<'_, '_>) -> Outcome {
        let Some(item) = self.selected(room.main) else { return Outcome::closed() };
        match (item, self.subject) {
            (Item::FullText, Subject::Feed(feed)) => {
                let now = room.main.sources.feed(feed).and_then(|feed| feed.subscription.full_text);
                let setting = FeedSetting::FullText(values::next_mode(now));
                Outcome::Handled(order(ChangeOrder::SetFeed { feed, setting }, room))
            }
            (Item::Resume, Subject::Feed(feed)) => {
                Outcome::Handled(order(ChangeOrder::ResumeFeed(feed), room))
            }
            (Item::Remove, Subject::Category(category)) => {
                Outcome::Closed(order(ChangeOrder::RemoveCategory(category), room))
            }
            (Item::Remove, Subject::Own(own)) => {
                Outcome::Closed(order(ChangeOrder::RemoveSmartFeed(own), room))
            }
            (item, _) => {
                let line = Line::with(&self.text_to_edit(item, room.main));
                self.editing = Some(Editing { line, mistake: None });
                Outcome::handled()
            }
        }
    }

    fn accept(&mut self, room: &mut Room<'_, '_>) -> Effects {
        let Some(item) = self.selected(room.main) else { return Effects::new() };
        let Some(editing) = &mut self.editing else { return Effects::new() };
        match values::order_of(self.subject, item, editing.line.text(), room.main) {
            Ok(change) => {
                self.editing = None;
                order(change, room)
            }
            Err(mistake) => {
                editing.mistake = Some(mistake);
                Effects::new()
            }
        }
    }

    fn on_edit(&mut self, edit: Edit, room: &mut Room<'_, '_>) {
        let completion = self.completion(room.main).cloned();
        let Some(editing) = &mut self.editing else { return };
        match (edit, completion) {
            (Edit::Complete, Some(path)) => editing.line.set(path.as_str()),
            (edit, _) => {
                if editing.line.edit(edit) {
                    editing.mistake = None;
                }
            }
        }
    }

    fn on_line_command(&mut self, command: Command, room: &mut Room<'_, '_>) -> Outcome {
        match command {
            Command::Open => return Outcome::Handled(self.accept(room)),
            Command::Back => self.editing = None,
            Command::Edit(edit) => self.on_edit(edit, room),
            Command::Quit | Command::Suspend => return Outcome::Pass,
            _ => {}
        }
        Outcome::handled()
    }
}

impl Layer for Settings {
    fn context(&self) -> Context {
        if self.editing.is_some() { Context::Line } else { Context::Menu }
    }

    fn on_command(&mut self, command: Command, room: &mut Room<'_, '_>) -> Outcome {
        if self.editing.is_some() {
            return self.on_line_command(command, room);
        }
        if let Some(motion) = Motion::of(command) {
            let len = self.items(room.main).len();
            self.cursor.go(motion, len, room.desk.metrics.overlay.rows);
            return Outcome::handled();
        }
        match command {
            Command::Open => self.choose(room),
            Command::Undo => Outcome::Handled(vec![Effect::Undo]),
            Command::Redo => Outcome::Handled(vec![Effect::Redo]),
            Command::Back | Command::Leave => Outcome::closed(),
            Command::Quit | Command::Suspend | Command::Help => Outcome::Pass,
            _ => Outcome::handled(),
        }
    }

    fn on_text(&mut self, text: &str, _room: &mut Room<'_, '_>) -> Outcome {
        let Some(editing) = &mut self.editing else { return Outcome::handled() };
        editing.line.insert(text);
        editing.mistake = None;
        Outcome::handled()
    }

    fn on_click(&mut self, row: usize, room: &mut Room<'_, '_>) -> Outcome {
        let len = self.items(room.main).len();
        if self.editing.is_none() {
            self.cursor.move_to(row, len);
        }
        Outcome::handled()
    }

    fn adopt(&mut self, metrics: &ListMetrics) {
        self.cursor.offset = metrics.offset;
    }
}
