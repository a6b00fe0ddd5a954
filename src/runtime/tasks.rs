//! Background tasks by key: a new task of the same key replaces the running one, whose answer nobody
//! waits for any more.

use std::collections::HashMap;
use std::future::Future;

use tokio::sync::mpsc;
use tokio_util::sync::CancellationToken;

use crate::domain::{Cells, PictureId};

/// What a task is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TaskKey {
    /// Reading the sources.
    Sources,
    /// Counting smart feeds.
    Counts,
    /// Reading a page of entries.
    Page,
    /// Reading an entry.
    Entry,
    /// Finding out what the words of code are.
    Code,
    /// Reading who told a story.
    Coverage,
    /// Making an analysis.
    Analysis,
    /// Making a brief.
    Brief,
    /// Reading the list of changes.
    Changes,
    /// Comparing the versions of an entry.
    Edits,
    /// Fetching texts ahead.
    Download,
    /// Reading how far that is.
    Downloads,
    /// Reading the tags.
    Tags,
    /// Reading the starter catalogue.
    Catalogue,
    /// Looking for lists of other readers.
    Lists,
    /// Looking for files.
    Paths,
    /// Reading a list to import.
    ImportPlan,
    /// Looking at an address.
    Preview,
    /// Reading the newest entries.
    Recent,
    /// Reading how much feeds brought.
    Activity,
    /// Reading the names of the themes.
    Themes,
    /// Fetching feeds.
    Refresh,
    /// Fetching the article of an entry.
    FullText,
    /// Loading a picture for a place.
    Picture(PictureId, Cells),
    /// Looking for damage and waking the index after the start.
    StoreCare,
    /// Starting a program.
    Program,
    /// Saving entries as files.
    Save,
    /// Giving an article to a program.
    Pipe,
    /// Waiting for the next feed that is due.
    NextDue,
    /// Waiting whether an entry stays on the screen.
    Dwell,
    /// Waiting for changes by another tidings.
    Others,
}

impl TaskKey {
    /// Work keeps the reader busy; waiting does not.
    fn is_work(self) -> bool {
        !matches!(self, Self::NextDue | Self::Dwell | Self::Others)
    }
}

/// The tasks of the reader.
pub struct Tasks {
    tokens: HashMap<TaskKey, CancellationToken>,
    root: CancellationToken,
    ended: mpsc::UnboundedSender<()>,
    working: usize,
}

impl Tasks {
    /// No task yet; the receiver hears of every task of work that ended.
    pub fn new() -> (Self, mpsc::UnboundedReceiver<()>) {
        let (ended, receiver) = mpsc::unbounded_channel();
        (Self { tokens: HashMap::new(), root: CancellationToken::new(), ended, working: 0 }, receiver)
    }

    /// Starts a task in place of the one with the same key.
    pub fn start<F>(&mut self, key: TaskKey, task: impl FnOnce(CancellationToken) -> F)
    where
        F: Future<Output = ()> + Send + 'static,
    {
        let token = self.root.child_token();
        if let Some(replaced) = self.tokens.insert(key, token.clone()) {
            replaced.cancel();
        }
        let task = task(token);
        let ended = key.is_work().then(|| self.ended.clone());
        self.working += usize::from(key.is_work());
        #[allow(clippy::disallowed_methods, reason = "the reader starts its tasks here and nowhere else")]
        tokio::spawn(async move {
            // Also when the task panics.
            let _ended = ended.map(Ended);
            task.await;
        });
    }

    /// Cancels the task with this key, if there is one.
    pub fn cancel(&mut self, key: TaskKey) {
        if let Some(token) = self.tokens.remove(&key) {
            token.cancel();
        }
    }

    /// A task of work ended.
    pub fn on_ended(&mut self) {
        self.working = self.working.saturating_sub(1);
    }

    /// True if nothing is being worked on.
    pub fn is_idle(&self) -> bool {
        self.working == 0
    }

    /// Cancels everything.
    pub fn cancel_all(&self) {
        self.root.cancel();
    }
}

struct Ended(mpsc::UnboundedSender<()>);

impl Drop for Ended {
    fn drop(&mut self) {
        // Nobody listens at the very end.
        let _ = self.0.send(());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_new_task_replaces_the_one_with_its_key_and_no_other() {
        let (mut tasks, mut ended) = Tasks::new();
        let (sender, mut tokens) = mpsc::unbounded_channel();
        for key in [TaskKey::Entry, TaskKey::Page, TaskKey::Entry] {
            let sender = sender.clone();
            tasks.start(key, |token| async move {
                drop(sender.send((key, token.clone())));
            });
        }
        for _ in 0..3 {
            ended.recv().await.expect("an end");
            tasks.on_ended();
        }
        assert!(tasks.is_idle());
        let mut cancelled = Vec::new();
        for _ in 0..3 {
            let (key, token) = tokens.recv().await.expect("a token");
            if token.is_cancelled() {
                cancelled.push(key);
            }
        }
        assert_eq!(cancelled, [TaskKey::Entry]);
    }

    #[tokio::test]
    async fn a_task_that_panics_still_ends() {
        let (mut tasks, mut ended) = Tasks::new();
        tasks.start(TaskKey::Entry, |_| async { panic!("on purpose") });
        ended.recv().await.expect("an end");
        tasks.on_ended();
        assert!(tasks.is_idle());
    }
}
