//! Code in articles: its colours come after its text and move nothing; what is too wide is made to fit or
//! scrolled sideways.

use insta::assert_snapshot;
use tidings::app::Effect;
use tidings::text::Markup;

use crate::support::newsroom::{Library, Newsroom};

const CODE: &str = "<p>This counts what was read:</p><pre><code class=language-rust>// How many there are.\n\
    fn count(rows: &amp;[Row]) -> usize {\n    let read = rows.iter().filter(|row| row.read);\n    println!(\"{}\", 12);\n    \
    read.count()\n}</code></pre><p>No language is named here:</p><pre>plain text, as it is</pre>";
const TABLE: &str = "<p>Passengers by month:</p><table><tr><th>Harbour<th>January<th>February<th>March<th>April<th>May\
    <th>June<th>Remark<tr><td>Skerry Point<td>1,200<td>1,310<td>980<td>1,044<td>1,120<td>1,650<td>without the night \
    ferries of the second week<tr><td>Marram<td>310<td>298<td>300<td>340<td>352<td>410<td>closed on Sundays</table>";

fn with(html: &str) -> Library {
    let mut library = Library::islands();
    library.entry(2).content = Markup::clean(html);
    library
}

fn reading(html: &str) -> Newsroom {
    let mut room = Newsroom::new(with(html)).sized(80, 24);
    room.keys("jz");
    room
}

#[test]
fn words_of_code_have_faces_of_their_own() {
    assert_snapshot!(reading(CODE).screen_with_faces());
}

#[test]
fn the_text_is_there_before_its_colours_which_move_nothing() {
    let mut room = Newsroom::new(with(CODE)).sized(80, 12);
    room.keys("jz<pagedown>");
    // The lines of code, without how far in the page they are and what comes below the text.
    let code =
        |room: &mut Newsroom| room.screen().lines().skip(2).take(4).map(str::to_owned).collect::<Vec<_>>();
    let coloured = code(&mut room);
    assert!(coloured.iter().any(|line| line.contains("read.count()")), "{coloured:?}");
    assert!(room.screen_with_faces().contains('K'));

    let mut room = Newsroom::new(with(CODE)).sized(80, 12);
    room.holds_answers = true;
    room.keys("j");
    // The entry comes, and what its code is, is still being found out.
    let held = std::mem::take(&mut room.held);
    for event in held {
        room.event(event);
    }
    room.keys("z<pagedown>");
    assert_eq!(code(&mut room), coloured, "the same lines");
    let held = std::mem::take(&mut room.held);
    assert!(!held.is_empty());
    for event in held {
        room.event(event);
    }
    assert_eq!(code(&mut room), coloured, "nothing moved");
    assert!(room.screen_with_faces().contains('K'));
}

#[test]
fn without_code_nothing_is_asked() {
    let mut room = Newsroom::new(Library::islands());
    room.holds_answers = true;
    room.keys("jk");
    assert!(!room.orders.iter().any(|order| matches!(order, Effect::ReadCode { .. })));
    assert!(!room.held.iter().any(|event| matches!(event, tidings::domain::Event::CodeRead { .. })));
}

#[test]
fn a_wide_table_is_stacked_until_the_person_wants_its_columns() {
    let mut room = reading(TABLE).sized(60, 20);
    assert_snapshot!("a_wide_table_is_stacked_until_the_person_wants_its_columns", room.screen());
    room.keys("w");
    assert_snapshot!("a_wide_table_is_stacked_until_the_person_wants_its_columns__wide", room.screen());
    room.keys("]]");
    assert_snapshot!("a_wide_table_is_stacked_until_the_person_wants_its_columns__right", room.screen());
    room.keys("]]]]]]]]");
    assert_eq!(room.main().article.shift, room.model.metrics.article.overhang, "there is an end");
    room.keys("[[[[[[[[[[");
    assert_eq!(room.main().article.shift, 0);
    room.keys("w");
    assert!(room.screen().contains("Harbour: Skerry Point"), "{}", room.screen());
}

#[test]
fn scrolling_to_the_right_gives_the_columns_back_first() {
    let mut room = reading(TABLE).sized(60, 20);
    room.keys("]");
    assert!(room.main().article.keeps_wide && room.main().article.shift == 0);
    assert!(room.model.preferences.keeps_wide, "it is a habit");
    room.keys("]");
    assert!(room.main().article.shift > 0);
}

#[test]
fn long_lines_of_code_are_scrolled_too() {
    let long = format!("<pre>let x = 1;\nlet name = \"{}end\";</pre>", "a".repeat(60));
    let mut room = reading(&long).sized(50, 15);
    assert!(room.screen().contains('↪'));
    room.keys("w");
    assert!(!room.screen().contains('↪') && room.screen().contains('›'), "{}", room.screen());
    room.keys("]]]]");
    assert!(room.screen().contains("end\";") && room.screen().contains('‹'), "{}", room.screen());
}

#[test]
fn below_a_readable_width_everything_is_made_to_fit() {
    let mut room = Newsroom::new(with(TABLE)).sized(24, 30);
    room.keys("j<enter>w");
    assert!(!room.screen().contains('›'), "{}", room.screen());
}

#[test]
fn a_hit_in_a_wide_table_is_scrolled_to() {
    let mut room = reading(TABLE).sized(60, 20);
    room.keys("w<ctrl-f>night ferries");
    assert!(room.main().article.shift > 0);
    assert!(room.screen_with_faces().contains("@@@@@"), "{}", room.screen_with_faces());
}

#[test]
fn nothing_wide_is_said() {
    let mut room = reading("<p>short</p>");
    room.keys("]");
    assert_eq!(room.notice(), "Nothing here is wider than the screen");
}
