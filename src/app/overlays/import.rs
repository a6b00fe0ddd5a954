//! Taking over the subscriptions of another reader: first the file is asked for, then it is shown what
//! would happen, and only then it happens, in one change.

mod plan;

pub use plan::{PlanLine, plan_lines, told};

use std::path::PathBuf;

use super::{Layer, Outcome, Welcome};
use crate::app::cursor::ListCursor;
use crate::app::effect::{ChangeOrder, Effect, Effects};
use crate::app::line::Line;
use crate::app::metrics::ListMetrics;
use crate::app::request::Requests;
use crate::app::room::Room;
use crate::app::scroll::scroll;
use crate::command::{Command, Context, Edit};
use crate::domain::{Event, FoundList, ImportPlan, RequestId};
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
    completing: Option<RequestId>,
    /// Paths that what is typed could become.
    paths: Vec<String>,
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
            completing: None,
            paths: Vec::new(),
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
    pub fn advice(&self) -> SafeText {
        if matches!(self.stage, Stage::Reading(_)) {
            return SafeText::new("Reading the file");
        }
        let names = self.paths.iter().map(|path| match path.trim_end_matches('/').rsplit_once('/') {
            Some((folder, _)) => &path[folder.len() + 1..],
            None => path,
        });
        match names.collect::<Vec<_>>().join("  ") {
            none if none.is_empty() => SafeText::new("An OPML file, newsboat's urls, or a list of addresses"),
            names => SafeText::new(&names),
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
            Command::Edit(Edit::Complete) => {
                let request = room.desk.requests.issue();
                self.completing = Some(request);
                let typed = self.line.text().trim_start().to_owned();
                return Outcome::Handled(vec![Effect::FindPaths { request, typed }]);
            }
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
        self.completing = None;
        self.paths.clear();
    }

    /// As far as all paths agree the line becomes them; where they part they are listed.
    fn complete(&mut self, paths: &[String]) {
        let common = common_start(paths);
        if common.len() > self.line.text().trim_start().len() {
            self.line.set(common);
        }
        self.paths = if paths.len() > 1 { paths.to_vec() } else { Vec::new() };
    }
}

/// What all of them begin with.
fn common_start(paths: &[String]) -> &str {
    let Some((first, others)) = paths.split_first() else { return "" };
    let agrees = |end: &usize| others.iter().all(|other| other.starts_with(&first[..*end]));
    let ends = first.char_indices().map(|(at, c)| at + c.len_utf8());
    &first[..ends.take_while(agrees).last().unwrap_or(0)]
}

impl Layer for Import {
    fn context(&self) -> Context {
        if matches!(self.stage, Stage::Planned { .. }) { Context::Menu } else { Context::Line }
    }

    fn on_command(&mut self, command: Command, room: &mut Room<'_, '_>) -> Outcome {
        let Stage::Planned { plan, top } = &mut self.stage else { return self.in_question(command, room) };
        if scroll(top, command, &room.desk.metrics.overlay) {
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
            Event::PathsFound { request, paths } if self.completing == Some(*request) => self.complete(paths),
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
