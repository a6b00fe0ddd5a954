//! Changes that are shown only once they are written: what an order means to the store, and what is said
//! of it. Called by `writes`, one after the other.

use crate::app::{ChangeOrder, FeedSetting};
use crate::domain::{Change, ChangeId, Event, FeedId, RequestId};
use crate::service::{self, Services, SubscribeOptions};
use crate::store::{self, FeedSettings, Mark, Target};
use crate::text::SafeText;

/// Makes a change and tells what became of it.
pub async fn make(services: &Services, request: RequestId, order: ChangeOrder) -> Event {
    let label = match order {
        ChangeOrder::RevertTo(change) => return revert_to(services, change).await,
        ChangeOrder::Subscribe { url, name, title, category } => {
            let options = SubscribeOptions { category, title, no_fetch: true };
            return subscribe(services, request, url.as_str(), name, &options).await;
        }
        ChangeOrder::ResumeFeed(feed) => match services.store.resume_feed(feed, services.clock.now()).await {
            Ok(_) => return Event::FeedResumed { feed },
            Err(error) => Err(error),
        },
        ChangeOrder::MarkAllRead { query, up_to } => {
            let target = Target::Query { query, up_to };
            let marked = services.store.mark(target, Mark::Read(true), services.clock.moment()).await;
            marked.map(|marked| marked.change.map(|change| change.label))
        }
        ChangeOrder::SubscribeMany(picks) => {
            let done = service::subscribe_many(services, &picks).await;
            return added(request, done.map(|done| (done.added, done.wrong.len())));
        }
        ChangeOrder::Import(plan) => {
            let done = service::import(services, plan).await;
            return added(request, done.map(|done| (done.new, 0)));
        }
        ChangeOrder::Unsubscribe(feeds) => unsubscribe(services, feeds).await,
        order => arrange(services, order).await.map(label_of),
    };
    match label {
        Ok(label) => Event::ChangeMade { request, label },
        Err(error) => Event::WriteFailed { request, reason: SafeText::new(&error.to_string()) },
    }
}

/// Many feeds that came in, and how many addresses were none.
fn added(request: RequestId, done: Result<(Vec<FeedId>, usize), service::Error>) -> Event {
    match done {
        Ok((feeds, wrong)) => Event::FeedsAdded { request, feeds, wrong },
        Err(error) => Event::WriteFailed { request, reason: SafeText::new(&error.to_string()) },
    }
}

/// A change that changed nothing has no line in the journal and nothing to undo.
fn label_of(change: Option<Change>) -> Option<SafeText> {
    change.filter(|change| change.count > 0).map(|change| change.label)
}

/// Orders of which only the line of the journal is told; `None` for any other.
async fn arrange(services: &Services, order: ChangeOrder) -> store::Result<Option<Change>> {
    let (store, now) = (&services.store, services.clock.now());
    let change = match order {
        ChangeOrder::SetFeed { feed, setting } => store.set_feed(feed, settings_of(setting), now).await?,
        ChangeOrder::NewCategory(path) => store.create_category(path, now).await?,
        ChangeOrder::RenameCategory { category, title } => {
            store.rename_category(category, title, now).await?
        }
        ChangeOrder::MoveCategory { category, parent } => store.move_category(category, parent, now).await?,
        ChangeOrder::RemoveCategory(category) => store.remove_category(category, now).await?,
        ChangeOrder::SaveSmartFeed { id, title, query } => {
            store.save_smart_feed(id, title, &query, now).await?
        }
        ChangeOrder::RemoveSmartFeed(id) => store.remove_smart_feed(id, now).await?,
        ChangeOrder::SeparateStories(entries) => store.separate_stories(entries, now).await?,
        ChangeOrder::UniteStories(entries) => store.unite_stories(entries, now).await?,
        ChangeOrder::SetNote { entry, text } => store.set_note(entry, text, now).await?,
        ChangeOrder::MarkAllRead { .. }
        | ChangeOrder::RevertTo(_)
        | ChangeOrder::Subscribe { .. }
        | ChangeOrder::SubscribeMany(_)
        | ChangeOrder::Import(_)
        | ChangeOrder::Unsubscribe(_)
        | ChangeOrder::ResumeFeed(_) => return Ok(None),
    };
    Ok(Some(change))
}

fn settings_of(setting: FeedSetting) -> FeedSettings {
    let mut settings = FeedSettings::default();
    match setting {
        FeedSetting::Title(title) => settings.title = Some(title),
        FeedSetting::Category(path) => settings.category = Some(path),
        FeedSetting::Address(url) => settings.url = Some(url),
        FeedSetting::Interval(interval) => settings.interval = Some(interval),
        FeedSetting::FullText(mode) => settings.full_text = Some(mode),
    }
    settings
}

/// What goes with a feed is said, and what stays.
async fn unsubscribe(services: &Services, feeds: Vec<FeedId>) -> store::Result<Option<SafeText>> {
    let change = services.store.unsubscribe(feeds, services.clock.now()).await?;
    let label = SafeText::folded(change.label.as_str(), 60);
    Ok(Some(SafeText::new(&format!("{label}; starred and noted entries stay"))))
}

/// Nothing is fetched here: that would make other changes wait.
async fn subscribe(
    services: &Services,
    request: RequestId,
    address: &str,
    title: SafeText,
    options: &SubscribeOptions,
) -> Event {
    let added = service::subscribe(services, address, options).await;
    let Some(feed) = added.id else {
        let reason = added.error.unwrap_or_else(|| SafeText::new("the feed was not added; try again"));
        return Event::WriteFailed { request, reason };
    };
    Event::FeedAdded { request, feed, title, already: added.already }
}

async fn revert_to(services: &Services, change: ChangeId) -> Event {
    match services.store.revert_to(change, services.clock.now()).await {
        Ok(changes) => Event::ChangeReverted { label: told(&changes) },
        Err(error) => Event::RevertFailed { reason: SafeText::new(&error.to_string()) },
    }
}

/// `Undone: 2 marked read`, `Redone: 3 changes`.
fn told(changes: &[Change]) -> Option<SafeText> {
    let what = if changes.first()?.undone { "Undone" } else { "Redone" };
    let text = match changes {
        [one] => format!("{what}: {}", one.label),
        many => format!("{what}: {} changes", many.len()),
    };
    Some(SafeText::new(&text))
}
