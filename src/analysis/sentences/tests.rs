use super::*;

fn cut(text: &str, language: Language) -> Vec<&str> {
    sentences(text, language)
}

/// Each row: a text whose sentences are divided by `|`.
fn check(language: Language, rows: &[&str]) {
    for row in rows {
        let wanted: Vec<&str> = row.split('|').map(str::trim).collect();
        let text = wanted.join(" ");
        assert_eq!(cut(&text, language), wanted, "{text}");
    }
}

#[test]
fn english_sentences() {
    check(
        Language::English,
        &[
            "The reactor is running. | It was the quietest news.",
            "Dr. Vane met Mr. Brandt at St. Mary's. | They spoke.",
            "The U.S. Senate voted at 4 p.m. Monday. | It was close.",
            "It closed at 4 p.m. | Police were called.",
            "Shares of Acme Inc. rose 1.2 per cent to $3.50. | The rest fell.",
            "J. K. Marsh wrote it. | George W. Bush read it.",
            "He lives in the U.S. | The others left.",
            "“They looked good. They were not,” she said. | “So show me the others.” | Nobody did.",
            "“Really?” Brandt said. | “Yes!” | The room was quiet.",
            "She asked: “Is it safe?” | The chair said nothing.",
            "Wait ... what? | Yes … | It works.",
            "See Fig. 3 and No. 5 for more. | Then stop.",
            "In 2014. | Then again.",
            "1. The first pipe failed. | 2. The second did not.",
            "A headline without a full stop",
            "It cost $61m vs. £58m. | That was all.",
            "He paid Smith, Jr. | The court agreed.",
            "What now? | “We wait.” | And wait.",
            "Nobody said no. | Everybody left.",
        ],
    );
}

#[test]
fn german_sentences() {
    check(
        Language::German,
        &[
            "Am 3. Mai um 4.17 Uhr begann es. | Der Leiter schwieg.",
            "Dr. Sey sprach z. B. mit Prof. Harms. | Niemand fragte.",
            "„Die Anlage läuft. Sie ist gut“, sagte Sey. | „Der Winter ist bezahlt.“ | Mehr nicht.",
            "Das war im Jahr 2014. | Danach kam nichts.",
            "Es kostet 1,5 Mrd. Euro. | Das ist viel.",
            "Im 19. Jahrhundert war das so. | Heute nicht.",
        ],
    );
}

#[test]
fn french_and_spanish_sentences() {
    check(
        Language::French,
        &[
            "M. Dupont a parlé. | Il est parti.",
            "Le câble s'est rompu à 2 h 41. | J'ai répondu qu'il dormait.",
            "Elle a dit : « Nous sommes là. Toujours. » | Puis rien.",
        ],
    );
    check(
        Language::Spanish,
        &[
            "El Sr. Pérez y la Dra. Ruiz llegaron a EE. UU. el lunes. | Nadie habló.",
            "¿Quién fue? | ¡Nadie! | «Ninguna familia había aceptado nada», dijo Adair.",
        ],
    );
}

#[test]
fn other_languages_are_cut_where_it_is_certain() {
    assert_eq!(
        cut("彗星が見えた。「きれい。」と言った。終わり", Language::Other),
        ["彗星が見えた。", "「きれい。」と言った。", "終わり"]
    );
    check(Language::Other, &["Комета видна сегодня. | Завтра её не будет.", "هل هذا صحيح؟ | نعم هذا صحيح."]);
}

#[test]
fn only_sentences_are_complete() {
    for text in ["It works.", "It works.”", "Really?", "終わり。", "„Ja.“", "And so on …"] {
        assert!(is_complete(text), "{text}");
    }
    for text in ["A headline", "for three reasons:", "Photo"] {
        assert!(!is_complete(text), "{text}");
    }
}

mod properties {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn no_letter_is_lost(text in r#"[a-zA-Z0-9 .!?…“”„«»"'()。éß\-]{0,120}"#) {
            for language in [Language::English, Language::German, Language::French, Language::Other] {
                let joined: String = cut(&text, language).concat();
                let letters = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
                prop_assert_eq!(letters(&joined), letters(&text));
            }
        }
    }
}
