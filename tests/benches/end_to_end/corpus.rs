//! The corpus: feeds made from a seed, always the same. One vocabulary of 30,000 words with the
//! frequencies of a natural language; one entry in twelve holds some Chinese.

use std::fmt::Write as _;
use std::io::Write as _;

use flate2::Compression;
use flate2::write::GzEncoder;

/// A word that stands in one entry of 1,429: 70 hits in 100,000.
pub const RARE: &str = "quillwort";
/// A word that stands in nearly every entry (the most frequent of the vocabulary).
pub const FREQUENT: &str = "bi";

const VOCABULARY: usize = 30_000;
const RARE_EVERY: usize = 1_429;
const CHINESE: &str = "今日新闻天气经济科技发展研究市场城市交通教育文化国际社会健康体育能源环境";
/// 7 May 2026, the day of the newest entries.
const NEWEST: i64 = 1_778_155_200;

/// Sizes of a corpus.
#[derive(Clone, Copy)]
pub struct Size {
    pub feeds: usize,
    pub entries: usize,
}

/// A feed document, gzipped.
pub struct Feed {
    pub gzip: Vec<u8>,
    pub etag: String,
}

/// Makes feed number `feed` of generation `generation` (other ids and dates, same kind of text).
pub fn feed(size: Size, feed: usize, generation: usize) -> Feed {
    let words = vocabulary();
    let xml = document(&words, size, feed, generation);
    let mut encoder = GzEncoder::new(Vec::new(), Compression::new(6));
    encoder.write_all(xml.as_bytes()).expect("memory");
    Feed { gzip: encoder.finish().expect("memory"), etag: format!("\"g{generation}-f{feed}\"") }
}

/// Makes all feeds on two threads.
pub fn all(size: Size, generation: usize) -> Vec<Feed> {
    let halves = std::thread::scope(|scope| {
        let made: Vec<_> = (0..2)
            .map(|half| {
                scope.spawn(move || {
                    (0..size.feeds)
                        .filter(|i| i % 2 == half)
                        .map(|i| feed(size, i, generation))
                        .collect::<Vec<_>>()
                })
            })
            .collect();
        made.into_iter().map(|half| half.join().expect("a half")).collect::<Vec<_>>()
    });
    let mut halves = halves.into_iter().map(Vec::into_iter).collect::<Vec<_>>();
    (0..size.feeds).map(|i| halves[i % 2].next().expect("as many as asked for")).collect()
}

fn document(words: &[String], size: Size, feed: usize, generation: usize) -> String {
    let mut random = Random(0x9e37_79b9 ^ ((feed as u64) << 20) ^ generation as u64);
    let mut xml = String::with_capacity(size.entries * 2_400);
    let _ = write!(
        xml,
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<rss version=\"2.0\" \
         xmlns:content=\"http://purl.org/rss/1.0/modules/content/\" \
         xmlns:dc=\"http://purl.org/dc/elements/1.1/\"><channel><title>Feed {feed:04}</title>\
         <link>http://site{feed}.example/</link><description>{}</description>\n",
        text(words, &mut random, 8)
    );
    for entry in 0..size.entries {
        item(&mut xml, words, &mut random, Place { size, feed, entry, generation });
    }
    xml.push_str("</channel></rss>\n");
    xml
}

#[derive(Clone, Copy)]
struct Place {
    size: Size,
    feed: usize,
    entry: usize,
    generation: usize,
}

fn item(xml: &mut String, words: &[String], random: &mut Random, place: Place) {
    let Place { size, feed, entry, generation } = place;
    let number = (generation * size.feeds + feed) * size.entries + entry;
    let age = (entry * size.feeds + feed) as i64 * 29 + generation as i64 * 2_900_000;
    let date = jiff::Timestamp::from_second(NEWEST - age).expect("a time");
    let date = jiff::fmt::rfc2822::DateTimePrinter::new().timestamp_to_string(&date).expect("a date");
    let length = 6 + random.below(7);
    let _ = write!(
        xml,
        "<item><title>{}</title><link>http://site{feed}.example/{number}</link>\
         <guid isPermaLink=\"false\">tag:site{feed}.example:{number}</guid><pubDate>{date}</pubDate>\
         <dc:creator>{}</dc:creator><description>{}</description><content:encoded><![CDATA[",
        text(words, random, length),
        text(words, random, 2),
        text(words, random, 20),
    );
    for paragraph in 0..4 {
        let _ = writeln!(
            xml,
            "<p>{} <a href=\"http://site{feed}.example/{number}#{paragraph}\">{}</a> {}</p>",
            text(words, random, 30),
            text(words, random, 2),
            text(words, random, 34),
        );
    }
    if number % RARE_EVERY == 7 {
        let _ = write!(xml, "<p>{RARE}</p>");
    }
    if number % 12 == 5 {
        let start = random.below(10);
        let chinese: String = CHINESE.chars().cycle().skip(start).take(48).collect();
        let _ = write!(xml, "<p>{chinese}</p>");
    }
    xml.push_str("]]></content:encoded></item>\n");
}

fn text(words: &[String], random: &mut Random, count: usize) -> String {
    let mut text = String::with_capacity(count * 7);
    for i in 0..count {
        if i > 0 {
            text.push(' ');
        }
        // Log-uniform over the ranks: the frequencies of Zipf's law.
        let rank = (VOCABULARY as f64).powf(random.unit()) - 1.0;
        text.push_str(&words[(rank as usize).min(VOCABULARY - 1)]);
    }
    text
}

fn vocabulary() -> Vec<String> {
    const SYLLABLES: [&str; 20] = [
        "bi", "ra", "to", "ne", "plo", "u", "sta", "ke", "mi", "lor", "den", "va", "shi", "gru", "pel", "an",
        "wes", "fo", "cle", "jun",
    ];
    let mut words = Vec::with_capacity(VOCABULARY);
    for number in 0..VOCABULARY {
        let mut rest = number;
        let mut word = String::new();
        loop {
            word.push_str(SYLLABLES[rest % SYLLABLES.len()]);
            rest /= SYLLABLES.len();
            if rest == 0 {
                break;
            }
            rest -= 1;
        }
        words.push(word);
    }
    words
}

/// `SplitMix64`: small, and the same on every machine.
pub struct Random(pub u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    fn unit(&mut self) -> f64 {
        (self.next() >> 11) as f64 / (1u64 << 53) as f64
    }

    fn below(&mut self, bound: usize) -> usize {
        (self.unit() * bound as f64) as usize
    }
}
