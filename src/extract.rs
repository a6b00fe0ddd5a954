//! Full text of a page: the article without what surrounds it. Pure: it fetches nothing, stores
//! nothing and never panics on any bytes; pages without an article are refused with the reason.
//! Called by `service`, in a blocking task.

mod charset;
mod readable;
mod refuse;

pub use charset::decode_page;

use crate::domain::WebUrl;
use crate::text::html::visible_text;
use crate::text::{Markup, SafeText};

/// An article that was found in a page.
#[derive(Clone, Debug, PartialEq)]
pub struct Article {
    /// The article as markup, addresses absolute.
    pub content: Markup,
    /// Headline, without the name of the site.
    pub title: Option<SafeText>,
    /// Who wrote it.
    pub byline: Option<SafeText>,
    /// Name of the site.
    pub site: Option<SafeText>,
    /// When it was published, as the page writes it (mostly ISO 8601).
    pub published: Option<SafeText>,
    /// Language tag.
    pub language: Option<SafeText>,
    /// Address of the picture that stands for the article; http or https.
    pub lead_image: Option<SafeText>,
}

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
    /// A page that checks whether a person is there.
    #[error("The site checks for robots before it shows the article. Open the original in a browser.")]
    RobotCheck,
    /// More elements than an article has.
    #[error("The page is too large to look for an article in it. Open the original in a browser.")]
    TooLarge,
}

/// Finds the article in a page that came from `url` (after redirects).
pub fn parse_article(html: &str, url: &WebUrl) -> Result<Article, Error> {
    if let Some(reason) = refuse::by_address(url) {
        return Err(reason);
    }
    let page = visible_text(&Markup::clean(html));
    let read = readable::read(html, url);
    let found = read.as_ref().map(|article| visible_text(&article.content)).unwrap_or_default();
    if let Some(reason) = refuse::by_words(html, &page, &found) {
        return Err(reason);
    }
    let article = read?;
    if found.chars().count() < refuse::SHORTEST { Err(Error::NoArticle) } else { Ok(article) }
}

#[cfg(test)]
mod tests;
