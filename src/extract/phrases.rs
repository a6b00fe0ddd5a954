//! Words that stand around articles and never in them, in the languages that pages are written in:
//! English, German, French, Spanish, Italian, Dutch, Portuguese, Russian. Pure.

/// Short lines that announce something else than the article; the whole line.
#[rustfmt::skip]
const MARKERS: &[&str] = &[
    "related", "related articles", "related article", "related news", "related stories", "related story",
    "related content", "related topics", "related links", "related posts", "related coverage",
    "related video", "related videos", "more from", "more stories", "more news", "more coverage",
    "more like this", "more to read", "more on this story", "more on this topic", "more on this",
    "you may also like", "you might also like", "you may like", "you might like", "recommended",
    "recommended for you", "recommended articles", "recommended stories", "read more", "read also",
    "read next", "also read", "also see", "see also", "see more", "don't miss", "don’t miss", "most read",
    "most popular", "most viewed", "trending", "trending now", "popular", "popular posts", "latest news",
    "latest stories", "what to read next", "comments", "comment", "leave a comment", "leave a reply",
    "post a comment", "add a comment", "join the conversation", "share", "share this", "share this article",
    "share this story", "share this post", "sharing is caring", "like this", "tags", "filed under",
    "topics", "about the author", "about the authors", "about author", "author", "advertisement", "advert",
    "advertising", "sponsored", "sponsored content", "promoted stories", "from around the web",
    "around the web", "newsletter", "sign up", "subscribe", "breaking news emails", "story continues below",
    "article continues below", "continue reading", "continue reading below",
    "story continues below advertisement", "close", "caption", "loading", "loading content", "latest",
    "tell us what you think", "stories you may like", "in case you missed it", "editor's picks",
    "editor’s picks", "top stories", "live updates", "watch", "watch live", "now playing",
    "skip advertisement", "print", "email", "send us your feedback", "have a tip", "follow us", "follow",
    "further reading", "support us", "donate", "view comments", "show comments", "view all comments",
    "load comments",
    // German
    "mehr zum thema", "lesen sie auch", "lesen sie mehr", "lies auch", "auch interessant", "zum thema",
    "das könnte sie auch interessieren", "das könnte dich auch interessieren",
    "das könnte sie interessieren", "weitere artikel", "weitere themen", "mehr lesen", "weiterlesen",
    "kommentare", "kommentar", "teilen", "artikel teilen", "anzeige", "werbung", "meistgelesen",
    "schlagwörter", "themen", "zur startseite", "verwandte artikel", "verwandte themen", "über den autor",
    "über die autorin", "ähnliche artikel", "drucken",
    // French
    "lire aussi", "à lire aussi", "a lire aussi", "à lire également", "sur le même sujet",
    "sur le même thème", "vous aimerez aussi", "articles liés", "articles similaires", "commentaires",
    "partager", "publicité", "lire la suite", "les plus lus", "à voir aussi", "voir aussi", "mots-clés",
    "partager l'article",
    // Spanish
    "lee también", "lea también", "te puede interesar", "también te puede interesar", "te recomendamos",
    "relacionado", "relacionados", "noticias relacionadas", "artículos relacionados", "más información",
    "comentarios", "compartir", "publicidad", "lo más leído", "lo más visto", "etiquetas", "archivado en",
    // Italian
    "leggi anche", "potrebbe interessarti", "potrebbe interessarti anche", "potrebbero interessarti",
    "ti potrebbe interessare", "ti potrebbe interessare anche", "articoli correlati", "commenti",
    "condividi", "pubblicità", "i più letti", "vedi anche", "leggi di più", "guarda anche",
    // Dutch
    "lees ook", "lees meer", "lees verder", "meer over", "gerelateerd", "gerelateerde artikelen",
    "reacties", "deel dit artikel", "deel", "delen", "advertentie", "meest gelezen", "bekijk ook",
    "verder lezen",
    // Portuguese
    "leia também", "leia mais", "veja também", "veja mais", "comentários", "compartilhe", "compartilhar",
    "saiba mais", "mais lidas", "notícias relacionadas", "iklan",
    // Russian
    "читайте также", "читать также", "похожие статьи", "комментарии", "добавить отзыв", "поделиться",
    "теги", "реклама", "по теме", "смотрите также", "самое читаемое", "самые популярные",
];

/// Starts of lines that lead elsewhere.
#[rustfmt::skip]
const LEADS: &[&str] = &[
    "read more", "read also", "also read", "also on", "also see", "see also", "see more", "related:",
    "related story", "more:", "more on ", "more from ", "also:", "more great ", "more about ", "don't miss",
    "don’t miss", "watch:", "watch now", "watch the", "listen:", "recommended:", "read the full",
    "read next", "must read", "read:", "opinion:", "editorial:", "story:", "photos:", "gallery:", "video:",
    "related -", "related –", "related |", "further reading", "you may also", "lesen sie", "lies auch",
    "mehr dazu", "mehr zum", "lesen sie auch", "auch interessant", "siehe auch", "lire aussi", "à lire",
    "lire :", "voir aussi", "lee también", "lea también", "lee más", "te puede interesar", "leggi anche",
    "(leggi anche", "guarda anche", "leggi:", "lees ook", "lees meer", "lees verder", "leia também",
    "leia mais", "veja também", "saiba mais", "читайте также", "читать также", "смотрите также",
];

/// Starts of lines that are about the site, its readers or the copy, not about the news.
#[rustfmt::skip]
const BOILERPLATE: &[&str] = &[
    "click here to subscribe", "click here to sign", "sign up for", "sign up to", "subscribe to",
    "subscribe now", "subscribe for", "follow us", "follow me on", "like us on", "like this story",
    "get the latest", "get breaking news", "get our", "get access to", "enjoyed this article", "share this",
    "share on", "share it", "tweet this", "contact us at", "have a tip", "have a story",
    "email us", "please enable", "your browser does not", "this slideshow requires", "this video is",
    "media playback is unsupported", "image copyright", "this post may contain affiliate",
    "this article contains affiliate", "let our news meet", "download our app", "download the",
    "the contents of this site", "this document is subject to copyright", "copyright ©", "copyright ⓒ",
    "© ", "all rights reserved", "this material may not be", "reprinted with permission", "filed under",
    "tags:", "tagged:", "topics:", "categories:", "posted in", "keywords:", "support our journalism",
    "help us ", "become a member", "join our", "join the conversation", "join the discussion", "image 1 of",
    "view author archive", "email the author", "citation:", "listen to newsbeat", "submit a letter",
    "to comment on this", "get more of", "already a subscriber", "via syndigate", "abonnieren sie",
    "melden sie sich", "folgen sie uns", "schlagwörter:", "bildquelle", "quelle:", "foto:",
    "inscrivez-vous", "abonnez-vous", "suivez-nous", "mots-clés", "crédit photo", "suscríbete", "síguenos",
    "regístrate", "etiquetas:", "iscriviti", "seguici su", "abbonati", "schrijf je in", "meld je aan",
    "volg ons", "abonneer", "inscreva-se", "siga-nos", "assine ", "подписывайтесь", "подпишитесь",
    "tempo de leitura", "reading time", "lesezeit", "temps de lecture", "tiempo de lectura",
    "tempo di lettura", "leestijd", "estimated reading time",
];

/// Starts of a line that says whose picture it is.
#[rustfmt::skip]
const CREDITS: &[&str] = &[
    "credit:", "credit...", "credits:", "photo:", "photo by", "photos:", "photos by", "photograph by",
    "photo credit", "photo courtesy", "photo illustration", "image:", "image credit", "image via",
    "image source", "image caption", "images:", "picture:", "illustration by", "(image", "(photo",
    "(credit", "(picture", "source: getty", "getty images", "getty", "foto:", "bild:", "crédit", "photo :",
    "imagen:", "immagine:", "beeld:", "фото:",
];

/// Services on which sites ask to be followed.
#[rustfmt::skip]
const FOLLOWED: &[&str] = &[
    "twitter", "facebook", "instagram", "youtube", "telegram", "whatsapp", "mastodon", "bluesky", "tiktok",
];

/// Starts of a line behind the text that says where it is from.
#[rustfmt::skip]
const SOURCES: &[&str] = &[
    "source:", "sources:", "quelle:", "quellen:", "source :", "fuente:", "fonte:", "bron:", "источник:",
    "via ",
];

/// Who is named at the end of a caption, in brackets.
#[rustfmt::skip]
const PICTURE_MAKERS: &[&str] = &[
    "getty", "reuters", "ap photo", "/ap", "afp", "epa", "nasa", "image:", "images", "photo", "credit",
    "foto", "bild:", "shutterstock", "courtesy", "dpa", "wikimedia", "flickr", "istock", "ansa", "anp",
    "efe",
];

/// Starts of a line that names who else worked on it.
#[rustfmt::skip]
const HANDS: &[&str] = &[
    "additional reporting by", "additional reporting", "with reporting by", "(additional reporting",
    "with additional reporting", "with files from", "compiled by",
];

/// Ends of such a line.
#[rustfmt::skip]
const HANDS_END: &[&str] = &[
    "contributed to this report", "contributed reporting", "contributed to this story",
    "contributed to this article", "contributed reporting from", "contributed research",
];

/// Whether a line announces something else than the article.
pub fn is_marker(line: &str) -> bool {
    if line.len() > 80 {
        return false;
    }
    let line = line.to_lowercase();
    let line = line.trim_matches(|c: char| !c.is_alphanumeric());
    MARKERS.contains(&line)
}

/// Whether a short line leads to another article.
pub fn leads_away(line: &str) -> bool {
    starts(line, LEADS)
}

/// Whether a line speaks of the site, not of the news.
pub fn is_boilerplate(line: &str) -> bool {
    starts(line, BOILERPLATE)
}

/// Whether a line says whose picture it is.
pub fn is_credit(line: &str) -> bool {
    starts(line, CREDITS)
}

/// Whether a line asks to follow or to write to somebody.
pub fn is_contact(line: &str) -> bool {
    let lower = line.to_lowercase();
    let asks = lower.starts_with("follow ") || lower.contains(" follow ") || lower.starts_with("folgen ");
    let writes = lower.contains('@')
        && ["email", "e-mail", "contact", "reached", "reach "].iter().any(|word| lower.contains(word));
    writes || (asks && FOLLOWED.iter().any(|name| lower.contains(name)))
}

/// Whether a line behind the text says where it is from.
pub fn names_source(line: &str) -> bool {
    line.len() < 100 && starts(line, SOURCES)
}

/// Whether a line ends as captions do: with the maker of the picture in brackets.
pub fn ends_with_credit(line: &str) -> bool {
    let Some((_, end)) = line.trim_end().strip_suffix(')').and_then(|line| line.rsplit_once('(')) else {
        return false;
    };
    let end = end.to_lowercase();
    end.len() < 80 && PICTURE_MAKERS.iter().any(|name| end.contains(name))
}

/// `Image 2 of 5`, `3/12`: the place in a row of pictures.
pub fn is_counter(line: &str) -> bool {
    let words: Vec<&str> =
        line.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let is_number = |word: &&str| word.bytes().all(|b| b.is_ascii_digit());
    let numbers = words.iter().filter(|word| is_number(word)).count();
    let rest = words.into_iter().filter(|word| !is_number(word));
    numbers == 2
        && line.len() < 30
        && rest.into_iter().all(|word| {
            ["image", "photo", "slide", "picture", "of", "bild", "foto", "von", "sur", "de", "di", "van"]
                .contains(&word.to_lowercase().as_str())
        })
}

/// Whether a marker announces what readers wrote.
pub fn announces_comments(line: &str) -> bool {
    let line = line.to_lowercase();
    [
        "comment",
        "reply",
        "kommentar",
        "comentário",
        "comentario",
        "commenti",
        "reacties",
        "комментари",
        "отзыв",
        "conversation",
    ]
    .iter()
    .any(|word| line.contains(word))
}

/// Whether a line names those who helped.
pub fn names_hands(line: &str) -> bool {
    if line.len() > 300 {
        return false;
    }
    let lower = line.to_lowercase();
    let end = lower.trim_end_matches(|c: char| !c.is_alphanumeric());
    starts(line, HANDS) || HANDS_END.iter().any(|words| end.contains(words))
}

fn starts(line: &str, with: &[&str]) -> bool {
    let start: String = line.chars().take(60).flat_map(char::to_lowercase).collect();
    let start = start.trim_start_matches(|c: char| !c.is_alphanumeric() && !matches!(c, '(' | '©'));
    with.iter().any(|words| start.starts_with(words))
}
