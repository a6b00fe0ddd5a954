//! What an outlet of the edition answers: its front page, its articles, its feed.

use super::article::{Article, Version};
use super::outlets::ALL;
use super::template::{escaped, fill, rfc2822, rfc3339};
use super::{DemoPage, HTML, page};
use crate::domain::Timestamp;

pub(super) struct Outlet {
    /// Name, as its pages write it.
    pub name: &'static str,
    /// Front page, with a slash at the end.
    pub home: &'static str,
    /// Path of its articles below the front page.
    pub folder: &'static str,
    /// Language of what does not say otherwise.
    pub language: &'static str,
    /// Template of a page.
    pub page: &'static str,
    /// Its feed; an outlet without one is only known through Google News.
    pub feed: Option<Feed>,
    /// Its articles, in any order.
    pub articles: &'static [&'static str],
}

pub(super) struct Feed {
    /// Address below the front page.
    pub path: &'static str,
    pub content_type: &'static str,
    pub category: &'static str,
    /// Template around the items.
    pub envelope: &'static str,
    /// Template of an item.
    pub item: &'static str,
    /// What stands between two items.
    pub separator: &'static str,
}

/// An article with its outlet and its address.
pub(super) struct Told {
    pub outlet: &'static Outlet,
    pub article: Article,
    pub url: String,
}

const HOME: &str = include_str!("../../../assets/demo/home.html");
const GATES: [(&str, &str); 3] = [
    ("login", include_str!("../../../assets/demo/gates/login.html")),
    ("consent", include_str!("../../../assets/demo/gates/consent.html")),
    ("script", include_str!("../../../assets/demo/gates/script.html")),
];

/// Every article of every outlet, newest first.
pub(super) fn told(now: Timestamp) -> Vec<Told> {
    let mut told: Vec<Told> = ALL.iter().flat_map(Outlet::told).collect();
    told.sort_by_key(|told| std::cmp::Reverse(told.article.published(now)));
    told
}

impl Told {
    /// Its language.
    pub fn language(&self) -> &'static str {
        match self.article.field("lang") {
            "" => self.outlet.language,
            own => own,
        }
    }

    /// Fills a template with the article and its outlet.
    pub fn fill(&self, template: &str, version: Version, more: &[(&str, &str)], now: Timestamp) -> String {
        let outlet = self.outlet;
        let own = [
            ("url", self.url.as_str()),
            ("lang", self.language()),
            ("outlet", outlet.name),
            ("home", outlet.home),
        ];
        let values: Vec<(&str, &str)> = own.iter().chain(more).copied().collect();
        self.article.fill(template, version, &values, now)
    }

    fn link(&self) -> String {
        format!("<li><a href=\"{}\">{}</a></li>", self.url, escaped(self.article.field("title")))
    }

    /// What stands on its address: the article, or what stands before it.
    fn page(&self, most_read: &str, now: Timestamp) -> DemoPage {
        let gate = GATES.iter().find(|(name, _)| *name == self.article.field("gate"));
        let template = gate.map_or(self.outlet.page, |(_, gate)| gate);
        let fill = |version| self.fill(template, version, &[("links", most_read)], now);
        let mut page = page(&self.url, HTML, fill(Version::First));
        page.edited = self.article.is_edited().then(|| fill(Version::Edited).into_bytes());
        page
    }
}

impl Outlet {
    fn told(&'static self) -> impl Iterator<Item = Told> {
        self.articles.iter().map(move |text| {
            let article = Article::parse(text);
            let url = format!("{}{}{}", self.home, self.folder, article.field("slug"));
            Told { outlet: self, article, url }
        })
    }

    pub fn feed_url(&self) -> Option<String> {
        self.feed.as_ref().map(|feed| format!("{}{}", self.home, feed.path))
    }

    /// The front page, the articles and the feed; `told` is the whole edition.
    pub fn pages(&self, told: &[Told], now: Timestamp) -> Vec<DemoPage> {
        let own: Vec<&Told> = told.iter().filter(|told| told.outlet.home == self.home).collect();
        let listed: Vec<&Told> = own.iter().copied().filter(|told| told.article.is_listed()).collect();
        let front: String = listed.iter().map(|told| told.link()).collect();
        let most_read: String = listed.iter().take(5).map(|told| told.link()).collect();
        let mut pages: Vec<DemoPage> = own.iter().map(|told| told.page(&most_read, now)).collect();

        let alternate = self.alternate();
        let home =
            [("outlet", self.name), ("links", &front), ("alternate", &alternate), ("lang", self.language)];
        pages.push(page(self.home, HTML, fill(HOME, &home, now)));
        pages.extend(self.feed_page(&listed, now));
        pages
    }

    fn feed_page(&self, own: &[&Told], now: Timestamp) -> Option<DemoPage> {
        let (feed, url) = (self.feed.as_ref()?, self.feed_url()?);
        let newest = own.first().map_or(now, |told| told.article.published(now));
        let (rfc2822, rfc3339) = (rfc2822(newest), rfc3339(newest));
        let text = |version| {
            let items: Vec<String> = own.iter().map(|told| told.fill(feed.item, version, &[], now)).collect();
            let values = [
                ("items", items.join(feed.separator).as_str()),
                ("outlet", self.name),
                ("home", self.home),
                ("feed", &url),
                ("lang", self.language),
                ("rfc2822", &rfc2822),
                ("rfc3339", &rfc3339),
            ]
            .map(|(name, value)| (name, value.to_owned()));
            let values: Vec<(&str, &str)> =
                values.iter().map(|(name, value)| (*name, value.as_str())).collect();
            fill(feed.envelope, &values, now)
        };
        let mut page = page(&url, feed.content_type, text(Version::First));
        let is_edited = own.iter().any(|told| told.article.is_edited());
        page.edited = is_edited.then(|| text(Version::Edited).into_bytes());
        Some(page)
    }

    /// What leads from the front page to the feed.
    fn alternate(&self) -> String {
        let (Some(feed), Some(url)) = (&self.feed, self.feed_url()) else { return String::new() };
        let media_type = feed.content_type.split(';').next().unwrap_or_default();
        format!("<link rel=\"alternate\" type=\"{media_type}\" href=\"{url}\">")
    }
}
