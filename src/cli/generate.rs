//! `completions` and `man`: generated from the definitions of the arguments.

use clap::CommandFactory;

use super::args::{Arguments, Completions};
use super::output::Output;
use super::status::Status;

/// `tidings completions`.
pub(super) fn completions(args: &Completions, output: &mut Output) -> anyhow::Result<Status> {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut Arguments::command(), "tidings", &mut script);
    output.text(&String::from_utf8(script)?)?;
    Ok(Status::Done)
}

/// `tidings man`: one page, each command a section.
pub(super) fn man(output: &mut Output) -> anyhow::Result<Status> {
    let mut root = Arguments::command();
    root.build();
    let mut page = Vec::new();
    clap_mangen::Man::new(root.clone()).render(&mut page)?;
    let mut page = String::from_utf8(page)?;
    for command in root.get_subcommands().filter(|command| command.get_name() != "help") {
        page.push_str(&command_section(command)?);
    }
    output.text(&page)?;
    Ok(Status::Done)
}

fn command_section(command: &clap::Command) -> anyhow::Result<String> {
    let name = format!("tidings {}", command.get_name());
    let mut section = Vec::new();
    // What holds for every command stands in the first part of the page.
    let own = command.clone().mut_args(|arg| if arg.is_global_set() { arg.hide(true) } else { arg });
    let man = clap_mangen::Man::new(own);
    man.render_synopsis_section(&mut section)?;
    man.render_description_section(&mut section)?;
    man.render_options_section(&mut section)?;
    let section = String::from_utf8(section)?.replace(".SH ", ".SS ");
    Ok(format!(".SH \"{}\"\n{section}", name.to_uppercase()))
}
