//! The lifecycle events, in one table (contract: "Events").
//!
//! A new event is one line of [`EVENTS`]; a new field is one line of [`FIELDS`].

use super::field::{MAX_ID, MAX_LINK, is_id, is_link};
use super::names;
use super::value::Value;
use super::wire;

/// What a page listens to is this and the name of the event.
pub const PREFIX: &str = "ledgerbee:embed:";
/// How many names that are not in the table are re-dispatched, a page.
pub const MAX_FUTURE_NAMES: usize = 16;

const MAX_NAME: usize = 64;

/// How a field is judged.
enum Rule {
    /// An id, slug or status: left out unless it is one.
    Id,
    /// Left out unless exactly `true`.
    Flag,
    /// A link: `null` unless it is one.
    Link,
}

impl Rule {
    fn admits<V: Value>(&self, value: &V) -> bool {
        let (max, is_valid): (u32, fn(&str) -> bool) = match self {
            Self::Id => (MAX_ID, is_id),
            Self::Flag => return value.is_true(),
            Self::Link => (MAX_LINK, is_link),
        };
        value.text(max).is_some_and(|text| is_valid(&text))
    }
}

/// Every field that may pass, and its rule. An event names its fields by their letter.
const FIELDS: &[(u8, &str, Rule)] = &[
    (b'v', "planVersionId", Rule::Id),
    (b'i', "planItemId", Rule::Id),
    (b'n', "vanity", Rule::Id),
    (b'd', "deferred", Rule::Flag),
    (b'l', "ctaLink", Rule::Link),
    (b's', "status", Rule::Id),
    (b'u', "subscriptionId", Rule::Id),
];

/// Each as a page listens to it, so that nobody has to put it together, and its fields.
const EVENTS: &[(&str, &[u8])] = &[
    ("ledgerbee:embed:pageLoaded", b""),
    ("ledgerbee:embed:checkoutInitiated", b"vind"),
    ("ledgerbee:embed:customCtaClicked", b"vinl"),
    ("ledgerbee:embed:checkoutConfirmed", b"vinsu"),
];

fn row(name: &str) -> Option<&'static (&'static str, &'static [u8])> {
    EVENTS
        .iter()
        .find(|(event, _)| event.len() == PREFIX.len() + name.len() && event.ends_with(name))
}

/// What a page listens to for `name`, if it is in the table.
#[must_use]
pub fn known(name: &str) -> Option<&'static str> {
    row(name).map(|(event, _)| *event)
}

/// Hands on the fields of the event `name` that pass their rule, in the table's order. A name that
/// is not in the table may carry every field that is.
pub fn each_field<V: Value>(name: &str, data: &V, mut pass: impl FnMut(&'static str, V)) {
    let known = row(name);
    for (letter, field, rule) in FIELDS {
        if known.is_some_and(|(_, letters)| !letters.iter().any(|known| known == letter)) {
            continue;
        }
        let passed = data.get(field).filter(|value| rule.admits(value));
        let is_always_there = matches!(rule, Rule::Link) && known.is_some();
        if let Some(value) = passed.or_else(|| is_always_there.then(V::null)) {
            pass(field, value);
        }
    }
}

/// The names a newer portal sent that this embed does not know.
///
/// They pass, so that such a portal does not go silent on an older embed; but few, and none that
/// a page could take for one of ours.
#[derive(Debug, Default)]
pub struct FutureNames(Vec<String>);

impl FutureNames {
    /// Whether an event of this name, which is not in the table, is re-dispatched.
    pub fn admit(&mut self, name: &str) -> bool {
        if !is_name(name) || wire::is_reserved(name) {
            return false;
        }
        names::add(&mut self.0, name);
        // Those beyond the limit come last, and are taken off again.
        let is_over = self.0.len() > MAX_FUTURE_NAMES;
        self.0.truncate(MAX_FUTURE_NAMES);
        !is_over
    }
}

/// `[a-z][A-Za-z]{0,63}`
fn is_name(name: &str) -> bool {
    name.len() <= MAX_NAME
        && name.as_bytes().first().is_some_and(u8::is_ascii_lowercase)
        && name.bytes().all(|b| b.is_ascii_alphabetic())
}
