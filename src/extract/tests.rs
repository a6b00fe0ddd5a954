use super::*;

fn url() -> WebUrl {
    WebUrl::parse("https://courier.example/2026/storm").expect("an address")
}

fn refusal(html: &str) -> Error {
    parse_article(html, &url(), &SiteRules::default()).expect_err("a refusal")
}

const PARAGRAPH: &str = "<p>The storm that crossed the islands on Thursday has turned north, the weather office said, \
    and the ferries between the harbour and the mainland were cancelled until further notice, as the waves were too high.</p>";

#[test]
fn an_article_is_found_with_its_facts() {
    let html = format!(
        "<html lang=en><head><title>Storm shifts north | The Courier</title>\
         <meta property=og:site_name content='The Courier'><meta name=author content='A. Writer'>\
         <meta property=article:published_time content='2026-05-07T06:40:00Z'>\
         <meta property=og:image content='/lead.jpg'></head><body><nav><a href=/>Home</a><a href=/x>News</a></nav>\
         <div class=cookie-banner>We value your privacy. Accept all cookies?</div>\
         <article><h1>Storm shifts north</h1>{}<p>See <a href=/map>the map</a>.</p></article><footer>About us</footer></body></html>",
        PARAGRAPH.repeat(6)
    );
    let article = parse_article(&html, &url(), &SiteRules::default()).expect("an article");
    let text = visible_text(&article.content);
    assert!(text.contains("turned north") && !text.contains("Home") && !text.contains("privacy"), "{text}");
    assert!(article.content.source().contains("https://courier.example/map"));
    let fact = |fact: Option<SafeText>| fact.map(|text| text.to_string());
    assert_eq!(fact(article.title).as_deref(), Some("Storm shifts north"));
    assert_eq!(fact(article.site).as_deref(), Some("The Courier"));
    assert_eq!(article.authors, [SafeText::new("A. Writer")]);
    assert_eq!(article.published, "2026-05-07T06:40:00Z".parse().ok());
    assert_eq!(fact(article.language).as_deref(), Some("en"));
    assert_eq!(article.lead_image, WebUrl::parse("https://courier.example/lead.jpg"));
}

#[test]
fn a_short_article_beside_a_cookie_banner_is_an_article() {
    let html = format!(
        "<div>We value your privacy. Accept all cookies</div><article><h1>x</h1>{PARAGRAPH}</article>"
    );
    assert!(parse_article(&html, &url(), &SiteRules::default()).is_ok());
}

#[test]
fn pages_in_front_of_articles_are_refused_with_their_reason() {
    for (html, expected) in [
        ("", Error::NoArticle),
        ("<p>Too short.</p>", Error::NoArticle),
        (
            "<h1>Before you continue to Google</h1><p>We use cookies and data to</p><button>Accept all</button>",
            Error::ConsentPage,
        ),
        ("<p>This site uses cookies.</p><button>Reject all</button>", Error::ConsentPage),
        (
            "<noscript>You need to enable JavaScript to run this app.</noscript><div id=root></div>",
            Error::NeedsScript,
        ),
        ("<div id=app></div><script src=/main.js></script>", Error::NeedsScript),
        ("<h1>Sign in</h1><form><input type=email><input type=\"password\"></form>", Error::LoginWall),
        (
            "<title>Just a moment...</title><p>Verify you are human by completing the action below.</p>",
            Error::RobotCheck,
        ),
    ] {
        assert_eq!(refusal(html), expected, "{html}");
    }
    let consent = WebUrl::parse("https://consent.example/m?continue=x").expect("an address");
    assert_eq!(parse_article(PARAGRAPH, &consent, &SiteRules::default()), Err(Error::ConsentPage));
}

#[test]
fn a_wall_that_was_taken_for_an_article_is_refused() {
    let wall = "<article><h1>We value your privacy</h1><p>We and our partners store and access information on your device, \
                such as cookies, and process personal data for advertising. You can accept or refuse below, and change \
                your choice at any time in the settings of the site.</p></article>";
    assert_eq!(refusal(wall), Error::ConsentPage);
}

#[test]
fn hostile_pages_give_clean_articles_or_refusals() {
    let hidden = PARAGRAPH.replace("storm", "st&#27;]0;x&#7;orm&#x202e;");
    let html = format!("<title>a&#27;[31m</title><article>{}</article>", hidden.repeat(5));
    let article = parse_article(&html, &url(), &SiteRules::default()).expect("an article");
    let title = article.title.map(|title| title.to_string()).unwrap_or_default();
    assert!(!title.contains(char::is_control), "{title:?}");
    let document = crate::text::html::parse_document(&article.content, Some(url().as_str()));
    let text = crate::text::render::to_plain(&document);
    assert!(!text.contains(|c: char| c.is_control() && c != '\n') && !text.contains('\u{202e}'), "{text:?}");
    let deep = format!("{}{PARAGRAPH}", "<div>".repeat(10_000));
    assert!(parse_article(&deep, &url(), &SiteRules::default()).is_ok());
}

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig::with_cases(48))]
    #[test]
    fn no_bytes_are_too_odd(bytes in proptest::collection::vec(proptest::num::u8::ANY, 0..400), header in "(text/html)?(; ?charset=[a-z0-9-]{0,10})?") {
        let page = decode_page(&bytes, Some(&header));
        let _ = parse_article(&page, &url(), &SiteRules::default());
    }

    #[test]
    fn no_page_is_too_odd(parts in proptest::collection::vec("(<(article|p|div|table|tr|td|a|img|h1|script|br|ul|li)( (id|class|href|src)=[a-z:/#]{0,8})?>|</(article|p|div|table|a)>|word, |\\PC){1,8}", 0..40)) {
        let _ = parse_article(&parts.concat(), &url(), &SiteRules::default());
    }
}
