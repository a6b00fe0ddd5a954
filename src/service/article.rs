//! An article from the network, with all its pages: fetched under the guard and in the turns of the
//! first one, read, and joined. Called by `fulltext` for the store and by `inspect` without one.

use std::collections::{HashSet, VecDeque};
use std::path::Path;
use std::sync::Arc;

use super::Error;
use crate::domain::{Reach, WebUrl};
use crate::extract::{self, Article, Mistake, SiteRules};
use crate::net::{self, Accept, Answer, Content, Request};
use crate::text::{Markup, SafeText};

/// No more pages are asked for once so much was read, in bytes of markup.
const LONGEST: usize = 4 << 20;
/// A rule file is not read any further.
const LONGEST_RULES: u64 = 1 << 20;

/// The rules of tidings with those of the person's folder merged over them, and what is wrong in these.
pub fn site_rules(folder: &Path) -> (SiteRules, Vec<Mistake>) {
    let mut rules = SiteRules::built_in();
    let mut mistakes = Vec::new();
    let files = std::fs::read_dir(folder).into_iter().flatten().flatten().map(|file| file.path());
    let mut files: Vec<_> = files.filter(|file| file.extension().is_some_and(|end| end == "toml")).collect();
    files.sort();
    for file in files {
        let name = file.display().to_string();
        match read_rules(&file) {
            Ok(text) => mistakes.extend(rules.merge(&name, &text)),
            Err(reason) => mistakes.push(Mistake {
                file: SafeText::new(&name),
                line: 1,
                what: SafeText::from(format!("this file is not used: {reason}")),
            }),
        }
    }
    (rules, mistakes)
}

fn read_rules(file: &Path) -> std::io::Result<String> {
    use std::io::Read as _;
    let mut text = String::new();
    std::fs::File::open(file)?.take(LONGEST_RULES).read_to_string(&mut text)?;
    Ok(text)
}

/// What is needed to fetch articles.
pub(super) struct Source<'s> {
    /// The network.
    pub net: &'s net::Client,
    /// What is known of single sites.
    pub rules: &'s Arc<SiteRules>,
}

impl Source<'_> {
    /// Fetches an article with all its pages; gives the address that answered as well. `reach` as in
    /// [`Request::reach`].
    pub async fn fetch(&self, url: WebUrl, reach: Option<Reach>) -> Result<(Article, WebUrl), Error> {
        let answer = self.ask(&url, reach, false).await.map_err(|reason| Error::Net { url, reason })?;
        let (mut url, reach) = (answer.final_url.clone(), Some(answer.reach));
        let mut article = self.read(answer).await?;
        if let Some(single) = article.single_page.take()
            && let Ok(whole) = self.page(&single, reach).await
        {
            url = single;
            article = Article { next_pages: Vec::new(), ..whole };
        }
        self.add_pages(&mut article, &url, reach).await;
        Ok((article, url))
    }

    /// Adds the pages that follow. One that cannot be had leaves a line in its place.
    async fn add_pages(&self, article: &mut Article, first: &WebUrl, reach: Option<Reach>) {
        let mut waiting: VecDeque<WebUrl> = std::mem::take(&mut article.next_pages).into();
        let mut seen: HashSet<WebUrl> = HashSet::from([first.clone()]);
        let mut html = article.content.source().to_owned();
        let mut number = 1;
        while let Some(url) = waiting.pop_front() {
            if url.host() != first.host() || !seen.insert(url.clone()) {
                continue;
            }
            number += 1;
            if number > extract::MOST_PAGES || html.len() > LONGEST {
                break;
            }
            match self.page(&url, reach).await {
                // Some sites answer the last page for every number above it.
                Ok(page) if html.contains(page.content.source()) => number -= 1,
                Ok(page) => {
                    html.push('\n');
                    html.push_str(page.content.source());
                    let known: HashSet<WebUrl> = waiting.iter().cloned().collect();
                    waiting.extend(page.next_pages.into_iter().filter(|next| !known.contains(next)));
                }
                Err(reason) => {
                    let unseen = waiting.iter().filter(|url| !seen.contains(*url)).count();
                    html.push_str(&missing_page(number, number + unseen, &reason));
                }
            }
        }
        article.content = Markup::clean(&html);
    }

    async fn page(&self, url: &WebUrl, reach: Option<Reach>) -> Result<Article, Error> {
        let answer = self.ask(url, reach, true).await;
        let answer = answer.map_err(|reason| Error::Net { url: url.clone(), reason })?;
        self.read(answer).await
    }

    async fn ask(&self, url: &WebUrl, reach: Option<Reach>, within_host: bool) -> Result<Answer, net::Error> {
        let request =
            Request { url: url.clone(), etag: None, last_modified: None, reach, accept: Accept::Page };
        if within_host { self.net.fetch_within_host(request).await } else { self.net.fetch(request).await }
    }

    async fn read(&self, answer: Answer) -> Result<Article, Error> {
        let rules = Arc::clone(self.rules);
        tokio::task::spawn_blocking(move || read(&answer, &rules)).await.map_err(|_| Error::Stopped)?
    }
}

fn read(answer: &Answer, rules: &SiteRules) -> Result<Article, Error> {
    let Content::Document(document) = &answer.content else {
        return Err(Error::NoText("the server sent no page".to_owned()));
    };
    let bytes = document.decode().map_err(|reason| Error::Net { url: answer.final_url.clone(), reason })?;
    let page = extract::decode_page(&bytes, document.content_type.as_deref());
    let article = extract::parse_article(&page, &answer.final_url, rules);
    article.map_err(|reason| Error::NoText(reason.to_string()))
}

fn missing_page(number: usize, pages: usize, reason: &Error) -> String {
    let line = format!("Page {number} of {pages} could not be fetched. {reason}");
    format!("\n<p><em>{}</em></p>", Markup::from_plain(&line).source())
}
