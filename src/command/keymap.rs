//! Which keys give which command where: the registry's defaults with the person's file over them. All
//! mistakes of a file are found at once, each with its line. Read by `runtime` at start, asked by `app`
//! for every key and by `ui` for the keys that help shows.

use std::ops::Range;

use toml::de::{DeTable, DeValue};

use super::key::KeyChord;
use super::registry::{COMMANDS, Command, CommandSpec, Context, named};

/// The section of a keymap file that holds wherever a command does something.
const EVERYWHERE: &str = "everywhere";
/// What takes a key away.
const NONE: &str = "none";

/// Keys and what they do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Keymap {
    bindings: Vec<Binding>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct Binding {
    context: Context,
    keys: Vec<KeyChord>,
    command: Command,
}

/// What keys mean.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lookup {
    /// This command.
    Found(Command),
    /// Nothing yet: a longer sequence starts so.
    Pending,
    /// Nothing.
    Unknown,
}

/// A mistake in a keymap file.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: {message}")]
pub struct Mistake {
    /// Where, from 1.
    pub line: usize,
    /// What is wrong, and what would be right.
    pub message: String,
}

impl Default for Keymap {
    fn default() -> Self {
        let mut keymap = Self { bindings: Vec::new() };
        for spec in COMMANDS {
            for keys in spec.keys {
                // A test holds that the registry's keys parse.
                if let Ok(keys) = KeyChord::parse_sequence(keys) {
                    keymap.bind_everywhere(&keys, spec);
                }
            }
        }
        keymap
    }
}

impl Keymap {
    /// The defaults with `file` over them, and what is wrong with the file; lines with a mistake
    /// change nothing.
    #[must_use]
    pub fn with_file(file: &str) -> (Self, Vec<Mistake>) {
        let mut keymap = Self::default();
        let mut reader = Reader { file, mistakes: Vec::new() };
        let (table, errors) = DeTable::parse_recoverable(file);
        for error in errors {
            reader.report(error.span().unwrap_or_default(), error.message().to_owned());
        }
        let mut sections: Vec<_> = table.into_inner().into_iter().collect();
        // What holds everywhere first, so that a single place can differ from it.
        sections.sort_by_key(|(name, _)| name.get_ref() != EVERYWHERE);
        for (name, section) in sections {
            reader.section(&mut keymap, name.get_ref(), name.span(), section.get_ref());
        }
        reader.mistakes.sort_by_key(|mistake| mistake.line);
        (keymap, reader.mistakes)
    }

    /// What `keys` mean in `context`.
    #[must_use]
    pub fn lookup(&self, context: Context, keys: &[KeyChord]) -> Lookup {
        let mut pending = Lookup::Unknown;
        for binding in self.bindings.iter().filter(|b| b.context == context) {
            if binding.keys == keys {
                return Lookup::Found(binding.command);
            }
            if binding.keys.starts_with(keys) {
                pending = Lookup::Pending;
            }
        }
        pending
    }

    /// The keys that give `command` in `context`, the first bound first.
    pub fn keys_for(&self, context: Context, command: Command) -> impl Iterator<Item = &[KeyChord]> {
        self.bindings
            .iter()
            .filter(move |b| b.context == context && b.command == command)
            .map(|b| b.keys.as_slice())
    }

    fn bind_everywhere(&mut self, keys: &[KeyChord], spec: &CommandSpec) {
        for context in spec.contexts.iter().filter(|context| !is_text(**context, keys)) {
            self.bind(*context, keys, spec.command);
        }
    }

    fn bind(&mut self, context: Context, keys: &[KeyChord], command: Command) {
        self.unbind(context, keys);
        self.bindings.push(Binding { context, keys: keys.to_vec(), command });
    }

    fn unbind(&mut self, context: Context, keys: &[KeyChord]) {
        self.bindings.retain(|b| b.context != context || b.keys != keys);
    }

    /// Keys that start a longer sequence, or that a shorter one hides.
    fn clash(&self, context: Context, keys: &[KeyChord]) -> Option<&Binding> {
        self.bindings.iter().find(|b| {
            b.context == context && b.keys != keys && (b.keys.starts_with(keys) || keys.starts_with(&b.keys))
        })
    }
}

/// Letters are text where a line is typed, so they give no command there.
fn is_text(context: Context, keys: &[KeyChord]) -> bool {
    context == Context::Line && keys.first().is_some_and(|chord| chord.typed().is_some())
}

/// Reads a file section by section and collects what is wrong.
struct Reader<'a> {
    file: &'a str,
    mistakes: Vec<Mistake>,
}

impl Reader<'_> {
    fn section(&mut self, keymap: &mut Keymap, name: &str, at: Range<usize>, content: &DeValue<'_>) {
        let place = Context::ALL.into_iter().find(|place| place.name() == name);
        if place.is_none() && name != EVERYWHERE {
            let known: Vec<&str> = Context::ALL.iter().map(|context| context.name()).collect();
            self.report(
                at,
                format!("there is no place [{name}]; places are everywhere, {}", known.join(", ")),
            );
            return;
        }
        let Some(table) = content.as_table() else {
            self.report(at, format!("{name} is a section: write [{name}] and its keys below"));
            return;
        };
        // Keys that are taken away first: they may make room for others.
        let (removals, bindings): (Vec<_>, Vec<_>) =
            table.iter().partition(|(_, value)| value.get_ref().as_str() == Some(NONE));
        for (keys, value) in removals.into_iter().chain(bindings) {
            let result = match value.get_ref().as_str() {
                Some(command) => apply(keymap, place, keys.get_ref(), command),
                None => Err("a key gives a command's name in quotes".to_owned()),
            };
            if let Err(message) = result {
                self.report(keys.span(), message);
            }
        }
    }

    fn report(&mut self, at: Range<usize>, message: String) {
        let start = at.start.min(self.file.len());
        let line = self.file.get(..start).unwrap_or_default().matches('\n').count() + 1;
        self.mistakes.push(Mistake { line, message });
    }
}

/// Applies one line of a file; `context` is `None` for everywhere.
fn apply(keymap: &mut Keymap, context: Option<Context>, keys: &str, command: &str) -> Result<(), String> {
    let keys = KeyChord::parse_sequence(keys).map_err(|error| error.to_string())?;
    if command == NONE {
        let contexts = context.map_or(Context::ALL.to_vec(), |context| vec![context]);
        for context in contexts {
            keymap.unbind(context, &keys);
        }
        return Ok(());
    }
    let spec = named(command).ok_or_else(|| format!("there is no command \"{command}\"; ? lists them"))?;
    let contexts = match context {
        None => spec.contexts.iter().copied().filter(|context| !is_text(*context, &keys)).collect(),
        Some(context) if is_text(context, &keys) => {
            return Err(
                "letters are text in [line]; take a key with ctrl or alt, or a function key".to_owned()
            );
        }
        Some(context) if spec.contexts.contains(&context) => vec![context],
        Some(context) => return Err(format!("\"{command}\" does nothing in [{}]", context.name())),
    };
    for context in &contexts {
        if let Some(other) = keymap.clash(*context, &keys) {
            return Err(format!(
                "\"{}\" clashes with \"{}\" in [{}]: one starts the other; take one away with \"none\"",
                KeyChord::print_sequence(&keys),
                KeyChord::print_sequence(&other.keys),
                context.name()
            ));
        }
    }
    for context in contexts {
        keymap.bind(context, &keys, spec.command);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keys(text: &str) -> Vec<KeyChord> {
        KeyChord::parse_sequence(text).expect("keys")
    }

    #[test]
    fn the_documented_file_changes_nothing() {
        let (keymap, mistakes) = Keymap::with_file(include_str!("../../assets/keymap.toml"));
        assert_eq!(mistakes, []);
        for binding in Keymap::default().bindings {
            assert_eq!(keymap.lookup(binding.context, &binding.keys), Lookup::Found(binding.command));
        }
    }

    #[test]
    fn the_defaults_parse_and_do_not_clash() {
        let keymap = Keymap::default();
        for spec in COMMANDS {
            for text in spec.keys {
                for context in spec.contexts.iter().filter(|context| !is_text(**context, &keys(text))) {
                    assert_eq!(keymap.lookup(*context, &keys(text)), Lookup::Found(spec.command), "{text}");
                    assert_eq!(keymap.clash(*context, &keys(text)), None, "{text}");
                }
            }
        }
    }

    #[test]
    fn a_sequence_waits_for_its_second_key() {
        let keymap = Keymap::default();
        assert_eq!(keymap.lookup(Context::Entries, &keys("g")), Lookup::Pending);
        assert_eq!(keymap.lookup(Context::Entries, &keys("g g")), Lookup::Found(Command::First));
        assert_eq!(keymap.lookup(Context::Entries, &keys("g x")), Lookup::Unknown);
    }

    #[test]
    fn a_place_wins_over_everywhere_in_whatever_order() {
        let (keymap, mistakes) =
            Keymap::with_file("[article]\n\"x\" = \"toggle-star\"\n[everywhere]\n\"x\" = \"toggle-read\"\n");
        assert_eq!(mistakes, []);
        assert_eq!(keymap.lookup(Context::Article, &keys("x")), Lookup::Found(Command::ToggleStar));
        assert_eq!(keymap.lookup(Context::Entries, &keys("x")), Lookup::Found(Command::ToggleRead));
        assert_eq!(keymap.lookup(Context::Sources, &keys("x")), Lookup::Unknown);
    }

    #[test]
    fn a_key_can_be_taken_away() {
        let (keymap, mistakes) = Keymap::with_file("[everywhere]\n\"g\" = \"refresh\"\n\"g g\" = \"none\"\n");
        assert_eq!(mistakes, []);
        assert_eq!(keymap.lookup(Context::Sources, &keys("g")), Lookup::Found(Command::Refresh));
    }

    #[test]
    fn all_mistakes_are_reported_with_their_lines() {
        let file = "[everywhere]\n\"g\" = \"down\"\n\"x\" = \"dwon\"\n\"hyper-x\" = \"up\"\n\n[attic]\n\"a\" = \"up\"\n\
                    [sources]\n\"x\" = \"toggle-star\"\n\"y\" = 3\n";
        let (keymap, mistakes) = Keymap::with_file(file);
        let lines: Vec<usize> = mistakes.iter().map(|mistake| mistake.line).collect();
        assert_eq!(lines, [2, 3, 4, 6, 9, 10], "{mistakes:?}");
        assert!(mistakes[0].message.contains("clashes with \"g g\""));
        assert_eq!(keymap, Keymap::default());
    }

    #[test]
    fn a_key_bound_twice_is_a_mistake() {
        let (_, mistakes) = Keymap::with_file("[everywhere]\n\"x\" = \"up\"\n\"x\" = \"down\"\n");
        assert_eq!(mistakes.iter().map(|m| m.line).collect::<Vec<_>>(), [3]);
    }

    #[test]
    fn what_is_no_toml_is_reported_and_harmless() {
        let (keymap, mistakes) = Keymap::with_file("[everywhere\n= =\n\u{1b}");
        assert!(!mistakes.is_empty());
        assert_eq!(keymap, Keymap::default());
    }
}
