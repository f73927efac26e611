//! What the three sites share.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use jiff::Timestamp;

use crate::clock::Clock;
use crate::fault::Fault;
use crate::origins::Origins;
use crate::partner::Partner;
use crate::portal::{Checkouts, Locators, Mailbox, SignIns, Signups};
use crate::store::Table;
use crate::subscription::Subscriptions;
use crate::tenant::Tenants;
use crate::token::{BindTokens, CatalogTokens};
use crate::webhook::Webhooks;

/// The row of `time_passed` that holds it.
const SECONDS: &str = "seconds";

/// The state of a running sandbox.
pub(crate) struct World {
    pub(crate) clock: Arc<dyn Clock>,
    /// By how many seconds the clock was advanced, in all runs.
    pub(crate) time_passed: Table<String, u64>,
    pub(crate) origins: Origins,
    pub(crate) tenants: Tenants,
    pub(crate) bind_tokens: BindTokens,
    pub(crate) catalog_tokens: CatalogTokens,
    pub(crate) checkouts: Checkouts,
    pub(crate) locators: Locators,
    pub(crate) signups: Signups,
    pub(crate) sign_ins: SignIns,
    pub(crate) mailbox: Mailbox,
    pub(crate) subscriptions: Arc<Subscriptions>,
    pub(crate) webhooks: Arc<Webhooks>,
    pub(crate) partner: Partner,
    pub(crate) dist: PathBuf,
    pub(crate) www: PathBuf,
}

/// The router state of every site.
pub(crate) type Shared = Arc<World>;

impl World {
    pub(crate) fn now(&self) -> Timestamp {
        self.clock.now()
    }

    /// Advances `clock` by what earlier runs have.
    pub(crate) fn resume(clock: &dyn Clock, time_passed: &Table<String, u64>) {
        if let Some(seconds) = time_passed.get(&SECONDS.to_owned()) {
            clock.advance(Duration::from_secs(seconds));
        }
    }

    /// Lets time pass: what expires in it is expired then, what begins in it
    /// has begun.
    ///
    /// # Errors
    /// If that can't be kept.
    pub(crate) fn advance(&self, seconds: u64) -> Result<(), Fault> {
        {
            let mut rows = self.time_passed.lock();
            let key = SECONDS.to_owned();
            let before = rows.get(&key).copied().unwrap_or(0);
            rows.put(key, before.saturating_add(seconds))?;
            self.clock.advance(Duration::from_secs(seconds));
        }
        self.subscriptions.start_due()
    }
}
