//! From an answer of the network to a record for the store: decode, compare, parse, refine, pack.
//! CPU work, done on the parser pool.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use xxhash_rust::xxh3::xxh3_64;

use super::incoming::incoming;
use super::schedule::{self, Ended, Given};
use crate::domain::Timestamp;
use crate::feed::{self, Hints, ParsedEntry, ParsedFeed};
use crate::net::{Answer, Content, Document, Error as NetError};
use crate::site;
use crate::store::{
    FetchOutcome, FetchPlan, FetchRecord, IncomingEntry, Packer, ParsedFetch, Store, Validators,
};
use crate::text::SafeText;

/// What turning an answer into a record needs to know.
#[derive(Clone)]
pub(super) struct AnswerReader {
    /// Shortest and longest interval of the settings.
    pub bounds: (Duration, Duration),
    /// What `site` needs.
    pub site: site::Options,
    /// Knows the dictionary for bodies.
    pub store: Store,
    /// Compressors that are ready and not in use.
    pub packers: Arc<Mutex<Vec<Packer>>>,
    /// When the refresh began.
    pub now: Timestamp,
}

impl AnswerReader {
    /// The record for `plan`, whatever the network said.
    pub(super) fn read(&self, plan: &FetchPlan, answer: Result<Answer, NetError>) -> FetchRecord {
        match answer {
            Err(NetError::Gone) => self.gone(plan),
            Err(error) => self.failed(plan, &error.to_string(), retry_after(&error)),
            Ok(answer) => self.answered(plan, &answer),
        }
    }

    fn answered(&self, plan: &FetchPlan, answer: &Answer) -> FetchRecord {
        let validators =
            Validators { etag: answer.etag.clone(), last_modified: answer.last_modified.clone() };
        let document = match &answer.content {
            Content::NotModified => return self.unchanged(plan, answer, validators),
            Content::Document(document) => document,
        };
        let bytes = match document.decode() {
            Ok(bytes) => bytes,
            Err(error) => return self.failed(plan, &error.to_string(), None),
        };
        let body_hash = xxh3_64(&bytes);
        if plan.body_hash == Some(body_hash) {
            return self.unchanged(plan, answer, validators);
        }
        match self.parse(&bytes, document, answer) {
            Ok(parsed) => self.parsed(plan, answer, ParsedFetchHead { validators, body_hash }, parsed),
            Err(error) => self.failed(plan, &error.to_string(), None),
        }
    }

    fn parse(&self, bytes: &[u8], document: &Document, answer: &Answer) -> Result<ParsedFeed, feed::Error> {
        let hints = Hints { base: Some(&answer.final_url), content_type: document.content_type.as_deref() };
        let mut parsed = feed::parse(bytes, &hints)?;
        site::refine(&mut parsed, &answer.final_url, &self.site);
        Ok(parsed)
    }

    fn parsed(
        &self,
        plan: &FetchPlan,
        answer: &Answer,
        head: ParsedFetchHead,
        parsed: ParsedFeed,
    ) -> FetchRecord {
        let times: Vec<Timestamp> =
            parsed.entries.iter().filter_map(|entry| entry.published.or(entry.updated)).collect();
        let fresh_for = answer.fresh_for.max(parsed.ttl);
        let next = schedule::next(&self.given(plan, fresh_for), &Ended::Entries(&times));
        if parsed.left_out > 0 {
            tracing::info!(feed = %plan.feed, left_out = parsed.left_out, "only the newest entries were kept");
        }
        let entries = self.pack(parsed.entries);
        let fetch = ParsedFetch {
            validators: head.validators,
            body_hash: head.body_hash,
            moved_to: answer.moved_to.clone(),
            title: parsed.title,
            site_url: parsed.link,
            entries,
        };
        let outcome = FetchOutcome::Parsed(Box::new(fetch));
        FetchRecord { reach: Some(answer.reach), ..self.record(plan, outcome, next) }
    }

    fn pack(&self, entries: Vec<ParsedEntry>) -> Vec<IncomingEntry> {
        let kept = self.packers.lock().unwrap_or_else(PoisonError::into_inner).pop();
        let mut packer = kept.unwrap_or_else(|| self.store.packer());
        self.store.renew_packer(&mut packer);
        let entries = entries.into_iter().map(|entry| incoming(entry, self.now, &mut packer)).collect();
        self.packers.lock().unwrap_or_else(PoisonError::into_inner).push(packer);
        entries
    }

    fn unchanged(&self, plan: &FetchPlan, answer: &Answer, validators: Validators) -> FetchRecord {
        let next = schedule::next(&self.given(plan, answer.fresh_for), &Ended::Unchanged);
        let sent = validators.etag.is_some() || validators.last_modified.is_some();
        let outcome = FetchOutcome::Unchanged { validators: sent.then_some(validators) };
        FetchRecord { reach: Some(answer.reach), ..self.record(plan, outcome, next) }
    }

    fn failed(&self, plan: &FetchPlan, reason: &str, retry_after: Option<Duration>) -> FetchRecord {
        let ended = Ended::Failed { failures: plan.failures + 1, retry_after };
        let next = schedule::next(&self.given(plan, None), &ended);
        let outcome = FetchOutcome::Failed {
            error: SafeText::new(reason),
            retry_after: retry_after.and_then(|wait| self.now.checked_add(wait).ok()),
        };
        self.record(plan, outcome, next)
    }

    /// The record of a feed that made the parser panic.
    pub(super) fn crashed(&self, plan: &FetchPlan) -> FetchRecord {
        self.failed(plan, "this feed could not be read: it breaks the parser; please report it", None)
    }

    fn gone(&self, plan: &FetchPlan) -> FetchRecord {
        let error = SafeText::new(&NetError::Gone.to_string());
        FetchRecord {
            feed: plan.feed,
            at: self.now,
            next_check: None,
            adaptive: plan.adaptive,
            reach: None,
            outcome: FetchOutcome::Gone { error },
        }
    }

    fn record(&self, plan: &FetchPlan, outcome: FetchOutcome, next: schedule::Next) -> FetchRecord {
        FetchRecord {
            feed: plan.feed,
            at: self.now,
            next_check: self.now.checked_add(next.wait).ok(),
            adaptive: next.adaptive,
            reach: None,
            outcome,
        }
    }

    fn given(&self, plan: &FetchPlan, fresh_for: Option<Duration>) -> Given {
        Given {
            min: self.bounds.0,
            max: self.bounds.1,
            fixed: plan.interval,
            adaptive: plan.adaptive,
            fresh_for,
            seed: plan.feed.0.unsigned_abs(),
        }
    }
}

/// What is known of a document before it is parsed.
struct ParsedFetchHead {
    validators: Validators,
    body_hash: u64,
}

fn retry_after(error: &NetError) -> Option<Duration> {
    match error {
        NetError::Busy { retry_after, .. } => *retry_after,
        _ => None,
    }
}
