//! Names mentioned: runs of large words, which is all that can be known without a dictionary. A word that
//! is large only because a sentence begins there is no name, and a surname alone counts for the full name.

use std::collections::{BTreeMap, BTreeSet};

use super::language::{Language, Words};
use super::reading::Reading;
use super::sentences::is_complete;
use crate::text::words::fold;

/// Longest run that is a name.
const LONGEST: usize = 6;

/// A name and who mentions it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Name {
    /// As it stands where it is first written in full.
    pub text: String,
    /// Indexes of the tellings that mention it.
    pub tellings: BTreeSet<usize>,
    /// How often it is mentioned.
    pub count: usize,
}

/// The names in all tellings: those that most tellings mention first.
#[must_use]
pub fn names(readings: &[Reading<'_>]) -> Vec<Name> {
    let mut found: BTreeMap<String, (usize, Name, bool)> = BTreeMap::new();
    let mut order = 0;
    for (telling, reading) in readings.iter().enumerate() {
        let texts = reading.sentences.iter().map(|sentence| sentence.text.as_str());
        // A headline is read only where it is all there is, and where its words are not all large.
        let headline = reading.telling.title.as_str();
        let is_headline = reading.sentences.is_empty() && !is_title_case(headline);
        for text in texts.chain(is_headline.then_some(headline)) {
            for run in runs(text, reading.language) {
                order += 1;
                let key = fold(&run.text);
                let new =
                    || (order, Name { text: run.text.clone(), tellings: BTreeSet::new(), count: 0 }, false);
                let (_, name, is_certain) = found.entry(key).or_insert_with(new);
                name.tellings.insert(telling);
                name.count += 1;
                *is_certain |= run.is_certain;
            }
        }
    }
    merge_short(&mut found);
    let mut names: Vec<(usize, Name, bool)> = found.into_values().collect();
    names.retain(|(_, _, is_certain)| *is_certain);
    names.sort_by(|(a, one, _), (b, other, _)| {
        let weight = |name: &Name| (name.tellings.len(), name.count);
        weight(other).cmp(&weight(one)).then(a.cmp(b))
    });
    names.into_iter().map(|(_, name, _)| name).collect()
}

/// Gives what is said of `Brandt` to `Teodor Brandt`, if only one name ends so.
fn merge_short(found: &mut BTreeMap<String, (usize, Name, bool)>) {
    let keys: Vec<String> = found.keys().cloned().collect();
    for key in &keys {
        let ending = format!(" {key}");
        let beginning = format!("{key} ");
        let mut longer =
            keys.iter().filter(|other| other.ends_with(&ending) || other.starts_with(&beginning));
        let (Some(full), None) = (longer.next(), longer.next()) else { continue };
        let mentions = |key: &String| found.get(key).map_or(0, |(_, name, _)| name.tellings.len());
        if mentions(full) == 0 {
            continue;
        }
        // What hardly anybody says in full is a name with something in front of it.
        let (kept, gone) = if mentions(full) * 3 >= mentions(key) { (full, key) } else { (key, full) };
        if let Some((order, short, is_certain)) = found.remove(gone)
            && let Some((place, name, was_certain)) = found.get_mut(kept)
        {
            name.tellings.extend(short.tellings);
            name.count += short.count;
            *place = (*place).min(order);
            *was_certain |= is_certain;
        }
    }
}

/// A run of large words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Run {
    /// Its words.
    pub text: String,
    /// Where it begins in the sentence, in bytes.
    pub start: usize,
    /// False if its only word is large because a sentence begins there.
    pub is_certain: bool,
}

/// The runs of large words of a sentence that may be names, in order.
#[must_use]
pub fn runs(sentence: &str, language: Language) -> Vec<Run> {
    let is_headline = !is_complete(sentence) && !language.has_large_nouns();
    if !language.is_known() || (is_headline && is_title_case(sentence)) {
        return Vec::new();
    }
    let words = language.words();
    let mut found = Vec::new();
    let mut run: Vec<Token<'_>> = Vec::new();
    let mut joiner: Vec<Token<'_>> = Vec::new();
    for token in tokens(sentence) {
        if token.breaks_before {
            finish(&mut run, &mut joiner, language, &mut found);
        }
        if token.is_large() && !(token.begins && words.function.contains(token.lower().as_str())) {
            run.append(&mut joiner);
            run.push(token);
        } else if joiner.len() < 2 && joins(&run, &token, words) {
            joiner.push(token);
        } else {
            finish(&mut run, &mut joiner, language, &mut found);
        }
    }
    finish(&mut run, &mut joiner, language, &mut found);
    found
}

/// `Bank of England`, but not `Marsh of the Bank`: a function word joins only what one word begins.
fn joins(run: &[Token<'_>], token: &Token<'_>, words: &Words) -> bool {
    let is_open = run.len() == 1 || (!run.is_empty() && !words.function.contains(token.text));
    is_open && words.joining.contains(token.text)
}

fn finish<'t>(
    run: &mut Vec<Token<'t>>,
    joiner: &mut Vec<Token<'t>>,
    language: Language,
    found: &mut Vec<Run>,
) {
    joiner.clear();
    let taken: Vec<Token<'t>> = std::mem::take(run);
    let words = language.words();
    let is_no_name = |token: &Token<'_>| is_no_name(token, words);
    let start = taken.iter().position(|token| !is_no_name(token)).unwrap_or(taken.len());
    let end = taken.iter().rposition(|token| !is_no_name(token)).map_or(start, |last| last + 1);
    let mut kept = &taken[start.min(end)..end];
    // `Shares of Heron Orbital` at the beginning of a sentence: only the rest is large for a reason.
    if let [first, second, rest @ ..] = kept
        && first.begins
        && !second.is_large()
        && rest.iter().any(Token::is_large)
    {
        kept = &rest[rest.iter().position(Token::is_large).unwrap_or(0)..];
    }
    if language.has_large_nouns() {
        // Nouns are large too: one word tells nothing, and the first of three is what the name stands for.
        if kept.len() < 2 || kept.iter().any(|token| is_counted(token, words)) {
            return;
        }
        if kept.len() > 2 && kept[1].is_large() {
            kept = &kept[1..];
        }
    }
    let (Some(first), Some(last)) = (kept.first(), kept.last()) else { return };
    if kept.len() > LONGEST || kept.iter().all(|token| token.text.chars().count() < 2) {
        return;
    }
    let text = kept.iter().map(|token| token.text).collect::<Vec<_>>().join(" ");
    let text = text.trim_end_matches("'s").trim_end_matches("’s").trim_end_matches(['\'', '’']).to_owned();
    let is_certain = kept.len() > 1 || !first.begins || last.is_acronym();
    found.push(Run { text, start: first.start, is_certain });
}

/// `Monaten` in `nach vierzehn Monaten Stillstand`.
fn is_counted(token: &Token<'_>, words: &Words) -> bool {
    let lower = token.lower();
    words.units.contains(lower.as_str()) || words.scales.contains_key(lower.as_str())
}

fn is_no_name(token: &Token<'_>, words: &Words) -> bool {
    let lower = token.lower();
    let bare = lower.trim_end_matches("'s").trim_end_matches("’s").trim_end_matches('.');
    words.not_names.contains(bare)
        || words.function.contains(bare)
        || words.numbers.contains_key(bare)
        || !bare.chars().any(char::is_alphabetic)
}

/// True if nearly every word that could be small is large, as in many headlines.
fn is_title_case(text: &str) -> bool {
    let words: Vec<&str> = text.split_whitespace().filter(|word| word.chars().count() > 3).collect();
    let large = words.iter().filter(|word| word.chars().next().is_some_and(char::is_uppercase)).count();
    words.len() > 3 && large * 10 >= words.len() * 8
}

#[derive(Clone, Copy, Debug)]
struct Token<'t> {
    text: &'t str,
    start: usize,
    /// A sentence or a quotation begins with it.
    begins: bool,
    /// A comma or a mark stands before it.
    breaks_before: bool,
}

impl Token<'_> {
    fn is_large(&self) -> bool {
        self.text.chars().next().is_some_and(char::is_uppercase)
    }

    fn is_acronym(&self) -> bool {
        self.text.chars().count() > 1 && self.text.chars().all(|c| c.is_uppercase() || c.is_ascii_digit())
    }

    fn lower(&self) -> String {
        self.text.to_lowercase()
    }
}

fn tokens(text: &str) -> Vec<Token<'_>> {
    let mut found: Vec<Token<'_>> = Vec::new();
    let is_inner = |c: char| c.is_alphanumeric() || matches!(c, '\'' | '’' | '-' | '&');
    let mut at = 0;
    let mut end_of_last = 0;
    while at < text.len() {
        let Some(offset) = text[at..].find(|c: char| c.is_alphanumeric()) else { break };
        let start = at + offset;
        let length = text[start..].find(|c| !is_inner(c)).unwrap_or(text.len() - start);
        let end = start + length;
        let gap = &text[end_of_last..start];
        let last_is_initial = found.last().is_some_and(|last: &Token<'_>| last.text.chars().count() == 1);
        let is_plain = gap == " " || (last_is_initial && gap == ". ");
        let begins =
            found.is_empty() || gap.contains(['“', '"', '„', '«', '»', ':', '‘', '?', '!', '.', '…']);
        found.push(Token {
            text: &text[start..end],
            start,
            begins: begins && !is_plain,
            breaks_before: !is_plain,
        });
        end_of_last = end;
        at = end;
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str, language: Language) -> Vec<String> {
        runs(text, language).into_iter().filter(|run| run.is_certain).map(|run| run.text).collect()
    }

    #[test]
    fn names_are_runs_of_large_words() {
        for (text, names) in [
            (
                "The Skerry Residents' Group met Teodor Brandt on Monday.",
                &["Skerry Residents' Group", "Teodor Brandt"][..],
            ),
            ("Customers will see little. ", &[]),
            ("Its chair, Oona Fairlie, spoke in Port Ellery.", &["Oona Fairlie", "Port Ellery"]),
            (
                "However, President J. K. Marsh of the Bank of England wrote to NATO.",
                &["J K Marsh", "Bank of England", "NATO"],
            ),
            ("“Nothing works,” he told Brandt's aides.", &["Brandt"]),
            ("10 Things You Need To Know This Morning", &[]),
        ] {
            assert_eq!(found(text, Language::English), names, "{text}");
        }
    }

    #[test]
    fn german_nouns_are_no_names() {
        let text =
            "Die Genossenschaft Sound Energy und ihr Schatzmeister Teodor Brandt warten auf die Aufsicht.";
        assert_eq!(found(text, Language::German), ["Sound Energy", "Teodor Brandt"]);
        assert_eq!(found("Комета Галлея видна в Москве.", Language::Other), Vec::<String>::new());
    }
}
