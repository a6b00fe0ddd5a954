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
            matches!(
                class,
                "sr-only" | "screen-reader-text" | "visually-hidden" | "visuallyhidden" | "MathJax_Preview"
            )
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
    let target = match name {
        "blockquote" => posted_at(element, links)?,
        "lite-youtube" | "amp-youtube" => {
            let id = ["videoid", "data-videoid"].iter().find_map(|name| attribute(element, name))?;
            links.resolve(&format!("https://www.youtube.com/watch?v={id}"))?
        }
        _ => {
            let own = ["src", "data-src", "data-lazy-src", "data"];
            let own = own.iter().filter_map(|name| attribute(element, name)).find(|src| !src.is_empty());
            own.or(source).and_then(|src| links.resolve(src))?
        }
    };
    let target = watch_page(&target).unwrap_or(target);
    if target.starts_with("mailto:") {
        return None;
    }
    let place = target.split_once("://").map_or("", |(_, rest)| rest);
    let host = place.split(['/', '?', '#']).next().unwrap_or_default().trim_start_matches("www.");
    let label = match name {
        "video" | "amp-video" => "Video",
        "audio" | "amp-audio" => "Audio",
        "blockquote" => "Post",
        _ if ["youtube", "youtu.be", "vimeo", "dailymotion"].iter().any(|known| host.contains(known)) => {
            "Video"
        }
        _ if ["spotify", "soundcloud", "podcast"].iter().any(|known| host.contains(known)) => "Audio",
        "object" | "embed" => "Embedded file",
        _ => "Embedded page",
    };
    let title = attribute(element, "title").map(str::trim).filter(|title| !title.is_empty()).unwrap_or(host);
    Some((SafeText::folded(&format!("{label}: {title}"), MAX_LABEL), target))
}

/// Where a post that is quoted with a network's own button stands; other quotations are only that.
fn posted_at(element: &Element, links: &Links) -> Option<String> {
    const NETWORKS: [&str; 6] = [
        "instagram-media",
        "tiktok-embed",
        "twitter-tweet",
        "twitter-video",
        "bluesky-embed",
        "text-post-media",
    ];
    let class = attribute(element, "class")?;
    if !class.split_ascii_whitespace().any(|name| NETWORKS.contains(&name)) {
        return None;
    }
    let named = ["data-instgrm-permalink", "data-text-post-permalink", "cite"];
    named.iter().find_map(|name| links.resolve(attribute(element, name)?))
}

/// A `YouTube` player's address leads nowhere without its page; the page for watching does.
fn watch_page(target: &str) -> Option<String> {
    let (host, rest) = target.strip_prefix("https://")?.split_once("/embed/")?;
    let id = rest.split(['?', '/', '#']).next()?;
    let is_player = matches!(host, "www.youtube.com" | "youtube.com" | "www.youtube-nocookie.com");
    (is_player && !id.is_empty()).then(|| format!("https://www.youtube.com/watch?v={id}"))
}

/// Names that a class may give a language without saying that it is one.
const PLAIN_CLASSES: [&str; 4] = ["sourceCode", "hljs", "highlight", "code"];

/// The language that an element names for code.
pub fn code_language(element: &Element) -> Option<SafeText> {
    let said =
        ["data-lang", "data-language", "data-code-language"].iter().find_map(|name| attribute(element, name));
    let said = said.map(|name| SafeText::folded(name, 30)).filter(|name| !name.is_empty());
    said.or_else(|| language_of_class(attribute(element, "class")?))
}

fn language_of_class(class: &str) -> Option<SafeText> {
    let mut words = class.split_ascii_whitespace().peekable();
    while let Some(word) = words.next() {
        let named =
            ["language-", "lang-", "highlight-source-", "brush:"].iter().find_map(|p| word.strip_prefix(p));
        let named = match named {
            Some("") => words.peek().copied(),
            None if PLAIN_CLASSES.contains(&word) => words.peek().copied().filter(|next| is_plain_name(next)),
            named => named,
        };
        if let Some(name) = named {
            let name = SafeText::folded(name.trim_end_matches(';'), 30);
            return (!name.is_empty()).then_some(name);
        }
    }
    None
}

/// A language's own name, as it stands behind `sourceCode` or `hljs`, and not what else stands there.
fn is_plain_name(word: &str) -> bool {
    const KNOWN: [&str; 32] = [
        "bash",
        "c",
        "clojure",
        "cpp",
        "cs",
        "css",
        "diff",
        "erlang",
        "go",
        "haskell",
        "html",
        "java",
        "javascript",
        "js",
        "json",
        "lisp",
        "lua",
        "makefile",
        "ocaml",
        "perl",
        "php",
        "python",
        "r",
        "ruby",
        "rust",
        "scala",
        "sh",
        "shell",
        "sql",
        "typescript",
        "xml",
        "yaml",
    ];
    KNOWN.contains(&word)
}
