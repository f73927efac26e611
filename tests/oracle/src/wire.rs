//! The grammar of messages: a page that gets some, one after the other.

use std::collections::BTreeMap;

use arbitrary::{Arbitrary, Unstructured};
use ledgerbee_embed::core::event::{FutureNames, fields};
use ledgerbee_embed::core::wire::{self, Message, Refusal};

use crate::Reached;
use crate::reading::{Newer, Reading};
use crate::sample::{Sample, Seed, object, text, unique};
use crate::text::{Text, pick};
use crate::watched::{Look, Looks, Watched};

/// Every field the protocol names, and some that it does not.
const FIELDS: &[&str] = &[
    "requestId",
    "height",
    "planVersionId",
    "planItemId",
    "vanity",
    "deferred",
    "ctaLink",
    "status",
    "subscriptionId",
    "type",
    "frame",
    "email",
    "__proto__",
    "token",
];
const NAMED: usize = 9;

/// What a page gets, when it has got so many events of a newer portal already.
#[derive(Arbitrary, Debug)]
struct Scenario {
    newer: u8,
    drafts: Vec<Draft>,
}

#[derive(Arbitrary, Debug)]
enum Draft {
    Any(Seed),
    /// With a `type`, as most are.
    Typed(Text, Vec<(u8, Seed)>),
    /// An event of a newer portal.
    Newer(u8),
}

impl Draft {
    fn message(&self) -> Sample {
        match self {
            Self::Any(seed) => seed.grow(),
            Self::Typed(word, fields) => {
                let word = ("type".into(), Sample::Text(word.units()));
                let fields = fields
                    .iter()
                    .map(|(index, seed)| ((*pick(FIELDS, *index)).into(), seed.grow()));
                unique([word].into_iter().chain(fields))
            }
            Self::Newer(letter) => {
                let letter = char::from(b'a' + letter % 26);
                object([("type", text(&format!("{letter}Changed")))])
            }
        }
    }
}

pub(crate) const REACHES: &[&str] = &[
    "request",
    "resize",
    "event",
    "newer event",
    "one name too many",
    "malformed",
    "unknown",
];

/// Messages: see [`crate::TARGETS`].
pub fn check(data: &[u8]) -> Reached {
    let mut reached = Reached::new();
    let Ok(scenario) = Scenario::arbitrary_take_rest(Unstructured::new(data)) else {
        return reached;
    };
    let mut future = FutureNames::default();
    let mut newer = Newer::default();
    let before: Vec<Draft> = (0..scenario.newer % 17).map(Draft::Newer).collect();
    for draft in before.iter().chain(&scenario.drafts) {
        let message = draft.message();
        let looks = Looks::default();
        let watched = Watched(Some((&message, &looks)));
        let read = wire::read(&watched, |name| future.admit(name));
        let mut detail = Vec::new();
        if let Ok(Message::Event { name, .. }) = &read {
            detail = fields(name, &watched).0;
        }
        assert_looked_with_care(&looks.borrow(), read.is_err(), &message);
        let expected = newer.read(&message);
        assert!(
            is_same(&read, &detail, &expected),
            "{read:?}, not {expected:?}: {message:?}"
        );
        reached.insert(match &expected {
            Reading::Request { .. } => "request",
            Reading::Resize(_) => "resize",
            Reading::Event { name, .. } if newer.knows(name) => "newer event",
            Reading::Event { .. } => "event",
            Reading::Malformed => "malformed",
            Reading::Unknown if matches!(draft, Draft::Newer(_)) => "one name too many",
            Reading::Unknown => "unknown",
        });
    }
    reached
}

/// Whether the core read what the naive reading did; the id must be the very one of the message.
fn is_same<'a>(
    read: &Result<Message<Watched<'a>>, Refusal>,
    detail: &[(&str, Watched<'a>)],
    expected: &Reading<'_>,
) -> bool {
    match (read, expected) {
        (
            Ok(Message::Request {
                kind,
                is_prefixed,
                id,
                ..
            }),
            Reading::Request {
                kind: its_kind,
                is_prefixed: its_spelling,
                id: its_id,
            },
        ) => {
            let is_very_id = id.sample().is_some_and(|id| std::ptr::eq(id, *its_id));
            (kind, is_prefixed) == (its_kind, its_spelling) && is_very_id
        }
        (Ok(Message::Resize(height)), Reading::Resize(expected)) => height == expected,
        (
            Ok(Message::Event { name, .. }),
            Reading::Event {
                name: its_name,
                detail: its_detail,
            },
        ) => {
            let passed: BTreeMap<_, _> = detail
                .iter()
                .map(|(field, value)| (*field, value.sample()))
                .collect();
            name == its_name && passed == *its_detail && passed.len() == detail.len()
        }
        (Err(Refusal::NoType | Refusal::BadField(_)), Reading::Malformed) => true,
        (Err(Refusal::Unknown), Reading::Unknown) => true,
        _ => false,
    }
}

/// What a look costs must not grow with the message: known fields only, and of a message that is
/// refused no copy longer than a word or an id.
fn assert_looked_with_care(looks: &[Look], is_refused: bool, message: &Sample) {
    let most = if is_refused { 128 } else { 2_048 };
    for look in looks {
        let is_careful = match look {
            Look::Get(field) => *field == "type" || FIELDS[..NAMED].contains(&field.as_str()),
            Look::Text(max) => *max <= most,
            Look::Glance => true,
        };
        assert!(is_careful, "{look:?}: {message:?}");
    }
    assert!(looks.len() <= 4 * NAMED, "{looks:?}: {message:?}");
}
