//! The address behind a link with a new id, as two requests tell it (news facts 2.2): the page of the
//! link is signed, and the signature is exchanged for the address. Only the forms of both; `service` asks.

use std::sync::LazyLock;

use regex::Regex;
use serde_json::{Value, json};

use super::Locale;
use super::article_id::is_google;
use crate::domain::WebUrl;

/// What a page of a link signed: enough to ask for its address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Signed {
    id: String,
    time: u64,
    signature: String,
}

/// What was answered to one question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Told {
    /// The publisher's address.
    Address(WebUrl),
    /// Nothing: the question was refused or passed over.
    Nothing,
    /// Something that is no address of a publisher.
    Unclear,
}

/// No value of a page is longer.
const LONGEST: usize = 1024;

/// The name under which Google answers.
const SERVICE: &str = "Fbv4je";

/// The page of a link, which is the same for every way to write the link.
#[must_use]
pub fn article_page(base: &WebUrl, id: &str) -> Option<WebUrl> {
    beneath(base, &["rss", "articles", id])
}

/// The same page in the edition of the feed that brought the link.
#[must_use]
pub fn article_page_in(page: &WebUrl, edition: &str) -> Option<WebUrl> {
    let mut url = page.url();
    url.set_query(Some(edition));
    WebUrl::from_url(&url)
}

/// Where signatures are exchanged for addresses.
#[must_use]
pub fn exchange_url(base: &WebUrl) -> Option<WebUrl> {
    beneath(base, &["_", "DotsSplashUi", "data", "batchexecute"])
}

/// The edition that the address of a feed names.
#[must_use]
pub fn edition_of(feed: &WebUrl) -> Option<Locale> {
    let url = feed.url();
    let value = |name: &str| url.query_pairs().find(|(n, _)| n == name).map(|(_, value)| value.into_owned());
    Some(Locale::exact(&value("hl")?, &value("gl")?, &value("ceid")?))
}

fn beneath(base: &WebUrl, path: &[&str]) -> Option<WebUrl> {
    let mut url = base.url();
    url.set_query(None);
    url.set_fragment(None);
    url.path_segments_mut().ok()?.pop_if_empty().extend(path);
    WebUrl::from_url(&url)
}

/// What the page of a link signed; `None` where it holds no signature.
#[must_use]
pub fn read_signature(html: &str, id: &str) -> Option<Signed> {
    let time = attribute(html, "data-n-a-ts")?.parse().ok()?;
    let signature = attribute(html, "data-n-a-sg")?.to_owned();
    Some(Signed { id: id.to_owned(), time, signature })
}

/// True for a page that asks for consent in place of what was asked for.
#[must_use]
pub fn asks_consent(html: &str) -> bool {
    html.contains("//consent.")
}

/// The value of an attribute, wherever it stands. Attributes come in any order.
fn attribute<'h>(html: &'h str, name: &str) -> Option<&'h str> {
    html.match_indices(name).find_map(|(at, _)| {
        let value = html[at + name.len()..].trim_start().strip_prefix('=')?.trim_start();
        let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''))?;
        let value = value[1..].split(quote).next()?;
        (!value.is_empty() && value.len() <= LONGEST).then_some(value)
    })
}

/// The form that asks for the addresses of several links at once, each in its edition (`US:en`); the
/// number of a question is its tag.
#[must_use]
pub fn question_form(questions: &[(Signed, String)]) -> String {
    let envelopes: Vec<Value> = questions
        .iter()
        .enumerate()
        .map(|(tag, (signed, edition))| {
            let x = "X";
            let place =
                json!([x, x, [x, x], null, null, 1, 1, edition, null, 1, null, null, null, null, null, 0, 1]);
            let Signed { id, time, signature } = signed;
            let asked = json!([
                "garturlreq",
                [place, x, x, 1, [1, 1, 1], 1, 1, null, 0, 0, null, 0],
                id,
                time,
                signature
            ]);
            json!([SERVICE, asked.to_string(), null, tag.to_string()])
        })
        .collect();
    let value = json!([envelopes]).to_string();
    url::form_urlencoded::Serializer::new(String::new()).append_pair("f.req", &value).finish()
}

/// Reads the answer to `count` questions: one array of rows, or chunks of it between their lengths; rows
/// may be missing or out of order. Of an answer that is no JSON the address alone is taken, where one
/// was asked for. Pure; never panics. `None` where it holds no row of ours at all.
#[must_use]
pub fn read_answers(text: &str, count: usize) -> Option<Vec<Told>> {
    let text = text.trim_start().strip_prefix(")]}'").unwrap_or(text);
    let mut told = vec![Told::Nothing; count];
    let mut is_answer = false;
    let whole = serde_json::from_str(text.trim()).ok();
    let chunks = || text.lines().filter_map(|line| serde_json::from_str(line.trim()).ok());
    let values: Vec<Value> = whole.map_or_else(|| chunks().collect(), |value| vec![value]);
    for row in values.iter().filter_map(Value::as_array).flat_map(|rows| rows_of(rows)) {
        if row.first().and_then(Value::as_str) != Some("wrb.fr") || row.get(1)?.as_str() != Some(SERVICE) {
            continue;
        }
        is_answer = true;
        let tag = row.iter().skip(3).rev().find_map(Value::as_str).and_then(|tag| tag.parse::<usize>().ok());
        let place = if count == 1 { Some(0) } else { tag };
        if let Some(place) = place.and_then(|place| told.get_mut(place)) {
            *place = read_row(&row[2.min(row.len() - 1)]);
        }
    }
    if is_answer {
        return Some(told);
    }
    // Without its tag an address could be taken for that of another question.
    if count == 1 { address_in(text).map(|address| vec![address]) } else { None }
}

/// The address in an answer that is cut off or otherwise no JSON, however often it is escaped.
fn address_in(text: &str) -> Option<Told> {
    static ADDRESS: LazyLock<Regex> = LazyLock::new(|| {
        let pattern = r#"garturlres\\*"\s*,\s*\\*"(https?:(?:[^"\\]|\\+(?:u[0-9a-fA-F]{4}|/))+)\\*""#;
        Regex::new(pattern).expect("a pattern that a test uses")
    });
    static ESCAPES: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(r"\\+").expect("a pattern that a test uses"));
    let written = ADDRESS.captures(text)?.get(1)?.as_str();
    let once_escaped = ESCAPES.replace_all(written, r"\");
    let address = serde_json::from_str(&format!("\"{once_escaped}\"")).unwrap_or(Value::Null);
    Some(publishers(&address))
}

/// The rows of a chunk, which may be a row itself.
fn rows_of(chunk: &[Value]) -> Vec<&[Value]> {
    if chunk.first().is_some_and(Value::is_string) {
        return vec![chunk];
    }
    chunk.iter().filter_map(Value::as_array).map(Vec::as_slice).collect()
}

fn read_row(payload: &Value) -> Told {
    let Some(payload) = payload.as_str() else { return Told::Nothing };
    let payload: Value = serde_json::from_str(payload).unwrap_or_default();
    if payload[0].as_str() != Some("garturlres") {
        return Told::Unclear;
    }
    publishers(&payload[1])
}

/// An address that is not Google's own.
fn publishers(address: &Value) -> Told {
    let address = address.as_str().and_then(WebUrl::parse).filter(|url| !is_google(&url.host()));
    address.map_or(Told::Unclear, Told::Address)
}

#[cfg(test)]
mod tests {
    use super::*;

    const ROW: &str =
        r#"["wrb.fr","Fbv4je","[\"garturlres\",\"https://post.example/a?b\\u003dc\",1]",null,null,null,"0"]"#;

    fn address(text: &str) -> Told {
        Told::Address(WebUrl::parse(text).expect("an address"))
    }

    fn row(tag: usize, payload: &Value) -> Value {
        json!(["wrb.fr", "Fbv4je", payload, null, null, null, tag.to_string()])
    }

    fn answer(rows: &[Value]) -> String {
        format!(")]}}'\n\n{}", Value::from(rows))
    }

    #[test]
    fn both_forms_of_an_answer_are_read() {
        let one = format!(")]}}'\n\n[{ROW},[\"di\",23],[\"af.httprm\",23,\"0\",1]]");
        let chunked = format!(")]}}'\n\n{}\n[{ROW}]\n25\n[[\"e\",4,null,null,131]]\n", ROW.len());
        for text in [one, chunked, format!("[{ROW}]"), ROW.to_owned()] {
            assert_eq!(read_answers(&text, 1), Some(vec![address("https://post.example/a?b=c")]), "{text}");
        }
    }

    #[test]
    fn rows_are_told_apart_by_their_tags() {
        let leads = |url: &str| json!(json!(["garturlres", url, 1]).to_string());
        let rows = [
            row(3, &Value::Null),
            row(2, &leads("https://c.example/")),
            json!(["di", 9]),
            row(0, &leads("https://a.example/")),
            row(77, &leads("https://x.example/")),
        ];
        let expected =
            vec![address("https://a.example/"), Told::Nothing, address("https://c.example/"), Told::Nothing];
        assert_eq!(read_answers(&answer(&rows), 4), Some(expected), "row 1 was dropped, row 3 refused");
    }

    #[test]
    fn what_is_no_address_of_a_publisher_is_unclear() {
        let payloads = [
            json!(json!(["garturlres", "https://news.google.com/x"]).to_string()),
            json!(json!(["garturlres", "javascript:alert(1)"]).to_string()),
            json!(json!(["other", "https://a.example/"]).to_string()),
            json!(json!({"garturlres": 1}).to_string()),
            json!("not JSON"),
        ];
        for payload in payloads {
            assert_eq!(read_answers(&answer(&[row(0, &payload)]), 1), Some(vec![Told::Unclear]), "{payload}");
        }
    }

    #[test]
    fn of_an_answer_that_is_no_json_the_address_is_taken() {
        let cut = format!(")]}}'\n\n[{ROW}");
        assert_eq!(read_answers(&cut, 1), Some(vec![address("https://post.example/a?b=c")]));
        for text in [
            r#"garturlres","https:\/\/post.example\/a?b\u003dc",1"#,
            r#"x [["wrb.fr","Fbv4je","[\\"garturlres\\" , \\"https://post.example/a?b\\u003dc\\""#,
        ] {
            assert_eq!(read_answers(text, 1), Some(vec![address("https://post.example/a?b=c")]), "{text}");
            assert_eq!(read_answers(text, 2), None, "whose address it is cannot be told");
        }
        let own = r#"garturlres","https://news.google.com/x","#;
        assert_eq!(read_answers(own, 1), Some(vec![Told::Unclear]));
        for text in [r#"garturlres","https://post.example/cut"#, r#"garturlres","https://post.example/\n""#] {
            assert_eq!(read_answers(text, 1), None, "{text}");
        }
    }

    #[test]
    fn an_answer_of_another_kind_is_none() {
        for text in [
            "",
            ")]}'",
            "<html>",
            "[]",
            "[[\"wrb.fr\"]]",
            "[[\"di\",1]]",
            "7\n[[]]",
            "[\"wrb.fr\",\"Other\",\"\"]",
        ] {
            assert_eq!(read_answers(text, 1), None, "{text}");
        }
    }

    #[test]
    fn the_signature_is_found_in_any_order_and_only_whole() {
        let signed = Signed { id: "I".to_owned(), time: 17, signature: "AB_c".to_owned() };
        for html in [
            "<div data-n-a-id=\"I\" data-n-a-ts=\"17\" data-n-a-sg=\"AB_c\">",
            "<div data-n-a-sg='AB_c' jscontroller=x data-n-a-ts = '17'>",
            "<p>data-n-a-ts</p><div data-n-a-ts=\"17\" data-n-a-sg=\"AB_c\">",
        ] {
            assert_eq!(read_signature(html, "I"), Some(signed.clone()), "{html}");
        }
        for html in
            ["", "data-n-a-ts=\"17\"", "data-n-a-ts=\"x\" data-n-a-sg=\"a\"", "data-n-a-ts= data-n-a-sg="]
        {
            assert_eq!(read_signature(html, "I"), None, "{html}");
        }
    }

    #[test]
    fn a_question_says_which_link_in_which_edition() {
        let signed = |id: &str| Signed { id: id.to_owned(), time: 17, signature: "AB_&=".to_owned() };
        let form = question_form(&[(signed("one"), "GB:en".to_owned()), (signed("two"), "US:en".to_owned())]);
        let (name, value) = url::form_urlencoded::parse(form.as_bytes()).next().expect("a field");
        assert_eq!(name, "f.req");
        let value: Value = serde_json::from_str(&value).expect("JSON");
        let second = &value[0][1];
        assert_eq!((&second[0], &second[3]), (&json!("Fbv4je"), &json!("1")));
        let inner: Value = serde_json::from_str(second[1].as_str().expect("text")).expect("JSON");
        assert_eq!(
            (&inner[0], &inner[2], &inner[3], &inner[4]),
            (&json!("garturlreq"), &json!("two"), &json!(17), &json!("AB_&="))
        );
        assert_eq!(inner[1][0][7], json!("US:en"));
    }
}
