//! Display width: by grapheme, as the terminal library counts. No wrapping of documents (`wrap`), no
//! styles. Called wherever text meets columns.

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

use super::SafeText;
use super::wrap::flow;

/// Columns that `text` takes.
#[must_use]
pub fn width(text: &str) -> usize {
    graphemes(text).map(|(_, columns)| columns).sum()
}

/// The graphemes of `text` with the columns that each takes. Summed, they are what the screen uses: it
/// places one grapheme after the other.
pub fn graphemes(text: &str) -> impl Iterator<Item = (&str, usize)> {
    let mut rest = text;
    std::iter::from_fn(move || {
        // Nothing joins two ASCII characters, and most text is made of them.
        let end = match rest.as_bytes() {
            [] => return None,
            [first] | [first, 0..=0x7f, ..] if first.is_ascii() && *first != b'\r' => 1,
            _ => rest.graphemes(true).next().map_or(rest.len(), str::len),
        };
        let (grapheme, after) = rest.split_at(end);
        rest = after;
        Some((grapheme, columns_of(grapheme)))
    })
}

/// The start of `text` in at most `columns`, with `…` where it was cut. A wide character that does
/// not fit is left out.
#[must_use]
pub fn truncate(text: &SafeText, columns: usize) -> SafeText {
    if columns == 0 {
        return SafeText::default();
    }
    if width(text.as_str()) <= columns {
        return text.clone();
    }
    let mut kept = prefix(text.as_str(), columns - 1).trim_end().to_owned();
    kept.push('…');
    SafeText::piece(&kept)
}

/// The longest start of `text` that fits in `columns`, without a sign that it was cut.
#[must_use]
pub fn prefix(text: &str, columns: usize) -> &str {
    let mut used = 0;
    let mut end = 0;
    for (grapheme, wide) in graphemes(text) {
        if used + wide > columns {
            break;
        }
        used += wide;
        end += grapheme.len();
    }
    &text[..end]
}

/// `text` followed by spaces up to `columns`; longer text is returned as it is.
#[must_use]
pub fn pad_right(text: &str, columns: usize) -> String {
    let missing = columns.saturating_sub(width(text));
    format!("{text}{:missing$}", "")
}

/// `text` behind spaces up to `columns` (for numbers); longer text is returned as it is.
#[must_use]
pub fn pad_left(text: &str, columns: usize) -> String {
    let missing = columns.saturating_sub(width(text));
    format!("{:missing$}{text}", "")
}

/// `text` in exactly `columns`: cut with `…` or filled with spaces.
#[must_use]
pub fn fit(text: &SafeText, columns: usize) -> SafeText {
    SafeText::piece(&pad_right(truncate(text, columns).as_str(), columns))
}

/// `text` in at most `lines` lines of `columns`; the last ends in `…` if text is left.
#[must_use]
pub fn wrap_title(text: &SafeText, columns: usize, lines: usize) -> Vec<SafeText> {
    if columns == 0 || lines == 0 || text.is_empty() {
        return Vec::new();
    }
    let set: Vec<String> = flow::wrap(&[flow::Piece::text(text.as_str(), ())], columns)
        .into_iter()
        .map(|line| line.runs.into_iter().map(|(text, ())| text).collect())
        .collect();
    let mut shown: Vec<SafeText> = set.iter().take(lines).map(|line| SafeText::new(line)).collect();
    if set.len() > lines
        && let Some(last) = shown.last_mut()
    {
        let start = prefix(last.as_str(), columns - 1).trim_end();
        *last = SafeText::piece(&format!("{start}…"));
    }
    shown
}

/// As the terminal library counts one cell's text: unicode-width, and one more for each half-width
/// voiced sound mark (ratatui-core `CellWidth`, ratatui#2187).
fn columns_of(grapheme: &str) -> usize {
    if grapheme.len() == 1 {
        return 1;
    }
    let sound_marks = grapheme.chars().filter(|c| matches!(c, '\u{ff9e}' | '\u{ff9f}')).count();
    grapheme.width() + sound_marks
}

#[cfg(test)]
mod tests {
    use super::*;

    fn safe(text: &str) -> SafeText {
        SafeText::piece(text)
    }

    #[test]
    fn graphemes_are_those_of_the_standard() {
        for text in ["a\r\nb\r", "a\u{301}b", "🇩🇪🇫🇷🇮🇹x", "1\u{20e3}2", "नमस्ते", "👩\u{200d}💻é", "\u{600}1"]
        {
            let ours: Vec<&str> = graphemes(text).map(|(grapheme, _)| grapheme).collect();
            assert_eq!(ours, text.graphemes(true).collect::<Vec<_>>());
        }
    }

    #[test]
    fn wide_and_joined_characters_are_counted() {
        for (text, columns) in
            [("", 0), ("abc", 3), ("日本", 4), ("👩\u{200d}💻", 2), ("e\u{301}", 1), ("한글", 4)]
        {
            assert_eq!(width(text), columns, "{text}");
        }
    }

    #[test]
    fn truncation_is_visible_and_keeps_characters_whole() {
        for (text, columns, expected) in [
            ("abc", 3, "abc"),
            ("abcd", 3, "ab…"),
            ("日本語", 4, "日…"),
            ("日本語", 5, "日本…"),
            ("日", 1, "…"),
            ("abc", 0, ""),
            ("ab cd", 4, "ab…"),
            ("👩\u{200d}💻👩\u{200d}💻", 3, "👩\u{200d}💻…"),
        ] {
            assert_eq!(truncate(&safe(text), columns).as_str(), expected, "{text} in {columns}");
        }
    }

    #[test]
    fn fitted_text_has_the_columns_asked_for() {
        for text in ["", "a", "日本語", "a long one", "👩\u{200d}💻"] {
            for columns in 0..12 {
                assert_eq!(width(fit(&safe(text), columns).as_str()), columns, "{text} in {columns}");
            }
        }
        assert_eq!(pad_left("12", 5), "   12");
    }

    #[test]
    fn titles_wrap_and_end_in_a_sign() {
        let title = safe("Reactor restart approved after eleven-year pause");
        let lines: Vec<String> = wrap_title(&title, 20, 2).iter().map(ToString::to_string).collect();
        assert_eq!(lines, ["Reactor restart", "approved after…"]);
        assert_eq!(wrap_title(&title, 80, 2).len(), 1);
        assert!(wrap_title(&title, 0, 2).is_empty());
        assert_eq!(wrap_title(&safe("abcdefgh"), 3, 2)[1].as_str(), "de…");
        assert_eq!(wrap_title(&safe("abcdefgh"), 1, 1)[0].as_str(), "…");
    }
}
