//! Text to trees: one pass over the characters, a function for each level of precedence. Depth is
//! bounded by [`MAX_DEPTH`], so no text can use up the stack. Every error has a position.

use jiff::civil::Date;

use super::ast::{
    Bound, Compare, Day, Expr, Field, Flag, MAX_DEPTH, Measure, Pattern, Term, Unit, Value, When, field_name,
};
use super::{Error, Query};

type Result<T> = std::result::Result<T, Error>;

pub(super) fn parse(text: &str) -> Result<Query> {
    let chars: Vec<char> = text.chars().collect();
    let mut parser = Parser { chars: &chars, at: 0, depth: 0 };
    parser.skip_space();
    if parser.peek().is_none() {
        return Ok(Query::default());
    }
    let root = parser.either()?;
    match parser.peek() {
        None => Ok(Query { root: Some(root) }),
        _ => Err(parser.error("there is no `(` for this `)`")),
    }
}

struct Parser<'t> {
    chars: &'t [char],
    at: usize,
    depth: usize,
}

impl Parser<'_> {
    /// `a or b`.
    fn either(&mut self) -> Result<Expr> {
        let mut parts = vec![self.both()?];
        while self.keyword("or") {
            parts.push(self.both()?);
        }
        Ok(Expr::any_of(parts).expect("at least one part was parsed"))
    }

    /// `a b`, `a and b`.
    fn both(&mut self) -> Result<Expr> {
        let mut parts = vec![self.negated()?];
        loop {
            let more =
                self.keyword("and") || (!matches!(self.peek(), None | Some(')')) && !self.at_keyword("or"));
            if !more {
                return Ok(Expr::all(parts).expect("at least one part was parsed"));
            }
            parts.push(self.negated()?);
        }
    }

    /// `not a`, `-a`, `(a)` or a term.
    fn negated(&mut self) -> Result<Expr> {
        let start = self.at;
        if self.keyword("not") {
            return self.deeper(start, |parser| Ok(Expr::Not(Box::new(parser.negated()?))));
        }
        if self.peek() == Some('-')
            && self.chars.get(self.at + 1).is_some_and(|c| !c.is_whitespace() && *c != ')')
        {
            self.at += 1;
            return self.deeper(start, |parser| Ok(Expr::Not(Box::new(parser.negated()?))));
        }
        if self.peek() == Some('(') {
            self.at += 1;
            self.skip_space();
            return self.deeper(start, |parser| parser.closed(start));
        }
        let term = self.term()?;
        self.skip_space();
        Ok(Expr::Term(term))
    }

    fn closed(&mut self, start: usize) -> Result<Expr> {
        if self.peek() == Some(')') {
            return Err(self.error("something must stand between `(` and `)`"));
        }
        let inner = self.either()?;
        if self.peek() != Some(')') {
            return Err(error(start, "this `(` is not closed: put `)` where it ends"));
        }
        self.at += 1;
        self.skip_space();
        Ok(inner)
    }

    fn deeper(&mut self, start: usize, inner: impl FnOnce(&mut Self) -> Result<Expr>) -> Result<Expr> {
        if self.depth == MAX_DEPTH {
            let message = format!("nested too deep: at most {MAX_DEPTH} levels of `(` and `not`");
            return Err(error(start, message));
        }
        self.depth += 1;
        let expr = inner(self);
        self.depth -= 1;
        expr
    }

    fn term(&mut self) -> Result<Term> {
        match self.peek() {
            None => Err(self
                .error("something must follow here: a word, \"a quotation\", a field such as title: or `(`")),
            Some(')') => Err(self.error("something must stand before `)`")),
            Some('"') => Ok(Term::Text { field: Field::Any, value: Value::Phrase(self.quotation()?) }),
            Some('/') => Ok(Term::Text { field: Field::Any, value: Value::Regex(self.regex()?) }),
            Some(_) => self.run_term(),
        }
    }

    /// A term that starts with a run of ordinary characters.
    fn run_term(&mut self) -> Result<Term> {
        let start = self.at;
        let run = self.look_at_run();
        let lower = run.to_lowercase();
        if matches!(lower.as_str(), "and" | "or") {
            return Err(self.error(format!("something must stand before `{run}`; in quotes it is a word")));
        }
        if let Some(flag) = Flag::WORDS.into_iter().find(|flag| flag.name() == lower) {
            self.at += run.chars().count();
            return Ok(Term::Flag(flag));
        }
        if let Some((measure, rest)) = Measure::split(&run) {
            self.at += run.chars().count();
            return number(measure, rest, start + measure.name().len());
        }
        if let Some(name) = field_name(&run) {
            self.at += name.len() + 1;
            return self.field(&name.to_ascii_lowercase(), start);
        }
        self.at += run.chars().count();
        let value = Value::bare(Field::Any, &run).unwrap_or(Value::Word(run));
        Ok(Term::Text { field: Field::Any, value })
    }

    /// What follows `name:`.
    fn field(&mut self, name: &str, start: usize) -> Result<Term> {
        if let Some(bound) = Bound::ALL.into_iter().find(|bound| bound.name() == name) {
            let (at, value) = (self.at, self.run());
            return when(&value, at).map(|when| Term::Time { bound, when });
        }
        if name == "has" {
            let (at, value) = (self.at, self.run());
            let flag = Flag::HAS.into_iter().find(|flag| flag.name().eq_ignore_ascii_case(&value));
            return flag
                .map(Term::Flag)
                .ok_or_else(|| error(at, "after has: may stand enclosure, image or full-text"));
        }
        let Some(field) = Field::NAMED.into_iter().find(|field| field.name() == name) else {
            return Err(unknown_field(name, start));
        };
        let value = match self.peek() {
            Some('"') => Value::Phrase(self.quotation()?),
            Some('/') => Value::Regex(self.regex()?),
            _ => {
                let (at, run) = (self.at, self.run());
                Value::bare(field, &run).ok_or_else(|| {
                    error(at, format!("after {name}: must stand a word, \"a quotation\" or /an expression/"))
                })?
            }
        };
        Ok(Term::Text { field, value })
    }

    fn quotation(&mut self) -> Result<String> {
        let start = self.at;
        self.at += 1;
        let mut text = String::new();
        while let Some(c) = self.next() {
            match c {
                '"' => return Ok(text),
                '\\' if matches!(self.peek(), Some('"' | '\\')) => text.extend(self.next()),
                c => text.push(c),
            }
        }
        Err(error(start, "this quotation is not closed: put `\"` where it ends"))
    }

    fn regex(&mut self) -> Result<Pattern> {
        let start = self.at;
        self.at += 1;
        let mut source = String::new();
        loop {
            match self.next() {
                None => {
                    return Err(error(
                        start,
                        "this expression is not closed: put `/` where it ends, or quote the text",
                    ));
                }
                Some('/') => break,
                Some('\\') => {
                    source.push('\\');
                    source.extend(self.next());
                }
                Some(c) => source.push(c),
            }
        }
        let (at, flags) = (self.at, self.run());
        if !matches!(flags.as_str(), "" | "i") {
            return Err(error(
                at,
                "after the closing `/` only `i` may follow; to search for a path, quote it",
            ));
        }
        Pattern::new(&source, flags == "i")
            .map_err(|cause| error(start + 1, format!("this is no regular expression: {cause}")))
    }

    fn keyword(&mut self, word: &str) -> bool {
        let found = self.at_keyword(word);
        if found {
            self.at += word.len();
            self.skip_space();
        }
        found
    }

    fn at_keyword(&self, word: &str) -> bool {
        let end = self.at + word.len();
        let Some(here) = self.chars.get(self.at..end) else { return false };
        let same = here.iter().zip(word.chars()).all(|(a, b)| a.eq_ignore_ascii_case(&b));
        same && self.chars.get(end).is_none_or(|c| ends_word(*c))
    }

    fn look_at_run(&self) -> String {
        self.chars[self.at..].iter().take_while(|c| !ends_word(**c)).collect()
    }

    fn run(&mut self) -> String {
        let run = self.look_at_run();
        self.at += run.chars().count();
        run
    }

    fn peek(&self) -> Option<char> {
        self.chars.get(self.at).copied()
    }

    fn next(&mut self) -> Option<char> {
        let c = self.peek();
        self.at += usize::from(c.is_some());
        c
    }

    fn skip_space(&mut self) {
        while self.peek().is_some_and(char::is_whitespace) {
            self.at += 1;
        }
    }

    fn error(&self, message: impl Into<String>) -> Error {
        error(self.at, message)
    }
}

fn error(position: usize, message: impl Into<String>) -> Error {
    Error { position, message: message.into() }
}

/// Characters that end a run.
fn ends_word(c: char) -> bool {
    c.is_whitespace() || matches!(c, '"' | '(' | ')')
}

fn unknown_field(name: &str, start: usize) -> Error {
    let mut known: Vec<&str> = Field::NAMED.iter().map(|field| field.name()).collect();
    known.push("has");
    known.extend(Bound::ALL.iter().map(|bound| bound.name()));
    let known = known.join(", ");
    error(
        start,
        format!(
            "there is no field `{name}`; the fields are {known}. Quote the text to search for it as it stands"
        ),
    )
}

fn when(value: &str, at: usize) -> Result<When> {
    let expected = || error(at, "a time must stand here: 7d (h d w m y), 2026-05-07, today or yesterday");
    let lower = value.to_ascii_lowercase();
    match lower.as_str() {
        "today" => return Ok(When::Day(Day::Today)),
        "yesterday" => return Ok(When::Day(Day::Yesterday)),
        _ => {}
    }
    if let Some(unit) = Unit::ALL.into_iter().find(|unit| lower.ends_with(unit.letter())) {
        let digits = &lower[..lower.len() - 1];
        if !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit()) {
            let n = digits.parse().map_err(|_| error(at, "this number is too large"))?;
            return Ok(When::Ago(n, unit));
        }
    }
    // The calendar form only: `Date` itself would take times and zones as well.
    let is_date = lower.len() == 10 && lower.bytes().all(|b| b.is_ascii_digit() || b == b'-');
    let date: Option<Date> = is_date.then(|| lower.parse().ok()).flatten();
    date.map(|date| When::Day(Day::Date(date))).ok_or_else(expected)
}

fn number(measure: Measure, rest: &str, at: usize) -> Result<Term> {
    let compare = Compare::ALL.into_iter().find(|compare| rest.starts_with(compare.sign()));
    let compare = compare.ok_or_else(|| error(at, "one of > >= < <= = must stand here"))?;
    let digits = &rest[compare.sign().len()..];
    let at = at + compare.sign().len();
    if digits.is_empty() || !digits.bytes().all(|b| b.is_ascii_digit()) {
        return Err(error(at, format!("a number must follow, as in {}>3", measure.name())));
    }
    let value = digits.parse().map_err(|_| error(at, "this number is too large"))?;
    Ok(Term::Number { measure, compare, value })
}
