//! Whether the network itself is away, so that feeds are not blamed for it: decided from what different
//! hosts answered while a refresh (or a download) runs. One dead host, or a few among many that answer,
//! never count as that. Holds what goes out back once it looks so; `refresh` and `download` ask.

use std::collections::HashSet;
use std::net::IpAddr;
use std::time::Duration;

use tokio::sync::watch;
use tokio::time::Instant;

use crate::domain::WebUrl;
use crate::net::{self, Error as NetError, Obstacle};

/// So many hosts that cannot be reached, and none that answers, look as if the network were away.
pub(super) const SUSPECT: usize = 3;
/// So many are enough when nobody else is left to be asked.
pub(super) const FEW: usize = 2;
/// So many are enough whoever is left: dead hosts are the first to fail, and a few may stand in a row.
const PROOF: usize = 12;
/// So many more are asked at once while it looks so.
const SCOUTS: usize = 3;
/// How long those who were asked before it looked so may still answer.
const GRACE: Duration = Duration::from_secs(5);

/// What one answer says of the network.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sign {
    /// Somebody out there answered, if only to refuse.
    There,
    /// No way there.
    Away,
    /// Nothing.
    None,
}

/// What an answer from `url` says of the network.
pub(super) fn sign<T>(url: &WebUrl, answer: &Result<T, NetError>) -> Sign {
    if is_local(&url.host()) {
        return Sign::None;
    }
    match answer {
        Ok(_) => Sign::There,
        Err(error) => sign_of(error),
    }
}

/// What a failure says of the network, from a host that is not of the local network.
pub(super) fn sign_of(error: &NetError) -> Sign {
    match error {
        NetError::Connect { cause: Obstacle::Reset, .. } => Sign::There,
        NetError::Dns { .. } | NetError::Connect { .. } => Sign::Away,
        NetError::NoCertificates
        | NetError::PrivateAddress { .. }
        | NetError::BadAddress { .. }
        | NetError::Timeout { .. }
        | NetError::Backlog
        | NetError::Setup { .. } => Sign::None,
        _ => Sign::There,
    }
}

/// Hosts of this machine and of the local network answer also when the network is away.
fn is_local(host: &str) -> bool {
    if let Ok(address) = host.trim_matches(['[', ']']).parse::<IpAddr>() {
        return match address {
            IpAddr::V4(v4) => v4.is_loopback() || v4.is_private() || v4.is_link_local(),
            IpAddr::V6(v6) => v6.is_loopback() || v6.is_unique_local() || v6.is_unicast_link_local(),
        };
    }
    !host.contains('.') || host.rsplit('.').next().is_some_and(|top| matches!(top, "localhost" | "local"))
}

/// What was heard so far.
#[derive(Clone, Debug, Default)]
pub(super) struct Evidence {
    unreachable: HashSet<String>,
    answered: bool,
}

impl Evidence {
    /// Takes in what a host answered.
    pub fn note(&mut self, host: String, sign: Sign) {
        match sign {
            Sign::There => self.answered = true,
            Sign::Away => {
                self.unreachable.insert(host);
            }
            Sign::None => {}
        }
    }

    /// True if somebody answered.
    pub fn is_there(&self) -> bool {
        self.answered
    }

    /// True if it looks as if the network were away, while others may still answer.
    pub fn is_suspect(&self) -> bool {
        !self.answered && self.unreachable.len() >= SUSPECT
    }

    /// True if the network is away, once nobody is left who may answer. One host alone says so only
    /// where the network was away a moment ago.
    pub fn is_away(&self, was_away: bool) -> bool {
        let enough = if was_away { 1 } else { FEW };
        !self.answered && self.unreachable.len() >= enough
    }
}

#[derive(Debug, Default)]
struct State {
    evidence: Evidence,
    /// Tasks that still do something.
    moving: usize,
    /// Tasks that wait to hear whether the network is there, having failed.
    failed: usize,
    /// Tasks that wait to be let out.
    held: usize,
    /// So many of them may go.
    scouts: usize,
    /// Decided: whoever failed, failed by itself.
    is_cleared: bool,
    suspect_since: Option<Instant>,
}

impl State {
    fn holds(&self) -> bool {
        self.evidence.is_suspect() && !self.is_cleared
    }

    fn is_open(&self) -> bool {
        !self.evidence.answered && !self.is_cleared
    }

    fn at(&mut self, place: Place) -> &mut usize {
        match place {
            Place::Moving => &mut self.moving,
            Place::Failed => &mut self.failed,
            Place::Held => &mut self.held,
        }
    }

    fn next_step(&self, was_away: bool) -> Step {
        match () {
            () if !self.is_stuck() => Step::Wait,
            () if self.held > 0 && self.evidence.unreachable.len() < PROOF => Step::Scout,
            () if self.evidence.is_away(was_away) => Step::GiveUp,
            () => Step::Clear,
        }
    }

    /// Nobody is on the way who may answer.
    fn is_stuck(&self) -> bool {
        let may_go = self.scouts > 0 && self.held > 0;
        self.moving == 0 && self.failed > 0 && self.is_open() && !may_go
    }
}

/// What is to be done about the tasks.
enum Step {
    /// Somebody may still answer.
    Wait,
    /// Ask a few more hosts.
    Scout,
    /// The network is away.
    GiveUp,
    /// Whoever failed, failed by itself.
    Clear,
}

/// What all tasks of a refresh know of the network.
#[derive(Debug)]
pub(super) struct Outlook {
    state: watch::Sender<State>,
}

impl Outlook {
    /// For so many tasks, each of which takes a [`Passage`].
    pub fn new(tasks: usize) -> Self {
        Self { state: watch::Sender::new(State { moving: tasks, ..State::default() }) }
    }

    /// The way of one task through the network.
    pub fn passage(&self) -> Passage<'_> {
        Passage { outlook: self, place: Place::Moving }
    }

    /// What was heard so far.
    pub fn evidence(&self) -> Evidence {
        self.state.borrow().evidence.clone()
    }

    /// Resolves once it is decided that the network is away; never if it is not.
    pub async fn away(&self, was_away: bool) {
        let mut heard = self.state.subscribe();
        loop {
            let (suspect_since, next_step) = {
                let state = heard.borrow_and_update();
                (state.suspect_since.filter(|_| state.is_open()), state.next_step(was_away))
            };
            match next_step {
                Step::Wait => {}
                Step::GiveUp => return,
                Step::Clear => {
                    self.state.send_modify(|state| state.is_cleared = true);
                    continue;
                }
                Step::Scout => {
                    self.state.send_modify(|state| state.scouts = SCOUTS);
                    continue;
                }
            }
            let next = heard.changed();
            let Some(since) = suspect_since else {
                drop(next.await);
                continue;
            };
            if tokio::time::timeout_at(since + GRACE, next).await.is_err() {
                return;
            }
        }
    }

    fn change(&self, change: impl FnOnce(&mut State)) {
        self.state.send_if_modified(|state| {
            let before = (state.holds(), state.evidence.answered);
            change(state);
            if state.holds() {
                state.suspect_since.get_or_insert_with(Instant::now);
            }
            before != (state.holds(), state.evidence.answered) || state.is_stuck()
        });
    }
}

/// Where a task is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Place {
    Moving,
    Failed,
    Held,
}

/// The way of one task through the network.
pub(super) struct Passage<'o> {
    outlook: &'o Outlook,
    place: Place,
}

impl Passage<'_> {
    /// True if a host may be asked now.
    pub fn may_go(&self) -> bool {
        let mut may_go = true;
        self.outlook.change(|state| {
            if state.holds() {
                may_go = state.scouts > 0;
                state.scouts = state.scouts.saturating_sub(1);
            }
        });
        may_go
    }

    /// Waits until it is worth asking again whether a host may be asked.
    pub async fn wait(&mut self) {
        let mut heard = self.outlook.state.subscribe();
        self.set_place(Place::Held);
        // The sender lives as long as this borrow of it.
        drop(heard.wait_for(|state| !state.holds() || state.scouts > 0).await);
        self.set_place(Place::Moving);
    }

    /// Takes in what a host answered. Where there was no way to it this waits until it is known that the
    /// network is there, and the failure its own.
    pub async fn land<T>(&mut self, url: &WebUrl, answer: &Result<T, net::Error>) {
        let sign = sign(url, answer);
        self.outlook.change(|state| state.evidence.note(url.host(), sign));
        if sign == Sign::Away {
            let mut heard = self.outlook.state.subscribe();
            self.set_place(Place::Failed);
            drop(heard.wait_for(|state| !state.is_open()).await);
            self.set_place(Place::Moving);
        }
    }

    fn set_place(&mut self, place: Place) {
        let before = std::mem::replace(&mut self.place, place);
        self.outlook.change(|state| {
            *state.at(before) = state.at(before).saturating_sub(1);
            *state.at(place) += 1;
        });
    }
}

impl Drop for Passage<'_> {
    fn drop(&mut self) {
        let place = self.place;
        self.outlook.change(|state| *state.at(place) = state.at(place).saturating_sub(1));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn url(text: &str) -> WebUrl {
        WebUrl::parse(text).expect("an address")
    }

    fn heard(answers: &[(&str, NetError)]) -> Evidence {
        let mut evidence = Evidence::default();
        for (address, error) in answers {
            let url = url(address);
            evidence.note(url.host(), sign(&url, &Err::<(), _>(error.clone())));
        }
        evidence
    }

    fn dns() -> NetError {
        NetError::Dns { host: "x".into() }
    }

    fn refused() -> NetError {
        NetError::Connect { host: "x".into(), cause: Obstacle::Refused }
    }

    #[test]
    fn one_dead_host_is_never_the_network() {
        let one = heard(&[("https://a.example/1", dns()), ("https://a.example/2", dns())]);
        assert!(!one.is_suspect() && !one.is_away(false));
        assert!(one.is_away(true), "unless the network was away a moment ago");
        let local = heard(&[("http://127.0.0.1:1/", refused()), ("http://localhost/", refused())]);
        assert!(!local.is_away(true) && !local.is_suspect());
    }

    #[test]
    fn hosts_that_all_cannot_be_reached_are() {
        let two = heard(&[("https://a.example/", dns()), ("https://b.example/", refused())]);
        assert!(!two.is_suspect() && two.is_away(false));
        let three = heard(&[
            ("https://a.example/", dns()),
            ("https://b.example/", refused()),
            ("https://c.example/", dns()),
        ]);
        assert!(three.is_suspect());
    }

    #[test]
    fn whoever_answers_shows_that_it_is_there() {
        let answers = [dns(), refused(), dns(), NetError::Status { status: 404 }];
        let hosts = ["https://a.example/", "https://b.example/", "https://c.example/", "https://d.example/"];
        let known: Vec<(&str, NetError)> = hosts.into_iter().zip(answers).collect();
        let evidence = heard(&known);
        assert!(evidence.is_there() && !evidence.is_suspect() && !evidence.is_away(true));
    }

    #[tokio::test(start_paused = true)]
    async fn who_was_asked_before_may_still_answer_for_a_moment() {
        let outlook = Outlook::new(4);
        let mut passages: Vec<Passage<'_>> = (0..4).map(|_| outlook.passage()).collect();
        let mut late = passages.pop().expect("one");
        let addresses = [url("https://a.example/"), url("https://b.example/"), url("https://c.example/")];
        let unreachable = passages.iter_mut().zip(&addresses).map(|(passage, url)| async move {
            passage.land(url, &Err::<(), _>(dns())).await;
        });
        let all = futures_util::future::join_all(unreachable);
        let answer = async {
            tokio::time::timeout(GRACE / 2, std::future::pending::<()>()).await.expect_err("time passes");
            late.land(&url("https://d.example/"), &Ok(())).await;
        };
        tokio::select! {
            () = outlook.away(false) => panic!("somebody answered"),
            _ = async { tokio::join!(all, answer) } => {}
        }
    }

    #[tokio::test]
    async fn a_few_in_a_row_are_followed_by_scouts() {
        let outlook = Outlook::new(40);
        let hosts: Vec<WebUrl> = (0..40).map(|n| url(&format!("https://h{n}.example/"))).collect();
        let asked = std::sync::atomic::AtomicUsize::new(0);
        let visits = hosts.iter().enumerate().map(|(n, url)| {
            let (outlook, asked) = (&outlook, &asked);
            async move {
                let mut passage = outlook.passage();
                while !passage.may_go() {
                    passage.wait().await;
                }
                asked.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
                let answer = if n < 8 { Err(dns()) } else { Ok(()) };
                passage.land(url, &answer).await;
            }
        });
        tokio::select! {
            () = outlook.away(false) => panic!("the ninth answers"),
            _ = futures_util::future::join_all(visits) => {}
        }
        assert_eq!(asked.into_inner(), 40);
    }

    #[tokio::test(start_paused = true)]
    async fn silence_does_not_hold_it_up_for_long() {
        let outlook = Outlook::new(4);
        let _silent = outlook.passage();
        let mut passages: Vec<Passage<'_>> = (0..3).map(|_| outlook.passage()).collect();
        let addresses = [url("https://a.example/"), url("https://b.example/"), url("https://c.example/")];
        let unreachable = passages.iter_mut().zip(&addresses).map(|(passage, url)| async move {
            passage.land(url, &Err::<(), _>(dns())).await;
        });
        let began = Instant::now();
        tokio::select! {
            () = outlook.away(false) => {}
            _ = futures_util::future::join_all(unreachable) => panic!("they wait"),
        }
        assert!(began.elapsed() >= GRACE && began.elapsed() < GRACE * 2);
    }
}
