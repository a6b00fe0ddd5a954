//! `extract`: the article of a page, from a file or an address, without a database.

use std::path::Path;

use anyhow::Context;

use super::Session;
use super::args::{self, ExtractFormat};
use super::output::Output;
use super::parse::read_file;
use super::status::{Status, WrongUsage};
use crate::domain::WebUrl;
use crate::service::inspect::{self, ArticleReport};
use crate::text::Markup;
use crate::text::render::{escape_markdown, to_html, to_markdown};

/// The largest file that is looked at; the reader of pages has its own limit below.
const LARGEST: u64 = 64 << 20;

/// `tidings extract`.
pub(super) async fn extract(
    args: &args::Extract,
    session: &Session,
    output: &mut Output,
) -> anyhow::Result<Status> {
    let base = match &args.base_url {
        Some(text) => Some(WebUrl::parse(text).ok_or_else(|| {
            WrongUsage("--base-url is an address that starts with https:// or http://".to_owned())
        })?),
        None => None,
    };
    let (report, mistakes) = if let Some(url) = WebUrl::parse(&args.page) {
        inspect::extract_address(url, &session.paths, &session.settings, session.network).await?
    } else {
        let bytes = read_file(Path::new(&args.page), LARGEST)?;
        inspect::extract_page(&bytes, base, &session.paths).with_context(|| args.page.clone())?
    };
    for mistake in &mistakes {
        output.message(&mistake.to_string());
    }
    if report.truncated {
        output.message("the site shows only the start of this article to those without a subscription");
    }
    match if args.json { ExtractFormat::Json } else { args.format } {
        ExtractFormat::Json => output.json(&report)?,
        ExtractFormat::Text => output.text(&report.text)?,
        ExtractFormat::Markdown => output.text(&markdown(&report))?,
        ExtractFormat::Html => output.text(&html(&report))?,
    }
    Ok(Status::Done)
}

/// Who, where and when, in one line.
fn about(report: &ArticleReport) -> String {
    let names = [report.byline.as_ref(), report.site.as_ref()].into_iter().flatten().map(ToString::to_string);
    names.chain(report.published.map(|time| time.to_string())).collect::<Vec<_>>().join(" · ")
}

fn markdown(report: &ArticleReport) -> String {
    let mut head = Vec::new();
    if let Some(title) = &report.title {
        head.push(format!("# {}", escape_markdown(title.as_str())));
    }
    let about = about(report);
    if !about.is_empty() {
        head.push(escape_markdown(&about));
    }
    if let Some(url) = &report.url {
        head.push(format!("<{url}>"));
    }
    head.push(to_markdown(&report.document));
    head.join("\n\n")
}

fn html(report: &ArticleReport) -> String {
    let escape = |text: &str| Markup::from_plain(text).source().to_owned();
    let title = report.title.as_ref().map(|title| format!("<h1>{}</h1>\n", escape(title.as_str())));
    let about = about(report);
    let about = if about.is_empty() { String::new() } else { format!("<p>{}</p>\n", escape(&about)) };
    format!(
        "<article>\n{}{about}{}\n</article>\n",
        title.unwrap_or_default(),
        to_html(&report.document).trim_end()
    )
}
