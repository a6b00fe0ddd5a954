//! `[[pipe]]`: programs of the person's that take an article, by name. Read by `load`.

use super::reader::{Reader, get};
use super::settings::Pipe;
use super::value::{self, describe};
use crate::domain::PageForm;

const NAMES: [&str; 3] = ["name", "command", "text"];

pub(super) fn read_pipes(reader: &mut Reader<'_>) -> Vec<Pipe> {
    let mut pipes: Vec<Pipe> = Vec::new();
    for (table, span) in reader.tables("pipe") {
        for (key, _) in table.iter().filter(|(key, _)| !NAMES.contains(&key.get_ref().as_ref())) {
            reader.unknown(&key.span(), key.get_ref(), &NAMES);
        }
        let mut read = |key: &str| {
            let found = get(table, key);
            if found.is_none() && key != "text" {
                reader.mistake(&span, &format!("a pipe needs `{key}`"));
            }
            found
        };
        let (name, command, text) = (read("name"), read("command"), read("text"));
        let mut checked = |key: &str, found: &toml::Spanned<toml::de::DeValue<'_>>, allowed: String| {
            let what = describe(found.get_ref());
            reader.mistake(&found.span(), &format!("`{key}` is {what}; allowed: {allowed}"));
        };
        let name = name.and_then(|found| {
            value::name(found.get_ref()).map_err(|allowed| checked("name", found, allowed)).ok()
        });
        let command = command.and_then(|found| {
            let words = value::words(found.get_ref()).and_then(|words| {
                let allowed = "at least one word, the program";
                if words.is_empty() { Err(allowed.to_owned()) } else { Ok(words) }
            });
            words.map_err(|allowed| checked("command", found, allowed)).ok()
        });
        let form = text.map_or(Some(PageForm::Markdown), |found| {
            value::pipe_text(found.get_ref()).map_err(|allowed| checked("text", found, allowed)).ok()
        });
        let (Some(name), Some(command), Some(form)) = (name, command, form) else { continue };
        if pipes.iter().any(|pipe| pipe.name == name) {
            reader.mistake(&span, &format!("the name \"{name}\" is taken; allowed: any other"));
            continue;
        }
        pipes.push(Pipe { name, command, form });
    }
    pipes
}
