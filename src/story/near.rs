//! The same text in two places: a wire report that several outlets print, with their own first or last
//! line perhaps. Texts are compared by a sketch of their runs of five words (`MinHash`), so that no
//! text has to be kept. Called by `cluster`.

use std::ops::ControlFlow;

use xxhash_rust::xxh3::xxh3_64_with_seed;

use crate::text::words::{self, Kind};

/// Words of a run.
const RUN: usize = 5;
/// Fewer runs are no text: two short teasers may be alike by chance.
const MIN_RUNS: usize = 20;
/// Smallest hashes in a sketch.
const PLACES: usize = 16;
/// Places that agree when half of all runs stand in both texts, and a little more against chance.
const AGREE: usize = 9;

/// What is kept of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sketch([u8; PLACES]);

impl Sketch {
    /// The sketch of a text; `None` for one that is too short to be recognised.
    #[must_use]
    pub fn of(text: &str) -> Option<Self> {
        let mut run: Vec<u64> = Vec::with_capacity(RUN);
        let mut least = [u64::MAX; PLACES];
        let mut runs = 0;
        words::each(text, |token| {
            if token.kind == Kind::Pair {
                return ControlFlow::Continue(());
            }
            if run.len() == RUN {
                run.remove(0);
            }
            run.push(xxh3_64_with_seed(token.text.as_bytes(), 0));
            if run.len() == RUN {
                runs += 1;
                add_run(&mut least, &run);
            }
            ControlFlow::Continue(())
        });
        (runs >= MIN_RUNS).then(|| Self(least.map(|hash| hash.to_le_bytes()[0])))
    }

    /// True if at least half of what stands in either text stands in both.
    #[must_use]
    pub fn is_near(&self, other: &Self) -> bool {
        self.0.iter().zip(other.0).filter(|(mine, theirs)| **mine == *theirs).count() >= AGREE
    }
}

fn add_run(least: &mut [u64; PLACES], run: &[u64]) {
    let whole = run.iter().fold(0_u64, |sum, word| sum.rotate_left(11).wrapping_add(*word));
    for (place, kept) in least.iter_mut().enumerate() {
        // One hash stirred in as many ways as there are places.
        let stirred =
            (whole ^ (place as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15)).wrapping_mul(0xff51_afd7_ed55_8ccd);
        *kept = (*kept).min(stirred ^ (stirred >> 29));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(from: usize, to: usize) -> String {
        (from..to).map(|i| format!("word{}", i * 7919 % 1000)).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn a_report_with_another_first_line_is_the_same_text() {
        let report = words(0, 120);
        let sketch = Sketch::of(&report).unwrap();
        assert!(
            sketch.is_near(&Sketch::of(&format!("PORT ELLERY (Wire) — {report} Reporting by two.")).unwrap())
        );
        assert!(!sketch.is_near(&Sketch::of(&words(80, 200)).unwrap()), "a third is shared");
        assert!(!sketch.is_near(&Sketch::of(&words(500, 620)).unwrap()));
    }

    #[test]
    fn a_teaser_is_too_short_to_be_recognised() {
        assert_eq!(Sketch::of(&words(0, 20)), None);
        assert_eq!(Sketch::of(""), None);
    }
}
