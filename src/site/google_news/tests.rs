//! Ids of articles and editions, as tables.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

use super::{ArticleId, Locale, article_id_of, decode_article_id};
use crate::domain::WebUrl;

/// An id as Google writes it: number 19, the payload, an AMP field.
fn article(payload: &[u8], amp: &[u8]) -> String {
    let mut bytes = vec![0x08, 0x13, 0x22];
    length(&mut bytes, payload.len());
    bytes.extend(payload);
    bytes.extend([0xd2, 0x01]);
    length(&mut bytes, amp.len());
    bytes.extend(amp);
    URL_SAFE_NO_PAD.encode(bytes)
}

fn length(bytes: &mut Vec<u8>, mut length: usize) {
    while length >= 0x80 {
        bytes.push(u8::try_from(length & 0x7f).expect("seven bits") | 0x80);
        length >>= 7;
    }
    bytes.push(u8::try_from(length).expect("seven bits"));
}

fn url(text: &str) -> WebUrl {
    WebUrl::parse(text).expect("an address")
}

#[test]
fn old_ids_hold_the_address_whatever_its_length() {
    for count in [1, 90, 127, 128, 129, 300, 2000] {
        let address = format!("https://islecourier.example/{}", "a".repeat(count));
        for amp in ["", "https://islecourier.example/amp/1"] {
            let id = article(address.as_bytes(), amp.as_bytes());
            assert_eq!(decode_article_id(&id), ArticleId::Old(url(&address)), "{count}");
            assert_eq!(decode_article_id(&format!("{id}==")), ArticleId::Old(url(&address)), "padded");
        }
    }
}

#[test]
fn new_ids_are_told_apart() {
    for count in [80, 171] {
        let payload = format!("AU_yqL{}", "x".repeat(count));
        assert_eq!(decode_article_id(&article(payload.as_bytes(), b"AU_yqLother")), ArticleId::New);
    }
}

#[test]
fn what_is_no_address_of_a_publisher_is_unknown() {
    let google =
        ["https://news.google.com/x", "https://www.google.co.uk/amp/s/x", "https://www.gstatic.com/x"];
    for address in google.into_iter().chain(["ftp://islecourier.example/x", "javascript:alert(1)", "plain"]) {
        assert_eq!(decode_article_id(&article(address.as_bytes(), b"")), ArticleId::Unknown, "{address}");
    }
    assert_eq!(
        decode_article_id(&article(b"https://blog.google/x", b"")),
        ArticleId::Old(url("https://blog.google/x"))
    );
    let other_kind = URL_SAFE_NO_PAD.encode(b"\x08\x14\x22\x11https://a.example");
    let cut = URL_SAFE_NO_PAD.encode(b"\x08\x13\x22\x7fhttps://a.example");
    for id in ["", "CBMi", "!!!!", "héllo", other_kind.as_str(), cut.as_str()] {
        assert_eq!(decode_article_id(id), ArticleId::Unknown, "{id}");
    }
}

#[test]
fn every_path_form_of_an_article_is_known() {
    for path in [
        "rss/articles/CBMiabcdef",
        "articles/CBMiabcdef?hl=de",
        "read/CBMiabcdef",
        "__i/rss/rd/articles/CBMiabcdef?oc=5",
    ] {
        let link = url(&format!("https://news.google.com/{path}"));
        assert_eq!(article_id_of(&link).as_deref(), Some("CBMiabcdef"), "{path}");
    }
    assert_eq!(article_id_of(&url("https://news.google.com/stories/CBMiabcdef")), None);
    assert_eq!(article_id_of(&url("https://news.google.com/")), None);
}

#[test]
fn editions_have_the_values_google_uses() {
    let table = [
        ("en-US", "hl=en-US&gl=US&ceid=US:en"),
        ("en-GB", "hl=en-GB&gl=GB&ceid=GB:en"),
        ("en-IN", "hl=en-IN&gl=IN&ceid=IN:en"),
        ("en_AU.UTF-8", "hl=en-AU&gl=AU&ceid=AU:en"),
        ("en-CA", "hl=en-CA&gl=CA&ceid=CA:en"),
        ("fr-CA", "hl=fr-CA&gl=CA&ceid=CA:fr"),
        ("de-DE", "hl=de&gl=DE&ceid=DE:de"),
        ("DE-at", "hl=de&gl=AT&ceid=AT:de"),
        ("de", "hl=de&gl=DE&ceid=DE:de"),
        ("fr-FR", "hl=fr&gl=FR&ceid=FR:fr"),
        ("ja-JP", "hl=ja&gl=JP&ceid=JP:ja"),
        ("he-IL", "hl=he&gl=IL&ceid=IL:he"),
        ("en-IL", "hl=en-IL&gl=IL&ceid=IL:en"),
        ("nb-NO", "hl=no&gl=NO&ceid=NO:no"),
        ("pt-BR", "hl=pt-BR&gl=BR&ceid=BR:pt-419"),
        ("pt-419", "hl=pt-BR&gl=BR&ceid=BR:pt-419"),
        ("pt-PT", "hl=pt-PT&gl=PT&ceid=PT:pt-150"),
        ("es-MX", "hl=es-419&gl=MX&ceid=MX:es-419"),
        ("es-419", "hl=es-419&gl=MX&ceid=MX:es-419"),
        ("es-US", "hl=es-419&gl=US&ceid=US:es-419"),
        ("es-ES", "hl=es&gl=ES&ceid=ES:es"),
        ("zh-CN", "hl=zh-CN&gl=CN&ceid=CN:zh-Hans"),
        ("zh-Hans", "hl=zh-CN&gl=CN&ceid=CN:zh-Hans"),
        ("zh-TW", "hl=zh-TW&gl=TW&ceid=TW:zh-Hant"),
        ("zh-Hant", "hl=zh-TW&gl=TW&ceid=TW:zh-Hant"),
        ("zh-Hant-HK", "hl=zh-HK&gl=HK&ceid=HK:zh-Hant"),
        ("sr-RS", "hl=sr&gl=RS&ceid=RS:sr-Latn"),
        ("sr-Latn", "hl=sr&gl=RS&ceid=RS:sr-Latn"),
        ("sr-Cyrl-RS", "hl=sr&gl=RS&ceid=RS:sr"),
    ];
    for (locale, query) in table {
        assert_eq!(Locale::parse(locale).map(|l| l.query()).as_deref(), Ok(query), "{locale}");
    }
    for wrong in ["", "-", "english", "en-USA1", "xx", "en-US-x-y", "419", "de-\u{1b}[1m"] {
        let error = Locale::parse(wrong).expect_err(wrong);
        assert!(error.0.contains("en-US, de-DE or pt-BR"), "{error}");
        assert!(!error.0.contains('\u{1b}'));
    }
}
