//! Redirects: which are followed, which are kept, what goes along.

use tidings::net::{Error, RedirectFault};

use super::{FEED, client, document, error, fetch};
use crate::support::server::{Served, Server};

fn server() -> Server {
    Server::start(|asked| match asked.path.as_str() {
        "/301" => Served::redirect(301, "/feed"),
        "/302" => Served::redirect(302, "/feed"),
        "/303" => Served::redirect(303, "/feed"),
        "/307" => Served::redirect(307, "/feed"),
        "/308" => Served::redirect(308, "feed#part"),
        "/301-308" => Served::redirect(301, "/308"),
        "/301-302" => Served::redirect(301, "/302"),
        "/302-301" => Served::redirect(302, "/301"),
        "/nowhere" => Served::status(302),
        "/self" => Served::redirect(301, "/self"),
        "/ring" => Served::redirect(302, "/gnir"),
        "/gnir" => Served::redirect(302, "/ring"),
        "/file" => Served::redirect(302, "file:///etc/passwd"),
        "/gopher" => Served::redirect(301, "gopher://127.0.0.1/"),
        "/to-404" => Served::redirect(301, "/404"),
        path => match path.strip_prefix("/hops/").and_then(|count| count.parse::<u32>().ok()) {
            Some(0) => Served::feed(FEED),
            Some(left) => Served::redirect(302, &format!("/hops/{}", left - 1)),
            None if path == "/feed" => Served::feed(FEED),
            None => Served::status(404),
        },
    })
}

#[tokio::test]
async fn permanent_redirects_are_kept_up_to_the_first_that_is_not() {
    let server = server();
    let client = client();
    for (path, moved_to) in [
        ("/feed", None),
        ("/301", Some("/feed")),
        ("/308", Some("/feed")),
        ("/301-308", Some("/feed")),
        ("/302", None),
        ("/303", None),
        ("/307", None),
        ("/301-302", Some("/302")),
        ("/302-301", None),
    ] {
        let answer = fetch(&client, &server.url(path)).await.expect("an answer");
        assert_eq!(document(&answer).bytes, FEED);
        assert_eq!(answer.final_url.as_str(), server.url("/feed"), "{path}");
        let moved_to = moved_to.map(|path| server.url(path));
        assert_eq!(answer.moved_to.map(|url| url.as_str().to_owned()), moved_to, "{path}");
    }
}

#[tokio::test]
async fn ten_hops_are_followed_and_eleven_are_not() {
    let server = server();
    assert!(fetch(&client(), &server.url("/hops/10")).await.is_ok());
    let too_many = error(fetch(&client(), &server.url("/hops/11")).await);
    assert_eq!(too_many, Error::Redirects(RedirectFault::TooMany));
    assert_eq!(too_many.to_string(), "not followed: the address leads on more than 10 times");
}

#[tokio::test]
async fn rings_and_other_worlds_are_not_followed() {
    let server = server();
    for (path, fault) in [
        ("/self", RedirectFault::Loop),
        ("/ring", RedirectFault::Loop),
        ("/file", RedirectFault::NotWeb),
        ("/gopher", RedirectFault::NotWeb),
    ] {
        assert_eq!(error(fetch(&client(), &server.url(path)).await), Error::Redirects(fault), "{path}");
    }
    assert_eq!(error(fetch(&client(), &server.url("/nowhere")).await), Error::Status { status: 302 });
    assert_eq!(error(fetch(&client(), &server.url("/to-404")).await), Error::Status { status: 404 });
}

#[tokio::test]
async fn a_password_goes_to_its_origin_only() {
    let other = Server::start(|_| Served::feed(FEED));
    let away = other.url("/away");
    let home = Server::start(move |asked| match asked.path.as_str() {
        "/start" => Served::redirect(302, "/second"),
        "/second" => Served::redirect(302, &away),
        _ => Served::status(404),
    });
    let address = home.url_as("me:secret@127.0.0.1", "/start");
    let answer = fetch(&client(), &address).await.expect("an answer");
    assert_eq!(answer.final_url.as_str(), other.url("/away"));
    let sent: Vec<_> = home.requests().iter().map(|asked| asked.header("authorization")).collect();
    // me:secret in Base64.
    let basic = Some("Basic bWU6c2VjcmV0".to_owned());
    assert_eq!(sent, [basic.clone(), basic]);
    assert_eq!(other.requests()[0].header("authorization"), None);
}

#[tokio::test]
async fn a_form_is_not_posted_again_after_a_redirect_that_forgets_it() {
    let server = Server::start(|asked| match asked.path.as_str() {
        "/302" => Served::redirect(302, "/feed"),
        "/307" => Served::redirect(307, "/feed"),
        _ => Served::feed(FEED),
    });
    let client = client();
    for path in ["/302", "/307"] {
        let form = bytes::Bytes::from_static(b"a=1");
        client.post_form(&super::url(&server.url(path)), form, None).await.expect("an answer");
    }
    let sent: Vec<_> =
        server.requests().iter().map(|asked| (asked.method.clone(), asked.body.len())).collect();
    let sent: Vec<_> = sent.iter().map(|(method, length)| (method.as_str(), *length)).collect();
    assert_eq!(sent, [("POST", 3), ("GET", 0), ("POST", 3), ("POST", 3)]);
}
