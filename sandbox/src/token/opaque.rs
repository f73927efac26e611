//! A random value that says nothing about what it stands for.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use sha2::{Digest as _, Sha256};

/// 256 random bits as 43 characters of base64url. It has neither `Debug` nor
/// `Display`, so that it can't end up in a log by accident.
pub(crate) struct OpaqueToken(String);

impl OpaqueToken {
    /// A fresh one.
    ///
    /// # Errors
    /// If the system has no randomness to give.
    pub(crate) fn random() -> Result<Self, getrandom::Error> {
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
/// secret.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct Digest([u8; 32]);

impl Digest {
    pub(crate) fn of(secret: &str) -> Self {
        Self(Sha256::digest(secret.as_bytes()).into())
    }
}
