//! A message as a native value, in the place of a JavaScript one.

use arbitrary::Arbitrary;
use ledgerbee_embed::core::value::{Index, Value};

use crate::text::{Text, pick};

/// What a structured clone can hold, as far as the wire is concerned.
#[derive(Clone, Debug, PartialEq)]
pub enum Sample {
    /// `null`
    Null,
    /// A boolean.
    Bool(bool),
    /// A number.
    Number(f64),
    /// UTF-16 units, so that lone surrogates can be told apart.
    Text(Vec<u16>),
    /// An object's own fields.
    Object(Vec<(String, Sample)>),
}

/// A string.
#[must_use]
pub fn text(value: &str) -> Sample {
    Sample::Text(value.encode_utf16().collect())
}

/// An object.
#[must_use]
pub fn object<const N: usize>(fields: [(&str, Sample); N]) -> Sample {
    Sample::Object(fields.map(|(name, value)| (name.into(), value)).into())
}

impl Sample {
    /// The field of this name, of an object.
    #[must_use]
    pub fn field(&self, field: &str) -> Option<&Self> {
        let Self::Object(fields) = self else {
            return None;
        };
        let found = fields.iter().find(|(name, _)| name == field);
        found.map(|(_, value)| value)
    }
}

/// A map that is looked through.
#[derive(Debug)]
pub struct Slots<V>(Vec<(V, usize)>);

impl<V> Default for Slots<V> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<V: Clone + PartialEq> Index<V> for Slots<V> {
    fn slot(&self, key: &V) -> Option<usize> {
        let found = self.0.iter().find(|(known, _)| known == key);
        found.map(|(_, slot)| *slot)
    }

    fn set(&mut self, key: &V, slot: usize) {
        self.remove(key);
        self.0.push((key.clone(), slot));
    }

    fn remove(&mut self, key: &V) {
        self.0.retain(|(known, _)| known != key);
    }
}

impl Value for Sample {
    type Index = Slots<Self>;

    fn get(&self, field: &'static str) -> Self {
        self.field(field).cloned().unwrap_or(Self::Null)
    }

    fn text(&self, max: u32) -> Option<String> {
        match self {
            Self::Text(units) if units.len() <= max as usize => {
                Some(String::from_utf16_lossy(units))
            }
            _ => None,
        }
    }

    fn null() -> Self {
        Self::Null
    }

    fn word(text: &'static str) -> Self {
        self::text(text)
    }

    fn joined(text: &'static str, more: &Self) -> Self {
        let mut units: Vec<u16> = text.encode_utf16().collect();
        if let Self::Text(more) = more {
            units.extend(more);
        }
        Self::Text(units)
    }

    fn is_nothing(&self) -> bool {
        *self == Self::Null
    }

    fn length(&self) -> Option<u32> {
        match self {
            Self::Text(units) => u32::try_from(units.len()).ok(),
            _ => None,
        }
    }

    fn number(&self) -> Option<f64> {
        match self {
            Self::Number(number) if !number.is_nan() => Some(*number),
            _ => None,
        }
    }

    fn is_true(&self) -> bool {
        *self == Self::Bool(true)
    }
}

/// Numbers at the edges.
const EDGES: &[f64] = &[
    0.0,
    -0.0,
    1.0,
    1.5,
    -1.0,
    19_999.5,
    20_000.0,
    20_000.5,
    9_007_199_254_740_991.0,
    9_007_199_254_740_992.0,
    -9_007_199_254_740_991.0,
    -9_007_199_254_740_992.0,
    f64::MIN_POSITIVE,
    f64::EPSILON,
    f64::MAX,
    f64::INFINITY,
    f64::NEG_INFINITY,
    f64::NAN,
];

/// A value to be: what bytes decode to.
#[derive(Arbitrary, Clone, Debug)]
pub(crate) enum Seed {
    Null,
    Bool(bool),
    Edge(u8),
    Number(f64),
    Text(Text),
    Object(Vec<(Text, Seed)>),
}

impl Seed {
    pub(crate) fn grow(&self) -> Sample {
        match self {
            Self::Null => Sample::Null,
            Self::Bool(value) => Sample::Bool(*value),
            Self::Edge(index) => Sample::Number(*pick(EDGES, *index)),
            Self::Number(number) => Sample::Number(*number),
            Self::Text(text) => Sample::Text(text.units()),
            Self::Object(fields) => unique(
                fields
                    .iter()
                    .map(|(name, value)| (name.text(), value.grow())),
            ),
        }
    }
}

/// An object of these fields; of those with one name the first counts.
pub(crate) fn unique(fields: impl IntoIterator<Item = (String, Sample)>) -> Sample {
    let mut own: Vec<(String, Sample)> = Vec::new();
    for (name, value) in fields {
        if own.iter().all(|(known, _)| *known != name) {
            own.push((name, value));
        }
    }
    Sample::Object(own)
}
