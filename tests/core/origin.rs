use ledgerbee_embed::core::origin::{Trust, is_origin, self_origin};
use proptest::prelude::*;

const PAGE: &str = "https://shop.example";

#[test]
fn a_tenants_portal_is_trusted_and_what_looks_like_one_is_not() {
    let trust = Trust::new(PAGE);
    for (origin, expected) in [
        ("https://acme.portal.ledgerbee.com", true),
        ("https://a-1.portal.ledgerbee.com", true),
        ("http://acme.portal.ledgerbee.com", false),
        ("https://acme.portal.ledgerbee.com:8443", false),
        ("https://portal.ledgerbee.com", false),
        ("https://.portal.ledgerbee.com", false),
        ("https://a.b.portal.ledgerbee.com", false),
        ("https://acme.portal.ledgerbee.com.evil.example", false),
        ("https://acme.portal.ledgerbee.com.", false),
        ("https://acmeportal.ledgerbee.com", false),
        ("https://acme_1.portal.ledgerbee.com", false),
        ("https://xn--cme-5cd.portal.ledgerbee.co", false),
        ("https://user@acme.portal.ledgerbee.com", false),
        ("http://localhost:3000", false),
        ("null", false),
        ("", false),
        ("https://", false),
    ] {
        assert_eq!(trust.accepts(origin), expected, "{origin}");
    }
    let longest = format!("https://{}.portal.ledgerbee.com", "a".repeat(63));
    let too_long = format!("https://{}.portal.ledgerbee.com", "a".repeat(64));
    assert!(trust.accepts(&longest));
    assert!(!trust.accepts(&too_long));
}

#[test]
fn loopback_is_trusted_by_loopback_pages_only() {
    let frames = [
        "http://localhost:3000",
        "https://localhost",
        "http://acme.portal.localhost:1",
        "http://127.0.0.1:80",
        "http://[::1]:8080",
        "http://[::1]",
    ];
    for frame in frames {
        for page in frames {
            assert!(Trust::new(page).accepts(frame), "{page} {frame}");
        }
        assert!(!Trust::new(PAGE).accepts(frame), "{frame}");
    }
    for frame in [
        "http://127.0.0.2",
        "http://localhost.example",
        "http://.localhost",
        "http://10.0.0.1",
    ] {
        assert!(!Trust::new("http://localhost").accepts(frame), "{frame}");
    }
}

#[test]
fn the_scripts_own_origin_counts_by_its_path() {
    let portal = "https://pay.shop.example";
    for path in ["/embed.js", "/embed.compat.js"] {
        assert_eq!(self_origin(path, portal, PAGE), Some(portal));
    }
    for (path, origin) in [
        ("/static/embed.js", portal),
        ("/embed.js/", portal),
        ("/Embed.js", portal),
        ("/embed.js", PAGE),
        ("/embed.js", "http://pay.shop.example"),
        ("/embed.js", "null"),
    ] {
        assert_eq!(self_origin(path, origin, PAGE), None, "{path} {origin}");
    }
    assert!(self_origin("/embed.js", "http://localhost:1", PAGE).is_some());

    let mut trust = Trust::new(PAGE);
    assert!(!trust.accepts(portal));
    trust.add_self(portal);
    assert!(trust.accepts(portal));
    assert!(!trust.accepts("https://pay.shop.example:8443"));
    assert!(!trust.accepts("https://pay.shop.example.evil.example"));
}

#[test]
fn a_list_replaces_every_rule_and_is_given_once() {
    let mut trust = Trust::new("http://localhost");
    trust.add_self("https://self.example");
    let list = || vec!["http://pay.example:81".to_owned()];
    assert!(trust.restrict(list()));
    assert!(trust.restrict(list()), "the same list is no mistake");
    let wider = vec![list().remove(0), "https://self.example".to_owned()];
    assert!(
        !trust.restrict(wider),
        "a second list must not widen the first"
    );
    assert!(!is_origin("null") && is_origin("http://pay.example:81"));
    assert!(trust.accepts("http://pay.example:81"));
    for origin in [
        "https://acme.portal.ledgerbee.com",
        "https://self.example",
        "http://localhost",
        "http://pay.example",
        "http://pay.example:810",
        "http://pay.example:81.evil.example",
    ] {
        assert!(!trust.accepts(origin), "{origin}");
    }
    let mut nobody = Trust::new(PAGE);
    assert!(nobody.restrict(Vec::new()));
    assert!(!nobody.accepts("https://acme.portal.ledgerbee.com"));
}

proptest! {
    #[test]
    fn no_text_makes_it_panic(text in ".*") {
        let mut trust = Trust::new(&text);
        trust.add_self(&text);
        let _ = trust.accepts(&text);
        let _ = self_origin(&text, &text, &text);
    }
}
