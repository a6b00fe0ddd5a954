//! The values of the form: how each is shown, what is typed to change it, and what that orders.

use std::time::Duration;

use super::{Item, Mistake, Settings, Subject};
use crate::app::category_path::{category_at, path_of};
use crate::app::effect::{ChangeOrder, FeedSetting};
use crate::app::main_view::Main;
use crate::app::overlays::prompt::free_name;
use crate::config::parse_duration;
use crate::domain::{Category, CategoryId, Feed, FeedId, FeedState, FullTextMode, SmartFeedId, WebUrl};
use crate::query::Query;
use crate::text::SafeText;

/// Nobody's server is asked more often.
const LEAST_INTERVAL: Duration = Duration::from_mins(1);

impl Item {
    /// What stands before the value.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Title => "Title",
            Self::Category => "Category",
            Self::Address => "Address",
            Self::Interval => "Fetched",
            Self::FullText => "Full text",
            Self::Resume => "Paused",
            Self::Name => "Name",
            Self::Inside => "Inside",
            Self::Query => "Query",
            Self::Remove => "Remove",
        }
    }
}

impl Settings {
    /// Whose settings they are.
    #[must_use]
    pub fn title<'a>(&self, main: &'a Main) -> Option<&'a SafeText> {
        match self.subject {
            Subject::Feed(id) => main.sources.feed(id).map(|feed| &feed.title),
            Subject::Category(id) => main.sources.category(id).map(|category| &category.path),
            Subject::Own(id) => main.sources.own_smart_feed(id).map(|own| &own.title),
        }
    }

    /// The value of a row as it is now.
    #[must_use]
    pub fn value(&self, item: Item, main: &Main) -> SafeText {
        let text = match self.subject {
            Subject::Feed(id) => main.sources.feed(id).map(|feed| self.value_of_feed(item, feed)),
            Subject::Category(id) => {
                main.sources.category(id).map(|category| value_of_category(item, category))
            }
            Subject::Own(id) => main.sources.own_smart_feed(id).map(|own| match item {
                Item::Name => own.title.to_string(),
                Item::Query => own.query.clone(),
                _ => "the entries that it shows stay".to_owned(),
            }),
        };
        SafeText::new(&text.unwrap_or_default())
    }

    fn value_of_feed(&self, item: Item, feed: &Feed) -> String {
        let subscription = &feed.subscription;
        match item {
            Item::Title if subscription.title_override.is_none() => {
                format!("{} (the publisher's)", feed.title)
            }
            Item::Title => feed.title.to_string(),
            Item::Category => path_or_top(subscription.category_path.as_ref()),
            Item::Address => feed.url.to_string(),
            Item::Interval => subscription.interval.map_or_else(
                || "as often as it has news".to_owned(),
                |interval| format!("every {}", span(interval)),
            ),
            Item::FullText => subscription.full_text.map_or_else(
                || format!("as for all: {}", told_mode(self.for_all)),
                |mode| told_mode(mode).to_owned(),
            ),
            _ if feed.health.state == FeedState::Gone => "the server said that the feed is gone".to_owned(),
            _ => "the server asked to wait".to_owned(),
        }
    }

    /// What is changed when the person begins to type.
    pub(super) fn text_to_edit(&self, item: Item, main: &Main) -> String {
        let text = match self.subject {
            Subject::Feed(id) => main.sources.feed(id).map(|feed| text_of_feed(item, feed)),
            Subject::Category(id) => main.sources.category(id).map(|category| match item {
                Item::Inside => parent_path(category).unwrap_or_default().to_owned(),
                _ => category.title.to_string(),
            }),
            Subject::Own(id) => main.sources.own_smart_feed(id).map(|own| match item {
                Item::Query => own.query.clone(),
                _ => own.title.to_string(),
            }),
        };
        text.unwrap_or_default()
    }

    /// What can be done with a row, in a line.
    #[must_use]
    pub fn advice(&self, item: Item) -> &'static str {
        match (item, self.editing.is_some()) {
            (Item::Title, true) => "An empty line brings the publisher's title back",
            (Item::Category | Item::Inside, true) => "A path such as News/Tech; an empty line is the top",
            (Item::Interval, true) => "15m, 2h or 1d; an empty line: as often as it has news",
            (Item::Address, _) => "Entries stay when the address changes",
            (Item::FullText, _) => "When the whole article is fetched from its page",
            (Item::Resume, _) => "It is left alone until you fetch it again",
            (Item::Query, true) => "unread  since:7d  feed:\"Hacker News\"  tag:ai  and or not ( )",
            _ => "",
        }
    }
}

fn value_of_category(item: Item, category: &Category) -> String {
    let parent = parent_path(category);
    match item {
        Item::Name => category.title.to_string(),
        Item::Inside => parent.map_or_else(|| "the top".to_owned(), str::to_owned),
        _ => format!("its feeds move to {}", parent.unwrap_or("the top")),
    }
}

fn text_of_feed(item: Item, feed: &Feed) -> String {
    let subscription = &feed.subscription;
    match item {
        Item::Title => feed.title.to_string(),
        Item::Category => subscription.category_path.as_ref().map_or(String::new(), SafeText::to_string),
        Item::Interval => subscription.interval.map(span).unwrap_or_default(),
        _ => feed.url.as_str().to_owned(),
    }
}

fn path_or_top(path: Option<&SafeText>) -> String {
    path.map_or_else(|| "none (at the top)".to_owned(), SafeText::to_string)
}

fn parent_path(category: &Category) -> Option<&str> {
    category.path.as_str().rsplit_once('/').map(|(parent, _)| parent)
}

fn told_mode(mode: FullTextMode) -> &'static str {
    match mode {
        FullTextMode::Manual => "when you press f",
        FullTextMode::OnOpen => "when you open the entry",
        FullTextMode::Always => "with every refresh",
        FullTextMode::Never => "never",
    }
}

/// The next choice, around.
pub(super) fn next_mode(mode: Option<FullTextMode>) -> Option<FullTextMode> {
    match mode {
        None => Some(FullTextMode::Manual),
        Some(FullTextMode::Manual) => Some(FullTextMode::OnOpen),
        Some(FullTextMode::OnOpen) => Some(FullTextMode::Always),
        Some(FullTextMode::Always) => Some(FullTextMode::Never),
        Some(FullTextMode::Never) => None,
    }
}

/// `90m`, `2h`, `1d`, as it is typed.
fn span(interval: Duration) -> String {
    let seconds = interval.as_secs();
    let units = [(86_400, 'd'), (3_600, 'h'), (60, 'm')];
    let unit = units.into_iter().find(|(unit, _)| seconds > 0 && seconds.is_multiple_of(*unit));
    unit.map_or_else(|| format!("{seconds}s"), |(unit, letter)| format!("{}{letter}", seconds / unit))
}

/// What a typed value orders, or what is wrong with it.
pub(super) fn order_of(
    subject: Subject,
    item: Item,
    typed: &str,
    main: &Main,
) -> Result<ChangeOrder, Mistake> {
    match subject {
        Subject::Feed(feed) => {
            let setting = setting_of(feed, item, typed, main).map_err(plain)?;
            Ok(ChangeOrder::SetFeed { feed, setting })
        }
        Subject::Category(category) => order_of_category(category, item, typed, main).map_err(plain),
        Subject::Own(own) => order_of_own(own, item, typed, main),
    }
}

fn setting_of(feed: FeedId, item: Item, typed: &str, main: &Main) -> Result<FeedSetting, SafeText> {
    match item {
        Item::Title => {
            let title = SafeText::new(typed);
            let known = main.sources.feed(feed);
            // What the publisher calls it is no title of the person's, even if it was typed.
            let is_own =
                known.is_none_or(|feed| feed.subscription.title_override.is_some() || feed.title != title);
            Ok(FeedSetting::Title(Some(title).filter(|title| is_own && !title.is_empty())))
        }
        Item::Category => Ok(FeedSetting::Category(path_of(typed))),
        Item::Interval => interval_of(typed).map(FeedSetting::Interval),
        _ => address_of(feed, typed, main).map(FeedSetting::Address),
    }
}

fn interval_of(typed: &str) -> Result<Option<Duration>, SafeText> {
    if typed.trim().is_empty() {
        return Ok(None);
    }
    match parse_duration(typed) {
        Some(interval) if interval >= LEAST_INTERVAL => Ok(Some(interval)),
        Some(_) => Err(SafeText::new("A minute (1m) is the shortest")),
        None => Err(SafeText::new("Write it as 15m, 2h or 1d")),
    }
}

fn address_of(feed: FeedId, typed: &str, main: &Main) -> Result<WebUrl, SafeText> {
    let typed = typed.trim();
    let url =
        if typed.contains("://") { WebUrl::parse(typed) } else { WebUrl::parse(&format!("https://{typed}")) };
    let url = url.ok_or_else(|| SafeText::new("This is no address of the web (https://…)"))?;
    match main.sources.feeds().iter().find(|other| other.id != feed && other.url == url) {
        Some(other) => Err(SafeText::new(&format!("You are subscribed to it already as {}", other.title))),
        None => Ok(url),
    }
}

fn order_of_category(
    category: CategoryId,
    item: Item,
    typed: &str,
    main: &Main,
) -> Result<ChangeOrder, SafeText> {
    let categories = main.sources.categories();
    let known = main.sources.category(category).ok_or_else(|| SafeText::new("It is no longer there"))?;
    let taken = |parent: Option<&str>, title: &str| {
        let path = parent.map_or_else(|| title.to_owned(), |parent| format!("{parent}/{title}"));
        let other = category_at(&path, categories).filter(|other| other.id != category);
        other.map_or(Ok(()), |other| {
            Err(SafeText::new(&format!("There is a category {} already", other.path)))
        })
    };
    if item == Item::Inside {
        let parent = path_of(typed);
        let path = parent.as_ref().map(SafeText::as_str);
        let is_inside_itself = path.is_some_and(|path| {
            path.strip_prefix(known.path.as_str())
                .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        });
        if is_inside_itself {
            return Err(SafeText::new("A category cannot stand inside itself"));
        }
        taken(path, known.title.as_str())?;
        return Ok(ChangeOrder::MoveCategory { category, parent });
    }
    let title = SafeText::new(typed);
    if title.is_empty() {
        return Err(SafeText::new("A category needs a name"));
    }
    if title.as_str().contains('/') {
        return Err(SafeText::new("A name has no /; to move the category, change what it is inside"));
    }
    taken(parent_path(known), title.as_str())?;
    Ok(ChangeOrder::RenameCategory { category, title })
}

fn order_of_own(own: SmartFeedId, item: Item, typed: &str, main: &Main) -> Result<ChangeOrder, Mistake> {
    let known = main.sources.own_smart_feed(own).ok_or_else(|| plain("It is no longer there".into()))?;
    let parse = |text: &str| {
        // Positions are counted from the first character of the line.
        Query::parse(text)
            .map_err(|error| Mistake { text: SafeText::new(&error.message), position: Some(error.position) })
    };
    let id = Some(own);
    if item == Item::Query {
        if typed.trim().is_empty() {
            return Err(plain("A smart feed needs a query; unread lists all that is unread".into()));
        }
        return Ok(ChangeOrder::SaveSmartFeed { id, title: known.title.clone(), query: parse(typed)? });
    }
    let title = free_name(typed, id, main.sources.own()).map_err(plain)?;
    let query = parse(&known.query).map_err(|mistake| plain(mistake.text))?;
    Ok(ChangeOrder::SaveSmartFeed { id, title, query })
}

fn plain(text: SafeText) -> Mistake {
    Mistake { text, position: None }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn intervals_are_shown_as_they_are_typed() {
        for text in ["15m", "2h", "1d", "90m", "61s"] {
            let interval = interval_of(text).expect("an interval").expect("a fixed one");
            assert_eq!(span(interval), text);
        }
        assert_eq!(interval_of(" "), Ok(None));
        assert!(interval_of("5s").is_err() && interval_of("soon").is_err());
    }

    #[test]
    fn choices_go_around() {
        let mut mode = None;
        let mut seen = Vec::new();
        for _ in 0..5 {
            seen.push(mode);
            mode = next_mode(mode);
        }
        assert_eq!(mode, None);
        assert_eq!(seen.iter().flatten().count(), 4);
    }
}
