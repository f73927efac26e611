//! "On the wire" and "Events" of docs/protocol.md, read naively: all of a message at once.

use std::collections::{BTreeMap, HashSet};
use std::sync::LazyLock;

use ledgerbee_embed::core::wire::Kind;
use regex_lite::Regex;

use crate::field::{is_id_naively, is_link_naively};
use crate::sample::Sample;

/// What is to be made of a message.
#[derive(Debug, PartialEq)]
pub(crate) enum Reading<'a> {
    Request {
        kind: Kind,
        is_prefixed: bool,
        id: &'a Sample,
    },
    Resize(f64),
    /// A field that is always there, and `null`, is `None`.
    Event {
        name: String,
        detail: BTreeMap<&'static str, Option<&'a Sample>>,
    },
    Malformed,
    Unknown,
}

const FIELDS: [&str; 7] = [
    "planVersionId",
    "planItemId",
    "vanity",
    "deferred",
    "ctaLink",
    "status",
    "subscriptionId",
];

static NAME: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"\A[a-z][A-Za-z]{0,63}\z").unwrap());

/// The names a page has let pass that are not in the list of events.
#[derive(Debug, Default)]
pub(crate) struct Newer(HashSet<String>);

impl Newer {
    /// Reads a message the page gets now.
    pub(crate) fn read<'a>(&mut self, message: &'a Sample) -> Reading<'a> {
        let Some(Sample::Text(units)) = message.field("type") else {
            return Reading::Malformed;
        };
        // A word has no lone surrogate.
        let Ok(spelled) = String::from_utf16(units) else {
            return Reading::Unknown;
        };
        let bare = spelled.strip_prefix("ledgerbee:embed:");
        let name = bare.unwrap_or(&spelled);
        let kind = match name {
            "requestBindToken" => Kind::Bind,
            "requestCatalogToken" => Kind::Catalog,
            "resize" => return height(message.field("height")),
            _ if self.passes(name) => {
                return Reading::Event {
                    name: name.into(),
                    detail: detail(name, message),
                };
            }
            _ => return Reading::Unknown,
        };
        match message.field("requestId").filter(|id| is_request_id(id)) {
            Some(id) => Reading::Request {
                kind,
                is_prefixed: bare.is_some(),
                id,
            },
            None => Reading::Malformed,
        }
    }

    pub(crate) fn knows(&self, name: &str) -> bool {
        self.0.contains(name)
    }

    fn passes(&mut self, name: &str) -> bool {
        if own_fields(name).is_some() {
            return true;
        }
        let is_ours = [
            "diagnostic",
            "resize",
            "bindToken",
            "catalogToken",
            "hello",
            "look",
            "status",
        ]
        .contains(&name)
            || name.starts_with("request");
        if is_ours || !NAME.is_match(name) {
            return false;
        }
        if self.0.len() < 16 {
            self.0.insert(name.into());
        }
        self.0.contains(name)
    }
}

fn own_fields(name: &str) -> Option<&'static [&'static str]> {
    Some(match name {
        "pageLoaded" => &[],
        "checkoutInitiated" => &["planVersionId", "planItemId", "vanity", "deferred"],
        "customCtaClicked" => &["planVersionId", "planItemId", "vanity", "ctaLink"],
        "checkoutConfirmed" => &[
            "planVersionId",
            "planItemId",
            "vanity",
            "status",
            "subscriptionId",
        ],
        _ => return None,
    })
}

fn detail<'a>(name: &str, message: &'a Sample) -> BTreeMap<&'static str, Option<&'a Sample>> {
    let mut detail = BTreeMap::new();
    for field in own_fields(name).unwrap_or(&FIELDS) {
        let value = message.field(field).filter(|value| is_fit(field, value));
        if value.is_some() || name == "customCtaClicked" && *field == "ctaLink" {
            detail.insert(*field, value);
        }
    }
    detail
}

fn is_fit(field: &str, value: &Sample) -> bool {
    let (max, is_valid): (usize, fn(&str) -> bool) = match field {
        "deferred" => return *value == Sample::Bool(true),
        "ctaLink" => (2_048, is_link_naively),
        _ => (256, is_id_naively),
    };
    match value {
        Sample::Text(units) => {
            (1..=max).contains(&units.len()) && is_valid(&String::from_utf16_lossy(units))
        }
        _ => false,
    }
}

fn height(value: Option<&Sample>) -> Reading<'static> {
    match value {
        Some(Sample::Number(height)) if *height < 0.0 => Reading::Resize(0.0),
        Some(Sample::Number(height)) if *height > 20_000.0 => Reading::Resize(20_000.0),
        Some(Sample::Number(height)) if !height.is_nan() => Reading::Resize(*height),
        _ => Reading::Malformed,
    }
}

/// A string of 1 to 128, or a safe integer.
pub(crate) fn is_request_id(id: &Sample) -> bool {
    match id {
        Sample::Text(units) => (1..=128).contains(&units.len()),
        Sample::Number(number) => {
            let most = ((1_u64 << 53) - 1) as f64;
            number.fract() == 0.0 && (-most..=most).contains(number)
        }
        _ => false,
    }
}
