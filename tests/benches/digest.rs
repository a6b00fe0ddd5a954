//! How well the offline digest chooses. `TIDINGS_DATA` names the folder that holds `extraction/`, pages of
//! many publishers; most of them carry a description that the publisher wrote.
//!
//! ```text
//! TIDINGS_DATA=… cargo bench --bench digest
//! TIDINGS_DATA=… cargo test  --bench digest      (quick to build)
//! ```
//!
//! Counted are the pages whose description shares fewer than half of its 4-grams with the first three
//! sentences of the article: elsewhere the description is the lead, and choosing the lead wins by itself.
//! Prints the mean ROUGE-1, -2 and -L F1 of the digest's three sentences and of the first three, the
//! difference with a paired bootstrap interval, and on how many pages the choice differs. `TIDINGS_PAGES=1`
//! prints the sentences of every page.

#![allow(
    clippy::print_stdout,
    clippy::unwrap_used,
    clippy::cast_precision_loss,
    reason = "a program for people, on files that were put there for it"
)]

#[path = "digest/rouge.rs"]
mod rouge;

use std::fs;
use std::io::Read;
use std::path::Path;

use tidings::analysis::{Telling, first_sentences, first_whole_sentences, key_sentences};
use tidings::domain::{Completeness, EntryId, EntryPlace, FeedId, Timestamp, WebUrl};
use tidings::extract;
use tidings::text::SafeText;
use tidings::text::html::parse_document;

use rouge::{Scores, grams, rouge, words};

/// Samples of the bootstrap.
const SAMPLES: usize = 10_000;

/// A page that is counted.
struct Judged {
    id: String,
    digest: Scores,
    lead: Scores,
    /// Of the first three sentences that are whole, in place of bylines, captions and dates.
    whole_lead: Scores,
    differs: bool,
}

fn main() {
    let Ok(folder) = std::env::var("TIDINGS_DATA") else {
        println!("TIDINGS_DATA is not set: no pages to read");
        return;
    };
    let root = Path::new(&folder).join("extraction");
    let truth: serde_json::Value =
        serde_json::from_slice(&fs::read(root.join("ground-truth.json")).unwrap()).unwrap();
    let mut ids: Vec<&String> = truth.as_object().unwrap().keys().collect();
    ids.sort();
    let rules = extract::SiteRules::built_in();
    let mut judged = Vec::new();
    let (mut described, mut read) = (0, 0);
    for id in ids {
        let packed = fs::read(root.join(format!("html/{id}.html.gz"))).unwrap();
        let mut bytes = Vec::new();
        flate2::read::GzDecoder::new(packed.as_slice()).read_to_end(&mut bytes).unwrap();
        let html = extract::decode_page(&bytes, None);
        let url = WebUrl::parse(truth[id]["url"].as_str().unwrap()).unwrap();
        let Some(description) = description(&html) else { continue };
        described += 1;
        let Some(telling) = telling(&html, &url, &rules) else { continue };
        read += 1;
        judged.extend(judge(id, &telling, &description));
    }
    println!(
        "{described} pages with a description, {read} of them with an article, {} counted",
        judged.len()
    );
    report("all", &judged.iter().collect::<Vec<_>>());
    let half =
        |odd: bool| judged.iter().enumerate().filter(move |(i, _)| (i % 2 == 1) == odd).map(|(_, j)| j);
    report("first half", &half(false).collect::<Vec<_>>());
    report("second half", &half(true).collect::<Vec<_>>());
}

/// What the publisher wrote about the page for others.
fn description(html: &str) -> Option<String> {
    let document = dom_query::Document::from(html);
    let places =
        ["meta[property='og:description']", "meta[name='description']", "meta[name='twitter:description']"];
    let texts = places.iter().filter_map(|place| document.select(place).attr("content"));
    let mut texts = texts.map(|text| SafeText::folded(&text, 2000).as_str().to_owned());
    // A name or a slogan describes nothing.
    texts.find(|text| words(text).len() >= 8)
}

fn telling(html: &str, url: &WebUrl, rules: &extract::SiteRules) -> Option<Telling> {
    let article = extract::parse_article(html, url, rules).ok()?;
    Some(Telling {
        place: EntryPlace { entry: EntryId(1), feed: FeedId(1) },
        publisher: SafeText::new("The page"),
        title: article.title.unwrap_or_default(),
        url: Some(url.clone()),
        at: Timestamp::UNIX_EPOCH,
        completeness: Completeness::FullText,
        language: article.language,
        text: parse_document(&article.content, Some(url.as_str())),
    })
}

fn judge(id: &str, telling: &Telling, description: &str) -> Option<Judged> {
    let text =
        |sentences: Vec<SafeText>| sentences.iter().map(SafeText::as_str).collect::<Vec<_>>().join(" ");
    let lead = text(first_sentences(telling, 3));
    let digest = text(key_sentences(telling));
    let wanted = words(description);
    let fours = grams(&wanted, 4);
    let first = words(&lead);
    let held = grams(&first, 4);
    let shared: usize = fours.iter().map(|(gram, n)| (*n).min(held.get(gram).copied().unwrap_or(0))).sum();
    let all: usize = fours.values().sum();
    if all == 0 || shared * 2 >= all {
        return None;
    }
    if std::env::var("TIDINGS_PAGES").is_ok() {
        println!("\n{id}  {}\n  D {description}\n  L {lead}\n  C {digest}", telling.title);
    }
    Some(Judged {
        id: id.to_owned(),
        digest: rouge(&words(&digest), &wanted),
        lead: rouge(&first, &wanted),
        whole_lead: rouge(&words(&text(first_whole_sentences(telling, 3))), &wanted),
        differs: digest != lead,
    })
}

fn report(name: &str, judged: &[&Judged]) {
    let count = judged.len().max(1) as f64;
    let differing = judged.iter().filter(|page| page.differs).count();
    println!(
        "\n{name}: n = {}, the choice differs from lead-3 on {:.0} %",
        judged.len(),
        100.0 * differing as f64 / count
    );
    println!(
        "           digest   lead-3   difference (95 % of {SAMPLES} bootstrap samples)   lead-3 of whole sentences"
    );
    for (at, name) in ["ROUGE-1", "ROUGE-2", "ROUGE-L"].iter().enumerate() {
        let mean = |of: &dyn Fn(&Judged) -> f64| judged.iter().map(|page| of(page)).sum::<f64>() / count;
        let (ours, lead) = (mean(&|page| page.digest[at]), mean(&|page| page.lead[at]));
        let differences: Vec<f64> = judged.iter().map(|page| page.digest[at] - page.lead[at]).collect();
        let (low, high) = interval(&differences);
        let whole = mean(&|page| page.whole_lead[at]);
        println!(
            "  {name}  {ours:.4}   {lead:.4}   {:+.4} ({low:+.4} to {high:+.4})   {whole:.4}",
            ours - lead
        );
    }
    if std::env::var("TIDINGS_PAGES").is_ok() {
        let mut worst: Vec<_> = judged.iter().map(|page| (page.digest[0] - page.lead[0], &page.id)).collect();
        worst.sort_by(|a, b| a.0.total_cmp(&b.0));
        for (difference, id) in worst.iter().take(12) {
            println!("    {difference:+.3} {id}");
        }
    }
}

/// The interval of the mean that holds 95 % of resamples; the same numbers give the same interval.
fn interval(values: &[f64]) -> (f64, f64) {
    if values.is_empty() {
        return (0.0, 0.0);
    }
    let mut state: u64 = 0x9e37_79b9_7f4a_7c15;
    let mut random = || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        usize::try_from(state % values.len() as u64).unwrap()
    };
    let mut means: Vec<f64> = (0..SAMPLES)
        .map(|_| values.iter().map(|_| values[random()]).sum::<f64>() / values.len() as f64)
        .collect();
    means.sort_by(f64::total_cmp);
    (means[SAMPLES / 40], means[SAMPLES - 1 - SAMPLES / 40])
}
