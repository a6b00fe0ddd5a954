//! Themes on the screen, and where they come from: the styles of each cell, grounds, what lies behind an
//! overlay, the person's own files.

use std::collections::HashSet;
use std::fs;
use std::path::{Path, PathBuf};

use insta::assert_snapshot;
use ratatui::layout::Rect;
use ratatui::style::{Color, Modifier, Style};
use tempfile::TempDir;
use tidings::app::Effect;
use tidings::config::{ColourDepth, Environment, Paths, Settings, built_in_theme_names};
use tidings::domain::Event;
use tidings::runtime::{Look, load_theme};
use tidings::ui::{Face, Glyphs, Theme};

use crate::support::app::TestApp;
use crate::support::newsroom::{Library, Newsroom};

/// A screen with most faces, and help over it.
fn styles(name: &str, colours: ColourDepth) -> String {
    let theme = Theme::built_in(name).expect("a theme").at_depth(colours);
    let mut room = Newsroom::new(Library::islands()).sized(80, 16).themed(theme);
    let panes = room.keys("j").styles();
    format!("{panes}\n--- under help ---\n{}", room.keys("?").styles())
}

#[test]
fn terminal() {
    assert_snapshot!(styles("terminal", ColourDepth::True));
}

#[test]
fn dark() {
    assert_snapshot!(styles("dark", ColourDepth::True));
}

#[test]
fn light() {
    assert_snapshot!(styles("light", ColourDepth::True));
}

#[test]
fn mono() {
    assert_snapshot!(styles("mono", ColourDepth::True));
}

#[test]
fn dark_with_sixteen_colours() {
    assert_snapshot!(styles("dark", ColourDepth::Sixteen));
}

#[test]
fn dark_without_colours() {
    assert_snapshot!(styles("dark", ColourDepth::None));
}

#[test]
fn themes_with_a_ground_leave_no_cell_without_it() {
    for name in built_in_theme_names() {
        let theme = Theme::built_in(name).expect("a theme");
        let Some(screen) = theme.style(Face::Screen).bg else { continue };
        let grounds = Face::GROUNDS.map(|face| theme.style(face).bg.unwrap_or(screen));
        for (width, height) in [(120, 40), (80, 24), (50, 15), (10, 3)] {
            for keys in ["", "z", "?"] {
                let mut room = Newsroom::new(Library::islands()).sized(width, height).themed(theme.clone());
                let cells = room.keys("j").keys(keys).styles_in(Rect::new(0, 0, width, height));
                let has_ground = |style: &Style| style.bg.is_some_and(|ground| grounds.contains(&ground));
                assert!(cells.iter().all(has_ground), "{name} {width}x{height} {keys}");
            }
        }
    }
}

#[test]
fn a_theme_without_a_ground_leaves_the_terminals_own() {
    for name in ["terminal", "mono"] {
        let mut room = Newsroom::new(Library::islands()).themed(Theme::built_in(name).expect("a theme"));
        for keys in ["j", "?"] {
            let cells = room.keys(keys).styles_in(Rect::new(0, 0, 120, 40));
            assert!(cells.iter().all(|style| style.bg == Some(Color::Reset)), "{name}");
        }
    }
}

#[test]
fn nothing_calls_from_behind_an_overlay() {
    for name in built_in_theme_names() {
        for colours in [ColourDepth::None, ColourDepth::Sixteen, ColourDepth::Indexed, ColourDepth::True] {
            let theme = Theme::built_in(name).expect("a theme").at_depth(colours);
            let mut room = Newsroom::new(Library::islands()).sized(120, 40).themed(theme);
            // Help leaves the first columns free, and what is below the panes.
            let free = Rect::new(0, 0, 20, 38);
            let mut styles =
                |keys| -> HashSet<Style> { room.keys(keys).styles_in(free).into_iter().collect() };
            assert!(styles("h").len() > 1, "{name} {colours:?}");
            assert_eq!(styles("?").len(), 1, "{name} {colours:?}");
        }
    }
}

fn fixtures() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/config/themes")
}

/// A configuration folder with the fixtures as the person's own themes.
fn home() -> (TempDir, Paths) {
    let folder = tempfile::tempdir().expect("a folder");
    let paths = Paths::under(folder.path());
    fs::create_dir_all(paths.themes()).expect("a folder for themes");
    for file in ["mine.toml", "wrong.toml"] {
        fs::copy(fixtures().join(file), paths.themes().join(file)).expect("a theme");
    }
    (folder, paths)
}

#[test]
fn the_persons_own_themes_stand_beside_the_built_in_ones() {
    let (_folder, paths) = home();
    for file in ["dark.toml", "notes.txt", ".hidden.toml"] {
        fs::write(paths.themes().join(file), "text = \"bold\"").expect("a file");
    }
    let built_in: Vec<&str> = built_in_theme_names().collect();
    assert_eq!(paths.theme_names(), [built_in.as_slice(), &["mine", "wrong"]].concat());
    let (dark, mistakes) = load_theme("dark", &paths, ColourDepth::True);
    assert_eq!(mistakes, Vec::<String>::new());
    assert_eq!(dark.style(Face::Text), Style::new().add_modifier(Modifier::BOLD), "the person's own wins");
}

#[test]
fn a_theme_of_ones_own_changes_its_base() {
    let (_folder, paths) = home();
    let (mine, mistakes) = load_theme("mine", &paths, ColourDepth::True);
    assert_eq!(mistakes, Vec::<String>::new());
    let gruvbox = Theme::built_in("gruvbox").expect("a theme");
    let rust = Color::Rgb(0xff, 0x88, 0);
    assert_eq!(mine.style(Face::Unread), Style::new().fg(rust).add_modifier(Modifier::BOLD));
    assert_eq!(mine.style(Face::Hit).bg, Some(rust));
    assert_eq!(mine.style(Face::Hit).fg, gruvbox.style(Face::Screen).bg, "a colour of the base");
    assert_eq!(mine.style(Face::Mark).fg, Some(Color::Rgb(0x8e, 0xc0, 0x7c)), "a line of the base");
    assert_eq!(mine.style(Face::Text), gruvbox.style(Face::Text));
}

#[test]
fn mistakes_in_a_theme_are_told_at_once_with_file_and_line() {
    let (_folder, paths) = home();
    let (wrong, mistakes) = load_theme("wrong", &paths, ColourDepth::True);
    let expected = fs::read_to_string(fixtures().join("wrong.expected")).expect("what is expected");
    assert_eq!(mistakes.len(), expected.lines().count(), "{mistakes:#?}");
    for (mistake, expected) in mistakes.iter().zip(expected.lines()) {
        assert!(mistake.starts_with(expected), "{mistake}\n{expected}");
    }
    assert_eq!(wrong.style(Face::Unread), Theme::terminal().style(Face::Unread));
}

#[test]
fn a_name_without_a_theme_says_which_there_are() {
    let (_folder, paths) = home();
    for name in ["dusk", "../config", "a/b", ""] {
        let (theme, mistakes) = load_theme(name, &paths, ColourDepth::True);
        assert_eq!(theme, Theme::terminal(), "{name}");
        let start = format!("there is no theme {name}: choose one of terminal, dark, light, mono, gruvbox,");
        assert!(mistakes[0].starts_with(&start) && mistakes[0].contains("mine, wrong"), "{mistakes:?}");
    }
}

#[test]
fn a_theme_that_cannot_be_read_is_told() {
    let (_folder, paths) = home();
    fs::write(paths.themes().join("bytes.toml"), b"text = \"\xff\"").expect("a file");
    let (theme, mistakes) = load_theme("bytes", &paths, ColourDepth::True);
    assert_eq!((theme, mistakes.len()), (Theme::terminal(), 1));
    assert!(mistakes[0].contains("bytes.toml cannot be read"), "{mistakes:?}");
}

#[test]
fn settings_and_environment_make_the_look() {
    let (_folder, paths) = home();
    let settings = Settings { theme: "nord".into(), ..Settings::default() };
    let look = |environment: Environment| Look::of(&settings, &paths, &environment);
    let environment = Environment { locale: Some("C.UTF-8".into()), ..Environment::default() };
    let nord = Theme::built_in("nord").expect("a theme");

    let kitty = look(Environment { term: Some("xterm-kitty".into()), ..environment.clone() });
    assert_eq!((kitty.theme, kitty.glyphs, kitty.mistakes), (nord.clone(), Glyphs::UNICODE, Vec::new()));
    let console = look(Environment { term: Some("linux".into()), ..environment.clone() });
    assert_eq!(console.theme, nord.clone().at_depth(ColourDepth::Sixteen));
    assert_eq!(console.glyphs, Glyphs::ASCII);
    let plain = look(Environment { no_colour: true, ..environment });
    assert_eq!((plain.theme, plain.colours), (nord.at_depth(ColourDepth::None), ColourDepth::None));
}

fn theme_orders(room: &Newsroom) -> Vec<(&str, bool)> {
    let orders = room.orders.iter();
    orders
        .filter_map(|order| match order {
            Effect::SetTheme { name, keeps } => Some((name.as_str(), *keeps)),
            _ => None,
        })
        .collect()
}

#[test]
fn a_theme_is_seen_while_one_moves_and_given_back() {
    let mut room = Newsroom::new(Library::islands());
    room.keys(":theme<enter>jjk");
    assert_eq!(theme_orders(&room), [("dark", false), ("nord", false), ("dark", false)]);
    room.keys("<esc>");
    assert_eq!(theme_orders(&room).last(), Some(&("terminal", false)));
    assert_eq!((room.model.overlays.len(), &room.model.preferences.theme), (0, &None));
}

#[test]
fn a_theme_is_kept() {
    let mut room = Newsroom::new(Library::islands());
    room.keys(":theme<enter>j<enter>");
    assert_eq!(theme_orders(&room).last(), Some(&("dark", true)));
    room.event(Event::ThemeSet { name: Some("dark".to_owned()), keeps: true, mistake: None });
    assert_eq!(room.model.preferences.theme_over("terminal"), "dark");
    room.keys(":theme<enter>");
    assert!(room.screen().contains("▌ dark               now"), "{}", room.screen());
}

#[test]
fn the_chooser_leaves_the_panes_to_be_seen() {
    let mut room = Newsroom::new(Library::islands()).sized(80, 24);
    assert_snapshot!(room.keys(":theme<enter>j").screen_with_faces());
}

#[test]
fn the_chooser_in_a_narrow_window() {
    let mut room = Newsroom::new(Library::islands()).sized(50, 15);
    assert_snapshot!(room.keys(":theme<enter>").screen());
}

#[test]
fn a_theme_that_is_chosen_is_there_at_the_next_start() {
    let ground = |name| Theme::built_in(name).expect("a theme").style(Face::Screen).bg;
    let mut app = TestApp::demo(80, 24);
    let plain = app.ground();
    app.keys(":theme<enter>j");
    assert_eq!(Some(app.ground()), ground("dark"), "at once, while one looks");
    app.keys("<esc>");
    assert_eq!(app.ground(), plain);
    app.keys(":theme nord<enter>");
    assert_eq!(Some(app.ground()), ground("nord"));
    let mut app = app.restart(80, 24);
    assert_eq!(Some(app.ground()), ground("nord"));
    app.keys(":theme solarised<enter>");
    assert!(app.screen().contains("there is no theme solarised"), "{}", app.screen());
    assert_eq!(Some(app.ground()), ground("nord"), "what is not there changes nothing");
    let app = app.restart(80, 24);
    assert_eq!(Some(app.ground()), ground("nord"));
}
