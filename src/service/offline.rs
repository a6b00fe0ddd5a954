//! Since when the network is away, kept in the store so that every tidings on the same data knows it:
//! one that is started in a tunnel, or asks one host only. Called by `refresh` and `download`.

use std::time::Duration;

use super::{Reporter, Services};
use crate::domain::{Event, Timestamp};

/// The name under which it is kept: the first and the last instant at which the network was away.
const MEMO: &str = "offline";
/// What was found out longer ago says nothing of now.
const FRESH: Duration = Duration::from_mins(10);

/// True if the network was found to be away a moment ago.
pub(super) fn was_just_now(services: &Services) -> bool {
    let now = services.clock.now().as_second();
    known(services)
        .is_some_and(|(_, last)| now.saturating_sub(last.as_second()) < FRESH.as_secs().cast_signed())
}

/// Tells and keeps what was found out of the network: that it is away, or that somebody answered.
pub(super) async fn tell(services: &Services, is_away: bool, is_there: bool, reporter: &Reporter) {
    let known = known(services);
    if is_away {
        let now = services.clock.now();
        let since = known.map_or(now, |(since, _)| since.min(now));
        keep(services, format!("{} {}", since.as_second(), now.as_second())).await;
        reporter.tell(Event::NetworkLost { since }).await;
    } else if is_there {
        if known.is_some() {
            keep(services, String::new()).await;
        }
        reporter.tell(Event::NetworkFound).await;
    }
}

fn known(services: &Services) -> Option<(Timestamp, Timestamp)> {
    let memo = services.store.memo(MEMO).ok().flatten()?;
    let mut instants = memo.split(' ').map(|second| Timestamp::from_second(second.parse().ok()?).ok());
    Some((instants.next()??, instants.next()??))
}

async fn keep(services: &Services, value: String) {
    if let Err(error) = services.store.set_memo(MEMO, value).await {
        tracing::warn!(%error, "since when the network is away was not kept");
    }
}
