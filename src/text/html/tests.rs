use super::*;
use crate::text::document::{Block, Inline, LineEnd};

const BASE: &str = "https://news.example/2026/story";

fn parse(html: &str) -> Document {
    parse_document(&Markup::clean(html), Some(BASE))
}

/// A document as one short line per block, for comparing.
fn outline(html: &str) -> Vec<String> {
    blocks(&parse(html).blocks)
}

fn blocks(blocks: &[Block]) -> Vec<String> {
    blocks.iter().map(block).collect()
}

fn block(block: &Block) -> String {
    match block {
        Block::Paragraph(text) => format!("p {}", inlines(text)),
        Block::Heading(level, text) => format!("h{level} {}", inlines(text)),
        Block::List(list) => {
            let items: Vec<String> = list.items.iter().map(|item| blocks(item).join(", ")).collect();
            let marks = (0..list.items.len()).filter_map(|at| list.mark(at)).map(|mark| format!("{mark}. "));
            format!("list {}[{}]", marks.collect::<String>(), items.join("; "))
        }
        Block::Definitions(definitions) => {
            let parts = definitions
                .iter()
                .map(|d| format!("{} = {}", inlines(&d.term), blocks(&d.meaning).join(", ")));
            format!("dl [{}]", parts.collect::<Vec<_>>().join("; "))
        }
        Block::Quote(inner) => format!("quote [{}]", blocks(inner).join(", ")),
        Block::Code { language, lines } => format!("code {language:?} {lines:?}"),
        Block::Table(table) => {
            let row =
                |row: &[Vec<Inline>]| row.iter().map(|cell| inlines(cell)).collect::<Vec<_>>().join("|");
            let rows: Vec<String> = table.rows.iter().map(|cells| row(cells)).collect();
            format!("table {:?} {:?} {rows:?}", inlines(&table.caption), row(&table.head))
        }
        Block::Figure(figure) => {
            let url = figure.url.as_ref().map_or("", |url| url.as_str());
            format!("figure {url} {:?} {:?}", figure.alt, inlines(&figure.caption))
        }
        Block::Rule => "rule".to_owned(),
    }
}

fn inlines(text: &[Inline]) -> String {
    let one = |inline: &Inline| match inline {
        Inline::Break => "/".to_owned(),
        Inline::Text(text, style) => {
            let marks = [
                (style.strong, "b"),
                (style.emphasis, "i"),
                (style.code, "c"),
                (style.deleted, "d"),
                (style.script == crate::text::document::Script::Super, "^"),
                (style.script == crate::text::document::Script::Sub, "_"),
            ];
            let marks: String = marks.iter().filter(|(on, _)| *on).map(|(_, mark)| *mark).collect();
            let link = style.link.map(|link| format!("@{link}")).unwrap_or_default();
            if marks.is_empty() && link.is_empty() {
                text.to_string()
            } else {
                format!("{{{marks}{link} {text}}}")
            }
        }
    };
    text.iter().map(one).collect()
}

#[track_caller]
fn check(html: &str, expected: &[&str]) {
    assert_eq!(outline(html), expected, "{html}");
}

#[test]
fn white_space_is_folded_as_browsers_do() {
    check("<p>  a \n b <b> c </b> d</p>\n\n<p> </p><p>&nbsp;</p>", &["p a b {b c }d"]);
    check("<div>a<div>b</div>c</div>", &["p a", "p b", "p c"]);
    check("a<br>b<br><br> c <br>", &["p a/b", "p c"]);
    check("<span>a</span><span>b</span> <i>c</i>", &["p ab {i c}"]);
}

#[test]
fn styles_are_kept_and_nest() {
    check(
        "<p><b>a<em>b</em></b><code>c</code><del>d</del>x<sup>2</sup>H<sub>2</sub>O <q>q</q></p>",
        &["p {b a}{bi b}{c c}{d d}x{^ 2}H{_ 2}O “q”"],
    );
    check("<p><ruby>漢<rp>(</rp><rt>kan</rt><rp>)</rp></ruby></p>", &["p 漢(kan)"]);
}

#[test]
fn headings_rules_and_quotes() {
    check(
        "<h2>A <b>b</b></h2><hr><blockquote><p>c<p>d</blockquote>",
        &["h2 A {b b}", "rule", "quote [p c, p d]"],
    );
    check(
        "<h1><div>a</div><div>b</div><img src=/x.png></h1>",
        &["h1 a/b", "figure https://news.example/x.png \"\" \"\""],
    );
    check("<h2></h2><blockquote> </blockquote><ul><li></ul>", &[]);
}

#[test]
fn lists_nest_and_keep_their_numbers() {
    check(
        "<ol start=3><li>a<ul><li>b<li>c</ul><li><p>d<p>e</ol>",
        &["list 3. 4. [p a, list [p b; p c]; p d, p e]"],
    );
    check("<ul>stray<li>a</li><ul><li>b</ul></ul>", &["list [p stray; p a, list [p b]]"]);
    check("<li>alone", &["p alone"]);
    check(
        "<ul><li><input type=checkbox checked> done<li><input type=checkbox> open</ul>",
        &["list [p [x] done; p [ ] open]"],
    );
    check("<ol reversed><li>a<li>b<li>c</ol>", &["list 3. 2. 1. [p a; p b; p c]"]);
    check(
        "<ol type=i><li>a<li value=5>b<li>  <li>c</ol><ol reversed start=2 type=A><li>x<li>y</ol>",
        &["list i. v. vii. [p a; p b; p c]", "list B. A. [p x; p y]"],
    );
    check("<dl><dt>a<dt>b<dd>c<dd>d</dl>", &["dl [a = ; b = p c, p d]"]);
}

#[test]
fn code_keeps_its_lines() {
    check(
        "<pre class='language-rust'>\nfn a() {\n\tb &lt; c;\n}\n\n</pre>",
        &["code Some(\"rust\") [\"fn a() {\", \"    b < c;\", \"}\"]"],
    );
    check(
        "<pre><code class='x lang-py'>a<br>b<span>  c</span></code></pre>",
        &["code Some(\"py\") [\"a\", \"b  c\"]"],
    );
    check("<pre><div>a</div><div>b</div></pre>", &["code None [\"a\", \"b\"]"]);
}

#[test]
fn tables_have_heads_rows_and_spans() {
    check(
        "<table><caption>c</caption><tr><th>a<th>b<tr><td>1<td>2<tr><td colspan=2>3</table>",
        &["table \"c\" \"a|b\" [\"1|2\", \"3|\"]"],
    );
    check(
        "<table><thead><tr><td>a<td>b</thead><tbody><tr><td rowspan=2>1<td>2<tr><td>3</table>",
        &["table \"\" \"a|b\" [\"1|2\", \"|3\"]"],
    );
    check(
        "<table><tr><td colspan=99999>a<td>b<tr><td rowspan=99999>c<td>d</table>",
        &["table \"\" \"\" [\"a||b\", \"c|d\"]"],
    );
    check(
        "<table><tr><th>a<th><th>b<tr><td>1<td> <td>2<tr><td>3<td>&nbsp;<td></table>",
        &["table \"\" \"a|b\" [\"1|2\", \"3|\"]"],
    );
}

#[test]
fn tables_that_only_arrange_become_blocks() {
    check("<table><tr><td><p>a<p>b<tr><td><h2>c</h2></table>", &["p a", "p b", "h2 c"]);
    check("<table role=presentation><tr><td>a<td>b</table>", &["p a", "p b"]);
    check(
        "<table><tr><td><table><tr><td>a<td>b<tr><td>c<td>d</table><td>e</table>",
        &["table \"\" \"\" [\"a|b\", \"c|d\"]", "p e"],
    );
}

#[test]
fn images_and_their_captions() {
    check(
        "<figure><img src=a.jpg alt='An a'><figcaption>Cap <b>x</b></figcaption></figure>",
        &["figure https://news.example/2026/a.jpg \"An a\" \"Cap {b x}\""],
    );
    check("<p>a<img src=/p.gif width=1 height=1>b<img src='data:image/png;base64,xx'></p>", &["p ab"]);
    check("<p>Hi <img class=emoji alt='👋' src=/w.png> you</p>", &["p Hi 👋 you"]);
    check(
        "<img src='data:x' data-src=/r.jpg><noscript><img src=/r.jpg></noscript>",
        &["figure https://news.example/r.jpg \"\" \"\""],
    );
    check(
        "<table><tr><th>a<th>b<tr><td><img src=/y.png alt=yes><td>2</table>",
        &["table \"\" \"a|b\" [\"yes|2\"]"],
    );
    check("<table><caption>c</caption><tr><td><hr><td><hr><tr><td><hr><td><hr></table>", &["p c"]);
    check("<figure><pre>x</pre><figcaption>c</figcaption></figure>", &["code None [\"x\"]", "p c"]);
    check("<img srcset='/s.jpg 1x, /l.jpg 2x' alt=s>", &["figure https://news.example/s.jpg \"s\" \"\""]);
}

#[test]
fn links_are_numbered_once_and_only_safe_ones_stay() {
    let document = parse(
        "<a href=/a>one</a> <a href='mailto:x@y.example'>two</a> <a href='javascript:x'>three</a> \
         <a href='#f'>four</a> <a href=/a>five</a> <a href=/b><img src=/i.png></a>",
    );
    let targets: Vec<&str> = document.links.iter().map(crate::text::SafeText::as_str).collect();
    assert_eq!(targets, ["https://news.example/a", "mailto:x@y.example"]);
    assert_eq!(block(&document.blocks[0]), "p {@0 one} {@1 two} three four {@0 five}");
    let based = parse("<head><base href='https://b.example/c/'></head><a href=d>x</a>");
    assert_eq!(based.links[0].as_str(), "https://b.example/c/d");
}

#[test]
fn embedded_media_become_links() {
    let document = parse(
        "a<iframe src='https://www.youtube.com/embed/abc?x' title='A talk'></iframe>\
         <video><source src=/v.mp4>No video.</video><audio src='/a.mp3'></audio><iframe src='javascript:x'></iframe>",
    );
    assert_eq!(
        blocks(&document.blocks),
        ["p a", "p {@0 Video: A talk}", "p {@1 Video: news.example}", "p {@2 Audio: news.example}"]
    );
    assert_eq!(document.links[0].as_str(), "https://www.youtube.com/watch?v=abc");
}

#[test]
fn what_is_not_shown_is_left_out() {
    check(
        "<script>x()</script><style>y</style><template>t</template><svg><title>s</title></svg><p hidden>h</p>\
         <p style='color:red; DISPLAY : none'>n</p><span class='a sr-only'>r</span><select><option>o</select><p>seen",
        &["p seen"],
    );
    check("<h2>Title <a href='#t' aria-hidden=true>#</a></h2>", &["h2 Title"]);
    check(
        "<details><summary>More <i>of it</i></summary><p>text<ul><li>a</ul></details><details>only</details>",
        &["dl [▾ More {i of it} = p text, list [p a]]", "dl [ = p only]"],
    );
    check("<summary>Alone</summary><p>text", &["p {b Alone}", "p text"]);
}

#[test]
fn plain_text_keeps_its_paragraphs() {
    check("one\ntwo\n\nthree &amp; 4 < 5", &["p one/two", "p three & 4 < 5"]);
    let line = "this is a line of text that somebody has wrapped at seventy columns";
    check(&format!("{line}\n{line}\nend"), &[&format!("p {line} {line} end")]);
    check("", &[]);
}

#[test]
fn text_is_sanitised_again_after_decoding() {
    check(
        "<p title=x>a&#27;]0;x&#7;b&#x202e;c&#x9b;d</p><pre>e&#27;[31m</pre>",
        &["p a]0;xbc›d", "code None [\"e[31m\"]"],
    );
    let marks = format!("<p>a{}</p>", "<b>&#x301;&#x302;</b><i>&#x303;</i>".repeat(50));
    let text = inlines(match &parse(&marks).blocks[0] {
        Block::Paragraph(text) => text,
        other => panic!("{other:?}"),
    });
    assert_eq!(text.chars().filter(|c| ('\u{300}'..='\u{36f}').contains(c)).count(), 8);
}

#[test]
fn nesting_has_an_end() {
    for unit in ["<blockquote>", "<ul><li>", "<table><tr><td>", "<dl><dd>", "<figure>"] {
        let html = format!("{}deep", unit.repeat(200));
        let outline = outline(&html).join(" ");
        assert!(outline.contains("deep"), "{unit}");
        assert!(outline.matches('[').count() <= build::MAX_NESTING, "{unit}");
    }
}

#[test]
fn places_where_a_word_may_be_parted_are_kept() {
    let document = parse("<p>Donau&shy;dampf<wbr>schiff&#8203; <b>a&shy;</b>b");
    let Block::Paragraph(text) = &document.blocks[0] else { panic!("{document:?}") };
    let ends: Vec<(&str, LineEnd)> = text
        .iter()
        .map(|inline| match inline {
            Inline::Text(text, style) => (text.as_str(), style.end),
            Inline::Break => panic!("{text:?}"),
        })
        .collect();
    assert_eq!(
        ends,
        [
            ("Donau", LineEnd::Hyphen),
            ("dampf", LineEnd::Allowed),
            ("schiff", LineEnd::Allowed),
            (" ", LineEnd::Plain),
            ("a", LineEnd::Hyphen),
            ("b", LineEnd::Plain),
        ]
    );
}

#[test]
fn formulas_are_one_line_of_text() {
    for (formula, expected) in [
        ("<mi>E</mi><mo>=</mo><mi>m</mi><msup><mi>c</mi><mn>2</mn></msup>", "E = mc^2"),
        ("<mfrac><mrow><mi>a</mi><mo>+</mo><mi>b</mi></mrow><mn>2</mn></mfrac>", "(a + b)/2"),
        ("<msqrt><mi>x</mi></msqrt><msubsup><mi>x</mi><mn>1</mn><mi>n</mi></msubsup>", "√xx_1^n"),
        ("<semantics><mi>x</mi><annotation>never</annotation></semantics>", "x"),
        ("<mtable><mtr><mtd>1</mtd><mtd>2</mtd></mtr></mtable>", "1, 2;"),
    ] {
        check(&format!("<p><math>{formula}</math></p>"), &[&format!("p {expected}")]);
    }
    check("<p>so <math alttext='{\\displaystyle a^{2}}'></math>.", &["p so a^2."]);
    check(
        "<p>so <img class='mwe-math-fallback-image-inline' src=/x.svg alt='{\\displaystyle a}'>.",
        &["p so a."],
    );
    let deep = format!("<math>{}<mi>end</mi></math>", "<mrow>".repeat(200));
    check(&deep, &["p end"]);
}

#[test]
fn small_elements_read_as_text() {
    check(
        "<p>He said <q>no</q>, <kbd>Ctrl</kbd> <abbr title='World'>W</abbr>",
        &["p He said “no”, {c Ctrl} W (World)"],
    );
    check("<p><ruby>漢<rp>(</rp><rt>かん</rt><rp>)</rp>字<rt>じ</rt></ruby>", &["p 漢(かん)字(じ)"]);
    check("<ul><li>a<pre>  x\n\ty</pre></ul>", &["list [p a, code None [\"  x\", \"    y\"]]"]);
    check("<p>one<sup><a href='#n'>1</a></sup>", &["p one{^ 1}"]);
}

#[test]
fn abbreviations_are_explained_where_they_occur_first() {
    check(
        "<p><abbr title='Gigawatt hour'>GWh</abbr>, <abbr title='Gigawatt hour'>GWh</abbr>, \
         <abbr title='2026-05-07T06:40'>today</abbr>, <abbr title=x>long</abbr>",
        &["p GWh (Gigawatt hour), GWh, today, long"],
    );
}

#[test]
fn notes_and_their_references_lead_to_each_other() {
    let document = parse(
        "<p>One<sup id=r1><a href='#n1'>1</a></sup> two <a href='/x'>three</a><sup><a href='#gone'>2</a></sup>.</p>\
         <ol><li id=n1><p>The note. <a href='#r1' class=footnote-backref>↩\u{fe0e}</a><a href='#gone' role=doc-backlink>↩</a></ol>",
    );
    assert_eq!(
        blocks(&document.blocks),
        ["p One{^@0 1} two {@1 three}{^ 2}.", "list 1. [p The note. {@2 ↩}]"]
    );
    assert_eq!(document.links[0].as_str(), "https://news.example/2026/story#n1");
    // Places are numbered as their text begins: the reference stands before the note.
    assert_eq!(document.jumps.into_iter().collect::<Vec<_>>(), [(0, 1), (2, 0)]);
}

#[test]
fn a_link_to_a_heading_is_kept_and_one_at_the_heading_is_not() {
    let document = parse("<ul><li><a href='#b'>Begin</a></ul><h2 id=b>Begin <a href='#b'>#</a></h2><p>text");
    assert_eq!(blocks(&document.blocks), ["list [p {@0 Begin}]", "h2 Begin", "p text"]);
    assert_eq!(document.jumps.into_iter().collect::<Vec<_>>(), [(0, 0)]);
    let own =
        parse("<p id=a>one</p><p><a href='https://news.example/2026/story#a'>up</a> <a href='/y#a'>out</a>");
    assert_eq!(own.jumps.len(), 1, "the page by its own address, and not another one");
}

#[test]
fn embeds_of_all_kinds_become_labelled_links() {
    check(
        "<object data=/a.pdf>Get <a href=/a.pdf>it</a></object><lite-youtube videoid=xyz></lite-youtube>\
         <blockquote class=instagram-media data-instgrm-permalink='https://instagram.example/p/1'><p>A boat</blockquote>\
         <blockquote class=twitter-tweet><p>Words</blockquote><object data=/v.swf><embed src=/v.swf></object>",
        &[
            "p {@0 Embedded file: news.example}",
            "p Get {@0 it}",
            "p {@1 Video: youtube.com}",
            "quote [p {@2 Post: instagram.example}, p A boat]",
            "quote [p Words]",
            "p {@3 Embedded file: news.example}",
        ],
    );
}

#[test]
fn the_language_of_code_is_found_wherever_pages_name_it() {
    for html in [
        "<pre data-lang=rust>x</pre>",
        "<pre class='sourceCode rust'>x</pre>",
        "<pre class='hljs rust'>x</pre>",
        "<pre><code class='hljs language-rust'>x</code></pre>",
        "<div class='highlight highlight-source-rust'><pre>x</pre></div>",
        "<figure class='highlight rust'><pre>x</pre></figure>",
    ] {
        check(html, &["code Some(\"rust\") [\"x\"]"]);
    }
    check("<pre class='wp-block-code code-block'>x</pre>", &["code None [\"x\"]"]);
}

#[test]
fn formulas_in_scripts_are_read() {
    check("<p>so <script type='math/tex'>a = b</script>.<script>x()</script>", &["p so a = b."]);
    check(
        r"<p>so \(a^{2}\), <code>\(a^{2}\)</code><pre>\(a^{2}\)</pre>",
        &["p so a^2, {c \\(a^{2}\\)}", r#"code None ["\\(a^{2}\\)"]"#],
    );
}
