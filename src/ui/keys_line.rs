//! The line of the few keys that matter here, as they are bound now.

use ratatui::layout::Rect;

use super::canvas::{Canvas, Field, columns_of};
use super::theme::Face;
use crate::app::overlays::catalogue::Side;
use crate::app::overlays::import::Stage;
use crate::app::overlays::settings::Item;
use crate::app::overlays::subscribe::Field as Typed;
use crate::app::overlays::{Settings, Subscribe};
use crate::app::{ArticleMetrics, Hint, Main, Model, Overlay};
use crate::command::{Command, Context, Edit, KeyChord};
use crate::text::SafeText;

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
    (&[Command::ToggleFullText], "full text"),
    (&[Command::ToggleRead], "read"),
    (&[Command::NextUnread], "next unread"),
    (&[Command::RefreshAll], "refresh"),
    (&[Command::Leave], "back"),
];
const ARTICLE: &[Hint] = &[
    (&[Command::ReadOn], "read on"),
    (&[Command::OpenOriginal], "original"),
    (&[Command::ToggleStar], "star"),
    (&[Command::ToggleFullText], "full text"),
    (&[Command::Analysis], "analysis"),
    (&[Command::ToggleRead], "unread"),
    (&[Command::NextUnread], "next unread"),
    (&[Command::Zen], "zen"),
    (&[Command::Leave], "back"),
];
const FINDING: &[Hint] = &[
    (&[Command::NextUnread, Command::PreviousUnread], "next, previous hit"),
    (&[Command::Find], "find something else"),
    (&[Command::Back], "end finding"),
];
const FIND: &[Hint] = &[
    (&[Command::Open], "stay here"),
    (&[Command::Back], "back to where you were"),
    (&[Command::Edit(Edit::Later), Command::Edit(Edit::Earlier)], "next, previous"),
];
/// What is wider than the pane is scrolled, or could be.
const SIDEWAYS: Hint = (&[Command::ScrollLeft, Command::ScrollRight], "sideways");
const MADE_TO_FIT: Hint = (&[Command::ToggleWide], "fit");
const AS_WIDE: Hint = (&[Command::ToggleWide], "full width");
const SHEET: &[Hint] = &[(&[Command::Down, Command::Up], "scroll"), (&[Command::Leave], "close")];
const VERSIONS: &[Hint] = &[
    (&[Command::Down, Command::Up], "scroll"),
    (&[Command::EarlierVersion], "the change before"),
    (&[Command::LaterVersion], "after"),
    (&[Command::Leave], "close"),
];
const DOWNLOADS: &[Hint] = &[
    (&[Command::Down, Command::Up], "move"),
    (&[Command::Refresh], "try again"),
    (&[Command::Leave], "close"),
];
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

const JUMP: &[Hint] = &[
    (&[Command::Open], "go"),
    (&[Command::Edit(Edit::Earlier), Command::Edit(Edit::Later)], "choose"),
    (&[Command::Back], "back"),
];
const THEMES: &[Hint] =
    &[(&[Command::Down, Command::Up], "try"), (&[Command::Open], "keep"), (&[Command::Leave], "as before")];
const HEALTH: &[Hint] = &[
    (&[Command::Refresh], "retry"),
    (&[Command::RefreshAll], "retry all failing"),
    (&[Command::About], "details"),
    (&[Command::Leave], "close"),
    (&[Command::Open], "go to"),
    (&[Command::FeedSettings], "settings"),
    (&[Command::Unsubscribe], "unsubscribe"),
];
const ANALYSIS: &[Hint] = &[
    (&[Command::Down, Command::Up], "scroll"),
    (&[Command::OpenLink], "go to a source"),
    (&[Command::ToggleFullText], "fetch the texts"),
    (&[Command::Refresh], "rebuild"),
    (&[Command::Leave], "back"),
];
const BRIEF: &[Hint] = &[
    (&[Command::Down, Command::Up], "move"),
    (&[Command::Open], "open"),
    (&[Command::Left], "further back"),
    (&[Command::Right], "less far"),
    (&[Command::Leave], "back"),
];
const LOOKING: &[Hint] = &[(&[Command::Back], "stop looking")];
const CHOOSE: Hint = (&[Command::Edit(Edit::Earlier), Command::Edit(Edit::Later)], "choose");
const BACK: Hint = (&[Command::Back], "back");

/// The hints of the top overlay or of the focused pane.
fn hints(model: &Model, context: Context, article: &ArticleMetrics) -> Vec<Hint> {
    if let Some(hints) = in_first_run(model.overlays.last()) {
        return hints.to_vec();
    }
    let known = match (model.overlays.last(), context) {
        (Some(Overlay::Subscribe(subscribe)), _) => return while_subscribing(subscribe, &model.main),
        (Some(Overlay::Settings(settings)), _) => return in_settings(settings, &model.main),
        (Some(Overlay::Search(_)), _) => SEARCH,
        (Some(Overlay::Find(_)), _) => FIND,
        (Some(Overlay::Jump(_)), _) => JUMP,
        (Some(Overlay::Themes(_)), _) => THEMES,
        (Some(Overlay::Health(_)), _) => HEALTH,
        (Some(Overlay::Analysis(_)), _) => ANALYSIS,
        (Some(Overlay::Brief(_)), _) => BRIEF,
        (Some(Overlay::Downloads(_)), _) => DOWNLOADS,
        (Some(Overlay::Versions(versions)), _) if versions.edit().is_some_and(|(_, of)| of > 1) => VERSIONS,
        (Some(Overlay::Prompt(prompt)), _) => return while_typing(prompt.completion().is_some()),
        (_, Context::Sources) => SOURCES,
        (_, Context::Entries) => ENTRIES,
        (_, Context::Article) => return while_reading(&model.main, article),
        (_, Context::Sheet) => SHEET,
        (_, Context::Menu) => MENU,
        (_, Context::Line) => LINE,
    };
    known.to_vec()
}

/// What the text on the screen asks for comes first.
fn while_reading(main: &Main, article: &ArticleMetrics) -> Vec<Hint> {
    let mut hints: Vec<Hint> = if main.article.finding.is_some() { FINDING.to_vec() } else { Vec::new() };
    if article.overhang > 0 {
        hints.extend([SIDEWAYS, MADE_TO_FIT]);
    } else if article.has_fitted {
        hints.push(AS_WIDE);
    }
    hints.extend(ARTICLE);
    hints
}

fn while_subscribing(subscribe: &Subscribe, main: &Main) -> Vec<Hint> {
    if subscribe.is_looking() {
        return LOOKING.to_vec();
    }
    let enter = match subscribe.chosen() {
        None => "look",
        Some(feed) if feed.already.is_some() => "go there",
        Some(feed) if feed.content.is_none() => "look into it",
        Some(_) => "subscribe",
    };
    let tab = match subscribe.field {
        _ if subscribe.completion(main.sources.categories()).is_some() => "complete",
        Typed::Address => "category",
        Typed::Category => "address",
    };
    let mut hints: Vec<Hint> = vec![(&[Command::Open], enter)];
    hints.extend((subscribe.feeds.len() > 1).then_some(CHOOSE));
    // The way out goes before what can be done without.
    hints.extend([BACK, (&[Command::Edit(Edit::Complete)], tab)]);
    hints
}

fn in_settings(settings: &Settings, main: &Main) -> Vec<Hint> {
    if settings.editing.is_some() {
        return while_typing(settings.completion(main).is_some());
    }
    let enter = match settings.selected(main) {
        Some(Item::FullText) => "next choice",
        Some(Item::Resume) => "fetch again",
        Some(Item::Remove) => "remove",
        Some(_) => "change",
        None => "close",
    };
    vec![
        (&[Command::Down, Command::Up], "move"),
        (&[Command::Open], enter),
        (&[Command::Undo], "undo"),
        (&[Command::Leave], "close"),
    ]
}

/// A line that is asked for; the key that completes is shown while there is something to complete.
fn while_typing(completes: bool) -> Vec<Hint> {
    let mut hints: Vec<Hint> = vec![(&[Command::Open], "take")];
    hints.extend(completes.then_some((&[Command::Edit(Edit::Complete)] as &[Command], "complete")));
    hints.push(BACK);
    hints
}

/// Draws as many hints as fit; the way to help always does.
pub fn draw(canvas: &mut Canvas<'_>, area: Rect, model: &Model, article: &ArticleMetrics) {
    let Some(mut field) = Field::in_area(area, 0, 1, 1) else { return };
    let context = model.context();
    let hints = hints(model, context, article);
    let help = [(&[Command::Help] as &[Command], "help")];
    let has_help = !matches!(context, Context::Sheet | Context::Line);
    let help_keys = keys_of(canvas, model, context, help[0].0).filter(|_| has_help);
    let help_columns = help_keys.as_ref().map_or(0, |keys| columns_of(keys) + 5);
    for (commands, word) in hints {
        let Some(keys) = keys_of(canvas, model, context, commands) else { continue };
        let columns = columns_of(&keys) + 1 + columns_of(word);
        let air = if has_help { 3 } else { 0 };
        if columns + air + help_columns > field.width {
            break;
        }
        field = draw_hint(canvas, field, &keys, word);
    }
    if let Some(keys) = help_keys {
        draw_hint(canvas, field, &keys, help[0].1);
    }
}

/// Hints of the overlays of the first run.
fn in_first_run(top: Option<&Overlay>) -> Option<&'static [Hint]> {
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
pub(super) fn keys_of(
    canvas: &Canvas<'_>,
    model: &Model,
    context: Context,
    commands: &[Command],
) -> Option<String> {
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
