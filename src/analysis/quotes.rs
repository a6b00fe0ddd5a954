//! Quotations with their speakers: what stands in quotation marks, is long enough to say something, and has
//! a verb of saying beside it. A speaker is named only where a name stands beside that verb.

use std::collections::BTreeSet;

use super::centrality::main_language;
use super::language::Language;
use super::marks::{inside, quoted};
use super::names::runs;
use super::passages::{PassageKind, passages};
use super::reading::Reading;
use crate::text::words::fold;

/// Words that a quotation has at least.
const FEWEST_WORDS: usize = 6;
/// Longest quotation that is shown, in characters.
const LONGEST: usize = 400;
/// Words beside a quotation among which the verb of saying is looked for.
const BESIDE: usize = 14;

/// A quotation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quotation {
    /// The words, without marks.
    pub text: String,
    /// Who said them, if a name stands beside them.
    pub speaker: Option<String>,
    /// Indexes of the tellings that have it.
    pub tellings: BTreeSet<usize>,
}

/// The quotations of all tellings: those with a speaker that most tellings have first.
#[must_use]
pub fn quotations(readings: &[Reading<'_>]) -> Vec<Quotation> {
    let mut found: Vec<Quotation> = Vec::new();
    let language = main_language(readings);
    for (telling, reading) in readings.iter().enumerate() {
        if Some(reading.language) != language || reading.sentences.is_empty() {
            continue;
        }
        let passages = passages(&reading.telling.text);
        for (at, passage) in passages.iter().enumerate() {
            let next = passages.get(at + 1).filter(|next| next.kind == passage.kind);
            let here = match passage.kind {
                PassageKind::Quote => {
                    set_apart(&passage.text, next.map(|next| next.text.as_str()), reading.language)
                }
                PassageKind::Prose | PassageKind::Item => in_passage(&passage.text, reading.language),
            };
            for (text, speaker) in here {
                add(&mut found, text, speaker, telling);
            }
        }
    }
    found.sort_by_key(|one| std::cmp::Reverse((one.speaker.is_some(), one.tellings.len())));
    found
}

fn add(found: &mut Vec<Quotation>, text: String, speaker: Option<String>, telling: usize) {
    let key = |text: &str| fold(text).chars().filter(|c| c.is_alphanumeric()).collect::<String>();
    match found.iter_mut().find(|one| key(&one.text) == key(&text)) {
        Some(known) => {
            known.tellings.insert(telling);
            known.speaker = known.speaker.take().or(speaker);
        }
        None => found.push(Quotation { text, speaker, tellings: BTreeSet::from([telling]) }),
    }
}

/// A paragraph that the publisher sets apart; `— Name` under it is its speaker.
fn set_apart(text: &str, next: Option<&str>, language: Language) -> Vec<(String, Option<String>)> {
    let is_signature = |text: &str| text.starts_with(['—', '–', '-', '―']) && text.chars().count() < 120;
    if is_signature(text) || text.split_whitespace().count() < FEWEST_WORDS || text.chars().count() > LONGEST
    {
        return Vec::new();
    }
    let bare = text.trim_matches(['“', '”', '"', '„', '«', '»', ' ']);
    let signature = next.filter(|next| is_signature(next));
    let speaker = signature.map(|next| format!("A {}", next.trim_start_matches(['—', '–', '-', '―', ' '])));
    let speaker = speaker.and_then(|line| runs(&line, language).into_iter().next().map(|run| run.text));
    vec![(bare.to_owned(), speaker)]
}

fn in_passage(text: &str, language: Language) -> Vec<(String, Option<String>)> {
    let mut found: Vec<(String, Option<String>)> = Vec::new();
    let ranges = quoted(text);
    let mut end_of_last = None;
    for (at, range) in ranges.iter().enumerate() {
        let before = at.checked_sub(1).map_or(0, |before| ranges[before].end);
        let after = ranges.get(at + 1).map_or(text.len(), |next| next.start);
        let attribution = attribution(&text[before..range.start], &text[range.end..after], language);
        let words = inside(&text[range.clone()]);
        let goes_on = end_of_last.is_some_and(|end: usize| is_short_gap(&text[end..range.start]));
        end_of_last = Some(range.end);
        match attribution {
            // The second part of what the same person says.
            _ if goes_on && extends(&mut found, words) => {}
            Some(Said(speaker))
                if words.split_whitespace().count() >= FEWEST_WORDS && words.chars().count() <= LONGEST =>
            {
                found.push((trimmed(words), speaker));
            }
            _ => end_of_last = None,
        }
    }
    found
}

/// True for `,” said X. “`: only who said it stands between two parts of what was said.
fn is_short_gap(gap: &str) -> bool {
    gap.split_whitespace().count() <= 12
}

fn extends(found: &mut [(String, Option<String>)], words: &str) -> bool {
    let Some((text, _)) = found.last_mut() else { return false };
    if text.chars().count() + words.chars().count() > LONGEST {
        return false;
    }
    let lower = words.chars().next().is_some_and(char::is_lowercase);
    let stop = if lower || text.ends_with(['.', '!', '?', '…']) { " … " } else { ". … " };
    let stop = if text.ends_with(',') { " … " } else { stop };
    text.push_str(stop);
    text.push_str(&trimmed(words));
    true
}

fn trimmed(words: &str) -> String {
    words.trim_end_matches([',', ' ']).to_owned()
}

/// That somebody said it, and who, if a name stands there.
struct Said(Option<String>);

/// Who said what stands between; `None` where no verb of saying stands beside it.
fn attribution(before: &str, after: &str, language: Language) -> Option<Said> {
    let after = first_sentence(after);
    if let Some(verb) = verb_near(after, language, false) {
        return Some(Said(speaker(after, verb, language)));
    }
    let before = last_sentence(before);
    let leads = before.trim_end().ends_with([':', ',']) || before.split_whitespace().count() <= BESIDE;
    let verb = verb_near(before, language, true).filter(|_| leads && !before.trim().is_empty())?;
    Some(Said(speaker(before, verb, language)))
}

fn first_sentence(text: &str) -> &str {
    let end =
        text.match_indices(". ").map(|(at, _)| at).find(|at| text[..*at].split_whitespace().count() > 1);
    &text[..end.unwrap_or(text.len())]
}

fn last_sentence(text: &str) -> &str {
    text.rfind(". ").map_or(text, |at| &text[at + 2..])
}

/// Where the verb of saying stands that is nearest to the quotation.
fn verb_near(text: &str, language: Language, from_end: bool) -> Option<usize> {
    let words: Vec<(usize, &str)> = words(text);
    let is_verb = |(_, word): &&(usize, &str)| language.words().saying.contains(word.to_lowercase().as_str());
    let found = if from_end {
        words.iter().rev().take(BESIDE).find(is_verb)
    } else {
        words.iter().take(BESIDE).find(is_verb)
    };
    found.map(|(at, _)| *at)
}

fn words(text: &str) -> Vec<(usize, &str)> {
    let mut found = Vec::new();
    let mut at = 0;
    for word in text.split(|c: char| !c.is_alphanumeric()) {
        if !word.is_empty() {
            found.push((at, word));
        }
        at += word.len() + text[at + word.len()..].chars().next().map_or(0, char::len_utf8);
    }
    found
}

fn first_word(text: &str) -> &str {
    words(text).first().map_or("", |(_, word)| word)
}

/// The name that stands nearest to the verb; none where a pronoun stands nearer.
fn speaker(text: &str, verb: usize, language: Language) -> Option<String> {
    // A word in front keeps the first name from looking like the beginning of a sentence.
    let shifted = format!("a {text}");
    let names = runs(&shifted, language);
    let distance = |start: usize| start.saturating_sub(2).abs_diff(verb);
    // Whoever stands behind `told` is told.
    let is_told = matches!(first_word(&text[verb..]).to_lowercase().as_str(), "told" | "tells" | "asked");
    let can_speak = |start: usize| !is_told || start.saturating_sub(2) < verb;
    let names = names.iter().filter(|run| run.is_certain && can_speak(run.start));
    let name = names.min_by_key(|run| distance(run.start))?;
    let (from, to) = (verb.min(name.start.saturating_sub(2)), verb.max(name.start.saturating_sub(2)));
    let between = text.get(from..to).unwrap_or_default();
    let has_pronoun = words(between).iter().any(|(_, word)| {
        let lower = word.to_lowercase();
        matches!(
            lower.as_str(),
            "he" | "she" | "they" | "er" | "sie" | "il" | "elle" | "él" | "ella" | "who" | "i" | "we"
        )
    });
    (!has_pronoun && between.split_whitespace().count() <= 9).then(|| name.text.clone())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str, language: Language) -> Vec<(String, Option<String>)> {
        in_passage(text, language)
    }

    #[test]
    fn a_quotation_has_its_speaker() {
        for (text, language, words, speaker) in [
            (
                "“It was the quietest good news I have ever heard,” said Dorrit Vane, who has led the room.",
                Language::English,
                "It was the quietest good news I have ever heard",
                Some("Dorrit Vane"),
            ),
            (
                "Teodor Brandt said: “Nobody should expect a lower bill before spring.”",
                Language::English,
                "Nobody should expect a lower bill before spring.",
                Some("Teodor Brandt"),
            ),
            (
                "„Die Anlage ist in einem besseren Zustand als am ersten Tag“, sagte der Leiter der Aufsicht, Halvard Sey.",
                Language::German,
                "Die Anlage ist in einem besseren Zustand als am ersten Tag",
                Some("Halvard Sey"),
            ),
            (
                "«Ninguna de aquellas familias había aceptado nada», dijo Adair al salir de la sala.",
                Language::Spanish,
                "Ninguna de aquellas familias había aceptado nada",
                Some("Adair"),
            ),
            (
                "“They looked good to me at the time,” she said.",
                Language::English,
                "They looked good to me at the time",
                None,
            ),
        ] {
            let wanted = vec![(words.to_owned(), speaker.map(str::to_owned))];
            assert_eq!(found(text, language), wanted, "{text}");
        }
    }

    #[test]
    fn two_parts_of_what_one_person_says_are_one() {
        let text = "“We are not against the plant at all,” said its chair, Oona Fairlie. “We are against finding out afterwards.”";
        let words = "We are not against the plant at all. … We are against finding out afterwards.";
        assert_eq!(found(text, Language::English), [(words.to_owned(), Some("Oona Fairlie".to_owned()))]);
    }

    #[test]
    fn words_in_marks_that_nobody_says_are_no_quotation() {
        for text in ["The “so called best of all possible worlds here” fell.", "He said “no” to “yes”."]
        {
            assert_eq!(found(text, Language::English), [], "{text}");
        }
    }
}
