use super::*;
use crate::text::Markup;
use crate::text::html::parse_document;

const PAGE: &str = "<h2>Head &amp; shoulders</h2><p>One <b>two </b><a href='https://b.example/x_(1)'>three</a> 4*5<br>six</p>\
    <ul><li>a<ol start=3><li>b</ol></ul><blockquote><p>q</p></blockquote><pre class=language-rs>let `x` = 1;\n  y</pre>\
    <table><tr><th>h|1<th>h2<tr><td>1<td>2</table><hr>\
    <figure><img src=https://b.example/i.png alt='An i'><figcaption>Cap</figcaption></figure>\
    <dl><dt>term<dd>meaning</dl>";

fn document(html: &str) -> Document {
    parse_document(&Markup::clean(html), None)
}

#[test]
fn plain_text_is_words_only() {
    let expected = "Head & shoulders\n\nOne two three 4*5\nsix\n\n- a\n  3. b\n\nq\n\nlet `x` = 1;\n  y\n\n\
                    h|1  h2\n1  2\n\nCap\n\nterm\nmeaning\n";
    assert_eq!(to_plain(&document(PAGE)), expected);
    assert_eq!(to_plain(&Document::default()), "");
}

#[test]
fn markdown_says_the_same() {
    let expected = "\
## Head \\& shoulders

One **two** [three](<https://b.example/x_(1)>) 4\\*5\\
six

- a

  3. b

> q

```rs
let `x` = 1;
  y
```

| h\\|1 | h2 |
| --- | --- |
| 1 | 2 |

---

![An i](https://b.example/i.png)

Cap

**term**

meaning
";
    assert_eq!(to_markdown(&document(PAGE)), expected);
}

#[test]
fn markdown_text_does_not_become_markup() {
    let html = "<p># no heading</p><p>1. no list</p><p>- no list</p><p>&lt;script&gt; [x](y) `z` a|b</p><pre>```\nx</pre>\
                <ul><li>a</ul><ul><li>b</ul>";
    let expected = "\\# no heading\n\n1\\. no list\n\n\\- no list\n\n\\<script\\> \\[x\\](y) \\`z\\` a|b\n\n\
                    ````\n```\nx\n````\n\n- a\n\n* b\n";
    assert_eq!(to_markdown(&document(html)), expected);
}

#[test]
fn html_is_our_own() {
    let html = to_html(&document(PAGE));
    for part in [
        "<h2>Head &amp; shoulders</h2>",
        "<a href=\"https://b.example/x_(1)\" rel=\"noopener noreferrer\">three</a>",
        "<ol start=\"3\">",
        "<pre><code class=\"language-rs\">let `x` = 1;\n  y</code></pre>",
        "<thead><tr><th>h|1</th><th>h2</th></tr></thead>",
        "<figcaption>Cap</figcaption>",
        "<dt>term</dt>",
    ] {
        assert!(html.contains(part), "{part} in {html}");
    }
}

#[test]
fn nothing_of_the_page_acts_in_the_html() {
    let html = "<p onclick=x()>a &lt;script&gt;alert(1)&lt;/script&gt; &quot;'</p><a href='javascript:x()'>b</a>\
                <pre class='language-\"><script>'>c</pre><img src=https://b.example/ alt='\"onerror=x()'>";
    let shown = to_html(&document(html));
    for sign in ["<script", "javascript:", "onclick", "\"onerror", "\"><script"] {
        assert!(!shown.contains(sign), "{sign} in {shown}");
    }
}

#[test]
fn only_safe_targets_are_written_even_from_a_document_made_elsewhere() {
    let mut document = document("<a href='https://b.example/'>x</a>");
    document.links[0] = crate::text::SafeText::new("javascript:alert(1)");
    assert_eq!(to_html(&document), "<p>x</p>\n");
    assert_eq!(to_markdown(&document), "x\n");
}

#[test]
fn clean_html_reads_back_as_the_same_document() {
    let first = document(PAGE);
    let again = document(&to_html(&first));
    assert_eq!(to_plain(&again), to_plain(&first));
    assert_eq!(to_html(&again), to_html(&first));
}

#[test]
fn places_where_words_may_be_parted_do_not_part_them() {
    let parted = document("<p><b>Donau&shy;dampf</b>schiff <code>long<wbr>name</code></p>");
    assert_eq!(to_plain(&parted), "Donaudampfschiff longname\n");
    assert_eq!(to_markdown(&parted), "**Donaudampf**schiff `longname`\n");
    assert_eq!(document(&to_html(&parted)), parted);
}

#[test]
fn lists_keep_their_numbers_in_every_form() {
    let list = document("<ol type=a reversed start=5><li>x<li value=2>y</ol>");
    assert_eq!(to_plain(&list), "e. x\nb. y\n");
    assert_eq!(to_markdown(&list), "5. x\n2. y\n");
    assert_eq!(document(&to_html(&list)), list);
}
