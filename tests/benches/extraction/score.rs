//! Runs of four words: how many of two texts agree.

use std::collections::HashMap;
use std::fmt;

/// Words in a run.
const RUN: usize = 4;

/// Runs in both texts, too many in the found one, missing in it.
#[derive(Clone, Copy, Default)]
pub struct Counts {
    both: f64,
    extra: f64,
    missing: f64,
}

impl Counts {
    /// Compares what was found with what was wanted.
    pub fn of(wanted: &str, found: &str) -> Self {
        let [wanted, found] = [wanted, found].map(words);
        let [wanted, found] = [runs(&wanted), runs(&found)];
        let mut counts = Self::default();
        for (run, times) in &wanted {
            let others = found.get(run).copied().unwrap_or_default();
            counts.both += f64::from(*times.min(&others));
            counts.missing += f64::from(times.saturating_sub(others));
        }
        for (run, times) in &found {
            let others = wanted.get(run).copied().unwrap_or_default();
            counts.extra += f64::from(times.saturating_sub(others));
        }
        counts
    }

    /// The share of what was found that was wanted.
    pub fn precision(self) -> f64 {
        self.share(self.extra)
    }

    /// The share of what was wanted that was found.
    pub fn recall(self) -> f64 {
        self.share(self.missing)
    }

    /// Of this page alone.
    pub fn f1(self) -> f64 {
        f1(self.precision(), self.recall())
    }

    fn share(self, lost: f64) -> f64 {
        if self.extra + self.missing == 0.0 {
            1.0
        } else if self.both + lost == 0.0 {
            0.0
        } else {
            self.both / (self.both + lost)
        }
    }
}

/// Averages over pages.
pub struct Means {
    precision: f64,
    recall: f64,
}

impl Means {
    /// A page of which nothing was found has no precision and counts in the recall only.
    pub fn of(pages: impl Iterator<Item = Counts> + Clone) -> Self {
        let found = pages.clone().filter(|page| page.both + page.extra > 0.0);
        let wanted = pages.filter(|page| page.both + page.missing > 0.0);
        Self { precision: mean(found.map(Counts::precision)), recall: mean(wanted.map(Counts::recall)) }
    }
}

impl fmt::Display for Means {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:.4} {:.4} {:.4}", self.precision, self.recall, f1(self.precision, self.recall))
    }
}

fn f1(precision: f64, recall: f64) -> f64 {
    if precision + recall == 0.0 { 0.0 } else { 2.0 * precision * recall / (precision + recall) }
}

fn mean(values: impl Iterator<Item = f64>) -> f64 {
    let (sum, count) = values.fold((0.0, 0.0), |(sum, count), value| (sum + value, count + 1.0));
    if count == 0.0 { 0.0 } else { sum / count }
}

/// Letters, digits and underscores, as `\w+` finds them in Python.
fn words(text: &str) -> Vec<&str> {
    let word = regex::Regex::new(r"[\p{L}\p{N}_]+").unwrap();
    word.find_iter(text).map(|found| found.as_str()).collect()
}

/// A text of fewer words is one run.
fn runs<'t>(words: &[&'t str]) -> HashMap<Vec<&'t str>, u32> {
    let mut runs = HashMap::new();
    if words.is_empty() {
        return runs;
    }
    for start in 0..(words.len() + 1).saturating_sub(RUN).max(1) {
        let run = words[start..words.len().min(start + RUN)].to_vec();
        *runs.entry(run).or_default() += 1;
    }
    runs
}

/// Prints the paragraphs of each text that the other has not, `-` missing, `+` too much.
pub fn print_difference(wanted: &str, found: &str) {
    for (sign, text, other) in [('-', wanted, found), ('+', found, wanted)] {
        let all = words(other);
        let other = runs(&all);
        for paragraph in text.lines().filter(|line| !line.trim().is_empty()) {
            let words = words(paragraph);
            let own = runs(&words);
            let lacking = own.keys().filter(|run| !other.contains_key(*run)).count();
            if lacking * 2 > own.len()
                && !(words.len() < RUN && all.windows(words.len().max(1)).any(|w| w == words))
            {
                println!("{sign} {}", paragraph.trim());
            }
        }
    }
}
