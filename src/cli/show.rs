//! `show`: one article as wrapped text, Markdown, an HTML file or JSON.

use anyhow::Context as _;
use serde::Serialize;

use super::analyze::AnalysisObject;
use super::args::{self, ArticleFormat};
use super::entry::EntryObject;
use super::output::Output;
use super::select::find_entry;
use super::status::Status;
use super::{Context, select, versions};
use crate::config::Glyphs;
use crate::domain::{Analysis, Completeness, Entry, Moment, WebUrl};
use crate::service::{self, page};
use crate::text::render::{to_html, to_plain};
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
    if args.versions {
        return versions::versions(args.json, &entry, services, output);
    }
    let document = entry.document();
    let resolved = match &entry.full_text {
        Some(full) => Some(full.url.cleaned()),
        None => service::known_address(services, &entry)?.filter(|url| Some(url) != entry.row.url.as_ref()),
    };
    let moment = services.clock.moment();
    match if args.json { ArticleFormat::Json } else { args.format } {
        ArticleFormat::Json => {
            let analysis = service::analyze(services, entry.row.id)?;
            output.json(&ArticleObject::new(&entry, &document, resolved.as_ref(), &analysis))?;
        }
        ArticleFormat::Html => {
            let held = |address: &str| page::held_picture(services, address);
            output.text(&page::html_page(&entry, &document, &moment, &held))?;
        }
        ArticleFormat::Markdown => output.text(&page::markdown_page(&entry, &document, &moment))?,
        ArticleFormat::Text => {
            let layout = layout(args.width, context, output);
            output.text(&text_page(&entry, &document, &moment, &layout))?;
        }
    }
    Ok(Status::Done)
}

/// How text is set: as wide as asked, else as the terminal or the configuration allows.
pub(super) fn layout(width: Option<u16>, context: &Context, output: &Output) -> Layout {
    let settings = &context.services.settings;
    let widest = usize::from(settings.article_width);
    let ornaments = match context.environment.decide_glyphs(settings.glyphs) {
        Glyphs::Ascii => Ornaments::Ascii,
        Glyphs::Auto | Glyphs::Unicode => Ornaments::Unicode,
    };
    let width = width.map_or_else(|| output.width().unwrap_or(widest).min(widest), usize::from);
    let bidi = settings.right_to_left;
    Layout { width: width.max(1), ornaments, link_numbers: true, bidi, ..Layout::default() }
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
    analysis: AnalysisObject<'e>,
}

impl<'e> ArticleObject<'e> {
    fn new(
        entry: &'e Entry,
        document: &'e Document,
        resolved_url: Option<&'e WebUrl>,
        analysis: &'e Analysis,
    ) -> Self {
        let has_text = !document.blocks.is_empty();
        Self {
            entry: EntryObject::new(&entry.row, Some(entry.feed_url.clone())),
            content_html: has_text.then(|| clean(&to_html(document))),
            content_text: has_text.then(|| clean(&to_plain(document))),
            links: &document.links,
            truncated: entry.row.completeness == Completeness::Snippet,
            resolved_url,
            analysis: AnalysisObject::new(analysis),
        }
    }
}

fn clean(text: &str) -> String {
    Markup::clean(text).source().to_owned()
}

/// What kind of text it is, and how to get the whole.
fn describe_text(entry: &Entry, moment: &Moment) -> String {
    let line = page::completeness_line(entry, moment);
    match entry.row.completeness {
        Completeness::Headline => format!("{line}; --full-text fetches it"),
        _ => line,
    }
}

fn text_page(entry: &Entry, document: &Document, moment: &Moment, layout: &Layout) -> String {
    let row = &entry.row;
    let mut lines = vec![row.title.to_string(), page::byline(entry, moment), describe_text(entry, moment)];
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
