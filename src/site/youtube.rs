//! Feeds of channels and playlists of `YouTube`: 15 videos, no key. A handle is only known to the page, so
//! it stays a page whose feed is discovered. 404 came in storms in spring 2026: it is not final.

use super::address::wrong_form;
use super::{Address, Error, Options, built, is_host, is_plain};
use crate::domain::WebUrl;

pub(super) const FORMS: &str = "youtube:CHANNEL_ID (UC…), youtube:@handle, youtube:playlist/ID";

pub(super) fn shorthand(rest: &str, _: &Options) -> Result<Address, Error> {
    let wrong = || wrong_form(rest, FORMS);
    if let Some(handle) = rest.strip_prefix('@') {
        let is_handle =
            !handle.is_empty() && handle.chars().all(|c| c.is_alphanumeric() || "._-·".contains(c));
        let page = is_handle.then(|| format!("https://www.youtube.com/@{handle}")).ok_or_else(wrong)?;
        return built(&page).map(Address::Web);
    }
    let id = ["playlist/", "channel/"].iter().find_map(|prefix| rest.strip_prefix(prefix)).unwrap_or(rest);
    let feed =
        if rest.starts_with("playlist/") { playlist(id) } else { channel(id).or_else(|| playlist(id)) };
    feed.map(Address::Shorthand).ok_or_else(wrong)
}

/// `/channel/UC…` and `/playlist?list=…`, whose feed needs no look at the page.
pub(super) fn feed_of_page(page: &WebUrl) -> Option<WebUrl> {
    let url = page.url();
    if !is_host(url.host_str()?, "youtube.com") {
        return None;
    }
    if url.path() == "/playlist" {
        let (_, list) = url.query_pairs().find(|(name, _)| name == "list")?;
        return playlist(&list);
    }
    let mut segments = url.path_segments()?;
    (segments.next()? == "channel").then(|| channel(segments.next()?))?
}

fn channel(id: &str) -> Option<WebUrl> {
    let is_channel = id.len() == 24 && id.starts_with("UC") && is_plain(id, "_-");
    is_channel.then(|| built(&format!("https://www.youtube.com/feeds/videos.xml?channel_id={id}")).ok())?
}

fn playlist(id: &str) -> Option<WebUrl> {
    let is_list = ["PL", "UU", "OL", "FL", "RD"].iter().any(|kind| id.starts_with(kind));
    let is_id = is_list && (12..=64).contains(&id.len()) && is_plain(id, "_-");
    is_id.then(|| built(&format!("https://www.youtube.com/feeds/videos.xml?playlist_id={id}")).ok())?
}
