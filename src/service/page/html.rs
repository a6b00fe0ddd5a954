//! A page as one HTML file that needs no other: it fetches nothing, runs nothing, and tells a browser so.

use super::{HeldPicture, byline, completeness_line, name_inline};
use crate::domain::{Entry, Moment};
use crate::text::Document;
use crate::text::epub::language;
use crate::text::render::to_standalone_html;

/// Readable on a screen and on paper; in the colours that the person's browser wants.
const STYLE: &str = "\
:root { color-scheme: light dark; }
body { font: 1.05rem/1.6 Georgia, serif; margin: 0 auto; max-width: 40rem; padding: 1.5rem 1rem 4rem; }
h1, h2, h3, h4, h5, h6 { line-height: 1.25; }
h1 a { color: inherit; text-decoration: none; }
.about, .notice, footer, figcaption { font-family: system-ui, sans-serif; font-size: 0.85rem; opacity: 0.8; }
.about, .notice { margin: 0.25rem 0; }
.text { margin-top: 1.5rem; }
footer { border-top: thin solid; margin-top: 3rem; padding-top: 0.75rem; }
img { height: auto; max-width: 100%; }
figure { margin: 1.5rem 0; }
blockquote { border-left: 0.2rem solid; margin-left: 0; padding-left: 1rem; }
pre { overflow-x: auto; }
pre, code { font-size: 0.9em; }
table { border-collapse: collapse; display: block; overflow-x: auto; }
th, td { border-bottom: thin solid; padding: 0.3rem 0.7rem; text-align: left; }
@media print {
  body { font-size: 11pt; max-width: none; padding: 0; }
  pre { white-space: pre-wrap; }
  figure, table, blockquote { break-inside: avoid; }
  h1, h2, h3 { break-after: avoid; }
  .text a::after { content: \" (\" attr(href) \")\"; font-size: 0.8em; overflow-wrap: anywhere; }
}
";

/// A page in HTML. A picture that `held` gives stands in the file itself, any other as a link: opening
/// the page asks nobody for anything.
#[must_use]
pub fn html_page(
    entry: &Entry,
    document: &Document,
    moment: &Moment,
    held: &dyn Fn(&str) -> Option<HeldPicture>,
) -> String {
    let title = escape(entry.row.title.as_str());
    let link = entry.row.url.as_ref().map(|url| escape(&url.to_string()));
    let heading = match &link {
        Some(link) => format!("<a href=\"{link}\">{title}</a>"),
        None => title.clone(),
    };
    let day = moment.now.to_zoned(moment.zone.clone()).strftime("%B %-d, %Y").to_string();
    let origin = link.map_or_else(String::new, |link| format!(" from <a href=\"{link}\">{link}</a>"));
    let mut document = document.clone();
    let inline = name_inline(&mut document);
    let picture = |address: &str| inline.get(address).cloned().or_else(|| held(address));
    let text = to_standalone_html(&document, &mut |address| picture(address).map(|one| one.data_url()));
    format!(
        "<!DOCTYPE html>\n<html{language}>\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" \
         content=\"default-src 'none'; img-src data:; style-src 'unsafe-inline'\">\n\
         <meta name=\"referrer\" content=\"no-referrer\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <title>{title}</title>\n<style>\n{STYLE}</style>\n</head>\n<body>\n<article>\n\
         <h1>{heading}</h1>\n<p class=\"about\">{about}</p>\n<p class=\"notice\">{notice}</p>\n\
         <div class=\"text\">\n{text}</div>\n</article>\n\
         <footer>Saved with tidings on {day}{origin}</footer>\n</body>\n</html>\n",
        language = language(entry.language.as_ref())
            .map_or_else(String::new, |language| format!(" lang=\"{language}\"")),
        about = escape(&byline(entry, moment)),
        notice = escape(&completeness_line(entry, moment)),
    )
}

fn escape(text: &str) -> String {
    let escaped = text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    escaped.replace('"', "&quot;").replace('\'', "&#39;")
}
