//! What anybody would write first: online TF-IDF with pairs of words, each headline to the nearest
//! centre of a story. The measure that tidings' grouping is held against.

use std::collections::{HashMap, HashSet};

use crate::headlines::Headline;

const STOP: &str = "a an the and or but if of to in on for with at by from as is are was were be been being has \
    have had do does did will would could should may might must can its it his her their our your my we you \
    they he she i this that these those not no nor so than then too very just over under after before about \
    into out up down off what which who whom whose when where why how all any more most other some such only \
    own same new say says said amid via vs us get gets";

/// For each headline the number of its story.
pub fn stories(sample: &[&Headline], threshold: f64) -> Vec<usize> {
    let stop: HashSet<&str> = STOP.split_whitespace().collect();
    let counted: Vec<HashMap<String, f64>> =
        sample.iter().map(|headline| terms(&headline.title, &stop)).collect();
    let mut documents: HashMap<&str, f64> = HashMap::new();
    for term in counted.iter().flat_map(HashMap::keys) {
        *documents.entry(term).or_default() += 1.0;
    }
    let mut centres: Vec<HashMap<&str, f64>> = Vec::new();
    let mut found = Vec::with_capacity(sample.len());
    #[allow(clippy::cast_precision_loss, reason = "a sample is small")]
    let all = sample.len() as f64;
    for terms in &counted {
        let mut vector: HashMap<&str, f64> = terms
            .iter()
            .map(|(term, n)| (term.as_str(), (1.0 + n.ln()) * (1.0 + all / documents[term.as_str()]).ln()))
            .collect();
        let length = length(&vector);
        for weight in vector.values_mut() {
            *weight /= length;
        }
        let likest = centres.iter().map(|centre| product(&vector, centre) / self::length(centre)).enumerate();
        let likest =
            likest.max_by(|one, other| one.1.total_cmp(&other.1)).filter(|(_, like)| *like >= threshold);
        let place = likest.map_or(centres.len(), |(place, _)| place);
        if place == centres.len() {
            centres.push(HashMap::new());
        }
        for (term, weight) in vector {
            *centres[place].entry(term).or_default() += weight;
        }
        found.push(place);
    }
    found
}

fn product(one: &HashMap<&str, f64>, other: &HashMap<&str, f64>) -> f64 {
    one.iter().filter_map(|(term, weight)| Some(weight * other.get(term)?)).sum()
}

fn length(vector: &HashMap<&str, f64>) -> f64 {
    vector.values().map(|weight| weight * weight).sum::<f64>().sqrt().max(f64::MIN_POSITIVE)
}

fn terms(title: &str, stop: &HashSet<&str>) -> HashMap<String, f64> {
    let lower = title.to_lowercase().replace('\u{2019}', "'").replace("'s", "");
    let words =
        lower.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty() && !stop.contains(word));
    let words: Vec<&str> = words.map(stem).collect();
    let mut terms: HashMap<String, f64> = HashMap::new();
    for word in &words {
        *terms.entry((*word).to_owned()).or_default() += 1.0;
    }
    for pair in words.windows(2) {
        *terms.entry(pair.join(" ")).or_default() += 1.0;
    }
    terms
}

fn stem(word: &str) -> &str {
    let endings = ["ing", "ed", "es", "s"];
    endings.iter().find_map(|ending| word.strip_suffix(ending).filter(|rest| rest.len() >= 3)).unwrap_or(word)
}
