//! Commands on pictures: shown or not until the reader ends, and those of one article now.

use super::Main;
use crate::app::effect::Effects;
use crate::app::room::Desk;
use crate::app::status::Tone;
use crate::domain::PictureId;

/// What stands in the status line where no picture can be shown.
const CANNOT: &str = "This terminal cannot show images: their texts stand for them";

impl Main {
    /// Shows pictures, or no longer.
    pub(super) fn toggle_pictures(&mut self, desk: &mut Desk<'_>) -> Effects {
        match self.article.pictures.toggle() {
            None => desk.status.say(Tone::Warning, CANNOT),
            Some(true) => desk.status.say(Tone::Plain, "Images are shown where articles are opened"),
            Some(false) => desk.status.say(Tone::Plain, "Images are off until tidings ends"),
        }
        Effects::new()
    }

    /// Loads the pictures of the article that is shown, whatever the settings say; it is opened by that.
    pub(super) fn ask_pictures(&mut self, desk: &mut Desk<'_>) -> Effects {
        let Some(loaded) = self.article.content.shown() else { return Effects::new() };
        if !loaded.document.figures().iter().any(|figure| figure.has_picture()) {
            desk.status.say(Tone::Plain, "This text has no images");
            return Effects::new();
        }
        if self.article.pictures.ask(loaded.entry.row.id) {
            desk.status.say(Tone::Plain, "Loading the images of this article");
            return self.on_opened(desk);
        }
        desk.status.say(Tone::Warning, CANNOT);
        Effects::new()
    }

    /// One picture was clicked.
    pub fn click_picture(&mut self, picture: PictureId, desk: &mut Desk<'_>) -> Effects {
        self.article.pictures.click(picture);
        self.on_opened(desk)
    }
}
