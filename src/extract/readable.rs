//! The readability crate behind one function, so that it can be replaced in one place.

use dom_query::Document;
use dom_smoothie::{Config, Readability, ReadabilityError};

use super::{Article, Error};
use crate::domain::WebUrl;
use crate::text::html::tame;
use crate::text::{Markup, SafeText};

/// Elements of the largest page that is looked at.
const MAX_ELEMENTS: usize = 100_000;
/// Deepest nesting that is looked at. Scoring grows with the cube of it, and real pages have less than half.
const MAX_DEPTH: usize = 128;
/// Longest headline, in characters (security promises, section 3).
const MAX_TITLE: usize = 1000;
/// Longest byline and other facts, in characters.
const MAX_FACT: usize = 300;

/// Signs between a headline and the name of its site.
const SEPARATORS: [&str; 7] = [" | ", " - ", " – ", " — ", " · ", " » ", " :: "];

/// Reads the article out of a page.
pub fn read(html: &str, url: &WebUrl) -> Result<Article, Error> {
    let document = Document::from(&*tame(html, MAX_DEPTH));
    let headline = only_headline(&document);
    let config = Config { max_elements_to_parse: MAX_ELEMENTS, ..Config::default() };
    let mut readability =
        Readability::with_document(document, Some(url.as_str()), Some(config)).map_err(|e| error(&e))?;
    let article = readability.parse().map_err(|e| error(&e))?;
    let site = fact(article.site_name.as_deref());
    let title = cut_site(&SafeText::folded(&article.title, MAX_TITLE), site.as_ref(), headline.as_ref());
    let image = article.image.as_deref().and_then(|image| url.join(image));
    Ok(Article {
        content: Markup::clean(&article.content),
        title: (!title.is_empty()).then_some(title),
        byline: fact(article.byline.as_deref()),
        site,
        published: fact(article.published_time.as_deref()),
        language: fact(article.lang.as_deref()),
        lead_image: image.map(|image| SafeText::new(image.as_str())),
    })
}

fn error(error: &ReadabilityError) -> Error {
    match error {
        ReadabilityError::TooManyElements(..) => Error::TooLarge,
        ReadabilityError::GrabFailed | ReadabilityError::BadDocumentURL => Error::NoArticle,
    }
}

fn fact(text: Option<&str>) -> Option<SafeText> {
    let text = SafeText::folded(text?, MAX_FACT);
    (!text.is_empty()).then_some(text)
}

/// The text of the page's `<h1>`, if it has exactly one.
fn only_headline(document: &Document) -> Option<SafeText> {
    let found = document.select("h1");
    let text = SafeText::folded(&found.text(), MAX_TITLE);
    (found.length() == 1 && !text.is_empty()).then_some(text)
}

/// "Headline | Site" to "Headline", where the page itself says which part is which.
fn cut_site(title: &SafeText, site: Option<&SafeText>, headline: Option<&SafeText>) -> SafeText {
    for separator in SEPARATORS {
        let Some((before, after)) = title.as_str().rsplit_once(separator) else { continue };
        let names_site = site.is_some_and(|site| site.as_str().eq_ignore_ascii_case(after.trim()));
        let is_headline = headline.is_some_and(|headline| headline.as_str() == before.trim());
        if names_site || is_headline {
            return SafeText::new(before);
        }
    }
    title.clone()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_site_is_cut_from_the_headline() {
        let cut = |title: &str, site: Option<&str>, headline: Option<&str>| {
            let [site, headline] = [site, headline].map(|text| text.map(SafeText::new));
            cut_site(&SafeText::new(title), site.as_ref(), headline.as_ref()).to_string()
        };
        assert_eq!(cut("Storm shifts | The Courier", Some("the courier"), None), "Storm shifts");
        assert_eq!(
            cut("Storm shifts – north - Courier", None, Some("Storm shifts – north")),
            "Storm shifts – north"
        );
        assert_eq!(cut("Storm - shifts", None, None), "Storm - shifts");
    }
}
