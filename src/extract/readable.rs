//! The readability crate behind one function, so that it can be replaced in one place; the page is
//! cleaned before it and the article after it.

use dom_query::{Document, NodeRef};
use dom_smoothie::{Config, Readability, ReadabilityError};

use super::Error;
use super::metadata::Metadata;
use super::polish::{Facts, polish};
use super::prune::prune;
use crate::domain::WebUrl;
use crate::text::SafeText;

/// Elements of the largest page that is looked at.
const MAX_ELEMENTS: usize = 100_000;
/// Longest headline, in characters (security promises, section 3).
const MAX_TITLE: usize = 1000;
/// Longest byline, in characters.
const MAX_BYLINE: usize = 300;
/// Longest standfirst, in characters.
const MAX_STANDFIRST: usize = 1000;

/// Signs between a headline and the name of its site.
const SEPARATORS: [&str; 7] = [" | ", " - ", " – ", " — ", " · ", " » ", " :: "];

/// What was found in a page.
#[derive(Default)]
pub struct Found {
    /// The article as HTML, addresses absolute.
    pub html: String,
    /// Headline, without the name of the site.
    pub title: Option<SafeText>,
    /// Who wrote it, as it stands on the page.
    pub byline: Option<SafeText>,
    /// A sentence or two between headline and text, which the text is without.
    pub standfirst: Option<SafeText>,
    /// What the page says of it, to clean another article of the same page.
    pub facts: Facts,
}

/// Finds the article in a page.
pub fn read(
    document: Document,
    url: &WebUrl,
    metadata: &Metadata,
    headline: Option<&SafeText>,
) -> Result<Found, Error> {
    let standfirst = prune(&document);
    let config = Config {
        max_elements_to_parse: MAX_ELEMENTS,
        disable_json_ld: true,
        keep_classes: true,
        ..Config::default()
    };
    let mut readability =
        Readability::with_document(document, Some(url.as_str()), Some(config)).map_err(|e| error(&e))?;
    let article = readability.parse().map_err(|e| error(&e))?;
    let title = metadata.title.clone().unwrap_or_else(|| SafeText::folded(&article.title, MAX_TITLE));
    let title = cut_site(&title, metadata.site.as_ref(), headline);
    let byline = article.byline.as_deref().map(|byline| SafeText::folded(byline, MAX_BYLINE));
    let facts = Facts {
        titles: headline
            .into_iter()
            .chain(Some(&title))
            .map(ToString::to_string)
            .chain(Some(article.title))
            .collect(),
        description: text_of(metadata.description.as_ref()),
        authors: metadata.authors.iter().chain(&byline).map(ToString::to_string).collect(),
        site: text_of(metadata.site.as_ref()),
        host: url.host(),
    };
    let content = Document::fragment(&*article.content);
    // A fragment stands in an element of its own.
    let root = content.root().first_element_child().unwrap_or_else(|| content.root());
    let standfirst = polish(&root, &facts).or(standfirst);
    strip_names(&root);
    Ok(Found {
        html: root.inner_html().to_string(),
        title: (!title.is_empty()).then_some(title),
        byline: byline.filter(|byline| !byline.is_empty()),
        facts,
        standfirst: standfirst.map(|text| SafeText::folded(&text, MAX_STANDFIRST)),
    })
}

fn text_of(text: Option<&SafeText>) -> String {
    text.map(ToString::to_string).unwrap_or_default()
}

fn error(error: &ReadabilityError) -> Error {
    match error {
        ReadabilityError::TooManyElements(..) => Error::TooLarge,
        ReadabilityError::GrabFailed | ReadabilityError::BadDocumentURL => Error::NoArticle,
    }
}

/// Names of elements are not kept, but for those that say the language of code or what a sign means.
pub fn strip_names(root: &NodeRef<'_>) {
    for node in root.descendants() {
        if !node.is_element() {
            continue;
        }
        let keeps_class = node.class().is_some_and(|class| {
            class.split_ascii_whitespace().any(|name| {
                ["language-", "lang-", "highlight-source-", "brush:", "mwe-math", "emoji", "smiley"]
                    .iter()
                    .any(|known| name.contains(known))
                    || matches!(name, "latex" | "tex")
            })
        });
        let unwanted: Vec<String> = node
            .attrs()
            .iter()
            .map(|attribute| attribute.name.local.to_string())
            .filter(|name| {
                name == "id"
                    || (name == "class" && !keeps_class)
                    || (name.starts_with("data-") && !name.contains("src") && name != "data-original")
                    || name.starts_with("on")
                    || name == "style"
            })
            .collect();
        let unwanted: Vec<&str> = unwanted.iter().map(String::as_str).collect();
        node.remove_attrs(&unwanted);
    }
}

/// The text of the page's `<h1>`, if it has exactly one.
pub fn only_headline(document: &Document) -> Option<SafeText> {
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
