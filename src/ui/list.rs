//! Which rows of a list fit: rows may be of different height, and only those that are seen are
//! measured, so that a frame costs the same for ten rows and for a million.

use crate::app::ListCursor;

/// The first row to draw: the old one, moved as little as the selection needs to be seen in whole.
pub fn first_row(
    cursor: ListCursor,
    len: usize,
    height: usize,
    row_height: impl Fn(usize) -> usize,
) -> usize {
    if len == 0 {
        return 0;
    }
    let selected = cursor.selected.min(len - 1);
    let mut top = selected;
    let mut used = row_height(selected);
    while top > 0 {
        let more = row_height(top - 1);
        if used + more > height {
            break;
        }
        used += more;
        top -= 1;
    }
    cursor.offset.clamp(top, selected)
}

/// How many rows from `first` on fit in whole.
pub fn whole_rows(first: usize, len: usize, height: usize, row_height: impl Fn(usize) -> usize) -> usize {
    let mut used = 0;
    let fits = |row: &usize| {
        used += row_height(*row);
        used <= height
    };
    (first..len).take_while(fits).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn first(selected: usize, offset: usize, len: usize, height: usize) -> usize {
        first_row(ListCursor { selected, offset }, len, height, |_| 2)
    }

    #[test]
    fn a_list_scrolls_as_little_as_the_selection_needs() {
        assert_eq!(first(0, 0, 10, 6), 0);
        assert_eq!(first(2, 0, 10, 6), 0);
        assert_eq!(first(3, 0, 10, 6), 1);
        assert_eq!(first(9, 0, 10, 6), 7);
        assert_eq!(first(4, 7, 10, 6), 4);
    }

    #[test]
    fn nothing_and_too_little_room_are_no_trouble() {
        assert_eq!(first(0, 0, 0, 6), 0);
        assert_eq!(first(3, 0, 10, 0), 3);
        assert_eq!(whole_rows(0, 10, 5, |_| 2), 2);
    }

    #[test]
    fn a_jump_over_a_million_rows_measures_only_a_screen() {
        let measured = std::cell::Cell::new(0);
        let height = |_| {
            measured.set(measured.get() + 1);
            2
        };
        let cursor = ListCursor { selected: 999_999, offset: 0 };
        assert_eq!(first_row(cursor, 1_000_000, 40, height), 999_980);
        assert!(measured.get() <= 21, "{}", measured.get());
    }
}
