//! The publisher's address behind a link of Google News. Old links hold it; for new ones Google is asked
//! in two steps (news facts 2.2): politely, never twice for the same link, and not at all where the
//! settings say so. Called by `fulltext`; nothing else asks.

use std::time::Duration;

use bytes::Bytes;
use jiff::SignedDuration;

use super::{Error, Services};
use crate::domain::{Entry, Reach, Timestamp, WebUrl};
use crate::extract;
use crate::net::{self, Accept, Answer, Content, Request};
use crate::site::google_news::exchange::{self, Signed, Told};
use crate::site::google_news::{self, ArticleId, Locale};
use crate::store::{KnownLink, LinkNews};

/// A page of a link is not read any further.
const LONGEST_PAGE: usize = 2 << 20;
/// A link that could not be resolved is left alone for so long, and after that is asked for once a day.
const FIRST_PAUSE: SignedDuration = SignedDuration::from_hours(6);
const LATER_PAUSE: SignedDuration = SignedDuration::from_hours(24);
/// After Google asked to wait twice in a row nothing is asked for so long.
const BACK_OFF: Duration = Duration::from_mins(30);
/// The key under which that is kept: how often in a row, and until when.
const WAITING: &str = "google-links";

/// Why the address of an article is not known. Each is one line; the original can always be opened.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unresolved {
    /// The person does not want it.
    #[error("tidings is set not to ask Google where its links lead (google_news.resolve)")]
    Off,
    /// The link is none of those known.
    #[error("this Google News link has a form that tidings does not know")]
    Form,
    /// A question for consent stands before it.
    #[error("Google shows its consent page in place of the article's address")]
    Consent,
    /// Too many requests.
    #[error("Google asks to wait: its links can be followed again in {} min", minutes.max(&1))]
    Waiting {
        /// For how long.
        minutes: i64,
    },
    /// The page of the link is not what it was.
    #[error("Google's page for this link has changed: tidings cannot read the article's address there")]
    PageChanged,
    /// The answer is not what it was.
    #[error("Google's answer has changed: tidings cannot read the article's address in it")]
    AnswerChanged,
    /// No address was told.
    #[error("Google did not tell the address of this article")]
    Refused,
    /// There is no such link.
    #[error("Google knows no article under this link any more")]
    NoSuchArticle,
    /// No answer came in time.
    #[error("Google did not answer in time, so the article's address is not known: try again later")]
    Timeout,
    /// The network did not bring it.
    #[error("Google did not tell the article's address: {0}")]
    Net(net::Error),
}

impl Unresolved {
    /// The word under which a failure is kept; `None` for those that pass by themselves.
    fn word(&self) -> Option<&'static str> {
        match self {
            Self::Consent => Some("consent"),
            Self::PageChanged => Some("page"),
            Self::AnswerChanged => Some("answer"),
            Self::Refused => Some("refused"),
            Self::NoSuchArticle => Some("gone"),
            Self::Off | Self::Form | Self::Waiting { .. } | Self::Timeout | Self::Net(_) => None,
        }
    }

    fn from_word(word: &str) -> Self {
        match word {
            "consent" => Self::Consent,
            "page" => Self::PageChanged,
            "answer" => Self::AnswerChanged,
            "gone" => Self::NoSuchArticle,
            _ => Self::Refused,
        }
    }
}

/// What a link turned out to be.
enum Kind {
    /// Its own address is the article's.
    Plain(WebUrl),
    /// Google must be asked.
    Opaque(Link),
}

/// A link of which Google must be asked.
struct Link {
    id: String,
    /// Its page: the key of everything that is kept of it.
    page: WebUrl,
    edition: Locale,
}

/// The address of the article of an entry as far as it is known without asking anybody: the link's own,
/// what it holds, or what was told before. `None` where Google would have to be asked.
pub fn known_address(services: &Services, entry: &Entry) -> Result<Option<WebUrl>, Error> {
    let Some(url) = &entry.row.url else { return Ok(None) };
    match kind(services, url, &entry.feed_url) {
        Ok(Kind::Plain(url)) => Ok(Some(url.cleaned())),
        Ok(Kind::Opaque(link)) => match services.store.known_link(&link.page)? {
            Some(KnownLink::Leads(target)) => Ok(Some(target.cleaned())),
            Some(KnownLink::Failed { .. }) | None => Ok(None),
        },
        Err(_) => Ok(None),
    }
}

/// The addresses of the articles of entries, in their order. Links with new ids are asked for one after
/// another, and all that were signed in one exchange.
pub(super) async fn addresses(
    services: &Services,
    entries: &[(Entry, Reach)],
) -> Result<Vec<Result<WebUrl, Error>>, Error> {
    let mut found: Vec<Result<WebUrl, Error>> = Vec::with_capacity(entries.len());
    let mut asked: Vec<(usize, Link, Signed)> = Vec::new();
    for (place, (entry, reach)) in entries.iter().enumerate() {
        let Some(url) = &entry.row.url else {
            let reason = "this entry names no page that could hold its text".to_owned();
            found.push(Err(Error::NoText(reason)));
            continue;
        };
        let address = match kind(services, url, &entry.feed_url) {
            Ok(Kind::Plain(url)) => Ok(url),
            Ok(Kind::Opaque(link)) => match held(services, &link)? {
                Some(held) => held,
                None => match sign(services, &link, *reach).await? {
                    Ok(signed) => {
                        asked.push((place, link, signed));
                        // What stands here until the exchange has been made.
                        Err(Unresolved::Refused)
                    }
                    Err(reason) => Err(reason),
                },
            },
            Err(reason) => Err(reason),
        };
        found.push(asked_for(address));
    }
    let Some((place, ..)) = asked.first() else { return Ok(found) };
    let told = trade(services, &asked, entries[*place].1).await?;
    for ((place, ..), address) in asked.iter().zip(told) {
        found[*place] = asked_for(address);
    }
    Ok(found)
}

/// A publisher is asked without what would track, whatever Google told.
fn asked_for(address: Result<WebUrl, Unresolved>) -> Result<WebUrl, Error> {
    address.map(|url| url.cleaned()).map_err(Error::Unresolved)
}

fn kind(services: &Services, url: &WebUrl, feed: &WebUrl) -> Result<Kind, Unresolved> {
    let settings = &services.settings.google_news;
    let is_googles_own = url.host() == google_news::HOST;
    if !is_googles_own && url.url().origin() != settings.base.url().origin() {
        return Ok(Kind::Plain(url.clone()));
    }
    let Some(id) = google_news::article_id_of(url) else {
        return if is_googles_own { Err(Unresolved::Form) } else { Ok(Kind::Plain(url.clone())) };
    };
    match google_news::decode_article_id(&id) {
        ArticleId::Old(address) => Ok(Kind::Plain(address)),
        ArticleId::Unknown => Err(Unresolved::Form),
        ArticleId::New => {
            let page = exchange::article_page(&settings.base, &id).ok_or(Unresolved::Form)?;
            let edition = exchange::edition_of(feed);
            let edition = edition.or_else(|| Locale::parse(&settings.locale).ok()).unwrap_or_default();
            Ok(Kind::Opaque(Link { id, page, edition }))
        }
    }
}

/// What is held of a link, or why Google is not asked now; `None` where it may be asked.
fn held(services: &Services, link: &Link) -> Result<Option<Result<WebUrl, Unresolved>>, Error> {
    let now = services.clock.now();
    match services.store.known_link(&link.page)? {
        Some(KnownLink::Leads(target)) => return Ok(Some(Ok(target))),
        Some(KnownLink::Failed { reason, tries, at }) => {
            let pause = if tries > 1 { LATER_PAUSE } else { FIRST_PAUSE };
            if now < at.saturating_add(pause).unwrap_or(Timestamp::MAX) {
                return Ok(Some(Err(Unresolved::from_word(&reason))));
            }
        }
        None => {}
    }
    if !services.settings.google_news.resolve {
        return Ok(Some(Err(Unresolved::Off)));
    }
    let (_, until) = waiting(services)?;
    Ok((now < until).then(|| Err(until_then(now, until))))
}

/// Has a link signed by its page.
async fn sign(services: &Services, link: &Link, reach: Reach) -> Result<Result<Signed, Unresolved>, Error> {
    let url = exchange::article_page_in(&link.page, &link.edition.query());
    let request = Request {
        url: url.unwrap_or_else(|| link.page.clone()),
        etag: None,
        last_modified: None,
        reach: Some(reach),
        accept: Accept::Page,
    };
    let signed = match services.net.fetch_within_host(request).await {
        Err(error) => Err(failure(services, error).await?),
        Ok(answer) => match text_of(&answer) {
            Err(error) => Err(Unresolved::Net(error)),
            Ok(html) => exchange::read_signature(&html, &link.id).ok_or_else(|| {
                if exchange::asks_consent(&html) { Unresolved::Consent } else { Unresolved::PageChanged }
            }),
        },
    };
    if let Some(word) = signed.as_ref().err().and_then(Unresolved::word) {
        keep(services, vec![(link.page.clone(), LinkNews::Failed(word))]).await?;
    }
    Ok(signed)
}

/// Exchanges signatures for addresses and keeps what came of it.
async fn trade(
    services: &Services,
    asked: &[(usize, Link, Signed)],
    reach: Reach,
) -> Result<Vec<Result<WebUrl, Unresolved>>, Error> {
    let questions: Vec<_> =
        asked.iter().map(|(_, link, signed)| (signed.clone(), link.edition.ceid.clone())).collect();
    let form = Bytes::from(exchange::question_form(&questions));
    let base = &services.settings.google_news.base;
    let url = exchange::exchange_url(base).unwrap_or_else(|| base.clone());
    let answer = match services.net.post_form(&url, form, Some(reach)).await {
        Ok(answer) => text_of(&answer).map_err(Unresolved::Net),
        Err(error) => Err(failure(services, error).await?),
    };
    let answers = answer
        .and_then(|text| exchange::read_answers(&text, questions.len()).ok_or(Unresolved::AnswerChanged));
    let answers: Vec<Result<WebUrl, Unresolved>> = match answers {
        Ok(told) => {
            passed(services).await?;
            told.into_iter().map(address_told).collect()
        }
        Err(reason) => asked.iter().map(|_| Err(reason.clone())).collect(),
    };
    let news = asked.iter().zip(&answers).filter_map(|((_, link, _), answer)| {
        let news = match answer {
            Ok(target) => LinkNews::Leads(target.clone()),
            Err(reason) => LinkNews::Failed(reason.word()?),
        };
        Some((link.page.clone(), news))
    });
    keep(services, news.collect()).await?;
    Ok(answers)
}

fn address_told(told: Told) -> Result<WebUrl, Unresolved> {
    match told {
        Told::Address(url) => Ok(url),
        Told::Nothing => Err(Unresolved::Refused),
        Told::Unclear => Err(Unresolved::AnswerChanged),
    }
}

async fn keep(services: &Services, news: Vec<(WebUrl, LinkNews)>) -> Result<(), Error> {
    Ok(services.store.set_links(news, services.clock.now()).await?)
}

/// What it means that no page or no answer came.
async fn failure(services: &Services, error: net::Error) -> Result<Unresolved, Error> {
    Ok(match error {
        net::Error::LedAway { to } if is_consent(&to) => Unresolved::Consent,
        net::Error::LedAway { to } if to.url().path().starts_with("/sorry") => wait(services, None).await?,
        net::Error::LedAway { .. } => Unresolved::PageChanged,
        net::Error::Busy { retry_after, .. } => wait(services, retry_after).await?,
        net::Error::Status { status: 404 } | net::Error::Gone => Unresolved::NoSuchArticle,
        net::Error::Status { status: 400 } => Unresolved::Refused,
        net::Error::Timeout { .. } => Unresolved::Timeout,
        other => Unresolved::Net(other),
    })
}

fn is_consent(url: &WebUrl) -> bool {
    url.host().starts_with("consent.") || url.url().path().starts_with("/consent")
}

fn text_of(answer: &Answer) -> Result<String, net::Error> {
    let Content::Document(document) = &answer.content else { return Err(net::Error::Empty) };
    let bytes = document.decode()?;
    let start = &bytes[..bytes.len().min(LONGEST_PAGE)];
    Ok(extract::decode_page(start, document.content_type.as_deref()))
}

/// How often in a row Google asked to wait, and until when nothing is asked.
fn waiting(services: &Services) -> Result<(u32, Timestamp), Error> {
    let kept = services.store.memo(WAITING)?.unwrap_or_default();
    let parts =
        kept.split_once(' ').and_then(|(times, until)| Some((times.parse().ok()?, until.parse().ok()?)));
    Ok(parts.unwrap_or((0, Timestamp::MIN)))
}

/// Google asked to wait: so it is, and longer when it had to ask twice.
async fn wait(services: &Services, retry_after: Option<Duration>) -> Result<Unresolved, Error> {
    let now = services.clock.now();
    let times = waiting(services)?.0.saturating_add(1);
    let own = if times > 1 { BACK_OFF } else { Duration::from_mins(1) };
    let until = now.saturating_add(own.max(retry_after.unwrap_or_default())).unwrap_or(Timestamp::MAX);
    services.store.set_memo(WAITING, format!("{times} {until}")).await?;
    Ok(until_then(now, until))
}

fn until_then(now: Timestamp, until: Timestamp) -> Unresolved {
    Unresolved::Waiting { minutes: (until.duration_since(now).as_secs() + 59) / 60 }
}

/// Google answered: what it asked before counts no more.
async fn passed(services: &Services) -> Result<(), Error> {
    if waiting(services)?.0 > 0 {
        services.store.set_memo(WAITING, String::new()).await?;
    }
    Ok(())
}
