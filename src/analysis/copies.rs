//! Which tellings are the same text: wire copy that several outlets print.

use super::reading::Reading;
use crate::story::Sketch;

/// Of each telling the first one whose text it repeats.
#[must_use]
pub fn copies(readings: &[Reading<'_>]) -> Vec<Option<usize>> {
    let sketches: Vec<Option<Sketch>> = readings.iter().map(sketch).collect();
    let mut found: Vec<Option<usize>> = Vec::with_capacity(sketches.len());
    for (at, sketch) in sketches.iter().enumerate() {
        let is_near = |earlier: &usize| {
            let first = sketches[*earlier].as_ref().filter(|_| found[*earlier].is_none());
            first.zip(sketch.as_ref()).is_some_and(|(first, sketch)| first.is_near(sketch))
        };
        let first = (0..at).find(is_near);
        found.push(first);
    }
    found
}

fn sketch(reading: &Reading<'_>) -> Option<Sketch> {
    let texts: Vec<&str> = reading.sentences.iter().map(|sentence| sentence.text.as_str()).collect();
    Sketch::of(&texts.join(" "))
}
