//! `show`: one article as wrapped text, Markdown, clean HTML or JSON.

use anyhow::Context as _;
use serde::Serialize;

use super::args::{self, ArticleFormat};
use super::entry::EntryObject;
use super::output::Output;
use super::select::find_entry;
use super::status::Status;
use super::{Context, select};
use crate::config::Glyphs;
use crate::domain::{Completeness, Entry, Moment, WebUrl};
use crate::service;
use crate::text::html::parse_document;
use crate::text::render::{to_html, to_markdown, to_plain};
use crate::text::wrap::{Layout, Ornaments, to_lines};
use crate::text::{Document, Markup, SafeText};

/// `tidings show`.
pub(super) async fn show(
    args: &args::Show,
    context: &Context,
    output: &mut Output,
) -> anyhow::Result<Status> {
    let services = &context.services;
    let mut entry = find_entry(&args.id, services)?;
    if args.full_text && entry.full_text.is_none() {
        service::fetch_full_text(services, entry.row.id).await.context(
            "the whole article could not be had; without --full-text the feed's own text is shown",
        )?;
        entry = select::find_entry(&args.id, services)?;
    }
    let document = read_document(&entry);
    let resolved = match &entry.full_text {
        Some(full) => Some(full.url.clone()),
        None => service::known_address(services, &entry)?.filter(|url| Some(url) != entry.row.url.as_ref()),
    };
    let moment = services.clock.moment();
    match if args.json { ArticleFormat::Json } else { args.format } {
        ArticleFormat::Json => output.json(&ArticleObject::new(&entry, &document, resolved.as_ref()))?,
        ArticleFormat::Html => output.text(&html_page(&entry, &document, &moment))?,
        ArticleFormat::Markdown => {
            output.text(&markdown_page(&entry, &document, &moment))?;
        }
        ArticleFormat::Text => {
            let layout = layout(args, context, output);
            output.text(&text_page(&entry, &document, &moment, &layout))?;
        }
    }
    Ok(Status::Done)
}

fn layout(args: &args::Show, context: &Context, output: &Output) -> Layout {
    let settings = &context.services.settings;
    let widest = usize::from(settings.article_width);
    let ornaments = match context.environment.decide_glyphs(settings.glyphs) {
        Glyphs::Ascii => Ornaments::Ascii,
        Glyphs::Auto | Glyphs::Unicode => Ornaments::Unicode,
    };
    let width = args.width.map_or_else(|| output.width().unwrap_or(widest).min(widest), usize::from);
    Layout { width: width.max(1), ornaments, link_numbers: true, ..Layout::default() }
}

fn read_document(entry: &Entry) -> Document {
    let (markup, base) = match &entry.full_text {
        Some(full) => (&full.content, Some(&full.url)),
        None => (&entry.content, entry.row.url.as_ref().or(Some(&entry.feed_url))),
    };
    parse_document(markup, base.map(WebUrl::as_str))
}

/// An article in JSON.
#[derive(Debug, Serialize)]
struct ArticleObject<'e> {
    #[serde(flatten)]
    entry: EntryObject<'e>,
    content_html: Option<String>,
    content_text: Option<String>,
    links: &'e [SafeText],
    truncated: bool,
    resolved_url: Option<&'e WebUrl>,
    analysis: Option<()>,
}

impl<'e> ArticleObject<'e> {
    fn new(entry: &'e Entry, document: &'e Document, resolved_url: Option<&'e WebUrl>) -> Self {
        let has_text = !document.blocks.is_empty();
        Self {
            entry: EntryObject::new(&entry.row, Some(entry.feed_url.clone())),
            content_html: has_text.then(|| clean(&to_html(document))),
            content_text: has_text.then(|| clean(&to_plain(document))),
            links: &document.links,
            truncated: entry.row.completeness == Completeness::Snippet,
            resolved_url,
            analysis: None,
        }
    }
}

fn clean(text: &str) -> String {
    Markup::clean(text).source().to_owned()
}

/// Outlet, feed and local date: `Outlet · via Feed · May 7, 2026 06:40`.
fn byline(entry: &Entry, moment: &Moment) -> String {
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
fn describe_text(entry: &Entry, moment: &Moment) -> String {
    match (&entry.full_text, entry.row.completeness) {
        (Some(full), _) => {
            let day = full.fetched.to_zoned(moment.zone.clone()).strftime("%B %-d, %Y").to_string();
            format!("Full text, fetched from {} on {day}", full.url.host())
        }
        (None, Completeness::Headline) => {
            "Headline only: the feed carries no article text; --full-text fetches it".to_owned()
        }
        (None, Completeness::Snippet) => "The feed carries the start of the article only".to_owned(),
        (None, Completeness::FeedText | Completeness::FullText) => "The feed's own text".to_owned(),
    }
}

fn text_page(entry: &Entry, document: &Document, moment: &Moment, layout: &Layout) -> String {
    let row = &entry.row;
    let mut lines = vec![row.title.to_string(), byline(entry, moment), describe_text(entry, moment)];
    lines.extend(row.url.iter().chain(&row.comments_url).map(ToString::to_string));
    if !document.blocks.is_empty() {
        lines.push(String::new());
        lines.extend(to_lines(document, layout).iter().map(|line| {
            let text: String = line.spans.iter().map(|span| span.text.as_str()).collect();
            text.trim_end().to_owned()
        }));
    }
    if !document.links.is_empty() {
        lines.push(String::new());
        lines.extend((1..).zip(&document.links).map(|(number, link)| format!("[{number}] {link}")));
    }
    lines.join("\n")
}

fn markdown_page(entry: &Entry, document: &Document, moment: &Moment) -> String {
    let about = SafeText::from(byline(entry, moment));
    let kind = format!("*{}*", describe_text(entry, moment));
    // Two spaces at the end of a line keep the next one apart.
    let head: Vec<String> = [escape_markdown(&about), kind]
        .into_iter()
        .chain(entry.row.url.iter().map(|url| format!("<{url}>")))
        .collect();
    let title = escape_markdown(&entry.row.title);
    format!("# {title}\n\n{}\n\n{}", head.join("  \n"), to_markdown(document))
}

fn html_page(entry: &Entry, document: &Document, moment: &Moment) -> String {
    let escape = |text: &str| Markup::from_plain(text).source().to_owned();
    let title = escape(entry.row.title.as_str());
    let heading = match &entry.row.url {
        // The url crate has encoded every quotation mark.
        Some(url) => format!("<a href=\"{}\">{title}</a>", escape(&url.to_string())),
        None => title,
    };
    format!(
        "<article>\n<h1>{heading}</h1>\n<p>{}</p>\n<p>{}</p>\n{}\n</article>\n",
        escape(&byline(entry, moment)),
        escape(&describe_text(entry, moment)),
        to_html(document).trim_end(),
    )
}

pub(super) fn escape_markdown(text: &SafeText) -> String {
    let mut escaped = String::with_capacity(text.as_str().len());
    for c in text.as_str().chars() {
        if matches!(c, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '#' | '!' | '|') {
            escaped.push('\\');
        }
        escaped.push(c);
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_cannot_be_markup() {
        assert_eq!(escape_markdown(&"<img> [a](b) *c*".into()), r"\<img\> \[a\](b) \*c\*");
    }
}
