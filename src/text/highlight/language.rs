//! Which grammar a block of code is read by: what the page names, under the names that pages use, else only
//! what a first line leaves no doubt about.

use syntect::parsing::{SyntaxReference, SyntaxSet};

use crate::text::SafeText;
use crate::text::document::CodeBlock;

/// Names of pages, and what the grammars know the same or a near language as.
const NAMES: &[(&str, &str)] = &[
    ("typescript", "js"),
    ("ts", "js"),
    ("tsx", "js"),
    ("jsx", "js"),
    ("mjs", "js"),
    ("node", "js"),
    ("ecmascript", "js"),
    ("shell", "sh"),
    ("shellscript", "sh"),
    ("posh", "sh"),
    ("ksh", "sh"),
    ("csharp", "cs"),
    ("golang", "go"),
    ("python3", "py"),
    ("python2", "py"),
    ("cxx", "cpp"),
    ("hpp", "cpp"),
    ("objc", "m"),
    ("objectivec", "m"),
    ("json5", "json"),
    ("jsonc", "json"),
    ("jsonl", "json"),
    ("mysql", "sql"),
    ("postgresql", "sql"),
    ("postgres", "sql"),
    ("sqlite", "sql"),
    ("plpgsql", "sql"),
    ("svg", "xml"),
    ("rss", "xml"),
    ("atom", "xml"),
    ("xhtml", "html"),
    ("markup", "html"),
    ("vue", "html"),
    ("svelte", "html"),
    ("scss", "css"),
    ("less", "css"),
    ("make", "makefile"),
    ("latex", "tex"),
    ("patch", "diff"),
    ("udiff", "diff"),
    ("gitdiff", "diff"),
    ("elisp", "lisp"),
    ("emacs-lisp", "lisp"),
    ("common-lisp", "lisp"),
    ("scheme", "lisp"),
    ("ini", "properties"),
    ("markdown", "md"),
    ("dosbatch", "bat"),
    ("ocaml", "ml"),
];

/// Whether there is anything to go by; cheap, because it is asked before any grammar is unpacked.
pub fn may_be_known(block: &CodeBlock) -> bool {
    block.language.is_some() || first_line(block).is_some_and(is_certain)
}

/// The grammar of a block.
pub fn syntax<'s>(block: &CodeBlock, set: &'s SyntaxSet) -> Option<&'s SyntaxReference> {
    let named = block.language.as_ref().and_then(|name| by_name(name.as_str(), block, set));
    let found = named.or_else(|| by_first_line(block, set))?;
    (found.name != "Plain Text").then_some(found)
}

fn by_name<'s>(name: &str, block: &CodeBlock, set: &'s SyntaxSet) -> Option<&'s SyntaxReference> {
    let name = name.trim().to_ascii_lowercase();
    let known = NAMES.iter().find(|(alias, _)| *alias == name).map_or(name.as_str(), |(_, known)| known);
    // Without its tag, PHP would be read as HTML.
    if known == "php" && !block.lines.iter().any(|line| line.as_str().contains("<?")) {
        return set.find_syntax_by_name("PHP Source");
    }
    set.find_syntax_by_token(known)
}

fn by_first_line<'s>(block: &CodeBlock, set: &'s SyntaxSet) -> Option<&'s SyntaxReference> {
    let first = first_line(block).filter(|line| block.language.is_none() && is_certain(line))?;
    if first.starts_with("diff --git ") {
        return set.find_syntax_by_token("diff");
    }
    if first.starts_with("<?php") {
        return set.find_syntax_by_token("php");
    }
    set.find_syntax_by_first_line(first)
}

fn first_line(block: &CodeBlock) -> Option<&str> {
    block.lines.first().map(SafeText::as_str)
}

fn is_certain(line: &str) -> bool {
    let starts = |start: &str| line.get(..start.len()).is_some_and(|head| head.eq_ignore_ascii_case(start));
    ["#!/", "<?php", "<?xml", "<!doctype html", "diff --git "].iter().any(|start| starts(start))
}
