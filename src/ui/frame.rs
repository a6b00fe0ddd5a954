//! One frame: the panes that fit, the two lines at the bottom, and what lies over them.

use ratatui::Frame;
use ratatui::layout::Rect;

use super::canvas::{Canvas, Field};
use super::glyphs::Glyphs;
use super::layout::{Areas, areas};
use super::link::LinkArea;
use super::page::Pages;
use super::panes::{article, entries, sources};
use super::pictures::Images;
use super::theme::{Face, Theme};
use super::{keys_line, overlays, status_line};
use crate::app::{Area, Focus, Model, ViewMetrics};
use crate::domain::Moment;

/// What draws: how things look, and the set lines of the article on the screen.
#[derive(Debug)]
pub struct Ui {
    theme: Theme,
    glyphs: Glyphs,
    article_width: u16,
    pages: Pages,
    images: Images,
    links: Vec<LinkArea>,
}

impl Ui {
    /// A screen that looks so; `article_width` is the widest column of an article.
    #[must_use]
    pub fn new(theme: Theme, glyphs: Glyphs, article_width: u16) -> Self {
        let article_width = article_width.max(20);
        let (pages, images) = (Pages::default(), Images::default());
        Self { theme, glyphs, article_width, pages, images, links: Vec::new() }
    }

    /// The same with pictures.
    #[must_use]
    pub fn with_images(self, images: Images) -> Self {
        Self { images, ..self }
    }

    /// The pictures that can be drawn.
    pub fn images(&mut self) -> &mut Images {
        &mut self.images
    }

    /// The links of the frame that was drawn last; none while something lies over the panes.
    pub fn take_links(&mut self) -> Vec<LinkArea> {
        std::mem::take(&mut self.links)
    }

    /// Looks like another theme from the next frame on.
    pub fn set_theme(&mut self, theme: Theme) {
        self.theme = theme;
    }

    /// Draws the model and returns what it measured.
    pub fn draw(&mut self, model: &Model, moment: &Moment, frame: &mut Frame<'_>) -> ViewMetrics {
        let screen = frame.area();
        self.links.clear();
        let mut canvas = Canvas::new(frame.buffer_mut(), &self.theme, self.glyphs);
        canvas.ground(screen, Face::Screen);
        canvas.images = Some(&self.images);
        canvas.keymap = Some(&model.keys.keymap);
        canvas.is_covered = model.overlays.last().is_some_and(|overlay| !overlay.is_part_of_a_pane());
        canvas.hits = model.main.search.as_ref().map_or(&[], |search| &search.sought);
        let Some(areas) = areas(screen, model.focus, self.article_width, model.preferences.dividers) else {
            too_small(&mut canvas, screen);
            return ViewMetrics::default();
        };
        let mut metrics = self.pages.draw_panes(&mut canvas, model, moment, &areas);
        keys_line::draw(&mut canvas, areas.keys, model, &metrics.article);
        status_line::draw(&mut canvas, areas.status, model, moment);
        if let Some(overlay) = model.overlays.last() {
            metrics.overlay = overlays::draw(&mut canvas, &areas, overlay, model, (&metrics, moment));
            if !overlay.is_part_of_a_pane() {
                canvas.links.clear();
            }
        }
        self.links = canvas.links;
        if let Some(cursor) = canvas.cursor {
            frame.set_cursor_position(cursor);
        }
        metrics
    }
}

impl Pages {
    fn draw_panes(
        &mut self,
        canvas: &mut Canvas<'_>,
        model: &Model,
        moment: &Moment,
        areas: &Areas,
    ) -> ViewMetrics {
        let main = &model.main;
        let mut metrics = ViewMetrics::default();
        for x in &areas.rules {
            for y in 0..areas.panes.height {
                canvas.own(Field { x: *x, y: areas.panes.y + y, width: 1 }, canvas.glyphs.rule, Face::Rule);
            }
            metrics.rules.push(Area { x: *x, width: 1, ..area_of(areas.panes) });
        }
        if let Some(area) = areas.sources {
            metrics.sources = sources::draw(canvas, area, &main.sources, model.focus == Focus::Sources);
        }
        if let Some(area) = areas.entries {
            metrics.entries = entries::draw(canvas, area, model, moment);
        }
        if let Some(area) = areas.article {
            metrics.article = article::draw(canvas, area, main, model.focus, self, moment);
        }
        metrics
    }
}

/// A rectangle of the screen as the model knows it.
pub fn area_of(area: Rect) -> Area {
    Area { x: area.x, y: area.y, width: area.width, height: area.height }
}

/// One line that says so; keys work as ever.
fn too_small(canvas: &mut Canvas<'_>, screen: Rect) {
    if let Some(field) = Field::in_area(screen, 0, 0, 0) {
        canvas.own(field, "tidings: too small", Face::Text);
    }
}
