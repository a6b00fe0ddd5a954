//! `read`, `unread`, `star`, `unstar`, `tag` and `untag`: by ids or by a query.

use serde::Serialize;

use super::args::{Selection, Tag};
use super::output::Output;
use super::select::{find_entry, parse_query};
use super::status::{Status, WrongUsage};
use crate::service::Services;
use crate::store::{Mark, Target};
use crate::text::SafeText;

/// What was changed, in JSON.
#[derive(Debug, Serialize)]
struct Changed {
    changed: usize,
}

/// `tidings read` and `tidings unread`.
pub(super) async fn read(
    selection: Selection,
    read: bool,
    services: &Services,
    output: &mut Output,
) -> anyhow::Result<Status> {
    let done = if read { "marked read" } else { "marked unread" };
    apply(&selection, Mark::Read(read), done, services, output).await
}

/// `tidings star` and `tidings unstar`.
pub(super) async fn star(
    selection: Selection,
    starred: bool,
    services: &Services,
    output: &mut Output,
) -> anyhow::Result<Status> {
    let done = if starred { "starred" } else { "unstarred" };
    apply(&selection, Mark::Starred(starred), done, services, output).await
}

/// `tidings tag`.
pub(super) async fn tag(args: Tag, services: &Services, output: &mut Output) -> anyhow::Result<Status> {
    let mark = Mark::Tag(tag_name(&args.tag)?);
    apply(&args.selection, mark, "tagged", services, output).await
}

/// `tidings untag`.
pub(super) async fn untag(args: Tag, services: &Services, output: &mut Output) -> anyhow::Result<Status> {
    let mark = Mark::Untag(tag_name(&args.tag)?);
    apply(&args.selection, mark, "untagged", services, output).await
}

fn tag_name(text: &str) -> Result<SafeText, WrongUsage> {
    let name = SafeText::folded(text, 100);
    if name.is_empty() { Err(WrongUsage("a tag has a name".to_owned())) } else { Ok(name) }
}

async fn apply(
    selection: &Selection,
    mark: Mark,
    done: &str,
    services: &Services,
    output: &mut Output,
) -> anyhow::Result<Status> {
    let target = target(selection, services)?;
    let marked = services.store.mark(target, mark, services.clock.moment()).await?;
    let changed = marked.entries.len();
    if selection.json {
        output.json(&Changed { changed })?;
    } else {
        output.line(format!("{changed} {done}"))?;
    }
    Ok(Status::Done)
}

/// Every id must exist before anything is changed.
fn target(selection: &Selection, services: &Services) -> anyhow::Result<Target> {
    if let Some(query) = &selection.query {
        return Ok(Target::Query { query: parse_query(query)?, up_to: None });
    }
    let ids: anyhow::Result<Vec<_>> =
        selection.ids.iter().map(|id| Ok(find_entry(id, services)?.row.id)).collect();
    Ok(Target::Entries(ids?))
}
