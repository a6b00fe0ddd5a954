//! Finding in the article: what is looked for, at which of its hits the person is, and where they were before.
//! Where the hits stand only `ui` knows, which has the lines.

use super::Aim;

/// What is found in the article.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Finding {
    /// What was typed.
    pub typed: String,
    /// The hit at which the person is, from 0.
    pub current: Option<usize>,
    /// How many there are.
    pub total: usize,
    /// True once a frame has counted them.
    pub is_counted: bool,
    /// Where the person was before.
    pub origin: usize,
}

/// A step to another hit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Step {
    /// The hit, from 0.
    pub hit: usize,
    /// True if the step went over an end of the text.
    pub is_around: bool,
}

impl Finding {
    /// Finding for a person whose first line is `top`.
    #[must_use]
    pub fn from(top: usize) -> Self {
        Self { origin: top, ..Self::default() }
    }

    /// Looks for another text from where the person was before.
    pub fn look_for(&mut self, typed: &str) -> Aim {
        typed.clone_into(&mut self.typed);
        (self.current, self.is_counted) = (None, false);
        if typed.trim().is_empty() { Aim::Line(self.origin) } else { Aim::FirstHit { from: self.origin } }
    }

    /// The next hit or the one before, around the ends; `None` where there is none.
    pub fn step(&mut self, forward: bool) -> Option<Step> {
        let last = self.total.checked_sub(1)?;
        let step = match (self.current, forward) {
            (None, _) => Step { hit: 0, is_around: false },
            (Some(at), true) if at >= last => Step { hit: 0, is_around: true },
            (Some(0), false) => Step { hit: last, is_around: true },
            (Some(at), true) => Step { hit: at + 1, is_around: false },
            (Some(at), false) => Step { hit: at - 1, is_around: false },
        };
        self.current = Some(step.hit);
        Some(step)
    }

    /// `3 of 12`.
    #[must_use]
    pub fn told(&self) -> String {
        match (self.current, self.total) {
            _ if self.typed.trim().is_empty() || !self.is_counted => String::new(),
            (_, 0) => "not in this text".to_owned(),
            (Some(at), total) => format!("{} of {total}", at + 1),
            (None, total) => format!("{total}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_go_around_and_say_so() {
        let mut finding = Finding { total: 2, current: Some(0), is_counted: true, ..Finding::from(7) };
        assert_eq!(finding.step(true), Some(Step { hit: 1, is_around: false }));
        assert_eq!(finding.step(true), Some(Step { hit: 0, is_around: true }));
        assert_eq!(finding.step(false), Some(Step { hit: 1, is_around: true }));
        assert_eq!(Finding::from(0).step(true), None);
    }

    #[test]
    fn nothing_typed_is_where_one_was() {
        let mut finding = Finding::from(7);
        assert_eq!(finding.look_for("x"), Aim::FirstHit { from: 7 });
        assert_eq!(finding.look_for(" "), Aim::Line(7));
        assert_eq!(finding.told(), "");
    }
}
