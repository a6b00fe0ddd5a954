//! Taking over the subscriptions of another reader: first the file is asked for, then it is shown what
//! would happen, and only then it happens, in one change.

use std::path::PathBuf;

use super::{Layer, Outcome, Welcome};
use crate::app::cursor::ListCursor;
use crate::app::effect::{ChangeOrder, Effect, Effects};
use crate::app::line::Line;
use crate::app::metrics::ListMetrics;
use crate::app::request::Requests;
use crate::app::room::Room;
use crate::app::scroll::scrolled;
use crate::command::{Command, Context, Edit};
use crate::domain::{Event, FoundList, ImportPlan, Outline, RequestId};
use crate::text::SafeText;

/// The import.
#[derive(Clone, Debug)]
pub struct Import {
    /// The path that is typed.
    pub line: Line,
    /// Lists that were found on this machine.
    pub lists: Vec<FoundList>,
    /// The selection among them.
    pub cursor: ListCursor,
    /// Why the file cannot be read.
    pub mistake: Option<SafeText>,
    /// How far it is.
    pub stage: Stage,
    finding: RequestId,
}

/// How far an import is.
#[derive(Clone, Debug, PartialEq)]
pub enum Stage {
    /// The file is asked for.
    Asking,
    /// The file is being read.
    Reading(RequestId),
    /// What would happen is shown, from line `top`.
    Planned {
        /// What would happen.
        plan: Box<ImportPlan>,
        /// First line on the screen.
        top: usize,
    },
}

/// A line of what would happen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PlanLine {
    /// What follows, and how much of it.
    Heading(SafeText, usize),
    /// A feed: its name and its address.
    Feed(SafeText, SafeText),
    /// A line of the file that is no feed, and why.
    Skipped(usize, SafeText),
    /// Nothing.
    Blank,
}

impl Import {
    /// The question for a file, and the order to look for lists of other readers.
    #[must_use]
    pub fn open(requests: &mut Requests) -> (Self, Effects) {
        let finding = requests.issue();
        let import = Self {
            line: Line::default(),
            lists: Vec::new(),
            cursor: ListCursor::default(),
            mistake: None,
            stage: Stage::Asking,
            finding,
        };
        (import, vec![Effect::FindLists { request: finding }])
    }

    /// True if Enter takes the selected list: nothing is typed.
    #[must_use]
    pub fn takes_list(&self) -> bool {
        self.line.text().trim().is_empty() && !self.lists.is_empty()
    }

    /// What may be typed.
    #[must_use]
    pub fn advice(&self) -> &'static str {
        match self.stage {
            Stage::Reading(_) => "Reading the file",
            _ => "An OPML file, newsboat's urls, or a list of addresses",
        }
    }

    /// The file, for the head of what would happen.
    #[must_use]
    pub fn file(&self) -> SafeText {
        match self.lists.get(self.cursor.selected).filter(|_| self.takes_list()) {
            Some(list) => list.shown.clone(),
            None => SafeText::new(self.line.text().trim()),
        }
    }

    fn read(&mut self, room: &mut Room<'_, '_>) -> Effects {
        let typed = self.line.text().trim();
        let path = match self.lists.get(self.cursor.selected).filter(|_| self.takes_list()) {
            Some(list) => list.path.clone(),
            None if typed.is_empty() => {
                self.mistake = Some(SafeText::new("Which file? Type or paste its path"));
                return Effects::new();
            }
            None => PathBuf::from(typed),
        };
        let request = room.desk.requests.issue();
        self.mistake = None;
        self.stage = Stage::Reading(request);
        vec![Effect::PlanImport { request, path }]
    }

    fn in_question(&mut self, command: Command, room: &mut Room<'_, '_>) -> Outcome {
        match command {
            Command::Open if self.stage == Stage::Asking => return Outcome::Handled(self.read(room)),
            Command::Open => {}
            Command::Back => return Welcome::or_panes(room),
            Command::Edit(Edit::Later) => _ = self.cursor.move_by(1, self.lists.len()),
            Command::Edit(Edit::Earlier) => _ = self.cursor.move_by(-1, self.lists.len()),
            Command::Edit(edit) => {
                if self.line.edit(edit) {
                    self.is_edited();
                }
            }
            _ => return Outcome::Pass,
        }
        Outcome::handled()
    }

    /// Another path is meant now.
    fn is_edited(&mut self) {
        self.mistake = None;
        self.stage = Stage::Asking;
    }
}

/// What would happen, line by line: new feeds under their categories, then the rest.
#[must_use]
pub fn plan_lines(plan: &ImportPlan) -> Vec<PlanLine> {
    let mut categories: Vec<Option<&SafeText>> = Vec::new();
    for feed in &plan.new {
        if !categories.contains(&feed.category.as_ref()) {
            categories.push(feed.category.as_ref());
        }
    }
    let mut lines = Vec::new();
    for category in categories {
        let title = category.cloned().unwrap_or_else(|| SafeText::new("Without a category"));
        let feeds = plan.new.iter().filter(|feed| feed.category.as_ref() == category);
        group(&mut lines, title, feeds.map(named).collect());
    }
    let skipped = plan.skipped.iter().map(|skipped| PlanLine::Skipped(skipped.line, skipped.reason.clone()));
    group(&mut lines, SafeText::new("Skipped"), skipped.collect());
    let already = plan.already.iter().map(named).collect();
    group(&mut lines, SafeText::new("Subscribed to already"), already);
    lines
}

fn group(lines: &mut Vec<PlanLine>, title: SafeText, rows: Vec<PlanLine>) {
    if rows.is_empty() {
        return;
    }
    if !lines.is_empty() {
        lines.push(PlanLine::Blank);
    }
    lines.push(PlanLine::Heading(title, rows.len()));
    lines.extend(rows);
}

fn named(feed: &Outline) -> PlanLine {
    let host = feed.url.host();
    let title = feed.title.clone().filter(|title| !title.is_empty());
    match title {
        Some(title) => PlanLine::Feed(title, SafeText::new(&host)),
        None => PlanLine::Feed(SafeText::new(&feed.url.to_string()), SafeText::default()),
    }
}

/// What would happen, in one line.
#[must_use]
pub fn told(plan: &ImportPlan) -> SafeText {
    let feeds = |n: usize| if n == 1 { "1 new feed".to_owned() } else { format!("{n} new feeds") };
    let mut text = match (plan.new.len(), plan.categories()) {
        (0, _) => "Nothing new".to_owned(),
        (n, 0) => feeds(n),
        (n, 1) => format!("{} in 1 category", feeds(n)),
        (n, categories) => format!("{} in {categories} categories", feeds(n)),
    };
    if !plan.already.is_empty() {
        text = format!("{text} · {} there already", plan.already.len());
    }
    match plan.skipped.len() {
        0 => {}
        1 => text.push_str(" · 1 line skipped"),
        n => text = format!("{text} · {n} lines skipped"),
    }
    SafeText::new(&text)
}

impl Layer for Import {
    fn context(&self) -> Context {
        if matches!(self.stage, Stage::Planned { .. }) { Context::Menu } else { Context::Line }
    }

    fn on_command(&mut self, command: Command, room: &mut Room<'_, '_>) -> Outcome {
        let Stage::Planned { plan, top } = &mut self.stage else { return self.in_question(command, room) };
        if let Some(line) = scrolled(*top, command, &room.desk.metrics.overlay) {
            *top = line;
            return Outcome::handled();
        }
        match command {
            Command::Open if plan.new.is_empty() => Welcome::or_panes(room),
            Command::Open => {
                let order = Box::new(ChangeOrder::Import(std::mem::take(&mut **plan)));
                Outcome::Closed(vec![Effect::Change { request: room.desk.requests.issue(), order }])
            }
            Command::Back | Command::Leave => {
                self.is_edited();
                Outcome::handled()
            }
            Command::Quit | Command::Suspend | Command::Help => Outcome::Pass,
            _ => Outcome::handled(),
        }
    }

    fn on_text(&mut self, text: &str, _room: &mut Room<'_, '_>) -> Outcome {
        if !matches!(self.stage, Stage::Planned { .. }) {
            self.line.insert(text);
            self.is_edited();
        }
        Outcome::handled()
    }

    fn on_click(&mut self, row: usize, room: &mut Room<'_, '_>) -> Outcome {
        if self.stage != Stage::Asking || self.lists.is_empty() {
            return Outcome::handled();
        }
        self.line.set("");
        self.cursor.move_to(row, self.lists.len());
        Outcome::Handled(self.read(room))
    }

    fn on_event(&mut self, event: &Event, _room: &mut Room<'_, '_>) -> Effects {
        match event {
            Event::ListsFound { request, lists } if *request == self.finding => self.lists.clone_from(lists),
            Event::ImportPlanned { request, plan } if self.stage == Stage::Reading(*request) => match plan {
                Ok(plan) => self.stage = Stage::Planned { plan: plan.clone(), top: 0 },
                Err(reason) => {
                    self.mistake = Some(reason.clone());
                    self.stage = Stage::Asking;
                }
            },
            Event::LoadFailed { request, .. } if self.stage == Stage::Reading(*request) => {
                self.stage = Stage::Asking;
            }
            _ => {}
        }
        Effects::new()
    }

    fn adopt(&mut self, metrics: &ListMetrics) {
        match &mut self.stage {
            Stage::Planned { top, .. } => *top = metrics.offset,
            _ => self.cursor.offset = metrics.offset,
        }
    }
}
