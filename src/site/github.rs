//! GitHub's Atom feeds: releases, tags, commits of a repository, activity of an owner.

use super::address::wrong_form;
use super::{Address, Error, Options, built, is_plain};

pub(super) const FORMS: &str = "github:OWNER/REPO (releases), github:OWNER/REPO/commits, github:OWNER/REPO/commits/BRANCH, github:OWNER/REPO/tags";

pub(super) fn shorthand(rest: &str, _: &Options) -> Result<Address, Error> {
    let is_name = |name: &str| is_plain(name, "-_.") && name.chars().any(|c| c != '.');
    let parts: Vec<&str> = rest.trim_matches('/').splitn(4, '/').collect();
    let path = match parts.as_slice() {
        [owner] if is_name(owner) => format!("{owner}.atom"),
        [owner, repo, tail @ ..] if is_name(owner) && is_name(repo) => match tail {
            [] | ["releases"] => format!("{owner}/{repo}/releases.atom"),
            ["tags"] => format!("{owner}/{repo}/tags.atom"),
            ["commits"] => format!("{owner}/{repo}/commits.atom"),
            ["commits", branch] if is_plain(branch, "-_./") && !branch.contains("..") => {
                format!("{owner}/{repo}/commits/{branch}.atom")
            }
            _ => return Err(wrong_form(rest, FORMS)),
        },
        _ => return Err(wrong_form(rest, FORMS)),
    };
    built(&format!("https://github.com/{path}")).map(Address::Shorthand)
}
