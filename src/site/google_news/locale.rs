//! The edition of Google News: what `de-DE` means as `hl`, `gl` and `ceid`. All three must agree or the
//! feed is odd or empty (news facts 1.1).

use crate::site::{Error, encode};
use crate::text::SafeText;

/// An edition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Locale {
    /// Language of the pages, `en-US`, `de`, `es-419`.
    pub hl: String,
    /// Country, `US`.
    pub gl: String,
    /// `{gl}:{language}`, `BR:pt-419`.
    pub ceid: String,
}

impl Default for Locale {
    fn default() -> Self {
        Self::exact("en-US", "US", "US:en")
    }
}

/// Countries whose Spanish edition is the Latin American one.
const LATIN_AMERICA: &[&str] = &[
    "AR", "BO", "CL", "CO", "CR", "CU", "DO", "EC", "GT", "HN", "MX", "NI", "PA", "PE", "PR", "PY", "SV",
    "US", "UY", "VE",
];

/// The country meant by a language that is given alone.
const HOME: &[(&str, &str)] = &[
    ("ar", "EG"),
    ("bg", "BG"),
    ("bn", "BD"),
    ("cs", "CZ"),
    ("da", "DK"),
    ("de", "DE"),
    ("el", "GR"),
    ("en", "US"),
    ("es", "ES"),
    ("et", "EE"),
    ("fi", "FI"),
    ("fr", "FR"),
    ("he", "IL"),
    ("hi", "IN"),
    ("hr", "HR"),
    ("hu", "HU"),
    ("id", "ID"),
    ("it", "IT"),
    ("ja", "JP"),
    ("ko", "KR"),
    ("lt", "LT"),
    ("lv", "LV"),
    ("ml", "IN"),
    ("mr", "IN"),
    ("nl", "NL"),
    ("no", "NO"),
    ("pl", "PL"),
    ("pt", "PT"),
    ("ro", "RO"),
    ("ru", "RU"),
    ("sk", "SK"),
    ("sl", "SI"),
    ("sr", "RS"),
    ("sv", "SE"),
    ("ta", "IN"),
    ("te", "IN"),
    ("th", "TH"),
    ("tr", "TR"),
    ("uk", "UA"),
    ("vi", "VN"),
    ("zh", "CN"),
];

impl Locale {
    /// The three values as they are.
    #[must_use]
    pub fn exact(hl: &str, gl: &str, ceid: &str) -> Self {
        Self { hl: hl.to_owned(), gl: gl.to_owned(), ceid: ceid.to_owned() }
    }

    /// Reads `en-US`, `de_AT`, `zh-Hant`, `es-419`, `pt-BR`, or a language alone. Case does not matter.
    pub fn parse(text: &str) -> Result<Self, Error> {
        Tag::parse(text).and_then(Tag::edition).ok_or_else(|| {
            let shown = SafeText::folded(text, 40);
            Error(format!("“{shown}” is no locale; write language and country like en-US, de-DE or pt-BR"))
        })
    }

    /// `hl=…&gl=…&ceid=…`, with the colon as Google writes it.
    #[must_use]
    pub fn query(&self) -> String {
        format!(
            "hl={}&gl={}&ceid={}",
            encode(&self.hl),
            encode(&self.gl),
            encode(&self.ceid).replace("%3A", ":")
        )
    }
}

/// A language tag in its parts.
struct Tag {
    language: String,
    script: Option<String>,
    region: Option<String>,
}

impl Tag {
    fn parse(text: &str) -> Option<Self> {
        // `de_DE.UTF-8` as the environment writes it.
        let text = text.trim().split('.').next()?;
        let mut parts = text.split(['-', '_']);
        let language = parts.next()?.to_ascii_lowercase();
        let is_language = matches!(language.len(), 2 | 3) && language.chars().all(|c| c.is_ascii_lowercase());
        let language = match language.as_str() {
            "nb" | "nn" => "no".to_owned(),
            "iw" => "he".to_owned(),
            _ => language,
        };
        let (mut script, mut region) = (None, None);
        for part in parts {
            let is_word = part.chars().all(|c| c.is_ascii_alphabetic());
            match part.len() {
                4 if is_word && script.is_none() && region.is_none() => {
                    script = Some(part.to_ascii_lowercase());
                }
                2 if is_word && region.is_none() => region = Some(part.to_ascii_uppercase()),
                3 if part == "419" && region.is_none() => region = Some(part.to_owned()),
                _ => return None,
            }
        }
        is_language.then_some(Self { language, script, region })
    }

    fn edition(self) -> Option<Locale> {
        let language = self.language.as_str();
        let region = self.region.as_deref();
        Some(match language {
            "zh" => return self.chinese(),
            "es" => {
                let country = match region {
                    Some("419") => "MX",
                    Some(country) => country,
                    None => "ES",
                };
                let hl = if LATIN_AMERICA.contains(&country) { "es-419" } else { "es" };
                Locale::exact(hl, country, &format!("{country}:{hl}"))
            }
            // Google has one Portuguese for Latin America and one (`150` is Europe) for Portugal.
            "pt" => match region {
                Some("BR" | "419") => Locale::exact("pt-BR", "BR", "BR:pt-419"),
                Some("PT") | None => Locale::exact("pt-PT", "PT", "PT:pt-150"),
                Some(country) => Locale::exact("pt-PT", country, &format!("{country}:pt-150")),
            },
            "sr" => {
                let country = region.unwrap_or("RS");
                let script = if self.script.as_deref() == Some("cyrl") { "sr" } else { "sr-Latn" };
                Locale::exact("sr", country, &format!("{country}:{script}"))
            }
            _ => {
                let home = HOME.iter().find(|(l, _)| *l == language).map(|(_, country)| *country);
                let country = region.filter(|r| *r != "419").or(home)?;
                let is_regional = language == "en" || (language == "fr" && country == "CA");
                let hl = if is_regional { format!("{language}-{country}") } else { language.to_owned() };
                Locale::exact(&hl, country, &format!("{country}:{language}"))
            }
        })
    }

    /// Chinese is told apart by script in `ceid` and by country in `hl`.
    fn chinese(&self) -> Option<Locale> {
        let country = match (self.region.as_deref(), self.script.as_deref()) {
            (Some("419"), _) => return None,
            (Some(country), _) => country,
            (None, Some("hant")) => "TW",
            (None, _) => "CN",
        };
        let is_traditional = match self.script.as_deref() {
            Some(script) => script == "hant",
            None => matches!(country, "TW" | "HK" | "MO"),
        };
        let script = if is_traditional { "zh-Hant" } else { "zh-Hans" };
        Some(Locale::exact(&format!("zh-{country}"), country, &format!("{country}:{script}")))
    }
}
