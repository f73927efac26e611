//! The words of the wire, in one place (contract: "On the wire").
//!
//! 1. A frame posts a flat object whose `type` is bare (`requestBindToken`) or prefixed
//!    (`ledgerbee:embed:requestBindToken`).
//! 2. A request carries a `requestId`: a string of 1 to 128 UTF-16 units, or a safe integer.
//! 3. Its answer has the same spelling and the very same `requestId`, and a `token` or `null`.
//! 4. `resize` carries `height`, a number of CSS pixels.
//! 5. Every other name is an event.

use super::event;
use super::value::Value;

/// The longest `requestId`, in UTF-16 units.
pub const MAX_REQUEST_ID: u32 = 128;
/// The longest token a provider may hand out, in UTF-16 units.
pub const MAX_TOKEN: f64 = 4_096.0;
/// The tallest a frame may ask to be, in CSS pixels.
pub const MAX_HEIGHT: f64 = 20_000.0;

const MAX_SAFE_INTEGER: f64 = 9_007_199_254_740_991.0;
/// Longer than every name with its prefix; nothing longer is copied out of a message.
const MAX_TYPE: u32 = 96;
const RESIZE: &str = "resize";

/// What a frame asks the page for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// A single-use token that binds a checkout to a customer.
    Bind,
    /// A reusable token that lets a frame read gated plans.
    Catalog,
}

/// Request, answer, provider and `kind` as the page sees them.
const KINDS: [(Kind, &str, &str, &str, &str); 2] = [
    (
        Kind::Bind,
        "requestBindToken",
        "ledgerbee:embed:bindToken",
        "fetchBindToken",
        "bind",
    ),
    (
        Kind::Catalog,
        "requestCatalogToken",
        "ledgerbee:embed:catalogToken",
        "fetchCatalogToken",
        "catalog",
    ),
];

impl Kind {
    /// Both, in the order of their discriminants.
    pub const ALL: [Self; 2] = [Self::Bind, Self::Catalog];

    const fn row(self) -> &'static (Kind, &'static str, &'static str, &'static str, &'static str) {
        let [bind, catalog] = &KINDS;
        match self {
            Self::Bind => bind,
            Self::Catalog => catalog,
        }
    }

    /// The `type` of the answer, in the spelling of the request.
    #[must_use]
    pub fn answer(self, is_prefixed: bool) -> &'static str {
        let word = self.row().2;
        let bare = word.strip_prefix(event::PREFIX).unwrap_or(word);
        if is_prefixed { word } else { bare }
    }

    /// The name of the page's function that is asked.
    #[must_use]
    pub const fn provider(self) -> &'static str {
        self.row().3
    }

    /// The `kind` in the provider's context argument.
    #[must_use]
    pub const fn name(self) -> &'static str {
        self.row().4
    }
}

/// A message of a served frame, understood.
#[derive(Debug, PartialEq)]
pub enum Message<V> {
    /// A token is wanted.
    Request {
        /// Which one.
        kind: Kind,
        /// Whether `type` was prefixed, as the answer's must be then.
        is_prefixed: bool,
        /// The very value to send back.
        id: V,
        /// The same id in a form that can be compared: equal for the same value only.
        key: String,
    },
    /// The frame's content is this tall, in CSS pixels, clamped to 0…[`MAX_HEIGHT`].
    Resize(f64),
    /// A lifecycle event of this name, without the prefix; its fields are yet to be judged.
    Event(String),
}

/// Why a message was not understood.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// Not of the wire's shape.
    Malformed,
    /// Of its shape, but no word that is ours to pass on.
    Unknown,
}

/// Reads a message field by field, and no field before the shape before it is known.
///
/// `admit` says whether an event name that is not in the table is passed on.
///
/// # Errors
///
/// [`Refusal`] says which of the two reasons it is.
pub fn read<V: Value>(data: &V, admit: impl FnOnce(&str) -> bool) -> Result<Message<V>, Refusal> {
    let spelled = data
        .text_at("type", MAX_TYPE)
        .ok_or_else(|| refusal_of_type(data.get("type")))?;
    let bare = spelled.strip_prefix(event::PREFIX);
    let name = bare.unwrap_or(&spelled);
    if let Some((kind, ..)) = KINDS.iter().find(|row| row.1 == name) {
        let id = data.get("requestId").ok_or(Refusal::Malformed)?;
        let key = request_key(&id).ok_or(Refusal::Malformed)?;
        return Ok(Message::Request {
            kind: *kind,
            is_prefixed: bare.is_some(),
            id,
            key,
        });
    }
    if name == RESIZE {
        let height = data.get("height").and_then(|value| value.number());
        return height
            .filter(|height| !height.is_nan())
            .map(|height| Message::Resize(height.clamp(0.0, MAX_HEIGHT)))
            .ok_or(Refusal::Malformed);
    }
    if event::known(name).is_some() || admit(name) {
        return Ok(Message::Event(name.into()));
    }
    Err(Refusal::Unknown)
}

/// A `type` that is a string, but too long to be a word, is unknown, not malformed.
fn refusal_of_type<V: Value>(value: Option<V>) -> Refusal {
    if value.is_some_and(|value| value.is_text()) {
        Refusal::Unknown
    } else {
        Refusal::Malformed
    }
}

fn request_key<V: Value>(id: &V) -> Option<String> {
    if let Some(key) = id.text(MAX_REQUEST_ID) {
        // A lone surrogate becomes U+FFFD when it is copied, whose first byte this is.
        let is_as_it_was = key.bytes().all(|byte| byte != 0xEF);
        let key = if is_as_it_was { Some(key) } else { id.key() };
        return key.filter(|key| !key.is_empty());
    }
    let number = id.number()?;
    let is_valid = number.abs() <= MAX_SAFE_INTEGER && number.trunc() == number;
    if is_valid { id.key() } else { None }
}

/// Whether a name belongs to the wire, or looks as if it did, and so never becomes an event.
pub(super) fn is_reserved(name: &str) -> bool {
    name == "diagnostic"
        || name == RESIZE
        || name.starts_with("request")
        || Kind::ALL.iter().any(|kind| kind.answer(false) == name)
}
