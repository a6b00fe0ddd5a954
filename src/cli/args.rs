//! The command line as clap reads it: one variant per row of the table, help texts included.
//! Completions and the man page are generated from it. Nothing is done here.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

use crate::config::{Location, Profile};
use crate::service::MOST_CHAPTERS;

/// What was typed.
#[derive(Clone, Debug, Default, Parser)]
#[command(
    name = "tidings",
    version,
    about = "The news, in a terminal.",
    long_about = "The news, in a terminal. Without a command the reader opens.",
    after_help = "Exit status: 0 done, 1 failed, 2 wrong usage, 3 no feed answered a refresh.",
    max_term_width = 100
)]
pub struct Arguments {
    /// What holds for every command.
    #[command(flatten)]
    pub common: Common,
    /// What to do; the reader without one.
    #[command(subcommand)]
    pub command: Option<Command>,
}

impl Arguments {
    /// What this process was called with. Ends it where that is wrong, or asks for help only. A call
    /// without any is the reader, for whose start clap would first set up every command.
    #[must_use]
    pub fn of_process() -> Self {
        if std::env::args_os().nth(1).is_some() { Self::parse() } else { Self::default() }
    }
}

/// What holds for every command.
#[derive(Clone, Debug, Default, Args)]
pub struct Common {
    /// Use another set of feeds and entries; `demo` is the built-in edition
    #[arg(long, global = true, value_name = "NAME")]
    pub profile: Option<Profile>,
    /// Use another configuration file
    #[arg(long, global = true, value_name = "FILE")]
    pub config: Option<PathBuf>,
    /// Write more to the log file (-vv: everything)
    #[arg(short, long, global = true, action = clap::ArgAction::Count)]
    pub verbose: u8,
}

impl Common {
    /// Where the files of this call are.
    #[must_use]
    pub fn location(&self) -> Location {
        Location { profile: self.profile.clone(), config_file: self.config.clone() }
    }
}

/// A command.
#[derive(Clone, Debug, Subcommand)]
pub enum Command {
    /// Open the reader on the built-in demo edition; needs no network
    Demo(Demo),
    /// Subscribe to feeds
    Add(Add),
    /// Unsubscribe from feeds; starred entries stay
    Remove(Remove),
    /// List the feeds
    Feeds(Feeds),
    /// Fetch feeds now
    Refresh(Refresh),
    /// Fetch the whole articles of entries ahead, for where there is no network; goes on where it stopped
    Download(Download),
    /// List entries, newest first
    List(List),
    /// Print how many entries match
    Count(Count),
    /// Print the stories that several entries tell, by rank
    Stories(Stories),
    /// Print one article
    Show(Show),
    /// Search titles and texts, best first
    Search(Search),
    /// Print what the tellings of an entry's story say, with their sources
    Analyze(Analyze),
    /// Print what happened of late, by category
    Brief(Brief),
    /// Mark entries read
    Read(Selection),
    /// Mark entries unread
    Unread(Selection),
    /// Star entries
    Star(Selection),
    /// Take the star from entries
    Unstar(Selection),
    /// Give entries a tag
    Tag(Tag),
    /// Take a tag from entries
    Untag(Tag),
    /// Open an entry's original in the browser
    Open(Open),
    /// Import feeds from OPML, a newsboat `urls` file or a list of addresses; never fetches
    Import(Import),
    /// Export the feeds, or entries as a book
    Export(Export),
    /// Print the article of a page, without a database
    Extract(Extract),
    /// Parse a feed file to JSON, without a database
    Parse(Parse),
    /// Print or check the configuration
    Config(Config),
    /// Tell what works here: terminal, paths, network, database
    Doctor,
    /// Care for the database
    Db(Db),
    /// Print a completion script for a shell
    Completions(Completions),
    /// Print the man page
    Man,
}

/// `tidings demo`.
#[derive(Clone, Debug, Args)]
pub struct Demo {
    /// Fill the profile `demo` and print its folder
    #[arg(long)]
    pub print_dir: bool,
}

/// `tidings add`.
#[derive(Clone, Debug, Args)]
pub struct Add {
    /// A feed, a page that names one, or a shorthand such as google-news:top, hn:front, reddit:r/rust
    #[arg(required = true, value_name = "ADDRESS")]
    pub addresses: Vec<String>,
    /// The category, made where it is missing: News/Tech
    #[arg(long, value_name = "PATH")]
    pub category: Option<String>,
    /// A title of your own
    #[arg(long, value_name = "T")]
    pub title: Option<String>,
    /// Do not touch the network
    #[arg(long)]
    pub no_fetch: bool,
    /// Print JSON
    #[arg(long)]
    pub json: bool,
}

/// `tidings remove`.
#[derive(Clone, Debug, Args)]
pub struct Remove {
    /// An id, a feed's address or its exact title
    #[arg(required = true, value_name = "FEED")]
    pub feeds: Vec<String>,
}

/// `tidings feeds`.
#[derive(Clone, Debug, Args)]
pub struct Feeds {
    /// Only those whose last fetch failed
    #[arg(long)]
    pub errors: bool,
    /// Print JSON
    #[arg(long)]
    pub json: bool,
}

/// `tidings refresh`.
#[derive(Clone, Debug, Args)]
pub struct Refresh {
    /// An id, a feed's address or its exact title; all feeds without one
    #[arg(value_name = "FEED")]
    pub feeds: Vec<String>,
    /// Only feeds that are due
    #[arg(long, conflicts_with = "feeds")]
    pub due: bool,
    /// Also fetch the whole articles of new entries
    #[arg(long)]
    pub full_text: bool,
    /// Print JSON
    #[arg(long)]
    pub json: bool,
}

/// `tidings list`.
#[derive(Clone, Debug, Args)]
pub struct List {
    /// Which entries: feed:"Hacker News" since:7d compute (after `--` where it starts with a dash)
    #[arg(value_name = "QUERY")]
    pub query: Vec<String>,
    /// Read entries as well
    #[arg(long)]
    pub all: bool,
    /// At most so many; 0 is all
    #[arg(long, value_name = "N", default_value_t = 100)]
    pub limit: usize,
    /// In which order
    #[arg(long, value_enum, default_value_t = Order::Newest)]
    pub sort: Order,
    /// Print JSON
    #[arg(long)]
    pub json: bool,
}

/// `tidings stories`.
#[derive(Clone, Debug, Args)]
pub struct Stories {
    /// How far back: 90m, 24h, 7d, 2w
    #[arg(long, value_name = "TIME", default_value = "24h", value_parser = span_of)]
    pub since: jiff::SignedDuration,
    /// Print JSON
    #[arg(long)]
    pub json: bool,
}

/// An order of entries.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Order {
    /// Newest first
    Newest,
    /// Oldest first
    Oldest,
    /// By title
    Title,
    /// By feed, then newest first
    Feed,
}

/// `tidings count`.
#[derive(Clone, Debug, Args)]
pub struct Count {
    /// Which entries; all without one
    #[arg(value_name = "QUERY")]
    pub query: Vec<String>,
}

/// `tidings show`.
#[derive(Clone, Debug, Args)]
pub struct Show {
    /// An entry's id
    pub id: String,
    /// How it is printed
    #[arg(long, value_enum, default_value_t = ArticleFormat::Text)]
    pub format: ArticleFormat,
    /// Columns of the text; otherwise the terminal's, at most those of the configuration
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..))]
    pub width: Option<u16>,
    /// Fetch the whole article if it is not held yet
    #[arg(long)]
    pub full_text: bool,
    /// What its publisher changed since it was first seen: [-gone-] {+new+}
    #[arg(long, conflicts_with = "format")]
    pub versions: bool,
    /// The same as --format json
    #[arg(long, conflicts_with = "format")]
    pub json: bool,
}

/// A form of an article.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ArticleFormat {
    /// Wrapped text with a list of links
    Text,
    /// Markdown
    Markdown,
    /// Clean HTML
    Html,
    /// JSON
    Json,
}

/// `tidings download`.
#[derive(Clone, Debug, Args)]
pub struct Download {
    /// Which entries; otherwise what waits from before, or what is unread
    pub query: Option<String>,
    /// Print what came of it as JSON
    #[arg(long)]
    pub json: bool,
}

/// `tidings search`.
#[derive(Clone, Debug, Args)]
pub struct Search {
    /// Words that must all occur
    #[arg(required = true, value_name = "WORDS")]
    pub words: Vec<String>,
    /// At most so many; 0 is all
    #[arg(long, value_name = "N", default_value_t = 100)]
    pub limit: usize,
    /// Print JSON
    #[arg(long)]
    pub json: bool,
}

/// `tidings analyze`.
#[derive(Clone, Debug, Args)]
pub struct Analyze {
    /// An entry's id
    pub id: String,
    /// What makes it: `digest` needs neither a key nor the network
    #[arg(long, value_name = "NAME", default_value = "digest")]
    pub with: String,
    /// Agree to what a provider would be sent; the digest sends nothing
    #[arg(long)]
    pub consent: bool,
    /// Columns of the text; otherwise the terminal's, at most those of the configuration
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..))]
    pub width: Option<u16>,
    /// Print JSON
    #[arg(long)]
    pub json: bool,
}

/// `tidings brief`.
#[derive(Clone, Debug, Args)]
pub struct Brief {
    /// How far back: 90m, 24h, 7d, 2w
    #[arg(long, value_name = "TIME", default_value = "24h", value_parser = span_of)]
    pub since: jiff::SignedDuration,
    /// How it is printed
    #[arg(long, value_enum, default_value_t = BriefFormat::Markdown)]
    pub format: BriefFormat,
}

/// A form of a brief.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum BriefFormat {
    /// Markdown
    Markdown,
    /// Clean HTML
    Html,
    /// JSON
    Json,
}

/// A length of time such as `24h`.
fn span_of(text: &str) -> Result<jiff::SignedDuration, String> {
    let wrong = || "give a number and a unit: 90m, 24h, 7d, 2w".to_owned();
    let split = text.find(|c: char| !c.is_ascii_digit()).ok_or_else(wrong)?;
    let number: i64 = text[..split].parse().map_err(|_| wrong())?;
    let minutes = match &text[split..] {
        "m" => 1,
        "h" => 60,
        "d" => 24 * 60,
        "w" => 7 * 24 * 60,
        _ => return Err(wrong()),
    };
    let minutes = number.checked_mul(minutes).filter(|minutes| (1..=100 * 366 * 24 * 60).contains(minutes));
    minutes.map(jiff::SignedDuration::from_mins).ok_or_else(wrong)
}

/// The entries of `tidings read|unread|star|unstar`.
#[derive(Clone, Debug, Args)]
pub struct Selection {
    /// Entries' ids
    #[arg(value_name = "ID", required_unless_present = "query", conflicts_with = "query")]
    pub ids: Vec<String>,
    /// All entries that match
    #[arg(long, value_name = "Q")]
    pub query: Option<String>,
    /// Print JSON
    #[arg(long)]
    pub json: bool,
}

/// `tidings tag|untag`.
#[derive(Clone, Debug, Args)]
pub struct Tag {
    /// The tag
    pub tag: String,
    /// Which entries.
    #[command(flatten)]
    pub selection: Selection,
}

/// `tidings open`.
#[derive(Clone, Debug, Args)]
pub struct Open {
    /// An entry's id
    pub id: String,
}

/// `tidings import`.
#[derive(Clone, Debug, Args)]
pub struct Import {
    /// The file; `-` is standard input
    pub file: PathBuf,
    /// Print JSON
    #[arg(long)]
    pub json: bool,
}

/// `tidings export`.
#[derive(Clone, Debug, Args)]
pub struct Export {
    /// For a book: which entries, as in `list` (after `--` where it starts with a dash)
    #[arg(value_name = "QUERY")]
    pub query: Vec<String>,
    /// Which form
    #[arg(long, value_enum, default_value_t = ExportFormat::Opml)]
    pub format: ExportFormat,
    /// Write to this file, which must not be there yet; a book needs one
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,
    /// For a book: read entries as well
    #[arg(long)]
    pub all: bool,
    /// For a book: at most so many entries
    #[arg(long, value_name = "N", default_value_t = 100, value_parser = limit_of_a_book)]
    pub limit: usize,
    /// For a book: its title
    #[arg(long, value_name = "TITLE")]
    pub title: Option<String>,
}

fn limit_of_a_book(text: &str) -> Result<usize, String> {
    let number = text.parse().ok().filter(|number| (1..=MOST_CHAPTERS).contains(number));
    number.ok_or_else(|| format!("a book has 1 to {MOST_CHAPTERS} entries"))
}

/// A form of an export.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ExportFormat {
    /// OPML, which every reader takes
    Opml,
    /// JSON
    Json,
    /// An EPUB of entries
    Epub,
}

/// `tidings extract`.
#[derive(Clone, Debug, Args)]
pub struct Extract {
    /// A file or the address of a page; `-` is standard input
    #[arg(value_name = "FILE|URL")]
    pub page: String,
    /// The address that a file came from: relative links are resolved against it
    #[arg(long, value_name = "U")]
    pub base_url: Option<String>,
    /// The form of the article
    #[arg(long, value_enum, default_value_t = ExtractFormat::Text)]
    pub format: ExtractFormat,
    /// The same as --format json
    #[arg(long, conflicts_with = "format")]
    pub json: bool,
}

/// A form of an extracted article.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ExtractFormat {
    /// Its words: not wrapped, blocks apart, without pictures
    Text,
    /// Markdown
    Markdown,
    /// Clean HTML
    Html,
    /// JSON
    Json,
}

/// `tidings parse`.
#[derive(Clone, Debug, Args)]
pub struct Parse {
    /// The file; `-` is standard input
    pub file: PathBuf,
    /// The address it came from: relative links are resolved against it
    #[arg(long, value_name = "U")]
    pub base_url: Option<String>,
    /// What the server called it: application/rss+xml; charset=utf-8
    #[arg(long, value_name = "T")]
    pub content_type: Option<String>,
    /// It is always JSON; taken so that every command takes it
    #[arg(long, hide = true)]
    pub json: bool,
}

/// `tidings config`.
#[derive(Clone, Debug, Args)]
#[group(multiple = false)]
pub struct Config {
    /// Print every setting with its default, commented
    #[arg(long)]
    pub default: bool,
    /// Show all mistakes with line and column
    #[arg(long)]
    pub check: bool,
    /// Print where the file is
    #[arg(long)]
    pub path: bool,
}

/// `tidings db`.
#[derive(Clone, Debug, Args)]
pub struct Db {
    /// What to do.
    #[command(subcommand)]
    pub job: DbJob,
}

/// A job for the database.
#[derive(Clone, Debug, Subcommand)]
pub enum DbJob {
    /// Look for damage and mend counts
    Check,
    /// Copy the whole database, also while tidings runs
    Backup {
        /// The copy; must not exist
        file: PathBuf,
    },
    /// Rebuild the file without gaps, and remove copies from before upgrades
    Vacuum,
    /// Save what can be read of a damaged database; the damaged file is kept beside it
    Salvage,
}

/// `tidings completions`.
#[derive(Clone, Debug, Args)]
pub struct Completions {
    /// Which shell
    pub shell: clap_complete::Shell,
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn the_definitions_agree_with_each_other() {
        Arguments::command().debug_assert();
    }

    #[test]
    fn a_call_without_arguments_is_what_clap_would_make_of_it() {
        let parsed = Arguments::try_parse_from(["tidings"]).expect("arguments");
        assert_eq!(format!("{:?}", Arguments::default()), format!("{parsed:?}"));
    }

    #[test]
    fn global_options_stand_anywhere() {
        let parse = |line: &str| Arguments::try_parse_from(line.split(' '));
        assert!(parse("tidings --profile demo list --json").is_ok());
        let after = parse("tidings list --json --profile demo -vv").expect("arguments");
        assert!(after.common.profile.is_some_and(|profile| profile.is_demo()));
        assert_eq!(after.common.verbose, 2);
    }

    #[test]
    fn wrong_usage_is_found() {
        for line in [
            "tidings nonsense",
            "tidings add",
            "tidings remove",
            "tidings list --sort sideways",
            "tidings list --limit -1",
            "tidings read",
            "tidings read 1 --query unread",
            "tidings tag",
            "tidings tag ai",
            "tidings show",
            "tidings show 1 --width 0",
            "tidings analyze",
            "tidings brief --since soon",
            "tidings brief --since 0h",
            "tidings brief --format text",
            "tidings refresh X --due",
            "tidings config --check --path",
            "tidings --profile ../x list",
        ] {
            let error = Arguments::try_parse_from(line.split(' ')).expect_err(line);
            assert_eq!(error.exit_code(), 2, "{line}");
        }
    }
}
