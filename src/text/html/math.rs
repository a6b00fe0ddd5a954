//! Formulas (`<math>`) as one line of text: `E = mc^2`, `(a + b)/2`. Not a typesetter: what does not
//! fit the known elements is set as its words. Called by `walk`.

use dom_query::{NodeData, NodeRef};

use super::element::attribute;
use super::tex::readable;

/// Elements inside each other that are told apart; what is deeper is set as its words.
const MAX_DEPTH: usize = 32;

/// Signs that stand between spaces.
const RELATIONS: &str = "=<>≤≥≠≈≡∼≃∝→←↔⇒⇐⇔∈∉⊂⊆+−±×≔:=";

/// The words of a formula. Where the page gives no more than its text, that is taken.
pub fn formula(math: &NodeRef<'_>) -> String {
    let mut out = String::new();
    children(math, MAX_DEPTH, &mut out);
    if out.trim().is_empty() {
        let text = math.query(|node| match &node.data {
            NodeData::Element(element) => attribute(element, "alttext").map(readable),
            _ => None,
        });
        return text.flatten().unwrap_or_default();
    }
    out
}

fn children(node: &NodeRef<'_>, depth: usize, out: &mut String) {
    for child in node.children_it(false) {
        set(&child, depth, out);
    }
}

fn set(node: &NodeRef<'_>, depth: usize, out: &mut String) {
    if node.is_text() {
        out.push_str(node.text().trim());
        return;
    }
    let Some(name) = node.node_name() else { return };
    let Some(depth) = depth.checked_sub(1) else {
        out.push_str(node.text().trim());
        return;
    };
    let parts = || node.children_it(false).filter(NodeRef::is_element).collect::<Vec<_>>();
    match &*name {
        "annotation" | "annotation-xml" | "script" | "style" => {}
        "mo" => operator(node.text().trim(), out),
        "mspace" => out.push(' '),
        "mtext" => out.push_str(&node.text()),
        "msup" | "mover" => scripts(&parts(), &["^"], depth, out),
        "msub" | "munder" => scripts(&parts(), &["_"], depth, out),
        "msubsup" | "munderover" => scripts(&parts(), &["_", "^"], depth, out),
        "mfrac" => scripts(&parts(), &["/"], depth, out),
        "msqrt" => {
            out.push('√');
            group(&parts(), depth, out);
        }
        "mroot" => {
            if let [base, index] = parts().as_slice() {
                out.push_str("root_");
                group(std::slice::from_ref(index), depth, out);
                group(std::slice::from_ref(base), depth, out);
            } else {
                children(node, depth, out);
            }
        }
        "mtr" => {
            separated(node, ", ", depth, out);
            out.push_str("; ");
        }
        _ => children(node, depth, out),
    }
}

/// A base and what stands above, below or under it, each behind its sign.
fn scripts(parts: &[NodeRef<'_>], signs: &[&str], depth: usize, out: &mut String) {
    for (at, part) in parts.iter().enumerate() {
        if at > 0 {
            out.push_str(signs.get(at - 1).unwrap_or(&" "));
        }
        group(std::slice::from_ref(part), depth, out);
    }
}

fn group(parts: &[NodeRef<'_>], depth: usize, out: &mut String) {
    let mut inner = String::new();
    for part in parts {
        set(part, depth, &mut inner);
    }
    out.push_str(&grouped(&inner));
}

/// In parentheses, unless it is one word, number or sign.
pub fn grouped(inner: &str) -> String {
    let inner = inner.trim();
    let is_single = inner.chars().all(char::is_alphanumeric) || inner.chars().count() == 1;
    if is_single { inner.to_owned() } else { format!("({inner})") }
}

fn separated(node: &NodeRef<'_>, sign: &str, depth: usize, out: &mut String) {
    for (at, part) in node.children_it(false).filter(NodeRef::is_element).enumerate() {
        if at > 0 {
            out.push_str(sign);
        }
        set(&part, depth, out);
    }
}

fn operator(sign: &str, out: &mut String) {
    // Signs without a picture: applied function, invisible times, separator and plus.
    if sign.chars().all(|c| ('\u{2061}'..='\u{2064}').contains(&c)) {
        return;
    }
    let is_relation = sign.chars().all(|c| RELATIONS.contains(c));
    if is_relation && !out.is_empty() {
        out.push(' ');
        out.push_str(sign);
        out.push(' ');
    } else {
        out.push_str(sign);
    }
}
