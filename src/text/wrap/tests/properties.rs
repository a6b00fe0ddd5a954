//! What holds for lines of any document at any width.

use proptest::arbitrary::any;
use proptest::strategy::Strategy;
use proptest::{collection, prop_assert, prop_assert_eq, prop_oneof, proptest, sample};

use super::{anchors, document, layout, text_of};
use crate::text::document::{Block, CodeParts, Inline, Style};
use crate::text::sanitize::is_forbidden;
use crate::text::width::width;
use crate::text::wrap::{
    Bidi, Breadth, Layout, Role, TextLine, Wide, line_of_anchor, set_document, to_lines,
};
use crate::text::{Markup, SafeText};

/// The characters of a document in the order in which they are set: spaces left out, raised figures
/// as plain ones, tables left out (their cells stand side by side).
fn letters(blocks: &[Block], out: &mut String) {
    let run = |text: &[Inline], out: &mut String| {
        for inline in text {
            if let Inline::Text(text, _) = inline {
                out.push_str(text.as_str());
            }
        }
    };
    for block in blocks {
        match block {
            Block::Paragraph(text) | Block::Heading(_, text) => run(text, out),
            Block::List(list) => list.items.iter().for_each(|item| letters(item, out)),
            Block::Quote(inner) => letters(inner, out),
            Block::Definitions(definitions) => {
                for definition in definitions {
                    run(&definition.term, out);
                    letters(&definition.meaning, out);
                }
            }
            Block::Code { lines, .. } => lines.iter().for_each(|line| out.push_str(line.as_str())),
            Block::Figure(figure) => {
                let mark = if figure.alt.is_empty() {
                    "[image]".to_owned()
                } else {
                    format!("[image:{}]", figure.alt)
                };
                out.push_str(&mark);
                run(&figure.caption, out);
            }
            Block::Table(_) | Block::Rule => {}
        }
    }
}

fn plain_letters(text: &str) -> String {
    let plain = |c: char| {
        let found = "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻".chars().position(|raised| raised == c);
        found
            .or_else(|| "₀₁₂₃₄₅₆₇₈₉₊₋".chars().position(|low| low == c))
            .and_then(|at| "0123456789+-".chars().nth(at))
    };
    // Joiners at the place of a break are left out with it.
    // Hyphens may come in where a line ends.
    text.chars()
        .filter(|c| !c.is_whitespace() && !matches!(c, '\u{200c}' | '\u{200d}' | '\u{fe0f}'))
        .map(|c| plain(c).unwrap_or(c))
        .filter(|c| *c != '-')
        .collect()
}

fn shown_letters(lines: &[TextLine]) -> String {
    let shown = lines.iter().flat_map(|line| &line.spans).filter(|span| span.role != Role::Ornament);
    plain_letters(&shown.map(|span| span.text.as_str()).collect::<String>())
}

/// HTML of all kinds of elements around words of all kinds of scripts.
fn html() -> impl Strategy<Value = String> {
    let words = sample::select(vec![
        "word",
        "a",
        "unbreakablylongword",
        "日本語の文章、",
        "「引用」。",
        "한국어",
        "👩\u{200d}💻",
        "e\u{301}",
        "ｶﾞ",
        "क्षत्रिय",
        "नमस्ते",
        "עברית",
        "1,200",
        "x<sup>2</sup>",
        "soft&shy;hy&shy;phens",
        "open<wbr>end",
        "https://post.example/2026/05/a-page?x=1&amp;y=2#z",
        "ภาษาไทยไม่มีช่องว่าง",
        "ភាសាខ្មែរ",
        "نص (عربي) 12",
        "🇩🇪🇫🇷",
        "1\u{fe0f}\u{20e3}",
        "👍🏽",
        "Ｆｕｌｌ",
        "&amp;",
        "a&nbsp;b",
        "…",
        "-",
        "well-known",
        "(",
        ")",
    ]);
    let tags = sample::select(vec![
        "<p>",
        "</p>",
        "<b>",
        "</b>",
        "<a href=/x>",
        "</a>",
        "<ul><li>",
        "<li>",
        "</ul>",
        "<ol start=99><li>",
        "</ol>",
        "<blockquote>",
        "</blockquote>",
        "<pre>",
        "</pre>",
        "<h2>",
        "</h2>",
        "<h4>",
        "</h4>",
        "<ol reversed type=i><li>",
        "<br>",
        "<hr>",
        "<dl><dt>",
        "<dd>",
        "</dl>",
        "<figure><img src=/i alt='an image'><figcaption>",
        "</figure>",
        "<code>",
        "</code>",
        "<details><summary>",
        "</summary>",
        "</details>",
        "<sup><a href=#n>1</a></sup>",
        "<b id=n>",
        "<iframe src=https://v.example/x></iframe>",
        "<pre class=language-rust>",
        "<ruby>漢<rt>kan</ruby>",
        "<abbr title='a longer word'>",
        "</abbr>",
    ]);
    let piece =
        prop_oneof![4 => words.prop_map(|word| format!("{word} ")), 3 => tags.prop_map(str::to_owned)];
    collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
}

fn table() -> impl Strategy<Value = String> {
    let cell =
        sample::select(vec!["word", "1,200", "日本語", "several words in a cell", "", "👩\u{200d}💻", "(1)"]);
    let row = collection::vec(cell, 1..6).prop_map(|cells| format!("<tr><td>{}", cells.join("<td>")));
    collection::vec(row, 1..6).prop_map(|rows| format!("<table>{}</table>", rows.concat()))
}

proptest! {
    #[test]
    fn no_line_is_wider_and_none_ends_in_a_space(html in html(), table in table(), columns in 1_usize..=120, numbers: bool, ours: bool) {
        let bidi = if ours { Bidi::Visual } else { Bidi::Terminal };
        let layout = Layout { width: columns, link_numbers: numbers, bidi, ..Layout::default() };
        for line in to_lines(&document(&(html + &table)), &layout) {
            let wide: usize = line.spans.iter().map(|span| width(span.text.as_str())).sum();
            prop_assert!(wide <= columns, "{} columns: {:?}", wide, line);
            prop_assert!(!text_of(&line).ends_with(' ') || line.spans.iter().any(|span| span.role == Role::Code), "{line:?}");
        }
    }

    #[test]
    fn no_letter_is_lost_or_moved(html in html(), columns in 1_usize..=120) {
        // What is wider than the whole line cannot be shown in it.
        let html: String = html.chars().filter(|c| columns > 3 || c.is_ascii()).collect();
        let document = document(&html);
        let mut expected = String::new();
        letters(&document.blocks, &mut expected);
        prop_assert_eq!(shown_letters(&to_lines(&document, &layout(columns))), plain_letters(&expected));
    }

    #[test]
    fn no_letter_is_lost_where_lines_are_turned_round(html in html(), columns in 4_usize..=120) {
        let document = document(&html);
        let visual = Layout { bidi: Bidi::Visual, ..layout(columns) };
        let sorted = |lines: &[TextLine]| {
            let mut letters: Vec<char> = shown_letters(lines).chars().filter(|c| !"()「」".contains(*c)).collect();
            letters.sort_unstable();
            letters
        };
        prop_assert_eq!(sorted(&to_lines(&document, &visual)), sorted(&to_lines(&document, &layout(columns))));
    }

    #[test]
    fn what_keeps_its_width_loses_nothing_and_says_how_wide_it_is(html in html(), table in table(), columns in 4_usize..=120) {
        let document = document(&(html + &table));
        let kept = to_lines(&document, &Layout { wide: Wide::Keep, ..layout(columns) });
        for line in &kept {
            let wide: usize = line.spans.iter().map(|span| width(span.text.as_str())).sum();
            let most = match line.breadth {
                Breadth::Wide(most) => { prop_assert!(most > columns); most }
                Breadth::Narrow | Breadth::Fitted => columns,
            };
            prop_assert!(wide <= most, "{wide} columns of {most}: {line:?}");
        }
        let sorted = |lines: &[TextLine]| {
            let mut letters: Vec<char> = shown_letters(lines).chars().collect();
            letters.sort_unstable();
            letters
        };
        prop_assert_eq!(sorted(&kept), sorted(&to_lines(&document, &layout(columns))));
    }

    #[test]
    fn places_are_where_their_words_are(words in collection::vec("[a-z]{1,9}", 1..30), pick: sample::Index, columns in 1_usize..=60) {
        let at = pick.index(words.len());
        let mut html = String::from("<p><a href=#here>to it</a>");
        for (number, word) in words.iter().enumerate() {
            let tag = if number == at { format!("<i id=here>{word}</i>") } else { word.clone() };
            html.extend(["<p>", &tag, " "]);
        }
        let document = document(&html);
        let set = set_document(&document, &layout(columns), &CodeParts::default());
        let anchors = anchors(&set.lines);
        let line = line_of_anchor(&anchors, set.places[document.jumps[&0]]);
        let shown: String = set.lines[line..].iter().map(text_of).collect();
        prop_assert!(shown.starts_with(words[at].as_str()), "{} in {shown}", words[at]);
    }

    #[test]
    fn anchors_grow_with_the_lines(html in html(), table in table(), columns in 3_usize..=120) {
        let mut document = document(&(html + &table));
        document.blocks.push(Block::Paragraph(vec![Inline::Text(SafeText::new("end"), Style::default())]));
        let lines = to_lines(&document, &layout(columns));
        let anchors = anchors(&lines);
        prop_assert!(anchors.is_sorted());
        for anchor in &anchors {
            prop_assert_eq!(anchors[line_of_anchor(&anchors, *anchor)], *anchor);
        }
        let wide = to_lines(&document, &layout(200));
        prop_assert_eq!(anchors.last(), wide.last().map(|line| &line.anchor), "it does not depend on the width");
    }

    #[test]
    fn words_of_a_cell_stay_in_order(table in table(), columns in 3_usize..=120) {
        let document = document(&table);
        let lines = to_lines(&document, &layout(columns));
        let shown: Vec<char> = shown_letters(&lines).chars().collect();
        for block in &document.blocks {
            let Block::Table(table) = block else { continue };
            for cell in table.rows.iter().flatten() {
                let mut wanted = String::new();
                letters(&[Block::Paragraph(cell.clone())], &mut wanted);
                let mut left = shown.iter();
                prop_assert!(plain_letters(&wanted).chars().all(|c| left.any(|shown| *shown == c)), "{wanted} in {lines:?}");
            }
        }
    }

    #[test]
    fn no_letter_of_a_table_is_lost(table in table(), columns in 2_usize..80) {
        let document = document(&table);
        let sorted = |text: &str| {
            let mut letters: Vec<char> = plain_letters(text).chars().collect();
            letters.sort_unstable();
            letters
        };
        let expected = crate::text::render::to_plain(&document);
        prop_assert_eq!(sorted(&shown_letters(&to_lines(&document, &layout(columns)))), sorted(&expected));
    }

    #[test]
    fn east_asian_lines_begin_with_no_closing_mark(words in collection::vec("[日本語新聞はがを、。」）ー]{1,9}", 1..8), columns in 24_usize..60) {
        let lines = to_lines(&document(&format!("<p>{}", words.concat())), &layout(columns));
        // A line of nothing but marks has no other place to end.
        if words.concat().contains("、、") || words.concat().chars().filter(|c| "、。」）ー".contains(*c)).count() > 8 {
            return Ok(());
        }
        for line in lines.iter().skip(1) {
            prop_assert!(!text_of(line).starts_with(['、', '。', '」', '）', 'ー']), "{lines:?}");
        }
    }

    #[test]
    fn no_text_is_too_odd(source in any::<String>(), columns in 1_usize..120) {
        for line in to_lines(&document(&source), &layout(columns)) {
            prop_assert!(!text_of(&line).contains(is_forbidden), "{line:?}");
            prop_assert!(line.spans.iter().map(|span| width(span.text.as_str())).sum::<usize>() <= columns, "{line:?}");
        }
    }

    #[test]
    fn no_markup_is_too_odd(source in "(<[/!?a-z]{0,3}[a-z0-9]{0,6}[ =\"'/]{0,3}[a-z]{0,5}>?|&[#x]{0,2}[0-9a-f]{0,6};?|\\PC|[\u{1b}\u{202e}\u{9b}\n ]){0,40}", columns in 1_usize..120) {
        let markup = Markup::clean(&source);
        let words = crate::text::html::visible_text(&markup);
        prop_assert!(!words.contains(is_forbidden) && !words.contains("  ") && words.trim() == words, "{words:?}");
        for line in to_lines(&document(&source), &layout(columns)) {
            prop_assert!(!text_of(&line).contains(is_forbidden), "{line:?}");
        }
    }
}
