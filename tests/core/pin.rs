use ledgerbee_embed::core::diagnostic::Code;
use ledgerbee_embed::core::origin::Trust;
use ledgerbee_embed::core::pin::{Attributes, is_blank, refusal};

const PORTAL: &str = "https://acme.portal.ledgerbee.com";

fn frame(href: &'static str, origin: &'static str) -> Attributes<'static> {
    let colon = href.find(':').map_or(0, |colon| colon + 1);
    Attributes {
        protocol: &href[..colon],
        origin,
        has_srcdoc: false,
        sandbox: None,
    }
}

#[test]
fn a_frame_is_pinned_to_the_origin_of_its_src() {
    let trust = Trust::new("https://shop.example");
    let served = frame("https://acme.portal.ledgerbee.com/embed/pro-plan", PORTAL);
    assert_eq!(refusal(served, &trust), None);
    for sandbox in ["allow-same-origin", "allow-scripts\tALLOW-SAME-ORIGIN "] {
        let sandbox = Some(sandbox);
        assert_eq!(refusal(Attributes { sandbox, ..served }, &trust), None);
    }
}

#[test]
fn a_frame_of_unsure_origin_is_refused() {
    let trust = Trust::new("https://shop.example");
    let served = frame("https://acme.portal.ledgerbee.com/embed/pro-plan", PORTAL);
    let sandbox = Some("allow-scripts allow-same-originality");
    for (attributes, code) in [
        (
            Attributes {
                has_srcdoc: true,
                ..served
            },
            Code::SrcdocFrame,
        ),
        (Attributes { sandbox, ..served }, Code::SandboxedFrame),
        (
            Attributes {
                sandbox: Some(""),
                ..served
            },
            Code::SandboxedFrame,
        ),
        (
            frame("blob:https://acme.portal.ledgerbee.com/1-2", PORTAL),
            Code::UntrustedOrigin,
        ),
        (
            frame("http://acme.portal.ledgerbee.com/", PORTAL),
            Code::UntrustedOrigin,
        ),
        (frame("data:text/html,x", "null"), Code::UntrustedOrigin),
        (frame("about:blank", "null"), Code::UntrustedOrigin),
        (frame("", ""), Code::UntrustedOrigin),
    ] {
        assert_eq!(refusal(attributes, &trust), Some(code), "{attributes:?}");
    }
}

#[test]
fn only_a_frame_without_an_address_is_blank() {
    assert!(is_blank("") && is_blank("about:blank"));
    assert!(!is_blank("https://about.example"));
}
