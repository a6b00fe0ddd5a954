//! The edition's Google News: a feed of headlines made from all articles that carry `google:`, the
//! pages its links lead to, and the answer to the question for the address behind a new id. The forms
//! are those of the news facts, sections 1 and 2.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::{Value, json};
use xxhash_rust::xxh3::xxh3_64_with_seed;

use super::outlet::Told;
use super::template::{escaped, fill, rfc2822};
use super::{DemoPage, HTML, RSS, page};
use crate::domain::{Timestamp, WebUrl};

pub(super) const BASE: &str = "https://news.google.example";
const FEED: &str = include_str!("../../../assets/demo/google-news/feed.xml");
const CONSENT: &str = include_str!("../../../assets/demo/google-news/consent.html");
const INTERSTITIAL: &str = include_str!("../../../assets/demo/google-news/article.html");

/// Articles that Google lists beside a headline.
const RELATED: usize = 5;

/// What Google knows of an article.
struct Listed<'a> {
    told: &'a Told,
    id: String,
}

/// The feeds, and what the links with new ids lead to: the page that goes on by script, or the
/// question for consent.
pub(super) fn pages(told: &[Told], now: Timestamp) -> Vec<DemoPage> {
    let listed = listed(told);
    let items: String = listed.iter().map(|one| item(one, told, now)).collect();
    let newest = rfc2822(listed.first().map_or(now, |one| one.told.article.published(now)));
    let feed = |title| fill(FEED, &[("title", title), ("built", &newest), ("items", &items)], now);
    let topic = format!("{BASE}/rss/headlines/section/topic/TECHNOLOGY");
    let mut pages = vec![
        page(&format!("{BASE}/rss"), RSS, feed("Top stories")),
        page(&topic, RSS, feed("Technology - Latest")),
        page("https://consent.google.example/m", HTML, CONSENT.to_owned()),
    ];
    pages.extend(listed.iter().filter(|one| form(one.told) != "old").map(|one| interstitial(one, now)));
    pages
}

/// The new ids and the addresses that they stand for.
pub(super) fn links(told: &[Told]) -> Vec<(String, String)> {
    let new = listed(told).into_iter().filter(|one| form(one.told) != "old");
    new.map(|one| (one.id, one.told.url.clone())).collect()
}

/// The answer to a form with `f.req=` (news facts 2.2): a row for each question, with the address, or
/// with nothing where id, time and signature are not those of a page of this edition.
pub(super) fn batch(links: &[(String, WebUrl)], form: &[u8]) -> Vec<u8> {
    let asked = url::form_urlencoded::parse(form).find(|(name, _)| name == "f.req");
    let asked: Value = asked.and_then(|(_, value)| serde_json::from_str(&value).ok()).unwrap_or_default();
    let answer = |question: &Value| {
        let inner: Value = serde_json::from_str(question[1].as_str()?).ok()?;
        let (id, time, signed) = (inner[2].as_str()?, inner[3].as_i64()?, inner[4].as_str()?);
        let (_, url) = links.iter().find(|(known, _)| known == id)?;
        let is_ours = time == SIGNED_AT && signed == signature(id);
        is_ours.then(|| json!(["garturlres", url.as_str(), 1]).to_string())
    };
    let questions = asked[0].as_array().cloned().unwrap_or_default();
    let rows: Vec<Value> = questions
        .iter()
        .map(|question| json!(["wrb.fr", "Fbv4je", answer(question), null, null, null, question[3]]))
        .chain([json!(["di", 23]), json!(["af.httprm", 23, "0", 1])])
        .collect();
    format!(")]}}'\n\n{}", Value::from(rows)).into_bytes()
}

/// The time in every signature.
const SIGNED_AT: i64 = 1_719_876_543;

fn signature(id: &str) -> String {
    format!("AB_{:016x}", xxh3_64_with_seed(id.as_bytes(), 7))
}

fn form(told: &Told) -> &'static str {
    told.article.field("google")
}

fn listed(told: &[Told]) -> Vec<Listed<'_>> {
    let listed = told.iter().filter(|told| !form(told).is_empty());
    listed.map(|told| Listed { told, id: article_id(told) }).collect()
}

/// `CBMi…`: the address itself, or bytes that say nothing.
fn article_id(told: &Told) -> String {
    let is_old = form(told) == "old" || form(told).is_empty();
    let payload = if is_old { told.url.clone() } else { opaque(&told.url) };
    let mut message = vec![0x08, 0x13, 0x22];
    // A varint of one byte or two; no address of the edition is longer than that.
    match u16::try_from(payload.len()).unwrap_or_default().to_le_bytes() {
        [short, 0] if short < 0x80 => message.push(short),
        bytes => {
            let length = u16::from_le_bytes(bytes);
            message.extend((((length & 0x3f80) << 1) | 0x80 | (length & 0x7f)).to_le_bytes());
        }
    }
    message.extend(payload.bytes());
    if is_old {
        message.extend([0xd2, 0x01, 0x00]);
    }
    URL_SAFE_NO_PAD.encode(message)
}

/// 86 or 166 characters that are the same for the same address.
fn opaque(url: &str) -> String {
    let length = if url.len().is_multiple_of(3) { 60 } else { 120 };
    let noise = (0..15).flat_map(|seed| xxh3_64_with_seed(url.as_bytes(), seed).to_be_bytes());
    format!("AU_yqL{}", URL_SAFE_NO_PAD.encode(noise.take(length).collect::<Vec<u8>>()))
}

fn item(one: &Listed<'_>, told: &[Told], now: Timestamp) -> String {
    let (article, outlet) = (&one.told.article, one.told.outlet);
    let title = escaped(&format!("{} - {}", article.field("title"), outlet.name));
    let (id, date) = (&one.id, rfc2822(article.published(now)));
    let description = escaped(&description(one, told));
    let (home, name) = (outlet.home.trim_end_matches('/'), escaped(outlet.name));
    format!(
        "<item><title>{title}</title><link>{BASE}/rss/articles/{id}?oc=5</link>\
         <guid isPermaLink=\"false\">{id}</guid><pubDate>{date}</pubDate>\
         <description>{description}</description><source url=\"{home}\">{name}</source></item>\n"
    )
}

/// The link and its outlet; a list of them where others tell the same story.
fn description(one: &Listed<'_>, told: &[Told]) -> String {
    let story = one.told.article.field("story");
    let others = told.iter().filter(|other| {
        !story.is_empty()
            && other.article.field("story") == story
            && other.outlet.home != one.told.outlet.home
            && other.language() == one.told.language()
    });
    let mut outlets = Vec::new();
    let others = others.filter(|other| {
        let is_first = !outlets.contains(&other.outlet.home);
        outlets.push(other.outlet.home);
        is_first
    });
    let all: Vec<String> = std::iter::once(one.told).chain(others.take(RELATED - 1)).map(anchor).collect();
    match all.as_slice() {
        [alone] => alone.clone(),
        several => format!("<ol><li>{}</li></ol>", several.join("</li><li>")),
    }
}

fn anchor(told: &Told) -> String {
    format!(
        "<a href=\"{BASE}/rss/articles/{}?oc=5\" target=\"_blank\">{}</a>&nbsp;&nbsp;\
         <font color=\"#6f6f6f\">{}</font>",
        article_id(told),
        escaped(told.article.field("title")),
        escaped(told.outlet.name)
    )
}

fn interstitial(one: &Listed<'_>, now: Timestamp) -> DemoPage {
    let (id, link) = (one.id.as_str(), format!("{BASE}/rss/articles/{}", one.id));
    let (time, signature) = (SIGNED_AT.to_string(), signature(id));
    let values = [("id", id), ("time", &time), ("signature", &signature)];
    let mut page = page(&link, HTML, fill(INTERSTITIAL, &values, now));
    if form(one.told) == "consent" {
        let target: String = url::form_urlencoded::byte_serialize(link.as_bytes()).collect();
        let location = format!("https://consent.google.example/m?continue={target}&hl=en-US");
        (page.status, page.body) = (302, Vec::new());
        page.headers = vec![("Location".to_owned(), location)];
    }
    page
}
