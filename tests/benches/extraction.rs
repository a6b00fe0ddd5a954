//! How well and how fast articles are found in pages. `TIDINGS_DATA` names the folder that holds
//! `extraction/`: pages and what people say is their article (the article-extraction-benchmark).
//!
//! ```text
//! TIDINGS_DATA=… cargo bench --bench extraction             (optimised, with honest times)
//! TIDINGS_DATA=… cargo bench --bench extraction -- --pages  (every page that loses anything)
//! TIDINGS_DATA=… cargo bench --bench extraction -- --show 04a671   (what is missing and too much there)
//! ```
//!
//! Scores as that benchmark's `evaluate.py`: runs of four words, counted with repetition; precision and
//! recall of each page, averaged; F1 of the averages. The readability crate alone is scored in the same
//! run, its markup through the same walk. The two halves are the pages in turn, by name.

#![allow(
    clippy::print_stdout,
    clippy::unwrap_used,
    reason = "a program for people, on files that were put there for it"
)]

#[path = "extraction/score.rs"]
mod score;
#[path = "extraction/time.rs"]
mod time;

use std::fs::{self, File};
use std::io::Read;
use std::path::Path;

use dom_smoothie::Readability;
use serde::Deserialize;
use tidings::domain::WebUrl;
use tidings::extract::{self, SiteRules};
use tidings::text::Markup;

use score::{Counts, Means};

/// All pages are read so often for the time; the best round counts.
const ROUNDS: usize = 3;

struct Page {
    name: String,
    url: WebUrl,
    html: String,
    wanted: String,
}

#[derive(Deserialize)]
struct Truth {
    #[serde(rename = "articleBody")]
    body: String,
    url: String,
}

struct Result {
    text: String,
    counts: Counts,
}

type Engine<'e> = (&'static str, &'e dyn Fn(&Page) -> String);

fn main() {
    let Ok(folder) = std::env::var("TIDINGS_DATA") else {
        println!("TIDINGS_DATA is not set: no pages to read");
        return;
    };
    let arguments: Vec<String> = std::env::args().collect();
    let pages = load(&Path::new(&folder).join("extraction"));
    let rules = SiteRules::built_in();
    let engines: [Engine; 2] = [("readability alone", &alone), ("tidings", &|page| ours(page, &rules))];
    let shown = arguments.iter().skip_while(|word| *word != "--show").nth(1);
    println!("{:<20} P      R      F1       CPU ms per page", format!("{} pages", pages.len()));
    let mut all = Vec::new();
    for (name, engine) in engines {
        let results: Vec<Result> = pages.iter().map(|page| measure(page, engine)).collect();
        let round = time::best_of(ROUNDS, || pages.iter().map(|page| engine(page).len()).sum::<usize>());
        report(name, &results, round);
        all.push(results);
    }
    if let Some(shown) = shown {
        for (page, result) in pages.iter().zip(&all[1]).filter(|(page, _)| page.name.starts_with(shown)) {
            println!("\n{} {}", page.name, page.url);
            score::print_difference(&page.wanted, &result.text);
        }
    } else if arguments.iter().any(|word| word == "--pages") {
        losses(&pages, &all[0], &all[1]);
    }
}

fn load(folder: &Path) -> Vec<Page> {
    let truths: std::collections::BTreeMap<String, Truth> =
        serde_json::from_slice(&fs::read(folder.join("ground-truth.json")).unwrap()).unwrap();
    truths
        .into_iter()
        .map(|(name, truth)| {
            let file = File::open(folder.join("html").join(format!("{name}.html.gz"))).unwrap();
            let mut bytes = Vec::new();
            flate2::read::GzDecoder::new(file).read_to_end(&mut bytes).unwrap();
            let html = extract::decode_page(&bytes, Some("text/html; charset=utf-8"));
            Page { name, url: WebUrl::parse(&truth.url).unwrap(), html, wanted: truth.body }
        })
        .collect()
}

fn alone(page: &Page) -> String {
    let url = page.url.to_string();
    let article = Readability::new(page.html.as_str(), Some(&url), None).and_then(|mut page| page.parse());
    article.map_or_else(|_| String::new(), |article| extract::plain_text(&Markup::clean(&article.content)))
}

fn ours(page: &Page, rules: &SiteRules) -> String {
    let article = extract::parse_article(&page.html, &page.url, rules);
    article.map_or_else(|_| String::new(), |article| extract::plain_text(&article.content))
}

fn measure(page: &Page, engine: &dyn Fn(&Page) -> String) -> Result {
    let text = engine(page);
    let counts = Counts::of(&page.wanted, &text);
    Result { text, counts }
}

fn report(name: &str, results: &[Result], milliseconds: f64) {
    let half = |parity: usize| results.iter().enumerate().filter(move |(at, _)| at % 2 == parity);
    let means = Means::of(results.iter().map(|result| result.counts));
    let halves = [0, 1].map(|parity| Means::of(half(parity).map(|(_, result)| result.counts)));
    #[allow(clippy::cast_precision_loss, reason = "a mean")]
    let time = milliseconds / results.len() as f64;
    println!("{name:<20} {means}   {time:.2}");
    println!("  half by half       {}", halves[0]);
    println!("                     {}", halves[1]);
}

fn losses(pages: &[Page], alone: &[Result], ours: &[Result]) {
    let mut rows: Vec<_> = pages.iter().zip(alone.iter().zip(ours)).collect();
    rows.sort_by(|(_, (_, a)), (_, (_, b))| a.counts.f1().total_cmp(&b.counts.f1()));
    println!("\npage      F1 (alone)   P      R");
    for (page, (alone, ours)) in rows.iter().filter(|(_, (_, ours))| ours.counts.f1() < 0.9995) {
        println!(
            "{} {:.3} ({:.3})  {:.3}  {:.3}  {}",
            &page.name[..6],
            ours.counts.f1(),
            alone.counts.f1(),
            ours.counts.precision(),
            ours.counts.recall(),
            page.url
        );
    }
}
