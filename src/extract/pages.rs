//! The other pages of an article that was cut into several: numbered links and "next" links that lead to
//! the same address with another page number. Links to the next article look the same but for that
//! number, so nothing else counts. Pure; `service` fetches.

use dom_query::Document;

use crate::domain::WebUrl;

/// Pages of one article, at most.
pub const MOST_PAGES: usize = 10;

/// Names of page numbers in queries.
const QUERY_NAMES: [&str; 6] = ["page", "p", "pg", "seite", "pagina", "page_number"];

/// The pages that come after this one, as far as it names them, in order.
pub fn following(document: &Document, url: &WebUrl) -> Vec<WebUrl> {
    let Some(here) = Place::of(url) else { return Vec::new() };
    let mut found: Vec<(usize, WebUrl)> = Vec::new();
    for link in document.select("a[href], link[rel=\"next\"]").nodes() {
        let Some(href) = link.attr("href") else { continue };
        // Most links of a page have no number: they are not worth resolving.
        if !href.bytes().any(|byte| byte.is_ascii_digit()) {
            continue;
        }
        let is_next =
            link.attr("rel").is_some_and(|rel| rel.split_ascii_whitespace().any(|word| word == "next"));
        let label = if is_next { None } else { number_of(&link.text()) };
        if !is_next && label.is_none() {
            continue;
        }
        let Some(target) = url.join(&href) else { continue };
        let Some(there) = Place::of(&target) else { continue };
        let fits = there.stem == here.stem && there.number > here.number && there.is_numbered;
        let is_named = label.is_none_or(|label| label == there.number);
        let is_near = there.number <= here.number + MOST_PAGES;
        if fits && is_named && is_near && !found.iter().any(|(number, _)| *number == there.number) {
            found.push((there.number, target));
        }
    }
    found.sort_by_key(|(number, _)| *number);
    found.into_iter().map(|(_, url)| url).collect()
}

fn number_of(text: &str) -> Option<usize> {
    let text = text.trim();
    (text.len() <= 2).then(|| text.parse().ok()).flatten()
}

/// An address as the article's and the number of its page.
struct Place {
    stem: String,
    number: usize,
    is_numbered: bool,
}

impl Place {
    fn of(url: &WebUrl) -> Option<Self> {
        let mut parsed = url.url();
        parsed.set_fragment(None);
        if parsed.path().contains("comment") || parsed.query().is_some_and(|query| query.contains("comment"))
        {
            return None;
        }
        let mut number = None;
        let pairs: Vec<(String, String)> = parsed.query_pairs().into_owned().collect();
        let mut kept = Vec::new();
        for (name, value) in pairs {
            match value.parse::<usize>() {
                Ok(page) if QUERY_NAMES.contains(&name.as_str()) && page < 100 => number = Some(page),
                _ => kept.push(format!("{name}={value}")),
            }
        }
        let mut path = parsed.path().trim_end_matches('/').to_owned();
        if number.is_none()
            && let Some((shorter, page)) = number_in_path(&path)
        {
            path = shorter;
            number = Some(page);
        }
        let stem = format!("{}{path}?{}", parsed.host_str()?, kept.join("&"));
        Some(Self { stem, number: number.unwrap_or(1), is_numbered: number.is_some() })
    }
}

/// `/story/2`, `/story/page/2`, `/story-2.html`, `/story,page-2`, `/story_2.html`.
fn number_in_path(path: &str) -> Option<(String, usize)> {
    let (path, ending) = match path.rsplit_once('.') {
        Some((start, ending)) if ending.len() <= 5 && !ending.contains('/') => (start, Some(ending)),
        _ => (path, None),
    };
    let digits = path.bytes().rev().take_while(u8::is_ascii_digit).count();
    let (start, number) = path.split_at(path.len() - digits);
    let number = number.parse().ok().filter(|number| (1..100).contains(number) && digits <= 2)?;
    let short = start.strip_suffix(['/', '-', ',', '_'])?;
    let short = ["/page", "-page", ",page", "_page", "/seite", "-seite", "-p", ",p"]
        .iter()
        .find_map(|word| short.strip_suffix(word))
        .unwrap_or(short);
    let ending = ending.map(|ending| format!(".{ending}")).unwrap_or_default();
    (!short.is_empty()).then(|| (format!("{short}{ending}"), number))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pages(from: &str, html: &str) -> Vec<String> {
        let url = WebUrl::parse(from).expect("an address");
        following(&Document::from(html), &url).iter().map(ToString::to_string).collect()
    }

    #[test]
    fn numbered_pages_of_the_same_article_are_found() {
        for (from, links, expected) in [
            ("https://a.example/storm", vec!["/storm?page=2", "/storm?page=3"], 2),
            ("https://a.example/storm?id=7&page=2", vec!["?id=7&page=1", "?id=7&page=3"], 1),
            ("https://a.example/storm/", vec!["/storm/2/", "/storm/3/"], 2),
            ("https://a.example/storm.html", vec!["/storm-2.html"], 1),
            ("https://a.example/storm", vec!["/storm/page/2"], 1),
            ("https://a.example/storm", vec!["/calm?page=2", "https://b.example/storm?page=2"], 0),
            ("https://a.example/storm", vec!["/storm?page=200", "/storm/comment-page-2"], 0),
        ] {
            let mut html = String::new();
            for href in links {
                let number =
                    href.trim_end_matches(['/', 'l', 'm', 't', 'h', '.']).rsplit(['=', '/', '-']).next();
                html.push_str(&["<a href=\"", href, "\">", number.unwrap_or_default(), "</a>"].concat());
            }
            assert_eq!(pages(from, &html).len(), expected, "{from} {html}");
        }
    }

    #[test]
    fn the_next_article_is_no_next_page() {
        let html = "<link rel=next href=/calm><a rel=next href='/2026/05/08'>Next</a><a href='/storm?page=2'>Reply</a>";
        assert!(pages("https://a.example/storm", html).is_empty());
        let html = "<link rel=next href='/storm?page=2'><a href='/storm?page=3'>3</a>";
        assert_eq!(
            pages("https://a.example/storm", html),
            ["https://a.example/storm?page=2", "https://a.example/storm?page=3"]
        );
    }
}
