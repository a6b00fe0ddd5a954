//! What the reader knows of the pictures of articles: whether they are shown, of which entries they
//! may be loaded, which are on their way, and which cannot be had. The pictures themselves are `ui`'s.

use std::collections::{HashMap, HashSet};

use super::effect::{Effect, Effects};
use crate::config::Images;
use crate::domain::{Cells, EntryId, Picture, PictureId, PictureOutcome};
use crate::text::SafeText;
use crate::text::document::{Document, PixelSize};

/// Pictures, as long as the reader runs.
#[derive(Clone, Debug)]
pub struct Pictures {
    /// Whether the terminal can show any.
    can_be_drawn: bool,
    setting: Images,
    /// What the person said since the start.
    choice: Option<bool>,
    /// Entries that were opened.
    opened: HashSet<EntryId>,
    /// Entries of which all pictures were asked for by themselves.
    asked: HashSet<EntryId>,
    clicked: HashSet<PictureId>,
    loading: HashSet<(PictureId, Cells)>,
    failed: HashMap<PictureId, SafeText>,
    /// Sizes of those that were loaded.
    sizes: HashMap<PictureId, PixelSize>,
    /// The entry that was left open last time is shown again.
    resumes: bool,
}

impl Default for Pictures {
    fn default() -> Self {
        Self {
            can_be_drawn: false,
            setting: Images::Auto,
            choice: None,
            opened: HashSet::new(),
            asked: HashSet::new(),
            clicked: HashSet::new(),
            loading: HashSet::new(),
            failed: HashMap::new(),
            sizes: HashMap::new(),
            resumes: false,
        }
    }
}

/// Why a picture that is not there is not there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Absence<'a> {
    /// Its article was not opened.
    Unopened,
    /// It comes when it is asked for.
    Unasked,
    /// It is on its way.
    Loading,
    /// It cannot be had.
    Failed(&'a SafeText),
}

impl Pictures {
    /// Takes the setting, and whether the terminal can show pictures.
    pub fn set_up(&mut self, setting: Images, can_be_drawn: bool) {
        (self.setting, self.can_be_drawn) = (setting, can_be_drawn);
    }

    /// The first entry that is shown was left open last time.
    pub fn resume(&mut self) {
        self.resumes = true;
    }

    /// Whether pictures have their place in texts; else words stand for them.
    #[must_use]
    pub fn are_shown(&self) -> bool {
        self.can_be_drawn && self.choice.unwrap_or(self.setting != Images::Off)
    }

    /// Shows pictures or no longer, until the reader ends; whether they are shown now, `None` where they
    /// cannot be.
    pub fn toggle(&mut self) -> Option<bool> {
        if !self.can_be_drawn {
            return None;
        }
        let shown = !self.are_shown();
        self.choice = Some(shown);
        Some(shown)
    }

    /// All pictures of an entry are asked for, those that failed once more; false where none can be shown.
    pub fn ask(&mut self, entry: EntryId) -> bool {
        if !self.can_be_drawn {
            return false;
        }
        self.choice = Some(true);
        self.opened.insert(entry);
        self.asked.insert(entry);
        self.failed.clear();
        true
    }

    /// One picture is asked for, once more if it failed.
    pub fn click(&mut self, picture: PictureId) {
        self.clicked.insert(picture);
        self.failed.remove(&picture);
    }

    /// An entry was opened: from now on its pictures may be loaded.
    pub fn open(&mut self, entry: EntryId) {
        self.opened.insert(entry);
    }

    /// An entry is on the screen.
    pub fn on_shown(&mut self, entry: EntryId) {
        if std::mem::take(&mut self.resumes) {
            self.opened.insert(entry);
        }
    }

    /// Another entry is going to be shown: what is still on its way is not waited for.
    pub fn leave(&mut self) -> Effects {
        if self.loading.is_empty() {
            return Effects::new();
        }
        self.loading.clear();
        vec![Effect::CancelPictures]
    }

    /// A frame was drawn without these pictures of an entry, which are on the screen or near it.
    pub fn on_drawn(&mut self, entry: Option<EntryId>, lacking: &[(Picture, Cells)]) -> Effects {
        let Some(entry) = entry.filter(|_| self.are_shown()) else { return Effects::new() };
        let mut effects = Effects::new();
        for (picture, room) in lacking {
            let is_wanted = !self.failed.contains_key(&picture.id) && self.may_load(entry, picture.id);
            if is_wanted && self.loading.insert((picture.id, *room)) {
                effects.push(Effect::LoadPicture { entry, picture: picture.clone(), room: *room });
            }
        }
        effects
    }

    /// A picture was loaded, or could not be.
    pub fn on_loaded(&mut self, picture: PictureId, room: Cells, outcome: PictureOutcome) {
        self.loading.remove(&(picture, room));
        match outcome {
            PictureOutcome::Ready(size) => drop(self.sizes.insert(picture, size)),
            PictureOutcome::Failed(reason) => drop(self.failed.insert(picture, reason)),
        }
    }

    /// Tells a text that is shown anew the sizes that its page did not tell. Not while it is read: it would
    /// jump.
    pub fn complete(&self, document: &mut Document) {
        document.each_figure(|figure| {
            if figure.size.is_none() && !self.sizes.is_empty() {
                figure.size = Picture::of(figure).and_then(|picture| self.sizes.get(&picture.id).copied());
            }
        });
    }

    /// Why a picture of an entry is not there.
    #[must_use]
    pub fn absence(&self, entry: EntryId, picture: PictureId) -> Absence<'_> {
        if let Some(reason) = self.failed.get(&picture) {
            Absence::Failed(reason)
        } else if !self.opened.contains(&entry) {
            Absence::Unopened
        } else if self.may_load(entry, picture) {
            Absence::Loading
        } else {
            Absence::Unasked
        }
    }

    fn may_load(&self, entry: EntryId, picture: PictureId) -> bool {
        let is_asked_for = self.asked.contains(&entry) || self.clicked.contains(&picture);
        self.opened.contains(&entry) && (is_asked_for || self.setting != Images::Click)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::PictureSource;
    use crate::text::document::{Block, Figure};

    const ROOM: Cells = Cells { columns: 40, rows: 10 };
    const SIZE: PixelSize = PixelSize { width: 320, height: 320 };
    const ENTRY: EntryId = EntryId(1);

    fn picture(id: u64) -> Picture {
        Picture { id: PictureId(id), source: PictureSource::Inline([0].into()) }
    }

    fn pictures(setting: Images) -> Pictures {
        let mut pictures = Pictures::default();
        pictures.set_up(setting, true);
        pictures
    }

    fn orders(pictures: &mut Pictures) -> usize {
        pictures.on_drawn(Some(ENTRY), &[(picture(1), ROOM), (picture(2), ROOM)]).len()
    }

    #[test]
    fn pictures_are_loaded_once_the_article_is_opened_and_only_once() {
        let mut pictures = pictures(Images::Auto);
        assert_eq!((orders(&mut pictures), pictures.absence(ENTRY, PictureId(1))), (0, Absence::Unopened));
        pictures.open(ENTRY);
        assert_eq!((orders(&mut pictures), orders(&mut pictures)), (2, 0));
        assert_eq!(pictures.absence(ENTRY, PictureId(1)), Absence::Loading);
        pictures.on_loaded(PictureId(1), ROOM, PictureOutcome::Failed(SafeText::new("gone")));
        pictures.on_loaded(PictureId(2), ROOM, PictureOutcome::Ready(SIZE));
        assert_eq!(pictures.absence(ENTRY, PictureId(1)), Absence::Failed(&SafeText::new("gone")));
        assert_eq!(orders(&mut pictures), 1, "at another size, but not the one that failed");
        assert_eq!(pictures.leave(), [Effect::CancelPictures]);
        assert_eq!(pictures.leave(), []);
        assert!(pictures.ask(ENTRY));
        assert_eq!(orders(&mut pictures), 2, "once more");
    }

    #[test]
    fn a_text_that_is_shown_again_knows_the_sizes_of_its_pictures() {
        let figure = |url: &str| Figure { url: Some(SafeText::new(url)), ..Figure::default() };
        let (known, other) = (figure("https://a.example/1.png"), figure("https://a.example/2.png"));
        let mut pictures = pictures(Images::Auto);
        let id = Picture::of(&known).expect("a picture").id;
        pictures.on_loaded(id, ROOM, PictureOutcome::Ready(SIZE));
        let quoted = Block::Quote(vec![Block::Figure(known)]);
        let mut document = Document { blocks: vec![quoted, Block::Figure(other)], ..Document::default() };
        pictures.complete(&mut document);
        let sizes: Vec<_> = document.figures().iter().map(|figure| figure.size).collect();
        assert_eq!(sizes, [Some(SIZE), None]);
    }

    #[test]
    fn on_a_click_one_comes_and_when_asked_for_all_come() {
        let mut pictures = pictures(Images::Click);
        pictures.open(ENTRY);
        assert_eq!((orders(&mut pictures), pictures.absence(ENTRY, PictureId(1))), (0, Absence::Unasked));
        pictures.click(PictureId(2));
        assert_eq!(orders(&mut pictures), 1);
        pictures.ask(ENTRY);
        assert_eq!(orders(&mut pictures), 1);
    }

    #[test]
    fn nothing_is_loaded_while_they_are_off_or_cannot_be_drawn() {
        let mut off = pictures(Images::Off);
        off.open(ENTRY);
        assert_eq!((off.are_shown(), orders(&mut off)), (false, 0));
        assert_eq!((off.toggle(), orders(&mut off)), (Some(true), 2));
        assert_eq!(off.toggle(), Some(false));
        let mut blind = Pictures::default();
        blind.set_up(Images::On, false);
        blind.open(ENTRY);
        assert_eq!((blind.toggle(), blind.ask(ENTRY), orders(&mut blind)), (None, false, 0));
    }

    #[test]
    fn an_article_that_was_left_open_has_its_pictures_again() {
        let mut pictures = pictures(Images::Auto);
        pictures.resume();
        pictures.on_shown(ENTRY);
        pictures.on_shown(EntryId(2));
        assert_eq!(orders(&mut pictures), 2);
        assert_eq!(pictures.absence(EntryId(2), PictureId(1)), Absence::Unopened);
    }
}
