//! `db`: care of the database file.

use super::args::{Command, Db, DbJob};
use super::output::Output;
use super::status::Status;
use crate::config::Paths;
use crate::service::clock::SystemClock;
use crate::service::{self, Services};
use crate::store::{Salvaged, upgrade_copies};

/// `tidings db`.
pub(super) async fn db(job: DbJob, services: &Services, output: &mut Output) -> anyhow::Result<Status> {
    let database = services.paths.database();
    match job {
        DbJob::Check => {
            let found = services.store.check().await?;
            for line in &found {
                output.message(line.as_str());
            }
            if !found.is_empty() {
                return Ok(Status::Failed);
            }
            output.line(format!("{}: in order", database.display()))?;
        }
        DbJob::Backup { file } => {
            anyhow::ensure!(!file.exists(), "{} exists already: name a new file", file.display());
            services.store.backup(file.clone()).await?;
            output.line(format!("copied to {}", file.display()))?;
        }
        DbJob::Vacuum => {
            let size = || std::fs::metadata(&database).map_or(0, |metadata| metadata.len());
            let before = size();
            services.store.vacuum().await?;
            let (before, after) = (before / 1024, size() / 1024);
            output.line(format!("{}: {before} kB before, {after} kB now", database.display()))?;
            for copy in upgrade_copies(&database) {
                std::fs::remove_file(&copy)?;
                output.line(format!("{}: removed, a copy from before an upgrade", copy.display()))?;
            }
        }
        // Done by `prepare`, without an open store.
        DbJob::Salvage => {}
    }
    Ok(Status::Done)
}

/// True for the job that must find the database closed.
pub(super) fn is_salvage(command: Option<&Command>) -> bool {
    matches!(command, Some(Command::Db(Db { job: DbJob::Salvage })))
}

/// `tidings db salvage`.
pub(super) fn salvage(paths: &Paths, output: &mut Output) -> anyhow::Result<Status> {
    let database = paths.database();
    anyhow::ensure!(database.exists(), "{} does not exist, so there is nothing to save", database.display());
    let Some(saved) = service::salvage(paths, &SystemClock::new())? else {
        output.line(format!("{}: in order, nothing to save", database.display()))?;
        return Ok(Status::Done);
    };
    for line in describe(&saved) {
        output.line(line)?;
    }
    Ok(Status::Done)
}

/// What was saved and what was lost, in lines.
fn describe(saved: &Salvaged) -> Vec<String> {
    let mut lines = vec![
        format!("saved: {} feeds, {} entries, {} texts", saved.feeds, saved.entries, saved.texts),
        format!("places that could not be read: {}", saved.bad_places),
    ];
    if saved.lost_entries > 0 || saved.lost_texts > 0 {
        lines.push(format!(
            "lost: {} entries, and the texts of {} more; the next refresh brings back what the feeds still list",
            saved.lost_entries, saved.lost_texts
        ));
    }
    if saved.bare_feeds > 0 {
        lines.push(format!(
            "{} feeds came back by their address alone, without titles and settings of your own",
            saved.bare_feeds
        ));
    }
    lines.push(format!("the damaged file is kept as {}", saved.damaged.display()));
    lines.push("the search index is made anew in the background".to_owned());
    lines
}
