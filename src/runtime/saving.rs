//! Where files of the person's go and what is told of them; what is in them is `service`'s.

use std::path::{Path, PathBuf};

use super::first_run::at_home;
use super::surroundings::Surroundings;
use crate::app::{BookOf, Order, SaveOrder};
use crate::domain::EntryId;
use crate::service::{self, MOST_CHAPTERS, Services};
use crate::store::{Listing, Sort};
use crate::text::SafeText;

/// Saves; returns what the person is told.
pub fn save(
    services: &Services,
    surroundings: &Surroundings,
    order: &SaveOrder,
) -> Result<SafeText, service::Error> {
    let folder = folder(services, surroundings);
    let told = match order {
        SaveOrder::Pages { entries, form } => {
            let mut last = folder.clone();
            for entry in entries {
                last = service::save_page(services, *entry, *form, &folder)?;
            }
            match entries.len() {
                1 => format!("Saved {}", shown(&last, surroundings)),
                n => format!("Saved {n} articles in {}", shown(&folder, surroundings)),
            }
        }
        SaveOrder::Book { title, of } => {
            let (entries, is_cut) = entries_of(services, of)?;
            let path = service::save_book(services, title, &entries, &folder)?;
            let count = match entries.len() {
                1 => "1 article".to_owned(),
                n if is_cut => format!("the first {n} articles"),
                n => format!("{n} articles"),
            };
            format!("Saved {} with {count}", shown(&path, surroundings))
        }
    };
    Ok(SafeText::new(&told))
}

/// The setting, else the person's documents; where nobody's home is looked at, beside the data.
fn folder(services: &Services, surroundings: &Surroundings) -> PathBuf {
    let home = surroundings.home.as_ref();
    let wanted = services.settings.save_folder.as_deref().map(|folder| at_home(folder, home));
    let own = || surroundings.documents.clone().or_else(|| Some(home?.home.clone()));
    wanted.or_else(own).unwrap_or_else(|| services.paths.data_dir.join("saved"))
}

fn shown(path: &Path, surroundings: &Surroundings) -> String {
    let home = surroundings.home.as_ref().map(|home| &home.home);
    match home.and_then(|home| path.strip_prefix(home).ok()) {
        Some(rest) => format!("~/{}", rest.display()),
        None => path.display().to_string(),
    }
}

/// What a book holds, and whether there would be more.
fn entries_of(services: &Services, of: &BookOf) -> Result<(Vec<EntryId>, bool), service::Error> {
    let mut entries = match of {
        BookOf::Entries(entries) => entries.clone(),
        BookOf::Listed { query, order } => {
            let sort = match order {
                Order::Newest => Sort::Newest,
                Order::Oldest => Sort::Oldest,
            };
            let limit = Some(MOST_CHAPTERS + 1);
            let listing = Listing { query: query.clone(), sort, limit, ..Listing::default() };
            let page = services.store.list(&listing, &services.clock.moment())?;
            page.rows.iter().map(|row| row.id).collect()
        }
    };
    let is_cut = entries.len() > MOST_CHAPTERS;
    entries.truncate(MOST_CHAPTERS);
    Ok((entries, is_cut))
}
