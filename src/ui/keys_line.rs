//! The line of the few keys that matter here, as they are bound now.

use ratatui::layout::Rect;

use super::canvas::{Canvas, Field, columns_of};
use super::theme::Face;
use crate::app::overlays::catalogue::Side;
use crate::app::overlays::import::Stage;
use crate::app::{Model, Overlay};
use crate::command::{Command, Context, Edit, KeyChord};
use crate::text::SafeText;

/// Commands that share a word.
type Hint = (&'static [Command], &'static str);

const SOURCES: &[Hint] = &[
    (&[Command::Down, Command::Up], "move"),
    (&[Command::Open], "entries"),
    (&[Command::Refresh], "refresh this"),
    (&[Command::RefreshAll], "refresh all"),
    (&[Command::Undo], "undo"),
    (&[Command::Leave], "quit"),
];
const ENTRIES: &[Hint] = &[
    (&[Command::Down, Command::Up], "move"),
    (&[Command::Open], "open"),
    (&[Command::OpenOriginal], "original"),
    (&[Command::ToggleStar], "star"),
    (&[Command::ToggleRead], "read"),
    (&[Command::NextUnread], "next unread"),
    (&[Command::RefreshAll], "refresh"),
    (&[Command::Leave], "back"),
];
const ARTICLE: &[Hint] = &[
    (&[Command::ReadOn], "read on"),
    (&[Command::OpenOriginal], "original"),
    (&[Command::ToggleStar], "star"),
    (&[Command::ToggleRead], "unread"),
    (&[Command::NextUnread], "next unread"),
    (&[Command::Zen], "zen"),
    (&[Command::Leave], "back"),
];
const SHEET: &[Hint] = &[(&[Command::Down, Command::Up], "scroll"), (&[Command::Leave], "close")];
const MENU: &[Hint] =
    &[(&[Command::Down, Command::Up], "move"), (&[Command::Open], "choose"), (&[Command::Leave], "close")];
const WELCOME: &[Hint] = &[
    (&[Command::Open], "choose"),
    (&[Command::Subscribe], "address"),
    (&[Command::Leave], "later"),
    (&[Command::Down, Command::Up], "move"),
];
const PACKS: &[Hint] = &[
    (&[Command::Choose], "choose"),
    (&[Command::Right], "feeds"),
    (&[Command::SubscribeChosen], "subscribe"),
    (&[Command::Filter], "find"),
    (&[Command::Leave], "back"),
    (&[Command::Down, Command::Up], "move"),
];
const PACK_FEEDS: &[Hint] = &[
    (&[Command::Choose], "choose"),
    (&[Command::Left], "packs"),
    (&[Command::SubscribeChosen], "subscribe"),
    (&[Command::Filter], "find"),
    (&[Command::Leave], "back"),
    (&[Command::Down, Command::Up], "move"),
];
const FINDER: &[Hint] = &[
    (&[Command::Open], "choose"),
    (&[Command::Edit(Edit::Earlier), Command::Edit(Edit::Later)], "move"),
    (&[Command::Back], "back"),
];
const PLAN: &[Hint] = &[
    (&[Command::Open], "import"),
    (&[Command::Down, Command::Up], "scroll"),
    (&[Command::Leave], "another file"),
];
const SEARCH: &[Hint] = &[
    (&[Command::Open], "to the hits"),
    (&[Command::Edit(Edit::Earlier)], "searched before"),
    (&[Command::SaveSearch], "keep as smart feed"),
    (&[Command::Back], "back"),
];
const LINE: &[Hint] = &[
    (&[Command::Open], "take"),
    (&[Command::Edit(Edit::Earlier), Command::Edit(Edit::Later)], "choose"),
    (&[Command::Edit(Edit::Complete)], "complete"),
    (&[Command::Back], "back"),
];

/// Draws as many hints as fit; the way to help always does.
pub fn draw(canvas: &mut Canvas<'_>, area: Rect, model: &Model) {
    let Some(mut field) = Field::in_area(area, 0, 1, 1) else { return };
    let context = model.context();
    let hints = overlay_hints(model.overlays.last()).unwrap_or(match context {
        Context::Sources => SOURCES,
        Context::Entries => ENTRIES,
        Context::Article => ARTICLE,
        Context::Sheet => SHEET,
        Context::Menu => MENU,
        Context::Line if matches!(model.overlays.last(), Some(Overlay::Search(_))) => SEARCH,
        Context::Line => LINE,
    });
    let help = [(&[Command::Help] as &[Command], "help")];
    let help_columns = keys_of(canvas, model, context, help[0].0).map_or(0, |keys| columns_of(&keys) + 5);
    for (commands, word) in hints {
        let Some(keys) = keys_of(canvas, model, context, commands) else { continue };
        let columns = columns_of(&keys) + 1 + columns_of(word);
        if columns + 3 + help_columns > field.width {
            break;
        }
        field = draw_hint(canvas, field, &keys, word);
    }
    if !matches!(context, Context::Sheet | Context::Line)
        && let Some(keys) = keys_of(canvas, model, context, help[0].0)
    {
        draw_hint(canvas, field, &keys, help[0].1);
    }
}

/// Hints of overlays in which keys mean more than in others of their kind.
fn overlay_hints(top: Option<&Overlay>) -> Option<&'static [Hint]> {
    Some(match top? {
        Overlay::Welcome(_) => WELCOME,
        Overlay::Catalogue(catalogue) if catalogue.country.is_some() || catalogue.finder.is_some() => FINDER,
        Overlay::Catalogue(catalogue) if catalogue.side == Side::Packs => PACKS,
        Overlay::Catalogue(_) => PACK_FEEDS,
        Overlay::Import(import) if matches!(import.stage, Stage::Planned { .. }) => PLAN,
        _ => return None,
    })
}

fn draw_hint(canvas: &mut Canvas<'_>, field: Field, keys: &str, word: &'static str) -> Field {
    let used = canvas.text(field, &SafeText::new(keys), Face::Key);
    let field = field.after(used + 1);
    let used = canvas.own(field, word, Face::Dim);
    field.after(used + 3)
}

/// The first keys of each command; `None` if one has none.
fn keys_of(canvas: &Canvas<'_>, model: &Model, context: Context, commands: &[Command]) -> Option<String> {
    let keys: Option<Vec<String>> = commands
        .iter()
        .map(|command| model.keys.keymap.keys_for(context, *command).next())
        .map(|keys| keys.map(|keys| short(canvas, &KeyChord::print_sequence(keys))))
        .collect();
    Some(keys?.join(" "))
}

/// Keys that have a sign of their own are shown by it.
fn short(canvas: &Canvas<'_>, keys: &str) -> String {
    let sign = match keys {
        "enter" => canvas.glyphs.enter,
        "up" if !canvas.glyphs.is_ascii => "↑",
        "down" if !canvas.glyphs.is_ascii => "↓",
        other => other,
    };
    sign.to_owned()
}
