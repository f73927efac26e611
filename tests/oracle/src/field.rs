//! What a field may hold: the protocol's classes of characters as regular expressions, and where
//! a link leads as the URL parser sees it.

use std::sync::LazyLock;

use arbitrary::{Arbitrary, Unstructured};
use ledgerbee_embed::core::field::{is_id, is_link};
use regex_lite::Regex;
use url::Url;

use crate::Reached;
use crate::text::Text;

static ID: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"\A[A-Za-z0-9._:~-]{1,256}\z").unwrap());

static PLAIN: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"\A[^\x00-\x20\x7f\\]*\z").unwrap());

/// `https://` and a host, `/` not followed by `/`, `mailto:` or `tel:`. What comes before the last
/// `@` of an authority is no host.
static LINK: LazyLock<Regex> = LazyLock::new(|| {
    let https = r"[hH][tT][tT][pP][sS]://(?:[^/?#]*@)?[^/?#@:][^/?#@]*(?:[/?#]|\z)";
    let path = r"/(?:[^/]|\z)";
    let mail = r"[mM][aA][iI][lL][tT][oO]:";
    let tel = r"[tT][eE][lL]:";
    Regex::new(&format!(r"(?s)\A(?:{https}|{path}|{mail}|{tel})")).unwrap()
});

static PAGE: LazyLock<Url> =
    LazyLock::new(|| Url::parse("https://shop.example/plans/?next=1").unwrap());

pub(crate) fn is_id_naively(text: &str) -> bool {
    ID.is_match(text)
}

pub(crate) fn is_link_naively(text: &str) -> bool {
    PLAIN.is_match(text) && LINK.is_match(text)
}

#[derive(Arbitrary, Debug)]
enum Case<'a> {
    Pieces(Text),
    Plain(&'a str),
}

pub(crate) const REACHES: &[&str] = &["id", "https", "path", "mailto", "tel", "neither"];

/// Fields: see [`crate::TARGETS`].
pub fn check(data: &[u8]) -> Reached {
    let Ok(case) = Case::arbitrary_take_rest(Unstructured::new(data)) else {
        return Reached::new();
    };
    let text = match &case {
        Case::Pieces(pieces) => pieces.text(),
        Case::Plain(text) => (*text).into(),
    };
    assert_eq!(is_id(&text), is_id_naively(&text), "is_id: {text:?}");
    assert_eq!(is_link(&text), is_link_naively(&text), "is_link: {text:?}");
    if is_id(&text) {
        assert!(!text.contains('@'), "an e-mail address: {text:?}");
    }
    assert_leads_where_it_says(&text);
    reached(&text)
}

fn reached(text: &str) -> Reached {
    let scheme = text.split(':').next().unwrap_or_default();
    let named = REACHES
        .iter()
        .find(|name| is_link(text) && scheme.eq_ignore_ascii_case(name));
    let mut reached: Reached = named.into_iter().copied().collect();
    if is_id(text) {
        reached.insert("id");
    }
    if is_link(text) && text.starts_with('/') {
        reached.insert("path");
    }
    if reached.is_empty() {
        reached.insert("neither");
    }
    reached
}

/// A page that follows a link stays on its own site, or leaves for what the link itself names.
fn assert_leads_where_it_says(text: &str) {
    let address = PAGE.join(text);
    if is_link(text) {
        let Ok(address) = address else { return };
        let (scheme, host) = (address.scheme(), address.host_str());
        let is_right = if text.starts_with('/') {
            address.origin() == PAGE.origin()
        } else {
            matches!(scheme, "mailto" | "tel") || scheme == "https" && host.is_some()
        };
        assert!(is_right, "{text:?} leads to {address}");
    } else if let Some(rest) = text
        .get(..8)
        .filter(|it| it.eq_ignore_ascii_case("https://"))
    {
        let rest = &text[rest.len()..];
        // The parser takes more than two slashes for two.
        if PLAIN.is_match(rest) && !rest.starts_with('/') {
            assert!(address.is_err(), "{text:?} was refused");
        }
    }
}
