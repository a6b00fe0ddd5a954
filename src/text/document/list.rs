//! Lists and the marks of their items: numbers as a page sets them (`start`, `value`, `reversed`,
//! `type`). Filled by `html`, read by `wrap` and `render`.

use std::collections::BTreeMap;

use super::Block;

/// A list.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct List {
    /// Number of the first item; `None` for bullets.
    pub start: Option<i64>,
    /// What the numbers are written with.
    pub numbering: Numbering,
    /// Whether the numbers fall.
    pub is_reversed: bool,
    /// Items that do not follow the one before: index to number.
    pub values: BTreeMap<usize, i64>,
    /// Items.
    pub items: Vec<Vec<Block>>,
}

/// What the numbers of a list are written with.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Numbering {
    /// 1, 2, 3.
    #[default]
    Decimal,
    /// a, b, c.
    LowerLetters,
    /// A, B, C.
    UpperLetters,
    /// i, ii, iii.
    LowerRoman,
    /// I, II, III.
    UpperRoman,
}

impl List {
    /// The number of item `at` (from 0); `None` for bullets.
    #[must_use]
    pub fn number(&self, at: usize) -> Option<i64> {
        let start = self.start?;
        let (from, number) =
            self.values.range(..=at).next_back().map_or((0, start), |(from, number)| (*from, *number));
        let steps = i64::try_from(at - from).unwrap_or(i64::MAX);
        Some(if self.is_reversed { number.saturating_sub(steps) } else { number.saturating_add(steps) })
    }

    /// The number of item `at` as it is written, without a sign behind it; `None` for bullets.
    #[must_use]
    pub fn mark(&self, at: usize) -> Option<String> {
        self.number(at).map(|number| self.numbering.write(number))
    }
}

impl Numbering {
    /// By the value of the attribute `type`.
    #[must_use]
    pub fn of_type(name: &str) -> Self {
        match name.trim() {
            "a" => Self::LowerLetters,
            "A" => Self::UpperLetters,
            "i" => Self::LowerRoman,
            "I" => Self::UpperRoman,
            _ => Self::Decimal,
        }
    }

    /// The value of the attribute `type`; `None` for plain numbers.
    #[must_use]
    pub fn type_name(self) -> Option<&'static str> {
        match self {
            Self::Decimal => None,
            Self::LowerLetters => Some("a"),
            Self::UpperLetters => Some("A"),
            Self::LowerRoman => Some("i"),
            Self::UpperRoman => Some("I"),
        }
    }

    /// Numbers that letters or Roman figures cannot write are written plainly, as browsers do.
    fn write(self, number: i64) -> String {
        let written = match self {
            Self::Decimal => None,
            Self::LowerLetters => letters(number),
            Self::UpperLetters => letters(number).map(|text| text.to_ascii_uppercase()),
            Self::LowerRoman => roman(number),
            Self::UpperRoman => roman(number).map(|text| text.to_ascii_uppercase()),
        };
        written.unwrap_or_else(|| number.to_string())
    }
}

/// a to z, then aa, ab and so on.
fn letters(number: i64) -> Option<String> {
    let mut left = u64::try_from(number).ok().filter(|number| *number > 0)?;
    let mut out = Vec::new();
    while left > 0 {
        let digit = u8::try_from((left - 1) % 26).ok()?;
        out.push(char::from(b'a' + digit));
        left = (left - 1) / 26;
    }
    Some(out.iter().rev().collect())
}

fn roman(number: i64) -> Option<String> {
    const SIGNS: [(i64, &str); 13] = [
        (1000, "m"),
        (900, "cm"),
        (500, "d"),
        (400, "cd"),
        (100, "c"),
        (90, "xc"),
        (50, "l"),
        (40, "xl"),
        (10, "x"),
        (9, "ix"),
        (5, "v"),
        (4, "iv"),
        (1, "i"),
    ];
    if !(1..=3999).contains(&number) {
        return None;
    }
    let mut left = number;
    let mut out = String::new();
    for (value, sign) in SIGNS {
        while left >= value {
            out.push_str(sign);
            left -= value;
        }
    }
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_as_the_page_wants() {
        for (numbering, number, expected) in [
            (Numbering::Decimal, -3, "-3"),
            (Numbering::LowerLetters, 1, "a"),
            (Numbering::LowerLetters, 27, "aa"),
            (Numbering::UpperLetters, 703, "AAA"),
            (Numbering::LowerLetters, 0, "0"),
            (Numbering::LowerRoman, 1994, "mcmxciv"),
            (Numbering::UpperRoman, 4, "IV"),
            (Numbering::UpperRoman, 4000, "4000"),
        ] {
            assert_eq!(numbering.write(number), expected);
        }
        for name in ["1", "a", "A", "i", "I"] {
            assert_eq!(Numbering::of_type(name).type_name().unwrap_or("1"), name);
        }
    }

    #[test]
    fn items_count_on_from_the_last_one_that_says_its_number() {
        let list = List { start: Some(5), values: BTreeMap::from([(2, 20)]), ..List::default() };
        assert_eq!((0..4).filter_map(|at| list.number(at)).collect::<Vec<_>>(), [5, 6, 20, 21]);
        let list = List { is_reversed: true, ..list };
        assert_eq!((0..4).filter_map(|at| list.mark(at)).collect::<Vec<_>>(), ["5", "4", "20", "19"]);
        assert_eq!(List::default().number(3), None);
        let far = List { start: Some(i64::MAX), ..List::default() };
        assert_eq!(far.number(9), Some(i64::MAX));
    }
}
