use std::collections::HashMap;

use super::*;
use crate::domain::EntryId;

const NOON: i64 = 1_760_000_000;
const HOUR: i64 = 3600;

fn item(entry: i64, hours: i64, title: &str) -> Item<'_> {
    let at = Timestamp::from_second(NOON + hours * HOUR).unwrap();
    Item { entry: EntryId(entry), at, title, text: "", links: &[] }
}

/// The groups of entries after one batch of headlines, an hour apart.
fn grouped(clusterer: &mut Clusterer, titles: &[&str]) -> Vec<Vec<i64>> {
    for (i, title) in (0..).zip(titles) {
        clusterer.add(&item(i, i, title));
    }
    ids(&clusterer.settle())
}

fn ids(groups: &[Group]) -> Vec<Vec<i64>> {
    groups.iter().map(|group| group.members.iter().map(|member| member.entry.0).collect()).collect()
}

const REACTOR: [&str; 5] = [
    "Brennholm reactor cleared to restart after eleven-year pause",
    "Ferry to Gannet Bank cancelled as storm shifts north",
    "Regulator clears restart of Brennholm reactor",
    "Storm shifts north, Gannet Bank ferries cancelled",
    "Chess: a sixteen-year-old wins the island final",
];

#[test]
fn headlines_of_one_event_stand_together_and_others_alone() {
    assert_eq!(grouped(&mut Clusterer::default(), &REACTOR), [vec![0, 2], vec![1, 3]]);
}

#[test]
fn a_story_goes_on_in_later_batches() {
    let mut clusterer = Clusterer::default();
    grouped(&mut clusterer, &REACTOR);
    clusterer.add(&item(10, 20, "Brennholm reactor: unions warn over restart"));
    assert_eq!(ids(&clusterer.settle()), [vec![0, 2, 10]]);
    clusterer.add(&item(11, 21, "A bakery with nothing but rye"));
    assert!(clusterer.settle().is_empty(), "only stories that changed are told");
}

#[test]
fn nobody_tells_a_story_on_after_three_days() {
    let mut clusterer = Clusterer::default();
    clusterer.add(&item(1, 0, REACTOR[0]));
    clusterer.settle();
    clusterer.add(&item(2, 80, REACTOR[2]));
    assert!(clusterer.settle().is_empty());
    assert_eq!(clusterer.entries(), 1, "what is over is not kept");
}

#[test]
fn furniture_of_headlines_makes_no_story() {
    let titles = [
        "10 things you need to know this morning",
        "10 things you need to know this morning",
        "US stocks close higher",
        "Stocks close higher as markets gain",
    ];
    assert!(grouped(&mut Clusterer::default(), &titles).is_empty());
}

#[test]
fn two_languages_are_two_stories() {
    let titles = [
        "The Brennholm reactor may be started again after eleven years, the regulator has said",
        "Brennholm Reactor darf nach elf Jahren wieder hochgefahren werden, sagt die Aufsicht",
    ];
    assert!(grouped(&mut Clusterer::default(), &titles).is_empty());
}

#[test]
fn given_links_make_one_story_of_headlines_that_share_no_word() {
    let mut clusterer = Clusterer::default();
    clusterer.add(&Item { links: &[7, 8], ..item(1, 0, "Atoms after a pause") });
    clusterer.add(&Item { links: &[8], ..item(2, 1, "Brennholm: it hums again") });
    clusterer.add(&Item { links: &[7], ..item(3, 60, "Named alike much later") });
    assert_eq!(ids(&clusterer.settle()), [vec![1, 2]]);
}

#[test]
fn what_the_person_said_stands_above_all() {
    let rules = [(EntryId(0), EntryId(2), false), (EntryId(1), EntryId(4), true)];
    let mut clusterer = Clusterer::new(Frequencies::default(), Rules::new(rules));
    assert_eq!(grouped(&mut clusterer, &REACTOR), [vec![1, 3, 4]]);
    clusterer.add(&item(10, 20, "Regulator: Brennholm reactor restart is safe"));
    let groups = ids(&clusterer.settle());
    assert_eq!(groups.len(), 1);
    assert!(groups[0].len() == 2 && groups[0].contains(&10), "it joins one of the two that stay apart");
}

#[test]
fn the_same_text_is_a_copy_under_any_headline() {
    let report: String = (0..90).map(|i| format!("word{}", i * 7919 % 500)).collect::<Vec<_>>().join(" ");
    let own = format!("{report} and a last line");
    let mut clusterer = Clusterer::default();
    clusterer.add(&Item { text: &report, ..item(1, 0, "Cable found broken off Gannet Bank") });
    clusterer.add(&Item { text: &own, ..item(2, 1, "Islands nearly silent") });
    let groups = clusterer.settle();
    assert_eq!(ids(&groups), [vec![1, 2]]);
    assert_eq!(groups[0].members[1].copy_of, Some(EntryId(1)));
    assert_eq!(groups[0].members[0].copy_of, None);
}

/// The stories of a made-up week, taken in batches; steps of `few` entries.
fn week(few: usize) -> Vec<Vec<Vec<i64>>> {
    let mut clusterer = Clusterer::default();
    let mut told = Vec::new();
    for batch in 0..12_i64 {
        for i in 0..40 {
            let n = batch * 40 + i;
            let event = n % 23 + batch / 3;
            let title =
                format!("Event{event}a near Place{} as Person{} speaks of item{n}", event * 7, event * 3);
            clusterer.add(&item(n, batch * 14, &title));
        }
        loop {
            if let Some(groups) = clusterer.settle_some(few) {
                told.push(ids(&groups));
                break;
            }
        }
    }
    told
}

#[test]
fn the_same_batches_give_the_same_stories_in_steps_of_any_size() {
    let whole = week(usize::MAX);
    assert!(whole.iter().all(|groups| !groups.is_empty()));
    assert_eq!(week(1), whole);
    assert_eq!(week(7), whole);
}

#[test]
fn recalled_entries_are_what_they_were() {
    let mut first = Clusterer::default();
    let groups = first.settle();
    assert!(groups.is_empty());
    let before = grouped(&mut first, &REACTOR);
    let stories: HashMap<i64, StoryId> =
        before.iter().zip(1..).flat_map(|(ids, n)| ids.iter().map(move |id| (*id, StoryId(n)))).collect();
    let counts = first.frequencies().take_changed();
    let mut second = Clusterer::new(Frequencies::new(5, counts), Rules::default());
    for (i, title) in (0..).zip(REACTOR) {
        second.recall(&item(i, i, title), stories.get(&i).copied());
    }
    let next = item(10, 20, "Brennholm reactor: unions warn over restart");
    first.add(&next);
    second.add(&next);
    assert_eq!(second.settle(), first.settle());
}
