use axum::http::{HeaderMap, HeaderName};

use super::*;

fn called(peer: &str, trusted: &[&str], headers: &[(&'static str, &str)]) -> String {
    let mut map = HeaderMap::new();
    for (name, value) in headers {
        map.append(HeaderName::from_static(name), value.parse().unwrap());
    }
    let trusted: Vec<IpNet> = trusted.iter().map(|network| network.parse().unwrap()).collect();
    let peer = Peer {
        address: SocketAddr::new(peer.parse().unwrap(), 1),
        encrypted: false,
    };
    let caller = of(peer, &map, &trusted);
    format!("{} {}", if caller.secure { "https" } else { "http" }, caller.address)
}

#[test]
fn a_stranger_is_not_believed_about_addresses() {
    let lies = [("x-forwarded-for", "192.0.2.1"), ("x-forwarded-proto", "https")];
    assert_eq!(called("203.0.113.9", &["10.0.0.0/8"], &lies), "http 203.0.113.9");
    assert_eq!(called("203.0.113.9", &[], &lies), "http 203.0.113.9");
    let lies = [("forwarded", "for=192.0.2.1;proto=https")];
    assert_eq!(called("203.0.113.9", &["10.0.0.0/8"], &lies), "http 203.0.113.9");
}

#[test]
fn a_trusted_proxy_says_for_whom_it_asks() {
    let said = [("x-forwarded-for", "198.51.100.7"), ("x-forwarded-proto", "https")];
    assert_eq!(called("10.1.2.3", &["10.0.0.0/8"], &said), "https 198.51.100.7");
    assert_eq!(called("::ffff:10.1.2.3", &["10.0.0.0/8"], &said), "https 198.51.100.7");
    let said = [("forwarded", "for=\"[2001:db8::1]:4711\";proto=https;by=10.1.2.3")];
    assert_eq!(called("10.1.2.3", &["10.1.2.3/32"], &said), "https 2001:db8::1");
}

#[test]
fn what_the_caller_wrote_before_the_proxies_counts_for_nothing() {
    let chain = [("x-forwarded-for", "127.0.0.1, 10.9.9.9, 198.51.100.7, 10.0.0.2")];
    assert_eq!(called("10.0.0.1", &["10.0.0.0/8"], &chain), "http 198.51.100.7");
    let lines = [
        ("x-forwarded-for", "192.0.2.1"),
        ("x-forwarded-for", "198.51.100.7:5000"),
    ];
    assert_eq!(called("10.0.0.1", &["10.0.0.0/8"], &lines), "http 198.51.100.7");
    let hops = [("forwarded", "for=192.0.2.1;proto=https, for=198.51.100.7;proto=http")];
    assert_eq!(called("10.0.0.1", &["10.0.0.0/8"], &hops), "http 198.51.100.7");
}

#[test]
fn nonsense_leads_no_further_than_who_handed_it_on() {
    for noted in ["unknown", "", "_hidden", "1.2.3", "198.51.100.7, unknown"] {
        assert_eq!(
            called("10.0.0.1", &["10.0.0.0/8"], &[("x-forwarded-for", noted)]),
            "http 10.0.0.1"
        );
    }
    assert_eq!(
        called("10.0.0.1", &["10.0.0.0/8"], &[("forwarded", "for=unknown")]),
        "http 10.0.0.1"
    );
    assert_eq!(called("10.0.0.1", &["10.0.0.0/8"], &[]), "http 10.0.0.1");
}

#[test]
fn with_two_kinds_of_notes_nobody_knows_which_one_the_proxy_wrote() {
    let both = [
        ("x-forwarded-for", "198.51.100.7"),
        ("forwarded", "for=192.0.2.1;proto=https"),
    ];
    assert_eq!(called("10.0.0.1", &["10.0.0.0/8"], &both), "http 10.0.0.1");
}
