//! Files of pictures over a loopback server: what is asked, what is kept, what is refused.

use tidings::domain::{EntryId, Reach, WebUrl};
use tidings::media::Error as NoPicture;
use tidings::service::{Error, RefreshScope, pictures};
use tidings::store::{Listing, NewFeed};

use super::{House, rss};
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
async fn pictures_of_the_persons_own_network_come_only_to_its_own_feeds() {
    let server = Server::start(|_| Served::feed(rss("Post", 1, "")));
    let house = House::new();
    let feed = NewFeed { url: url(&server, "/feed"), title: None, category: None, site_url: None };
    house.services.store.subscribe(vec![feed], house.services.clock.now()).await.expect("a feed");
    house.refresh(RefreshScope::All).await;
    let listed = house.services.store.list(&Listing::default(), &house.services.clock.moment());
    let own = listed.expect("a page").rows[0].id;
    assert_eq!(pictures::reach(&house.services, own).expect("an answer"), Reach::Private);
    let unknown = EntryId(own.0 + 1);
    assert_eq!(pictures::reach(&house.services, unknown).expect("an answer"), Reach::Public);
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
