//! Which language a text is in, by the share of its commonest words. Neighbours of the four known
//! languages have a list too, so that Portuguese is not taken for Spanish.

use super::Language;

/// Words that are looked at; a language shows long before.
const SAMPLE: usize = 400;
/// Fewer words are too few to tell.
const FEWEST: usize = 8;
/// Hits in a thousand words that the likeliest language has at least.
const LEAST_HITS: usize = 90;

/// Common words, as different as possible from those of the other lists.
const MARKERS: &[(Language, &str)] = &[
    (
        Language::English,
        "the and of to is that for was with it as on are by this be from at have has not but said were which their will would who they you an",
    ),
    (
        Language::German,
        "der die das und nicht ist von mit den für ein eine auf dem sich auch es werden bei aus wird sind einen nach wie zum zur über im zu",
    ),
    (
        Language::French,
        "le les des et est une dans pour qui du il sur pas au avec ce sont aux cette elle par mais nous leur été la l d qu ont",
    ),
    (
        Language::Spanish,
        "el los las y una por con del es su lo al más pero sus ya ha fue muy también hay han son está se un en la que",
    ),
    (Language::Other, "o os uma do da não em ao dos são mais foi pela pelo à na no e"),
    (Language::Other, "il di che è per della del non sono gli nel alla con più anche ha e"),
    (Language::Other, "het een en van dat op niet met zijn voor aan ook bij naar werd de"),
    (
        Language::Other,
        "och att det som är på för av den med har inte till ett om og er at ikke af til de jeg men fra var",
    ),
    (Language::Other, "els amb per que és i dels una les als seva aquest més"),
    (Language::Other, "i w na z nie że się do jest o za je se v s k"),
];

/// The language of a text; `declared` is what the feed says, which is asked only where the text is too short.
#[must_use]
pub fn language_of(text: &str, declared: Option<&str>) -> Language {
    let declared = declared.and_then(Language::of_tag);
    let words: Vec<String> = text
        .split(|c: char| !c.is_alphabetic())
        .filter(|word| !word.is_empty())
        .take(SAMPLE)
        .map(str::to_lowercase)
        .collect();
    if words.len() < FEWEST {
        return declared.unwrap_or(Language::Other);
    }
    let hits = |markers: &str| {
        let markers: Vec<&str> = markers.split(' ').collect();
        words.iter().filter(|word| markers.contains(&word.as_str())).count()
    };
    let best = MARKERS.iter().map(|(language, markers)| (hits(markers), *language));
    // Of two that are equally likely the first one, which is a known language.
    let best = best.reduce(|best, next| if next.0 > best.0 { next } else { best });
    match best {
        Some((hits, language)) if hits * 1000 >= words.len() * LEAST_HITS => language,
        Some((hits, _)) if hits > 0 && words.len() < 3 * FEWEST => declared.unwrap_or(Language::Other),
        _ => Language::Other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn languages_are_told_by_their_small_words() {
        for (text, language) in [
            (
                "The reactor at Skerry Point is running again after fourteen months of repairs to its loop.",
                Language::English,
            ),
            (
                "Das Kernkraftwerk ist wieder in Betrieb, wie die Betreiberin am Montag mitteilte.",
                Language::German,
            ),
            (
                "Le câble s'est rompu à 2 h 41, mais nous ne l'avons su qu'au petit déjeuner.",
                Language::French,
            ),
            ("El alto tribunal de Aldersund ha prohibido a la empresa vender esos datos.", Language::Spanish),
            (
                "O governo não confirmou os dados da pesquisa, mas disse que são positivos em todo o país.",
                Language::Other,
            ),
            (
                "Il governo non ha confermato i dati della ricerca, che sono positivi per il paese.",
                Language::Other,
            ),
            (
                "Regeringen har inte bekräftat att det är på väg en ny lag som gäller för alla i landet.",
                Language::Other,
            ),
            (
                "Правительство не подтвердило данные исследования, но сообщило, что они положительны.",
                Language::Other,
            ),
        ] {
            assert_eq!(language_of(text, None), language, "{text}");
        }
    }

    #[test]
    fn a_text_that_is_too_short_is_in_the_language_that_the_feed_says() {
        assert_eq!(language_of("Reaktor läuft wieder", Some("de-DE")), Language::German);
        assert_eq!(language_of("Reaktor läuft wieder", None), Language::Other);
    }
}
