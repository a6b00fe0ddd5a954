//! Overlays at the sizes of terminals that people have: a large one, the usual one, a telephone's.

use insta::assert_snapshot;

use super::changes::library;
use crate::support::newsroom::Newsroom;

const SIZES: [(u16, u16); 3] = [(120, 40), (80, 24), (50, 15)];

/// What a script of keys leads to, at every size.
fn screens(keys: &str) -> String {
    let screen = |(width, height)| {
        let mut room = Newsroom::new(library()).sized(width, height);
        format!("{width}×{height}\n{}", room.keys(keys).screen())
    };
    SIZES.map(screen).join("\n\n")
}

#[test]
fn help() {
    assert_snapshot!(screens("?"));
}

#[test]
fn the_palette() {
    assert_snapshot!(screens(":re"));
}

#[test]
fn jumping() {
    assert_snapshot!(screens("<ctrl-p>te"));
}

#[test]
fn searching() {
    assert_snapshot!(screens("/reactor"));
}

#[test]
fn changes() {
    assert_snapshot!(screens("sjmU"));
}

#[test]
fn tags() {
    assert_snapshot!(screens("tsea"));
}

#[test]
fn what_is_known_of_an_entry() {
    assert_snapshot!(screens("i"));
}

#[test]
fn settings_of_a_feed() {
    assert_snapshot!(screens("hjjjjE"));
}

#[test]
fn themes() {
    assert_snapshot!(screens(":theme<enter>"));
}

#[test]
fn health_of_the_feeds() {
    assert_snapshot!(screens("H"));
}

#[test]
fn subscribing() {
    assert_snapshot!(screens("+harbour.example"));
}
