use proptest::prelude::*;

use super::*;
use crate::text::Markup;
use crate::text::document::{Block, Inline};
use crate::text::html::parse_document;
use crate::text::sanitize::is_forbidden;
use crate::text::width::width;

fn document(html: &str) -> Document {
    parse_document(&Markup::clean(html), Some("https://a.example/"))
}

fn layout(width: usize) -> Layout {
    Layout { width, ..Layout::default() }
}

fn text_of(line: &TextLine) -> String {
    line.spans.iter().map(|span| span.text.as_str()).collect()
}

fn set(html: &str, columns: usize) -> Vec<String> {
    to_lines(&document(html), &layout(columns)).iter().map(text_of).collect()
}

#[test]
fn paragraphs_are_apart_and_wrap() {
    assert_eq!(set("<h2>Head</h2><p>one two three<br>four</p>", 8), ["Head", "", "one two", "three", "four"]);
}

#[test]
fn list_items_hang_and_nest() {
    let html = "<ol start=9><li>one two three<ul><li>four five</ul><li>six</ol>";
    assert_eq!(set(html, 12), [" 9. one two", "    three", "    • four", "      five", "10. six"]);
    assert_eq!(set("<ul><li><p>a<p>b<li>c</ul>", 20), ["• a", "", "  b", "", "• c"]);
    assert_eq!(set("<ul><li>one two</ul>", 7), ["one two"], "no room for the mark");
}

#[test]
fn quotations_have_a_bar_on_each_line() {
    let html = "<blockquote><p>one two<p>three<blockquote>four</blockquote></blockquote>";
    assert_eq!(set(html, 10), ["┃ one two", "┃", "┃ three", "┃", "┃ ┃ four"]);
}

#[test]
fn code_stays_in_its_lines() {
    assert_eq!(set("<pre>if x {\n    y();\n\n}</pre>", 20), ["if x {", "    y();", "", "}"]);
    assert_eq!(set("<pre>abcdefghijkl</pre>", 9), ["abcdefg", "↪ hijkl"]);
}

#[test]
fn tables_are_aligned_with_a_rule_under_the_head() {
    let html = "<table><caption>Prices</caption><tr><th>Year<th>Output<th>Price<tr><td>2024<td>1,200<td>31.50\
                <tr><td>2025<td>900<td>8.00</table>";
    assert_eq!(
        set(html, 40),
        [
            "Prices",
            "Year  Output  Price",
            "───────────────────",
            "2024   1,200  31.50",
            "2025     900   8.00",
        ]
    );
}

#[test]
fn wide_tables_wrap_their_cells_or_stack() {
    let html =
        "<table><tr><th>Place<th>Remark<tr><td>Harbour<td>one two three four<tr><td>Hill<td>five</table>";
    assert_eq!(
        set(html, 20),
        [
            "Place    Remark",
            "────────────────────",
            "Harbour  one two",
            "         three four",
            "Hill     five",
        ]
    );
    assert_eq!(
        set(html, 10),
        [
            "Place:",
            "Harbour",
            "Remark:",
            "one two",
            "three four",
            "──────────",
            "Place:",
            "Hill",
            "Remark:",
            "five"
        ]
    );
}

#[test]
fn images_say_what_they_show() {
    let html = "<figure><img src=/a.jpg alt='A reactor'><figcaption>Open again</figcaption></figure><img src=/b.jpg>";
    assert_eq!(set(html, 40), ["[image: A reactor]", "Open again", "", "[image]"]);
}

#[test]
fn definitions_and_rules() {
    assert_eq!(set("<dl><dt>a<dd>b c<dt>d<dd>e</dl><hr>", 10), ["a", "  b c", "d", "  e", "", "──────────"]);
}

#[test]
fn links_carry_numbers_when_asked() {
    let document = document(
        "<p>See <a href=/x>the <b>other</b> page </a>and <a href=/y>this</a>, <a href=/x>again</a>.",
    );
    let lines = to_lines(&document, &Layout { link_numbers: true, ..layout(60) });
    assert_eq!(text_of(&lines[0]), "See the other page[1] and this[2], again[1].");
    let link = lines[0].spans.iter().find(|span| span.role == Role::Link).expect("a link");
    assert_eq!((link.text.as_str(), link.link), ("the other page", Some(0)));
    assert!(lines[0].spans.iter().any(|span| span.role == Role::LinkNumber && span.text.as_str() == "[2]"));
}

#[test]
fn raised_text_is_unicode_where_it_can_be() {
    assert_eq!(set("10<sup>-3</sup> H<sub>2</sub>O 5<sup>th</sup>", 40), ["10⁻³ H₂O 5ᵗʰ"]);
}

#[test]
fn ascii_ornaments_are_ascii() {
    let html = "<ul><li>a</ul><blockquote>b</blockquote><hr><pre>abcdefghijkl</pre><table><tr><th>a<th>b<tr><td>1<td>2</table>";
    let lines = to_lines(&document(html), &Layout { ornaments: Ornaments::Ascii, ..layout(9) });
    assert!(lines.iter().all(|line| text_of(line).is_ascii()), "{lines:?}");
}

#[test]
fn roles_follow_the_styles() {
    let lines =
        to_lines(&document("<h3>a</h3><p><b>b</b> <i>c</i> <code>d</code> <s>e</s></p>"), &layout(40));
    assert_eq!(lines[0].spans[0].role, Role::Heading);
    let roles: Vec<Role> =
        lines[1].spans.iter().filter(|span| span.text.as_str() != " ").map(|span| span.role).collect();
    assert_eq!(roles, [Role::Strong, Role::Emphasis, Role::Code, Role::Deleted]);
    assert!(to_lines(&Document::default(), &layout(10)).is_empty());
}

#[test]
fn main_headings_stand_free_and_lower_ones_on_their_text() {
    let html = "<p>a</p><h1>b</h1><p>c</p><h2>d</h2><p>e</p><h3>f</h3><p>g</p><h5>h</h5><ul><li>i</ul>";
    assert_eq!(set(html, 20), ["a", "", "b", "", "c", "", "d", "", "e", "", "f", "g", "", "h", "• i"]);
    let lines = to_lines(&document("<h1>a</h1><h3>b</h3><h4>c</h4>"), &layout(20));
    let roles: Vec<Role> = lines.iter().flat_map(|line| &line.spans).map(|span| span.role).collect();
    assert_eq!(roles, [Role::Heading, Role::Heading, Role::Strong]);
}

#[test]
fn numbers_of_lists_line_up_whatever_they_are_written_in() {
    let html = "<ol type=i start=7><li>a b<li>c<li>d</ol>";
    assert_eq!(set(html, 20), [" vii. a b", "viii. c", "  ix. d"]);
    assert_eq!(set("<ol reversed start=10><li>a<li>b</ol>", 20), ["10. a", " 9. b"]);
    assert_eq!(set("<ol><li>a<li value=-10>b</ol>", 20), ["  1. a", "-10. b"]);
}

#[test]
fn code_keeps_its_place_in_lists_and_meanings() {
    assert_eq!(
        set("<ol><li>run<pre>if x:\n\ty()</pre><li>end</ol>", 20),
        ["1. run", "", "   if x:", "       y()", "", "2. end"]
    );
    assert_eq!(set("<dl><dt>a<dd><p>b<pre>c\n  d</pre></dl>", 20), ["a", "  b", "", "  c", "    d"]);
}

#[test]
fn notes_and_units_are_raised() {
    assert_eq!(
        set(
            "as said<sup><a href='#n'>[1]</a></sup>, 1<sup>er</sup> m<sub>min</sub> 2<sup>q</sup> x<sup>a/b</sup>",
            60
        ),
        ["as said⁽¹⁾, 1ᵉʳ mₘᵢₙ 2^q x^(a/b)"]
    );
    assert_eq!(
        set("Acme<sup>®</sup> and<sup>[note 2]</sup> x<sup>very <b>raised</b> text</sup>.", 60),
        ["Acme® and[note 2] x^(very raised text)."]
    );
    let ascii = Layout { ornaments: Ornaments::Ascii, ..layout(40) };
    let lines = to_lines(&document("m<sup>2</sup> x<sub>10</sub>"), &ascii);
    assert_eq!(text_of(&lines[0]), "m^2 x_(10)");
}

#[test]
fn no_line_begins_with_the_number_of_a_link() {
    let document = document("<p><a href=/x>日本語</a>");
    let lines = to_lines(&document, &Layout { link_numbers: true, ..layout(6) });
    assert_eq!(lines.iter().map(text_of).collect::<Vec<_>>(), ["日本", "語[1]"]);
}

#[test]
fn tables_keep_numbers_titles_and_words_whole() {
    let html = "<table><tr><th>Place<th>Share<tr><th colspan=2>North of the river and the hills<tr><td>Harbour\
                <td>12 %<tr><td>Hill<td>n/a<tr><td>Lake<td>7.5 %<sup>1</sup></table>";
    assert_eq!(
        set(html, 40),
        [
            "Place     Share",
            "───────────────",
            "North of the river and the hills",
            "Harbour    12 %",
            "Hill        n/a",
            "Lake     7.5 %¹",
        ]
    );
    assert_eq!(
        set(html, 14),
        [
            "North of the",
            "river and the",
            "hills",
            "──────────────",
            "Place: Harbour",
            "Share: 12 %",
            "──────────────",
            "Place: Hill",
            "Share: n/a",
            "──────────────",
            "Place: Lake",
            "Share: 7.5 %¹",
        ]
    );
}

#[test]
fn spans_and_uneven_rows_do_not_break_a_table() {
    let html =
        "<table><tr><td rowspan=2>a<td>b<td>c<tr><td colspan=2>d e<tr><td>f<tr><td>g<td>h<td>i<td>j</table>";
    assert_eq!(set(html, 40), ["a  b    c", "   d e", "f", "g  h    i  j"]);
}

#[test]
fn text_from_right_to_left_stands_at_the_right() {
    let html = "<p>שלום עולם</p><p>left</p><ol start=10><li>אב<li>גד</ol><blockquote><p>הו<p>זח</blockquote>";
    let expected = [
        "       שלום עולם",
        "",
        "left",
        "",
        "          אב .10",
        "          גד .11",
        "",
        "            הו ┃",
        "               ┃",
        "            זח ┃",
    ];
    assert_eq!(set(html, 16), expected);
    let visual = Layout { bidi: Bidi::Visual, ..layout(16) };
    let lines: Vec<String> = to_lines(&document(html), &visual).iter().map(text_of).collect();
    assert_eq!(lines[0], "       םלוע םולש");
    assert_eq!(lines[4], "          בא .10");
}

fn anchors(lines: &[TextLine]) -> Vec<usize> {
    lines.iter().map(|line| line.anchor).collect()
}

#[test]
fn a_place_is_found_again_at_another_width() {
    let words: Vec<String> = (0..400).map(|n| format!("w{n}")).collect();
    let rows: Vec<String> = (0..20).map(|n| format!("<tr><td>r{n}<td>some words in a cell")).collect();
    let html = format!(
        "<h2>Head</h2><p>{}</p><table><tr><th>a<th>b{}</table><blockquote><p>{}</blockquote>",
        words[..200].join(" "),
        rows.concat(),
        words[200..].join(" ")
    );
    let document = document(&html);
    let wide = to_lines(&document, &layout(100));
    for columns in [8, 12, 23, 60, 119] {
        let lines = to_lines(&document, &layout(columns));
        assert!(lines.is_sorted_by_key(|line| line.anchor), "{columns}");
        assert_eq!(line_of_anchor(&anchors(&lines), 0), 0);
        for (word, tail) in [("w0", " "), ("w137", " "), ("r7", " "), ("w399", "")] {
            let here = |line: &TextLine| format!("{} ", text_of(line)).contains(&format!("{word} "));
            let from = wide.iter().position(here).expect("the word");
            let back =
                line_of_anchor(&anchors(&wide), lines[lines.iter().position(here).expect("the word")].anchor);
            assert!(back.abs_diff(from) <= 1, "{word}{tail} at {columns}: {back}, not {from}");
        }
    }
    assert_eq!(line_of_anchor(&[], 7), 0);
    assert_eq!(line_of_anchor(&anchors(&wide), usize::MAX), wide.len() - 1);
    let same: Vec<usize> =
        (0..wide.len()).filter(|at| line_of_anchor(&anchors(&wide), wide[*at].anchor) != *at).collect();
    assert!(same.iter().all(|at| text_of(&wide[*at]).trim_matches(['┃', '─']).is_empty()), "{same:?}");
}

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
    let words = prop::sample::select(vec![
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
    let tags = prop::sample::select(vec![
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
    ]);
    let piece =
        prop_oneof![4 => words.prop_map(|word| format!("{word} ")), 3 => tags.prop_map(str::to_owned)];
    prop::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
}

fn table() -> impl Strategy<Value = String> {
    let cell = prop::sample::select(vec![
        "word",
        "1,200",
        "日本語",
        "several words in a cell",
        "",
        "👩\u{200d}💻",
        "(1)",
    ]);
    let row = prop::collection::vec(cell, 1..6).prop_map(|cells| format!("<tr><td>{}", cells.join("<td>")));
    prop::collection::vec(row, 1..6).prop_map(|rows| format!("<table>{}</table>", rows.concat()))
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
            let mut letters: Vec<char> = shown_letters(lines).chars().filter(|c| !"()".contains(*c)).collect();
            letters.sort_unstable();
            letters
        };
        prop_assert_eq!(sorted(&to_lines(&document, &visual)), sorted(&to_lines(&document, &layout(columns))));
    }

    #[test]
    fn anchors_grow_with_the_lines(html in html(), table in table(), columns in 1_usize..=120) {
        let document = document(&(html + &table));
        let lines = to_lines(&document, &layout(columns));
        prop_assert!(lines.is_sorted_by_key(|line| line.anchor));
        for line in &lines {
            prop_assert_eq!(lines[line_of_anchor(&anchors(&lines), line.anchor)].anchor, line.anchor);
        }
        // The same text is as long at any width.
        let last = |columns| to_lines(&document, &layout(columns)).last().map(|line| line.anchor);
        prop_assert!(last(1) >= last(columns));
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
    fn east_asian_lines_begin_with_no_closing_mark(words in prop::collection::vec("[日本語新聞はがを、。」）ー]{1,9}", 1..8), columns in 24_usize..60) {
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
