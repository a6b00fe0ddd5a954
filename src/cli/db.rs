//! `db`: care of the database file.

use super::args::DbJob;
use super::output::Output;
use super::status::Status;
use crate::service::Services;

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
        }
    }
    Ok(Status::Done)
}
