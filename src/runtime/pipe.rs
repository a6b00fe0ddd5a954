//! An article for a program of the person's: read from the store, set in its form, and given away. The
//! loop gives the terminal to those that draw in it; the others run beside the reader.

use tokio::sync::oneshot;

use crate::app::PipeOrder;
use crate::domain::Entry;
use crate::service::Services;
use crate::service::page::{held_picture, page};
use crate::system::{Piped, draws_in_terminal};
use crate::text::SafeText;

/// True if the program has to be given the terminal.
pub fn needs_terminal(order: &PipeOrder) -> bool {
    order.needs_terminal || order.argv.first().is_some_and(|program| draws_in_terminal(program))
}

/// What the program gets.
pub fn prepare(services: &Services, order: &PipeOrder) -> Result<Piped, SafeText> {
    let entry = services.store.entry(order.entry).map_err(|error| SafeText::new(&error.to_string()))?;
    let entry = entry.ok_or_else(|| SafeText::new("This entry is no longer there."))?;
    let input = page(&entry, order.form, &services.clock.moment(), &|url| held_picture(services, url));
    Ok(Piped { argv: order.argv.clone(), input, variables: variables(&entry) })
}

/// Whatever came from outside and is no text of the article.
fn variables(entry: &Entry) -> Vec<(&'static str, String)> {
    let url = entry.row.url.as_ref().map_or("", |url| url.as_str());
    vec![("TIDINGS_URL", url.to_owned()), ("TIDINGS_TITLE", entry.row.title.to_string())]
}

/// Runs the program beside the reader; returns what the person is told when it has ended. It outlives
/// tidings, so nothing waits for it at the end.
pub async fn run_apart(piped: Piped) -> Result<SafeText, SafeText> {
    let program = SafeText::new(piped.argv.first().map_or("", String::as_str));
    let (sender, ended) = oneshot::channel();
    let run = move || {
        // Nobody hears it any more when the reader has ended.
        drop(sender.send(piped.run_apart()));
    };
    let started = std::thread::Builder::new().name("pipe".to_owned()).spawn(run);
    started.map_err(|error| SafeText::new(&error.to_string()))?;
    match ended.await {
        Ok(Ok(line)) if line.is_empty() => Ok(SafeText::new(&format!("{program} took the article"))),
        Ok(Ok(line)) => Ok(SafeText::new(&format!("{program}: {line}"))),
        Ok(Err(error)) => Err(SafeText::new(&error.to_string())),
        Err(_) => Err(SafeText::new(&format!("{program} was lost"))),
    }
}
