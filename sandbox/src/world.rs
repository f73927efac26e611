//! What the sites share.

use std::io;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use jiff::Timestamp;
use url::Url;

use crate::clock::{Clock, ManualClock, SystemClock};
use crate::config::Config;
use crate::fault::Fault;
use crate::origins::Origins;
use crate::partner::{LedgerBee, Orders, Partner, Visitors};
use crate::portal::{Checkouts, Locators, Mailbox, Payments, SignIns, Signups};
use crate::store::{Store, Table};
use crate::subscription::Subscriptions;
use crate::tenant::{Scenario, Tenants};
use crate::token::{BindTokens, CatalogTokens};
use crate::webhook::{Endpoint, Queue, Webhooks};

/// The row of `time_passed` that holds it.
const SECONDS: &str = "seconds";

/// The state of a running sandbox.
pub(crate) struct World {
    store: Arc<Store>,
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
    pub(crate) payments: Payments,
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
    /// The state that a sandbox starts with, and the queues of its webhooks.
    ///
    /// # Errors
    /// If the store can't be read, or a webhook's secret is none.
    pub(crate) fn open(
        scenario: Scenario,
        config: Config,
        origins: Origins,
        store: &Arc<Store>,
        ledgerbee: LedgerBee,
    ) -> io::Result<(Self, Vec<Queue>)> {
        let clock = config.clock.unwrap_or_else(|| scenario_clock(&scenario));
        let time_passed = Table::open(store, "time-passed")?;
        resume(&*clock, &time_passed);

        let mut endpoints = Vec::new();
        for tenant in &scenario.tenants {
            for seed in &tenant.webhooks {
                endpoints.push(Endpoint::new(&tenant.slug, seed, &origins.partner)?);
            }
        }
        let (webhooks, queues) = Webhooks::open(store, endpoints, Arc::clone(&clock))?;
        let webhooks = Arc::new(webhooks);
        let subscriptions = Subscriptions::open(store, Arc::clone(&webhooks), Arc::clone(&clock))?;
        let partner = Partner {
            ledgerbee,
            seed: scenario.partner,
            hosts: hosts_of(&config.frame_ancestors_extra),
            visitors: Visitors::open(store)?,
            orders: Orders::open(store)?,
        };
        let tenants = Tenants::open(
            scenario.tenants,
            &scenario.default_tenant,
            store,
            &origins.partner,
            &config.frame_ancestors_extra,
        )?;
        let world = Self {
            store: Arc::clone(store),
            clock,
            time_passed,
            origins,
            tenants,
            bind_tokens: BindTokens::open(store)?,
            catalog_tokens: CatalogTokens::open(store)?,
            checkouts: Checkouts::open(store)?,
            locators: Locators::open(store)?,
            signups: Signups::open(store)?,
            payments: Payments::open(store)?,
            sign_ins: SignIns::open(store)?,
            mailbox: Mailbox::open(store)?,
            subscriptions: Arc::new(subscriptions),
            webhooks,
            partner,
            dist: config.dist,
            www: config.www,
        };
        Ok((world, queues))
    }

    /// Runs `change`, whose every write is kept, or none.
    ///
    /// # Errors
    /// What `change` fails with, or [`Fault::Storage`].
    pub(crate) fn transaction<T, E: From<Fault>>(
        &self,
        change: impl FnOnce() -> Result<T, E>,
    ) -> Result<T, E> {
        self.store.transaction(change)
    }

    pub(crate) fn now(&self) -> Timestamp {
        self.clock.now()
    }

    /// Lets time pass: what expires in it is expired then, what begins in it
    /// has begun.
    ///
    /// # Errors
    /// If that can't be kept.
    pub(crate) fn advance(&self, seconds: u64) -> Result<(), Fault> {
        self.time_passed.change(|rows| {
            let key = SECONDS.to_owned();
            let before = rows.get(&key).copied().unwrap_or(0);
            rows.put(key, before.saturating_add(seconds))
        })?;
        self.clock.advance(Duration::from_secs(seconds));
        self.subscriptions.start_due()
    }
}

fn hosts_of(origins: &[String]) -> Vec<String> {
    let urls = origins.iter().filter_map(|origin| Url::parse(origin).ok());
    urls.filter_map(|url| url.host_str().map(str::to_owned))
        .collect()
}

fn scenario_clock(scenario: &Scenario) -> Arc<dyn Clock> {
    match scenario.clock {
        None => Arc::new(SystemClock::default()),
        Some(seed) if seed.frozen => Arc::new(ManualClock::at(seed.start)),
        Some(seed) => Arc::new(SystemClock::starting_at(seed.start)),
    }
}

/// Advances `clock` by what earlier runs have.
fn resume(clock: &dyn Clock, time_passed: &Table<String, u64>) {
    if let Some(seconds) = time_passed.get(&SECONDS.to_owned()) {
        clock.advance(Duration::from_secs(seconds));
    }
}
