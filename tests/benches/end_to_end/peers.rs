//! Readers that happen to be installed, on the same corpus in the same run.

use std::fmt::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};

use super::terminal::Reader;
use super::{Bench, RUNS, middle, millis, process, row};

/// Measures a cold and an unchanged refresh of each peer that is there.
pub fn rows(bench: &Bench) {
    newsboat(bench);
    sfeed(bench);
}

fn newsboat(bench: &Bench) {
    if !is_installed("newsboat") {
        println!("{:<46} not installed", "newsboat");
        return;
    }
    let home = bench.folder.path().join("newsboat");
    std::fs::create_dir_all(&home).expect("a folder");
    let urls: String = (0..bench.size.feeds).map(|i| bench.server.url(i) + "\n").collect();
    std::fs::write(home.join("urls"), urls).expect("a file");
    std::fs::write(home.join("config"), "reload-threads 8\n").expect("a file");
    let reload = || {
        let mut command = Command::new("newsboat");
        command.arg("-C").arg(home.join("config")).arg("-u").arg(home.join("urls"));
        command.arg("-c").arg(home.join("cache.db")).args(["-x", "reload"]);
        process::run(quiet(&mut command))
    };
    row("newsboat: cold refresh", reload(), "");
    row("newsboat: unchanged", reload(), "");
    let files = [("-C", "config"), ("-u", "urls"), ("-c", "cache.db")];
    let arguments: Vec<String> = files
        .iter()
        .flat_map(|(flag, name)| [(*flag).to_owned(), home.join(name).display().to_string()])
        .collect();
    let mut times: Vec<_> = (0..RUNS)
        .map(|_| {
            let mut reader = Reader::start(Path::new("newsboat"), &arguments, &home);
            let shown = reader.wait_for("Feed 0000");
            reader.quit();
            shown
        })
        .collect();
    println!("{:<46} {:>10}", "newsboat: start, first frame", millis(middle(&mut times)));
}

fn sfeed(bench: &Bench) {
    if !is_installed("sfeed_update") {
        println!("{:<46} not installed", "sfeed_update");
        return;
    }
    let home = bench.folder.path().join("sfeed");
    std::fs::create_dir_all(&home).expect("a folder");
    let mut config = format!("sfeedpath=\"{}\"\nmaxjobs=8\nfeeds() {{\n", home.join("feeds").display());
    for number in 0..bench.size.feeds {
        let _ = writeln!(config, "feed \"feed{number}\" \"{}\"", bench.server.url(number));
    }
    config.push_str("}\n");
    std::fs::write(home.join("sfeedrc"), config).expect("a file");
    let update = || process::run(quiet(Command::new("sfeed_update").arg(home.join("sfeedrc"))));
    row("sfeed: cold refresh", update(), "");
    row("sfeed: again", update(), "");
}

fn is_installed(program: &str) -> bool {
    let path = std::env::var_os("PATH").unwrap_or_default();
    std::env::split_paths(&path).any(|folder| folder.join(program).is_file())
}

fn quiet(command: &mut Command) -> &mut Command {
    command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null())
}
