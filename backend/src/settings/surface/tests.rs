use super::{super::tests::read, *};

#[test]
fn without_settings_only_proxies_of_this_machine_are_believed() {
    let surface = read("", &[]).unwrap().surface;
    assert_eq!(surface, Surface::default());
    assert!(surface.trusted_proxies[0].contains(&IpAddr::from([127, 0, 0, 1])));
}

#[test]
fn proxies_are_named_by_address_or_network() {
    let named = |file: &str, env: &str| {
        let surface = read(file, &[("YIJIAN_TRUSTED_PROXIES", env)]).unwrap().surface;
        let proxies = surface.trusted_proxies.iter().map(ToString::to_string);
        proxies.collect::<Vec<_>>().join(" ")
    };
    assert_eq!(
        named("trusted_proxies = [\"10.0.0.0/8\", \"::1\"]", ""),
        "10.0.0.0/8 ::1/128"
    );
    assert_eq!(
        named("trusted_proxies = [\"10.0.0.1\"]", "10.2.0.0/16, 10.3.0.1"),
        "10.2.0.0/16 10.3.0.1/32"
    );
    assert_eq!(named("", "none"), "");
    let message = read("", &[("YIJIAN_TRUSTED_PROXIES", "proxy.test")]).unwrap_err();
    assert!(message.contains("10.0.0.0/8"), "{message}");
}

#[test]
fn a_certificate_needs_its_key() {
    let message = read("tls_certificate = \"a.pem\"", &[]).unwrap_err();
    assert!(message.contains("YIJIAN_TLS_KEY"), "{message}");
    let message = read("", &[("YIJIAN_TLS_KEY", "b.pem")]).unwrap_err();
    assert!(message.contains("YIJIAN_TLS_CERTIFICATE"), "{message}");
    let settings = read("tls_certificate = \"a.pem\"\ntls_key = \"b.pem\"", &[]).unwrap();
    assert!(settings.surface.tls.is_some());
    assert_eq!(settings.public_url, "https://127.0.0.1:8080");
}

#[test]
fn limits_are_set_all_together_or_one_by_one() {
    let limits = read("[limits]\npercent = 50\nsubmitting = 7\n", &[])
        .unwrap()
        .surface
        .limits;
    assert_eq!((limits.percent, limits.classes["submitting"]), (50, 7));
    let limits = |env: &str, demo: &str| read("", &[("YIJIAN_LIMITS", env), ("YIJIAN_DEMO", demo)]);
    assert_eq!(limits("0", "1").unwrap().surface.limits.percent, 0);
    assert_eq!(limits("", "1").unwrap().surface.limits.percent, DEMO_PERCENT);
    for (file, env) in [("", "many"), ("", "10001"), ("[limits]\neverything = 1\n", "")] {
        let message = read(file, &[("YIJIAN_LIMITS", env)]).unwrap_err();
        assert!(message.contains("YIJIAN_LIMITS"), "{message}");
    }
    for most in ["0", "15", "100001", "all"] {
        let message = read("", &[("YIJIAN_CONNECTIONS", most)]).unwrap_err();
        assert!(message.contains("from 16"), "{message}");
    }
}
