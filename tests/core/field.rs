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
    fn an_id_is_of_its_characters_only(text in "[ -~äé\u{0}]{0,300}|[A-Za-z0-9._:~-]{0,300}") {
        let naive = !text.is_empty() && text.chars().count() <= 256 && text.chars().all(|c| {
            "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._:~-".contains(c)
        });
        prop_assert_eq!(is_id(&text), naive);
    }

    #[test]
    fn an_e_mail_address_is_no_id(name in "[a-z]{1,20}", host in "[a-z]{1,20}") {
        let address = format!("{name}@{host}.example");
        prop_assert!(!is_id(&address));
    }

    #[test]
    fn a_link_leads_where_it_says(text in "[/\\\\htpsmailoe:.@ \t\u{1}]{0,24}") {
        if is_link(&text) {
            let lower = text.to_lowercase();
            let has_bad = text.contains(['\\', ' ', '\t', '\u{1}']);
            prop_assert!(!has_bad);
            prop_assert!(
                (text.starts_with('/') && !text.starts_with("//"))
                    || lower.starts_with("https://")
                    || lower.starts_with("mailto:")
                    || lower.starts_with("tel:")
            );
        }
    }
}
