//! The language of an entry, as far as that can be told: entries in two languages are not compared,
//! because words that both have are mostly names. Called by `cluster`.

/// A language, as a number of `whatlang`'s; comparing is all that is done with it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Language(u8);

/// Shorter texts are guessed wrongly too often.
const MIN_CHARS: usize = 40;
/// Of a text so much is looked at: more takes longer and is no more certain.
const TEXT_CHARS: usize = 120;

/// The language of a headline and the text below it; `None` where it is not certain.
pub(super) fn of(title: &str, text: &str) -> Option<Language> {
    let start = text.char_indices().nth(TEXT_CHARS).map_or(text, |(end, _)| &text[..end]);
    let whole = format!("{title} {start}");
    if whole.chars().count() < MIN_CHARS {
        return None;
    }
    let found = whatlang::detect(&whole)?;
    found.is_reliable().then(|| Language(found.lang() as u8))
}
