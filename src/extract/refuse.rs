//! Pages that stand in front of an article: consent, login, robot checks, script shells. Plain signs
//! only; where a page gave enough text, none of them counts.

use super::Error;
use crate::domain::WebUrl;
use crate::text::Markup;
use crate::text::html::visible_text;

/// Fewer characters than these are no article.
pub const SHORTEST: usize = 140;

/// An article of this length is one, whatever else the page says.
const LONG_ENOUGH: usize = 1500;

/// Addresses that are consent pages by themselves.
pub fn by_address(url: &WebUrl) -> Option<Error> {
    let host = url.host();
    let is_consent = host.starts_with("consent.") || host.starts_with("guce.");
    is_consent.then_some(Error::ConsentPage)
}

/// Judges by the visible words of the page and of what was found in it. Once something was found only
/// its own words count: a short article on a page with a cookie banner is an article.
pub fn by_words(html: &str, found: &str) -> Option<Error> {
    let is_long = |text: &str, limit: usize| text.chars().nth(limit).is_some();
    if is_long(found, LONG_ENOUGH) {
        return None;
    }
    let page = &*visible_text(&Markup::clean(html));
    let has_article = is_long(found, SHORTEST - 1);
    let judged = if has_article { found } else { page };
    let start = judged.chars().take(JUDGED).collect::<String>().to_lowercase();
    let says = |signs: &[&str]| signs.iter().any(|sign| start.contains(sign));
    if says(ROBOT) {
        return Some(Error::RobotCheck);
    }
    let asks = says(CONSENT) || (says(&["cookie"]) && says(ANSWERS));
    let topics = TOPICS.iter().filter(|topic| start.contains(**topic)).count();
    // A banner may have been taken along with a short article.
    if asks && (!has_article || topics > 2) {
        return Some(Error::ConsentPage);
    }
    if says(SCRIPT) {
        return Some(Error::NeedsScript);
    }
    if !has_article && has_password_field(html) && says(LOGIN) {
        return Some(Error::LoginWall);
    }
    // A page of scripts without words.
    let is_shell = !has_article && !is_long(page, SHORTEST) && html.contains("<script");
    is_shell.then_some(Error::NeedsScript)
}

/// Whether the text is the start of an article that goes on for subscribers only.
pub fn is_start(found: &str, html: &str, is_paid: bool) -> bool {
    let _ = html;
    is_paid && !found.is_empty() && found.len() < LONG_ENOUGH
}

/// Characters that are looked at.
const JUDGED: usize = 3000;

const ROBOT: &[&str] = &[
    "verify you are human",
    "verifying you are human",
    "checking your browser before",
    "are you a robot",
    "unusual traffic from your",
    "enable javascript and cookies to continue",
    "complete the security check",
];

const CONSENT: &[&str] = &[
    "before you continue to",
    "bevor sie fortfahren",
    "bevor sie zu google weitergehen",
    "avant d'accéder à google",
    "avant d’accéder à google",
    "antes de continuar a google",
    "prima di continuare su google",
    "we value your privacy",
    "we and our partners store",
    "manage your cookie preferences",
];

/// The buttons of a cookie question.
const ANSWERS: &[&str] =
    &["accept all", "reject all", "alle akzeptieren", "alle ablehnen", "tout accepter", "tout refuser"];

/// What consent pages are about.
const TOPICS: &[&str] = &[
    "cookie",
    "consent",
    "privacy",
    "partners",
    "personal data",
    "datenschutz",
    "einwilligung",
    "vie privée",
];

const SCRIPT: &[&str] = &[
    "enable javascript",
    "javascript is disabled",
    "javascript is not available",
    "javascript is required",
    "javascript ist deaktiviert",
    "requires javascript",
    "activate javascript",
    "activer javascript",
    "turn on javascript",
    "javascript aktivieren",
];

const LOGIN: &[&str] =
    &["log in", "sign in", "login", "anmelden", "einloggen", "se connecter", "subscribe", "iniciar sesión"];

fn has_password_field(html: &str) -> bool {
    ["type=\"password\"", "type='password'", "type=password"].iter().any(|field| html.contains(field))
}
