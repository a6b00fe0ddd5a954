//! Speed on generated feeds of five megabytes: as they should be, and damaged.

use std::fmt::Write;
use std::hint::black_box;
use std::time::Instant;

use tidings::domain::WebUrl;
use tidings::feed::{self, Hints};

const SIZE: usize = 5 << 20;
const RUNS: usize = 7;

/// Prints megabytes a second for each kind of document, best of seven.
pub fn measure() {
    let rss = rss();
    let atom = atom();
    for (name, document) in [
        ("RSS", rss.clone()),
        ("Atom", atom.clone()),
        ("RSS, damaged", damage(&rss)),
        ("Atom, damaged", damage(&atom)),
    ] {
        let base = WebUrl::parse("https://news.example/feed").unwrap();
        let hints = Hints { base: Some(&base), content_type: None };
        let best = (0..RUNS)
            .map(|_| {
                let start = Instant::now();
                let parsed = feed::parse(black_box(document.as_bytes()), &hints).unwrap();
                black_box(parsed.entries.len());
                start.elapsed()
            })
            .min()
            .unwrap_or_default();
        #[allow(clippy::cast_precision_loss, reason = "a speed")]
        let speed = document.len() as f64 / best.as_secs_f64() / 1e6;
        let parsed = feed::parse(document.as_bytes(), &hints).unwrap();
        println!(
            "{name}: {speed:.0} MB/s ({} entries, {} kinds of damage)",
            parsed.entries.len(),
            parsed.repairs.len()
        );
    }
}

const PARAGRAPH: &str = "The council met on Tuesday to talk about the river, its banks and what the \
    coming winter may bring. Nobody could say how high the water would stand, but everybody agreed \
    that last year’s sandbags would not do again. ";

fn rss() -> String {
    let mut out = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><rss version=\"2.0\" \
         xmlns:content=\"http://purl.org/rss/1.0/modules/content/\" \
         xmlns:dc=\"http://purl.org/dc/elements/1.1/\"><channel><title>News</title>\
         <link>https://news.example/</link><description>All of it</description>\n",
    );
    let mut n = 0;
    while out.len() < SIZE {
        n += 1;
        let text = PARAGRAPH.repeat(6);
        writeln!(
            out,
            "<item><title>Story {n} &amp; more</title><link>https://news.example/{n}</link>\
             <guid isPermaLink=\"false\">id-{n}</guid><pubDate>Sun, 22 Nov 2026 10:{:02}:00 GMT</pubDate>\
             <dc:creator>Jane Doe</dc:creator><category>River</category>\
             <description>{PARAGRAPH}&lt;b&gt;Read&lt;/b&gt; on</description>\
             <content:encoded><![CDATA[<p>{text}</p><p><a href=\"/about\">About</a></p>]]></content:encoded></item>",
            n % 60
        )
        .unwrap();
    }
    out + "</channel></rss>"
}

fn atom() -> String {
    let mut out = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><feed xmlns=\"http://www.w3.org/2005/Atom\">\
         <title>News</title><link href=\"https://news.example/\"/><id>urn:news</id>\n",
    );
    let mut n = 0;
    while out.len() < SIZE {
        n += 1;
        let text = PARAGRAPH.repeat(7);
        writeln!(
            out,
            "<entry><title>Story {n} &amp; more</title><link href=\"https://news.example/{n}\"/>\
             <id>urn:story:{n}</id><updated>2026-11-22T10:{:02}:00Z</updated>\
             <author><name>Jane Doe</name></author>\
             <content type=\"html\">&lt;p&gt;{text}&lt;/p&gt;&lt;p&gt;&lt;a href=\"/about\"&gt;About&lt;/a&gt;&lt;/p&gt;</content></entry>",
            n % 60
        )
        .unwrap();
    }
    out + "</feed>"
}

/// What publishers do: bare ampersands, stray marks, an end that never comes.
fn damage(document: &str) -> String {
    let document = document.replace("&amp; more", "& more <3").replace("banks and", "banks & <br>");
    document[..document.len() - 20].to_owned()
}
