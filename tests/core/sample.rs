//! A message as a native value, in the place of a JavaScript one.

use ledgerbee_embed::core::value::Value;

/// What a structured clone can hold, as far as the wire is concerned.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Sample {
    Null,
    Bool(bool),
    Number(f64),
    /// UTF-16 units, so that lone surrogates can be told apart.
    Text(Vec<u16>),
    Object(Vec<(String, Sample)>),
}

pub(crate) fn text(value: &str) -> Sample {
    Sample::Text(value.encode_utf16().collect())
}

pub(crate) fn object<const N: usize>(fields: [(&str, Sample); N]) -> Sample {
    Sample::Object(fields.map(|(name, value)| (name.into(), value)).into())
}

impl Value for Sample {
    fn get(&self, field: &str) -> Option<Self> {
        let Self::Object(fields) = self else {
            return None;
        };
        let found = fields.iter().find(|(name, _)| name == field);
        found.map(|(_, value)| value.clone())
    }

    fn text(&self, max: u32) -> Option<String> {
        match self {
            Self::Text(units) if (1..=max as usize).contains(&units.len()) => {
                Some(String::from_utf16_lossy(units))
            }
            _ => None,
        }
    }

    fn null() -> Self {
        Self::Null
    }

    fn is_text(&self) -> bool {
        matches!(self, Self::Text(_))
    }

    fn number(&self) -> Option<f64> {
        match self {
            Self::Number(number) => Some(*number),
            _ => None,
        }
    }

    fn is_true(&self) -> bool {
        *self == Self::Bool(true)
    }

    fn key(&self) -> Option<String> {
        Some(format!("{self:?}"))
    }
}
