use std::future::Future;
use std::pin::pin;
use std::task::{Context, Poll, Waker};

use super::*;

fn gate(hosts: Vec<HostRule>) -> Gate {
    Gate::new(Options { user_agent: String::new(), hosts, limit_loopback: false }, None)
}

fn rule(host: &str, at_once: usize, gap: u64) -> HostRule {
    HostRule { host: host.to_owned(), at_once, gap: Duration::from_secs(gap) }
}

fn url(text: &str) -> Url {
    Url::parse(text).expect("an address")
}

fn poll<F: Future>(future: std::pin::Pin<&mut F>) -> Poll<F::Output> {
    future.poll(&mut Context::from_waker(Waker::noop()))
}

/// A clock that stands still until somebody waits for it.
fn run<F: Future>(future: F) -> F::Output {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_time().start_paused(true).build();
    runtime.expect("a runtime").block_on(future)
}

#[test]
fn two_at_once_and_half_a_second_between_starts() {
    run(async {
        let gate = gate(Vec::new());
        let start = Instant::now();
        let first = gate.enter(&url("https://a.example/1")).await;
        assert_eq!(start.elapsed(), Duration::ZERO);
        let second = gate.enter(&url("https://a.example/2")).await;
        assert_eq!(start.elapsed().as_millis() / 10, 50);
        let third_url = url("http://A.example:8080/3");
        let mut third = pin!(gate.enter(&third_url));
        assert!(poll(third.as_mut()).is_pending());
        gate.enter(&url("https://b.example/")).await;
        assert_eq!(start.elapsed().as_millis() / 10, 50, "another host does not wait");
        drop(first);
        third.await;
        assert_eq!(start.elapsed().as_millis() / 10, 100);
        drop(second);
    });
}

#[test]
fn a_rule_covers_the_host_and_its_subdomains_together() {
    run(async {
        let gate = gate(vec![rule("slow.example", 1, 6)]);
        let start = Instant::now();
        drop(gate.enter(&url("https://slow.example/")).await);
        drop(gate.enter(&url("https://www.slow.example/")).await);
        assert_eq!(start.elapsed().as_secs(), 6);
        drop(gate.enter(&url("https://notslow.example/")).await);
        assert_eq!(start.elapsed().as_secs(), 6);
    });
}

#[test]
fn a_visit_given_up_while_waiting_gives_its_place_back() {
    run(async {
        let gate = gate(vec![rule("a.example", 1, 5)]);
        let there = url("https://a.example/");
        let start = Instant::now();
        let held = gate.enter(&there).await;
        {
            let mut given_up = pin!(gate.enter(&there));
            assert!(poll(given_up.as_mut()).is_pending());
        }
        drop(held);
        {
            let mut waits_for_the_gap = pin!(gate.enter(&there));
            assert!(poll(waits_for_the_gap.as_mut()).is_pending());
        }
        drop(gate.enter(&there).await);
        assert_eq!(start.elapsed().as_secs(), 5, "the ones given up took no turn");
    });
}

#[test]
fn loopback_waits_for_nothing_up_to_the_bound_over_all() {
    run(async {
        let gate = gate(Vec::new());
        let start = Instant::now();
        let mut held = Vec::new();
        for host in ["127.0.0.1", "[::1]", "localhost", "127.9.9.9:81"].iter().cycle().take(IN_FLIGHT) {
            held.push(gate.enter(&url(&format!("http://{host}/"))).await);
        }
        assert_eq!(start.elapsed(), Duration::ZERO);
        let another = url("http://a.example/");
        let mut waits = pin!(gate.enter(&another));
        assert!(poll(waits.as_mut()).is_pending());
        held.pop();
        waits.await;
    });
}

#[test]
fn few_open_files_mean_fewer_at_once() {
    let gate =
        Gate::new(Options { user_agent: String::new(), hosts: Vec::new(), limit_loopback: false }, Some(256));
    assert_eq!(gate.everywhere.available_permits(), 128);
}

#[test]
fn idle_hosts_are_forgotten_and_busy_ones_are_not() {
    run(async {
        let gate = gate(Vec::new());
        let held = gate.enter(&url("http://held.example/")).await;
        tokio::time::advance(Duration::from_secs(1)).await;
        for n in 0..3 * REMEMBERED {
            drop(gate.enter(&url(&format!("http://h{n}.example/"))).await);
            tokio::time::advance(GAP).await;
        }
        let hosts = gate.hosts.lock().expect("a lock");
        assert!(hosts.by_name.len() <= REMEMBERED + 1, "{}", hosts.by_name.len());
        assert!(hosts.by_name.contains_key("held.example"));
        drop(held);
    });
}
