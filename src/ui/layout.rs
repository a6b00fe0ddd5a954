//! Which panes are on the screen and where: three from 110 columns on, two from 70, else one.

use ratatui::layout::Rect;

use crate::app::{Dividers, Focus};

/// Below this the screen only says that it is too small.
const LEAST: (u16, u16) = (20, 5);
/// From here on there is room for three panes.
const WIDE: u16 = 110;
/// From here on there is room for two.
const MEDIUM: u16 = 70;
/// No pane gets narrower by moving a line between panes.
const NARROWEST: u16 = 16;

/// Where things are.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Areas {
    /// The sources pane.
    pub sources: Option<Rect>,
    /// The entries pane.
    pub entries: Option<Rect>,
    /// The article pane.
    pub article: Option<Rect>,
    /// Columns of the lines between panes.
    pub rules: Vec<u16>,
    /// The panes together.
    pub panes: Rect,
    /// The line of keys.
    pub keys: Rect,
    /// The status line.
    pub status: Rect,
}

/// The areas of a screen; `None` if it is too small. `article_width` is the widest column of text in
/// the article alone.
pub fn areas(screen: Rect, focus: Focus, article_width: u16, dividers: Dividers) -> Option<Areas> {
    if screen.width < LEAST.0 || screen.height < LEAST.1 {
        return None;
    }
    let panes = Rect { height: screen.height - 2, ..screen };
    let line = |y| Rect { y, height: 1, ..screen };
    let mut areas = Areas {
        panes,
        keys: line(screen.bottom() - 2),
        status: line(screen.bottom() - 1),
        ..Areas::default()
    };
    if focus == Focus::Zen {
        areas.article = Some(centred(panes, article_width));
        return Some(areas);
    }
    match (screen.width, focus) {
        (WIDE.., _) => three(&mut areas, panes, dividers),
        (MEDIUM.., Focus::Sources) => {
            let (left, right) = split(&mut areas.rules, panes, moved(27, dividers.sources, panes.width));
            (areas.sources, areas.entries) = (Some(left), Some(right));
        }
        (MEDIUM.., _) => {
            let (left, right) =
                split(&mut areas.rules, panes, moved(panes.width * 46 / 100, dividers.entries, panes.width));
            (areas.entries, areas.article) = (Some(left), Some(right));
        }
        (_, Focus::Sources) => areas.sources = Some(panes),
        (_, Focus::Entries) => areas.entries = Some(panes),
        (_, Focus::Article | Focus::Zen) => areas.article = Some(panes),
    }
    Some(areas)
}

fn three(areas: &mut Areas, panes: Rect, dividers: Dividers) {
    // The sources leave room for two more panes.
    let most = panes.width - 2 * NARROWEST - 2;
    let left = moved((panes.width / 5).clamp(22, 30), dividers.sources, most);
    let (sources, rest) = split(&mut areas.rules, panes, left);
    let middle = moved((rest.width * 42 / 100).clamp(36, 60), dividers.entries, rest.width);
    let (entries, article) = split(&mut areas.rules, rest, middle);
    (areas.sources, areas.entries, areas.article) = (Some(sources), Some(entries), Some(article));
}

/// A width that the person changed, with room left for both sides within `whole`.
fn moved(width: u16, by: i16, whole: u16) -> u16 {
    let most = whole.saturating_sub(NARROWEST + 1).max(NARROWEST);
    width.saturating_add_signed(by).clamp(NARROWEST, most)
}

/// Two areas with a line between them.
fn split(rules: &mut Vec<u16>, area: Rect, left: u16) -> (Rect, Rect) {
    rules.push(area.x + left);
    let right = Rect { x: area.x + left + 1, width: area.width - left - 1, ..area };
    (Rect { width: left, ..area }, right)
}

/// A column in the middle, one blank column wider than its text on each side.
fn centred(area: Rect, width: u16) -> Rect {
    let width = width.saturating_add(2).min(area.width);
    Rect { x: area.x + (area.width - width) / 2, width, ..area }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn panes_never_overlap_and_fill_the_screen_at_any_size() {
        for width in 0..240 {
            for focus in [Focus::Sources, Focus::Entries, Focus::Article, Focus::Zen] {
                for by in [-100, 0, 7, 100] {
                    let dividers = Dividers { sources: by, entries: -by };
                    let Some(areas) = areas(Rect::new(0, 0, width, 24), focus, 80, dividers) else {
                        assert!(width < LEAST.0);
                        continue;
                    };
                    let panes = [areas.sources, areas.entries, areas.article];
                    let used: u16 = panes.iter().flatten().map(|area| area.width).sum();
                    let rules = u16::try_from(areas.rules.len()).expect("few");
                    if focus == Focus::Zen {
                        assert_eq!(used, width.min(82));
                    } else {
                        assert_eq!(used + rules, width, "{width} {focus:?}");
                    }
                    let right = panes.iter().flatten().map(|area| area.right()).max();
                    assert!(right.expect("a pane") <= width);
                }
            }
        }
    }

    #[test]
    fn the_focused_pane_is_always_on_the_screen() {
        for width in [20, 69, 70, 109, 110, 200] {
            let shown = |focus| {
                areas(Rect::new(0, 0, width, 10), focus, 80, Dividers::default()).expect("large enough")
            };
            assert!(shown(Focus::Sources).sources.is_some());
            assert!(shown(Focus::Entries).entries.is_some());
            assert!(shown(Focus::Article).article.is_some());
        }
    }
}
