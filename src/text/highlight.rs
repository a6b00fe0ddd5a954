//! What the words of code are, by the grammars that come with syntect. Takes its time, so only workers call
//! it; the grammars are unpacked with the first block of code and not before. Which colours the kinds have
//! is the theme's matter. Called by `runtime`.

mod language;

use std::sync::OnceLock;

use syntect::parsing::{ParseState, Scope, ScopeStack, SyntaxSet};

use super::SafeText;
use super::document::{CodeBlock, CodePart, CodeParts, CodeRole};

/// Lines of one block that are looked at; the rest stays plain.
const MOST_LINES: usize = 2_000;
/// Bytes of a line that are looked at; longer ones are data or packed programs.
const LONGEST_LINE: usize = 1_000;
/// Bytes of one document that are looked at.
const MOST_BYTES: usize = 200_000;

/// Finds the parts of blocks of code; `is_over` is asked now and then whether anyone still waits.
#[must_use]
pub fn parts_of(blocks: &[CodeBlock], is_over: impl Fn() -> bool) -> CodeParts {
    let mut left = MOST_BYTES;
    let of_block = |block: &CodeBlock| {
        // Most blocks of most articles name no language, and then no grammar is needed.
        if left == 0 || !language::may_be_known(block) {
            return Vec::new();
        }
        let grammars = grammars();
        match language::syntax(block, &grammars.set) {
            Some(syntax) => grammars.parts(&mut ParseState::new(syntax), &block.lines, &mut left, &is_over),
            None => Vec::new(),
        }
    };
    CodeParts::new(blocks.iter().map(of_block).collect())
}

struct Grammars {
    set: SyntaxSet,
    /// Scopes that mean something, the more particular ones first.
    kinds: Vec<(Scope, Option<CodeRole>)>,
}

fn grammars() -> &'static Grammars {
    static GRAMMARS: OnceLock<Grammars> = OnceLock::new();
    GRAMMARS.get_or_init(|| Grammars { set: SyntaxSet::load_defaults_newlines(), kinds: kinds() })
}

fn kinds() -> Vec<(Scope, Option<CodeRole>)> {
    const KINDS: [(&str, Option<CodeRole>); 18] = [
        ("comment", Some(CodeRole::Comment)),
        ("string", Some(CodeRole::Text)),
        ("constant", Some(CodeRole::Number)),
        ("keyword.operator.word", Some(CodeRole::Keyword)),
        ("keyword.operator.logical.python", Some(CodeRole::Keyword)),
        ("keyword.operator", None),
        ("keyword", Some(CodeRole::Keyword)),
        ("storage", Some(CodeRole::Keyword)),
        ("entity.name", Some(CodeRole::Name)),
        ("entity.other.attribute-name", Some(CodeRole::Name)),
        ("support", Some(CodeRole::Name)),
        ("variable.function", Some(CodeRole::Name)),
        ("markup.inserted", Some(CodeRole::Added)),
        ("markup.deleted", Some(CodeRole::Removed)),
        ("markup.heading", Some(CodeRole::Name)),
        ("meta.diff", Some(CodeRole::Keyword)),
        ("meta.interpolation", None),
        ("source", None),
    ];
    let scope = |(name, role): &(&str, Option<CodeRole>)| Some((Scope::new(name).ok()?, *role));
    KINDS.iter().filter_map(scope).collect()
}

impl Grammars {
    fn parts(
        &self,
        state: &mut ParseState,
        lines: &[SafeText],
        left: &mut usize,
        is_over: &impl Fn() -> bool,
    ) -> Vec<Vec<CodePart>> {
        let mut stack = ScopeStack::new();
        let mut out = Vec::new();
        for line in lines.iter().take(MOST_LINES) {
            let Some(rest) = left.checked_sub(line.as_str().len()).filter(|_| !is_over()) else {
                *left = 0;
                break;
            };
            *left = rest;
            let parts = self.line_parts(state, &mut stack, line.as_str());
            // A grammar that gave up once has lost its place.
            let Some(parts) = parts else { break };
            out.push(parts);
        }
        out
    }

    fn line_parts(
        &self,
        state: &mut ParseState,
        stack: &mut ScopeStack,
        line: &str,
    ) -> Option<Vec<CodePart>> {
        if line.len() > LONGEST_LINE {
            return None;
        }
        let operations = state.parse_line(&format!("{line}\n"), &self.set).ok()?;
        let mut parts: Vec<CodePart> = Vec::new();
        let mut at = 0;
        let mut push = |bytes: usize, role: Option<CodeRole>| match parts.last_mut() {
            _ if bytes == 0 => {}
            Some((last, same)) if *same == role => *last += bytes,
            _ => parts.push((bytes, role)),
        };
        for (place, operation) in operations {
            let place = place.min(line.len()).max(at);
            push(place - at, self.role(stack));
            at = place;
            stack.apply(&operation).ok()?;
        }
        push(line.len() - at, self.role(stack));
        Some(parts)
    }

    /// What the innermost scope that means something says.
    fn role(&self, stack: &ScopeStack) -> Option<CodeRole> {
        let kind = |scope: &Scope| self.kinds.iter().find(|(kind, _)| kind.is_prefix_of(*scope));
        stack.as_slice().iter().rev().find_map(kind).and_then(|(_, role)| *role)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn block(language: &str, text: &str) -> CodeBlock {
        let language = (!language.is_empty()).then(|| SafeText::new(language));
        CodeBlock { language, lines: text.lines().map(SafeText::piece).collect() }
    }

    /// Each line with a letter below each character that is of a kind.
    fn picture(language: &str, text: &str) -> String {
        let block = block(language, text);
        let parts = parts_of(std::slice::from_ref(&block), || false);
        let mut out = String::new();
        for (number, line) in block.lines.iter().enumerate() {
            let letters = parts.of_line(0, number, line.as_str()).iter().map(|(bytes, role)| {
                let letter = match role {
                    None => " ",
                    Some(CodeRole::Keyword) => "k",
                    Some(CodeRole::Text) => "t",
                    Some(CodeRole::Comment) => "c",
                    Some(CodeRole::Number) => "9",
                    Some(CodeRole::Name) => "n",
                    Some(CodeRole::Added) => "+",
                    Some(CodeRole::Removed) => "-",
                };
                letter.repeat(*bytes)
            });
            out.push_str(letters.collect::<String>().trim_end());
            out.push('\n');
        }
        out
    }

    #[test]
    fn words_of_code_have_their_kinds() {
        let code = "// a remark\nfn main() {\n    let n = 12;\n    say(\"hi\");\n}";
        assert_eq!(picture("rust", code), "ccccccccccc\nkk nnnn\n    kkk     99\n    nnn tttt\n\n");
        assert_eq!(picture("py", "def f():\n    return None  # so"), "kkk n\n    kkkkkk 9999  cccc\n");
        assert_eq!(picture("diff", "-old\n+new\n same"), "----\n++++\n\n");
    }

    #[test]
    fn a_remark_goes_on_over_lines() {
        assert_eq!(picture("c", "/* one\ntwo */ int x;"), "cccccc\ncccccc kkk\n");
    }

    #[test]
    fn without_a_language_only_what_is_certain_has_colours() {
        assert_eq!(picture("", "if this then that"), "\n");
        assert_eq!(picture("text", "let x = 1;"), "\n");
        assert_eq!(picture("no-such-language", "let x = 1;"), "\n");
        assert_ne!(picture("", "#!/bin/sh\necho \"hi\""), "\n\n");
        assert_ne!(picture("", "diff --git a/x b/x\n-old"), "\n\n");
    }

    #[test]
    fn names_that_pages_use_lead_to_a_grammar() {
        for name in [
            "Rust",
            "rs",
            "javascript",
            "JS",
            "typescript",
            "tsx",
            "c++",
            "cpp",
            "c#",
            "csharp",
            "golang",
            "go",
            "python3",
            "shell",
            "bash",
            "zsh",
            "yaml",
            "yml",
            "json",
            "html",
            "css",
            "sql",
            "php",
            "rb",
            "java",
        ] {
            let parts = parts_of(&[block(name, "true")], || false);
            assert!(!parts.is_empty(), "{name}");
        }
    }

    #[test]
    fn huge_blocks_have_an_end_and_nobody_waits_in_vain() {
        let lines = "let x = 1;\n".repeat(MOST_LINES + 10);
        let parts = parts_of(&[block("rust", &lines)], || true);
        assert!(parts.is_empty());
        let long = format!("let x = 1;\nlet y = \"{}\";\nlet z = 1;", "y".repeat(LONGEST_LINE));
        let parts = parts_of(&[block("rust", &long)], || false);
        assert!(!parts.of_line(0, 0, "let x = 1;").is_empty());
        assert!(parts.of_line(0, 2, "let z = 1;").is_empty());
    }

    proptest::proptest! {
        #![proptest_config(proptest::test_runner::Config { cases: 32, ..Default::default() })]

        #[test]
        fn parts_add_up_to_their_lines(text in "([a-z\"'/*#{}()<>?;=é日 \n]|fn |<!--|/\\*|\\*/){0,60}", name in "rust|html|php|c|sh") {
            let block = block(&name, &text);
            let parts = parts_of(std::slice::from_ref(&block), || false);
            for (number, line) in block.lines.iter().enumerate() {
                let sum: usize = parts.of_line(0, number, line.as_str()).iter().map(|(bytes, _)| bytes).sum();
                proptest::prop_assert_eq!(sum, line.as_str().len());
            }
        }
    }
}
