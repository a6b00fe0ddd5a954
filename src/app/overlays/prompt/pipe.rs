//! The line that names a program for an article: one of the person's own by its name, else a command as
//! it is typed in a shell, split into words and given to no shell.

use crate::app::effect::{Effect, Effects, PipeOrder};
use crate::app::room::Desk;
use crate::config::Pipe;
use crate::domain::{EntryId, PageForm};
use crate::text::SafeText;

/// Before a program that draws in the terminal.
const TERMINAL: char = '!';

/// What may be typed.
pub(super) fn advice(presets: &[Pipe], form: PageForm) -> SafeText {
    let reads = match form {
        PageForm::Markdown => "Markdown",
        PageForm::Html => "HTML",
        PageForm::Plain => "plain text",
    };
    let names: Vec<&str> = presets.iter().map(|pipe| pipe.name.as_str()).collect();
    let advice = format!("It reads {reads}; !less gets the terminal");
    if names.is_empty() {
        return SafeText::new(&advice);
    }
    SafeText::new(&format!("Yours: {} · {advice}", names.join(", ")))
}

/// The order to give the article to the program that was typed.
pub(super) fn order(
    typed: &str,
    entry: EntryId,
    form: PageForm,
    presets: &[Pipe],
    desk: &mut Desk<'_>,
) -> Result<Effects, SafeText> {
    let order = read(typed, entry, form, presets)?;
    desk.preferences.pipes.remember(typed.trim());
    Ok(vec![Effect::keep(desk.preferences), Effect::Pipe(order)])
}

fn read(typed: &str, entry: EntryId, form: PageForm, presets: &[Pipe]) -> Result<PipeOrder, SafeText> {
    let typed = typed.trim();
    let preset = presets.iter().find(|pipe| pipe.name == typed);
    let (mut argv, form) = if let Some(pipe) = preset {
        (pipe.command.clone(), pipe.form)
    } else {
        (shlex::split(typed).ok_or_else(|| SafeText::new("A quote is not closed"))?, form)
    };
    let needs_terminal = match argv.first_mut() {
        Some(program) if program.starts_with(TERMINAL) => {
            program.remove(0);
            true
        }
        _ => false,
    };
    if argv.first().is_some_and(String::is_empty) {
        argv.remove(0);
    }
    if argv.is_empty() {
        return Err(SafeText::new("Name a program, as in: wc -w"));
    }
    Ok(PipeOrder { entry, form, argv, needs_terminal })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read_as(typed: &str) -> Result<(Vec<String>, PageForm, bool), String> {
        let command = vec!["espeak".to_owned(), "--stdin".to_owned()];
        let presets = [Pipe { name: "aloud".to_owned(), command, form: PageForm::Plain }];
        let order =
            read(typed, EntryId(1), PageForm::Markdown, &presets).map_err(|error| error.to_string())?;
        Ok((order.argv, order.form, order.needs_terminal))
    }

    #[test]
    fn a_line_is_words_and_no_shell() {
        let words = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect::<Vec<_>>();
        let markdown = PageForm::Markdown;
        assert_eq!(read_as("wc -w"), Ok((words(&["wc", "-w"]), markdown, false)));
        let odd = words(&["a b", "$(reboot)", ";", "|", "x>y"]);
        assert_eq!(read_as("'a b' $(reboot) \\; \\| 'x>y'"), Ok((odd, markdown, false)));
        assert_eq!(read_as("!less -R"), Ok((words(&["less", "-R"]), markdown, true)));
        assert_eq!(read_as("! less"), Ok((words(&["less"]), markdown, true)));
        assert_eq!(read_as(" aloud "), Ok((words(&["espeak", "--stdin"]), PageForm::Plain, false)));
        assert_eq!(read_as("aloud x").map(|read| read.0), Ok(words(&["aloud", "x"])));
        assert_eq!(read_as("mail 'me"), Err("A quote is not closed".to_owned()));
        for nothing in ["", "  ", "!", "''"] {
            assert!(read_as(nothing).is_err(), "{nothing:?}");
        }
    }
}
