//! Trees back to text. The inverse of `parse`: what is printed here parses to an equal tree.

use std::fmt;

use super::ast::{Bound, Day, Expr, Field, Flag, Pattern, Term, Value, When};

impl fmt::Display for Expr {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::All(parts) => join(f, parts, " and "),
            Self::Any(parts) => join(f, parts, " or "),
            Self::Not(inner) => {
                f.write_str("not ")?;
                part(f, inner)
            }
            Self::Term(term) => term.fmt(f),
        }
    }
}

fn join(f: &mut fmt::Formatter<'_>, parts: &[Expr], word: &str) -> fmt::Result {
    for (i, inner) in parts.iter().enumerate() {
        if i > 0 {
            f.write_str(word)?;
        }
        part(f, inner)?;
    }
    Ok(())
}

/// A part of something greater: in parentheses where it consists of parts itself.
fn part(f: &mut fmt::Formatter<'_>, inner: &Expr) -> fmt::Result {
    match inner {
        Expr::All(_) | Expr::Any(_) => write!(f, "({inner})"),
        _ => write!(f, "{inner}"),
    }
}

impl fmt::Display for Term {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Text { field: Field::Any, value } => value.fmt(f),
            Self::Text { field, value } => write!(f, "{}:{value}", field.name()),
            Self::Flag(flag) if Flag::HAS.contains(flag) => write!(f, "has:{}", flag.name()),
            Self::Flag(flag) => f.write_str(flag.name()),
            Self::Time { bound, when } => time(f, *bound, *when),
            Self::Number { measure, compare, value } => {
                write!(f, "{}{}{value}", measure.name(), compare.sign())
            }
        }
    }
}

fn time(f: &mut fmt::Formatter<'_>, bound: Bound, when: When) -> fmt::Result {
    write!(f, "{}:", bound.name())?;
    match when {
        When::Ago(n, unit) => write!(f, "{n}{}", unit.letter()),
        When::Day(Day::Today) => f.write_str("today"),
        When::Day(Day::Yesterday) => f.write_str("yesterday"),
        When::Day(Day::Date(date)) => write!(f, "{date}"),
    }
}

impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Word(word) => f.write_str(word),
            Self::Prefix(stem) => write!(f, "{stem}*"),
            Self::Phrase(text) => {
                f.write_str("\"")?;
                for c in text.chars() {
                    if matches!(c, '"' | '\\') {
                        f.write_str("\\")?;
                    }
                    write!(f, "{c}")?;
                }
                f.write_str("\"")
            }
            Self::Regex(pattern) => pattern.fmt(f),
        }
    }
}

impl fmt::Display for Pattern {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("/")?;
        let mut escaped = false;
        for c in self.source().chars() {
            if c == '/' && !escaped {
                f.write_str("\\")?;
            }
            escaped = c == '\\' && !escaped;
            write!(f, "{c}")?;
        }
        f.write_str(if self.ignores_case() { "/i" } else { "/" })
    }
}
