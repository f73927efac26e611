//! API keys and what they allow.

use serde::Deserialize;

/// A permission of an API key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
pub(crate) enum Scope {
    /// Read plans, resolve catalogues.
    #[serde(rename = "portal-catalog-read")]
    CatalogRead,
    /// Create customers and portal users.
    #[serde(rename = "portal-provision")]
    Provision,
    /// Mint what stands for a portal user or customer.
    #[serde(rename = "portal-sso-mint")]
    SsoMint,
    /// Read subscriptions.
    #[serde(rename = "subscriptions-read")]
    SubscriptionsRead,
}

impl Scope {
    /// The scope's public name.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::CatalogRead => "portal-catalog-read",
            Self::Provision => "portal-provision",
            Self::SsoMint => "portal-sso-mint",
            Self::SubscriptionsRead => "subscriptions-read",
        }
    }
}
