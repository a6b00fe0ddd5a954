//! Looks whether a text is well-formed XML: quick-xml reads it to its end, and it uses no reference that
//! XML itself does not know.

use std::collections::BTreeMap;

use quick_xml::Reader;
use quick_xml::events::Event;

/// The elements of a well-formed text with their attributes, in order.
pub fn elements(text: &str) -> Vec<(String, BTreeMap<String, String>)> {
    let mut reader = Reader::from_str(text);
    reader.config_mut().check_end_names = true;
    let mut found = Vec::new();
    let mut open = 0_i32;
    loop {
        let event = reader.read_event().unwrap_or_else(|error| unreachable!("{error} in {text}"));
        match &event {
            Event::Start(tag) | Event::Empty(tag) => {
                open += i32::from(matches!(event, Event::Start(_)));
                let attributes = tag.attributes().map(|attribute| {
                    let attribute = attribute.expect("an attribute with a value in quotes");
                    (attribute.key.as_ref().to_owned(), attribute.value.into_owned())
                });
                found.push((tag.name().as_ref().to_owned(), attributes.collect()));
            }
            Event::End(_) => open -= 1,
            Event::Eof => break,
            _ => {}
        }
    }
    assert_eq!(open, 0, "every element has its end: {text}");
    for (at, _) in text.match_indices('&') {
        let name = text[at + 1..].split(';').next().expect("a reference");
        assert!(
            name.starts_with('#') || ["amp", "lt", "gt", "quot", "apos"].contains(&name),
            "&{name}; in {text}"
        );
    }
    found
}
