//! An article as a page of its own: what is saved, sent to a program and printed by `tidings show`. It
//! says who published it, when, and how much of it is here. Pure but for the pictures, which the caller
//! brings; nothing is fetched.

mod html;
mod pictures;

use crate::domain::{Completeness, Entry, Moment, PageForm};
use crate::text::Document;
use crate::text::render::{escape_markdown, to_markdown, to_plain};

pub use html::html_page;
pub use pictures::{HeldPicture, extension, held_picture, media_type, name_inline};

/// A page in a form; pictures that are held stand in it where the form can hold them.
#[must_use]
pub fn page(
    entry: &Entry,
    form: PageForm,
    moment: &Moment,
    held: &dyn Fn(&str) -> Option<HeldPicture>,
) -> String {
    let document = entry.document();
    match form {
        PageForm::Markdown => markdown_page(entry, &document, moment),
        PageForm::Html => html_page(entry, &document, moment, held),
        PageForm::Plain => plain_page(entry, &document, moment),
    }
}

/// Outlet, feed, author and local date: `Outlet · via Feed · May 7, 2026 06:40`.
#[must_use]
pub fn byline(entry: &Entry, moment: &Moment) -> String {
    let row = &entry.row;
    let via = format!("via {}", row.feed_title);
    let mut parts = match &row.publisher {
        Some(publisher) => vec![publisher.to_string(), via],
        None => vec![row.feed_title.to_string()],
    };
    parts.extend(row.author.as_ref().map(ToString::to_string));
    parts.push(row.at.to_zoned(moment.zone.clone()).strftime("%B %-d, %Y %H:%M").to_string());
    parts.join(" · ")
}

/// What kind of text it is: a headline is called a headline.
#[must_use]
pub fn completeness_line(entry: &Entry, moment: &Moment) -> String {
    match (&entry.full_text, entry.row.completeness) {
        (Some(full), _) => {
            let day = full.fetched.to_zoned(moment.zone.clone()).strftime("%B %-d, %Y").to_string();
            format!("Full text, fetched from {} on {day}", full.url.host())
        }
        (None, Completeness::Headline) => "Headline only: the feed carries no article text".to_owned(),
        (None, Completeness::Snippet) => "The feed carries the start of the article only".to_owned(),
        (None, Completeness::FeedText | Completeness::FullText) => "The feed's own text".to_owned(),
    }
}

/// A page in Markdown.
#[must_use]
pub fn markdown_page(entry: &Entry, document: &Document, moment: &Moment) -> String {
    // Two spaces at the end of a line keep the next one apart.
    let head: Vec<String> =
        [escape_markdown(&byline(entry, moment)), format!("*{}*", completeness_line(entry, moment))]
            .into_iter()
            .chain(entry.row.url.iter().map(|url| format!("<{url}>")))
            .collect();
    let title = escape_markdown(entry.row.title.as_str());
    format!("# {title}\n\n{}\n\n{}", head.join("  \n"), to_markdown(document))
}

fn plain_page(entry: &Entry, document: &Document, moment: &Moment) -> String {
    let mut lines =
        vec![entry.row.title.to_string(), byline(entry, moment), completeness_line(entry, moment)];
    lines.extend(entry.row.url.as_ref().map(ToString::to_string));
    format!("{}\n\n{}", lines.join("\n"), to_plain(document))
}
