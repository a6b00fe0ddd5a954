use ratatui::style::{Color, Modifier, Style};

use super::colour::{NAMED, Shade};
use super::{Face, Theme, ThemeMistake};
use crate::config::{ColourDepth, built_in_theme, built_in_theme_names};

/// Themes that bring their own ground and thus answer for all of their contrasts.
const WITH_GROUND: [&str; 9] = [
    "dark",
    "light",
    "gruvbox",
    "catppuccin",
    "catppuccin-latte",
    "nord",
    "solarized",
    "solarized-light",
    "tokyo-night",
];
/// Marks and what is about the text.
const DIM: [Face; 6] = [Face::Dim, Face::Story, Face::Bar, Face::Ornament, Face::Caption, Face::Deleted];
/// Texts that stand on the grounds of lists; all others stand there as marks at most.
const TITLES: [Face; 5] = [Face::Text, Face::Unread, Face::Read, Face::Category, Face::Key];

fn theme(name: &str) -> Theme {
    Theme::built_in(name).expect("a theme")
}

fn mistakes(file: &str) -> Vec<String> {
    Theme::parse(file).1.iter().map(ThemeMistake::to_string).collect()
}

/// The contrast of a face on a ground; a face without a colour has that of the screen.
fn contrast(theme: &Theme, face: Face, ground: Face) -> f64 {
    let screen = theme.style(Face::Screen);
    let style = screen.patch(theme.style(ground)).patch(theme.style(face));
    let shade = |colour: Option<Color>| Shade::of(colour.expect("a colour")).expect("a known colour");
    shade(style.fg).contrast(&shade(style.bg))
}

/// What is drawn with letters and signs.
fn signs() -> impl Iterator<Item = Face> {
    let faces = Face::ALL.iter().map(|(face, ..)| *face);
    faces.filter(|face| !Face::GROUNDS.contains(face) && ![Face::Behind, Face::Rule].contains(face))
}

#[test]
fn built_in_themes_have_no_mistakes() {
    for name in built_in_theme_names() {
        assert_eq!(mistakes(built_in_theme(name).expect("a file")), Vec::<String>::new(), "{name}");
    }
    assert!(WITH_GROUND.iter().all(|name| built_in_theme(name).is_some()));
}

#[test]
fn themes_that_are_no_palette_name_every_face() {
    for name in ["terminal", "dark", "mono"] {
        let file = built_in_theme(name).expect("a file");
        for (_, face, _) in Face::ALL {
            assert!(file.contains(&format!("\n{face} = ")), "{name}: {face} is missing");
        }
    }
}

#[test]
fn palettes_differ_in_colours_only() {
    let dark = theme("dark");
    for name in WITH_GROUND {
        let theme = theme(name);
        for (face, known, _) in Face::ALL {
            let (style, usual) = (theme.style(*face), dark.style(*face));
            assert_eq!(style.add_modifier, usual.add_modifier, "{name}: {known}");
            assert_eq!(style.fg.is_some(), usual.fg.is_some(), "{name}: {known}");
        }
    }
}

#[test]
fn letters_and_signs_of_faces_are_unique() {
    for (i, (_, name, letter)) in Face::ALL.iter().enumerate() {
        for (_, other, other_letter) in &Face::ALL[i + 1..] {
            assert!(name != other && letter != other_letter, "{name} and {other}");
        }
    }
}

#[test]
fn texts_can_be_read_on_every_ground() {
    for name in WITH_GROUND {
        let theme = theme(name);
        for face in signs() {
            for ground in Face::GROUNDS {
                let is_list = [Face::Selected, Face::Range].contains(&ground);
                let asked =
                    if DIM.contains(&face) || (is_list && !TITLES.contains(&face)) { 3.0 } else { 4.5 };
                let found = contrast(&theme, face, ground);
                assert!(found >= asked, "{name}: {face:?} on {ground:?} has {found:.2}");
            }
        }
        assert!(contrast(&theme, Face::Rule, Face::Screen) > 1.4, "{name}: no rules");
        let behind = contrast(&theme, Face::Behind, Face::Screen);
        assert!(behind > 2.0 && behind < contrast(&theme, Face::Dim, Face::Screen), "{name}: {behind:.2}");
    }
}

#[test]
fn texts_can_still_be_read_with_fewer_colours() {
    for name in WITH_GROUND {
        for (depth, text, dim) in [(ColourDepth::Indexed, 4.0, 2.6), (ColourDepth::Sixteen, 4.0, 2.6)] {
            let theme = theme(name).at_depth(depth);
            for face in signs() {
                let found = contrast(&theme, face, Face::Screen);
                let asked = if DIM.contains(&face) { dim } else { text };
                assert!(found >= asked, "{name} {depth:?}: {face:?} has {found:.2}");
            }
        }
    }
}

#[test]
fn nothing_vanishes_into_its_ground_with_sixteen_colours() {
    for name in WITH_GROUND {
        let theme = theme(name).at_depth(ColourDepth::Sixteen);
        for (face, known, _) in Face::ALL {
            for ground in Face::GROUNDS {
                let style = theme.style(Face::Screen).patch(theme.style(ground)).patch(theme.style(*face));
                assert_ne!(style.fg, style.bg, "{name}: {known} on {ground:?}");
                let is_known = |colour: Option<Color>| colour.is_some_and(|colour| NAMED.contains(&colour));
                assert!(is_known(style.fg) && is_known(style.bg), "{name}: {known} has no name");
            }
        }
        let range = theme.style(Face::Range);
        assert!(range.bg.is_some() || range.add_modifier.contains(Modifier::REVERSED), "{name}: no range");
    }
}

#[test]
fn with_256_colours_all_have_numbers_outside_the_terminals_own() {
    for name in WITH_GROUND {
        let theme = theme(name).at_depth(ColourDepth::Indexed);
        for (face, known, _) in Face::ALL {
            let style = theme.style(*face);
            for colour in [style.fg, style.bg].into_iter().flatten() {
                assert!(matches!(colour, Color::Indexed(16..)), "{name}: {known} is {colour}");
            }
        }
    }
}

#[test]
fn the_terminals_own_colours_stay_at_every_depth() {
    for depth in [ColourDepth::Sixteen, ColourDepth::Indexed, ColourDepth::True] {
        assert_eq!(Theme::terminal().at_depth(depth), Theme::terminal(), "{depth:?}");
    }
}

#[test]
fn without_colours_marks_and_weights_remain() {
    for name in built_in_theme_names() {
        let theme = theme(name).at_depth(ColourDepth::None);
        for (face, known, _) in Face::ALL {
            let style = theme.style(*face);
            assert!(style.fg.is_none() && style.bg.is_none(), "{name}: {known} has a colour");
        }
        let has = |face, attribute| theme.style(face).add_modifier.contains(attribute);
        assert!(has(Face::Unread, Modifier::BOLD), "{name}");
        assert!(has(Face::Dim, Modifier::DIM) && has(Face::Behind, Modifier::DIM), "{name}");
        assert!(has(Face::Range, Modifier::REVERSED), "{name}");
        assert_ne!(theme.style(Face::PaneTitle), theme.style(Face::PaneTitleFocused), "{name}");
    }
    assert_eq!(theme("mono").at_depth(ColourDepth::None), theme("mono"), "mono has no colours");
}

#[test]
fn a_file_changes_lines_and_colours_of_its_base() {
    let file = "base = \"dark\"\nmark = \"rust bold\"\n[colours]\nrust = \"#ff8800\"\naccent = \"208\"\n";
    let (mine, wrong) = Theme::parse(file);
    assert_eq!(wrong, []);
    assert_eq!(mine.style(Face::Mark), Style::new().fg(Color::Rgb(255, 136, 0)).add_modifier(Modifier::BOLD));
    assert_eq!(mine.style(Face::Progress), Style::new().fg(Color::Indexed(208)), "a line of the base");
    assert_eq!(mine.style(Face::Text), theme("dark").style(Face::Text));
    assert_eq!(Theme::parse("").0, Theme::terminal(), "the usual base");
}

#[test]
fn mistakes_are_found_at_once_with_their_lines_and_are_harmless() {
    let file = "base = \"dusk\"\ndim = \"dimm\"\nshiny = \"bold\"\nmark = \"#ff8800 on-black\"\nstar = 3\n\
                text = bold\n[colours]\nbold = \"red\"\nrust = \"#ff88\"\n";
    let (mine, wrong) = Theme::parse(file);
    let lines: Vec<usize> = wrong.iter().map(|mistake| mistake.line).collect();
    assert_eq!(lines, [1, 2, 3, 5, 6, 8, 9], "{wrong:?}");
    assert!(wrong[0].message.contains("terminal, dark, light"), "{}", wrong[0]);
    assert_eq!(wrong[1].to_string(), "line 2: dim: \"dimm\" is neither a colour nor an attribute");
    assert_eq!(mine.style(Face::Dim), Theme::terminal().style(Face::Dim));
    assert_eq!(mine.style(Face::Mark), Style::new().fg(Color::Rgb(255, 136, 0)).bg(Color::Black));
}

#[test]
fn a_file_that_is_no_toml_is_the_usual_theme_with_a_mistake() {
    for file in ["\u{0}", "= = =", "[colours", "colours = 3", "base = 7"] {
        let (mine, wrong) = Theme::parse(file);
        assert_eq!((mine, wrong.len()), (Theme::terminal(), 1), "{file:?}");
    }
}

#[test]
fn a_theme_of_attributes_has_no_colours() {
    let of = |name| Theme::built_in(name).is_some_and(|theme| theme.has_colours());
    assert_eq!((of("mono"), of("terminal"), of("dark")), (false, true, true));
}
