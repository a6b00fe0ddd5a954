//! The description of an article that pages carry for machines: JSON-LD of schema.org, as one object, in
//! arrays, in a graph, and broken as it often is. Pure; called by `metadata`.

use serde_json::Value;

/// Longest description that is read, in bytes.
const LONGEST: usize = 1 << 20;
/// Values that are looked through for an article.
const MOST_VALUES: usize = 2000;

/// Reads one `<script>`; the description of the article in it, if there is one.
pub fn find_article(source: &str) -> Option<Value> {
    if source.len() > LONGEST {
        return None;
    }
    let value = parse(source)?;
    let mut waiting = vec![&value];
    let mut best: Option<&Value> = None;
    let mut seen = 0;
    while let Some(value) = waiting.pop() {
        seen += 1;
        if seen > MOST_VALUES {
            break;
        }
        match value {
            Value::Array(items) => waiting.extend(items.iter().rev()),
            Value::Object(fields) => {
                if is_article(value) && best.is_none_or(|best| weight(value) > weight(best)) {
                    best = Some(value);
                }
                let below = ["@graph", "mainEntity", "mainEntityOfPage", "itemListElement", "item"];
                waiting.extend(below.iter().rev().filter_map(|name| fields.get(*name)));
            }
            _ => {}
        }
    }
    best.cloned()
}

fn parse(source: &str) -> Option<Value> {
    let source = source.trim().trim_start_matches("<!--").trim_end_matches("-->");
    let source = source.trim().trim_start_matches("//<![CDATA[").trim_end_matches("//]]>");
    let source =
        source.trim().trim_start_matches("<![CDATA[").trim_end_matches("]]>").trim().trim_end_matches(';');
    serde_json::from_str(source).or_else(|_| serde_json::from_str(&mend(source))).ok()
}

/// Bare line ends in strings and commas before a bracket, which are what most broken ones have.
fn mend(source: &str) -> String {
    let mut out = String::with_capacity(source.len());
    let mut in_string = false;
    let mut escaped = false;
    for c in source.chars() {
        if in_string {
            match c {
                _ if escaped => escaped = false,
                '\\' => escaped = true,
                '"' => in_string = false,
                _ => {}
            }
            out.push(if c.is_control() { ' ' } else { c });
            continue;
        }
        match c {
            '"' => in_string = true,
            '}' | ']' => {
                let end = out.trim_end().len();
                if out[..end].ends_with(',') {
                    out.truncate(end - 1);
                }
            }
            _ => {}
        }
        out.push(c);
    }
    out
}

fn is_article(value: &Value) -> bool {
    let is_kind = |kind: &str| {
        let kind = kind.rsplit(['/', ':', '#']).next().unwrap_or_default();
        kind.ends_with("Article")
            || matches!(kind, "BlogPosting" | "LiveBlogPosting" | "Report" | "SocialMediaPosting")
    };
    match &value["@type"] {
        Value::String(kind) => is_kind(kind),
        Value::Array(kinds) => kinds.iter().filter_map(Value::as_str).any(is_kind),
        _ => false,
    }
}

fn weight(value: &Value) -> usize {
    ["headline", "articleBody", "datePublished", "author"]
        .iter()
        .filter(|name| !value[**name].is_null())
        .count()
}

/// A text, or the first of several.
pub fn text(value: &Value) -> Option<&str> {
    let text = match value {
        Value::String(text) => text.as_str(),
        Value::Array(items) => items.iter().find_map(text)?,
        Value::Object(fields) => fields.get("name").or_else(|| fields.get("@value")).and_then(text)?,
        _ => return None,
    };
    let text = text.trim();
    (!text.is_empty()).then_some(text)
}

/// All names that stand in a field: of one person, of many, written as objects or as text.
pub fn names(value: &Value) -> Vec<&str> {
    match value {
        Value::Array(items) => items.iter().filter_map(text).collect(),
        other => text(other).into_iter().collect(),
    }
}

/// The address of a picture: as text, as an object, or the first of several.
pub fn address(value: &Value) -> Option<&str> {
    match value {
        Value::String(text) => Some(text),
        Value::Array(items) => items.iter().find_map(address),
        Value::Object(fields) => fields
            .get("url")
            .or_else(|| fields.get("contentUrl"))
            .or_else(|| fields.get("@id"))
            .and_then(address),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_article_is_found_wherever_it_stands() {
        for source in [
            r#"{"@type":"NewsArticle","headline":"Storm"}"#,
            r#"[{"@type":"WebSite"},{"@type":["Thing","Article"],"headline":"Storm"}]"#,
            r#"{"@context":"x","@graph":[{"@type":"Person"},{"@type":"http://schema.org/BlogPosting","headline":"Storm"}]}"#,
            r#"{"@type":"WebPage","mainEntity":{"@type":"ReportageNewsArticle","headline":"Storm"}}"#,
            "<!-- {\"@type\":\"Article\",\"headline\":\"Storm\",} -->",
            "//<![CDATA[\n{\"@type\":\"Article\",\"description\":\"two\nlines\",\"headline\":\"Storm\"}\n//]]>",
        ] {
            let found = find_article(source).unwrap_or_default();
            assert_eq!(text(&found["headline"]), Some("Storm"), "{source}");
        }
    }

    #[test]
    fn what_is_no_article_or_no_json_is_passed_over() {
        let deep = "[".repeat(100_000);
        for source in ["", "{", "null", r#"{"@type":"Product","headline":"x"}"#, deep.as_str()] {
            assert_eq!(find_article(source), None);
        }
    }

    #[test]
    fn names_and_addresses_are_read_in_every_form() {
        let value: Value = serde_json::from_str(
            r#"{"a":"A. Writer","b":{"name":"B"},"c":[{"name":"C"},"D",3],"i":[{"url":"https://a.example/i"}]}"#,
        )
        .expect("JSON");
        assert_eq!(names(&value["a"]), ["A. Writer"]);
        assert_eq!(names(&value["b"]), ["B"]);
        assert_eq!(names(&value["c"]), ["C", "D"]);
        assert!(names(&value["none"]).is_empty());
        assert_eq!(address(&value["i"]), Some("https://a.example/i"));
    }
}
