//! How many requests of a refresh may be under way at once: few at first, and more for as long as most
//! of them still wait for their answers. Servers that answer at once are asked over a few connections again and
//! again (measured: 440 connections to one took longer to make than 1,000 answers over 32), distant ones
//! all together.

use std::convert::Infallible;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use tokio::sync::{Semaphore, SemaphorePermit};
use tokio::time::{MissedTickBehavior, interval};

/// At first.
const FIRST: usize = 32;
/// Between two looks at how many were answered.
const LOOK: Duration = Duration::from_millis(5);
/// With fewer than one in so many answered between two looks, twice as many may go.
const FEW: usize = 4;

/// Places for requests.
#[derive(Debug)]
pub(super) struct Places {
    open: Semaphore,
    most: usize,
    /// Places given back since the last look.
    returned: AtomicUsize,
}

/// A place, given back when it is dropped.
#[derive(Debug)]
pub(super) struct Place<'p> {
    returned: &'p AtomicUsize,
    /// Always there: the semaphore is never closed.
    _permit: Option<SemaphorePermit<'p>>,
}

impl Drop for Place<'_> {
    fn drop(&mut self) {
        self.returned.fetch_add(1, Ordering::Relaxed);
    }
}

impl Places {
    /// So many in the end.
    pub(super) fn new(most: usize) -> Self {
        Self { open: Semaphore::new(FIRST.min(most)), most, returned: AtomicUsize::new(0) }
    }

    /// Waits for a place.
    pub(super) async fn take(&self) -> Place<'_> {
        Place { _permit: self.open.acquire().await.ok(), returned: &self.returned }
    }

    /// Opens more places while answers are slow. Runs for as long as it is polled.
    pub(super) async fn widen(&self) -> Infallible {
        let mut looks = interval(LOOK);
        looks.set_missed_tick_behavior(MissedTickBehavior::Delay);
        looks.tick().await;
        let mut opened = FIRST.min(self.most);
        while opened < self.most {
            looks.tick().await;
            let more = more(opened, self.returned.swap(0, Ordering::Relaxed), self.most);
            self.open.add_permits(more);
            opened += more;
        }
        std::future::pending().await
    }
}

/// How many more places to open when `returned` of `opened` came back since the last look.
fn more(opened: usize, returned: usize, most: usize) -> usize {
    if returned < opened / FEW { opened.min(most - opened) } else { 0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_double_only_while_answers_are_slow() {
        assert_eq!(more(32, 0, 440), 32);
        assert_eq!(more(32, 7, 440), 32);
        assert_eq!(more(32, 8, 440), 0, "they come quickly enough");
        assert_eq!(more(256, 20, 440), 184, "never more than that");
        assert_eq!(more(440, 0, 440), 0);
    }

    #[tokio::test(start_paused = true)]
    async fn silence_opens_all_of_them_soon() {
        let places = Places::new(440);
        let taken = async {
            let mut taken = Vec::new();
            for _ in 0..440 {
                taken.push(places.take().await);
            }
            taken.len()
        };
        let began = tokio::time::Instant::now();
        tokio::select! {
            never = places.widen() => match never {},
            taken = taken => assert_eq!(taken, 440),
        }
        assert!(began.elapsed() <= LOOK * 4, "{:?}", began.elapsed());
    }
}
