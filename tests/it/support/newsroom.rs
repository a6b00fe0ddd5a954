//! The reader without a store: the pure model, the real screen, and a small library of entries that
//! answers what the model orders. For what depends on order and time: answers can be held back.

use std::fmt::Write as _;
use std::time::Duration;

use jiff::tz::TimeZone;
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::{Color, Style};
use tidings::analysis::{Telling, digest};
use tidings::app::{
    self, Ctx, Effect, Effects, Input, Main, Message, Model, Order, PageRequest, Preferences, Session,
};
use tidings::command::{KeyChord, Keymap};
use tidings::config::{DEFAULT_CONFIG, Settings};
use tidings::domain::{
    Analysis, Category, CategoryId, Change, Completeness, Counts, Downloads, Edit, Entry, EntryId,
    EntryPlace, EntryRow, Event, Feed, FeedActivity, FeedId, Found, FoundEntry, FoundList, Health,
    ImportPlan, LoadedEntry, Moment, Offer, OwnSmartFeed, Preview, Related, RequestId, SmartFeedCount,
    SmartFeedId, Story, Subscription, Timestamp, WebUrl,
};
use tidings::query::Query;
use tidings::text::html::parse_document;
use tidings::text::wrap::Bidi;
use tidings::text::{Markup, SafeText};
use tidings::ui::{Face, Glyphs, Theme, Ui};

/// Noon of the day of which the newsroom's entries tell.
pub const NOON: &str = "2026-05-07T12:00:00Z";

/// What a store would hold.
#[derive(Default)]
pub struct Library {
    pub feeds: Vec<Feed>,
    pub categories: Vec<Category>,
    pub entries: Vec<Entry>,
    pub changes: Vec<Change>,
    /// What was changed in any entry.
    pub edits: Vec<Edit>,
    /// The last download.
    pub downloads: Downloads,
    pub tags: Vec<SafeText>,
    /// The starter catalogue.
    pub offer: Offer,
    /// Lists of other readers.
    pub lists: Vec<FoundList>,
    /// What importing any file would do; `None` for files that are not there.
    pub plan: Option<ImportPlan>,
    pub own: Vec<OwnSmartFeed>,
    /// All entries tell one event, though lists do not group them.
    pub tells_one_event: bool,
    /// What addresses hold.
    pub previews: Vec<(&'static str, Result<Preview, SafeText>)>,
}

/// The pure reader.
pub struct Newsroom {
    pub model: Model,
    pub settings: Settings,
    pub library: Library,
    /// Orders that were not answered from the library.
    pub orders: Vec<Effect>,
    /// While true, answers wait in `held`.
    pub holds_answers: bool,
    pub held: Vec<Event>,
    ui: Ui,
    size: (u16, u16),
}

pub fn safe(text: &str) -> SafeText {
    SafeText::new(text)
}

pub fn url(text: &str) -> WebUrl {
    WebUrl::parse(text).expect("an address")
}

pub fn at(text: &str) -> Timestamp {
    text.parse().expect("an instant")
}

pub fn feed(id: i64, title: &str, category: Option<i64>) -> Feed {
    let host = title.to_lowercase().replace(' ', "-");
    Feed {
        id: FeedId(id),
        url: url(&format!("https://{host}.example/feed.xml")),
        title: safe(title),
        site_url: None,
        subscription: Subscription { category: category.map(CategoryId), ..Subscription::default() },
        health: Health::default(),
        counts: Counts::default(),
    }
}

pub fn category(id: i64, parent: Option<i64>, path: &str) -> Category {
    Category {
        id: CategoryId(id),
        parent: parent.map(CategoryId),
        title: safe(path.rsplit('/').next().unwrap_or(path)),
        path: safe(path),
    }
}

pub fn entry(id: i64, feed: &Feed, title: &str, hour: i64, html: &str) -> Entry {
    let at = at(NOON).checked_sub(jiff::SignedDuration::from_hours(hour)).expect("an instant");
    Entry {
        row: EntryRow {
            id: EntryId(id),
            feed: feed.id,
            feed_title: feed.title.clone(),
            title: safe(title),
            publisher: None,
            author: None,
            url: Some(url(&format!("https://{}/{id}", feed.url.host()))),
            comments_url: None,
            at,
            published: Some(at),
            updated: None,
            fetched: at,
            read: false,
            starred: false,
            tags: Vec::new(),
            story: None,
            completeness: if html.is_empty() { Completeness::Headline } else { Completeness::FeedText },
            edited: None,
        },
        feed_url: feed.url.clone(),
        content: Markup::clean(html),
        full_text: None,
        enclosures: Vec::new(),
        related: Vec::new(),
        categories: Vec::new(),
        language: None,
        note: None,
        edits: None,
    }
}

impl Library {
    /// The stories that these rows tell.
    fn stories_of(&self, rows: &[EntryRow]) -> Vec<Story> {
        let told: std::collections::BTreeSet<_> = rows.iter().filter_map(|row| row.story).collect();
        let story = |id| {
            let tellings: Vec<&EntryRow> =
                self.entries.iter().map(|entry| &entry.row).filter(|row| row.story == Some(id)).collect();
            let outlet = |row: &&EntryRow| row.publisher.clone().unwrap_or_else(|| row.feed_title.clone());
            let outlets: std::collections::BTreeSet<SafeText> = tellings.iter().map(outlet).collect();
            let instants = || tellings.iter().map(|row| row.at);
            Story {
                id,
                title: tellings[0].title.clone(),
                first_seen: instants().min().unwrap_or_default(),
                last_seen: instants().max().unwrap_or_default(),
                outlets: u32::try_from(outlets.len()).unwrap_or_default(),
                entries: u32::try_from(tellings.len()).unwrap_or_default(),
            }
        };
        told.into_iter().map(story).collect()
    }

    /// A few feeds in two categories, one of them in trouble, with entries of every kind.
    pub fn islands() -> Self {
        let mut google = feed(1, "Technology", Some(1));
        google.url = url("https://news.google.example/rss/topics/technology");
        let harbour = feed(2, "The Harbour Post", Some(1));
        let systems = feed(3, "Systems weekly", Some(2));
        let mut lwn = feed(4, "Kernel notes", Some(2));
        lwn.health.error = Some(safe("the server answered 404: the address may have changed"));
        let long = "<p>The regulator cleared the restart on Thursday, ending a pause that began when a pump \
                    failed and nobody could say why.</p><h2>Background</h2>"
            .to_owned()
            + &"<p>Engineers spent years on it. The figures were checked by three offices, and every one of \
                them came to the same result.</p>"
                .repeat(8)
            + "<blockquote><p>We will not cut corners.</p></blockquote><ul><li>First</li><li>Second</li></ul>";
        let mut entries = vec![
            entry(1, &google, "Anthropic secures SpaceX Colossus 1 compute capacity", 2, ""),
            entry(2, &harbour, "Reactor restart approved after eleven-year pause", 3, &long),
            entry(3, &google, "Court rules on data brokers", 5, ""),
            entry(
                4,
                &systems,
                "日本語の見出しも幅を守って二行に折り返される必要があります",
                26,
                "<p>短い。</p>",
            ),
            entry(5, &systems, "Queues, again 🚀", 50, "<p>A short note on queues.</p>"),
            entry(6, &harbour, "Storm shifts north, ferries cancelled", 300, "<p>Wind from the west.</p>"),
        ];
        entries[0].row.publisher = Some(safe("Let's Data Science"));
        entries[0].related = vec![
            Related {
                title: safe("SpaceX sells compute"),
                publisher: Some(safe("Wire")),
                url: safe("https://w.example/1"),
            },
            Related {
                title: safe("A deal for four years"),
                publisher: None,
                url: safe("https://w.example/2"),
            },
        ];
        entries[2].row.publisher = Some(safe("Northern Ledger"));
        entries[2].row.starred = true;
        entries[4].row.read = true;
        let categories = vec![category(1, None, "News"), category(2, None, "Blogs")];
        Self { feeds: vec![google, harbour, systems, lwn], categories, entries, ..Self::default() }
    }

    /// One feed with `count` entries, an hour apart.
    pub fn of(count: i64) -> Self {
        let feed = feed(1, "Wire", None);
        let entries =
            (1..=count).map(|n| entry(n, &feed, &format!("Entry {n}"), n, "<p>Text.</p>")).collect();
        Self { feeds: vec![feed], entries, ..Self::default() }
    }

    pub fn entry(&mut self, id: i64) -> &mut Entry {
        self.entries.iter_mut().find(|entry| entry.row.id == EntryId(id)).expect("an entry")
    }

    fn page(&self, page: &PageRequest) -> (Vec<EntryRow>, bool) {
        let mut rows: Vec<EntryRow> = self
            .entries
            .iter()
            .filter(|entry| self.matches(&page.query.to_string(), entry))
            .map(|entry| entry.row.clone())
            .filter(|row| {
                page.after.is_none_or(|after| match page.order {
                    Order::Newest => (row.at, row.id) < after,
                    Order::Oldest => (row.at, row.id) > after,
                })
            })
            .collect();
        rows.sort_by_key(|row| std::cmp::Reverse((row.at, row.id)));
        if page.order == Order::Oldest {
            rows.reverse();
        }
        let more = rows.len() > page.limit;
        rows.truncate(page.limit);
        (rows, more)
    }

    /// The digest of an entry with those of its story.
    fn analysis(&self, id: EntryId) -> Option<Analysis> {
        let entry = self.entries.iter().find(|entry| entry.row.id == id)?;
        let story = entry.row.story;
        let is_told = |other: &&Entry| {
            other.row.id == id || self.tells_one_event || (story.is_some() && other.row.story == story)
        };
        let tellings: Vec<Telling> = self.entries.iter().filter(is_told).map(telling).collect();
        Some(digest(&tellings, &[], &moment()))
    }

    fn recent(&self, limit: usize) -> Vec<EntryRow> {
        let query = Query::default();
        self.page(&PageRequest { query, order: Order::Newest, after: None, limit }).0
    }

    fn activity(&self, feed: FeedId) -> FeedActivity {
        let of_feed = || self.entries.iter().map(|entry| &entry.row).filter(|row| row.feed == feed);
        let mut weeks = [0; FeedActivity::WEEKS];
        for row in of_feed() {
            let days = at(NOON).duration_since(row.at).as_hours() / 24;
            let week = usize::try_from(days / 7).expect("the past");
            if let Some(week) = weeks.iter_mut().rev().nth(week) {
                *week += 1;
            }
        }
        FeedActivity { feed, newest: of_feed().map(|row| row.at).max(), weeks }
    }

    /// What a search for words finds: entries with all of them in title or text, newest first.
    fn search(&self, query: &Query) -> Found {
        let mut hits: Vec<FoundEntry> = self
            .entries
            .iter()
            .filter(|entry| self.matches(&query.to_string(), entry))
            .map(|entry| FoundEntry { row: entry.row.clone(), excerpt: excerpt(entry, &query.to_string()) })
            .collect();
        hits.sort_by_key(|hit| std::cmp::Reverse((hit.row.at, hit.row.id)));
        Found {
            total: hits.len() as u64,
            hits,
            capped: false,
            took: Duration::from_millis(6),
            indexed: None,
            as_of: self.newest(),
        }
    }

    fn preview(&self, address: &str) -> Result<Preview, SafeText> {
        let known = self.previews.iter().find(|(known, _)| *known == address);
        known.map_or_else(|| Err(safe("nothing is there: check the address")), |(_, result)| result.clone())
    }

    fn newest(&self) -> Option<EntryId> {
        self.entries.iter().map(|entry| entry.row.id).max()
    }

    fn matches(&self, query: &str, entry: &Entry) -> bool {
        query.split(" and ").all(|part| self.matches_part(part, entry))
    }

    fn matches_part(&self, query: &str, entry: &Entry) -> bool {
        let quoted = |name: &str| Some(query.strip_prefix(name)?.strip_prefix(':')?.trim_matches('"'));
        let category = |feed: &Feed| {
            let id = feed.subscription.category?;
            self.categories
                .iter()
                .find(|category| category.id == id)
                .map(|category| category.path.to_string())
        };
        match query {
            "unread" => !entry.row.read,
            "starred" => entry.row.starred,
            "on:today" => entry.row.at >= at("2026-05-07T00:00:00Z"),
            _ if quoted("feed").is_some() => Some(entry.feed_url.as_str()) == quoted("feed"),
            _ if quoted("tag").is_some() => {
                entry.row.tags.iter().any(|tag| Some(tag.as_str()) == quoted("tag"))
            }
            _ if quoted("category").is_none() => {
                let text = format!("{} {}", entry.row.title, entry.content.source()).to_lowercase();
                text.contains(&query.to_lowercase())
            }
            _ => {
                let feed = self.feeds.iter().find(|feed| feed.id == entry.row.feed).expect("its feed");
                quoted("category").is_some() && category(feed).as_deref() == quoted("category")
            }
        }
    }

    fn counted_feeds(&self) -> Vec<Feed> {
        let mut feeds = self.feeds.clone();
        for feed in &mut feeds {
            let own = || self.entries.iter().filter(|entry| entry.row.feed == feed.id);
            feed.counts.unread = own().filter(|entry| !entry.row.read).count() as u64;
            feed.counts.total = own().count() as u64;
        }
        feeds
    }
}

impl Newsroom {
    pub fn new(library: Library) -> Self {
        Self::restored(library, None)
    }

    /// A reader that goes on where a session ended.
    pub fn restored(library: Library, session: Option<&Session>) -> Self {
        let mut room = Self {
            model: Model::new(Keymap::default(), session, Preferences::default()),
            settings: tidings::config::check(DEFAULT_CONFIG).settings,
            library,
            orders: Vec::new(),
            holds_answers: false,
            held: Vec::new(),
            ui: Ui::new(letters(), Glyphs::UNICODE, 80),
            size: (120, 40),
        };
        let effects = app::start(&mut room.model);
        room.run(effects);
        room.draw();
        room
    }

    /// The same on a screen of this size.
    pub fn sized(mut self, width: u16, height: u16) -> Self {
        self.size = (width, height);
        self.draw();
        self
    }

    /// The same with signs of ASCII.
    pub fn ascii(mut self) -> Self {
        self.ui = Ui::new(letters(), Glyphs::ASCII, 80);
        self
    }

    /// The same on a terminal that leaves text from right to left to programs.
    pub fn ordering_bidi(mut self) -> Self {
        self.ui = Ui::new(letters(), Glyphs::UNICODE.with_bidi(Bidi::Visual), 80);
        self
    }

    /// The same in another theme.
    pub fn themed(mut self, theme: Theme) -> Self {
        self.ui.set_theme(theme);
        self
    }

    pub fn main(&self) -> &Main {
        &self.model.main
    }

    /// Presses keys, with a frame after each.
    pub fn keys(&mut self, script: &str) -> &mut Self {
        for chord in KeyChord::parse_script(script).expect("a script") {
            self.message(Message::Input(Input::Key(chord)));
        }
        self
    }

    pub fn event(&mut self, event: Event) -> &mut Self {
        self.message(Message::Event(event))
    }

    pub fn message(&mut self, message: Message) -> &mut Self {
        let effects = self.update(message);
        self.run(effects);
        self.draw();
        self
    }

    /// The title of the selected entry.
    pub fn selected(&self) -> String {
        self.main().entries.selected().map_or_else(String::new, |row| row.title.to_string())
    }

    /// The title of the entry in the article pane.
    pub fn shown(&self) -> String {
        self.main().article.content.shown().map_or_else(String::new, |e| e.entry.row.title.to_string())
    }

    /// The addresses that were opened in a browser.
    pub fn opened(&self) -> Vec<String> {
        let opened = self.orders.iter().filter_map(|order| match order {
            Effect::OpenInBrowser(url) => Some(url.to_string()),
            _ => None,
        });
        opened.collect()
    }

    pub fn notice(&self) -> String {
        self.model.status.notice.as_ref().map_or_else(String::new, |notice| notice.text.to_string())
    }

    /// The screen as text.
    pub fn screen(&mut self) -> String {
        lines(&self.draw(), |cell| cell.symbol().to_owned())
    }

    /// The screen as text, and below it the face of each cell as a letter.
    pub fn screen_with_faces(&mut self) -> String {
        let buffer = self.draw();
        let text = lines(&buffer, |cell| cell.symbol().to_owned());
        let faces = lines(&buffer, |cell| letter_of(cell.fg).to_string());
        format!("{text}\n--- faces ---\n{faces}")
    }

    /// The styles of the screen: a letter per cell, and below it what each letter stands for.
    pub fn styles(&mut self) -> String {
        let buffer = self.draw();
        let mut known: Vec<Style> = Vec::new();
        let cells = lines(&buffer, |cell| {
            let style = cell.style();
            let letter = known.iter().position(|known| *known == style).unwrap_or(known.len());
            if letter == known.len() {
                known.push(style);
            }
            char::from(b'a' + u8::try_from(letter).expect("few styles")).to_string()
        });
        let mut legend = String::new();
        for (letter, style) in (b'a'..).map(char::from).zip(&known) {
            let [fg, bg] = [style.fg, style.bg].map(Option::unwrap_or_default);
            write!(legend, "{letter} {fg} on {bg}").expect("a string takes everything");
            for (word, _) in style.add_modifier.iter_names() {
                write!(legend, " {}", word.to_lowercase()).expect("a string takes everything");
            }
            legend.push('\n');
        }
        format!("{cells}--- styles ---\n{legend}")
    }

    /// The styles of the cells of a part of the screen; the second half of a wide sign is left out.
    pub fn styles_in(&mut self, part: Rect) -> Vec<Style> {
        let buffer = self.draw();
        let is_wide = |x, y| tidings::text::width::width(buffer[(x, y)].symbol()) > 1;
        let seen = part.intersection(buffer.area).positions().filter(|p| p.x == 0 || !is_wide(p.x - 1, p.y));
        seen.map(|position| buffer[position].style()).collect()
    }

    fn update(&mut self, message: Message) -> Effects {
        let ctx = Ctx { moment: moment(), settings: &self.settings };
        app::update(&mut self.model, message, &ctx)
    }

    fn run(&mut self, effects: Effects) {
        let mut waiting = effects;
        while !waiting.is_empty() {
            let mut next = Vec::new();
            for effect in waiting {
                match self.answer(&effect) {
                    Some(event) if self.holds_answers => self.held.push(event),
                    Some(event) => next.extend(self.update(Message::Event(event))),
                    None => self.orders.push(effect),
                }
            }
            waiting = next;
        }
    }

    fn answer(&mut self, effect: &Effect) -> Option<Event> {
        Some(match effect {
            Effect::LoadSources { request } => Event::SourcesLoaded {
                request: *request,
                feeds: self.library.counted_feeds(),
                categories: self.library.categories.clone(),
                own: self.library.own.clone(),
            },
            Effect::CountSmartFeeds { request, queries } => self.count(*request, &queries.own),
            Effect::Preview { request, address } => {
                let result = self.library.preview(address).map(Box::new);
                Event::PreviewLoaded { request: *request, result }
            }
            Effect::LoadPage { request, page } => {
                let (rows, more) = self.library.page(page);
                let (stories, as_of) = (self.library.stories_of(&rows), self.library.newest());
                Event::PageLoaded { request: *request, rows, stories: stories.into(), more, as_of }
            }
            Effect::Search { request, query, .. } => {
                Event::SearchAnswered { request: *request, found: Box::new(self.library.search(query)) }
            }
            Effect::LoadChanges { request, .. } => {
                Event::ChangesLoaded { request: *request, changes: self.library.changes.clone() }
            }
            Effect::LoadDownloads { request } => {
                Event::DownloadsLoaded { request: *request, downloads: self.library.downloads.clone() }
            }
            Effect::LoadEdits { request, .. } => {
                Event::EditsLoaded { request: *request, edits: self.library.edits.clone() }
            }
            Effect::LoadTags { request } => {
                Event::TagsLoaded { request: *request, tags: self.library.tags.clone() }
            }
            Effect::LoadRecent { request, limit } => {
                Event::RecentLoaded { request: *request, rows: self.library.recent(*limit) }
            }
            Effect::LoadActivity { request, feeds } => {
                let feeds = feeds.iter().map(|feed| self.library.activity(*feed)).collect();
                Event::ActivityLoaded { request: *request, feeds }
            }
            Effect::LoadThemes { request } => {
                let names = ["terminal", "dark", "nord"].map(str::to_owned).to_vec();
                Event::ThemesLoaded { request: *request, names }
            }
            Effect::LoadCatalogue { request, edition } => {
                let edition = edition.clone().unwrap_or_else(|| self.library.offer.edition.clone());
                let offer = Box::new(Offer { edition, ..self.library.offer.clone() });
                Event::CatalogueLoaded { request: *request, offer }
            }
            Effect::FindLists { request } => {
                Event::ListsFound { request: *request, lists: self.library.lists.clone() }
            }
            Effect::PlanImport { request, path } => {
                let plan = self.library.plan.clone().map(Box::new);
                let plan = plan.ok_or_else(|| safe(&format!("{}: there is no such file", path.display())));
                Event::ImportPlanned { request: *request, plan }
            }
            Effect::ReadCode { request, blocks } => {
                let parts = tidings::text::highlight::parts_of(blocks, || false);
                Event::CodeRead { request: *request, parts }
            }
            Effect::Analyze { request, entry } => {
                let analysis = Box::new(self.library.analysis(*entry)?);
                Event::AnalysisMade { request: *request, analysis }
            }
            Effect::LoadEntry { request, entry } => {
                let found = self.library.entries.iter().find(|e| e.row.id == *entry);
                let loaded = found.map(|entry| {
                    let own = parse_document(&entry.content, Some(entry.feed_url.as_str()));
                    let full = entry.full_text.as_ref();
                    let full = full.map(|full| parse_document(&full.content, Some(full.url.as_str())));
                    let (document, other) = match full {
                        Some(full) => (full, Some(own)),
                        None => (own, None),
                    };
                    Box::new(LoadedEntry { entry: entry.clone(), document, other, is_swapped: false })
                });
                Event::EntryLoaded { request: *request, entry: loaded }
            }
            _ => return None,
        })
    }

    fn count(&self, request: RequestId, own: &[(SmartFeedId, Query)]) -> Event {
        let count = |query: &str| {
            let entries = self.library.entries.iter();
            entries.filter(|entry| self.library.matches(query, entry)).collect::<Vec<_>>()
        };
        let today = count("on:today").iter().filter(|entry| !entry.row.read).count() as u64;
        let unread = |(id, query): &(SmartFeedId, Query)| {
            let unread = count(&query.to_string()).iter().filter(|entry| !entry.row.read).count() as u64;
            SmartFeedCount { id: *id, unread, capped: unread > 3 }
        };
        let own = own.iter().map(unread).collect();
        let starred = count("starred").len() as u64;
        Event::SmartFeedsCounted { request, today, stories: 0, starred, own }
    }

    fn draw(&mut self) -> Buffer {
        let backend = TestBackend::new(self.size.0, self.size.1);
        let mut terminal = Terminal::new(backend).expect("a terminal");
        let mut metrics = None;
        let (ui, model) = (&mut self.ui, &self.model);
        terminal.draw(|frame| metrics = Some(ui.draw(model, &moment(), frame))).expect("a frame");
        let effects = self.model.adopt(metrics.expect("a measure"));
        self.orders.extend(effects);
        terminal.backend().buffer().clone()
    }
}

fn telling(entry: &Entry) -> Telling {
    let row = &entry.row;
    let full = entry.full_text.as_ref();
    Telling {
        place: EntryPlace { entry: row.id, feed: row.feed },
        publisher: row.publisher.clone().unwrap_or_else(|| row.feed_title.clone()),
        title: row.title.clone(),
        url: row.url.clone(),
        at: row.at,
        completeness: row.completeness,
        language: entry.language.clone(),
        text: parse_document(full.map_or(&entry.content, |full| &full.content), None),
    }
}

/// The word in the middle of the text around it, as the store makes it.
fn excerpt(entry: &Entry, word: &str) -> Option<SafeText> {
    let text = tidings::text::html::visible_text(&entry.content);
    let at = text.to_lowercase().find(&word.to_lowercase())?;
    let end = at + word.len();
    Some(SafeText::new(&format!("{}«{}»{}", &text[..at], &text[at..end], &text[end..])))
}

pub fn moment() -> Moment {
    Moment { now: at(NOON), zone: TimeZone::UTC }
}

/// A theme in which the colour of a cell tells its face.
pub fn letters() -> Theme {
    Theme::from_fn(|face| {
        let index = Face::ALL.iter().position(|(known, ..)| *known == face).expect("a face");
        Style::new().fg(Color::Indexed(u8::try_from(index).expect("few faces")))
    })
}

fn letter_of(colour: Color) -> char {
    match colour {
        Color::Indexed(index) => Face::ALL[usize::from(index)].2,
        _ => ' ',
    }
}

/// Lines of a buffer without blanks at their ends; the second half of a wide sign is left out.
pub fn lines(buffer: &Buffer, mut show: impl FnMut(&ratatui::buffer::Cell) -> String) -> String {
    let mut out = String::new();
    for y in 0..buffer.area.height {
        let mut line = String::new();
        let mut x = 0;
        while x < buffer.area.width {
            let cell = &buffer[(x, y)];
            line.push_str(&show(cell));
            x += u16::try_from(tidings::text::width::width(cell.symbol()).max(1)).expect("narrow");
        }
        writeln!(out, "{}", line.trim_end()).expect("a string takes everything");
    }
    out
}
