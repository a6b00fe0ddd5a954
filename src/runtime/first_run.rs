//! Orders of the first run that only read: the starter catalogue, lists of other readers, what an
//! import would do. Called on a blocking thread; nothing is fetched and nothing is changed.

use std::fs;
use std::path::{Path, PathBuf};

use super::surroundings::Surroundings;
use crate::app::Effect;
use crate::config::HomeFolders;
use crate::domain::{Event, FoundList, ImportPlan};
use crate::service::{self, Services, default_edition};
use crate::text::SafeText;

/// Paths that are offered to complete one.
const MOST_PATHS: usize = 100;

/// The answer to an order of the first run; `None` for any other.
pub fn answer(services: &Services, around: &Surroundings, effect: &Effect) -> Option<Event> {
    match effect {
        Effect::LoadCatalogue { request, edition } => {
            let usual = || default_edition(services, around.environment.locale.as_deref());
            let offer = service::offer(services, &edition.clone().unwrap_or_else(usual));
            Some(match offer {
                Ok(offer) => Event::CatalogueLoaded { request: *request, offer: Box::new(offer) },
                Err(error) => Event::LoadFailed { request: *request, reason: said(&error) },
            })
        }
        Effect::FindLists { request } => {
            let lists = around.home.as_ref().map(found_lists).unwrap_or_default();
            Some(Event::ListsFound { request: *request, lists })
        }
        Effect::FindPaths { request, typed } => {
            Some(Event::PathsFound { request: *request, paths: paths(typed, around.home.as_ref()) })
        }
        Effect::PlanImport { request, path } => {
            let plan = plan(services, &at_home(path, around.home.as_ref()));
            Some(Event::ImportPlanned {
                request: *request,
                plan: plan.map(Box::new).map_err(|error| said(&error)),
            })
        }
        _ => None,
    }
}

fn plan(services: &Services, path: &Path) -> Result<ImportPlan, service::Error> {
    service::plan_import(services, &service::read_list(path)?)
}

fn said(error: &service::Error) -> SafeText {
    SafeText::new(&error.to_string())
}

fn found_lists(home: &HomeFolders) -> Vec<FoundList> {
    let lists = home.existing_reader_lists().into_iter();
    lists
        .map(|list| {
            let shown = match list.path.strip_prefix(&home.home) {
                Ok(rest) => format!("~/{}", rest.display()),
                Err(_) => list.path.display().to_string(),
            };
            FoundList { reader: list.reader, path: list.path, shown: SafeText::new(&shown) }
        })
        .collect()
}

/// Paths that begin as `typed` does, which keep its way of writing the folder. Files whose names begin
/// with a dot only where a dot was typed. At most [`MOST_PATHS`].
fn paths(typed: &str, home: Option<&HomeFolders>) -> Vec<String> {
    let (folder, start) = typed.rfind('/').map_or(("", typed), |at| typed.split_at(at + 1));
    let place = if folder.is_empty() { Path::new(".") } else { Path::new(folder) };
    let Ok(items) = fs::read_dir(at_home(place, home)) else { return Vec::new() };
    let names = items.filter_map(Result::ok).filter_map(|item| {
        let name = item.file_name().into_string().ok()?;
        let is_meant = name.starts_with(start) && (start.starts_with('.') || !name.starts_with('.'));
        let slash = if is_meant && item.path().is_dir() { "/" } else { "" };
        is_meant.then(|| format!("{folder}{name}{slash}"))
    });
    let mut paths: Vec<String> = names.collect();
    paths.sort_unstable();
    paths.truncate(MOST_PATHS);
    paths
}

/// The path with `~` for the home folder written out.
pub(super) fn at_home(path: &Path, home: Option<&HomeFolders>) -> PathBuf {
    match (path.strip_prefix("~"), home) {
        (Ok(rest), Some(home)) => home.home.join(rest),
        _ => path.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tilde_is_the_home_folder_and_lists_there_are_shown_with_it() {
        let root = tempfile::tempdir().expect("a folder");
        let home = root.path().to_owned();
        let elsewhere = tempfile::tempdir().expect("a folder");
        let folders =
            HomeFolders { config: elsewhere.path().to_owned(), data: home.join("data"), home: home.clone() };
        for path in [home.join(".newsboat"), elsewhere.path().join("newsboat")] {
            fs::create_dir_all(&path).expect("a folder");
            fs::write(path.join("urls"), "https://a.example/feed\n").expect("a file");
        }
        let lists = found_lists(&folders);
        let outside = elsewhere.path().join("newsboat/urls").display().to_string();
        let shown: Vec<&str> = lists.iter().map(|list| list.shown.as_str()).collect();
        assert_eq!(shown, [outside.as_str(), "~/.newsboat/urls"]);
        assert_eq!(at_home(Path::new("~/.newsboat/urls"), Some(&folders)), lists[1].path);
        assert_eq!(at_home(Path::new("/x/~/y"), Some(&folders)), Path::new("/x/~/y"));
        assert_eq!(at_home(Path::new("~/x"), None), Path::new("~/x"));
    }

    #[test]
    fn paths_are_completed_in_the_way_they_were_begun() {
        let root = tempfile::tempdir().expect("a folder");
        let home = root.path().to_owned();
        fs::create_dir(home.join("feeds")).expect("a folder");
        for name in ["feeds.opml", ".feeds", "other"] {
            fs::write(home.join(name), "x").expect("a file");
        }
        let folders = HomeFolders { config: home.clone(), data: home.clone(), home: home.clone() };
        assert_eq!(paths("~/fe", Some(&folders)), ["~/feeds.opml", "~/feeds/"]);
        assert_eq!(paths("~/.f", Some(&folders)), ["~/.feeds"]);
        let whole = format!("{}/o", home.display());
        assert_eq!(paths(&whole, None), [format!("{}/other", home.display())]);
        assert_eq!(paths("/there/is/no/such/folder/x", None), Vec::<String>::new());
    }
}
