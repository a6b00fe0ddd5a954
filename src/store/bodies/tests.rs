//! Texts come back as they went in, with and without a dictionary.

use super::{
    Bodies, DICTIONARY_BYTES, PackedBody, Packer, SAMPLES, Training, is_training_due, keep_training, train,
};
use crate::domain::EntryId;
use crate::store::index::fixture::{Dice, Fixture, WORDS};
use crate::text::Markup;

fn put(fixture: &Fixture, id: i64, packed: &PackedBody) {
    fixture.connection.execute("INSERT INTO body (id, z) VALUES (?1, ?2)", (id, &packed.0)).unwrap();
}

fn article(dice: &mut Dice) -> Markup {
    let words: Vec<String> =
        (0..60).map(|i| format!("{}{}", WORDS[dice.below(10)], dice.below(40) * i)).collect();
    Markup::clean(&format!("<p class=\"story-body\">{}</p>", words.join(" ")))
}

#[test]
fn a_text_comes_back_as_it_went_in() {
    let fixture = Fixture::new();
    let mut packer = Packer::current(&fixture.connection).unwrap();
    let texts = ["", "<p>Ünï\ncode 日本</p>", &"long ".repeat(200_000)];
    for (id, text) in (1..).zip(texts) {
        put(&fixture, id, &packer.pack(&Markup::clean(text)));
    }
    let mut bodies = Bodies::new();
    for (id, text) in (1..).zip(texts) {
        assert_eq!(bodies.load(&fixture.connection, EntryId(id)).unwrap(), Some(Markup::clean(text)));
    }
    assert_eq!(bodies.load(&fixture.connection, EntryId(99)).unwrap(), None);
}

#[test]
fn the_fetched_article_stands_before_the_text_of_the_feed() {
    let mut fixture = Fixture::new();
    put(&fixture, 1, &Packer::current(&fixture.connection).unwrap().pack(&Markup::clean("short")));
    let mut bodies = Bodies::new();
    assert_eq!(bodies.load_best(&fixture.connection, EntryId(1)).unwrap(), Some("short".to_owned()));
    fixture.full_text(1, "whole");
    assert_eq!(bodies.load_best(&fixture.connection, EntryId(1)).unwrap(), Some("whole".to_owned()));
    assert_eq!(bodies.load(&fixture.connection, EntryId(1)).unwrap(), Some(Markup::clean("short")));
    assert_eq!(bodies.load_best(&fixture.connection, EntryId(2)).unwrap(), None);
}

#[test]
fn a_dictionary_is_trained_once_and_older_texts_stay_readable() {
    let fixture = Fixture::new();
    let mut dice = Dice::new(5);
    let mut old = Packer::current(&fixture.connection).unwrap();
    let texts: Vec<Markup> = (0..SAMPLES).map(|_| article(&mut dice)).collect();
    for (id, text) in (1..).zip(&texts[1..]) {
        put(&fixture, id, &old.pack(text));
    }
    assert!(!is_training_due(&fixture.connection).unwrap(), "one text is missing");
    put(&fixture, i64::from(SAMPLES), &old.pack(&texts[0]));
    assert!(is_training_due(&fixture.connection).unwrap());
    assert!(keep_training(&fixture.connection, &train(&fixture.connection).unwrap()).unwrap());
    assert!(!is_training_due(&fixture.connection).unwrap(), "there is one now");
    let bytes: i64 =
        fixture.connection.query_row("SELECT length(bytes) FROM dict", [], |row| row.get(0)).unwrap();
    assert!(usize::try_from(bytes).unwrap() <= DICTIONARY_BYTES);

    let mut new = Packer::current(&fixture.connection).unwrap();
    let text = article(&mut dice);
    let (with, without) = (new.pack(&text), old.clone().pack(&text));
    assert!(with.0.len() < without.0.len(), "{} < {}", with.0.len(), without.0.len());
    assert_eq!(new.clone().pack(&text), with);
    put(&fixture, 9_000, &with);
    put(&fixture, 9_001, &without);
    let mut bodies = Bodies::new();
    for id in [9_000, 9_001, 9_000] {
        assert_eq!(bodies.load(&fixture.connection, EntryId(id)).unwrap(), Some(text.clone()));
    }
    assert_eq!(bodies.load(&fixture.connection, EntryId(1)).unwrap().as_ref(), texts.get(1));
}

#[test]
fn texts_without_likeness_are_not_tried_over_and_over() {
    let fixture = Fixture::new();
    let mut packer = Packer::current(&fixture.connection).unwrap();
    let empty = packer.pack(&Markup::clean(""));
    for id in 1..=i64::from(SAMPLES) {
        put(&fixture, id, &empty);
    }
    assert!(is_training_due(&fixture.connection).unwrap());
    let training = train(&fixture.connection).unwrap();
    assert!(matches!(training, Training::Fruitless), "{training:?}");
    assert!(!keep_training(&fixture.connection, &training).unwrap());
    put(&fixture, i64::from(SAMPLES) + 1, &empty);
    assert!(!is_training_due(&fixture.connection).unwrap(), "not before there are twice as many");
    put(&fixture, i64::from(SAMPLES) * 2, &empty);
    assert!(is_training_due(&fixture.connection).unwrap());
}

#[test]
fn damaged_frames_are_errors() {
    let fixture = Fixture::new();
    let whole = Packer::current(&fixture.connection).unwrap().pack(&Markup::clean(&"text ".repeat(100)));
    let mut cut = whole.0.clone();
    cut.truncate(cut.len() / 2);
    for (id, bytes) in (1..).zip([cut, b"no frame at all".to_vec(), vec![0xff; 40]]) {
        put(&fixture, id, &PackedBody(bytes));
        assert!(Bodies::new().load(&fixture.connection, EntryId(id)).is_err(), "{id}");
    }
}
