//! B-cubed: for each headline, how much of its story is truly its own (precision) and how much of its
//! own is in its story (recall); the mean over all headlines.

use std::collections::HashMap;
use std::fmt;

use crate::headlines::Headline;

#[derive(Clone, Copy, Debug, Default)]
pub struct Score {
    pub precision: f64,
    pub recall: f64,
    pub f1: f64,
}

impl Score {
    #[allow(clippy::cast_precision_loss, reason = "counts of a sample are small")]
    pub fn of(sample: &[&Headline], found: &[usize]) -> Self {
        let mut of_truth: HashMap<&str, f64> = HashMap::new();
        let mut of_found: HashMap<usize, f64> = HashMap::new();
        let mut of_both: HashMap<(&str, usize), f64> = HashMap::new();
        let pairs = || sample.iter().map(|headline| headline.story.as_str()).zip(found.iter().copied());
        for (truth, found) in pairs() {
            *of_truth.entry(truth).or_default() += 1.0;
            *of_found.entry(found).or_default() += 1.0;
            *of_both.entry((truth, found)).or_default() += 1.0;
        }
        let n = sample.len() as f64;
        let precision =
            pairs().map(|(truth, found)| of_both[&(truth, found)] / of_found[&found]).sum::<f64>() / n;
        let recall =
            pairs().map(|(truth, found)| of_both[&(truth, found)] / of_truth[truth]).sum::<f64>() / n;
        Self { precision, recall, f1: 2.0 * precision * recall / (precision + recall) }
    }

    #[allow(clippy::cast_precision_loss, reason = "there are twenty samples")]
    pub fn mean(scores: impl Iterator<Item = Self>) -> Self {
        let all: Vec<Self> = scores.collect();
        let mean = |value: fn(&Self) -> f64| all.iter().map(value).sum::<f64>() / all.len() as f64;
        Self { precision: mean(|s| s.precision), recall: mean(|s| s.recall), f1: mean(|s| s.f1) }
    }
}

impl fmt::Display for Score {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:.3} {:.3} {:.3}", self.precision, self.recall, self.f1)
    }
}
