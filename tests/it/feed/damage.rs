//! One small feed, damaged in each way that is met: both stories are read, and the damage is named.

use super::{fixture, parse};

/// File and a word of the repair; none where the feed is odd but nothing is wrong with it.
const DAMAGED: &[(&str, &str)] = &[
    ("bare-ampersand.xml", "bare &"),
    ("reference-without-end.xml", "bare &"),
    ("reference-to-nothing.xml", "reference to no character"),
    ("stray-mark.xml", "bare <"),
    ("html-break.xml", "left open"),
    ("open-cdata.xml", "CDATA"),
    ("open-comment.xml", "comment"),
    ("cut-in-tag.xml", "breaks off"),
    ("cut-in-text.xml", "breaks off"),
    ("no-version.xml", "version"),
    ("odd-version.xml", "version"),
    ("leading-warning.xml", "before the feed"),
    ("leading-blank.xml", ""),
    ("two-declarations.xml", ""),
    ("trailing-page.xml", ""),
    ("trailing-feed.xml", "after the feed"),
    ("items-outside.xml", "outside the channel"),
    ("open-item.xml", "left open"),
    ("open-title.xml", "left open"),
    ("open-description.xml", "left open"),
    ("wrong-order.xml", "left open"),
    ("stray-ends.xml", "left open"),
    ("unquoted-attribute.xml", ""),
    ("open-quote.xml", "quotes"),
    ("double-attribute.xml", ""),
    ("undeclared-prefix.xml", "prefix"),
    ("control-characters.xml", ""),
    ("upper-case.xml", ""),
    ("own-namespace.xml", ""),
    ("stray-byte.xml", "no text"),
    ("stray-byte-among-utf-8.xml", "no text"),
    ("false-utf-16.xml", ""),
    ("false-latin-1.xml", "encoding"),
    ("utf-16-no-mark.xml", ""),
    ("utf-16-mark.xml", ""),
    ("utf-32.xml", ""),
    ("koi8-r.xml", ""),
    ("compressed.xml.gz", "compressed"),
    ("compressed-cut.xml.gz", "ends early"),
    ("cut-sequence.xml", "breaks off"),
    ("deep.xml", "too deep"),
    ("entity-bomb.xml", "not expanded"),
    ("atom-https-namespace.xml", "namespace"),
    ("atom-lower-case-namespace.xml", "namespace"),
    ("atom-no-namespace.xml", "namespace"),
    ("atom-odd-content-type.xml", ""),
    ("rdf-0.90.xml", ""),
    ("json-mark.json", ""),
    ("json-types.json", "JSON"),
    ("json-cut.json", "JSON"),
];

#[test]
fn every_damaged_feed_keeps_both_stories_and_says_what_was_mended() {
    let mut wrong = Vec::new();
    for (name, repair) in DAMAGED {
        let feed = match parse(&fixture(&format!("damaged/{name}"))) {
            Ok(feed) => feed,
            Err(error) => {
                wrong.push(format!("{name}: {error}"));
                continue;
            }
        };
        let titles: Vec<&str> =
            feed.entries.iter().filter_map(|entry| Some(entry.title.as_ref()?.as_str())).collect();
        if titles != ["First story", "Second story"] {
            wrong.push(format!("{name}: {titles:?}"));
        }
        if feed.title.as_ref().map(tidings::text::SafeText::as_str) != Some("River News") {
            wrong.push(format!("{name}: title {:?}", feed.title));
        }
        let named = match *repair {
            "" => feed.repairs.is_empty(),
            words => feed.repairs.iter().any(|line| line.as_str().contains(words)),
        };
        if !named {
            wrong.push(format!("{name}: repairs {:?}", feed.repairs));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_file_of_the_folder_is_in_the_table() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/feeds/damaged");
    for file in std::fs::read_dir(folder).expect("the folder") {
        let name = file.expect("a file").file_name().to_string_lossy().into_owned();
        assert!(DAMAGED.iter().any(|(known, _)| *known == name), "{name} is not tested");
    }
}

/// The texts that damage touches, as they must look.
#[test]
fn mended_texts_read_as_they_were_meant() {
    let text = |name: &str, n: usize| {
        let feed = parse(&fixture(&format!("damaged/{name}"))).expect("a feed");
        let entry = &feed.entries[n];
        entry.content.as_ref().or(entry.summary.as_ref()).expect("a text").source().to_owned()
    };
    assert_eq!(text("reference-without-end.xml", 0), "<p>Text\u{a0} 1 © 2026</p>");
    assert_eq!(text("reference-to-nothing.xml", 0), "<p>Text \u{fffd} 1 ’</p>");
    assert_eq!(text("stray-mark.xml", 0), "<p>1 < 2 and 2<3</p>");
    assert_eq!(text("html-break.xml", 0), "Text<br>1<p>more");
    assert_eq!(text("open-cdata.xml", 1), "<p>Text 2</p>");
    assert_eq!(text("cut-in-text.xml", 1), "<p>Text 2");
    // VT ends a line, so it parts words as a line end does; NUL and ESC are dropped.
    assert_eq!(text("control-characters.xml", 0), "<p>Te xt 1[31m</p>");
    assert_eq!(text("stray-byte.xml", 0), "<p>It’s 1</p>");
    assert_eq!(text("stray-byte-among-utf-8.xml", 0), "<p>Größe, Fluß, Tür ’ 1</p>");
    assert_eq!(text("false-latin-1.xml", 0), "<p>Größe 1</p>");
    assert_eq!(text("koi8-r.xml", 0), "<p>Река 1</p>");
    assert_eq!(text("undeclared-prefix.xml", 0), "<p>Whole</p>");
    assert_eq!(text("open-title.xml", 0), "<p>Text 1</p>");
    assert_eq!(text("atom-odd-content-type.xml", 0), "Text 1");
}

#[test]
fn links_survive_a_bare_ampersand() {
    let feed = parse(&fixture("damaged/bare-ampersand.xml")).expect("a feed");
    let link = feed.entries[0].link.as_ref().expect("a link");
    assert_eq!(link.as_str(), "https://river.example/?a=1&b=2&copy=3");
}

#[test]
fn damage_of_one_day_changes_no_identity() {
    let sound = parse(&fixture("damaged/leading-blank.xml")).expect("a feed");
    for name in
        ["open-item.xml", "cut-in-tag.xml", "undeclared-prefix.xml", "utf-32.xml", "items-outside.xml"]
    {
        let damaged = parse(&fixture(&format!("damaged/{name}"))).expect("a feed");
        for (sound, damaged) in sound.entries.iter().zip(&damaged.entries) {
            assert_eq!(sound.key, damaged.key, "{name}");
        }
    }
}
