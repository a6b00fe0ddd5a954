//! What the reader wants done, as data; `runtime` does it.

use std::path::PathBuf;
use std::time::Duration;

use super::preferences::{Order, Preferences};
use crate::domain::{
    CategoryId, Cells, ChangeId, EntryId, FeedId, FullTextMode, ImportPlan, MediaKind, PageForm, Pick,
    Picture, RequestId, SmartFeedId, Timestamp, WebUrl,
};
use crate::query::Query;
use crate::text::SafeText;
use crate::text::document::CodeBlock;

/// Orders in the sequence in which they were given.
pub type Effects = Vec<Effect>;

/// An order to the runtime.
#[derive(Clone, Debug, PartialEq)]
pub enum Effect {
    /// Read feeds and categories; answered by `SourcesLoaded`.
    LoadSources {
        /// Ties the answer to it.
        request: RequestId,
    },
    /// Count what smart feeds show; answered by `SmartFeedsCounted`.
    CountSmartFeeds {
        /// Ties the answer to it.
        request: RequestId,
        /// What is counted.
        queries: SmartQueries,
    },
    /// Read rows of a list; answered by `PageLoaded`.
    LoadPage {
        /// Ties the answer to it.
        request: RequestId,
        /// Which rows.
        page: PageRequest,
    },
    /// Find the best entries for a query; answered by `SearchAnswered`.
    Search {
        /// Ties the answer to it.
        request: RequestId,
        /// What is looked for.
        query: Query,
        /// At most so many.
        limit: usize,
    },
    /// Read the list of changes; answered by `ChangesLoaded`.
    LoadChanges {
        /// Ties the answer to it.
        request: RequestId,
        /// At most so many.
        limit: usize,
    },
    /// Read the names of the tags; answered by `TagsLoaded`.
    LoadTags {
        /// Ties the answer to it.
        request: RequestId,
    },
    /// Read the newest entries of all feeds; answered by `RecentLoaded`.
    LoadRecent {
        /// Ties the answer to it.
        request: RequestId,
        /// At most so many.
        limit: usize,
    },
    /// Read how much feeds brought of late; answered by `ActivityLoaded`.
    LoadActivity {
        /// Ties the answer to it.
        request: RequestId,
        /// Which feeds.
        feeds: Vec<FeedId>,
    },
    /// Read the names of the themes; answered by `ThemesLoaded`.
    LoadThemes {
        /// Ties the answer to it.
        request: RequestId,
    },
    /// Look like a theme from now on; answered by `ThemeSet`.
    SetTheme {
        /// Its name.
        name: String,
        /// Whether the person chose it, or only looks.
        keeps: bool,
    },
    /// Read the starter catalogue; answered by `CatalogueLoaded`.
    LoadCatalogue {
        /// Ties the answer to it.
        request: RequestId,
        /// With Google News in this edition (`de-AT`); `None` for the one of the person's country.
        edition: Option<String>,
    },
    /// Look for lists of other readers; answered by `ListsFound`.
    FindLists {
        /// Ties the answer to it.
        request: RequestId,
    },
    /// Look for files whose paths begin so; answered by `PathsFound`.
    FindPaths {
        /// Ties the answer to it.
        request: RequestId,
        /// The start of a path; `~` stands for the home folder.
        typed: String,
    },
    /// Read a list of subscriptions and change nothing; answered by `ImportPlanned`.
    PlanImport {
        /// Ties the answer to it.
        request: RequestId,
        /// The file; `~` stands for the home folder.
        path: PathBuf,
    },
    /// Read an entry in whole; answered by `EntryLoaded`.
    LoadEntry {
        /// Ties the answer to it.
        request: RequestId,
        /// The entry.
        entry: EntryId,
    },
    /// Find out what the words of code are; answered by `CodeRead`.
    ReadCode {
        /// Ties the answer to it.
        request: RequestId,
        /// The code of an article, in its order.
        blocks: Vec<CodeBlock>,
    },
    /// Make the analysis of an entry's story; answered by `AnalysisMade`.
    Analyze {
        /// Ties the answer to it.
        request: RequestId,
        /// The entry.
        entry: EntryId,
    },
    /// Fetch the texts of an entry's story; answered by `StoryFetched`. `CancelFullText` stops it.
    FetchStory {
        /// The entry.
        entry: EntryId,
    },
    /// Read the top stories; answered by `TopStoriesLoaded`.
    LoadTopStories {
        /// Ties the answer to this order.
        request: RequestId,
    },
    /// Read who told the story of an entry; answered by `CoverageLoaded`.
    LoadCoverage {
        /// Ties the answer to this order.
        request: RequestId,
        /// The entry.
        entry: EntryId,
    },
    /// Make a brief; answered by `BriefMade`.
    MakeBrief {
        /// Ties the answer to it.
        request: RequestId,
        /// From when on.
        since: Timestamp,
    },
    /// Fetch the whole article of an entry; answered by `FullTextFetched` or `FullTextFailed`. A newer
    /// order replaces this one.
    FetchFullText {
        /// The entry.
        entry: EntryId,
    },
    /// Fetch it again, although it is held; answered by `FullTextRefetched` or `FullTextFailed`.
    FetchAgain {
        /// The entry.
        entry: EntryId,
    },
    /// Stop fetching it.
    CancelFullText,
    /// Read what was changed in an entry; answered by `EditsLoaded`.
    LoadEdits {
        /// Ties the answer to it.
        request: RequestId,
        /// The entry.
        entry: EntryId,
    },
    /// The person has looked at an entry that was edited.
    SeeEdit {
        /// The entry.
        entry: EntryId,
    },
    /// Load a picture of an opened entry and make it fit; answered by `PictureLoaded`.
    LoadPicture {
        /// The entry.
        entry: EntryId,
        /// The picture.
        picture: Picture,
        /// The room that is kept for it.
        room: Cells,
    },
    /// Stop loading pictures.
    CancelPictures,
    /// Look at what an address holds; answered by `PreviewLoaded`. A newer order replaces this one.
    Preview {
        /// Ties the answer to it.
        request: RequestId,
        /// What was typed: a feed, a page, a host, a shorthand.
        address: String,
    },
    /// Stop looking.
    CancelPreview,
    /// Change the state of entries; answered by `EntriesMarked` or `WriteFailed`.
    Mark {
        /// Ties the answer to it.
        request: RequestId,
        /// Which entries.
        entries: Vec<EntryId>,
        /// What they become.
        marking: Marking,
    },
    /// Change what the store holds; answered by `ChangeMade` (`FeedsAdded` where feeds are added) or
    /// `WriteFailed`.
    Change {
        /// Ties the answer to it.
        request: RequestId,
        /// What is changed.
        order: Box<ChangeOrder>,
    },
    /// Undo the last change; answered by `ChangeReverted`.
    Undo,
    /// Redo the last undone change; answered by `ChangeReverted`.
    Redo,
    /// Fetch feeds.
    Refresh(RefreshScope),
    /// Stop fetching.
    CancelRefresh,
    /// Fetch texts ahead; told by `DownloadProgressed`, `DownloadFinished` and `DownloadFailed`. A newer order
    /// replaces this one and goes on with what it leaves.
    Download(DownloadOrder),
    /// Stop that; the rest waits.
    CancelDownload,
    /// Read how far the last download is; answered by `DownloadsLoaded`.
    LoadDownloads {
        /// Ties the answer to it.
        request: RequestId,
    },
    /// Wait for the next feed that is due; answered by `FeedsDue`.
    AwaitNextDue,
    /// Open an address in the browser; answered by `ProgramStarted`.
    OpenInBrowser(WebUrl),
    /// Open an attached file with the program that the person's settings name for its kind; answered by
    /// `ProgramStarted`.
    OpenFile(MediaKind, WebUrl),
    /// Tell when an entry was shown for so long; a newer order replaces this one.
    AwaitDwell {
        /// The entry.
        entry: EntryId,
        /// How long.
        delay: Duration,
    },
    /// Have the person write a note in their editor; answered by `NoteWritten`.
    EditNote {
        /// The entry.
        entry: EntryId,
        /// The note as it is.
        text: String,
    },
    /// Put a text on the clipboard of the terminal.
    Copy(String),
    /// Put a longer text there; the person is told what it is.
    CopyText {
        /// What is copied.
        text: String,
        /// What the person is told then.
        told: SafeText,
    },
    /// Save entries as files; answered by `ProgramStarted`.
    Save(SaveOrder),
    /// Give an entry to a program of the person's; answered by `ProgramStarted`.
    Pipe(PipeOrder),
    /// Take the mouse, or leave it to the terminal.
    SetMouse(bool),
    /// Keep the place for the next start.
    SaveSession(String),
    /// Keep the person's habits.
    SavePreferences(String),
    /// Give the shell back until the person returns.
    Suspend,
    /// End the program.
    Quit,
}

/// What is saved.
#[derive(Clone, Debug, PartialEq)]
pub enum SaveOrder {
    /// Each entry as a file.
    Pages {
        /// Which.
        entries: Vec<EntryId>,
        /// In which form.
        form: PageForm,
    },
    /// All in one book.
    Book {
        /// Its title.
        title: SafeText,
        /// What it holds.
        of: BookOf,
    },
}

/// What a book holds.
#[derive(Clone, Debug, PartialEq)]
pub enum BookOf {
    /// These, in this order.
    Entries(Vec<EntryId>),
    /// What a list shows.
    Listed {
        /// Its query.
        query: Query,
        /// Its order.
        order: Order,
    },
}

/// An entry for a program.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PipeOrder {
    /// The entry.
    pub entry: EntryId,
    /// What the program reads.
    pub form: PageForm,
    /// The program and its arguments.
    pub argv: Vec<String>,
    /// Whether the person said that it needs the terminal.
    pub needs_terminal: bool,
}

/// Smart feeds whose count is not a sum of the feeds' own.
#[derive(Clone, Debug, PartialEq)]
pub struct SmartQueries {
    /// Unread entries of the local day.
    pub today: Query,
    /// Starred entries.
    pub starred: Query,
    /// Smart feeds that the person saved, of which unread entries are counted.
    pub own: Vec<(SmartFeedId, Query)>,
}

impl Effect {
    /// The order to keep the person's habits as they are now.
    #[must_use]
    pub fn keep(preferences: &Preferences) -> Self {
        Self::SavePreferences(preferences.save())
    }
}

/// Which rows of a list.
#[derive(Clone, Debug, PartialEq)]
pub struct PageRequest {
    /// What is listed.
    pub query: Query,
    /// In which order.
    pub order: Order,
    /// After this row; `None` from the start.
    pub after: Option<(Timestamp, EntryId)>,
    /// At most so many.
    pub limit: usize,
}

/// What entries become.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Marking {
    /// Read or unread.
    Read(bool),
    /// Starred or not.
    Starred(bool),
    /// With a tag.
    Tagged(SafeText),
    /// Without a tag.
    Untagged(SafeText),
}

/// A change that is written first and shown then.
#[derive(Clone, Debug, PartialEq)]
pub enum ChangeOrder {
    /// All entries of a query are read.
    MarkAllRead {
        /// Which.
        query: Query,
        /// The newest entry that the person could have seen.
        up_to: Option<EntryId>,
    },
    /// This change and all that came after it are undone; or redone with all before it, if it was undone.
    RevertTo(ChangeId),
    /// A feed is subscribed to, and not fetched yet; answered by `FeedAdded`.
    Subscribe {
        /// Its own address.
        url: WebUrl,
        /// What it is called in the answer: its title is known only once it was fetched.
        name: SafeText,
        /// The person's title.
        title: Option<SafeText>,
        /// Path of its category, made where it is missing.
        category: Option<SafeText>,
    },
    /// These feeds are no longer subscribed to.
    Unsubscribe(Vec<FeedId>),
    /// These feeds are subscribed to.
    SubscribeMany(Vec<Pick>),
    /// The new feeds of a list are subscribed to.
    Import(ImportPlan),
    /// A setting of a feed.
    SetFeed {
        /// The feed.
        feed: FeedId,
        /// What becomes of it.
        setting: FeedSetting,
    },
    /// A feed that is left alone is fetched again; answered by `FeedResumed`.
    ResumeFeed(FeedId),
    /// A category of this path is made.
    NewCategory(SafeText),
    /// A category gets another name.
    RenameCategory {
        /// The category.
        category: CategoryId,
        /// Its name.
        title: SafeText,
    },
    /// A category moves into another one.
    MoveCategory {
        /// The category.
        category: CategoryId,
        /// Path of the other one, made where it is missing; `None` is the top.
        parent: Option<SafeText>,
    },
    /// A category goes; what is in it moves up.
    RemoveCategory(CategoryId),
    /// A query is kept as a smart feed.
    SaveSmartFeed {
        /// The smart feed; `None` for a new one.
        id: Option<SmartFeedId>,
        /// Its name.
        title: SafeText,
        /// Its query.
        query: Query,
    },
    /// A smart feed goes; the entries that it shows stay.
    RemoveSmartFeed(SmartFeedId),
    /// These entries do not tell the stories that they are in.
    SeparateStories(Vec<EntryId>),
    /// These entries tell one event.
    UniteStories(Vec<EntryId>),
    /// What the person writes about an entry.
    SetNote {
        /// The entry.
        entry: EntryId,
        /// The note, in one or more lines; `None` takes it away.
        text: Option<String>,
    },
}

/// A setting of a feed with its new value; `None` leaves it to the feed or to the settings for all.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FeedSetting {
    /// The person's title.
    Title(Option<SafeText>),
    /// Path of its category, made where it is missing.
    Category(Option<SafeText>),
    /// Another address; entries stay.
    Address(WebUrl),
    /// A fixed interval.
    Interval(Option<Duration>),
    /// When the whole article is fetched.
    FullText(Option<FullTextMode>),
}

/// Which texts to fetch ahead.
#[derive(Clone, Debug, PartialEq)]
pub enum DownloadOrder {
    /// What waits from before, and what failed.
    Retry,
    /// These entries, and what waits.
    Entries(Vec<EntryId>),
    /// What a query finds, and what waits.
    Query(Query),
}

/// Which feeds to fetch.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RefreshScope {
    /// All.
    All,
    /// Those that are due.
    Due,
    /// These.
    Feeds(Vec<FeedId>),
}
