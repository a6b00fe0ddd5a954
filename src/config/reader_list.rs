//! Where other readers keep their lists of feeds, as far as tidings reads the format (OPML, newsboat's
//! `urls`). Only places; reading a list is `service`'s. The welcome offers what is there to import.

use std::path::{Path, PathBuf};

/// The person's folders.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HomeFolders {
    /// The home folder.
    pub home: PathBuf,
    /// `$XDG_CONFIG_HOME`.
    pub config: PathBuf,
    /// `$XDG_DATA_HOME`.
    pub data: PathBuf,
}

/// A list of feeds that belongs to another reader.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReaderList {
    /// The reader's name.
    pub reader: &'static str,
    /// The file.
    pub path: PathBuf,
}

impl HomeFolders {
    /// The folders of this person; `None` without a home folder.
    #[must_use]
    pub fn locate() -> Option<Self> {
        let folders = directories::BaseDirs::new()?;
        Some(Self {
            home: folders.home_dir().to_owned(),
            config: folders.config_dir().to_owned(),
            data: folders.data_dir().to_owned(),
        })
    }

    /// Every place where a list may be, the likeliest first, whether or not there is one.
    #[must_use]
    pub fn reader_lists(&self) -> Vec<ReaderList> {
        let Self { home, config, data } = self;
        [
            ("newsboat", config.join("newsboat/urls")),
            ("newsboat", home.join(".newsboat/urls")),
            ("newsbeuter", config.join("newsbeuter/urls")),
            ("newsbeuter", home.join(".newsbeuter/urls")),
            ("Liferea", config.join("liferea/feedlist.opml")),
            ("Akregator", data.join("akregator/data/feeds.opml")),
        ]
        .into_iter()
        .map(|(reader, path)| ReaderList { reader, path })
        .collect()
    }

    /// The lists that are there and hold something.
    #[must_use]
    pub fn existing_reader_lists(&self) -> Vec<ReaderList> {
        self.reader_lists().into_iter().filter(|list| holds_something(&list.path)).collect()
    }
}

fn holds_something(path: &Path) -> bool {
    std::fs::metadata(path).is_ok_and(|file| file.is_file() && file.len() > 0)
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    #[test]
    fn only_files_with_something_in_them_are_offered() {
        let root = tempfile::tempdir().expect("a folder");
        let home = root.path().to_owned();
        let folders = HomeFolders { config: home.join("elsewhere"), data: home.join("data"), home };
        assert_eq!(folders.existing_reader_lists(), []);
        for (name, content) in [
            (".newsboat/urls", "https://a.example/feed\n"),
            ("elsewhere/newsboat/urls", ""),
            ("data/akregator/data/feeds.opml", "<opml/>"),
        ] {
            let path = root.path().join(name);
            fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
            fs::write(path, content).expect("a file");
        }
        fs::create_dir_all(root.path().join("elsewhere/liferea/feedlist.opml")).expect("a folder");
        let found = folders.existing_reader_lists();
        let found: Vec<(&str, &Path)> = found.iter().map(|list| (list.reader, list.path.as_path())).collect();
        let at = |name: &str| root.path().join(name);
        let expected =
            [("newsboat", at(".newsboat/urls")), ("Akregator", at("data/akregator/data/feeds.opml"))];
        assert_eq!(found, expected.each_ref().map(|(reader, path)| (*reader, path.as_path())));
    }
}
