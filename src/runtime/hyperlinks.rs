//! Links of the terminal (OSC 8). The library knows no links, so they are written around the cells
//! that it draws; what a cell holds stays plain text, and its width is what the library thinks. Cells
//! whose link changed are drawn again although their text did not. Called by `terminal`.

use std::cell::RefCell;
use std::io::{self, Write};
use std::rc::Rc;

use ratatui::backend::{Backend, ClearType, CrosstermBackend, WindowSize};
use ratatui::buffer::{Buffer, Cell, CellDiffOption};
use ratatui::layout::{Position, Rect, Size};
use xxhash_rust::xxh3::xxh3_64;

use crate::domain::WebUrl;
use crate::ui::LinkArea;

/// Longest address that is sent: VTE passes over longer ones.
const LONGEST: usize = 2083;

/// The links on the screen.
#[derive(Clone, Debug, Default)]
pub struct Links {
    /// By line and column.
    shown: Rc<RefCell<Vec<LinkArea>>>,
    screen: Rect,
}

impl Links {
    /// Takes the links of a new frame; cells whose link is another one now will be drawn.
    pub fn follow(&mut self, mut areas: Vec<LinkArea>, buffer: &mut Buffer) {
        areas.retain(|area| area.url.as_str().len() <= LONGEST);
        areas.sort_by_key(|area| (area.y, area.x));
        if self.screen != buffer.area {
            self.screen = buffer.area;
            self.forget();
        }
        let before = self.shown.replace(areas);
        let shown = self.shown.borrow();
        for area in before.iter().chain(shown.iter()) {
            for x in area.x..area.x.saturating_add(area.width) {
                let has_changed = link_at(&before, x, area.y) != link_at(&shown, x, area.y);
                if let Some(cell) = buffer.cell_mut((x, area.y)).filter(|_| has_changed) {
                    cell.set_diff_option(CellDiffOption::AlwaysUpdate);
                }
            }
        }
    }

    /// The screen was cleared, and its links with it.
    pub fn forget(&self) {
        self.shown.borrow_mut().clear();
    }
}

fn link_at(areas: &[LinkArea], x: u16, y: u16) -> Option<&WebUrl> {
    let after = areas.partition_point(|area| (area.y, area.x) <= (y, x));
    let area = areas.get(after.checked_sub(1)?)?;
    (area.y == y && x < area.x.saturating_add(area.width)).then_some(&area.url)
}

/// A backend that writes links.
#[derive(Debug)]
pub struct LinkBackend<W: Write> {
    cells: CrosstermBackend<W>,
    links: Links,
}

impl<W: Write> LinkBackend<W> {
    /// A backend that writes to `output` and looks up links in `links`.
    pub fn new(output: W, links: Links) -> Self {
        Self { cells: CrosstermBackend::new(output), links }
    }
}

impl<W: Write> Backend for LinkBackend<W> {
    type Error = io::Error;

    fn draw<'a, I>(&mut self, content: I) -> io::Result<()>
    where
        I: Iterator<Item = (u16, u16, &'a Cell)>,
    {
        let shown = self.links.shown.borrow();
        let mut content = content.peekable();
        while let Some(&(x, y, _)) = content.peek() {
            let link = link_at(&shown, x, y);
            if let Some(url) = link {
                // The lines of one link are marked together.
                write!(
                    self.cells,
                    "\x1b]8;id={:x};{}\x1b\\",
                    xxh3_64(url.as_str().as_bytes()),
                    url.as_str()
                )?;
            }
            let run = || content.next_if(|(x, y, _)| link_at(&shown, *x, *y) == link);
            self.cells.draw(std::iter::from_fn(run))?;
            if link.is_some() {
                self.cells.write_all(b"\x1b]8;;\x1b\\")?;
            }
        }
        Ok(())
    }

    fn append_lines(&mut self, n: u16) -> io::Result<()> {
        self.cells.append_lines(n)
    }

    fn hide_cursor(&mut self) -> io::Result<()> {
        self.cells.hide_cursor()
    }

    fn show_cursor(&mut self) -> io::Result<()> {
        self.cells.show_cursor()
    }

    fn get_cursor_position(&mut self) -> io::Result<Position> {
        self.cells.get_cursor_position()
    }

    fn set_cursor_position<P: Into<Position>>(&mut self, position: P) -> io::Result<()> {
        self.cells.set_cursor_position(position)
    }

    fn clear(&mut self) -> io::Result<()> {
        self.cells.clear()
    }

    fn clear_region(&mut self, clear_type: ClearType) -> io::Result<()> {
        self.cells.clear_region(clear_type)
    }

    fn size(&self) -> io::Result<Size> {
        self.cells.size()
    }

    fn window_size(&mut self) -> io::Result<WindowSize> {
        self.cells.window_size()
    }

    fn flush(&mut self) -> io::Result<()> {
        Backend::flush(&mut self.cells)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const OPEN: &str = "\x1b]8;id=";
    const CLOSE: &str = "\x1b]8;;\x1b\\";

    fn area(x: u16, y: u16, width: u16, url: &str) -> LinkArea {
        LinkArea { x, y, width, url: WebUrl::parse(url).expect("an address") }
    }

    /// What is written for a frame with other links after some with the same text.
    fn second(text: &[&str], first: &[LinkArea], second: &[LinkArea]) -> String {
        let mut before = Buffer::empty(Buffer::with_lines(text.iter().copied()).area);
        let mut links = Links::default();
        let mut out = String::new();
        // A cell that was drawn for its link alone is drawn once more in the frame after that.
        for areas in [first, first, second] {
            let mut after = Buffer::with_lines(text.iter().copied());
            links.follow(areas.to_vec(), &mut after);
            out = written(&links, &before, &after);
            before = after;
        }
        out
    }

    fn written(links: &Links, before: &Buffer, after: &Buffer) -> String {
        let mut bytes = Vec::new();
        LinkBackend::new(&mut bytes, links.clone()).draw(before.diff_iter(after)).expect("memory");
        String::from_utf8(bytes).expect("text")
    }

    /// The cells inside of links, as text.
    fn linked(written: &str) -> Vec<String> {
        let parts = written.split(OPEN).skip(1).map(|part| {
            let (_, rest) = part.split_once("\x1b\\").expect("an end of the address");
            plain(rest.split_once(CLOSE).expect("an end of the link").0)
        });
        parts.collect()
    }

    fn plain(text: &str) -> String {
        let mut plain = String::new();
        let mut rest = text.chars();
        while let Some(c) = rest.next() {
            if c == '\x1b' {
                rest.find(char::is_ascii_alphabetic);
            } else {
                plain.push(c);
            }
        }
        plain
    }

    #[test]
    fn a_link_opens_and_closes_around_its_cells() {
        let links = [area(4, 0, 3, "https://a.example/1"), area(0, 1, 6, "https://a.example/1")];
        let mut links_of_frame = Links::default();
        let mut frame = Buffer::with_lines(["see the end", "新闻 xy."]);
        links_of_frame.follow(links.to_vec(), &mut frame);
        let out = written(&links_of_frame, &Buffer::empty(frame.area), &frame);
        assert_eq!(linked(&out), ["the", "新闻 x"]);
        let id = |part: &str| part.split(';').next().map(str::to_owned);
        let ids: Vec<_> = out.split(OPEN).skip(1).map(id).collect();
        assert_eq!(ids[0], ids[1], "the lines of one link belong together");
        assert!(out.contains(";https://a.example/1\x1b\\"));
    }

    #[test]
    fn only_cells_whose_link_changed_are_drawn_again() {
        let one = area(0, 0, 3, "https://a.example/1");
        let other = area(0, 0, 3, "https://a.example/2");
        let text = ["abc def"];
        assert_eq!(plain(&second(&text, std::slice::from_ref(&one), std::slice::from_ref(&one))), "");
        assert_eq!(linked(&second(&text, std::slice::from_ref(&one), std::slice::from_ref(&other))), ["abc"]);
        let gone = second(&text, std::slice::from_ref(&one), &[]);
        assert_eq!((plain(&gone).as_str(), linked(&gone).len()), ("abc", 0));
    }

    #[test]
    fn neighbouring_links_stay_apart_and_nothing_leaves_the_screen() {
        let links = [area(0, 0, 2, "https://a.example/1"), area(2, 0, 60_000, "https://a.example/2")];
        assert_eq!(linked(&second(&["abcd"], &[], &links)), ["ab", "cd"]);
        assert_eq!(linked(&second(&["abcd"], &[], &[area(0, 9, 4, "https://a.example/1")])).len(), 0);
    }

    #[test]
    fn an_address_too_long_for_terminals_is_not_sent() {
        let long = format!("https://a.example/{}", "x".repeat(LONGEST));
        assert_eq!(second(&["abcd"], &[], &[area(0, 0, 4, &long)]), "");
    }
}
