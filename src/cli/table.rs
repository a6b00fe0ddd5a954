//! Tables and ages for people: columns by display width, the last one cut where the terminal ends.
//! Pure; `output.rs` prints the lines.

use crate::domain::{Moment, Timestamp};
use crate::text::SafeText;
use crate::text::width::{truncate, width};

/// Between two columns.
const GAP: usize = 2;
/// A column takes no more than this, unless it is the last.
const WIDEST: usize = 28;

/// Rows of cells.
#[derive(Clone, Debug, Default)]
pub struct Table {
    rows: Vec<Vec<SafeText>>,
    right: &'static [usize],
}

impl Table {
    /// A table whose columns at `right` are set to the right (numbers).
    #[must_use]
    pub fn new(right: &'static [usize]) -> Self {
        Self { rows: Vec::new(), right }
    }

    /// Adds a row.
    pub fn row(&mut self, cells: Vec<SafeText>) {
        self.rows.push(cells);
    }

    /// The lines, at most `total` columns wide; without a limit nothing of the last column is cut.
    #[must_use]
    pub fn lines(&self, total: Option<usize>) -> Vec<SafeText> {
        let widths = self.widths();
        self.rows.iter().map(|row| self.line(row, &widths, total)).collect()
    }

    fn widths(&self) -> Vec<usize> {
        let columns = self.rows.iter().map(Vec::len).max().unwrap_or(0);
        let widest = |column: usize| {
            self.rows.iter().filter_map(|row| row.get(column)).map(|cell| width(cell.as_str())).max()
        };
        (0..columns).map(|column| widest(column).unwrap_or(0).min(WIDEST)).collect()
    }

    fn line(&self, row: &[SafeText], widths: &[usize], total: Option<usize>) -> SafeText {
        let mut line = String::new();
        let mut used = 0;
        for (column, cell) in row.iter().enumerate() {
            if column + 1 == row.len() {
                let room = total.map(|total| total.saturating_sub(used).max(1));
                line.push_str(room.map_or(cell.clone(), |room| truncate(cell, room)).as_str());
            } else {
                let cell = truncate(cell, widths[column]);
                let padding = " ".repeat(widths[column].saturating_sub(width(cell.as_str())));
                let (before, after) = if self.right.contains(&column) {
                    (padding.as_str(), "")
                } else {
                    ("", padding.as_str())
                };
                line.extend([before, cell.as_str(), after, &" ".repeat(GAP)]);
                used += widths[column] + GAP;
            }
        }
        SafeText::piece(line.trim_end())
    }
}

/// How old something is: `now`, `5m`, `2h`, `3d`, then the local day: `May 7`, `May 7 2025`.
#[must_use]
pub fn age(at: Timestamp, moment: &Moment) -> SafeText {
    let seconds = moment.now.as_second() - at.as_second();
    let text = match seconds {
        ..60 => "now".to_owned(),
        60..3_600 => format!("{}m", seconds / 60),
        3_600..86_400 => format!("{}h", seconds / 3_600),
        86_400..604_800 => format!("{}d", seconds / 86_400),
        _ => {
            let day = at.to_zoned(moment.zone.clone());
            let is_this_year = day.year() == moment.now.to_zoned(moment.zone.clone()).year();
            day.strftime(if is_this_year { "%b %-d" } else { "%b %-d %Y" }).to_string()
        }
    };
    SafeText::from(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(rows: &[[&str; 3]]) -> Table {
        let mut table = Table::new(&[0]);
        for row in rows {
            table.row(row.iter().map(|cell| SafeText::from(*cell)).collect());
        }
        table
    }

    fn lines(table: &Table, total: Option<usize>) -> Vec<String> {
        table.lines(total).iter().map(ToString::to_string).collect()
    }

    #[test]
    fn columns_stand_under_each_other_by_display_width() {
        let table = table(&[["1", "新聞", "x"], ["20", "ab", "a long one"]]);
        assert_eq!(lines(&table, None), [" 1  新聞  x", "20  ab    a long one"]);
    }

    #[test]
    fn the_last_column_ends_with_the_terminal() {
        let table = table(&[["1", "ab", "a long one"]]);
        assert_eq!(lines(&table, Some(12)), ["1  ab  a lo…"]);
        assert_eq!(lines(&table, Some(1)).len(), 1);
    }

    #[test]
    fn ages_are_short() {
        let now: Timestamp = "2026-05-08T12:00:00Z".parse().expect("an instant");
        let moment = Moment { now, zone: jiff::tz::TimeZone::UTC };
        for (at, expected) in [
            ("2026-05-08T11:59:30Z", "now"),
            ("2026-05-08T13:00:00Z", "now"),
            ("2026-05-08T11:55:00Z", "5m"),
            ("2026-05-08T09:59:00Z", "2h"),
            ("2026-05-05T12:00:00Z", "3d"),
            ("2026-05-01T11:00:00Z", "May 1"),
            ("2025-12-31T11:00:00Z", "Dec 31 2025"),
        ] {
            assert_eq!(age(at.parse().expect("an instant"), &moment).as_str(), expected, "{at}");
        }
    }
}
