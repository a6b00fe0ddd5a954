//! Which vocabulary an element belongs to, by namespace or, where a feed forgot to declare one, by
//! the prefix it is usually written with. Called by the reader alone.

use super::token::Attributes;

/// A vocabulary.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Space {
    /// RSS, RDF channels, Atom: the words of the format itself.
    Core,
    /// Dublin Core, both kinds.
    Dublin,
    /// `content:`.
    Content,
    /// `itunes:`.
    Itunes,
    /// `media:`.
    Media,
    /// XHTML.
    Html,
    /// `rdf:`.
    Rdf,
    /// `xml:`.
    Xml,
    /// Any other.
    Other,
}

/// Declarations in scope at most; a feed has ten, an attack twenty thousand.
const MAX_SCOPES: usize = 128;

/// The namespaces in scope.
#[derive(Debug, Default)]
pub(super) struct Scopes<'a> {
    declared: Vec<(&'a str, Space)>,
}

/// Start of an address → vocabulary. Compared without scheme and case.
const KNOWN: &[(&str, Space)] = &[
    ("www.w3.org/2005/atom", Space::Core),
    ("purl.org/atom", Space::Core),
    ("purl.org/pie", Space::Core),
    ("purl.org/net/rss1.1", Space::Core),
    ("purl.org/rss/1.0/modules/content", Space::Content),
    ("purl.org/rss/1.0/modules", Space::Other),
    ("purl.org/rss", Space::Core),
    ("my.netscape.com", Space::Core),
    ("channel.netscape.com", Space::Core),
    ("my.userland.com", Space::Core),
    ("backend.userland.com/creativecommons", Space::Other),
    ("backend.userland.com/bloglinks", Space::Other),
    ("backend.userland.com", Space::Core),
    ("blogs.law.harvard.edu/tech/rss", Space::Core),
    ("cyber.law.harvard.edu/rss", Space::Core),
    ("www.rssboard.org/rss", Space::Core),
    ("purl.org/dc", Space::Dublin),
    ("www.itunes.com", Space::Itunes),
    ("search.yahoo.com/mrss", Space::Media),
    ("www.rssboard.org/media-rss", Space::Media),
    ("www.w3.org/1999/xhtml", Space::Html),
    ("www.w3.org/1999/02/22-rdf-syntax", Space::Rdf),
    ("www.w3.org/xml/1998/namespace", Space::Xml),
];

impl<'a> Scopes<'a> {
    /// Number of declarations, to return to with [`Scopes::leave`].
    pub fn mark(&self) -> usize {
        self.declared.len()
    }

    /// Forgets the declarations made since `mark`.
    pub fn leave(&mut self, mark: usize) {
        self.declared.truncate(mark);
    }

    /// Takes the declarations of a tag. `root`: the prefix of the feed's root element, whose
    /// namespace is the format's own even when nobody knows it.
    pub fn enter(&mut self, attributes: Attributes<'a>, root: Option<&str>) {
        if !attributes.raw().contains("xmlns") {
            return;
        }
        for (name, value) in attributes.iter() {
            let prefix = match name.strip_prefix("xmlns") {
                Some("") => "",
                Some(rest) if rest.starts_with(':') => &rest[1..],
                _ => continue,
            };
            let space = match known(value) {
                Some(space) => space,
                None if value.trim().is_empty() || root == Some(prefix) => Space::Core,
                None => Space::Other,
            };
            if self.declared.len() < MAX_SCOPES {
                self.declared.push((prefix, space));
            }
        }
    }

    /// The vocabulary of a prefix, and whether it is declared.
    pub fn resolve(&self, prefix: &str) -> (Space, bool) {
        let declared = self.declared.iter().rev().find(|(known, _)| *known == prefix);
        match declared {
            Some((_, space)) => (*space, true),
            None => (usual(prefix), prefix.is_empty() || prefix == "xml"),
        }
    }
}

/// What a prefix means where nothing declares it.
fn usual(prefix: &str) -> Space {
    match prefix {
        "" | "atom" | "atom10" | "a10" | "rss" => Space::Core,
        "dc" | "dcterms" => Space::Dublin,
        "content" => Space::Content,
        "itunes" => Space::Itunes,
        "media" => Space::Media,
        "xhtml" | "html" => Space::Html,
        "rdf" => Space::Rdf,
        "xml" => Space::Xml,
        other if other.eq_ignore_ascii_case("itunes") => Space::Itunes,
        _ => Space::Other,
    }
}

fn known(uri: &str) -> Option<Space> {
    let uri = uri.trim();
    let bare = uri
        .split_once("://")
        .filter(|(scheme, _)| scheme.eq_ignore_ascii_case("http") || scheme.eq_ignore_ascii_case("https"))
        .map_or(uri, |(_, rest)| rest);
    KNOWN.iter().find(|(start, _)| starts_with_ignoring_case(bare, start)).map(|(_, space)| *space)
}

fn starts_with_ignoring_case(text: &str, start: &str) -> bool {
    text.get(..start.len()).is_some_and(|head| head.eq_ignore_ascii_case(start))
}
