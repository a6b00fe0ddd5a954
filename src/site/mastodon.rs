//! Mastodon: the posts of an account or under a hashtag, as the account's own server offers them.

use super::address::wrong_form;
use super::{Address, Error, Options, is_plain};
use crate::domain::WebUrl;

pub(super) const FORMS: &str = "mastodon:@user@instance, mastodon:#tag@instance";

pub(super) fn shorthand(rest: &str, _: &Options) -> Result<Address, Error> {
    feed(rest).map(Address::Shorthand).ok_or_else(|| wrong_form(rest, FORMS))
}

fn feed(rest: &str) -> Option<WebUrl> {
    let (name, host) = rest.rsplit_once('@')?;
    let is_host = host.contains('.') && !host.contains(['/', '?', '#', ':', '\\']);
    let base = WebUrl::parse(&format!("https://{host}/")).filter(|_| is_host)?;
    let mut url = base.url();
    let file = if let Some(tag) = name.strip_prefix('#') {
        let is_tag = !tag.is_empty() && tag.chars().all(|c| c.is_alphanumeric() || c == '_');
        is_tag.then(|| vec!["tags".to_owned(), format!("{tag}.rss")])?
    } else {
        let user = name.strip_prefix('@').unwrap_or(name);
        is_plain(user, "_.-").then(|| vec![format!("@{user}.rss")])?
    };
    url.path_segments_mut().ok()?.clear().extend(file);
    WebUrl::from_url(&url)
}
