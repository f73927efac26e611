use ledgerbee_embed::core::field::{is_id, is_link};
use proptest::prelude::*;

#[test]
fn links_that_pass_and_links_that_do_not() {
    for link in [
        "https://acme.example",
        "HTTPS://acme.example/a?b#c",
        "https://user@acme.example",
        "https://[::1]/",
        "/",
        "/contact",
        "/?next=//x",
        "mailto:sales@acme.example",
        "MailTo:",
        "tel:+4512345678",
    ] {
        assert!(is_link(link), "{link}");
    }
    for link in [
        "",
        "https://",
        "https:///path",
        "https://?x",
        "https://#x",
        "https://:443",
        "https://user@",
        "https://user@:1",
        "https:acme.example",
        "https:/acme.example",
        "http://acme.example",
        "//acme.example",
        "/\\acme.example",
        "/\t/acme.example",
        "java\nscript:alert(1)",
        "javascript:alert(1)",
        "data:text/html,x",
        " https://acme.example",
        "https://acme.example/a b",
        "https://acme.example/\u{0}",
        "https://acme.example/\u{7f}",
        "contact",
        "#top",
    ] {
        assert!(!is_link(link), "{link:?}");
    }
}

proptest! {
    #[test]
    fn an_e_mail_address_is_no_id(name in "[a-z]{1,20}", host in "[a-z]{1,20}") {
        let address = format!("{name}@{host}.example");
        prop_assert!(!is_id(&address));
    }
}
