//! Kagi News: one edition a day at noon UTC, CC BY-NC 4.0.

use super::address::wrong_form;
use super::{Address, Error, Options, built, is_plain};

pub(super) const FORMS: &str = "kagi:world, kagi:usa, kagi:business, kagi:tech, kagi:science";

pub(super) fn shorthand(rest: &str, _: &Options) -> Result<Address, Error> {
    let category = rest.to_ascii_lowercase().replace(' ', "_");
    if !is_plain(&category, "_-") {
        return Err(wrong_form(rest, FORMS));
    }
    built(&format!("https://news.kagi.com/{category}.xml")).map(Address::Shorthand)
}
