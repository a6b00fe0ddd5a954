//! A book of articles as an EPUB 3 file: bytes out of text, no file and no network. What a chapter says
//! is written by `render`; here it gets its place, its cover and its table of contents. `service` fills it.

mod zip;

use std::fmt::Write as _;

use super::SafeText;
use zip::Zip;

/// A book.
#[derive(Clone, Debug, Default)]
pub struct Book {
    /// Its title.
    pub title: SafeText,
    /// What no other book has: a URN.
    pub identifier: String,
    /// Its language, as `en-US`; anything else is "undetermined".
    pub language: Option<SafeText>,
    /// When it was made, as `2026-05-07T12:00:00Z`.
    pub made: String,
    /// Lines of the cover, below the title.
    pub about: Vec<SafeText>,
    /// What it holds.
    pub chapters: Vec<Chapter>,
    /// Its pictures.
    pub pictures: Vec<Picture>,
}

/// An article of a book.
#[derive(Clone, Debug, Default)]
pub struct Chapter {
    /// The headline.
    pub title: SafeText,
    /// Who published it, for the table of contents.
    pub outlet: SafeText,
    /// Lines below the headline: outlet, date, how much of the text is here.
    pub about: Vec<SafeText>,
    /// Where the original is.
    pub link: Option<SafeText>,
    /// Its language.
    pub language: Option<SafeText>,
    /// The text, as [`to_standalone_html`](super::render::to_standalone_html) writes it.
    pub html: String,
}

/// A picture of a book.
#[derive(Clone, Debug)]
pub struct Picture {
    /// The name that chapters call it by: letters, digits, `/`, `-` and `.`.
    pub name: String,
    /// Media type (`image/png`).
    pub media_type: &'static str,
    /// The file.
    pub bytes: Vec<u8>,
}

const CONTAINER: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
    <container version=\"1.0\" xmlns=\"urn:oasis:names:tc:opendocument:xmlns:container\">\n\
    <rootfiles><rootfile full-path=\"EPUB/package.opf\" media-type=\"application/oebps-package+xml\"/></rootfiles>\n\
    </container>\n";

const STYLE: &str = "body { line-height: 1.5; }\n\
    h1 { line-height: 1.2; }\n\
    h1, h2, h3 { page-break-after: avoid; }\n\
    .about { font-size: 0.9em; margin: 0.2em 0; }\n\
    .cover { margin-top: 25%; text-align: center; }\n\
    .outlet { font-size: 0.85em; }\n\
    img { max-width: 100%; }\n\
    figure { margin: 1em 0; }\n\
    figcaption { font-size: 0.9em; }\n\
    blockquote { border-left: 0.2em solid; margin-left: 0; padding-left: 1em; }\n\
    pre { overflow-wrap: anywhere; white-space: pre-wrap; }\n\
    table { border-collapse: collapse; }\n\
    th, td { border-bottom: thin solid; padding: 0.2em 0.6em; text-align: left; }\n";

impl Book {
    /// The file. Its first bytes say what it is, as the format wants.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut zip = Zip::default();
        zip.store("mimetype", b"application/epub+zip");
        zip.deflate("META-INF/container.xml", CONTAINER.as_bytes());
        zip.deflate("EPUB/package.opf", self.package().as_bytes());
        zip.deflate("EPUB/nav.xhtml", self.contents().as_bytes());
        zip.deflate("EPUB/style.css", STYLE.as_bytes());
        zip.deflate("EPUB/cover.xhtml", self.cover().as_bytes());
        for (number, chapter) in (1..).zip(&self.chapters) {
            zip.deflate(&format!("EPUB/{}", file_of(number)), self.page(chapter).as_bytes());
        }
        for picture in &self.pictures {
            // Pictures are packed already.
            zip.store(&format!("EPUB/{}", picture.name), &picture.bytes);
        }
        zip.finish()
    }

    fn language(&self) -> &str {
        language(self.language.as_ref()).unwrap_or("und")
    }

    fn package(&self) -> String {
        let mut manifest = String::new();
        let mut spine = String::from("<itemref idref=\"cover\"/>\n<itemref idref=\"nav\"/>\n");
        for number in 1..=self.chapters.len() {
            let file = file_of(number);
            let _ = writeln!(
                manifest,
                "<item id=\"c{number}\" href=\"{file}\" media-type=\"application/xhtml+xml\"/>"
            );
            let _ = writeln!(spine, "<itemref idref=\"c{number}\"/>");
        }
        for (number, picture) in (1..).zip(&self.pictures) {
            let (name, kind) = (&picture.name, picture.media_type);
            let _ = writeln!(manifest, "<item id=\"p{number}\" href=\"{name}\" media-type=\"{kind}\"/>");
        }
        format!(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
             <package xmlns=\"http://www.idpf.org/2007/opf\" version=\"3.0\" unique-identifier=\"id\">\n\
             <metadata xmlns:dc=\"http://purl.org/dc/elements/1.1/\">\n\
             <dc:identifier id=\"id\">{}</dc:identifier>\n\
             <dc:title>{}</dc:title>\n\
             <dc:language>{}</dc:language>\n\
             <dc:date>{made}</dc:date>\n\
             <meta property=\"dcterms:modified\">{made}</meta>\n\
             </metadata>\n\
             <manifest>\n\
             <item id=\"nav\" href=\"nav.xhtml\" media-type=\"application/xhtml+xml\" properties=\"nav\"/>\n\
             <item id=\"style\" href=\"style.css\" media-type=\"text/css\"/>\n\
             <item id=\"cover\" href=\"cover.xhtml\" media-type=\"application/xhtml+xml\"/>\n\
             {manifest}</manifest>\n\
             <spine>\n{spine}</spine>\n\
             </package>\n",
            escape(&self.identifier),
            escape(self.title.as_str()),
            self.language(),
            made = escape(&self.made),
        )
    }

    fn contents(&self) -> String {
        let mut rows = String::from("<li><a href=\"cover.xhtml\">Cover</a></li>\n");
        for (number, chapter) in (1..).zip(&self.chapters) {
            let outlet = escape(chapter.outlet.as_str());
            let _ = writeln!(
                rows,
                "<li><a href=\"{}\">{}{}</a></li>",
                file_of(number),
                escape(chapter.title.as_str()),
                if outlet.is_empty() {
                    String::new()
                } else {
                    format!(" <span class=\"outlet\">{outlet}</span>")
                },
            );
        }
        let body =
            format!("<nav epub:type=\"toc\" id=\"toc\">\n<h1>Contents</h1>\n<ol>\n{rows}</ol>\n</nav>\n");
        xhtml("Contents", self.language(), &body)
    }

    fn cover(&self) -> String {
        let mut body = format!(
            "<section class=\"cover\" epub:type=\"cover\">\n<h1>{}</h1>\n",
            escape(self.title.as_str())
        );
        for line in &self.about {
            let _ = writeln!(body, "<p class=\"about\">{}</p>", escape(line.as_str()));
        }
        body.push_str("</section>\n");
        xhtml(self.title.as_str(), self.language(), &body)
    }

    fn page(&self, chapter: &Chapter) -> String {
        let title = escape(chapter.title.as_str());
        let mut body = format!("<article>\n<h1>{title}</h1>\n");
        for line in &chapter.about {
            let _ = writeln!(body, "<p class=\"about\">{}</p>", escape(line.as_str()));
        }
        if let Some(link) = &chapter.link {
            let link = escape(link.as_str());
            let _ = writeln!(body, "<p class=\"about\"><a href=\"{link}\">{link}</a></p>");
        }
        body.push_str(&chapter.html);
        body.push_str("</article>\n");
        let language = language(chapter.language.as_ref()).unwrap_or(self.language());
        xhtml(chapter.title.as_str(), language, &body)
    }
}

/// The file of a chapter, counted from 1.
fn file_of(number: usize) -> String {
    format!("chapter-{number}.xhtml")
}

fn xhtml(title: &str, language: &str, body: &str) -> String {
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!DOCTYPE html>\n\
         <html xmlns=\"http://www.w3.org/1999/xhtml\" xmlns:epub=\"http://www.idpf.org/2007/ops\" \
         lang=\"{language}\" xml:lang=\"{language}\">\n\
         <head>\n<meta charset=\"UTF-8\"/>\n<title>{}</title>\n\
         <link rel=\"stylesheet\" type=\"text/css\" href=\"style.css\"/>\n</head>\n\
         <body>\n{body}</body>\n</html>\n",
        escape(title),
    )
}

/// A name of a language as it is written in markup: letters and digits in groups.
#[must_use]
pub fn language(name: Option<&SafeText>) -> Option<&str> {
    let name = name?.as_str();
    let mut groups = name.split('-');
    let is_first = groups.next().is_some_and(|group| (2..=3).contains(&group.len()) && is_letters(group));
    let is_group = |group: &str| {
        (1..=8).contains(&group.len()) && group.bytes().all(|byte| byte.is_ascii_alphanumeric())
    };
    (is_first && groups.all(is_group)).then_some(name)
}

fn is_letters(group: &str) -> bool {
    group.bytes().all(|byte| byte.is_ascii_alphabetic())
}

/// Text for XML: without what means something there, and without the two characters that it forbids.
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\u{fffe}' | '\u{ffff}' => {}
            c => out.push(c),
        }
    }
    out
}
