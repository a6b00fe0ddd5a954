//! Pages that stand in front of an article, or in its place: consent, login, subscription, robot checks,
//! script shells, errors that are sent as pages. Where a page gave enough text none of the signs counts,
//! so that articles about such things are articles. Pure; called once the article was looked for.

mod words;

use super::Error;
use crate::domain::WebUrl;
use crate::text::html::visible_text;
use crate::text::{Markup, SafeText};
use words::{ASKING, CONSENT, FORM, LOGIN, MISSING, PAY, ROBOT, SCRIPT};

/// Fewer characters than these are no article.
pub const SHORTEST: usize = 140;
/// An article of this length is one, whatever else the page says.
const LONG_ENOUGH: usize = 1500;
/// Notices are shorter than this: a text as long that names JavaScript or robots may be about them.
const LONGEST_NOTICE: usize = 600;
/// Characters of a page that are looked at.
const JUDGED: usize = 4000;
/// Characters at the start of a text that say what it is.
const START: usize = 160;
/// Characters at the end of a text by which it is found in its page, and those behind it.
const END: usize = 60;
const BEHIND: usize = 400;
/// So many different phrases of a consent question make one.
const ASKED: usize = 3;

/// What is judged.
pub struct Page<'p> {
    /// The page as it came.
    pub html: &'p str,
    /// Its headlines: of the tab and on the page.
    pub titles: [Option<&'p SafeText>; 2],
    /// The words of the article that was found.
    pub found: &'p str,
    /// The page says that not everybody may read all of it.
    pub is_paid: bool,
}

/// Addresses that are consent pages by themselves.
pub fn by_address(url: &WebUrl) -> Option<Error> {
    let host = url.host();
    let is_consent = host.starts_with("consent.") || host.starts_with("guce.");
    is_consent.then_some(Error::ConsentPage)
}

/// Why the page is no article, if it is none. Once something was found only its own words count: a short
/// article on a page with a cookie banner is an article.
pub fn by_words(page: &Page<'_>) -> Option<Error> {
    let length = length(page.found);
    if length >= LONG_ENOUGH {
        return None;
    }
    let has_article = length >= SHORTEST;
    let whole = if has_article { String::new() } else { words_of(page.html) };
    let judged = if has_article { lower(page.found) } else { lower(&whole) };
    let titles: Vec<String> = page.titles.iter().flatten().map(|title| lower(title.as_str())).collect();
    let titles = titles.join("\n");
    let is_notice = length < LONGEST_NOTICE;
    let asked = ASKING.iter().filter(|phrase| judged.contains(**phrase)).count();
    if is_notice && (says(&judged, ROBOT) || says(&titles, ROBOT)) {
        return Some(Error::RobotCheck);
    }
    if says(&judged, CONSENT) || asked >= ASKED || (!has_article && asked > 0 && judged.contains("cookie")) {
        return Some(Error::ConsentPage);
    }
    if is_notice && says(&judged, SCRIPT) {
        return Some(Error::NeedsScript);
    }
    let start: String = judged.chars().take(START).collect();
    if is_notice && (says(&titles, MISSING) || says(&start, MISSING)) {
        return Some(Error::MissingPage);
    }
    // What stands around the form may have been taken for the article.
    let has_form =
        has_password_field(page.html) && (says(&judged, PAY) || (!has_article && says(&judged, FORM)));
    if is_notice && (has_form || says(&judged, LOGIN)) {
        return Some(Error::LoginWall);
    }
    if has_article {
        return None;
    }
    if says(&judged, PAY) || page.is_paid {
        return Some(Error::SubscribersOnly);
    }
    // A page of scripts without words.
    let is_shell = self::length(&whole) <= SHORTEST && page.html.contains("<script");
    Some(if is_shell { Error::NeedsScript } else { Error::NoArticle })
}

/// Whether the text is the start of an article that goes on for subscribers only: the page says so to
/// machines, or right behind the text. Elsewhere on the page the same words speak of other articles.
pub fn is_start(page: &Page<'_>) -> bool {
    if length(page.found) >= LONG_ENOUGH {
        return false;
    }
    page.is_paid || {
        let whole = words_of(page.html);
        let end = page.found.char_indices().rev().nth(END).map_or(0, |(at, _)| at);
        let behind = whole.rfind(page.found[end..].trim()).map(|at| &whole[at..]);
        let behind = behind.map(|text| text.chars().take(END + BEHIND).collect::<String>().to_lowercase());
        behind.is_some_and(|text| says(&text, PAY))
    }
}

fn length(text: &str) -> usize {
    text.chars().take(LONG_ENOUGH).count()
}

fn words_of(html: &str) -> String {
    visible_text(&Markup::clean(html))
}

fn lower(text: &str) -> String {
    text.chars().take(JUDGED).collect::<String>().to_lowercase()
}

fn says(text: &str, phrases: &[&str]) -> bool {
    phrases.iter().any(|phrase| text.contains(phrase))
}

fn has_password_field(html: &str) -> bool {
    ["type=\"password\"", "type='password'", "type=password"].iter().any(|field| html.contains(field))
}
