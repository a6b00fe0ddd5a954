//! Names of months in the languages that feeds write them in, and the Korean way to write a date.

use std::borrow::Cow;

/// An English month by its first three letters.
pub(super) fn english_month(word: &[u8]) -> Option<i8> {
    let head: [u8; 3] = word.get(..3)?.to_ascii_lowercase().try_into().ok()?;
    let month = match &head {
        b"jan" => 1,
        b"feb" => 2,
        b"mar" => 3,
        b"apr" => 4,
        b"may" => 5,
        b"jun" => 6,
        b"jul" => 7,
        b"aug" => 8,
        b"sep" => 9,
        b"oct" => 10,
        b"nov" => 11,
        b"dec" => 12,
        _ => return None,
    };
    word.iter().all(u8::is_ascii_alphabetic).then_some(month)
}

/// Beginnings of month names. Longer ones stand before shorter ones that they begin with.
const MONTHS: &[(&str, i8)] = &[
    // German, French, Spanish, Italian, Portuguese, Dutch, Swedish, Danish, Norwegian.
    ("jän", 1),
    ("janv", 1),
    ("ene", 1),
    ("gen", 1),
    ("jan", 1),
    ("fév", 2),
    ("fev", 2),
    ("feb", 2),
    ("mär", 3),
    ("mrz", 3),
    ("mars", 3),
    ("mrt", 3),
    ("maa", 3),
    ("mar", 3),
    ("avr", 4),
    ("abr", 4),
    ("apr", 4),
    ("mai", 5),
    ("mag", 5),
    ("mei", 5),
    ("maj", 5),
    ("may", 5),
    ("juin", 6),
    ("giu", 6),
    ("jun", 6),
    ("juil", 7),
    ("lug", 7),
    ("jul", 7),
    ("aoû", 8),
    ("aou", 8),
    ("ago", 8),
    ("aug", 8),
    ("set", 9),
    ("sep", 9),
    ("ott", 10),
    ("out", 10),
    ("okt", 10),
    ("oct", 10),
    ("nov", 11),
    ("dez", 12),
    ("déc", 12),
    ("dic", 12),
    ("des", 12),
    ("dec", 12),
    // Hungarian.
    ("máj", 5),
    ("már", 3),
    ("ápr", 4),
    ("jún", 6),
    ("júl", 7),
    ("szept", 9),
    // Greek, also without accents.
    ("ιαν", 1),
    ("φεβ", 2),
    ("μάρ", 3),
    ("μαρ", 3),
    ("μάώ", 3),
    ("μαώ", 3),
    ("απρ", 4),
    ("μάι", 5),
    ("μαϊ", 5),
    ("μαι", 5),
    ("μάϊ", 5),
    ("ιούν", 6),
    ("ιουν", 6),
    ("ιον", 6),
    ("ιούλ", 7),
    ("ιουλ", 7),
    ("ιολ", 7),
    ("αύγ", 8),
    ("αυγ", 8),
    ("σεπ", 9),
    ("οκτ", 10),
    ("νοέ", 11),
    ("νοε", 11),
    ("δεκ", 12),
    // Russian.
    ("янв", 1),
    ("фев", 2),
    ("мар", 3),
    ("апр", 4),
    ("май", 5),
    ("мая", 5),
    ("июн", 6),
    ("июл", 7),
    ("авг", 8),
    ("сен", 9),
    ("окт", 10),
    ("ноя", 11),
    ("дек", 12),
    // Polish, Czech.
    ("sty", 1),
    ("lut", 2),
    ("kwi", 4),
    ("cze", 6),
    ("lip", 7),
    ("sie", 8),
    ("wrz", 9),
    ("paź", 10),
    ("lis", 11),
    ("gru", 12),
    ("led", 1),
    ("úno", 2),
    ("bře", 3),
    ("dub", 4),
    ("kvě", 5),
    ("čer", 6),
    ("srp", 8),
    ("zář", 9),
    ("říj", 10),
    ("pro", 12),
    // Turkish.
    ("oca", 1),
    ("şub", 2),
    ("nis", 4),
    ("haz", 6),
    ("tem", 7),
    ("ağu", 8),
    ("eyl", 9),
    ("eki", 10),
    ("kas", 11),
    ("ara", 12),
];

/// A month by the beginning of its name.
pub(super) fn month(word: &str) -> Option<i8> {
    if let Some(month) = english_month(word.as_bytes()) {
        return Some(month);
    }
    let lower = word.to_lowercase();
    // Days of the week that begin like a month.
    if matches!(lower.as_str(), "mardi" | "martes" | "martedì" | "maandag") {
        return None;
    }
    MONTHS.iter().find(|(start, _)| lower.starts_with(start)).map(|(_, month)| *month)
}

/// Takes the Korean words out of a date (`2004년 05월 28일 오후 1:31`); it is in Korean time then.
pub(super) fn localize(text: &str) -> Cow<'_, str> {
    if !text.contains(['년', '오']) {
        return text.into();
    }
    let text = text
        .replace(['년', '월'], "-")
        .replace('일', " ")
        .replace("오전", " am ")
        .replace("오후", " pm ")
        .replace("- ", "-");
    format!("{text} KST").into()
}
