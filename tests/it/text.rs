//! Text from HTML to lines as its users see it: a whole article at several widths, hostile pages, and
//! whether widths agree with the terminal library.

use std::time::{Duration, Instant};

use tidings::text::document::{Block, Document, Inline};
use tidings::text::html::{parse_document, visible_text};
use tidings::text::render::{to_html, to_markdown, to_plain};
use tidings::text::wrap::{Bidi, Layout, Role, to_lines};
use tidings::text::{Markup, width};

const ARTICLE: &str = include_str!("../fixtures/html/article.html");
const KINDS: &str = include_str!("../fixtures/html/kinds.html");
const HOSTILE: &str = include_str!("../fixtures/html/hostile.html");

/// Far above what is needed (the build is not optimised), far below what a mistake would take.
const PATIENCE: Duration = Duration::from_secs(20);

fn document(html: &str) -> Document {
    parse_document(&Markup::clean(html), Some("https://post.example/2026/restart"))
}

fn layout(width: usize) -> Layout {
    Layout { width, link_numbers: true, ..Layout::default() }
}

/// Lines with a letter for each role below what is not plain text.
fn picture(html: &str, columns: usize) -> String {
    let mut picture = String::new();
    for line in to_lines(&document(html), &layout(columns)) {
        let mut roles = String::new();
        for span in &line.spans {
            picture.push_str(span.text.as_str());
            let sign = match span.role {
                Role::Text => ' ',
                Role::Strong => 's',
                Role::Emphasis => 'e',
                Role::Heading => 'h',
                Role::Code | Role::CodeWord(_) => 'c',
                Role::Deleted => 'd',
                Role::Link => 'l',
                Role::LinkNumber => 'n',
                Role::Quote => 'q',
                Role::Ornament => 'o',
                Role::Caption => 'i',
            };
            roles.extend(std::iter::repeat_n(sign, width::width(span.text.as_str())));
        }
        picture.push('\n');
        if !roles.trim().is_empty() {
            picture.push_str(roles.trim_end());
            picture.push('\n');
        }
    }
    picture
}

#[test]
fn an_article_at_reading_width() {
    insta::assert_snapshot!(picture(ARTICLE, 72));
}

#[test]
fn an_article_in_a_narrow_pane() {
    insta::assert_snapshot!(picture(ARTICLE, 32));
}

#[test]
fn every_kind_of_block_at_reading_width() {
    insta::assert_snapshot!(picture(KINDS, 60));
}

#[test]
fn every_kind_of_block_in_a_narrow_pane() {
    insta::assert_snapshot!(picture(KINDS, 24));
}

#[test]
fn an_article_as_markdown() {
    insta::assert_snapshot!(to_markdown(&document(ARTICLE)));
}

#[test]
fn an_article_as_clean_html_reads_back() {
    let first = document(ARTICLE);
    let again = document(&to_html(&first));
    assert_eq!(to_plain(&again), to_plain(&first));
    assert_eq!(again.links, first.links);
}

#[test]
fn the_words_without_a_tree_are_those_of_the_document() {
    let fast = visible_text(&Markup::clean(ARTICLE));
    for block in &document(ARTICLE).blocks {
        if let Block::Paragraph(text) | Block::Heading(_, text) = block {
            let whole: String = text
                .iter()
                .map(|inline| match inline {
                    Inline::Text(text, _) => text.as_str(),
                    Inline::Break => " ",
                })
                .collect();
            let words: Vec<&str> = whole.split_whitespace().collect();
            // A player has no words of its own in the page.
            assert!(whole.starts_with("Video:") || fast.contains(&words.join(" ")), "{words:?}");
        }
    }
}

#[test]
fn a_hostile_page_comes_out_clean() {
    let markup = Markup::clean(HOSTILE);
    let document = parse_document(&markup, Some("https://post.example/"));
    let mut shown: Vec<String> =
        vec![visible_text(&markup), to_plain(&document), to_markdown(&document), to_html(&document)];
    shown.extend(document.links.iter().map(ToString::to_string));
    for columns in [1, 7, 40, 200] {
        for line in to_lines(&document, &layout(columns)) {
            shown.extend(line.spans.iter().map(|span| span.text.to_string()));
        }
    }
    shown.push(format!("{document:?}").replace("\\n", ""));
    for text in &shown {
        for c in text.chars().filter(|c| *c != '\n') {
            let is_bad = c.is_control()
                || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{200b}' | '\u{2028}' | '\u{ad}')
                || ('\u{e0000}'..='\u{e007f}').contains(&c);
            assert!(!is_bad, "U+{:04X} in {text:?}", u32::from(c));
        }
    }
    let marks = to_plain(&document).chars().filter(|c| ('\u{300}'..='\u{36f}').contains(c)).count();
    assert_eq!(marks, 8, "a tower of marks over several elements");
    assert!(!to_html(&document).contains("javascript"));
}

#[test]
fn pages_made_to_be_slow_are_read_quickly() {
    let attributes = (0..60_000).map(|n| format!(" a{n}='x'")).collect::<Vec<_>>().concat();
    let numbered = |tag: &str, count: usize| {
        (0..count).map(|n| format!("<div><{tag} id={n}>x</div>")).collect::<Vec<_>>().concat()
    };
    let pages = [
        ("attributes", format!("<p{attributes}>end</p>")),
        ("blocks", format!("{}end", "<div>".repeat(10_000))),
        ("tables", format!("{}end", "<table><tr><td>".repeat(10_000))),
        ("lists", format!("{}end", "<ul><li>".repeat(10_000))),
        ("quotations", format!("{}end", "<blockquote>".repeat(10_000))),
        (
            "closed inside out",
            format!("{}end{}", "<div><span>".repeat(10_000), "</div></span>".repeat(10_000)),
        ),
        ("formatting", format!("{}end", numbered("b", 5_000))),
        ("spans", "<table>".to_owned() + &"<tr><td rowspan=65000 colspan=1000>x".repeat(500) + "</table>end"),
        ("angles", "<".repeat(300_000) + " end"),
        ("unclosed quotes", "<a title=\"".repeat(30_000) + "end\">end"),
        ("one word", "x".repeat(300_000) + " end"),
        ("references", "&#x41;&amp;&unknown;".repeat(20_000) + "end"),
    ];
    for (name, page) in pages {
        let started = Instant::now();
        let markup = Markup::clean(&page);
        let document = parse_document(&markup, None);
        let lines = to_lines(&document, &layout(80));
        let words = visible_text(&markup);
        assert!(started.elapsed() < PATIENCE, "{name} took {:?}", started.elapsed());
        assert!(words.ends_with("end"), "{name}");
        let text: String = lines.iter().flat_map(|line| &line.spans).map(|span| span.text.as_str()).collect();
        assert!(text.contains("end"), "{name}");
    }
}

/// A page of so many parts.
type Page<'p> = &'p dyn Fn(usize) -> String;

#[test]
fn long_pages_are_set_in_time_that_grows_with_their_length() {
    let paragraph = |count: usize| format!("<p>{}end</p>", "some words ของภาษา and 日本語 ".repeat(count));
    let table = |count: usize| {
        let row = "<tr><td>Harbour<td>1,200<td>a remark of several words<td>12 %";
        format!("<table><tr><th>Place<th>Output<th>Remark<th>Share{}</table>end", row.repeat(count))
    };
    let lists = |count: usize| format!("<ol>{}</ol>end", "<li>a<ul><li>b<li>c</ul>".repeat(count));
    let raised =
        |count: usize| format!("<p>{}end", "x<sup>2</sup><sub>i</sub><a href=/y>z</a>&shy;".repeat(count));
    let pages: [(&str, Page<'_>, usize); 4] = [
        ("a paragraph", &paragraph, 20_000),
        ("a table", &table, 2_000),
        ("lists", &lists, 5_000),
        ("raised", &raised, 20_000),
    ];
    for (name, page, count) in pages {
        for bidi in [Bidi::Terminal, Bidi::Visual] {
            let time = |count: usize| {
                let document = document(&page(count));
                let started = Instant::now();
                let lines = to_lines(&document, &Layout { bidi, ..layout(72) });
                assert!(lines.iter().any(|line| line.spans.iter().any(|s| s.text.as_str().ends_with("end"))));
                started.elapsed()
            };
            let (short, long) = (time(count / 4), time(count));
            assert!(long < PATIENCE, "{name} took {long:?}");
            assert!(long < short * 12 + Duration::from_millis(200), "{name}: {short:?} became {long:?}");
        }
    }
}

#[cfg(feature = "tui")]
mod screen {
    use ratatui::buffer::Buffer;
    use ratatui::layout::Rect;
    use ratatui::text::Span;
    use ratatui::widgets::Widget as _;
    use tidings::text::{SafeText, width};

    /// Columns that the terminal library takes for a text: where the next span would begin.
    fn drawn(text: &str) -> usize {
        let area = Rect::new(0, 0, 120, 1);
        let mut buffer = Buffer::empty(area);
        let (end, _) = buffer.set_span(0, 0, &Span::raw(text), 120);
        Span::raw(text).render(area, &mut buffer);
        usize::from(end)
    }

    #[test]
    fn widths_are_those_of_the_screen() {
        for raw in [
            "plain",
            "日本語",
            "한국어",
            "ｶﾞｷﾞ",
            "👩\u{200d}💻",
            "👨\u{200d}👩\u{200d}👧",
            "🇩🇪",
            "❤\u{fe0f}",
            "1\u{fe0f}\u{20e3}",
            "e\u{301}",
            "क्षत्रिय",
            "لا",
            "…",
            "“x”",
            "①",
            "ﬁ",
            "a\u{200e}b",
            "👍🏽",
            "ไทย",
            "\u{1100}\u{1161}\u{11a8}",
        ] {
            let text = SafeText::new(raw);
            assert_eq!(width::width(text.as_str()), drawn(text.as_str()), "{raw}");
            for columns in 0..8 {
                let fitted = width::fit(&text, columns);
                assert_eq!(drawn(fitted.as_str()), columns, "{raw} in {columns}");
            }
        }
    }
}
