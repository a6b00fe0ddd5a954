//! What the coverage says: its beginning under the article, the whole page, the way to its sources.

use insta::assert_snapshot;
use tidings::app::Effect;
use tidings::domain::Event;

use crate::support::app::TestApp;
use crate::support::newsroom::{Library, Newsroom, entry, safe};

const COURIER: &str = "<p>The regulator has cleared the reactor restart after a pause of eleven years, the operator \
    Sound Energy Cooperative said.</p><p>Because three offices checked the figures, the decision came two years late. \
    The restart costs 61 million. “We will not cut corners on this plant,” said Teodor Brandt.</p>";

/// Three outlets tell of the reactor, one of them in a headline.
fn reactor() -> Library {
    let mut library = Library::islands();
    let (google, harbour, systems) =
        (library.feeds[0].clone(), library.feeds[1].clone(), library.feeds[2].clone());
    library.entries.retain(|entry| entry.row.id.0 > 6);
    let long = "<p>The regulator cleared the restart of the reactor on Thursday, ending a pause that began when a \
        pump failed.</p><p>Engineers spent eleven years on it. The restart cost 58 million, as Teodor Brandt of \
        Sound Energy Cooperative had said.</p>";
    library.entries.push(entry(7, &google, "Reactor restart: unions warn over staffing", 1, ""));
    library.entries.push(entry(8, &harbour, "Reactor restart approved after eleven-year pause", 3, long));
    library.entries.push(entry(9, &systems, "Regulator clears restart", 2, COURIER));
    library.entries[0].row.publisher = Some(safe("Northern Ledger"));
    library.tells_one_event = true;
    library
}

#[test]
fn the_beginning_of_the_analysis_stands_under_the_article() {
    let mut room = Newsroom::new(reactor());
    assert_snapshot!(room.keys("xjj").screen());
}

#[test]
fn the_beginning_of_the_analysis_on_a_small_terminal() {
    let mut room = Newsroom::new(reactor()).sized(80, 24);
    assert_snapshot!(room.keys("xjj<enter>G").screen());
}

#[test]
fn the_whole_analysis_is_a_page_of_its_own() {
    let mut room = Newsroom::new(reactor()).sized(80, 40);
    assert_snapshot!(room.keys("xjja").screen());
    let end = room.keys("G").screen();
    assert!(end.contains("The Harbour Post: Reactor restart approved"), "{end}");
    room.keys("a");
    assert_eq!(room.model.overlays.len(), 0);
}

#[test]
fn the_analysis_on_a_telephone() {
    let mut room = Newsroom::new(reactor()).sized(50, 15);
    assert_snapshot!(room.keys("xjja").screen());
}

#[test]
fn the_analysis_in_faces() {
    let mut room = Newsroom::new(reactor()).sized(60, 16);
    assert_snapshot!(room.keys("xjja").screen_with_faces());
}

#[test]
fn a_number_leads_to_its_article() {
    let mut room = Newsroom::new(reactor());
    assert_eq!(room.keys("xjj").selected(), "Reactor restart approved after eleven-year pause");
    room.keys("a2");
    assert_eq!(room.model.overlays.len(), 0, "the page is left");
    assert_eq!(room.selected(), "Regulator clears restart");
    room.keys("aO3");
    assert_eq!(room.selected(), "Reactor restart: unions warn over staffing");
    room.keys("aO9");
    assert!(room.screen().contains("There is no link 9"), "{}", room.screen());
}

#[test]
fn while_it_is_made_one_line_says_so_and_nothing_moves_when_it_comes() {
    let mut room = Newsroom::new(Library::islands());
    room.keys("j");
    room.holds_answers = true;
    room.keys("k");
    let loaded = room.held.remove(0);
    room.event(loaded);
    let before = room.screen();
    assert!(before.contains("is being made…"), "{before}");
    let made = room.held.remove(0);
    assert!(matches!(made, Event::AnalysisMade { .. }), "{made:?}");
    room.event(made);
    let after = room.screen();
    assert!(!after.contains("is being made…"), "{after}");
    let until = |screen: &str| -> Vec<String> {
        screen.lines().take_while(|line| !line.contains("Detailed analysis")).map(str::to_owned).collect()
    };
    assert_eq!(until(&before), until(&after));
}

#[test]
fn a_headline_alone_says_so_and_offers_what_helps() {
    let mut room = Newsroom::new(Library::islands());
    let screen = room.screen();
    assert!(screen.contains("Only the headline is held: there is nothing to"), "{screen}");
    assert!(
        room.keys("a").screen().contains("f fetches it and makes the analysis anew"),
        "{}",
        room.screen()
    );
}

#[test]
fn missing_texts_are_fetched_with_one_key_and_the_analysis_is_made_anew() {
    let mut room = Newsroom::new(reactor());
    room.keys("xjja");
    assert!(room.screen().contains("Not held in full: 1 of 3 articles."), "{}", room.screen());
    room.keys("f");
    let entry = room.main().article.entry().expect("an entry");
    assert_eq!(room.orders.last(), Some(&Effect::FetchStory { entry }));
    room.event(Event::StoryFetching { entry, done: 1, of: 2 });
    assert!(room.screen().contains("1 of 2 texts tried · esc stops"), "{}", room.screen());
    room.event(Event::StoryFetched { entry, fetched: 1, failed: 1 });
    assert!(!room.screen().contains("tried"), "{}", room.screen());
    assert_eq!(room.notice(), "1 text fetched, 1 could not be had");
    room.keys("f<esc>");
    assert_eq!(room.orders.last(), Some(&Effect::CancelFullText));
    assert_eq!(room.model.overlays.len(), 1, "the page stays");
}

#[test]
fn the_analysis_is_rebuilt() {
    let mut room = Newsroom::new(reactor());
    room.keys("xjja");
    room.holds_answers = true;
    room.keys("r");
    assert!(room.screen().contains("is being made anew"), "{}", room.screen());
    let made = room.held.remove(0);
    room.event(made);
    assert!(!room.screen().contains("anew · r"), "{}", room.screen());
}

#[test]
fn the_demo_analyses_what_is_shown() {
    let mut app = TestApp::demo(120, 40);
    app.keys("a");
    let screen = app.screen();
    assert!(screen.contains("Extractive digest · no AI model"), "{screen}");
    assert!(screen.contains("What happened"), "{screen}");
}
