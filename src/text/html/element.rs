//! What the reader needs to know of one element: attributes, whether it is hidden, the media it stands
//! for; images are `picture`'s. Called by `walk` and `build`.

use dom_query::Element;

use super::links::Links;
use crate::text::SafeText;

/// Longest text that stands for an image or media, in characters.
pub(super) const MAX_LABEL: usize = 500;
/// The value of an attribute.
pub fn attribute<'e>(element: &'e Element, name: &str) -> Option<&'e str> {
    element.attrs.iter().find(|attr| &*attr.name.local == name).map(|attr| &*attr.value)
}

/// Whether the element is not shown, as far as its own attributes say.
pub fn is_hidden(element: &Element, name: &str) -> bool {
    element.attrs.iter().any(|attr| match &*attr.name.local {
        "hidden" => true,
        "aria-hidden" => &*attr.value == "true" && matches!(name, "a" | "span" | "i" | "svg"),
        "style" => hides(&attr.value),
        "class" => attr.value.split_ascii_whitespace().any(|class| {
            matches!(class, "sr-only" | "screen-reader-text" | "visually-hidden" | "visuallyhidden")
        }),
        _ => false,
    })
}

fn hides(style: &str) -> bool {
    if !style.contains(['n', 'N']) {
        return false;
    }
    let style: String = style.chars().filter(|c| !c.is_whitespace()).collect::<String>().to_ascii_lowercase();
    style.split(';').any(|rule| rule.starts_with("display:none") || rule.starts_with("visibility:hidden"))
}

/// The words and the target of embedded media; `source` is the address of its first `<source>`.
pub fn media(
    element: &Element,
    name: &str,
    source: Option<&str>,
    links: &Links,
) -> Option<(SafeText, String)> {
    let own = ["src", "data-src", "data-lazy-src"].iter().find_map(|name| attribute(element, name));
    let target = own.filter(|src| !src.is_empty()).or(source).and_then(|src| links.resolve(src))?;
    let target = watch_page(&target).unwrap_or(target);
    if target.starts_with("mailto:") {
        return None;
    }
    let place = target.split_once("://").map_or("", |(_, rest)| rest);
    let host = place.split(['/', '?', '#']).next().unwrap_or_default().trim_start_matches("www.");
    let label = match name {
        "video" => "Video",
        "audio" => "Audio",
        _ if ["youtube", "youtu.be", "vimeo", "dailymotion"].iter().any(|known| host.contains(known)) => {
            "Video"
        }
        _ if ["spotify", "soundcloud", "podcast"].iter().any(|known| host.contains(known)) => "Audio",
        _ => "Embedded page",
    };
    let title = attribute(element, "title").map(str::trim).filter(|title| !title.is_empty()).unwrap_or(host);
    Some((SafeText::folded(&format!("{label}: {title}"), MAX_LABEL), target))
}

/// A `YouTube` player's address leads nowhere without its page; the page for watching does.
fn watch_page(target: &str) -> Option<String> {
    let (host, rest) = target.strip_prefix("https://")?.split_once("/embed/")?;
    let id = rest.split(['?', '/', '#']).next()?;
    let is_player = matches!(host, "www.youtube.com" | "youtube.com" | "www.youtube-nocookie.com");
    (is_player && !id.is_empty()).then(|| format!("https://www.youtube.com/watch?v={id}"))
}

/// The language that `class` names for code.
pub fn code_language(element: &Element) -> Option<SafeText> {
    let class = attribute(element, "class")?;
    let mut words = class.split_ascii_whitespace().peekable();
    while let Some(word) = words.next() {
        let named =
            ["language-", "lang-", "highlight-source-", "brush:"].iter().find_map(|p| word.strip_prefix(p));
        let named = match named {
            Some("") => words.peek().copied(),
            named => named,
        };
        if let Some(name) = named {
            let name = SafeText::folded(name.trim_end_matches(';'), 30);
            return (!name.is_empty()).then_some(name);
        }
    }
    None
}
