//! How the pieces of a text become a title or HTML.

use super::draft::Form;
use super::entity::Entities;
use super::html::{looks_like_html, visible};
use super::link::absolute;
use super::repair::Repairs;
use super::token::Attributes;
use super::value::{Declared, Piece, build};
use crate::domain::WebUrl;

fn made(pieces: &[Piece<'_>], declared: Declared) -> (String, Form) {
    let (text, form) = build(pieces, declared, &mut Entities::default(), &mut Repairs::default());
    (text.into_owned(), form)
}

#[test]
fn html_in_a_plain_text_needs_evidence() {
    for html in ["<b>x</b>", "x &amp; y", "a<br>b", "&#8217;"] {
        assert!(looks_like_html(html), "{html}");
    }
    for plain in ["1 < 2", "Vec<T>", "AT&T", "x &bogus; y", "<b>open", "<made></made>", ""] {
        assert!(!looks_like_html(plain), "{plain}");
    }
}

#[test]
fn titles_show_what_html_shows() {
    assert_eq!(visible("A <b>bold</b> &amp; <i>x</i><br>new<!-- no > -->!"), "A bold & x new!");
    assert_eq!(visible("a<script>if (x</y) z()</SCRIPT> b<style>c"), "a b");
    assert_eq!(visible("1 < 2 &lt; 3"), "1 < 2 < 3");
    assert_eq!(visible("cut <a href='x"), "cut <a href='x");
}

#[test]
fn text_encoded_twice_is_mended() {
    assert_eq!(made(&[Piece::Text("cafÃ© â€“ don\u{92}t")], Declared::Html).0, "cafÃ© â€“ don’t");
    assert_eq!(made(&[Piece::Text("cafÃ© â€“")], Declared::Html).0, "café –");
    assert_eq!(made(&[Piece::Text("âge Ã la")], Declared::Plain).0, "âge Ã la");
}

#[test]
fn base_64_is_unpacked_and_bad_base_64_is_text() {
    assert_eq!(
        made(&[Piece::Text(" RXhhbXBsZSA8Yj5BdG9tPC9iPg== ")], Declared::Base64).0,
        "Example <b>Atom</b>"
    );
    assert_eq!(made(&[Piece::Text("not base64!")], Declared::Base64).0, "not base64!");
}

#[test]
fn html_without_tags_keeps_its_marks() {
    assert_eq!(made(&[Piece::Text("x &lt;y z")], Declared::Html).0, "x &lt;y z");
    assert_eq!(made(&[Piece::Text("&lt;p&gt;x &lt; y")], Declared::Html).0, "<p>x < y");
}

#[test]
fn elements_become_html_again() {
    let pieces = [
        Piece::Text("a &amp; b "),
        Piece::Open("xhtml:a", Attributes::of(" href='x\"y' xmlns:q='u'"), false),
        Piece::Cdata("<c>"),
        Piece::Close("xhtml:a"),
        Piece::Open("i", Attributes::default(), true),
    ];
    let (html, form) = made(&pieces, Declared::Xhtml);
    assert_eq!(html, "a &amp; b <a href=\"x&quot;y\">&lt;c&gt;</a><i></i>");
    assert_eq!(form, Form::Html);
}

#[test]
fn relative_addresses_in_html_become_absolute_and_nothing_else_changes() {
    let base = WebUrl::parse("https://river.example/a/b").expect("an address");
    let html = "<a class=x HREF=c?x=1&amp;y=2>c</a> <img src='/i.png' alt=\"href='z'\"> href=\"q\" <a href='mailto:x'>";
    assert_eq!(
        absolute(html, Some(&base)),
        "<a class=x HREF=https://river.example/a/c?x=1&amp;y=2>c</a> <img src='https://river.example/i.png' \
         alt=\"href='z'\"> href=\"q\" <a href='mailto:x'>"
    );
    let whole = "<a href='https://x.example/'>x</a>";
    assert!(matches!(absolute(whole, Some(&base)), std::borrow::Cow::Borrowed(_)));
}
