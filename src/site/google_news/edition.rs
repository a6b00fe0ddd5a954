//! The editions of Google News that can be chosen, which of them is meant by the environment, and the
//! pack of feeds that each offers. Sections are named in the language of the edition; the words are
//! ours, the sections those of [`Topic`]. Called by `service` for the welcome.

use super::{Locale, Topic};
use crate::domain::{Edition, Pack, PackFeed, WebUrl};
use crate::site::Error;
use crate::text::SafeText;

/// Countries with an edition, the ones in English first. `locale` is what [`Locale::parse`] takes.
pub const EDITIONS: &[Edition] = &[
    edition("en-US", "United States", "United States"),
    edition("en-GB", "United Kingdom", "United Kingdom"),
    edition("en-AU", "Australia", "Australia"),
    edition("en-CA", "Canada", "Canada"),
    edition("en-IN", "India", "India"),
    edition("en-IE", "Ireland", "Ireland"),
    edition("en-IL", "Israel", "Israel"),
    edition("en-KE", "Kenya", "Kenya"),
    edition("en-MY", "Malaysia", "Malaysia"),
    edition("en-NZ", "New Zealand", "New Zealand"),
    edition("en-NG", "Nigeria", "Nigeria"),
    edition("en-PK", "Pakistan", "Pakistan"),
    edition("en-PH", "Philippines", "Philippines"),
    edition("en-SG", "Singapore", "Singapore"),
    edition("en-ZA", "South Africa", "South Africa"),
    edition("es-AR", "Argentina", "Argentina"),
    edition("de-AT", "Österreich", "Austria"),
    edition("fr-BE", "Belgique", "Belgium"),
    edition("nl-BE", "België", "Belgium"),
    edition("pt-BR", "Brasil", "Brazil"),
    edition("fr-CA", "Canada", "Canada"),
    edition("es-CL", "Chile", "Chile"),
    edition("zh-CN", "中国", "China"),
    edition("es-CO", "Colombia", "Colombia"),
    edition("cs-CZ", "Česko", "Czechia"),
    edition("ar-EG", "مصر", "Egypt"),
    edition("fr-FR", "France", "France"),
    edition("de-DE", "Deutschland", "Germany"),
    edition("el-GR", "Ελλάδα", "Greece"),
    edition("zh-HK", "香港", "Hong Kong"),
    edition("hu-HU", "Magyarország", "Hungary"),
    edition("hi-IN", "भारत", "India"),
    edition("id-ID", "Indonesia", "Indonesia"),
    edition("he-IL", "ישראל", "Israel"),
    edition("it-IT", "Italia", "Italy"),
    edition("ja-JP", "日本", "Japan"),
    edition("ko-KR", "대한민국", "South Korea"),
    edition("es-MX", "México", "Mexico"),
    edition("nl-NL", "Nederland", "Netherlands"),
    edition("no-NO", "Norge", "Norway"),
    edition("es-PE", "Perú", "Peru"),
    edition("pl-PL", "Polska", "Poland"),
    edition("pt-PT", "Portugal", "Portugal"),
    edition("ro-RO", "România", "Romania"),
    edition("es-ES", "España", "Spain"),
    edition("sv-SE", "Sverige", "Sweden"),
    edition("de-CH", "Schweiz", "Switzerland"),
    edition("fr-CH", "Suisse", "Switzerland"),
    edition("zh-TW", "台灣", "Taiwan"),
    edition("th-TH", "ไทย", "Thailand"),
    edition("tr-TR", "Türkiye", "Türkiye"),
    edition("uk-UA", "Україна", "Ukraine"),
    edition("es-US", "Estados Unidos", "United States"),
    edition("vi-VN", "Việt Nam", "Vietnam"),
];

const fn edition(locale: &'static str, country: &'static str, english: &'static str) -> Edition {
    Edition { locale, country, english }
}

/// Names of sections: top stories, then [`Topic::ALL`] without the nation, which is the country's name.
type Words = [&'static str; 8];

/// By `hl`, whole or its language; English stands in for the others.
const WORDS: &[(&str, Words)] = &[
    ("en", ENGLISH),
    ("ar", ["أهم الأخبار", "العالم", "أعمال", "تكنولوجيا", "ترفيه", "رياضة", "علوم", "صحة"]),
    ("cs", ["Hlavní zprávy", "Svět", "Ekonomika", "Technika", "Zábava", "Sport", "Věda", "Zdraví"]),
    (
        "de",
        [
            "Schlagzeilen",
            "International",
            "Wirtschaft",
            "Technik",
            "Unterhaltung",
            "Sport",
            "Wissenschaft",
            "Gesundheit",
        ],
    ),
    (
        "el",
        [
            "Κύριες ειδήσεις",
            "Κόσμος",
            "Επιχειρήσεις",
            "Τεχνολογία",
            "Ψυχαγωγία",
            "Αθλητικά",
            "Επιστήμη",
            "Υγεία",
        ],
    ),
    (
        "es",
        ["Titulares", "Mundo", "Economía", "Tecnología", "Entretenimiento", "Deportes", "Ciencia", "Salud"],
    ),
    (
        "fr",
        [
            "À la une",
            "International",
            "Économie",
            "Technologie",
            "Divertissement",
            "Sports",
            "Sciences",
            "Santé",
        ],
    ),
    ("he", ["כותרות ראשיות", "עולם", "עסקים", "טכנולוגיה", "בידור", "ספורט", "מדע", "בריאות"]),
    ("hi", ["मुख्य समाचार", "दुनिया", "कारोबार", "टेक्नोलॉजी", "मनोरंजन", "खेल", "विज्ञान", "सेहत"]),
    (
        "hu",
        ["Vezető hírek", "Külföld", "Gazdaság", "Technológia", "Szórakozás", "Sport", "Tudomány", "Egészség"],
    ),
    ("id", ["Berita utama", "Dunia", "Bisnis", "Teknologi", "Hiburan", "Olahraga", "Sains", "Kesehatan"]),
    (
        "it",
        [
            "Notizie principali",
            "Esteri",
            "Economia",
            "Tecnologia",
            "Spettacoli",
            "Sport",
            "Scienze",
            "Salute",
        ],
    ),
    ("ja", ["トップニュース", "世界", "ビジネス", "テクノロジー", "エンタメ", "スポーツ", "科学", "健康"]),
    ("ko", ["주요 뉴스", "세계", "경제", "기술", "엔터테인먼트", "스포츠", "과학", "건강"]),
    (
        "nl",
        [
            "Topnieuws",
            "Buitenland",
            "Economie",
            "Technologie",
            "Entertainment",
            "Sport",
            "Wetenschap",
            "Gezondheid",
        ],
    ),
    ("no", ["Toppsaker", "Verden", "Økonomi", "Teknologi", "Underholdning", "Sport", "Vitenskap", "Helse"]),
    ("pl", ["Najważniejsze", "Świat", "Gospodarka", "Technika", "Rozrywka", "Sport", "Nauka", "Zdrowie"]),
    (
        "pt-PT",
        ["Destaques", "Mundo", "Economia", "Tecnologia", "Entretenimento", "Desporto", "Ciência", "Saúde"],
    ),
    (
        "pt",
        ["Destaques", "Mundo", "Economia", "Tecnologia", "Entretenimento", "Esportes", "Ciência", "Saúde"],
    ),
    (
        "ro",
        [
            "Știri principale",
            "Externe",
            "Economie",
            "Tehnologie",
            "Divertisment",
            "Sport",
            "Știință",
            "Sănătate",
        ],
    ),
    ("sv", ["Toppnyheter", "Världen", "Ekonomi", "Teknik", "Nöje", "Sport", "Vetenskap", "Hälsa"]),
    ("th", ["ข่าวเด่น", "ต่างประเทศ", "ธุรกิจ", "เทคโนโลยี", "บันเทิง", "กีฬา", "วิทยาศาสตร์", "สุขภาพ"]),
    ("tr", ["Öne çıkanlar", "Dünya", "Ekonomi", "Teknoloji", "Eğlence", "Spor", "Bilim", "Sağlık"]),
    ("uk", ["Головне", "Світ", "Бізнес", "Технології", "Розваги", "Спорт", "Наука", "Здоров’я"]),
    (
        "vi",
        [
            "Tin nổi bật",
            "Thế giới",
            "Kinh doanh",
            "Công nghệ",
            "Giải trí",
            "Thể thao",
            "Khoa học",
            "Sức khỏe",
        ],
    ),
    ("zh-CN", ["焦点新闻", "国际", "财经", "科技", "娱乐", "体育", "科学", "健康"]),
    ("zh", ["焦點新聞", "國際", "財經", "科技", "娛樂", "體育", "科學", "健康"]),
];

const ENGLISH: Words =
    ["Top stories", "World", "Business", "Technology", "Entertainment", "Sports", "Science", "Health"];

/// The locale to offer first: the person's own setting if there is one (`configured`), else the edition
/// of the environment's country, else one in its language, else the United States.
#[must_use]
pub fn default_locale(configured: Option<&str>, environment: Option<&str>) -> String {
    if let Some(configured) = configured.filter(|locale| Locale::parse(locale).is_ok()) {
        return configured.to_owned();
    }
    // `de_DE@euro`: the modifier says nothing about news.
    let spoken = environment.and_then(|locale| Locale::parse(locale.split('@').next()?).ok());
    let meant = spoken.and_then(|spoken| {
        let first = |is_meant: &dyn Fn(Locale) -> bool| {
            EDITIONS.iter().find(|edition| Locale::parse(edition.locale).is_ok_and(is_meant))
        };
        let of_language = || first(&|locale| language(&locale) == language(&spoken));
        find(&spoken).or_else(|| first(&|locale| locale.hl == spoken.hl)).or_else(of_language)
    });
    meant.unwrap_or(&EDITIONS[0]).locale.to_owned()
}

/// Top stories and all sections of an edition; any locale that [`Locale::parse`] takes.
pub fn pack(locale: &str) -> Result<Pack, Error> {
    let parsed = Locale::parse(locale)?;
    let edition = find(&parsed);
    let country = edition.map_or(parsed.gl.as_str(), |edition| edition.country);
    let english = edition.map_or(parsed.gl.as_str(), |edition| edition.english);
    let [top, others @ ..] = words(&parsed);
    let mut others = others.into_iter();
    let mut feeds = vec![feed(locale, &parsed, "top", top, &format!("The headlines of the hour: {english}"))];
    for topic in Topic::ALL {
        let title = if topic == Topic::Nation { country } else { others.next().unwrap_or(topic.name()) };
        let name = topic.name().to_ascii_lowercase();
        let about = format!("Section “{name}” of the edition: {english}");
        feeds.push(feed(locale, &parsed, &format!("topic/{name}"), title, &about));
    }
    let language = language(&parsed);
    Ok(Pack {
        id: "google-news".to_owned(),
        title: SafeText::new("Google News"),
        about: SafeText::new(&format!("Headlines of many outlets, without article text: {country}")),
        language: (language != "en").then(|| language.to_owned()),
        feeds,
    })
}

fn feed(locale: &str, parsed: &Locale, section: &str, title: &str, about: &str) -> PackFeed {
    PackFeed {
        title: SafeText::new(&format!("Google News: {title}")),
        address: format!("google-news:{section}?locale={}", locale.trim()),
        site: WebUrl::parse(&format!("https://{}/home?{}", super::HOST, parsed.query())),
        about: SafeText::new(about),
    }
}

fn find(locale: &Locale) -> Option<&'static Edition> {
    EDITIONS.iter().find(|edition| Locale::parse(edition.locale).as_ref() == Ok(locale))
}

fn words(locale: &Locale) -> Words {
    let named = |name: &str| WORDS.iter().find(|(hl, _)| *hl == name).map(|(_, words)| *words);
    named(&locale.hl).or_else(|| named(language(locale))).unwrap_or(ENGLISH)
}

fn language(locale: &Locale) -> &str {
    locale.hl.split('-').next().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn every_edition_has_its_words_and_is_listed_once() {
        let mut known = HashSet::new();
        for edition in EDITIONS {
            let locale = Locale::parse(edition.locale).expect(edition.locale);
            assert!(known.insert(locale.query()), "twice: {}", edition.locale);
            let is_english = language(&locale) == "en";
            assert_eq!(words(&locale) == ENGLISH, is_english, "{}", edition.locale);
            assert_eq!(words(&locale).iter().collect::<HashSet<_>>().len(), 8, "{}", edition.locale);
        }
    }

    #[test]
    fn the_environment_chooses_unless_the_person_did() {
        let table = [
            (None, Some("de_AT.UTF-8"), "de-AT"),
            (None, Some("de_DE@euro"), "de-DE"),
            (None, Some("nb_NO.UTF-8"), "no-NO"),
            (None, Some("pt_AO.UTF-8"), "pt-PT"),
            (None, Some("en_DK.UTF-8"), "en-US"),
            (None, Some("zh_CN.UTF-8"), "zh-CN"),
            (None, Some("es_UY.UTF-8"), "es-AR"),
            (None, Some("fi_FI.UTF-8"), "en-US"),
            (None, Some("C.UTF-8"), "en-US"),
            (None, Some("POSIX"), "en-US"),
            (None, None, "en-US"),
            (Some("fr-FR"), Some("de_DE.UTF-8"), "fr-FR"),
            (Some("fi-FI"), Some("de_DE.UTF-8"), "fi-FI"),
            (Some("nonsense"), Some("de_DE.UTF-8"), "de-DE"),
        ];
        for (configured, environment, expected) in table {
            assert_eq!(default_locale(configured, environment), expected, "{configured:?} {environment:?}");
        }
    }

    #[test]
    fn a_pack_speaks_the_language_of_its_edition() {
        let titles = |locale: &str| -> Vec<String> {
            let pack = pack(locale).expect("a pack");
            pack.feeds.iter().map(|feed| feed.title.as_str().replace("Google News: ", "")).collect()
        };
        let german = titles("de-DE");
        assert_eq!(german[..4], ["Schlagzeilen", "International", "Deutschland", "Wirtschaft"]);
        assert_eq!(german.len(), 9);
        assert_eq!(titles("pt-PT")[6], "Desporto");
        assert_eq!(titles("pt-BR")[6], "Esportes");
        assert_eq!(titles("fi-FI")[..3], ["Top stories", "World", "FI"]);
        let feed = &pack("de-DE").expect("a pack").feeds[4];
        assert_eq!(feed.address, "google-news:topic/technology?locale=de-DE");
        assert!(pack("nonsense").is_err());
    }
}
