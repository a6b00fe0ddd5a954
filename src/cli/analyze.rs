//! `analyze`: what the tellings of a story say, with their sources. Also the JSON form of an analysis, which
//! `show` uses.

use anyhow::{Context as _, bail};
use serde::Serialize;

use super::args;
use super::output::Output;
use super::select::find_entry;
use super::status::Status;
use super::stories::group_what_waits;
use super::{Context, show};
use crate::domain::analysis::Extent;
use crate::domain::{
    Analysis, Completeness, EntryId, Paragraph, Section, SectionKey, Source, Timestamp, WebUrl,
};
use crate::service;
use crate::text::SafeText;
use crate::text::wrap::to_lines;

/// The name of the offline digest among those that make an analysis.
const DIGEST: &str = "digest";

/// `tidings analyze`.
pub(super) async fn analyze(
    args: &args::Analyze,
    context: &Context,
    output: &mut Output,
) -> anyhow::Result<Status> {
    let services = &context.services;
    if args.with != DIGEST {
        bail!(
            "no provider called {} is set up: tidings makes the offline digest (--with digest), which needs neither a key nor the network",
            SafeText::new(&args.with)
        );
    }
    // What waits to be grouped belongs to its story as well.
    group_what_waits(services, output).await?;
    let entry = find_entry(&args.id, services)?;
    let analysis = service::analyze(services, entry.row.id).context("the analysis could not be made")?;
    if args.json {
        output.json(&AnalysisObject::new(&analysis))?;
        return Ok(Status::Done);
    }
    let layout = show::layout(args.width, context, output);
    let mut lines = vec![entry.row.title.to_string()];
    lines.push(analysis.basis_line(&services.clock.time_zone()).to_string());
    lines.push(String::new());
    lines.extend(to_lines(&analysis.to_document(Extent::Whole), &layout).iter().map(|line| {
        let text: String = line.spans.iter().map(|span| span.text.as_str()).collect();
        text.trim_end().to_owned()
    }));
    lines.push(String::new());
    lines.extend((1..).zip(&analysis.sources).map(|(n, source)| source_line(n, source)));
    output.text(&lines.join("\n"))?;
    Ok(Status::Done)
}

fn source_line(n: usize, source: &Source) -> String {
    let url = source.url.as_ref().map(|url| format!(" · {url}")).unwrap_or_default();
    format!("[{n}] {}: {} ({}){url}", source.publisher, source.title, source.completeness.name())
}

/// An analysis in JSON.
#[derive(Debug, Serialize)]
pub(super) struct AnalysisObject<'a> {
    kind: &'static str,
    sections: Vec<SectionObject<'a>>,
    sources: Vec<SourceObject<'a>>,
    provenance: ProvenanceObject,
    /// Every sentence of a digest stands in its source, so there is nothing to check.
    checks: [(); 0],
}

#[derive(Debug, Serialize)]
struct SectionObject<'a> {
    key: SectionKey,
    title: &'static str,
    paragraphs: Vec<ParagraphObject<'a>>,
}

#[derive(Debug, Serialize)]
struct ParagraphObject<'a> {
    label: Option<String>,
    text: &'a SafeText,
    citations: &'a [usize],
    entry: Option<EntryId>,
}

#[derive(Debug, Serialize)]
struct SourceObject<'a> {
    n: usize,
    id: EntryId,
    publisher: &'a SafeText,
    title: &'a SafeText,
    url: Option<&'a WebUrl>,
    published: Timestamp,
    completeness: Completeness,
    same_text_as: Option<usize>,
}

#[derive(Debug, Serialize)]
struct ProvenanceObject {
    method: &'static str,
    model: Option<()>,
    read_in_full: usize,
    in_part: usize,
    headline_only: usize,
    made: Timestamp,
}

impl<'a> AnalysisObject<'a> {
    /// The JSON form of an analysis.
    pub fn new(analysis: &'a Analysis) -> Self {
        let basis = analysis.basis();
        let crate::domain::Provenance::Digest { made } = analysis.provenance;
        Self {
            kind: DIGEST,
            sections: analysis.sections.iter().map(SectionObject::new).collect(),
            sources: (1..).zip(&analysis.sources).map(|(n, source)| SourceObject::new(n, source)).collect(),
            provenance: ProvenanceObject {
                method: "extractive",
                model: None,
                read_in_full: basis.whole,
                in_part: basis.parts,
                headline_only: basis.headlines,
                made,
            },
            checks: [],
        }
    }
}

impl<'a> SectionObject<'a> {
    fn new(section: &'a Section) -> Self {
        let paragraphs = section.paragraphs.iter().map(ParagraphObject::new).collect();
        Self { key: section.key, title: section.key.title(), paragraphs }
    }
}

impl<'a> ParagraphObject<'a> {
    fn new(paragraph: &'a Paragraph) -> Self {
        Self {
            label: (!paragraph.label.is_empty()).then(|| paragraph.label.to_string()),
            text: &paragraph.text,
            citations: &paragraph.citations,
            entry: paragraph.place.map(|place| place.entry),
        }
    }
}

impl<'a> SourceObject<'a> {
    fn new(n: usize, source: &'a Source) -> Self {
        Self {
            n,
            id: source.place.entry,
            publisher: &source.publisher,
            title: &source.title,
            url: source.url.as_ref(),
            published: source.at,
            completeness: source.completeness,
            same_text_as: source.same_text_as,
        }
    }
}
