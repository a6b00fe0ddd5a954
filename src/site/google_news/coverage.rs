//! The description of a Google News item: not prose but data. One pair of headline and outlet, or a
//! list of pairs, the first of which is the item itself (news facts 1.2).

use crate::site::tag_scan::{Token, attribute, decode, tokens};

/// Pairs read from one description; a list with more is an attack.
const MAX_PAIRS: usize = 50;

/// A headline with its outlet.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Pair {
    /// Headline.
    pub title: String,
    /// Outlet, if one is named.
    pub publisher: Option<String>,
    /// Link, as written.
    pub href: String,
}

/// What a description says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Coverage {
    /// In the order of the description.
    pub pairs: Vec<Pair>,
    /// Whether it was a list, that is, told of other outlets too.
    pub is_list: bool,
}

/// Reads `<a href>headline</a> <font>outlet</font>`, alone or in `<ol><li>`.
pub(super) fn parse_coverage(description: &str) -> Coverage {
    let mut found = Coverage::default();
    let mut inside = Inside::Nothing;
    for token in tokens(description) {
        match token {
            Token::Open(name, _) if name.eq_ignore_ascii_case("li") => {
                found.is_list = true;
                inside = Inside::Nothing;
            }
            Token::Open(name, attributes) if name.eq_ignore_ascii_case("a") => {
                if found.pairs.len() == MAX_PAIRS {
                    break;
                }
                let href = attribute(attributes, "href").unwrap_or_default();
                found.pairs.push(Pair { href, ..Pair::default() });
                inside = Inside::Link;
            }
            Token::Open(name, _) if name.eq_ignore_ascii_case("font") => inside = Inside::Font,
            Token::Close(name) if name.eq_ignore_ascii_case("a") || name.eq_ignore_ascii_case("font") => {
                inside = Inside::Nothing;
            }
            Token::Text(text) => found.add(inside, &decode(text)),
            Token::Open(..) | Token::Close(_) => {}
        }
    }
    found
}

#[derive(Clone, Copy)]
enum Inside {
    Nothing,
    Link,
    Font,
}

impl Coverage {
    fn add(&mut self, inside: Inside, text: &str) {
        let Some(pair) = self.pairs.last_mut() else { return };
        match inside {
            Inside::Link => pair.title.push_str(text),
            Inside::Font => pair.publisher.get_or_insert_default().push_str(text),
            Inside::Nothing => {}
        }
    }
}
