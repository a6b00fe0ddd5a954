//! What an element is, as far as its class, id and role say: the words that site makers use, in the
//! languages of the web. Whole words only: `share` is one, `shareholder` is not. Pure lookup; whether
//! an element goes is decided by `prune`, which also looks at how much text would go with it.

use dom_query::Element;

/// What names say of an element.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// Share bars, related links, newsletters, advertisements.
    Aside,
    /// What readers wrote.
    Comments,
    /// Who wrote it.
    Author,
    /// A line about the article: date, section, tags.
    Note,
    /// Words below a picture.
    Caption,
    /// Pictures to page through.
    Gallery,
    /// A sentence or two between headline and text.
    Standfirst,
    /// For screen readers only.
    Unseen,
}

/// Reads the names of an element.
pub fn part_of(element: &Element) -> Option<Part> {
    let mut names = String::new();
    for attribute in &element.attrs {
        match &*attribute.name.local {
            "class" | "id" => add(&mut names, &attribute.value),
            "itemprop" if attribute.value.contains("caption") => return Some(Part::Caption),
            "role" if &*attribute.value == "toolbar" => return Some(Part::Aside),
            _ => {}
        }
    }
    if names.len() < 3 { None } else { of_names(&names) }
}

fn of_names(names: &str) -> Option<Part> {
    let has_pair = |pairs: &[&str]| pairs.iter().any(|pair| names.contains(pair));
    if has_pair(UNSEEN) {
        return Some(Part::Unseen);
    }
    if has_pair(ASIDES) {
        return Some(Part::Aside);
    }
    if has_pair(STANDFIRSTS) {
        return Some(Part::Standfirst);
    }
    if has_pair(AUTHORS) {
        return Some(Part::Author);
    }
    names.split('-').filter(|word| word.len() > 1).find_map(of_word)
}

fn of_word(word: &str) -> Option<Part> {
    Some(match word {
        "share" | "sharing" | "shares" | "sharebar" | "sharetools" | "social" | "socials" | "addthis"
        | "addtoany" | "sharedaddy" | "sociable" | "shareaholic" | "followus" | "related"
        | "relatedposts" | "relateds" | "recommended" | "recommendation" | "recommendations" | "recirc"
        | "recirculation" | "outbrain" | "taboola" | "zergnet" | "revcontent" | "mostread" | "trending"
        | "popular" | "readmore" | "readnext" | "upnext" | "seealso" | "promo" | "promos" | "yarpp"
        | "rail" | "newsletter" | "newsletters" | "subscribe" | "subscription" | "signup" | "optin"
        | "mailchimp" | "ad" | "ads" | "advert" | "adverts" | "advertisement" | "advertising" | "adsense"
        | "adslot" | "adunit" | "adbox" | "dfp" | "sponsor" | "sponsored" | "sponsors" | "rollover"
        | "werbung" | "anzeige" | "publicidad" | "publicite" | "pubblicita" | "verwandt" | "copyright"
        | "cta" | "toolbar" | "tools" | "pagination" | "pager" | "breadcrumb" | "breadcrumbs" | "print"
        | "noprint" => Part::Aside,
        "comments" | "disqus" | "commentlist" | "respond" | "livefyre" | "comentarios" | "kommentare"
        | "commentaires" | "commenti" | "reacties" => Part::Comments,
        "byline" | "bylines" | "author" | "authors" | "bio" | "vcard" | "contributors" => Part::Author,
        "date" | "datetime" | "pubdate" | "timestamp" | "published" | "updated" | "meta" | "metadata"
        | "posted" | "readtime" | "readingtime" | "kicker" | "eyebrow" | "category" | "categories"
        | "tags" | "tagged" | "taglist" | "keywords" | "topics" | "views" | "viewcount" | "datum" => {
            Part::Note
        }
        "caption" | "captions" | "figcaption" | "credit" | "credits" | "photocredit" | "imagecredit"
        | "imagecaption" | "mediacaption" | "photographer" => Part::Caption,
        "standfirst" | "dek" | "subheadline" | "vorspann" | "chapo" | "chapeau" | "entradilla"
        | "sommario" => Part::Standfirst,
        "gallery" | "galleries" | "slideshow" | "carousel" | "slider" => Part::Gallery,
        _ => return None,
    })
}

/// Pairs of words, as they stand in [`names`](part_of).
const ASIDES: &[&str] = &[
    "-most-read-",
    "-most-popular-",
    "-most-viewed-",
    "-read-more-",
    "-read-next-",
    "-read-also-",
    "-also-read-",
    "-up-next-",
    "-see-also-",
    "-more-from-",
    "-more-stories-",
    "-more-news-",
    "-more-on-",
    "-story-package-",
    "-sign-up-",
    "-follow-us-",
    "-reading-time-",
    "-read-time-",
    "-call-to-action-",
    "-embedded-article-",
    "-lire-aussi-",
    "-leggi-anche-",
    "-lees-ook-",
    "-lesen-sie-",
];

const AUTHORS: &[&str] = &[
    "-author-bio-",
    "-author-box-",
    "-author-info-",
    "-about-author-",
    "-about-the-author-",
    "-author-card-",
    "-post-author-",
];

const STANDFIRSTS: &[&str] = &[
    "-article-summary-",
    "-article-subtitle-",
    "-post-subtitle-",
    "-entry-subtitle-",
    "-article-deck-",
    "-sub-headline-",
];

const UNSEEN: &[&str] = &[
    "-visually-hidden-",
    "-visuallyhidden-",
    "-sr-only-",
    "-screen-reader-",
    "-screenreader-",
    "-off-screen-",
    "-offscreen-",
    "-a11y-hidden-",
    "-assistive-text-",
    "-accessibility-text-",
];

/// Adds names as words in lower case, each between hyphens: `relatedPosts c__x` to `-related-posts-c-x-`.
fn add(names: &mut String, value: &str) {
    if names.is_empty() {
        names.push('-');
    }
    let mut was_small = false;
    for c in value.chars() {
        if c.is_ascii_alphanumeric() {
            if c.is_ascii_uppercase() && was_small {
                names.push('-');
            }
            was_small = c.is_ascii_lowercase();
            names.push(c.to_ascii_lowercase());
        } else {
            was_small = false;
            if !names.ends_with('-') {
                names.push('-');
            }
        }
    }
    if !names.ends_with('-') {
        names.push('-');
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn part(value: &str) -> Option<Part> {
        let mut names = String::new();
        add(&mut names, value);
        of_names(&names)
    }

    #[test]
    fn names_are_read_by_whole_words() {
        assert_eq!(part("c-article__relatedLinks"), Some(Part::Aside));
        assert_eq!(part("mostRead wide"), Some(Part::Aside));
        assert_eq!(part("post__author-bio"), Some(Part::Author));
        assert_eq!(part("wp-caption-text"), Some(Part::Caption));
        assert_eq!(part("sr-only"), Some(Part::Unseen));
        assert_eq!(part("entry-date"), Some(Part::Note));
        for plain in ["shareholder", "adapter", "download", "updates", "story-body", ""] {
            assert_eq!(part(plain), None, "{plain}");
        }
    }
}
