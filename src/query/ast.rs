//! The tree that a query is. Trees are canonical: built through [`Expr::all`], [`Expr::any`] and
//! [`Term::text`] they print to a text that parses to the same tree.

use jiff::civil::Date;

/// How deep parentheses and `not` may be nested.
pub const MAX_DEPTH: usize = 64;

/// A condition on an entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Expr {
    /// All of at least two, none of which is itself an `All`.
    All(Vec<Expr>),
    /// One of at least two, none of which is itself an `Any`.
    Any(Vec<Expr>),
    /// The opposite.
    Not(Box<Expr>),
    /// One condition.
    Term(Term),
}

impl Expr {
    /// All of `parts`; `None` if there are none.
    #[must_use]
    pub fn all(parts: Vec<Self>) -> Option<Self> {
        let flat = parts.into_iter().flat_map(|part| match part {
            Self::All(inner) => inner,
            other => vec![other],
        });
        Self::joined(flat.collect(), Self::All)
    }

    /// One of `parts`; `None` if there are none.
    #[must_use]
    pub fn any_of(parts: Vec<Self>) -> Option<Self> {
        let flat = parts.into_iter().flat_map(|part| match part {
            Self::Any(inner) => inner,
            other => vec![other],
        });
        Self::joined(flat.collect(), Self::Any)
    }

    fn joined(mut parts: Vec<Self>, join: fn(Vec<Self>) -> Self) -> Option<Self> {
        if parts.len() > 1 { Some(join(parts)) } else { parts.pop() }
    }

    /// True if `test` holds for one of the terms, wherever it stands.
    pub fn any(&self, test: &dyn Fn(&Term) -> bool) -> bool {
        match self {
            Self::All(parts) | Self::Any(parts) => parts.iter().any(|part| part.any(test)),
            Self::Not(inner) => inner.any(test),
            Self::Term(term) => test(term),
        }
    }
}

/// One condition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Term {
    /// Text somewhere.
    Text {
        /// Where.
        field: Field,
        /// Which.
        value: Value,
    },
    /// A state.
    Flag(Flag),
    /// A limit of time.
    Time {
        /// On which side.
        bound: Bound,
        /// Of what.
        when: When,
    },
    /// A limit of a number.
    Number {
        /// What is counted.
        measure: Measure,
        /// How it is compared.
        compare: Compare,
        /// With what.
        value: u64,
    },
}

impl Term {
    /// `text` in `field`: as a bare word where it can be written as one, else as a quotation.
    #[must_use]
    pub fn text(field: Field, text: &str) -> Self {
        let value = match Value::bare(field, text) {
            Some(word @ Value::Word(_)) => word,
            _ => Value::Phrase(text.to_owned()),
        };
        Self::Text { field, value }
    }
}

/// Where text is looked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Field {
    /// Title, text, author and publisher.
    Any,
    /// The headline.
    Title,
    /// The body.
    Text,
    /// The author.
    Author,
    /// The outlet: the entry's, else the feed's title.
    Publisher,
    /// The feed: its id, address or a part of its title.
    Feed,
    /// The path of the feed's category, or of one above it.
    Category,
    /// A tag's name.
    Tag,
    /// A part of the address.
    Url,
    /// The language (`de` is also `de-AT`).
    Lang,
    /// The story's id.
    Story,
}

impl Field {
    /// The fields that have a name, in the order in which they are told.
    pub const NAMED: [Self; 10] = [
        Self::Title,
        Self::Text,
        Self::Author,
        Self::Publisher,
        Self::Feed,
        Self::Category,
        Self::Tag,
        Self::Url,
        Self::Lang,
        Self::Story,
    ];

    /// The name before the colon; empty for [`Field::Any`].
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Any => "",
            Self::Title => "title",
            Self::Text => "text",
            Self::Author => "author",
            Self::Publisher => "publisher",
            Self::Feed => "feed",
            Self::Category => "category",
            Self::Tag => "tag",
            Self::Url => "url",
            Self::Lang => "lang",
            Self::Story => "story",
        }
    }
}

/// What is looked for in a field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// Written without quotes: its words must all occur.
    Word(String),
    /// Written in quotes: its words must occur side by side.
    Phrase(String),
    /// Written with `*` at the end: a word that starts so.
    Prefix(String),
    /// Written between slashes.
    Regex(Pattern),
}

impl Value {
    /// What `text` means where it is written without quotes as the value of `field`; `None` where it
    /// would be read as something else.
    #[must_use]
    pub fn bare(field: Field, text: &str) -> Option<Self> {
        let breaks = |c: char| c.is_whitespace() || matches!(c, '"' | '(' | ')');
        if text.is_empty() || text.contains(breaks) || text.starts_with('/') {
            return None;
        }
        if field == Field::Any && is_syntax(text) {
            return None;
        }
        let stem = text.strip_suffix('*').filter(|stem| stem.contains(char::is_alphanumeric));
        Some(match stem {
            Some(stem) => Self::Prefix(stem.to_owned()),
            None => Self::Word(text.to_owned()),
        })
    }
}

/// True if a run of characters means something of its own where a term starts.
fn is_syntax(run: &str) -> bool {
    let lower = run.to_lowercase();
    let keyword =
        matches!(lower.as_str(), "and" | "or" | "not") || Flag::WORDS.iter().any(|f| f.name() == lower);
    let dash = run.len() > 1 && run.starts_with('-');
    keyword || dash || field_name(run).is_some() || Measure::split(run).is_some()
}

/// The name of a field at the start of a run, known or not.
pub(super) fn field_name(run: &str) -> Option<&str> {
    let (name, _) = run.split_once(':')?;
    let is_name = name.starts_with(|c: char| c.is_ascii_alphabetic())
        && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '-');
    is_name.then_some(name)
}

/// A regular expression that compiles.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pattern {
    source: String,
    ignore_case: bool,
}

/// Why a text is no regular expression, in one line.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct PatternError(String);

impl Pattern {
    /// Checks `source`; `\/` is the same as `/`.
    pub fn new(source: &str, ignore_case: bool) -> Result<Self, PatternError> {
        let mut plain = String::with_capacity(source.len());
        let mut chars = source.chars();
        while let Some(c) = chars.next() {
            let next = if c == '\\' { chars.next() } else { None };
            if next != Some('/') {
                plain.push(c);
            }
            plain.extend(next);
        }
        let pattern = Self { source: plain, ignore_case };
        if pattern.source.is_empty() {
            return Err(PatternError("it is empty".to_owned()));
        }
        pattern.compile().map(|_| pattern)
    }

    /// The compiled form. Its size is limited, so that a short text cannot take much memory.
    pub fn compile(&self) -> Result<regex::Regex, PatternError> {
        regex::RegexBuilder::new(&self.source)
            .case_insensitive(self.ignore_case)
            .size_limit(1 << 20)
            .dfa_size_limit(1 << 20)
            .nest_limit(50)
            .build()
            .map_err(|error| {
                let text = error.to_string();
                let last = text.lines().last().unwrap_or_default().trim();
                PatternError(last.strip_prefix("error: ").unwrap_or(last).to_owned())
            })
    }

    /// The expression, without slashes around it.
    #[must_use]
    pub fn source(&self) -> &str {
        &self.source
    }

    /// Whether capitals and small letters are the same.
    #[must_use]
    pub fn ignores_case(&self) -> bool {
        self.ignore_case
    }
}

/// A state of an entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Flag {
    /// Not read.
    Unread,
    /// Read.
    Read,
    /// Starred.
    Starred,
    /// Nothing but a headline is held.
    HeadlineOnly,
    /// Something is attached.
    HasEnclosure,
    /// An image is in it or attached to it.
    HasImage,
    /// The whole article was fetched.
    HasFullText,
}

impl Flag {
    /// Flags that are a word of their own.
    pub const WORDS: [Self; 4] = [Self::Unread, Self::Read, Self::Starred, Self::HeadlineOnly];
    /// Flags that follow `has:`.
    pub const HAS: [Self; 3] = [Self::HasEnclosure, Self::HasImage, Self::HasFullText];

    /// The word, without `has:`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Unread => "unread",
            Self::Read => "read",
            Self::Starred => "starred",
            Self::HeadlineOnly => "headline-only",
            Self::HasEnclosure => "enclosure",
            Self::HasImage => "image",
            Self::HasFullText => "full-text",
        }
    }
}

/// Which side of a time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Bound {
    /// Then or later.
    Since,
    /// Earlier.
    Before,
    /// Within that local day.
    On,
}

impl Bound {
    /// All, in the order in which they are told.
    pub const ALL: [Self; 3] = [Self::Since, Self::Before, Self::On];

    /// The name before the colon.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Since => "since",
            Self::Before => "before",
            Self::On => "on",
        }
    }
}

/// A time. Days are those of the person's time zone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum When {
    /// So long before now; `on:` takes the day of that instant.
    Ago(u32, Unit),
    /// The start of a day.
    Day(Day),
}

/// A local day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Day {
    /// The present one.
    Today,
    /// The one before.
    Yesterday,
    /// By the calendar.
    Date(Date),
}

/// A unit of time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Unit {
    /// 60 minutes.
    Hour,
    /// A calendar day.
    Day,
    /// Seven days.
    Week,
    /// A calendar month.
    Month,
    /// A calendar year.
    Year,
}

impl Unit {
    /// All, shortest first.
    pub const ALL: [Self; 5] = [Self::Hour, Self::Day, Self::Week, Self::Month, Self::Year];

    /// The letter after the number.
    #[must_use]
    pub fn letter(self) -> char {
        match self {
            Self::Hour => 'h',
            Self::Day => 'd',
            Self::Week => 'w',
            Self::Month => 'm',
            Self::Year => 'y',
        }
    }
}

/// What is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Measure {
    /// Distinct outlets of the story; one for an entry that tells its event alone.
    Outlets,
    /// Words of the text.
    Words,
}

impl Measure {
    /// All.
    pub const ALL: [Self; 2] = [Self::Outlets, Self::Words];

    /// The name before the sign.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Outlets => "outlets",
            Self::Words => "words",
        }
    }

    /// A measure and what follows it, if a run starts with a measure and a sign.
    pub(super) fn split(run: &str) -> Option<(Self, &str)> {
        Self::ALL.into_iter().find_map(|measure| {
            let (head, rest) = run.split_at_checked(measure.name().len())?;
            let fits = head.eq_ignore_ascii_case(measure.name()) && rest.starts_with(['<', '>', '=']);
            fits.then_some((measure, rest))
        })
    }
}

/// How numbers are compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Compare {
    /// `>`
    Above,
    /// `>=`
    AtLeast,
    /// `<`
    Below,
    /// `<=`
    AtMost,
    /// `=`
    Equal,
}

impl Compare {
    /// All; longer signs before those that they start with.
    pub const ALL: [Self; 5] = [Self::AtLeast, Self::AtMost, Self::Above, Self::Below, Self::Equal];

    /// How it is written.
    #[must_use]
    pub fn sign(self) -> &'static str {
        match self {
            Self::Above => ">",
            Self::AtLeast => ">=",
            Self::Below => "<",
            Self::AtMost => "<=",
            Self::Equal => "=",
        }
    }

    /// Whether `left` stands so to `right`.
    #[must_use]
    pub fn holds(self, left: u64, right: u64) -> bool {
        match self {
            Self::Above => left > right,
            Self::AtLeast => left >= right,
            Self::Below => left < right,
            Self::AtMost => left <= right,
            Self::Equal => left == right,
        }
    }
}
