//! The line of the few keys that matter here, as they are bound now.

use ratatui::layout::Rect;

use super::canvas::{Canvas, Field, columns_of};
use super::theme::Face;
use crate::app::overlays::{Settings, Subscribe};
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
const LINE: &[Hint] = &[
    (&[Command::Open], "take"),
    (&[Command::Edit(Edit::Earlier), Command::Edit(Edit::Later)], "choose"),
    (&[Command::Edit(Edit::Complete)], "complete"),
    (&[Command::Back], "back"),
];

const LOOKING: &[Hint] = &[(&[Command::Back], "stop looking")];
const LOOK: &[Hint] =
    &[(&[Command::Open], "look"), (&[Command::Edit(Edit::Complete)], "category"), (&[Command::Back], "back")];
const LOOK_INTO: &[Hint] = &[
    (&[Command::Open], "look into it"),
    (&[Command::Edit(Edit::Earlier), Command::Edit(Edit::Later)], "choose"),
    (&[Command::Back], "back"),
];
const SUBSCRIBE: &[Hint] = &[
    (&[Command::Open], "subscribe"),
    (&[Command::Edit(Edit::Complete)], "complete, address"),
    (&[Command::Back], "back"),
];
const SUBSCRIBE_TO_ONE: &[Hint] = &[
    (&[Command::Open], "subscribe"),
    (&[Command::Edit(Edit::Earlier), Command::Edit(Edit::Later)], "choose"),
    (&[Command::Edit(Edit::Complete)], "complete, address"),
    (&[Command::Back], "back"),
];
const GO_THERE: &[Hint] = &[
    (&[Command::Open], "go there"),
    (&[Command::Edit(Edit::Earlier), Command::Edit(Edit::Later)], "choose"),
    (&[Command::Back], "back"),
];
const CHANGE: &[Hint] = &[
    (&[Command::Down, Command::Up], "move"),
    (&[Command::Open], "change"),
    (&[Command::Undo], "undo"),
    (&[Command::Leave], "close"),
];
const TAKE: &[Hint] = &[
    (&[Command::Open], "take"),
    (&[Command::Edit(Edit::Complete)], "complete"),
    (&[Command::Back], "leave as it was"),
];

fn hints(model: &Model, context: Context) -> &'static [Hint] {
    match (model.overlays.last(), context) {
        (Some(Overlay::Subscribe(subscribe)), _) => while_subscribing(subscribe),
        (Some(Overlay::Settings(Settings { editing: Some(_), .. })), _) => TAKE,
        (Some(Overlay::Settings(_)), _) => CHANGE,
        (_, Context::Sources) => SOURCES,
        (_, Context::Entries) => ENTRIES,
        (_, Context::Article) => ARTICLE,
        (_, Context::Sheet) => SHEET,
        (_, Context::Menu) => MENU,
        (_, Context::Line) => LINE,
    }
}

fn while_subscribing(subscribe: &Subscribe) -> &'static [Hint] {
    match subscribe.chosen() {
        _ if subscribe.is_looking() => LOOKING,
        None => LOOK,
        Some(feed) if feed.already.is_some() => GO_THERE,
        Some(feed) if feed.content.is_none() => LOOK_INTO,
        Some(_) if subscribe.feeds.len() > 1 => SUBSCRIBE_TO_ONE,
        Some(_) => SUBSCRIBE,
    }
}

/// Draws as many hints as fit; the way to help always does.
pub fn draw(canvas: &mut Canvas<'_>, area: Rect, model: &Model) {
    let Some(mut field) = Field::in_area(area, 0, 1, 1) else { return };
    let context = model.context();
    let hints = hints(model, context);
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
        .map(|command| model.keys.keymap.keys_for(context, *command).next().map(KeyChord::print_sequence))
        .collect();
    let keys = keys?.join(" ");
    Some(if keys == "enter" { canvas.glyphs.enter.to_owned() } else { keys })
}
