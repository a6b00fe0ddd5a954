//! Dates in pages: the moment that a page tells, and lines that tell nothing but a date. Pure.

use crate::domain::Timestamp;

/// Reads what pages write for machines: ISO 8601 in its many forms, the dates of mail, seconds since 1970.
/// A date without a time is its first moment in UTC; a time without a zone is UTC.
pub fn read(text: &str) -> Option<Timestamp> {
    let text = text.trim();
    if let Ok(moment) = text.parse::<Timestamp>() {
        return Some(moment);
    }
    if let Ok(time) = text.parse::<jiff::civil::DateTime>() {
        return time.to_zoned(jiff::tz::TimeZone::UTC).ok().map(|zoned| zoned.timestamp());
    }
    if let Ok(zoned) = jiff::fmt::rfc2822::parse(text) {
        return Some(zoned.timestamp());
    }
    let seconds = text.parse::<i64>().ok().filter(|_| (9..=13).contains(&text.len()))?;
    let seconds = if text.len() > 11 { seconds / 1000 } else { seconds };
    Timestamp::from_second(seconds).ok()
}

/// Longest line that is a date and nothing else, in words.
const LONGEST: usize = 18;

/// Whether a short line says when something was published or changed.
pub fn is_date_line(line: &str) -> bool {
    let words: Vec<String> = line
        .split(|c: char| !(c.is_alphanumeric() || matches!(c, ':' | '/' | '.' | '-')))
        .map(|word| word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase())
        .filter(|word| !word.is_empty())
        .collect();
    if words.is_empty() || words.len() > LONGEST {
        return false;
    }
    let has_year = words.iter().any(|word| is_year(word));
    let has_month = words.iter().any(|word| is_month(word));
    let has_numbers = words.iter().any(|word| is_numeric_date(word));
    let has_time = words.iter().any(|word| is_time(word));
    let has_word = words.iter().any(|word| WORDS.contains(&word.as_str()));
    let is_dated = has_numbers || (has_month && (has_year || has_time)) || (has_time && has_word);
    if !is_dated {
        return false;
    }
    let rest = words.iter().filter(|word| !is_part(word)).count();
    rest <= 2 || (has_word && rest <= 9 && !line.trim_end().ends_with(['.', '!', '?']))
}

fn is_part(word: &str) -> bool {
    word.chars().any(|c| c.is_ascii_digit())
        || is_month(word)
        || WORDS.contains(&word)
        || FILLERS.contains(&word)
}

fn is_year(word: &str) -> bool {
    word.len() == 4
        && (word.starts_with("19") || word.starts_with("20"))
        && word.bytes().all(|b| b.is_ascii_digit())
}

/// `10:48`, `9.45am`, `18h30`.
fn is_time(word: &str) -> bool {
    let Some((hours, rest)) = word.split_once([':', 'h']) else { return false };
    let minutes: String = rest.chars().take_while(char::is_ascii_digit).collect();
    hours.parse::<u8>().is_ok_and(|hours| hours < 25) && minutes.parse::<u8>().is_ok_and(|m| m < 60)
}

/// `18/11/2019`, `2019-11-18`, `18.11.2019`.
fn is_numeric_date(word: &str) -> bool {
    ['/', '-', '.'].iter().any(|sign| {
        let parts: Vec<&str> = word.split(*sign).collect();
        parts.len() == 3
            && parts
                .iter()
                .all(|part| !part.is_empty() && part.len() <= 4 && part.bytes().all(|b| b.is_ascii_digit()))
    })
}

fn is_month(word: &str) -> bool {
    MONTHS.contains(&word)
}

#[rustfmt::skip]
const WORDS: &[&str] = &[
    "published", "updated", "posted", "modified", "created", "last", "publié", "mis", "veröffentlicht",
    "aktualisiert", "stand", "publicado", "atualizado", "actualizado", "pubblicato", "aggiornato",
    "gepubliceerd", "bijgewerkt", "geplaatst", "опубликовано", "обновлено", "date", "datum", "fecha",
    "data",
];

#[rustfmt::skip]
const FILLERS: &[&str] = &[
    "on", "at", "am", "pm", "a.m", "p.m", "gmt", "utc", "est", "edt", "pst", "pdt", "cst", "cdt", "mst",
    "mdt", "et", "ist", "bst", "cet", "cest", "jst", "amt", "uhr", "um", "am", "den", "der", "le", "à", "a",
    "de", "del", "el", "las", "às", "il", "alle", "op", "om", "uur", "monday", "tuesday", "wednesday",
    "thursday", "friday", "saturday", "sunday", "mon", "tue", "tues", "wed", "thu", "thur", "thurs", "fri",
    "sat", "sun", "montag", "dienstag", "mittwoch", "donnerstag", "freitag", "samstag", "sonntag", "lundi",
    "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche", "lunes", "martes", "miércoles",
    "jueves", "viernes", "sábado", "domingo", "lunedì", "martedì", "mercoledì", "giovedì", "venerdì",
    "sabato", "domenica", "maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag",
    "segunda", "terça", "quarta", "quinta", "sexta", "feira", "segunda-feira", "terça-feira",
    "quarta-feira", "quinta-feira", "sexta-feira",
];

#[rustfmt::skip]
const MONTHS: &[&str] = &[
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
    "november", "december", "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov",
    "dec", "januar", "februar", "märz", "mai", "juni", "juli", "oktober", "dezember", "janvier", "février",
    "mars", "avril", "juin", "juillet", "août", "septembre", "octobre", "novembre", "décembre", "enero",
    "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto", "septiembre", "octubre", "noviembre",
    "diciembre", "gennaio", "febbraio", "aprile", "maggio", "giugno", "luglio", "settembre", "ottobre",
    "dicembre", "januari", "februari", "maart", "mei", "augustus", "janeiro", "fevereiro", "março", "maio",
    "junho", "julho", "setembro", "outubro", "novembro", "dezembro", "gen", "lug", "ago", "set", "ott",
    "dic", "okt", "dez", "января", "февраля", "марта", "апреля", "мая", "июня", "июля", "августа",
    "сентября", "октября", "ноября", "декабря",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_of_dates_are_known() {
        for line in [
            "November 19, 2019 at 9:45 am",
            "Published November 20th, 2019 - 07:50 GMT",
            "Posted: Fri 6:45 PM, Feb 16, 2018  |",
            "18/11/2019",
            "segunda-feira, 22 de janeiro de 2018 às 0:13",
            "Updated on: November 19, 2019 / 10:07 AM / Courier News",
            "Stand: 7. Mai 2026, 14:30 Uhr",
        ] {
            assert!(is_date_line(line), "{line}");
        }
        for line in [
            "1a etapa: 10 de março – Interlagos",
            "In May 2019 the council decided to close the road.",
            "The storm of 2019",
            "Palm Bay 70-44",
            "",
        ] {
            assert!(!is_date_line(line), "{line}");
        }
    }

    #[test]
    fn moments_are_read_in_many_forms() {
        let expected: Timestamp = "2019-11-20T11:19:29Z".parse().expect("a moment");
        for text in [
            "2019-11-20T11:19:29Z",
            "2019-11-20T13:19:29+02:00",
            "2019-11-20T13:19:29+0200",
            "2019-11-20T11:19:29.000Z",
            "2019-11-20 11:19:29",
            "Wed, 20 Nov 2019 11:19:29 GMT",
            "1574248769",
            "1574248769000",
        ] {
            assert_eq!(read(text), Some(expected), "{text}");
        }
        assert_eq!(read("2019-11-20").map(|t| t.to_string()).as_deref(), Some("2019-11-20T00:00:00Z"));
        for text in ["", "yesterday", "99", "2019-13-40"] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
