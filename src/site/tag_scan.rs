//! A one-pass reader of the few tags that sites hide their facts in (`<a>`, `<font>`, `<li>`). It is
//! no HTML parser: the article text goes through `text::html`. Linear in the input, whatever it is.

/// A piece of markup.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Token<'a> {
    /// `<name attributes>`.
    Open(&'a str, &'a str),
    /// `</name>`.
    Close(&'a str),
    /// What stands between tags, references not yet decoded.
    Text(&'a str),
}

/// Splits markup into tokens; comments are left out.
pub(super) fn tokens(markup: &str) -> Tokens<'_> {
    Tokens { rest: markup }
}

pub(super) struct Tokens<'a> {
    rest: &'a str,
}

impl<'a> Iterator for Tokens<'a> {
    type Item = Token<'a>;

    fn next(&mut self) -> Option<Token<'a>> {
        while let Some(after) = self.rest.strip_prefix("<!--") {
            self.rest = after.find("-->").map_or("", |end| &after[end + 3..]);
        }
        if self.rest.is_empty() {
            return None;
        }
        Some(self.tag().unwrap_or_else(|| self.text()))
    }
}

impl<'a> Tokens<'a> {
    /// The tag that starts here. One that never ends makes all that follows text, so that the input is
    /// looked at once.
    fn tag(&mut self) -> Option<Token<'a>> {
        let inner = self.rest.strip_prefix('<')?;
        let body = inner.strip_prefix('/').unwrap_or(inner);
        if !body.starts_with(|c: char| c.is_ascii_alphabetic() || c == '!' || c == '?') {
            return None;
        }
        let Some(end) = end_of_tag(body) else {
            return Some(Token::Text(std::mem::take(&mut self.rest)));
        };
        let (tag, rest) = (&body[..end], &body[end + 1..]);
        let name_end = tag.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(tag.len());
        self.rest = rest;
        let (name, attributes) = tag.split_at(name_end);
        Some(if inner.len() == body.len() { Token::Open(name, attributes) } else { Token::Close(name) })
    }

    /// Everything up to the next `<`; a `<` that opens no tag is text.
    fn text(&mut self) -> Token<'a> {
        let skip = usize::from(self.rest.starts_with('<'));
        let end = self.rest[skip..].find('<').map_or(self.rest.len(), |position| position + skip);
        let (text, rest) = self.rest.split_at(end);
        self.rest = rest;
        Token::Text(text)
    }
}

/// Where the `>` is that ends a tag; one inside quotes does not.
fn end_of_tag(body: &str) -> Option<usize> {
    let mut quote = None;
    for (position, byte) in body.bytes().enumerate() {
        match (quote, byte) {
            (None, b'>') => return Some(position),
            (None, b'"' | b'\'') => quote = Some(byte),
            (Some(open), byte) if open == byte => quote = None,
            _ => {}
        }
    }
    None
}

/// The decoded value of an attribute.
pub(super) fn attribute(attributes: &str, name: &str) -> Option<String> {
    let mut rest = attributes;
    loop {
        rest = rest.trim_start_matches(|c: char| c.is_whitespace() || c == '/');
        let end = rest.find(|c: char| c == '=' || c.is_whitespace()).unwrap_or(rest.len());
        let (found, after) = rest.split_at(end);
        if found.is_empty() && after.is_empty() {
            return None;
        }
        let after = after.trim_start();
        let (value, next) = match after.strip_prefix('=') {
            Some(value) => split_value(value.trim_start()),
            None => ("", after),
        };
        if found.eq_ignore_ascii_case(name) {
            return Some(decode(value));
        }
        rest = next;
    }
}

fn split_value(text: &str) -> (&str, &str) {
    match text.chars().next() {
        Some(quote @ ('"' | '\'')) => text[1..].split_once(quote).unwrap_or((&text[1..], "")),
        _ => text.split_at(text.find(char::is_whitespace).unwrap_or(text.len())),
    }
}

/// Decodes the character references that XML knows, `&nbsp;` and numbers; others stay as written.
pub(super) fn decode(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(position) = rest.find('&') {
        out.push_str(&rest[..position]);
        rest = &rest[position..];
        let (c, length) = reference(rest).unwrap_or(('&', 1));
        out.push(c);
        rest = &rest[length..];
    }
    out.push_str(rest);
    out
}

/// The character of the reference at the start of `text`, and how long the reference is.
fn reference(text: &str) -> Option<(char, usize)> {
    let end = text.bytes().take(12).position(|b| b == b';')?;
    let name = &text[1..end];
    let c = match name {
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "quot" => '"',
        "apos" => '\'',
        "nbsp" => '\u{a0}',
        _ => {
            let number = name.strip_prefix('#')?;
            let code = match number.strip_prefix(['x', 'X']) {
                Some(hex) => u32::from_str_radix(hex, 16),
                None => number.parse(),
            };
            char::from_u32(code.ok()?)?
        }
    };
    Some((c, end + 1))
}

/// A link in markup.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Link {
    /// Target, as written.
    pub href: String,
    /// Its words, white space at the ends removed.
    pub text: String,
}

/// The links of markup, in order.
pub(super) fn links(markup: &str) -> Vec<Link> {
    let mut found: Vec<Link> = Vec::new();
    let mut is_open = false;
    for token in tokens(markup) {
        match token {
            Token::Open(name, attributes) if name.eq_ignore_ascii_case("a") => {
                let href = attribute(attributes, "href").unwrap_or_default();
                found.push(Link { href, text: String::new() });
                is_open = true;
            }
            Token::Close(name) if name.eq_ignore_ascii_case("a") => is_open = false,
            Token::Text(text) if is_open => {
                if let Some(link) = found.last_mut() {
                    link.text.push_str(&decode(text));
                }
            }
            _ => {}
        }
    }
    for link in &mut found {
        link.text = link.text.trim().to_owned();
    }
    found
}

/// The words of markup without its tags, white space folded.
pub(super) fn words(markup: &str) -> String {
    let mut out = String::new();
    for token in tokens(markup) {
        match token {
            Token::Text(text) => out.push_str(&decode(text)),
            Token::Open(..) | Token::Close(_) => out.push(' '),
        }
    }
    out.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_are_read_with_their_words() {
        let found =
            links(r#"x <a class=b href="https://a.example/?a=1&amp;b=2">One <b>two</b></a> <A HREF='/y'>z"#);
        let pairs: Vec<(&str, &str)> = found.iter().map(|l| (l.href.as_str(), l.text.as_str())).collect();
        assert_eq!(pairs, [("https://a.example/?a=1&b=2", "One two"), ("/y", "z")]);
    }

    #[test]
    fn stray_angle_brackets_are_text() {
        assert_eq!(words("1 < 2 <b>and</b> 3 > 2 <unclosed"), "1 < 2 and 3 > 2 <unclosed");
        assert_eq!(words("a<!-- <b> -->b<!-- open"), "ab");
    }

    #[test]
    fn references_are_decoded_once() {
        assert_eq!(
            decode("&amp;lt; &#39;&#x41;&quot;&nbsp;&foo; & &#xD800;"),
            "&lt; 'A\"\u{a0}&foo; & &#xD800;"
        );
    }

    #[test]
    fn a_megabyte_of_open_tags_is_read_in_one_pass() {
        let hostile = ["<", "<a ", "<a \"", "<!--", "&", "<a href=", "< \""];
        for piece in hostile {
            let text = piece.repeat(1 << 18);
            let started = std::time::Instant::now();
            let _ = links(&text);
            assert!(started.elapsed().as_secs() < 5, "{piece}");
        }
    }
}
