//! Where a tenant's events are sent to.

use std::fmt;
use std::io;

use standardwebhooks::Webhook;

use crate::tenant::WebhookSeed;

/// An endpoint of a partner.
pub(crate) struct Endpoint {
    pub(crate) tenant: String,
    /// The URL as the scenario names it; `{partner}` is the running partner.
    pub(crate) named: String,
    /// The URL that is called.
    pub(crate) url: String,
    pub(super) signer: Webhook,
}

impl Endpoint {
    /// The endpoint of `seed`.
    ///
    /// # Errors
    /// If its secret is none.
    pub(crate) fn new(tenant: &str, seed: &WebhookSeed, partner: &str) -> io::Result<Self> {
        let signer = Webhook::new(&seed.secret)
            .map_err(|error| io::Error::new(io::ErrorKind::InvalidData, error.to_string()))?;
        Ok(Self {
            tenant: tenant.to_owned(),
            named: seed.url.clone(),
            url: seed.url.replace("{partner}", partner),
            signer,
        })
    }
}

impl fmt::Debug for Endpoint {
    // The secret stays out.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Endpoint")
            .field("tenant", &self.tenant)
            .field("url", &self.url)
            .finish_non_exhaustive()
    }
}
