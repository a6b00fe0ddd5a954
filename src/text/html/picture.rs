//! What an `<img>` is to a reader, and which of the addresses that a page names for it is the picture:
//! pages that load late put something else into `src`, and most name several sizes. Called by `walk`.

use std::sync::Arc;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use dom_query::{Element, NodeRef};

use super::element::{MAX_LABEL, attribute};
use super::links::Links;
use super::tex::readable;
use super::tracker::is_tracker;
use crate::text::SafeText;
use crate::text::document::{Figure, PixelSize};

/// Images up to this declared size, in pixels, count the reader, not the eye.
const TRACKER: u32 = 2;
/// Images up to this declared size, in pixels, are signs within the text.
const ICON: u32 = 24;
/// Of several sizes the smallest is taken that has so many pixels across: no column of text has more.
const ENOUGH: u32 = 900;
/// A file in the page of fewer bytes stands in for a picture that is loaded later.
const LEAST_INLINE: usize = 120;
/// Files in a page are kept up to this size.
const MOST_INLINE: usize = 2 << 20;

/// Attributes with one address, the best first: lazy loaders put a placeholder in `src`.
const ADDRESSES: [&str; 7] =
    ["data-src", "data-lazy-src", "data-original", "data-original-src", "data-url", "data-image", "src"];
/// Attributes with several addresses.
const SETS: [&str; 3] = ["data-srcset", "data-lazy-srcset", "srcset"];
/// What files that stand in for a picture are called.
const STAND_INS: [&str; 8] =
    ["placeholder", "blank.", "spacer", "transparent.", "1x1", "pixel.", "loading.", "lazy-load"];

/// What an `<img>` is to a reader.
pub enum Image {
    /// Nothing to see.
    None,
    /// A sign within the text.
    Sign(String),
    /// A picture.
    Picture(Figure),
}

/// Reads an `<img>`; `others` is the `srcset` that the `<picture>` around it names.
pub fn image(element: &Element, others: Option<&str>, links: &Links) -> Image {
    let size = |name| {
        attribute(element, name).and_then(|text| text.trim_end_matches("px").trim().parse::<u32>().ok())
    };
    let sizes = [size("width"), size("height")];
    if sizes.iter().flatten().any(|size| *size <= TRACKER) {
        return Image::None;
    }
    let alt = attribute(element, "alt").or_else(|| attribute(element, "title")).unwrap_or_default();
    let is_emoji =
        attribute(element, "class").is_some_and(|class| class.contains("emoji") || class.contains("smiley"));
    if attribute(element, "class").is_some_and(is_formula) && !alt.is_empty() {
        return Image::Sign(readable(alt));
    }
    let is_small = sizes.iter().all(|size| size.is_some_and(|size| size <= ICON));
    if is_emoji || is_small {
        return if alt.is_empty() { Image::None } else { Image::Sign(alt.to_owned()) };
    }
    let url = address(element, others, links).filter(|url| !is_tracker(url.as_str()));
    let inline = if url.is_none() { attribute(element, "src").and_then(inline) } else { None };
    let alt = SafeText::folded(alt, MAX_LABEL);
    if url.is_none() && inline.is_none() && alt.is_empty() {
        return Image::None;
    }
    let size = match sizes {
        [Some(width), Some(height)] => Some(PixelSize { width, height }),
        _ => None,
    };
    Image::Picture(Figure { url, inline, size, alt, caption: Vec::new() })
}

/// The `srcset` of the first `<source>` of a `<picture>` whose format can be shown.
pub fn other_sources(image: &NodeRef<'_>) -> Option<String> {
    let picture = image.parent().filter(|parent| parent.has_name("picture"))?;
    let mut sources = picture.children_it(false).filter(|child| child.has_name("source"));
    sources.find_map(|source| {
        let kind = source.attr("type").map(|kind| kind.to_string()).unwrap_or_default();
        let is_shown =
            kind.is_empty() || ["jpeg", "jpg", "png", "webp", "gif"].iter().any(|known| kind.contains(known));
        let set = source.attr("srcset").or_else(|| source.attr("data-srcset"));
        set.filter(|set| is_shown && !set.trim().is_empty()).map(|set| set.to_string())
    })
}

/// The address of the picture itself.
fn address(element: &Element, others: Option<&str>, links: &Links) -> Option<SafeText> {
    let mut stand_in = None;
    for name in SETS {
        let best = attribute(element, name).and_then(|set| best_of(set, links));
        if best.is_some() {
            return best;
        }
    }
    for name in ADDRESSES {
        let Some(url) = attribute(element, name).and_then(|value| links.resource(value)) else { continue };
        let file = url.as_str().rsplit('/').next().unwrap_or_default().to_ascii_lowercase();
        if !STAND_INS.iter().any(|known| file.contains(known)) {
            return Some(url);
        }
        stand_in = stand_in.or(Some(url));
    }
    others.and_then(|set| best_of(set, links)).or(stand_in)
}

/// The best of several sizes: `a.jpg 640w, b.jpg 1280w` or `a.jpg, b.jpg 2x`.
fn best_of(set: &str, links: &Links) -> Option<SafeText> {
    let mut best: Option<(u32, SafeText)> = None;
    for (address, size) in candidates(set) {
        let Some(url) = links.resource(address) else { continue };
        let is_better = |known: u32| match (known >= ENOUGH, size >= ENOUGH) {
            (true, true) => size < known,
            (false, _) => size > known,
            (true, false) => false,
        };
        if best.as_ref().is_none_or(|(known, _)| is_better(*known)) {
            best = Some((size, url));
        }
    }
    best.map(|(_, url)| url)
}

/// Addresses with the pixels across that each has; those without a size come out as enough at `1x`,
/// and more than enough above that.
fn candidates(set: &str) -> Vec<(&str, u32)> {
    let mut found = Vec::new();
    let mut rest = set.trim_start_matches([' ', '\t', '\n', '\r', ',']);
    // Addresses may hold commas; one that ends an address ends the candidate.
    while !rest.is_empty() && found.len() < 50 {
        let end = rest.find(|c: char| c.is_ascii_whitespace()).unwrap_or(rest.len());
        let (address, after) = rest.split_at(end);
        let bare = address.trim_end_matches(',');
        let (descriptor, next) = if bare.len() < address.len() {
            ("", after)
        } else {
            after.split_once(',').unwrap_or((after, ""))
        };
        found.push((bare, pixels(descriptor.trim())));
        rest = next.trim_start_matches([' ', '\t', '\n', '\r', ',']);
    }
    found
}

fn pixels(descriptor: &str) -> u32 {
    match descriptor.strip_suffix('w') {
        Some(width) => width.trim().parse().unwrap_or(0),
        // The plain size is what the page itself would show; more than that only makes it heavier.
        None if descriptor.is_empty() || descriptor == "1x" => ENOUGH,
        None => ENOUGH + 1,
    }
}

/// The bytes of a file that stands in the page itself.
fn inline(src: &str) -> Option<Arc<[u8]>> {
    let (head, coded) = src.trim().strip_prefix("data:image/")?.split_once(',')?;
    let is_shown = ["png", "jpeg", "jpg", "gif", "webp"].iter().any(|known| head.starts_with(known));
    if !is_shown || !head.ends_with(";base64") || coded.len() > MOST_INLINE * 4 / 3 {
        return None;
    }
    let coded: String = coded.chars().filter(|c| !c.is_whitespace()).collect();
    let bytes = STANDARD.decode(coded).ok()?;
    (bytes.len() >= LEAST_INLINE).then(|| bytes.into())
}

/// Classes with which `MediaWiki`, `WordPress` and others mark a formula drawn as an image.
fn is_formula(class: &str) -> bool {
    class.split_ascii_whitespace().any(|name| name.starts_with("mwe-math") || matches!(name, "latex" | "tex"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Markup;
    use crate::text::html::parse_document;

    fn figures(html: &str) -> Vec<Figure> {
        let document = parse_document(&Markup::clean(html), Some("https://news.example/1"));
        document.figures().into_iter().cloned().collect()
    }

    fn url(html: &str) -> Option<String> {
        figures(html).first().and_then(|figure| figure.url.as_ref()).map(ToString::to_string)
    }

    #[test]
    fn of_several_addresses_the_picture_is_chosen() {
        for (html, expected) in [
            ("<img src=/a.jpg>", "a.jpg"),
            ("<img src=/a.jpg data-src=/b.jpg>", "b.jpg"),
            ("<img src=/placeholder.gif data-original=/b.jpg>", "b.jpg"),
            ("<img src=/s.jpg srcset='/s.jpg 320w, /m.jpg 1024w, /l.jpg 4000w'>", "m.jpg"),
            ("<img src=/s.jpg srcset='/s.jpg 320w, /m.jpg 640w'>", "m.jpg"),
            ("<img srcset='/s.jpg, /l.jpg 2x'>", "s.jpg"),
            ("<img srcset='/w_300,h_200/a.jpg 300w,/w_900,h_600/a.jpg 900w'>", "w_900,h_600/a.jpg"),
            (
                "<picture><source type='image/avif' srcset=/a.avif><source srcset=/a.webp type=image/webp>\
                 <img src='data:image/gif;base64,R0lGODlhAQABAAAAACw='></picture>",
                "a.webp",
            ),
            ("<picture><source srcset=/a.webp><img src=/a.jpg></picture>", "a.jpg"),
        ] {
            assert_eq!(url(html).as_deref(), Some(&*format!("https://news.example/{expected}")), "{html}");
        }
    }

    #[test]
    fn what_counts_readers_is_no_picture() {
        for html in [
            "<img src=https://pixel.wp.com/b.gif?x=1>",
            "<img src=https://a.example/x.gif width=1>",
            "<img src='data:image/gif;base64,R0lGODlhAQABAAAAACw='>",
            "<img src='file:///etc/passwd'>",
        ] {
            assert_eq!(figures(html), [], "{html}");
        }
        let with_words = figures("<img src=https://www.facebook.com/tr?id=1 alt=Words>");
        assert_eq!((with_words[0].url.clone(), with_words[0].alt.as_str()), (None, "Words"));
    }

    #[test]
    fn a_file_in_the_page_needs_no_address() {
        let file = STANDARD.encode([b"\x89PNG\r\n\x1a\n".as_slice(), &[0; 200]].concat());
        let found = figures(&format!("<img alt=x src='data:image/png;base64,{file}'>"));
        assert_eq!((found[0].inline.as_ref().map(|bytes| bytes.len()), &found[0].url), (Some(208), &None));
        assert!(found[0].has_picture());
        assert_eq!(figures("<img src='data:image/svg+xml;base64,AAAA'>"), []);
    }

    #[test]
    fn the_declared_size_is_kept_where_both_sides_are_known() {
        let size = |html: &str| figures(html)[0].size.map(|size| (size.width, size.height));
        assert_eq!(size("<img src=/a.jpg width=640 height='360px'>"), Some((640, 360)));
        assert_eq!(size("<img src=/a.jpg width=640>"), None);
        assert_eq!(size("<img src=/a.jpg width='100%' height=auto>"), None);
    }
}
