//! What an entry costs, and what a full window of entries takes in memory: a hundred thousand made-up
//! entries of three days, with headlines and first lines whose words are as unevenly frequent as those
//! of a language.

use std::collections::VecDeque;
use std::time::{Duration, Instant};

use tidings::domain::{EntryId, Timestamp};
use tidings::story::{Clusterer, Item};

use crate::headlines::Dice;

const ENTRIES: i64 = 100_000;
/// As the store settles them.
const BATCH: usize = 256;
/// Entries of a step while keys come in.
const STEP: usize = 16;
const VOCABULARY: usize = 60_000;
/// Words of a headline that say something.
const TITLE_WORDS: usize = 7;
/// Events that are told of at a time.
const RECENT: usize = 200;

/// Prints time per entry, the longest batch and the memory.
pub fn measure() {
    let mut dice = Dice(42);
    let mut clusterer = Clusterer::default();
    let before = resident_mb();
    let (mut spent, mut steps, mut groups, mut is_settling) = (Duration::ZERO, Vec::new(), 0, false);
    let mut events: VecDeque<Vec<String>> = VecDeque::new();
    for n in 0..ENTRIES {
        // Two entries in three tell something new; the others take words from a recent event.
        if events.is_empty() || dice.below(3) > 0 {
            events.push_back((0..12).map(|_| word(&mut dice)).collect());
        }
        if events.len() > RECENT {
            events.pop_front();
        }
        let words = &events[dice.below(events.len())];
        let title: Vec<String> = (0..TITLE_WORDS).map(|i| mixed(&mut dice, words, i)).collect();
        let text: Vec<String> = (0..60).map(|i| mixed(&mut dice, words, i * 2)).collect();
        let (title, text) = (title.join(" "), text.join(" "));
        let at = Timestamp::from_second(1_760_000_000 + n * 72 * 3600 / ENTRIES).unwrap_or_default();
        let began = Instant::now();
        let links =
            [n.unsigned_abs().wrapping_mul(0x9e37_79b9_7f4a_7c15), n.unsigned_abs().wrapping_mul(31) << 20];
        clusterer.add(&Item { entry: EntryId(n), at, title: &title, text: &text, links: &links });
        spent += began.elapsed();
        while clusterer.waiting() >= BATCH || is_settling {
            let began = Instant::now();
            let settled = clusterer.settle_some(STEP);
            is_settling = settled.is_none();
            groups += settled.map_or(0, |groups| groups.len());
            steps.push(began.elapsed());
        }
    }
    spent += steps.iter().sum::<Duration>();
    steps.sort_unstable();
    println!(
        "{ENTRIES} entries in the window: {:.3} ms an entry, steps of {STEP} entries p50 {:.1} p99 {:.1} max {:.1} ms, \
         {groups} changes, {:.1} MB by its own count, {:.1} MB more resident",
        spent.as_secs_f64() * 1000.0 / 100_000.0,
        milliseconds(steps[steps.len() / 2]),
        milliseconds(steps[steps.len() * 99 / 100]),
        milliseconds(steps[steps.len() - 1]),
        megabytes(clusterer.memory()),
        resident_mb() - before,
    );
}

fn milliseconds(time: Duration) -> f64 {
    time.as_secs_f64() * 1000.0
}

/// A word of the event, or any.
fn mixed(dice: &mut Dice, event: &[String], i: usize) -> String {
    if i < event.len() && dice.below(2) == 0 { event[i].clone() } else { word(dice) }
}

/// A word of the vocabulary, low numbers far more often than high ones.
#[allow(
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a rough law is enough"
)]
fn word(dice: &mut Dice) -> String {
    let share = dice.below(1_000_000) as f64 / 1_000_000.0;
    let rank = (VOCABULARY as f64).powf(share) as usize;
    format!("w{rank}x")
}

#[allow(clippy::cast_precision_loss, reason = "megabytes are read by people")]
fn megabytes(bytes: usize) -> f64 {
    bytes as f64 / 1_000_000.0
}

/// Resident memory of this process, where the system tells it.
fn resident_mb() -> f64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    let kilobytes: f64 =
        line.and_then(|line| line.split_whitespace().next()?.parse().ok()).unwrap_or_default();
    kilobytes / 1000.0
}
