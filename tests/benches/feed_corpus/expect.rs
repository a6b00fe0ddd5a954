//! The expectations of feedparser's corpus: a small part of Python, read and compared.

use tidings::domain::Timestamp;
use tidings::feed::{self, Hints, ParsedEntry, ParsedFeed};
use tidings::text::{Markup, SafeText};

/// Whether a check belongs to the goal.
#[derive(Clone, Copy)]
pub enum Topic {
    /// Title, link, id, dates, texts and author of entries, title and link of the feed.
    Goal = 0,
    /// Anything else that tidings keeps.
    Other = 1,
}

/// What became of a check.
pub enum Outcome {
    /// It holds.
    Held(Topic),
    /// It does not; what was found instead.
    Missed(Topic, String),
    /// It asks for something that tidings does not keep.
    NotCounted,
}

/// Checks each part of an expectation against a feed.
pub fn check(expectation: &str, feed: &ParsedFeed) -> Vec<Outcome> {
    let asks_for_relation = expectation.contains("['rel']");
    split(expectation, " and ")
        .iter()
        .map(|clause| clause.trim().trim_matches(['(', ')']).trim())
        .filter(|clause| !matches!(*clause, "bozo" | "not bozo" | "1" | ""))
        .flat_map(|clause| check_clause(clause, feed, asks_for_relation))
        .collect()
}

fn check_clause(clause: &str, feed: &ParsedFeed, asks_for_relation: bool) -> Vec<Outcome> {
    let sides = split(clause, " == ");
    let Some((wanted, paths)) = sides.split_last() else { return vec![Outcome::NotCounted] };
    if paths.is_empty() || clause.starts_with("not ") {
        return vec![Outcome::NotCounted];
    }
    let Some(wanted) = literal(wanted.trim()) else { return vec![Outcome::NotCounted] };
    paths
        .iter()
        .map(|path| match compare(&keys(path.trim()), &wanted, feed, asks_for_relation) {
            None => Outcome::NotCounted,
            Some((topic, Ok(()))) => Outcome::Held(topic),
            Some((topic, Err(found))) => Outcome::Missed(topic, format!("{path} is {found}, not {wanted:?}")),
        })
        .collect()
}

/// Splits outside of quotes, brackets and braces.
fn split(text: &str, separator: &str) -> Vec<String> {
    let mut parts = vec![String::new()];
    let mut quote = None;
    let mut depth = 0;
    let mut chars = text.char_indices();
    while let Some((i, c)) = chars.next() {
        if quote.is_none() && depth == 0 && text[i..].starts_with(separator) {
            parts.push(String::new());
            for _ in 1..separator.chars().count() {
                chars.next();
            }
            continue;
        }
        match c {
            '\\' if quote.is_some() => {
                parts.last_mut().unwrap().push(c);
                if let Some((_, escaped)) = chars.next() {
                    parts.last_mut().unwrap().push(escaped);
                }
                continue;
            }
            '\'' | '"' if quote == Some(c) => quote = None,
            '\'' | '"' if quote.is_none() => quote = Some(c),
            '{' | '[' | '(' if quote.is_none() => depth += 1,
            '}' | ']' | ')' if quote.is_none() => depth -= 1,
            _ => {}
        }
        parts.last_mut().unwrap().push(c);
    }
    parts
}

/// `entries[0]['title_detail']['value']` → `entries 0 title_detail value`.
fn keys(path: &str) -> Vec<String> {
    path.split(['[', ']', '.'])
        .map(|key| key.trim_matches(['\'', '"', ' ']).to_owned())
        .filter(|key| !key.is_empty())
        .collect()
}

#[derive(Debug)]
enum Literal {
    Text(String),
    Number,
    Date(Timestamp),
}

fn literal(text: &str) -> Option<Literal> {
    if let Some(inner) = text.strip_prefix('(') {
        let parts: Vec<&str> = inner.split(',').map(str::trim).take(6).collect();
        let [year, month, day, hour, minute, second] = parts.as_slice() else { return None };
        let text = format!("{year:0>4}-{month:0>2}-{day:0>2}T{hour:0>2}:{minute:0>2}:{second:0>2}Z");
        return text.parse().ok().map(Literal::Date);
    }
    let text = text.strip_prefix('u').filter(|rest| rest.starts_with(['\'', '"'])).unwrap_or(text);
    let quote = text.chars().next()?;
    if quote != '\'' && quote != '"' {
        return text.parse::<i64>().ok().map(|_| Literal::Number);
    }
    let inner = text[1..].strip_suffix(quote)?;
    Some(Literal::Text(unescape(inner)))
}

fn unescape(text: &str) -> String {
    let mut out = String::new();
    let mut chars = text.chars();
    while let Some(c) = chars.next() {
        if c != '\\' {
            out.push(c);
            continue;
        }
        let length = match chars.next() {
            Some('x') => 2,
            Some('u') => 4,
            Some('U') => 8,
            Some('n') => {
                out.push('\n');
                continue;
            }
            Some(other) => {
                out.push(other);
                continue;
            }
            None => break,
        };
        let digits: String = chars.by_ref().take(length).collect();
        out.extend(u32::from_str_radix(&digits, 16).ok().and_then(char::from_u32));
    }
    out
}

type Verdict = Option<(Topic, Result<(), String>)>;

fn compare(keys: &[String], wanted: &Literal, feed: &ParsedFeed, asks_for_relation: bool) -> Verdict {
    let keys: Vec<&str> = keys.iter().map(String::as_str).collect();
    match keys.as_slice() {
        ["entries", index, "content", "0", "language"] => {
            let entry = feed.entries.get(index.parse::<usize>().ok()?)?;
            let language = entry.language.as_ref().or(feed.language.as_ref());
            Some((Topic::Other, same_line(language, wanted)))
        }
        ["entries", index, rest @ ..] => {
            let entry = feed.entries.get(index.parse::<usize>().ok()?);
            match entry {
                Some(entry) => compare_entry(rest, wanted, entry, asks_for_relation),
                None => Some((Topic::Goal, Err("a missing entry".into()))),
            }
        }
        ["feed", rest @ ..] => compare_feed(rest, wanted, feed, asks_for_relation),
        _ => None,
    }
}

fn compare_entry(keys: &[&str], wanted: &Literal, entry: &ParsedEntry, asks_for_relation: bool) -> Verdict {
    let link = entry.link.as_ref().map(tidings::domain::WebUrl::as_str);
    let summary = entry.summary.as_ref();
    let content = entry.content.as_ref();
    let goal = |result| Some((Topic::Goal, result));
    let other = |result| Some((Topic::Other, result));
    match keys {
        ["title"] | ["title_detail", "value"] => goal(same_line(entry.title.as_ref(), wanted)),
        ["link"] => goal(same_link(link, wanted)),
        ["links", "0", "href"] if !asks_for_relation => goal(same_link(link, wanted)),
        ["id" | "guid"] => goal(same_line(entry.id.as_ref(), wanted)),
        ["updated" | "modified" | "updated_parsed" | "modified_parsed"] => {
            goal(same_date(entry.updated.or(entry.published), wanted))
        }
        ["published" | "issued" | "created" | "published_parsed" | "issued_parsed" | "created_parsed"] => {
            goal(same_date(entry.published, wanted))
        }
        ["date_parsed"] => goal(same_date(entry.published.or(entry.updated), wanted)),
        ["description" | "summary"] | ["summary_detail", "value"] => {
            goal(same_markup(summary.or(content), wanted))
        }
        ["content", "0", "value"] => goal(same_markup(content.or(summary), wanted)),
        ["author"] | ["author_detail", "name"] => goal(same_author(entry.author.as_ref(), wanted)),
        ["authors", _, "name"] => goal(contains(entry.author.as_ref(), wanted)),
        ["source", "title"] | ["source", "title_detail", "value"] => {
            other(same_line(entry.publisher.as_ref(), wanted))
        }
        ["source", "href" | "link"] => {
            other(same_link(entry.publisher_url.as_ref().map(tidings::domain::WebUrl::as_str), wanted))
        }
        ["enclosures", index, field] => {
            let file = entry.enclosures.get(index.parse::<usize>().ok()?);
            match *field {
                "url" | "href" => other(same_link(file.map(|file| file.url.as_str()), wanted)),
                "type" => other(same_line(file.and_then(|file| file.media_type.as_ref()), wanted)),
                _ => None,
            }
        }
        ["tags", index, "term" | "label"] => {
            other(same_line(entry.categories.get(index.parse::<usize>().ok()?), wanted))
        }
        ["category"] => other(same_line(entry.categories.first(), wanted)),
        ["comments"] => {
            other(same_link(entry.comments_url.as_ref().map(tidings::domain::WebUrl::as_str), wanted))
        }
        ["language"] => other(same_line(entry.language.as_ref(), wanted)),
        _ => None,
    }
}

fn compare_feed(keys: &[&str], wanted: &Literal, feed: &ParsedFeed, asks_for_relation: bool) -> Verdict {
    let link = feed.link.as_ref().map(tidings::domain::WebUrl::as_str);
    let goal = |result| Some((Topic::Goal, result));
    let other = |result| Some((Topic::Other, result));
    match keys {
        ["title"] | ["title_detail", "value"] => goal(same_line(feed.title.as_ref(), wanted)),
        ["link"] => goal(same_link(link, wanted)),
        ["links", "0", "href"] if !asks_for_relation => goal(same_link(link, wanted)),
        ["subtitle" | "tagline" | "description" | "info"]
        | ["subtitle_detail" | "tagline_detail" | "info_detail", "value"] => {
            other(same_line(feed.subtitle.as_ref(), wanted))
        }
        ["language"] => other(same_line(feed.language.as_ref(), wanted)),
        ["generator"] | ["generator_detail", "name"] => other(same_line(feed.generator.as_ref(), wanted)),
        ["author"] | ["author_detail", "name"] => other(same_author(feed.author.as_ref(), wanted)),
        ["updated_parsed" | "published_parsed" | "modified_parsed"] => other(same_date(feed.updated, wanted)),
        ["ttl"] => {
            let minutes = feed.ttl.map(|ttl| (ttl.as_secs() / 60).to_string());
            other(same_link(minutes.as_deref(), wanted))
        }
        _ => None,
    }
}

fn text_of(wanted: &Literal) -> Result<&str, String> {
    match wanted {
        Literal::Text(text) => Ok(text),
        other => Err(format!("a text where {other:?} is expected")),
    }
}

fn same(holds: bool, found: &str) -> Result<(), String> {
    if holds { Ok(()) } else { Err(format!("{found:?}")) }
}

fn fold(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A line of text: as written, or as the HTML that is written looks.
fn same_line(found: Option<&SafeText>, wanted: &Literal) -> Result<(), String> {
    let found = fold(found.map(SafeText::as_str).unwrap_or_default());
    let wanted = text_of(wanted)?;
    same(found == fold(wanted) || found == visible(wanted).0, &found)
}

fn same_author(found: Option<&SafeText>, wanted: &Literal) -> Result<(), String> {
    let text = fold(found.map(SafeText::as_str).unwrap_or_default());
    let wanted = fold(text_of(wanted)?);
    // feedparser shows `Name (address)` where tidings shows the name.
    let by_name = !text.is_empty() && wanted.contains('@') && wanted.contains(&text);
    same(text == wanted || by_name, &text)
}

fn contains(found: Option<&SafeText>, wanted: &Literal) -> Result<(), String> {
    let text = found.map(SafeText::as_str).unwrap_or_default();
    same(text.contains(text_of(wanted)?), text)
}

fn same_link(found: Option<&str>, wanted: &Literal) -> Result<(), String> {
    let wanted = text_of(wanted)?;
    let found = found.unwrap_or_default();
    let normal =
        tidings::domain::WebUrl::parse(wanted).map_or(wanted.to_owned(), |url| url.as_str().to_owned());
    same(found == wanted || found == normal, found)
}

fn same_date(found: Option<Timestamp>, wanted: &Literal) -> Result<(), String> {
    let instant = match wanted {
        Literal::Date(instant) => Some(*instant),
        Literal::Text(text) => read_date(text),
        Literal::Number => None,
    };
    same(found.is_some() && found == instant, &format!("{found:?}"))
}

/// A date as tidings reads it: inside a feed.
fn read_date(text: &str) -> Option<Timestamp> {
    let feed = format!("<rss version='2.0'><channel><item><pubDate>{text}</pubDate></item></channel></rss>");
    feed::parse(feed.as_bytes(), &Hints::default()).ok()?.entries.first()?.published
}

fn same_markup(found: Option<&Markup>, wanted: &Literal) -> Result<(), String> {
    let found = found.map(Markup::source).unwrap_or_default();
    let wanted = text_of(wanted)?;
    let (text, links) = visible(found);
    let as_html = visible(wanted);
    same((text == as_html.0 && links == as_html.1) || text == fold(wanted), found)
}

/// The visible text and the addresses of HTML.
fn visible(html: &str) -> (String, Vec<String>) {
    let document = dom_query::Document::from(html);
    document.select("script, style, title").remove();
    let mut links = Vec::new();
    for node in document.select("a[href], [src]").nodes() {
        let link = node.attr("href").or_else(|| node.attr("src")).unwrap_or_default();
        let normal = tidings::domain::WebUrl::parse(&link);
        links.push(normal.map_or(link.trim().to_owned(), |url| url.as_str().to_owned()));
    }
    (fold(&document.text()), links)
}
