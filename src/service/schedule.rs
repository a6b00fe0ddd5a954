//! When a feed is asked next: a pure decision from how often it publishes, what the server says and
//! how fetching went.

use std::time::Duration;

use crate::domain::Timestamp;

/// Entries looked at to see how often a feed publishes.
const LOOKED_AT: usize = 20;

/// What the decision rests on.
#[derive(Clone, Debug)]
pub(super) struct Given {
    /// Shortest interval of the settings.
    pub min: Duration,
    /// Longest interval of the settings.
    pub max: Duration,
    /// The person's fixed interval.
    pub fixed: Option<Duration>,
    /// The interval last found fitting.
    pub adaptive: Option<Duration>,
    /// For how long server and feed call it fresh (`Cache-Control`, `Expires`, `<ttl>`).
    pub fresh_for: Option<Duration>,
    /// Spreads feeds that were added together; any number that stays the same for a feed.
    pub seed: u64,
}

/// How the fetch ended.
#[derive(Clone, Debug)]
pub(super) enum Ended<'a> {
    /// Entries came with these times, newest or not.
    Entries(&'a [Timestamp]),
    /// Nothing new.
    Unchanged,
    /// It failed for the n-th time in a row.
    Failed {
        /// Failures in a row, this one included.
        failures: u32,
        /// The server's `Retry-After`.
        retry_after: Option<Duration>,
    },
}

/// The next check and the interval to remember.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Next {
    /// From now.
    pub wait: Duration,
    /// The interval found fitting, unchanged by failures.
    pub adaptive: Option<Duration>,
}

/// Decides. Without a fixed interval the wait lies between `min` and `max`; only `Retry-After` may
/// exceed that.
pub(super) fn next(given: &Given, ended: &Ended<'_>) -> Next {
    match ended {
        Ended::Entries(times) => {
            let found = publishing_gap(times).map_or(given.max / 4, |gap| gap / 2);
            answered(given, found.clamp(given.min, given.max))
        }
        Ended::Unchanged => {
            let before = given.adaptive.unwrap_or(given.min);
            answered(given, (before + before / 4).clamp(given.min, given.max))
        }
        Ended::Failed { failures, retry_after } => {
            let doubled = given.min.saturating_mul(1 << failures.saturating_sub(1).min(16));
            let wait = jitter(doubled.clamp(given.min, given.max), given.seed).min(given.max);
            Next { wait: wait.max(retry_after.unwrap_or_default()), adaptive: given.adaptive }
        }
    }
}

fn answered(given: &Given, adaptive: Duration) -> Next {
    let own = given.fixed.unwrap_or_else(|| jitter(adaptive, given.seed).clamp(given.min, given.max));
    let asked = given.fresh_for.unwrap_or_default().min(given.max);
    Next { wait: own.max(asked), adaptive: Some(adaptive) }
}

/// Median time between the newest entries; `None` with fewer than three dated ones.
fn publishing_gap(times: &[Timestamp]) -> Option<Duration> {
    let mut seconds: Vec<i64> = times.iter().map(|time| time.as_second()).collect();
    seconds.sort_unstable_by(|a, b| b.cmp(a));
    seconds.truncate(LOOKED_AT);
    let mut gaps: Vec<i64> = seconds.windows(2).map(|pair| pair[0] - pair[1]).collect();
    if gaps.len() < 2 {
        return None;
    }
    gaps.sort_unstable();
    Some(Duration::from_secs(u64::try_from(gaps[gaps.len() / 2]).unwrap_or(0)))
}

/// Moves a wait by up to a tenth, always the same way for the same seed.
fn jitter(wait: Duration, seed: u64) -> Duration {
    let share = u32::try_from(xxhash_rust::xxh3::xxh3_64(&seed.to_le_bytes()) % 200).unwrap_or(0);
    wait * (900 + share) / 1000
}

#[cfg(test)]
mod tests {
    use super::*;

    const MINUTE: Duration = Duration::from_mins(1);
    const HOUR: Duration = Duration::from_hours(1);
    const DAY: Duration = Duration::from_hours(24);

    fn given() -> Given {
        Given { min: 15 * MINUTE, max: DAY, fixed: None, adaptive: None, fresh_for: None, seed: 1 }
    }

    fn every(gap: Duration, count: i64) -> Vec<Timestamp> {
        let gap = i64::try_from(gap.as_secs()).expect("small");
        (0..count).map(|i| Timestamp::from_second(1_700_000_000 - i * gap).expect("a time")).collect()
    }

    #[test]
    fn a_busy_feed_is_asked_at_the_minimum_and_a_rare_one_at_the_maximum() {
        let busy = next(&given(), &Ended::Entries(&every(MINUTE, 30)));
        assert_eq!((busy.wait, busy.adaptive), (15 * MINUTE, Some(15 * MINUTE)));
        let rare = next(&given(), &Ended::Entries(&every(30 * DAY, 30)));
        assert_eq!(rare.adaptive, Some(DAY));
        assert!(rare.wait <= DAY && rare.wait >= DAY * 9 / 10);
    }

    #[test]
    fn a_feed_between_is_asked_twice_as_often_as_it_publishes() {
        assert_eq!(next(&given(), &Ended::Entries(&every(4 * HOUR, 10))).adaptive, Some(2 * HOUR));
    }

    #[test]
    fn nothing_new_makes_it_slower_step_by_step_up_to_the_maximum() {
        let mut given = given();
        for _ in 0..60 {
            let found = next(&given, &Ended::Unchanged).adaptive.expect("an interval");
            assert!(found >= given.adaptive.unwrap_or_default());
            given.adaptive = Some(found);
        }
        assert_eq!(given.adaptive, Some(DAY));
    }

    #[test]
    fn freshness_moves_the_next_check_but_not_beyond_the_maximum() {
        let fresh =
            |fresh_for| next(&Given { fresh_for: Some(fresh_for), ..given() }, &Ended::Unchanged).wait;
        assert_eq!(fresh(3 * HOUR), 3 * HOUR);
        assert_eq!(fresh(30 * DAY), DAY);
    }

    #[test]
    fn a_fixed_interval_wins_over_the_adaptive_one() {
        let fixed = Given { fixed: Some(5 * MINUTE), ..given() };
        assert_eq!(next(&fixed, &Ended::Entries(&every(30 * DAY, 9))).wait, 5 * MINUTE);
    }

    #[test]
    fn failures_double_the_wait_and_retry_after_may_exceed_the_maximum() {
        let failed = |failures, retry_after| next(&given(), &Ended::Failed { failures, retry_after }).wait;
        assert!(failed(1, None) <= failed(2, None) && failed(2, None) < failed(4, None));
        assert!(failed(30, None) <= DAY);
        assert_eq!(failed(1, Some(3 * DAY)), 3 * DAY);
    }
}
