//! TeX to one line of text: `\frac{a}{b}` as `a/b`, `\alpha^{2}` as `α^2`. No typesetter: a command that is not
//! known stays as its name, so that nothing is lost. Called by `math` and `build`.

use std::borrow::Cow;
use std::iter::Peekable;
use std::str::Chars;

use super::math::grouped;

/// Groups inside each other that are told apart.
const MAX_DEPTH: usize = 24;
/// Longest formula that is looked for in running text, in bytes.
const LONGEST: usize = 2_000;

/// Commands that are signs. Names of functions (`\sin`) are not here: they are their own names.
const SIGNS: &[(&str, &str)] = &[
    ("alpha", "α"),
    ("beta", "β"),
    ("gamma", "γ"),
    ("delta", "δ"),
    ("epsilon", "ε"),
    ("varepsilon", "ε"),
    ("zeta", "ζ"),
    ("eta", "η"),
    ("theta", "θ"),
    ("iota", "ι"),
    ("kappa", "κ"),
    ("lambda", "λ"),
    ("mu", "μ"),
    ("nu", "ν"),
    ("xi", "ξ"),
    ("pi", "π"),
    ("rho", "ρ"),
    ("sigma", "σ"),
    ("tau", "τ"),
    ("phi", "φ"),
    ("varphi", "φ"),
    ("chi", "χ"),
    ("psi", "ψ"),
    ("omega", "ω"),
    ("Gamma", "Γ"),
    ("Delta", "Δ"),
    ("Theta", "Θ"),
    ("Lambda", "Λ"),
    ("Xi", "Ξ"),
    ("Pi", "Π"),
    ("Sigma", "Σ"),
    ("Phi", "Φ"),
    ("Psi", "Ψ"),
    ("Omega", "Ω"),
    ("times", " × "),
    ("cdot", "·"),
    ("div", " ÷ "),
    ("pm", " ± "),
    ("mp", " ∓ "),
    ("le", " ≤ "),
    ("leq", " ≤ "),
    ("ge", " ≥ "),
    ("geq", " ≥ "),
    ("ne", " ≠ "),
    ("neq", " ≠ "),
    ("approx", " ≈ "),
    ("sim", " ∼ "),
    ("equiv", " ≡ "),
    ("propto", " ∝ "),
    ("to", " → "),
    ("rightarrow", " → "),
    ("leftarrow", " ← "),
    ("Rightarrow", " ⇒ "),
    ("Leftrightarrow", " ⇔ "),
    ("mapsto", " ↦ "),
    ("in", " ∈ "),
    ("notin", " ∉ "),
    ("subset", " ⊂ "),
    ("subseteq", " ⊆ "),
    ("cup", " ∪ "),
    ("cap", " ∩ "),
    ("forall", "∀"),
    ("exists", "∃"),
    ("infty", "∞"),
    ("partial", "∂"),
    ("nabla", "∇"),
    ("sum", "∑"),
    ("prod", "∏"),
    ("int", "∫"),
    ("ldots", "…"),
    ("cdots", "…"),
    ("dots", "…"),
    ("circ", "°"),
    ("prime", "′"),
    ("langle", "⟨"),
    ("rangle", "⟩"),
    ("quad", "  "),
    ("qquad", "  "),
];

/// Commands that only say how something looks.
const SILENT: [&str; 14] = [
    "left",
    "right",
    "big",
    "Big",
    "bigl",
    "bigr",
    "displaystyle",
    "textstyle",
    "scriptstyle",
    "limits",
    "nolimits",
    "rm",
    "bf",
    "it",
];

/// Commands that only say how their argument looks.
const DRESSES: [&str; 13] = [
    "text",
    "mathrm",
    "mathbf",
    "mathit",
    "mathsf",
    "mathtt",
    "mathcal",
    "mathbb",
    "operatorname",
    "textbf",
    "textit",
    "mbox",
    "boldsymbol",
];

/// A formula as text.
pub fn readable(tex: &str) -> String {
    let mut reader = Reader { rest: tex.chars().peekable(), depth: 0 };
    let mut out = String::new();
    while reader.rest.peek().is_some() {
        out.push_str(&reader.group());
    }
    out.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Running text with its formulas (`\(…\)`, `\[…\]`, `$$…$$`) as text.
pub fn in_text(text: &str) -> Cow<'_, str> {
    const SIGNS: [(&str, &str); 3] = [("\\(", "\\)"), ("\\[", "\\]"), ("$$", "$$")];
    if !text.contains('\\') && !text.contains("$$") {
        return text.into();
    }
    let mut out = String::new();
    let mut rest = text;
    let next = |rest: &str| {
        let found = SIGNS.iter().filter_map(|(open, close)| Some((rest.find(open)?, *open, *close)));
        found.min_by_key(|(at, ..)| *at)
    };
    while let Some((at, open, close)) = next(rest) {
        let from = at + open.len();
        let inner = rest[from..].find(close).map(|length| &rest[from..from + length]);
        let Some(inner) = inner.filter(|inner| inner.len() <= LONGEST && is_formula(inner)) else {
            out.push_str(&rest[..from]);
            rest = &rest[from..];
            continue;
        };
        out.push_str(&rest[..at]);
        out.push_str(&readable(inner));
        rest = &rest[from + inner.len() + close.len()..];
    }
    out.push_str(rest);
    out.into()
}

/// A prompt of a shell stands between the same signs.
fn is_formula(text: &str) -> bool {
    let command =
        text.as_bytes().windows(3).any(|w| w[0] == b'\\' && w[1].is_ascii_alphabetic() && w[2] != b'[');
    command || text.contains(['^', '_', '=', '+'])
}

struct Reader<'t> {
    rest: Peekable<Chars<'t>>,
    depth: usize,
}

impl Reader<'_> {
    /// Everything up to the end of the group, which is passed.
    fn group(&mut self) -> String {
        let mut out = String::new();
        self.depth += 1;
        while let Some(c) = self.rest.next() {
            match c {
                '}' => break,
                '{' if self.depth < MAX_DEPTH => out.push_str(&self.group()),
                '{' => {}
                '\\' => self.command(&mut out),
                '^' | '_' => {
                    out.push(c);
                    let raised = self.argument();
                    out.push_str(&grouped(&raised));
                }
                '~' | '&' => out.push(' '),
                c => out.push(c),
            }
        }
        self.depth -= 1;
        out
    }

    fn command(&mut self, out: &mut String) {
        let mut name = String::new();
        while let Some(c) = self.rest.next_if(char::is_ascii_alphabetic) {
            name.push(c);
        }
        match name.as_str() {
            "" => match self.rest.next() {
                Some('\\') => out.push_str("; "),
                Some(',' | ';' | ':' | ' ' | '\n') => out.push(' '),
                Some('!') | None => {}
                Some('|') => out.push('‖'),
                Some(c) => out.push(c),
            },
            "frac" | "dfrac" | "tfrac" | "cfrac" => {
                let (above, below) = (self.argument(), self.argument());
                out.extend([grouped(&above).as_str(), "/", &grouped(&below)]);
            }
            "sqrt" => {
                let inner = self.argument();
                out.push('√');
                out.push_str(&grouped(&inner));
            }
            "begin" | "end" => drop(self.argument()),
            name if SILENT.contains(&name) => {}
            name if DRESSES.contains(&name) => out.push_str(&self.argument()),
            name => self.sign_or_name(name, out),
        }
    }

    fn sign_or_name(&mut self, name: &str, out: &mut String) {
        if let Some((_, sign)) = SIGNS.iter().find(|(known, _)| *known == name) {
            out.push_str(sign);
            return;
        }
        // The name of a function, or one that nobody knows here.
        out.push_str(name);
        let goes_on = |next: &char| next.is_alphanumeric() || matches!(next, '{' | '\\');
        out.extend(self.rest.peek().is_some_and(goes_on).then_some(' '));
    }

    /// What a command or a sign is about: a group, a command, or one character.
    fn argument(&mut self) -> String {
        while self.rest.next_if(|c| c.is_whitespace()).is_some() {}
        let mut out = String::new();
        match self.rest.peek() {
            None | Some('}') => {}
            Some('{') if self.depth < MAX_DEPTH => {
                self.rest.next();
                out = self.group();
            }
            Some('\\') if self.depth < MAX_DEPTH => {
                self.rest.next();
                self.depth += 1;
                self.command(&mut out);
                self.depth -= 1;
            }
            Some(_) => out.extend(self.rest.next()),
        }
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formulas_read_as_text() {
        for (tex, expected) in [
            ("a^{2} + b_1", "a^2 + b_1"),
            (r"\frac{a+b}{2}", "(a+b)/2"),
            (r"E = mc^2", "E = mc^2"),
            (r"\alpha \leq \beta_{max}", "α ≤ β_max"),
            (r"\sqrt{x^2+1}", "√(x^2+1)"),
            (r"\sin x \cdot \text{rate of } y", "sin x · rate of y"),
            (r"\left( \sum_{i=1}^{n} x_i \right)", "( ∑_(i=1)^n x_i )"),
            (r"\begin{cases} 1 & x \\ 2 \end{cases}", "1 x ; 2"),
            (r"50\% \unknown{x}", "50% unknown x"),
            (r"x^\alpha", "x^α"),
            (r"} \", ""),
        ] {
            assert_eq!(readable(tex), expected, "{tex}");
        }
    }

    #[test]
    fn formulas_are_found_in_running_text() {
        for (text, expected) in [
            (r"so \(a^{2}\) and \[b = \frac{1}{2}\].", "so a^2 and b = 1/2."),
            ("it is $$x_{1}$$ here", "it is x_1 here"),
            ("costs $5 and $$ more", "costs $5 and $$ more"),
            (r"PS1='\[\033[0m\]'", r"PS1='\[\033[0m\]'"),
            (r"a\b and C:\(x86\)", r"a\b and C:\(x86\)"),
            (r"open \(a^2", r"open \(a^2"),
        ] {
            assert_eq!(in_text(text), expected, "{text}");
        }
    }

    proptest::proptest! {
        #[test]
        fn nothing_is_too_odd(tex in r"([a-z0-9{}\\^_$&~ ()\[\]]|\\frac|\\sqrt|\\text|é){0,80}") {
            let _ = (readable(&tex), in_text(&tex));
        }

        #[test]
        fn letters_and_digits_outside_of_commands_stay(words in proptest::collection::vec("[a-z0-9]{1,5}", 1..6)) {
            let tex = words.iter().map(|word| format!(r"{{\mathrm{{{word}}}}}^{{2}}\,")).collect::<Vec<_>>().concat();
            let shown = readable(&tex);
            for word in words {
                proptest::prop_assert!(shown.contains(&word), "{word} in {shown}");
            }
        }
    }
}
