//! Each word of the tables is documented, so that a row that is added fails here until it is.

use std::collections::HashSet;
use std::path::Path;

use ledgerbee_embed::core::diagnostic::Code;
use ledgerbee_embed::core::event::{EVENTS, Field};
use ledgerbee_embed::core::wire::Kind;

/// The words of the tables that a page does not name.
fn undocumented<W: AsRef<str> + Clone>(page: &str, words: &[W]) -> Vec<W> {
    let named: HashSet<&str> = page
        .split(|c: char| !(c.is_ascii_alphanumeric() || c == '-'))
        .collect();
    let is_missing = |word: &&W| !named.contains((*word).as_ref());
    words.iter().filter(is_missing).cloned().collect()
}

fn page(name: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("docs")
        .join(name);
    std::fs::read_to_string(path).unwrap()
}

#[test]
fn the_protocol_documents_every_event_field_code_and_kind() {
    let events = EVENTS.iter().map(|(name, _)| *name);
    let fields = Field::ALL.iter().map(|field| field.name());
    let codes = Code::ALL.iter().map(|code| code.name());
    let kinds = Kind::ALL
        .iter()
        .flat_map(|kind| [kind.request(), kind.answer(), kind.provider()]);
    let words: Vec<_> = events.chain(fields).chain(codes).chain(kinds).collect();
    assert_eq!(undocumented(&page("protocol.md"), &words), [""; 0]);
}

#[test]
fn the_api_documents_every_event_and_provider() {
    let events = EVENTS.iter().map(|(name, _)| (*name).to_owned());
    // Of the React component: `onPageLoaded` for `pageLoaded`.
    let properties = EVENTS.iter().map(|(name, _)| {
        let (first, rest) = name.split_at(1);
        format!("on{}{rest}", first.to_uppercase())
    });
    let providers = Kind::ALL.iter().map(|kind| kind.provider().to_owned());
    let words: Vec<_> = events.chain(properties).chain(providers).collect();
    assert_eq!(undocumented(&page("api.md"), &words), [""; 0]);
}

#[test]
fn a_word_that_is_missing_is_found() {
    let page = page("protocol.md");
    assert_eq!(
        undocumented(&page, &["pageLoaded", "pageLeft"]),
        ["pageLeft"]
    );
}
