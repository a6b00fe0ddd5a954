//! Full text of a page: the article without what surrounds it. Pure: it fetches nothing, stores
//! nothing and never panics on any bytes; pages without an article are refused with the reason.
//! Called by `service`, in a blocking task.

mod by_rule;
mod charset;
mod dates;
mod json_ld;
mod metadata;
mod names;
mod pages;
mod phrases;
mod polish;
mod prune;
mod readable;
mod refuse;
mod second;
mod site_rules;
mod text;
mod tree;

pub use charset::decode_page;
pub use pages::MOST_PAGES;
pub use site_rules::{Mistake, SiteRules};
pub use text::plain_text;

use dom_query::Document;

use crate::domain::{Timestamp, WebUrl};
use crate::text::html::{tame, visible_text};
use crate::text::{Markup, SafeText};
use metadata::Metadata;
use readable::Found;

/// Deepest nesting that is looked at. Scoring grows with the cube of it, and real pages have less than half.
const MAX_DEPTH: usize = 128;

/// An article that was found in a page.
#[derive(Clone, Debug, PartialEq)]
pub struct Article {
    /// The article as markup, addresses absolute.
    pub content: Markup,
    /// Headline, without the name of the site.
    pub title: Option<SafeText>,
    /// What it is about, in the page's own one or two sentences.
    pub description: Option<SafeText>,
    /// Who wrote it.
    pub authors: Vec<SafeText>,
    /// Name of the site.
    pub site: Option<SafeText>,
    /// When it was published.
    pub published: Option<Timestamp>,
    /// When it was changed.
    pub modified: Option<Timestamp>,
    /// Language tag.
    pub language: Option<SafeText>,
    /// The picture that stands for the article.
    pub lead_image: Option<WebUrl>,
    /// The address under which the page wants to be known.
    pub canonical: Option<WebUrl>,
    /// A sentence or two between headline and text; the text is without it.
    pub standfirst: Option<SafeText>,
    /// The page holds only the start: the rest is for those who pay.
    pub is_start: bool,
    /// The pages of the same article that come after this one, as far as it names them.
    pub next_pages: Vec<WebUrl>,
    /// All of it on one page, where a site rule says which link leads there.
    pub single_page: Option<WebUrl>,
}

impl Article {
    /// Who wrote it, as one line.
    #[must_use]
    pub fn byline(&self) -> Option<SafeText> {
        let names: Vec<&str> = self.authors.iter().map(SafeText::as_str).collect();
        (!names.is_empty()).then(|| SafeText::folded(&names.join(", "), MAX_BYLINE))
    }

    /// The article as it is kept and read: standfirst and text, with the lead image on top where the
    /// text begins without a picture.
    #[must_use]
    pub fn to_markup(&self) -> Markup {
        let mut html = String::new();
        if let Some(image) = self.lead_image.as_ref().filter(|_| !begins_with_picture(self.content.source()))
        {
            html.push_str("<figure><img src=\"");
            html.push_str(Markup::from_plain(image.as_str()).source());
            html.push_str("\"></figure>\n");
        }
        if let Some(standfirst) = &self.standfirst {
            html.push_str("<p><em>");
            html.push_str(Markup::from_plain(standfirst.as_str()).source());
            html.push_str("</em></p>\n");
        }
        html.push_str(self.content.source());
        Markup::clean(&html)
    }
}

/// Longest line of authors, in characters.
const MAX_BYLINE: usize = 300;

/// Whether a picture or a player stands among the first words.
fn begins_with_picture(html: &str) -> bool {
    let first = ["<img", "<picture", "<video", "<iframe"].iter().filter_map(|tag| html.find(tag)).min();
    first.is_some_and(|at| visible_text(&Markup::clean(&html[..at])).chars().count() < NEAR_START)
}

/// So many characters of text are the start of an article.
const NEAR_START: usize = 600;

/// Why a page gave no article.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    /// Nothing that reads like an article.
    #[error("No article was found on this page. Open the original in a browser.")]
    NoArticle,
    /// A page that asks for consent to cookies before the article.
    #[error(
        "The site shows a consent page instead of the article. Open the original in a browser to answer it."
    )]
    ConsentPage,
    /// A page that asks for an account.
    #[error("The site asks for a login before it shows the article. Open the original in a browser.")]
    LoginWall,
    /// A page whose text is made by scripts.
    #[error("The page needs JavaScript to show its text. Open the original in a browser.")]
    NeedsScript,
    /// An article for subscribers.
    #[error("The site shows this article to its subscribers only. Open the original in a browser.")]
    SubscribersOnly,
    /// A page that says that there is none.
    #[error(
        "The site answers with an error page: this article is not there any more, or not at this address. Open the original in a browser."
    )]
    MissingPage,
    /// A page that checks whether a person is there.
    #[error("The site checks for robots before it shows the article. Open the original in a browser.")]
    RobotCheck,
    /// More elements than an article has.
    #[error("The page is too large to look for an article in it. Open the original in a browser.")]
    TooLarge,
}

/// What is said of an article of which the page holds only the start.
pub const ONLY_THE_START: &str = "The site shows only the start of this article to those without a subscription. \
     Open the original in a browser.";

/// The address that a page gives itself.
#[must_use]
pub fn own_address(html: &str) -> Option<WebUrl> {
    let document = Document::from(&*tame(html, MAX_DEPTH));
    metadata::own_address(&document)
}

/// Finds the article in a page that came from `url` (after redirects).
pub fn parse_article(html: &str, url: &WebUrl, rules: &SiteRules) -> Result<Article, Error> {
    if let Some(reason) = refuse::by_address(url) {
        return Err(reason);
    }
    let document = Document::from(&*tame(html, MAX_DEPTH));
    let mut metadata = Metadata::of(&document, url);
    let rule = rules.of(url);
    let single_page = rule.and_then(|rule| linked(&document, rule.single_page.as_deref(), url));
    let next_pages = match rule.and_then(|rule| linked(&document, rule.next_page.as_deref(), url)) {
        Some(next) => vec![next],
        None => pages::following(&document, url),
    };
    if let Some(rule) = rule {
        by_rule::prepare(&document, rule, &mut metadata);
    }
    let headline = readable::only_headline(&document);
    let read = match rule.and_then(|rule| by_rule::read(&document, rule, url, &metadata)) {
        Some(found) => Ok(found),
        None => readable::read(document, url, &metadata, headline.as_ref())
            .or_else(|error| if error == Error::TooLarge { Err(error) } else { Ok(Found::default()) })
            .map(|found| second_opinion(html, found, &metadata)),
    };
    let found = read?;
    let content = Markup::clean(&found.html);
    let words = visible_text(&content);
    let title = found.title.or(metadata.title);
    let titles = [title.as_ref(), headline.as_ref()];
    let judged = refuse::Page { html, titles, found: &words, is_paid: metadata.is_paid };
    if let Some(reason) = refuse::by_words(&judged) {
        return Err(reason);
    }
    let is_start = refuse::is_start(&judged);
    let mut authors = metadata.authors;
    if authors.is_empty() {
        authors.extend(found.byline.and_then(|byline| metadata::author(byline.as_str())));
    }
    Ok(Article {
        content,
        title,
        description: metadata.description,
        authors,
        site: metadata.site,
        published: metadata.published,
        modified: metadata.modified,
        language: metadata.language,
        lead_image: metadata.lead_image,
        canonical: metadata.canonical,
        standfirst: found.standfirst,
        is_start,
        next_pages,
        single_page,
    })
}

/// Looks once more where little was found.
fn second_opinion(html: &str, mut found: Found, metadata: &Metadata) -> Found {
    let length = visible_text(&Markup::clean(&found.html)).chars().count();
    if length < second::DOUBTFUL {
        let page = Document::from(&*tame(html, MAX_DEPTH));
        let other = second::better_than(length, &page, metadata.body.as_deref(), &found.facts);
        found.html = other.unwrap_or(found.html);
    }
    found
}

/// Where the first link that a selector names leads, if it stays on the site.
fn linked(document: &Document, selector: Option<&str>, url: &WebUrl) -> Option<WebUrl> {
    let found = document.select(selector?);
    let href = found.nodes().iter().find_map(|node| node.attr("href"))?;
    url.join(&href).filter(|target| target.host() == url.host() && target != url)
}

#[cfg(test)]
mod tests;
