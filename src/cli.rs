//! The command line: arguments in, results out, for scripts and for people without the reader. Each
//! command calls `service` and `store` and prints through [`Output`], nothing else.
//!
//! Not here: what the commands do (`service`), and the reader (`runtime`). `main` calls [`prepare`],
//! makes the runtime and calls [`run`].

mod analyze;
mod args;
mod brief;
mod browse;
mod config;
mod db;
mod demo;
mod doctor;
mod download;
mod entry;
mod extract;
mod generate;
mod list;
mod log;
mod mark;

mod output;
mod parse;
mod refresh;
mod select;
mod show;
mod status;
mod stories;
mod subscribe;
mod table;
mod transfer;
mod versions;

use std::io::IsTerminal;
use std::time::Duration;

use crate::config::{Environment, Paths, Profile, Settings, load};
use crate::service::{self, Network, Services};

pub use args::{Arguments, Command};
pub use output::{Output, report_panics};
pub use status::{Status, WrongUsage};

/// How long a command waits for its last write when everything else is done.
const LAST_WRITE: Duration = Duration::from_secs(2);

/// What is left to do after the arguments were read.
pub enum Prepared {
    /// Nothing: it needed neither data nor network.
    Done(Status),
    /// A job for the runtime.
    Job(Box<Session>),
}

/// Everything a job needs to begin.
pub struct Session {
    command: Option<Command>,
    paths: Paths,
    settings: Settings,
    environment: Environment,
    network: Network,
}

/// A job that has begun: what commands get.
struct Context {
    services: Services,
    environment: Environment,
}

/// Does what needs no data, and otherwise finds paths, settings and the log.
pub fn prepare(
    arguments: Arguments,
    environment: Environment,
    output: &mut Output,
) -> anyhow::Result<Prepared> {
    let Arguments { common, command } = arguments;
    match &command {
        Some(Command::Completions(args)) => return generate::completions(args, output).map(Prepared::Done),
        Some(Command::Man) => return generate::man(output).map(Prepared::Done),
        _ => {}
    }
    let mut location = common.location();
    if matches!(command, Some(Command::Demo(_))) {
        location.profile = Some(Profile::demo());
    }
    let paths = Paths::locate(&location)?;
    let is_demo = location.profile.is_some_and(|profile| profile.is_demo());
    let network = if is_demo { Network::Demo } else { Network::Real };
    match &command {
        Some(Command::Config(args)) => return config::config(args, &paths, output).map(Prepared::Done),
        Some(Command::Doctor) => {
            return doctor::doctor(&paths, &environment, network, output).map(Prepared::Done);
        }
        _ => {}
    }
    let checked = load(&paths)?;
    for notice in &checked.notices {
        output.message(&format!("{}:{notice}", paths.config_file.display()));
    }
    log::start(&paths, &environment, common.verbose)?;
    let settings = checked.settings;
    if db::is_salvage(command.as_ref()) {
        return db::salvage(&paths, output).map(Prepared::Done);
    }
    match &command {
        Some(Command::Parse(args)) => parse::parse(args, &settings, output).map(Prepared::Done),
        None => why_no_reader()
            .map_or(Ok(()), Err)
            .map(|()| Prepared::Job(Box::new(Session { command, paths, settings, environment, network }))),
        Some(_) => Ok(Prepared::Job(Box::new(Session { command, paths, settings, environment, network }))),
    }
}

/// Why `tidings` alone cannot open the reader here, if it cannot.
fn why_no_reader() -> Option<anyhow::Error> {
    let reason = if !cfg!(feature = "tui") {
        "this build of tidings has no reader: `tidings list` and `tidings --help` show what it can do"
    } else if !has_terminal() {
        "the reader needs a terminal: `tidings list` prints the news as text, `tidings --help` shows the rest"
    } else {
        return None;
    };
    Some(WrongUsage(reason.to_owned()).into())
}

fn has_terminal() -> bool {
    std::io::stdin().is_terminal() && std::io::stdout().is_terminal()
}

impl Session {
    /// True if the job is the reader; `main` runs it then.
    #[must_use]
    pub fn wants_reader(&self) -> bool {
        match &self.command {
            None => true,
            Some(Command::Demo(args)) => !args.print_dir && cfg!(feature = "tui") && has_terminal(),
            Some(_) => false,
        }
    }

    /// Opens store and network; the demo profile is filled at its first use.
    pub async fn open(&self) -> Result<Services, service::Error> {
        let services = Services::open(self.paths.clone(), self.settings.clone(), self.network)?;
        if self.network == Network::Demo {
            service::demo::fill(&services).await?;
        }
        Ok(services)
    }
}

/// Runs a command that is not the reader.
pub async fn run(mut session: Session, output: &mut Output) -> anyhow::Result<Status> {
    if let Some(Command::Extract(args)) = &session.command {
        return extract::extract(args, &session, output).await;
    }
    let services = session.open().await?;
    let store = services.store.clone();
    let command = session.command.take();
    let context = Context { services, environment: session.environment };
    let result = match command {
        Some(command) => dispatch(command, &context, output).await,
        None => Ok(Status::Done),
    };
    store.close(LAST_WRITE).await;
    result
}

async fn dispatch(command: Command, context: &Context, output: &mut Output) -> anyhow::Result<Status> {
    let services = &context.services;
    match command {
        Command::Demo(args) => demo::demo(&args, services, output),
        Command::Add(args) => subscribe::add(args, services, output).await,
        Command::Remove(args) => subscribe::remove(&args, services, output).await,
        Command::Feeds(args) => subscribe::feeds(&args, services, output),
        Command::Refresh(args) => refresh::refresh(args, services, output).await,
        Command::Download(args) => download::download(args, services, output).await,
        Command::List(args) => list::list(&args, services, output),
        Command::Count(args) => list::count(&args, services, output),
        Command::Search(args) => list::search(&args, services, output),
        Command::Stories(args) => stories::stories(&args, services, output).await,
        Command::Show(args) => show::show(&args, context, output).await,
        Command::Analyze(args) => analyze::analyze(&args, context, output).await,
        Command::Brief(args) => brief::brief(&args, services, output).await,
        Command::Read(args) => mark::read(args, true, services, output).await,
        Command::Unread(args) => mark::read(args, false, services, output).await,
        Command::Star(args) => mark::star(args, true, services, output).await,
        Command::Unstar(args) => mark::star(args, false, services, output).await,
        Command::Tag(args) => mark::tag(args, services, output).await,
        Command::Untag(args) => mark::untag(args, services, output).await,
        Command::Open(args) => browse::open(&args, context, output),
        Command::Import(args) => transfer::import(&args, services, output).await,
        Command::Export(args) => transfer::export(&args, services, output),
        Command::Db(args) => db::db(args.job, services, output).await,
        // Done by `prepare`, or by `run` before there was a store.
        Command::Parse(_)
        | Command::Extract(_)
        | Command::Config(_)
        | Command::Doctor
        | Command::Completions(_)
        | Command::Man => Ok(Status::Done),
    }
}
