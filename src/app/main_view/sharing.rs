//! An article out of the reader: copied in a form, saved as a file or a book, given to a program. Here
//! is decided what goes out and what the person is told; `runtime` does it.

use super::{Main, Obeyed};
use crate::app::effect::{BookOf, Effect, Effects, SaveOrder};
use crate::app::line::Line;
use crate::app::overlays::prompt::Ask;
use crate::app::overlays::share::Way;
use crate::app::overlays::{Overlay, Prompt, Share};
use crate::app::panes::entries::unread_of;
use crate::app::preferences::ReadShown;
use crate::app::room::Desk;
use crate::app::status::Tone;
use crate::command::Command;
use crate::domain::{EntryRow, LoadedEntry, Moment, PageForm};
use crate::text::SafeText;
use crate::text::render::{markdown_link, to_plain};
use crate::text::wrap::paragraph_at;

impl Main {
    /// Opens what a command out of the reader asks first.
    pub(super) fn ask_share(&mut self, command: Command, desk: &mut Desk<'_>) -> Obeyed {
        let (subject, is_range) = match self.entries.targets() {
            [] => return Obeyed::default(),
            [row] => (row.title.clone(), false),
            rows => (SafeText::new(&format!("{} entries", rows.len())), true),
        };
        let overlay = match command {
            Command::CopyAs => Overlay::Share(Share::new("Copy", Way::COPY, subject, is_range)),
            Command::Save => Overlay::Share(Share::new("Save", Way::SAVE, subject, is_range)),
            _ => return self.ask_pipe(command, desk),
        };
        Obeyed { effects: Effects::new(), overlay: Some(overlay) }
    }

    fn ask_pipe(&mut self, command: Command, desk: &mut Desk<'_>) -> Obeyed {
        let Some(row) = self.entries.selected() else { return Obeyed::default() };
        let form = if command == Command::PipePlain { PageForm::Plain } else { PageForm::Markdown };
        let presets = desk.ctx.settings.pipes.clone();
        let prompt = Prompt::new(Ask::Pipe { entry: row.id, form, presets }, Line::default());
        Obeyed { effects: Effects::new(), overlay: Some(Overlay::Prompt(prompt)) }
    }

    /// Takes a way out.
    pub fn share(&mut self, way: Way, desk: &mut Desk<'_>) -> Effects {
        let effects = match way {
            Way::SaveMarkdown => self.save_pages(PageForm::Markdown, desk),
            Way::SaveHtml => self.save_pages(PageForm::Html, desk),
            Way::SaveBook => self.save_book(desk),
            copy => match self.copied(copy, desk) {
                Ok((text, what)) => {
                    let told = SafeText::new(&format!("Copied {what}"));
                    vec![Effect::CopyText { text, told }]
                }
                Err(reason) => {
                    desk.status.say(Tone::Warning, reason);
                    Effects::new()
                }
            },
        };
        self.entries.range = None;
        effects
    }

    /// What is copied and what it is called; or why nothing is.
    fn copied(&self, way: Way, desk: &Desk<'_>) -> Result<(String, String), &'static str> {
        let rows = self.entries.targets();
        let of_rows = |write: fn(&EntryRow) -> Option<String>, one: &str, many: &str| {
            let lines: Vec<String> = rows.iter().filter_map(write).collect();
            match lines.len() {
                0 => Err("There is no address here to copy"),
                1 => Ok((lines.concat(), one.to_owned())),
                n => Ok((lines.join("\n"), format!("{n} {many}"))),
            }
        };
        let shown = || {
            let selected = self.entries.selected().map(|row| row.id);
            let shown = self.article.content.shown().filter(|shown| Some(shown.entry.row.id) == selected);
            shown.ok_or("The text is still being read")
        };
        match way {
            Way::CopyTitle => of_rows(title_and_link, "title and link", "titles with their links"),
            Way::CopyMarkdown => of_rows(link_in_markdown, "a link in Markdown", "links in Markdown"),
            Way::CopyQuotation => {
                let metrics = &desk.metrics.article;
                let shown = shown()?;
                let on_top = metrics.anchor.filter(|_| metrics.entry == Some(shown.entry.row.id));
                let text = quotation(shown, on_top.unwrap_or_default(), &desk.ctx.moment)?;
                Ok((text, "a quotation with its source".to_owned()))
            }
            Way::CopyText => {
                let text = to_plain(&shown()?.document);
                let words = text.split_whitespace().count();
                if words == 0 { Err(NO_TEXT) } else { Ok((text, format!("the text, {words} words"))) }
            }
            _ => of_rows(|row| row.url.as_ref().map(ToString::to_string), "the link", "links"),
        }
    }

    fn save_pages(&self, form: PageForm, desk: &mut Desk<'_>) -> Effects {
        let entries: Vec<_> = self.entries.targets().iter().map(|row| row.id).collect();
        if entries.is_empty() {
            return Effects::new();
        }
        desk.status.say(Tone::Plain, "saving…");
        vec![Effect::Save(SaveOrder::Pages { entries, form })]
    }

    /// A book of the range, else of what is listed; of hits, those that were found.
    fn save_book(&self, desk: &mut Desk<'_>) -> Effects {
        let ids = |rows: &[EntryRow]| rows.iter().map(|row| row.id).collect();
        let row = self.sources.selected();
        let title = match (&self.search, row) {
            (Some(search), _) => SafeText::new(&search.text),
            (None, Some(row)) => row.title.clone(),
            (None, None) => SafeText::new("tidings"),
        };
        let of = match (self.entries.query(), row) {
            _ if self.entries.range.is_some() => BookOf::Entries(ids(self.entries.targets())),
            (Some(query), Some(row)) if self.search.is_none() => {
                let listing = desk.preferences.listing(row.source);
                let hides_read = listing.read == ReadShown::Hidden;
                let query = if hides_read { unread_of(query) } else { query.clone() };
                BookOf::Listed { query, order: listing.order }
            }
            _ => BookOf::Entries(ids(self.entries.rows())),
        };
        desk.status.say(Tone::Plain, "making the book…");
        vec![Effect::Save(SaveOrder::Book { title, of })]
    }
}

const NO_TEXT: &str = "There is no text to copy: only the headline is here";

fn title_and_link(row: &EntryRow) -> Option<String> {
    let link = row.url.as_ref()?;
    Some(format!("{}\n{link}", row.title))
}

fn link_in_markdown(row: &EntryRow) -> Option<String> {
    let link = row.url.as_ref()?;
    Some(markdown_link(row.title.as_str(), &link.to_string()))
}

/// The paragraph at an anchor in quotation marks, and below it whose it is, of when, and where.
fn quotation(shown: &LoadedEntry, anchor: usize, moment: &Moment) -> Result<String, &'static str> {
    let row = &shown.entry.row;
    let paragraph = paragraph_at(&shown.document, anchor).or_else(|| paragraph_at(&shown.document, 0));
    let paragraph = paragraph.ok_or(NO_TEXT)?;
    let outlet = row.publisher.as_ref().unwrap_or(&row.feed_title);
    let day = row.at.to_zoned(moment.zone.clone()).strftime("%B %-d, %Y").to_string();
    let link = row.url.as_ref().map_or_else(String::new, |url| format!("\n{url}"));
    Ok(format!("“{paragraph}”\n— {outlet}, “{}”, {day}{link}\n", row.title))
}
