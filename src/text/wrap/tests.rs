mod properties;

use super::*;
use crate::text::Markup;
use crate::text::document::{CodeParts, CodeRole};
use crate::text::html::parse_document;

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
    assert_eq!(set("<ol><li>one two</ol>", 7), ["1.", "one two"], "a number is kept");
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

#[test]
fn the_words_of_code_have_roles_which_change_no_line() {
    let html =
        "<p>so</p><pre>let x = \"日本語\"; // a remark that goes on</pre><ul><li><pre>second</pre></ul>";
    let document = document(html);
    let line = "let x = \"日本語\"; // a remark that goes on";
    let parts = vec![
        (3, Some(CodeRole::Keyword)),
        (5, None),
        (11, Some(CodeRole::Text)),
        (2, None),
        (line.len() - 21, Some(CodeRole::Comment)),
    ];
    let known = CodeParts::new(vec![vec![parts], vec![vec![(6, Some(CodeRole::Name))]]]);
    for columns in 1..50 {
        let plain = to_lines(&document, &layout(columns));
        let set = set_document(&document, &layout(columns), &known).lines;
        assert_eq!(
            set.iter().map(text_of).collect::<Vec<_>>(),
            plain.iter().map(text_of).collect::<Vec<_>>()
        );
    }
    let set = set_document(&document, &layout(60), &known).lines;
    let roles: Vec<Role> = set[2].spans.iter().map(|span| span.role).collect();
    let word = Role::CodeWord;
    assert_eq!(
        roles,
        [word(CodeRole::Keyword), Role::Code, word(CodeRole::Text), Role::Code, word(CodeRole::Comment)]
    );
    assert_eq!(set[4].spans[1].role, word(CodeRole::Name), "the second block, wherever it stands");
    let wrong = CodeParts::new(vec![vec![vec![(9, Some(CodeRole::Keyword))]]]);
    assert_eq!(set_document(&document, &layout(60), &wrong).lines[2].spans[0].role, Role::Code);
}

#[test]
fn wide_tables_and_code_keep_their_width_where_that_is_wanted() {
    let html = "<ul><li>point</ul><pre>0123456789012345678901234567890123456789\nshort</pre>\
                <table><tr><th>a<th>b<tr><td>unbreakable_word<td>unbreakable_word</table>";
    let wide = |columns| {
        let lines = to_lines(&document(html), &Layout { wide: Wide::Keep, ..layout(columns) });
        lines.iter().map(|line| (text_of(line), line.breadth)).collect::<Vec<_>>()
    };
    let lines = wide(30);
    assert_eq!(lines[2], ("0123456789012345678901234567890123456789".to_owned(), Breadth::Wide(40)));
    assert_eq!(lines[3], ("short".to_owned(), Breadth::Wide(40)));
    assert_eq!(lines[5].1, Breadth::Wide(34), "{lines:?}");
    assert_eq!(wide(60)[2].1, Breadth::Narrow);
    assert_eq!(wide(20)[2].1, Breadth::Fitted, "too little would be seen at a time");
    let fitted = to_lines(&document(html), &layout(30));
    assert_eq!(fitted[2].breadth, Breadth::Fitted);
}
