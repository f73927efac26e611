//! The words of the wire, in one place (docs/protocol.md, "On the wire").
//!
//! 1. A frame posts a flat object whose `type` is bare (`requestBindToken`) or prefixed
//!    (`ledgerbee:embed:requestBindToken`).
//! 2. A request carries a `requestId`: a string of 1 to 128 UTF-16 units, or a safe integer.
//! 3. Its answer has the same spelling and the very same `requestId`, and a `token` or `null`.
//! 4. `resize` carries `height`, a number of CSS pixels.
//! 5. Every other name is an event.
//!
//! A new kind of token request is one row of [`kinds!`].

use super::value::Value;

/// What every word may begin with, and every event of the page does.
pub const PREFIX: &str = "ledgerbee:embed:";
/// The longest `requestId`, in UTF-16 units.
pub const MAX_REQUEST_ID: u32 = 128;
/// The longest token a provider may hand out, in UTF-16 units.
pub const MAX_TOKEN: u32 = 4_096;
/// The tallest a frame may ask to be, in CSS pixels.
pub const MAX_HEIGHT: f64 = 20_000.0;
/// What the page says to a frame that spoke before the embed was there.
pub const HELLO: &str = "hello";
/// The event that says how a frame is doing.
pub const STATUS: &str = "status";

const MAX_SAFE_INTEGER: f64 = 9_007_199_254_740_991.0;
/// Longer than every name with its prefix; nothing longer is copied out of a message.
const MAX_TYPE: u32 = 96;
const RESIZE: &str = "resize";
/// Names that mean something else on the wire or on the page, so that no event may bear them.
const RESERVED: [&str; 5] = ["diagnostic", STATUS, "look", HELLO, RESIZE];

/// The words of one kind of request.
struct Words {
    request: &'static str,
    answer: &'static str,
    provider: &'static str,
    name: &'static str,
    is_needed: bool,
}

macro_rules! kinds {
    ($($(#[$doc:meta])* $variant:ident { $($word:ident: $value:expr,)* })*) => {
        /// What a frame asks the page for.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub enum Kind { $($(#[$doc])* $variant,)* }

        impl Kind {
            /// Every kind.
            pub const ALL: &[Self] = &[$(Self::$variant,)*];

            const fn words(self) -> &'static Words {
                match self { $(Self::$variant => &Words { $($word: $value,)* },)* }
            }
        }
    };
}

kinds! {
    /// A single-use token that binds a checkout to a customer.
    Bind {
        request: "requestBindToken",
        answer: "bindToken",
        provider: "fetchBindToken",
        name: "bind",
        is_needed: false,
    }
    /// A reusable token that lets a frame read gated plans.
    Catalog {
        request: "requestCatalogToken",
        answer: "catalogToken",
        provider: "fetchCatalogToken",
        name: "catalog",
        is_needed: true,
    }
}

impl Kind {
    /// The `type` of a request, without the prefix.
    #[must_use]
    pub const fn request(self) -> &'static str {
        self.words().request
    }

    /// The `type` of the answer, without the prefix.
    #[must_use]
    pub const fn answer(self) -> &'static str {
        self.words().answer
    }

    /// The name of the page's function that is asked.
    #[must_use]
    pub const fn provider(self) -> &'static str {
        self.words().provider
    }

    /// The `kind` in the provider's context argument.
    #[must_use]
    pub const fn name(self) -> &'static str {
        self.words().name
    }

    /// Whether the frame can show nothing without the token. Such a request waits for its provider
    /// for a while after the page has loaded, and a missing provider is worth a warning.
    #[must_use]
    pub const fn is_needed(self) -> bool {
        self.words().is_needed
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
        /// Tells most ids apart ([`Key::print`](super::requests::Key::print)).
        print: u32,
    },
    /// The frame's content is this tall, in CSS pixels, clamped to 0…[`MAX_HEIGHT`].
    Resize(f64),
    /// A lifecycle event, whose fields are yet to be judged.
    Event {
        /// Its name, without the prefix.
        name: String,
        /// The same with the prefix.
        prefixed: V,
    },
}

/// Why a message was not understood.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// It is not an object with a `type`.
    NoType,
    /// This field of it is missing or is not what it must be.
    BadField(&'static str),
    /// It has the right shape, but its `type` is neither of the wire nor an event.
    Unknown,
}

/// Reads a message field by field; a field is read only if the fields before it are valid.
///
/// `is_event` says whether a name is an event that is passed on.
///
/// # Errors
///
/// [`Refusal`] says which of the reasons it is.
pub fn read<V: Value>(
    data: &V,
    is_event: impl FnOnce(&str) -> bool,
) -> Result<Message<V>, Refusal> {
    let word = data.get("type");
    let Some(spelled) = word.text(MAX_TYPE) else {
        // A `type` that is a string, but longer than every word.
        return Err(if word.length().is_some() {
            Refusal::Unknown
        } else {
            Refusal::NoType
        });
    };
    let bare = spelled.strip_prefix(PREFIX);
    let name = bare.unwrap_or(&spelled);
    if let Some(kind) = Kind::ALL.iter().find(|kind| kind.request() == name) {
        let id = data.get("requestId");
        let Some(print) = print(&id) else {
            return Err(Refusal::BadField("requestId"));
        };
        return Ok(Message::Request {
            kind: *kind,
            is_prefixed: bare.is_some(),
            id,
            print,
        });
    }
    if name == RESIZE {
        let Some(height) = data.get("height").number() else {
            return Err(Refusal::BadField("height"));
        };
        return Ok(Message::Resize(height.clamp(0.0, MAX_HEIGHT)));
    }
    if is_event(name) {
        return Ok(Message::Event {
            name: name.into(),
            prefixed: if bare.is_some() {
                word
            } else {
                V::joined(PREFIX, &word)
            },
        });
    }
    Err(Refusal::Unknown)
}

/// The print of a `requestId` (FNV-1a, 32 bits); `None` if this is none.
fn print<V: Value>(id: &V) -> Option<u32> {
    let mix = |print: u32, byte| (print ^ u32::from(byte)).wrapping_mul(0x0100_0193);
    if let Some(text) = id.text(MAX_REQUEST_ID) {
        return (!text.is_empty()).then(|| text.bytes().fold(0x811c_9dc5, mix));
    }
    // `0` and `-0` are the same id, so they must have the same bits: `-0 + 0` is `0`.
    let number = id.number()? + 0.0;
    let is_id = number.abs() <= MAX_SAFE_INTEGER && number.trunc() == number;
    let high = number as f32;
    let low = (number - f64::from(high)) as f32;
    is_id.then_some(high.to_bits() ^ low.to_bits())
}

/// Whether a name belongs to the wire, or looks as if it did, and so never becomes an event.
#[must_use]
pub fn is_reserved(name: &str) -> bool {
    RESERVED.contains(&name)
        || name.starts_with("request")
        || Kind::ALL.iter().any(|kind| kind.answer() == name)
}
