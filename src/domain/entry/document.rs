//! The texts of an entry as documents, with links as a person gets them: behind redirects, and without
//! what tracks. Used by whatever shows, saves or sends an article.

use super::Entry;
use crate::domain::web_url::WebUrl;
use crate::text::html::parse_document;
use crate::text::{Document, Markup, SafeText};

impl Entry {
    /// The best text there is: the article if it was fetched, else the feed's own.
    #[must_use]
    pub fn document(&self) -> Document {
        self.article_document().unwrap_or_else(|| self.own_document())
    }

    /// The article, if it was fetched.
    #[must_use]
    pub fn article_document(&self) -> Option<Document> {
        self.full_text.as_ref().map(|full| document(&full.content, &full.url))
    }

    /// The feed's own text.
    #[must_use]
    pub fn own_document(&self) -> Document {
        document(&self.content, self.row.url.as_ref().unwrap_or(&self.feed_url))
    }
}

fn document(markup: &Markup, base: &WebUrl) -> Document {
    let mut document = parse_document(markup, Some(base.as_str()));
    for link in &mut document.links {
        if let Some(url) = WebUrl::parse(link.as_str()).filter(|url| url.cleaned() != *url) {
            *link = SafeText::new(url.cleaned().as_str());
        }
    }
    document
}
