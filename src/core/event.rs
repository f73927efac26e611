//! The lifecycle events, in one table (docs/protocol.md, "Events").
//!
//! A new event is one row of [`EVENTS`], a new field one of [`fields!`]; docs/architecture.md ("Adding an
//! event") says what else names them.

use super::field::{Fields, MAX_ID, MAX_LINK, is_id, is_link};
use super::names;
use super::value::Value;
use super::wire;

/// How many names that are not in the table are re-dispatched, a page.
pub const MAX_FUTURE_NAMES: usize = 16;
/// The event that says a frame has painted.
pub const PAGE_LOADED: &str = "pageLoaded";

const MAX_NAME: usize = 64;

/// How a field is judged.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rule {
    /// An id, slug or status: left out unless it is one.
    Id,
    /// Left out unless exactly `true`.
    Flag,
    /// A link: `null` unless it is one.
    Link,
}

impl Rule {
    fn admits<V: Value>(self, value: &V) -> bool {
        let (max, is_valid): (u32, fn(&str) -> bool) = match self {
            Self::Id => (MAX_ID, is_id),
            Self::Flag => return value.is_true(),
            Self::Link => (MAX_LINK, is_link),
        };
        value.text(max).is_some_and(|text| is_valid(&text))
    }
}

macro_rules! fields {
    ($($variant:ident $name:literal $rule:ident,)*) => {
        /// A field that an event may have.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Field { $(#[doc = $name] $variant,)* }

        impl Field {
            /// Every field, in the order they have in an event.
            pub const ALL: &[Self] = &[$(Self::$variant,)*];

            /// The field's name, on the wire and on the page, and how it is judged.
            const fn row(self) -> &'static (&'static str, Rule) {
                match self { $(Self::$variant => &($name, Rule::$rule),)* }
            }

            /// The field's name, on the wire and on the page.
            #[must_use]
            pub const fn name(self) -> &'static str {
                self.row().0
            }

            /// How it is judged.
            #[must_use]
            pub const fn rule(self) -> Rule {
                self.row().1
            }
        }
    };
}

fields! {
    PlanVersionId "planVersionId" Id,
    PlanItemId "planItemId" Id,
    Vanity "vanity" Id,
    Deferred "deferred" Flag,
    CtaLink "ctaLink" Link,
    Status "status" Id,
    SubscriptionId "subscriptionId" Id,
}

/// Each event by its name on the wire, and its fields.
#[rustfmt::skip]
pub const EVENTS: &[(&str, &[Field])] = {
    use Field::{CtaLink, Deferred, PlanItemId, PlanVersionId, Status, SubscriptionId, Vanity};
    &[
        (PAGE_LOADED, &[]),
        ("checkoutInitiated", &[PlanVersionId, PlanItemId, Vanity, Deferred]),
        ("customCtaClicked", &[PlanVersionId, PlanItemId, Vanity, CtaLink]),
        ("checkoutConfirmed", &[PlanVersionId, PlanItemId, Vanity, Status, SubscriptionId]),
    ]
};

fn fields_of(name: &str) -> Option<&'static [Field]> {
    let row = EVENTS.iter().find(|(event, _)| *event == name);
    row.map(|(_, fields)| *fields)
}

/// The fields of the event `name` that pass their rule, in the table's order. A name that is not in
/// the table may carry every field that is.
pub fn fields<V: Value>(name: &str, data: &V) -> Fields<V> {
    let known = fields_of(name);
    let mut passed = Fields::default();
    for field in known.unwrap_or(Field::ALL) {
        let (name, rule) = *field.row();
        let value = data.get(name);
        if rule.admits(&value) {
            passed.add(name, value);
        } else if known.is_some() && rule == Rule::Link {
            passed.add(name, V::null());
        }
    }
    passed
}

/// The names a newer portal sent that this embed does not know.
///
/// They pass, so that such a portal does not go silent on an older embed; but few, and none that
/// a page could take for one of ours.
#[derive(Debug, Default)]
pub struct FutureNames(Vec<String>);

impl FutureNames {
    /// Whether an event of this name is re-dispatched: one of the table, or one of a newer portal.
    pub fn admit(&mut self, name: &str) -> bool {
        if fields_of(name).is_some() {
            return true;
        }
        if !is_name(name) || wire::is_reserved(name) {
            return false;
        }
        names::add(&mut self.0, name);
        // A name beyond the limit comes last, and is taken off again.
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
