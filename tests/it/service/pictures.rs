//! Files of pictures over a loopback server: what is asked, what is kept, what is refused.

use tidings::domain::{Reach, WebUrl};
use tidings::media::Error as NoPicture;
use tidings::service::{Error, pictures};

use super::House;
use crate::support::server::{Received, Served, Server};

const BELL: &[u8] = include_bytes!("../../../assets/demo/files/bell.png");

fn url(server: &Server, path: &str) -> WebUrl {
    WebUrl::parse(&server.url(path)).expect("an address")
}

fn gallery() -> Server {
    Server::start(|asked: &Received| match asked.path.as_str() {
        "/bell.png" => Served::ok(BELL).header("Set-Cookie", "id=1; Path=/"),
        "/again.png" => Served::redirect(302, "/bell.png"),
        "/page.png" => Served::page("<p>not found</p>"),
        "/drawing.svg" => Served::page("<svg xmlns='http://www.w3.org/2000/svg'/>"),
        "/heavy.png" => Served::ok(vec![0x89; (8 << 20) + 1]),
        _ => Served::status(404),
    })
}

#[tokio::test]
async fn a_picture_is_fetched_once_and_then_had_without_the_network() {
    let (house, server) = (House::new(), gallery());
    let bell = url(&server, "/bell.png");
    assert_eq!(pictures::cached(&house.services, &bell), None);
    for _ in 0..2 {
        let file = pictures::fetch(&house.services, &bell, Reach::Private).await.expect("a picture");
        assert_eq!(&file[..], BELL);
    }
    assert_eq!(server.requests().len(), 1);
    drop(server);
    let file = pictures::fetch(&house.services, &bell, Reach::Private).await.expect("a picture");
    assert_eq!(pictures::cached(&house.services, &bell), Some(file));
}

#[tokio::test]
async fn a_request_tells_nothing_of_the_reader() {
    let (house, server) = (House::new(), gallery());
    for path in ["/bell.png", "/again.png"] {
        pictures::fetch(&house.services, &url(&server, path), Reach::Private).await.expect("a picture");
    }
    let requests = server.requests();
    assert_eq!(requests.len(), 3);
    for asked in requests {
        assert_eq!((asked.header("cookie"), asked.header("referer")), (None, None));
        let accepted = asked.header("accept").expect("a header");
        assert!(accepted.starts_with("image/") && !accepted.contains("avif"), "{accepted}");
    }
}

#[tokio::test]
async fn a_public_feed_does_not_lead_into_the_private_network() {
    let (house, server) = (House::new(), gallery());
    let refused = pictures::fetch(&house.services, &url(&server, "/bell.png"), Reach::Public).await;
    assert!(matches!(refused, Err(Error::Net { .. })), "{refused:?}");
    assert_eq!(server.requests().len(), 0);
}

#[tokio::test]
async fn what_is_no_picture_or_too_much_is_refused_and_not_kept() {
    let (house, server) = (House::new(), gallery());
    for (path, expected) in [("/page.png", NoPicture::NoPicture), ("/drawing.svg", NoPicture::Drawing)] {
        let address = url(&server, path);
        let refused = pictures::fetch(&house.services, &address, Reach::Private).await;
        assert!(matches!(refused, Err(Error::Picture(error)) if error == expected), "{path}");
        assert_eq!(pictures::cached(&house.services, &address), None, "{path}");
    }
    for (path, words) in [("/heavy.png", "larger than 8 MB"), ("/gone.png", "404")] {
        let address = url(&server, path);
        let refused =
            pictures::fetch(&house.services, &address, Reach::Private).await.expect_err("a failure");
        assert!(refused.to_string().contains(words), "{refused}");
        assert_eq!(pictures::cached(&house.services, &address), None, "{path}");
    }
}
