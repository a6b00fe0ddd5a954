//! The time that this thread worked, whatever else the machine does.

use std::hint::black_box;
use std::time::{Duration, Instant};

/// The shortest time that `work` took, in milliseconds. It should be long: the system counts in ticks.
pub fn best_of<T>(rounds: usize, work: impl Fn() -> T) -> f64 {
    let mut best = f64::MAX;
    for _ in 0..rounds {
        let (start, clock) = (on_processor(), Instant::now());
        black_box(work());
        let worked = match (start, on_processor()) {
            (Some(start), Some(end)) => end.saturating_sub(start),
            _ => clock.elapsed(),
        };
        best = best.min(worked.as_secs_f64() * 1e3);
    }
    best
}

/// Time that this thread spent on a processor, where the system tells it (Linux).
fn on_processor() -> Option<Duration> {
    let line = std::fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    line.split(' ').next()?.parse().ok().map(Duration::from_nanos)
}
