//! Taking entries along: what is selected, or what is listed, is read later where there is no network.

use super::Main;
use crate::app::effect::{DownloadOrder, Effect, Effects};
use crate::app::room::Desk;
use crate::app::status::Tone;
use crate::domain::EntryId;

impl Main {
    /// Fetches the texts of the range, or of all that is listed.
    pub(super) fn download(&mut self, desk: &mut Desk<'_>) -> Effects {
        let order = if self.entries.range.is_some() {
            let ids: Vec<EntryId> = self.entries.targets().iter().map(|row| row.id).collect();
            self.entries.range = None;
            DownloadOrder::Entries(ids)
        } else {
            match self.entries.query() {
                Some(query) if !self.entries.rows().is_empty() => DownloadOrder::Query(query.clone()),
                _ => {
                    desk.status.say(Tone::Plain, "There is nothing here to download");
                    return Effects::new();
                }
            }
        };
        desk.status.download_ordered();
        vec![Effect::Download(order)]
    }
}
