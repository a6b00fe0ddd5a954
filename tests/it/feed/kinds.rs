//! What is read from each kind of feed.

use tidings::feed::Kind;

use super::{read, rss};

#[test]
fn rss_gives_all_of_an_item() {
    let feed = rss(r#"<ttl>60</ttl><language>en_GB</language><generator>Mill</generator>
        <item><title>AT&amp;amp;T &amp;lt;b&amp;gt; <![CDATA[x]]></title>
          <link> https://river.example/1 </link>
          <guid isPermaLink="false">one</guid>
          <pubDate>Sun, 22 Nov 2026 10:47:24 +0100</pubDate>
          <author>jane@river.example (Jane Doe)</author>
          <category>River</category><category>River</category><category>Town</category>
          <comments>https://river.example/1#talk</comments>
          <enclosure url="/a.mp3" type="audio/mpeg" length="12"/>
          <source url="https://outlet.example/feed">The Outlet</source>
          <description>Short &lt;a href="/about"&gt;about&lt;/a&gt;</description>
        </item>"#);
    assert_eq!(feed.kind, Kind::Rss);
    assert_eq!(feed.ttl.expect("a ttl").as_secs(), 3600);
    assert_eq!(feed.language.as_ref().expect("a language").as_str(), "en-GB");
    let entry = &feed.entries[0];
    assert_eq!(entry.title.as_ref().expect("a title").as_str(), "AT&T <b> x");
    assert_eq!(entry.link.as_ref().expect("a link").as_str(), "https://river.example/1");
    assert_eq!(entry.id.as_ref().expect("an id").as_str(), "one");
    assert_eq!(entry.published.expect("a date").to_string(), "2026-11-22T09:47:24Z");
    assert_eq!(entry.author.as_ref().expect("an author").as_str(), "Jane Doe");
    let categories: Vec<&str> = entry.categories.iter().map(tidings::text::SafeText::as_str).collect();
    assert_eq!(categories, ["River", "Town"]);
    assert_eq!(entry.comments_url.as_ref().expect("comments").as_str(), "https://river.example/1#talk");
    assert_eq!(entry.publisher.as_ref().expect("an outlet").as_str(), "The Outlet");
    assert_eq!(entry.publisher_url.as_ref().expect("its address").as_str(), "https://outlet.example/feed");
    let file = &entry.enclosures[0];
    assert_eq!((file.url.as_str(), file.length), ("https://river.example/a.mp3", Some(12)));
    let summary = entry.summary.as_ref().expect("a summary").source();
    assert_eq!(summary, r#"Short <a href="https://river.example/about">about</a>"#);
}

#[test]
fn atom_gives_all_of_an_entry() {
    let feed = read(
        r#"<feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://base.example/a/" xml:lang="de">
        <title type="html">River &amp;amp; Town</title><link rel="self" href="feed"/><link href="./"/>
        <entry xml:base="b/"><title type="text">1 &lt; 2 <!-- no --></title>
          <link rel="replies" type="text/html" href="talk"/><link rel="alternate" href="one"/>
          <link rel="enclosure" href="a.mp3" type="audio/mpeg"/>
          <id>urn:1</id><published>2026-11-22T10:00:00.5Z</published><updated>2026-11-22T11:00:00+01:00</updated>
          <author><name>Jane Doe</name><email>jane@river.example</email></author><author><name>Joe</name></author>
          <category term="r" label="River"/>
          <source><title>The Outlet</title><link href="https://outlet.example/"/></source>
          <summary>Plain &lt;text&gt;</summary>
          <content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">A <a href="c">c</a><br/><b/>x</div></content>
        </entry></feed>"#,
    );
    assert_eq!(feed.kind, Kind::Atom);
    assert_eq!(feed.title.as_ref().expect("a title").as_str(), "River & Town");
    assert_eq!(feed.link.as_ref().expect("a link").as_str(), "https://base.example/a/");
    assert_eq!(feed.language.as_ref().expect("a language").as_str(), "de");
    let entry = &feed.entries[0];
    assert_eq!(entry.title.as_ref().expect("a title").as_str(), "1 < 2");
    assert_eq!(entry.link.as_ref().expect("a link").as_str(), "https://base.example/a/b/one");
    assert_eq!(entry.comments_url.as_ref().expect("comments").as_str(), "https://base.example/a/b/talk");
    assert_eq!(entry.enclosures[0].url.as_str(), "https://base.example/a/b/a.mp3");
    assert_eq!(entry.published.expect("a date").to_string(), "2026-11-22T10:00:00.5Z");
    assert_eq!(entry.updated.expect("a date").to_string(), "2026-11-22T10:00:00Z");
    assert_eq!(entry.author.as_ref().expect("authors").as_str(), "Jane Doe, Joe");
    assert_eq!(entry.categories[0].as_str(), "River");
    assert_eq!(entry.publisher.as_ref().expect("an outlet").as_str(), "The Outlet");
    assert_eq!(entry.summary.as_ref().expect("a summary").source(), "Plain &lt;text&gt;");
    assert_eq!(
        entry.content.as_ref().expect("a content").source(),
        r#"<div>A <a href="https://base.example/a/b/c">c</a><br><b></b>x</div>"#
    );
}

#[test]
fn rss_1_names_items_by_about_and_dates_them_with_dublin_core() {
    let feed = read(
        r#"<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
        xmlns:dc="http://purl.org/dc/elements/1.1/"><channel rdf:about="x"><title>T</title><items><rdf:Seq>
        <rdf:li rdf:resource="https://river.example/1"/></rdf:Seq></items></channel>
        <item rdf:about="https://river.example/1"><dc:title>One</dc:title><dc:date>2026-11-22</dc:date>
        <dc:subject>River</dc:subject><dc:creator>Jane</dc:creator></item></rdf:RDF>"#,
    );
    assert_eq!(feed.kind, Kind::Rdf);
    let entry = &feed.entries[0];
    assert_eq!(entry.title.as_ref().expect("a title").as_str(), "One");
    assert_eq!(entry.link.as_ref().expect("a link").as_str(), "https://river.example/1");
    assert_eq!(entry.updated.expect("a date").to_string(), "2026-11-22T00:00:00Z");
    assert_eq!(entry.categories[0].as_str(), "River");
}

#[test]
fn a_guid_is_a_link_unless_it_says_no_or_is_none() {
    let link = |guid: &str| {
        let feed = rss(&format!("<item><title>x</title>{guid}</item>"));
        feed.entries[0].link.as_ref().map(|link| link.as_str().to_owned())
    };
    assert_eq!(link("<guid>https://river.example/1</guid>").as_deref(), Some("https://river.example/1"));
    assert_eq!(link("<guid>/1</guid>").as_deref(), Some("https://river.example/1"));
    assert_eq!(link("<guid isPermaLink='false'>https://river.example/1</guid>"), None);
    assert_eq!(link("<guid>12345</guid>"), None);
    assert_eq!(link("<guid>tag:river.example,2026:1</guid>"), None);
}

#[test]
fn only_web_links_are_kept() {
    let feed = rss("<item><title>x</title><link>javascript:alert(1)</link>\
        <enclosure url='file:///etc/passwd'/><comments>data:text/html,x</comments></item>");
    let entry = &feed.entries[0];
    assert_eq!((&entry.link, &entry.comments_url), (&None, &None));
    assert!(entry.enclosures.is_empty());
}

#[test]
fn json_feed_gives_items_authors_and_attachments() {
    let feed = read(
        r#"{"version":"https://jsonfeed.org/version/1","title":"River","home_page_url":"https://river.example/",
        "items":[{"id":"1","external_url":"https://other.example/1","title":"One","content_html":"<a href=\"x\">x</a>",
        "summary":"S","author":{"name":"Jane"},"tags":["River"],"date_published":"2026-11-22T10:00:00+01:00",
        "attachments":[{"url":"https://river.example/a.mp3","mime_type":"audio/mpeg","size_in_bytes":5}]}]}"#,
    );
    assert_eq!(feed.kind, Kind::Json);
    let entry = &feed.entries[0];
    assert_eq!(entry.link.as_ref().expect("a link").as_str(), "https://other.example/1");
    assert_eq!(entry.author.as_ref().expect("an author").as_str(), "Jane");
    assert_eq!(entry.enclosures[0].length, Some(5));
    assert_eq!(entry.published.expect("a date").to_string(), "2026-11-22T09:00:00Z");
    assert_eq!(
        entry.content.as_ref().expect("a text").source(),
        r#"<a href="https://other.example/x">x</a>"#
    );
}

#[test]
fn media_of_a_video_feed_is_kept() {
    let feed = read(
        r#"<feed xmlns="http://www.w3.org/2005/Atom" xmlns:media="http://search.yahoo.com/mrss/"><title>T</title>
        <entry><title>Video</title><id>v</id><media:group><media:title>Other</media:title>
        <media:content url="https://v.example/1" type="video/mp4"/>
        <media:thumbnail url="https://v.example/1.jpg"/><media:description>About &lt;it&gt;</media:description>
        </media:group></entry></feed>"#,
    );
    let entry = &feed.entries[0];
    assert_eq!(entry.title.as_ref().expect("a title").as_str(), "Video");
    assert_eq!(entry.enclosures.len(), 1, "the thumbnail only stands in where there is nothing else");
    assert_eq!(entry.summary.as_ref().expect("a summary").source(), "About &lt;it&gt;");
}

#[test]
fn an_unescaped_type_in_a_title_stays_visible() {
    for title in ["Why Vec<T> is fast", "if x<y then z>w", "a <- b <= c <3"] {
        let feed = rss(&format!("<item><title>{title}</title></item>"));
        assert_eq!(feed.entries[0].title.as_ref().expect("a title").as_str(), title);
    }
}

#[test]
fn unreadable_dates_are_none() {
    for date in ["yesterday", "0000-00-00 00:00:00", "2026-02-30", "99999999999999999999", ""] {
        let feed = rss(&format!("<item><title>x</title><pubDate>{date}</pubDate></item>"));
        assert_eq!(feed.entries[0].published, None, "{date}");
    }
}
