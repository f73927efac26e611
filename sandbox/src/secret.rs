//! A random value that says nothing about what it stands for.

use std::hash::{Hash, Hasher};

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};
use subtle::ConstantTimeEq as _;

use crate::fault::Fault;
use crate::store::Key;

/// 256 random bits as 43 characters of base64url. It has neither `Debug` nor
/// `Display`, so that it can't end up in a log by accident.
pub(crate) struct OpaqueToken(String);

impl OpaqueToken {
    /// A fresh one.
    ///
    /// # Errors
    /// If the system has no randomness to give.
    pub(crate) fn random() -> Result<Self, Fault> {
        let mut bytes = [0_u8; 32];
        getrandom::fill(&mut bytes)?;
        Ok(Self(URL_SAFE_NO_PAD.encode(bytes)))
    }

    pub(crate) fn digest(&self) -> Digest {
        Digest::of(&self.0)
    }

    /// The token itself, to be handed out once.
    pub(crate) fn reveal(self) -> String {
        self.0
    }
}

/// The SHA-256 of a secret. Secrets are looked up by it: what is stored is of
/// no use to who reads it, and the time of a look-up tells nothing about the
/// secret. Two are compared in constant time, whatever they hold.
#[derive(Clone, Copy, Serialize, Deserialize)]
pub(crate) struct Digest([u8; 32]);

impl Digest {
    pub(crate) fn of(secret: &str) -> Self {
        Self(Sha256::digest(secret.as_bytes()).into())
    }
}

impl PartialEq for Digest {
    fn eq(&self, other: &Self) -> bool {
        self.0.ct_eq(&other.0).into()
    }
}

impl Eq for Digest {}

impl Hash for Digest {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.0.hash(state);
    }
}

impl Key for Digest {
    fn to_text(&self) -> String {
        URL_SAFE_NO_PAD.encode(self.0)
    }

    fn from_text(text: &str) -> Option<Self> {
        let bytes = URL_SAFE_NO_PAD.decode(text).ok()?;
        Some(Self(bytes.try_into().ok()?))
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::indexing_slicing)]
mod tests {
    use super::*;

    #[test]
    fn tokens_are_43_characters_of_base64url_and_all_different() {
        let tokens: Vec<String> = (0..100)
            .map(|_| OpaqueToken::random().unwrap().reveal())
            .collect();
        let is_word = |b: u8| b.is_ascii_alphanumeric() || b == b'_' || b == b'-';
        for (index, token) in tokens.iter().enumerate() {
            assert!(token.len() == 43 && token.bytes().all(is_word), "{token}");
            assert!(!tokens.iter().skip(index + 1).any(|other| other == token));
        }
    }

    #[test]
    fn digests_are_equal_only_bit_by_bit() {
        let digest = Digest::of("secret");
        assert!(digest == Digest::of("secret"));
        for bit in 0..256 {
            let mut other = digest;
            other.0[bit / 8] ^= 1 << (bit % 8);
            assert!(digest != other, "{bit}");
        }
    }

    #[test]
    fn a_stored_digest_is_read_back_and_is_not_the_secret() {
        let digest = Digest::of("secret");
        let text = digest.to_text();
        assert!(!text.contains("secret"));
        assert!(Digest::from_text(&text).unwrap() == digest);
        assert!(Digest::from_text("secret").is_none());
    }
}
