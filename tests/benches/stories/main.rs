//! Measures the grouping of entries into stories: how well it agrees with stories that people or a
//! larger machine made (`TIDINGS_DATA`, a folder with `headlines/*.csv`), beside a plain TF-IDF from
//! the same run; and what an entry costs in time and memory.

#![allow(clippy::print_stdout, reason = "a bench prints its tables")]

mod headlines;
mod plain;
mod score;
mod speed;

use headlines::Headline;
use score::Score;
use tidings::domain::{EntryId, Timestamp};
use tidings::story::{Clusterer, Item};

/// Samples over which means are taken.
const SEEDS: std::ops::RangeInclusive<u64> = 1..=20;

fn main() {
    match std::env::var_os("TIDINGS_DATA") {
        Some(folder) => {
            let all = headlines::load(std::path::Path::new(&folder));
            quality("all stories", &all);
            let (one, other) = headlines::halves(&all);
            quality("one half of the stories", &one);
            quality("the other half", &other);
        }
        None => println!("no headlines: set TIDINGS_DATA to the folder that holds headlines/*.csv"),
    }
    speed::measure();
}

/// Prints the table of one set of headlines.
fn quality(name: &str, all: &[Headline]) {
    let samples: Vec<Vec<&Headline>> = SEEDS.map(|seed| headlines::sample(all, seed)).collect();
    let entries = samples.iter().map(Vec::len).sum::<usize>() / samples.len();
    println!("{name}: {} samples of about {entries} headlines            P    R    F1", samples.len());
    let ours = Score::mean(samples.iter().map(|sample| Score::of(sample, &ours(sample))));
    println!("  tidings                                        {ours}");
    let runs: Vec<(f64, Score)> = (2..=60)
        .map(|step| f64::from(step) / 200.0)
        .map(|threshold| {
            let scores = samples.iter().map(|sample| Score::of(sample, &plain::stories(sample, threshold)));
            (threshold, Score::mean(scores))
        })
        .collect();
    let best = |runs: &mut dyn Iterator<Item = &(f64, Score)>| {
        runs.max_by(|one, other| one.1.f1.total_cmp(&other.1.f1)).copied()
    };
    if let Some((threshold, score)) = best(&mut runs.iter()) {
        println!("  plain TF-IDF, its best F1 (from {threshold:.3})         {score}");
    }
    if let Some((threshold, score)) = best(&mut runs.iter().filter(|run| run.1.precision >= 0.95)) {
        println!("  plain TF-IDF, precision 0.95 (from {threshold:.3})      {score}");
    }
}

/// For each headline the story that tidings puts it into, from nothing but title and time.
fn ours(sample: &[&Headline]) -> Vec<usize> {
    let mut clusterer = Clusterer::default();
    let mut story: Vec<usize> = (0..sample.len()).collect();
    for (i, headline) in sample.iter().enumerate() {
        clusterer.add(&Item {
            entry: EntryId(i64::try_from(i).unwrap_or_default()),
            at: Timestamp::from_millisecond(headline.at_ms).unwrap_or_default(),
            title: &headline.title,
            text: "",
            links: &[],
        });
    }
    for group in clusterer.settle() {
        let places = group.members.iter().map(|member| usize::try_from(member.entry.0).unwrap_or_default());
        let first = places.clone().min().unwrap_or_default();
        places.for_each(|place| story[place] = first);
    }
    story
}
