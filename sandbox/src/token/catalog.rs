//! Catalog tokens: reusable, 30 min, for one buyer and the plans resolved.

use std::collections::HashSet;
use std::io;
use std::sync::Arc;
use std::time::Duration;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::clock::after;
use crate::fault::Fault;
use crate::secret::{Digest, OpaqueToken};
use crate::store::{Store, Table};
use crate::tenant::Buyer;

const LIFETIME: Duration = Duration::from_secs(30 * 60);

/// What a catalog token stands for.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct CatalogGrant {
    pub(crate) tenant: String,
    pub(crate) buyer: Buyer,
    /// The plans that were visible when it was minted. It opens no other.
    pub(crate) plans: HashSet<Uuid>,
}

#[derive(Clone, Serialize, Deserialize)]
struct Held {
    grant: CatalogGrant,
    expires_at: Timestamp,
}

/// All catalog tokens that are still good.
pub(crate) struct CatalogTokens(Table<Digest, Held>);

impl CatalogTokens {
    /// The tokens that the store has.
    ///
    /// # Errors
    /// If the store can't be read.
    pub(crate) fn open(store: &Arc<Store>) -> io::Result<Self> {
        Table::open(store, "catalog-token").map(Self)
    }

    /// Mints a token; with it comes the time it expires.
    ///
    /// # Errors
    /// If the machine has no randomness or can't keep the token.
    pub(crate) fn mint(
        &self,
        grant: CatalogGrant,
        now: Timestamp,
    ) -> Result<(OpaqueToken, Timestamp), Fault> {
        let token = OpaqueToken::random()?;
        let expires_at = after(now, LIFETIME);
        self.0.change(|held| {
            held.clear(|token| token.expires_at <= now)?;
            held.put(token.digest(), Held { grant, expires_at })
        })?;
        Ok((token, expires_at))
    }

    /// What `token` opens in `tenant`, unless it is expired, forged or of
    /// another tenant.
    pub(crate) fn redeem(&self, token: &str, tenant: &str, now: Timestamp) -> Option<CatalogGrant> {
        self.0
            .get(&Digest::of(token))
            .filter(|found| now < found.expires_at && found.grant.tenant == tenant)
            .map(|found| found.grant)
    }
}
