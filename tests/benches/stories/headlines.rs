//! The labelled headlines: reading them, and samples that look like what a person's feeds bring.

use std::collections::BTreeMap;
use std::path::Path;

/// A headline and the story that it truly belongs to.
#[derive(Clone, Debug)]
pub struct Headline {
    pub title: String,
    pub story: String,
    pub at_ms: i64,
}

/// How many titles of a story a person's feeds bring.
const SIZES: [usize; 10] = [1, 1, 1, 2, 2, 3, 4, 5, 8, 12];

/// Every headline of the CSV files in `headlines/`.
pub fn load(folder: &Path) -> Vec<Headline> {
    let mut files: Vec<_> = std::fs::read_dir(folder.join("headlines"))
        .expect("TIDINGS_DATA holds a folder of headlines")
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| path.extension().is_some_and(|ending| ending == "csv"))
        .collect();
    files.sort();
    let mut all = Vec::new();
    for file in files {
        let text = std::fs::read_to_string(&file).expect("a file of headlines is text");
        let mut lines = text.lines();
        let names = fields(lines.next().unwrap_or_default());
        let column = |name: &str| names.iter().position(|other| other == name).expect("a known column");
        let (title, story, at) = (column("TITLE"), column("STORY"), column("TIMESTAMP"));
        all.extend(lines.map(fields).filter(|row| row.len() == names.len()).map(|row| Headline {
            title: row[title].clone(),
            story: row[story].clone(),
            at_ms: row[at].parse().unwrap_or_default(),
        }));
    }
    all
}

/// The fields of a line; quotes may hold commas, a backslash or a second quote makes a quote plain.
fn fields(line: &str) -> Vec<String> {
    let mut fields = vec![String::new()];
    let mut quoted = false;
    let mut chars = line.chars().peekable();
    while let Some(c) = chars.next() {
        let last = fields.len() - 1;
        match c {
            '"' if quoted && chars.peek() == Some(&'"') => fields[last].extend(chars.next()),
            '"' => quoted = !quoted,
            '\\' => fields[last].extend(chars.next()),
            ',' if !quoted => fields.push(String::new()),
            c => fields[last].push(c),
        }
    }
    fields
}

fn by_story(all: &[Headline]) -> BTreeMap<&str, Vec<&Headline>> {
    let mut stories: BTreeMap<&str, Vec<&Headline>> = BTreeMap::new();
    for headline in all {
        stories.entry(&headline.story).or_default().push(headline);
    }
    stories
}

/// Every other story, and the rest.
pub fn halves(all: &[Headline]) -> (Vec<Headline>, Vec<Headline>) {
    let mut halves = (Vec::new(), Vec::new());
    for (i, headlines) in by_story(all).into_values().enumerate() {
        let half = if i % 2 == 0 { &mut halves.0 } else { &mut halves.1 };
        half.extend(headlines.into_iter().cloned());
    }
    halves
}

/// A few titles of each story, in the order of time.
pub fn sample(all: &[Headline], seed: u64) -> Vec<&Headline> {
    let mut dice = Dice(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1);
    let mut sample = Vec::new();
    for mut headlines in by_story(all).into_values() {
        let size = SIZES[dice.below(SIZES.len())].min(headlines.len());
        for _ in 0..size {
            sample.push(headlines.swap_remove(dice.below(headlines.len())));
        }
    }
    sample.sort_by_key(|headline| headline.at_ms);
    sample
}

/// Numbers that look random and are the same every time (xorshift).
pub struct Dice(pub u64);

impl Dice {
    pub fn below(&mut self, end: usize) -> usize {
        for shift in [13_i32, -7, 17] {
            self.0 ^= if shift > 0 { self.0 << shift } else { self.0 >> -shift };
        }
        usize::try_from(self.0.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 33).unwrap_or_default() % end
    }
}
