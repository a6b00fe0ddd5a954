use super::*;
use crate::domain::{EntryId, EntryPlace, FeedId};
use crate::text::Markup;
use crate::text::html::parse_document;

fn moment() -> Moment {
    Moment { now: "2026-05-07T12:00:00Z".parse().expect("an instant"), zone: jiff::tz::TimeZone::UTC }
}

fn telling(n: i64, publisher: &str, title: &str, html: &str) -> Telling {
    let completeness = if html.is_empty() { Completeness::Headline } else { Completeness::FullText };
    Telling {
        place: EntryPlace { entry: EntryId(n), feed: FeedId(n) },
        publisher: publisher.into(),
        title: title.into(),
        url: None,
        at: format!("2026-05-07T0{n}:10:00Z").parse().expect("an instant"),
        completeness,
        language: Some("en".into()),
        text: parse_document(&Markup::clean(html), None),
    }
}

const POST: &str = "<p>The reactor at Skerry Point is running again after fourteen months of repairs. \
    It was quiet.</p><p>“It was the quietest good news I have ever heard,” said Dorrit Vane.</p>\
    <p>The plant supplies about 38 per cent of the electricity used on the islands. Because power was bought in advance, \
    bills will not fall before spring. Replacement power during the shutdown cost the cooperative 61 million.</p>";
const COURIER: &str = "<p>The nuclear plant at Skerry Point has restarted its reactor, Sound Energy Cooperative said. \
    Inspectors had found cracks in two pipes on March 3, 2025.</p><p>The cost of replacement power for the cooperative \
    was 58 million. Teodor Brandt of Sound Energy Cooperative was pleased.</p>";
const LEDGER: &str = "<p>For residents of Skerry Point the restart of the reactor comes too early. \
    Teodor Brandt answers that every weld was examined twice.</p>";

fn story() -> Vec<Telling> {
    vec![
        telling(1, "The Harbour Post", "Skerry Point reactor restarts", POST),
        telling(2, "Isle Courier", "Reactor is back", COURIER),
        telling(3, "Northern Ledger", "Residents want data", LEDGER),
        telling(4, "Coastline Wire", "Skerry Point reactor critical again", ""),
    ]
}

fn texts(analysis: &Analysis, key: SectionKey) -> Vec<String> {
    let paragraphs = analysis.section(key).map(|section| section.paragraphs.as_slice()).unwrap_or_default();
    let written = paragraphs.iter().map(|one| format!("{}|{}|{:?}", one.label, one.text, one.citations));
    written.collect()
}

#[test]
fn every_sentence_stands_in_the_source_that_it_cites() {
    let story = story();
    let analysis = digest(&story, &[], &moment());
    for key in [SectionKey::Happened, SectionKey::Why, SectionKey::Timeline] {
        for paragraph in &analysis.section(key).expect("the section").paragraphs {
            let source = &story[paragraph.citations[0] - 1];
            let text = crate::text::render::to_plain(&source.text);
            assert!(text.contains(paragraph.text.as_str()), "{key:?}: {}", paragraph.text);
        }
    }
}

#[test]
fn a_story_of_many_outlets_is_not_told_by_one() {
    let analysis = digest(&story(), &[], &moment());
    let happened = &analysis.section(SectionKey::Happened).expect("the section").paragraphs;
    assert_eq!(happened.len(), 3);
    let mut cited: Vec<usize> = happened.iter().map(|one| one.citations[0]).collect();
    cited.dedup();
    assert!(cited.len() > 1, "{happened:?}");
}

#[test]
fn what_outlets_share_and_where_they_differ_is_said() {
    let analysis = digest(&story(), &[], &moment());
    let agreement = texts(&analysis, SectionKey::Agreement);
    assert!(agreement.contains(&"Named by most|Skerry Point|[1, 2, 3, 4]".to_owned()), "{agreement:#?}");
    let differing: Vec<&String> =
        agreement.iter().filter(|line| line.starts_with("Figures differ")).collect();
    assert_eq!(differing.len(), 2, "{agreement:#?}");
    assert!(
        differing[0].ends_with("|58 million|[2]") && differing[1].ends_with("|61 million|[1]"),
        "{differing:?}"
    );
    assert!(differing[0].contains("power"), "{differing:?}");
    assert!(agreement.contains(&"Only The Harbour Post|Dorrit Vane|[1]".to_owned()), "{agreement:#?}");
}

#[test]
fn causes_are_quoted_and_never_made_up() {
    let analysis = digest(&story(), &[], &moment());
    let why = texts(&analysis, SectionKey::Why);
    assert_eq!(why, ["|Because power was bought in advance, bills will not fall before spring.|[1]"]);
    let dull = [telling(1, "A", "T", "<p>The sea is blue today in all of the harbour. The sky is grey.</p>")];
    assert_eq!(
        texts(&digest(&dull, &[], &moment()), SectionKey::Why),
        ["|The available text says nothing on this.|[]"]
    );
}

#[test]
fn quotations_dates_and_coverage_name_their_sources() {
    let analysis = digest(&story(), &[], &moment());
    assert_eq!(
        texts(&analysis, SectionKey::Quotations),
        ["Dorrit Vane|“It was the quietest good news I have ever heard”|[1]"]
    );
    assert_eq!(
        texts(&analysis, SectionKey::Timeline),
        ["Mar 3, 2025|Inspectors had found cracks in two pipes on March 3, 2025.|[2]"]
    );
    assert_eq!(
        texts(&analysis, SectionKey::Coverage)[3],
        "04:10|Coastline Wire: Skerry Point reactor critical again · headline only|[4]"
    );
    assert_eq!(texts(&analysis, SectionKey::Unknown), ["|1 of 4 is held as a headline only.|[4]"]);
    assert_eq!(analysis.basis().in_words(), "3 of 4 articles read in full, 1 headline only");
}

#[test]
fn the_same_text_of_two_outlets_is_one_voice() {
    let mut story = story();
    story[1] = telling(2, "Isle Courier", "Reactor is back", POST);
    let analysis = digest(&story, &[], &moment());
    assert_eq!(analysis.sources[1].same_text_as, Some(1));
    let happened = texts(&analysis, SectionKey::Happened);
    assert!(happened.iter().all(|line| !line.ends_with("[2]")), "{happened:?}");
    assert!(texts(&analysis, SectionKey::Coverage)[1].contains("same text as [1]"));
}

#[test]
fn a_headline_alone_is_not_padded() {
    let alone = [telling(1, "Coastline Wire", "Reactor critical again", "")];
    let analysis = digest(&alone, &[], &moment());
    assert_eq!(analysis.sections.len(), 1, "{analysis:#?}");
    assert!(analysis.is_headlines_only());
    assert!(texts(&analysis, SectionKey::Happened)[0].starts_with("|Only the headline is held"));
}

#[test]
fn headlines_alone_are_quoted_as_headlines() {
    let story: Vec<Telling> = ["A", "B", "C"]
        .into_iter()
        .zip(1..)
        .map(|(name, n)| telling(n, name, &format!("Reactor {name}"), ""))
        .collect();
    let happened = texts(&digest(&story, &[], &moment()), SectionKey::Happened);
    assert_eq!(happened[1..], ["Headline|Reactor A|[1]", "Headline|Reactor B|[2]", "Headline|Reactor C|[3]"]);
}

#[test]
fn a_language_that_is_not_known_gets_its_lead_and_no_guesses() {
    let text = "<p>Реактор снова работает. Жители ждут дешёвой зимы. Никто не знает, когда она придёт. Ещё одно.</p>";
    let analysis = digest(&[telling(1, "A", "Реактор", text)], &[], &moment());
    assert_eq!(
        texts(&analysis, SectionKey::Happened),
        [
            "|Реактор снова работает.|[1]",
            "|Жители ждут дешёвой зимы.|[1]",
            "|Никто не знает, когда она придёт.|[1]"
        ]
    );
    assert_eq!(analysis.section(SectionKey::Names), None);
    assert_eq!(analysis.section(SectionKey::Figures), None);
}

#[test]
fn earlier_stories_can_be_opened() {
    let earlier = Earlier {
        place: EntryPlace { entry: EntryId(77), feed: FeedId(7) },
        publisher: "Isle Courier".into(),
        title: "Cracks found".into(),
        at: "2026-04-01T08:00:00Z".parse().expect("an instant"),
        shared: vec!["Skerry Point".into()],
    };
    let analysis = digest(&story(), &[earlier], &moment());
    let connections = analysis.section(SectionKey::Connections).expect("the section");
    assert_eq!(connections.paragraphs[0].place.map(|place| place.entry), Some(EntryId(77)));
    assert_eq!(
        texts(&analysis, SectionKey::Connections),
        ["Apr 1|Cracks found · Isle Courier · names Skerry Point|[]"]
    );
}

mod properties {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn no_text_is_too_odd(
            texts in proptest::collection::vec("[\\PC\n]{0,200}", 1..4),
            titles in proptest::collection::vec("\\PC{0,60}", 4),
        ) {
            let story: Vec<Telling> = (1..).zip(texts.iter().zip(&titles)).map(|(n, (text, title))| {
                let html = format!("<p>{}</p>", Markup::from_plain(text).source());
                telling(n, if n % 2 == 0 { "A" } else { "B" }, title, &html)
            }).collect();
            let analysis = digest(&story, &[], &moment());
            for paragraph in analysis.sections.iter().flat_map(|section| &section.paragraphs) {
                prop_assert!(paragraph.citations.iter().all(|n| (1..=story.len()).contains(n)));
                prop_assert!(paragraph.voice == Voice::Tidings || !paragraph.citations.is_empty());
            }
        }

        #[test]
        fn figures_and_quotations_in_any_order_do_no_harm(
            text in "([0-9]{1,4}[.,:% -]?|\\$|€|“|”|\"|said |million |May |Brandt |per cent |,|\\. ){0,60}"
        ) {
            let html = format!("<p>{}</p>", Markup::from_plain(&text).source());
            let story = [telling(1, "A", "T", &html), telling(2, "B", "T", &html)];
            prop_assert!(!digest(&story, &[], &moment()).sections.is_empty());
        }
    }
}
