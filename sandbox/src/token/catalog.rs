//! Catalog tokens: reusable, 30 min, for one buyer and the plans resolved.

use std::collections::{HashMap, HashSet};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use jiff::Timestamp;
use uuid::Uuid;

use super::{Digest, OpaqueToken};
use crate::clock::after;
use crate::tenant::CustomerType;

const LIFETIME: Duration = Duration::from_secs(30 * 60);

/// Who a catalog was resolved for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Buyer {
    /// A customer of the tenant.
    Customer {
        /// The customer.
        id: Uuid,
        /// The person who acts for it, if the partner named one.
        email: Option<String>,
    },
    /// Somebody who is no customer yet, with the partner's hints.
    Visitor {
        country: Option<String>,
        customer_type: Option<CustomerType>,
    },
}

/// What a catalog token stands for.
#[derive(Debug, Clone)]
pub(crate) struct CatalogGrant {
    pub(crate) tenant: String,
    pub(crate) buyer: Buyer,
    /// The plans that were visible when it was minted. It opens no other.
    pub(crate) plans: HashSet<Uuid>,
}

struct Held {
    grant: CatalogGrant,
    expires_at: Timestamp,
}

/// All catalog tokens that are still good.
#[derive(Default)]
pub(crate) struct CatalogTokens(Mutex<HashMap<Digest, Held>>);

impl CatalogTokens {
    /// Mints a token; with it comes the time it expires.
    ///
    /// # Errors
    /// If the system has no randomness to give.
    pub(crate) fn mint(
        &self,
        grant: CatalogGrant,
        now: Timestamp,
    ) -> Result<(OpaqueToken, Timestamp), getrandom::Error> {
        let token = OpaqueToken::random()?;
        let expires_at = after(now, LIFETIME);
        let mut held = self.lock();
        held.retain(|_, token| now < token.expires_at);
        held.insert(token.digest(), Held { grant, expires_at });
        Ok((token, expires_at))
    }

    /// What `token` opens in `tenant`, unless it is expired, forged or of
    /// another tenant.
    pub(crate) fn open(&self, token: &str, tenant: &str, now: Timestamp) -> Option<CatalogGrant> {
        self.lock()
            .get(&Digest::of(token))
            .filter(|found| now < found.expires_at && found.grant.tenant == tenant)
            .map(|found| found.grant.clone())
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<Digest, Held>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
