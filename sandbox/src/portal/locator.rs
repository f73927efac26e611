//! Locators: what takes a checkout out of its frame, to a separate page.

use std::io;
use std::sync::Arc;
use std::time::Duration;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::session::Checkout;
use crate::clock::after;
use crate::fault::Fault;
use crate::secret::{Digest, OpaqueToken};
use crate::store::{Store, Table};

/// How long a locator waits for a browser to come.
const PATIENCE: Duration = Duration::from_secs(5 * 60);

/// How long it leads that browser to its checkout: as long as that lasts.
const LIFETIME: Duration = Duration::from_secs(60 * 60);

#[derive(Clone, Serialize, Deserialize)]
struct Held {
    checkout: Checkout,
    expires_at: Timestamp,
    /// The session of the browser that came first.
    session: Option<Digest>,
}

/// What a browser gets that comes with a locator.
pub(crate) enum Claim {
    /// The checkout, under the id of a new session, which only it knows.
    First(String),
    /// The checkout that it has come for before.
    Again,
    /// Nothing: the checkout is another browser's.
    Taken,
    /// Nothing: there is no such checkout, or it waited too long.
    Missing,
}

/// All locators that still lead somewhere. One is in an address, and so in a
/// history and on the screen: it opens nothing but once.
pub(crate) struct Locators(Table<Digest, Held>);

impl Locators {
    /// The locators that the store has.
    ///
    /// # Errors
    /// If the store can't be read.
    pub(crate) fn open(store: &Arc<Store>) -> io::Result<Self> {
        Table::open(store, "locator").map(Self)
    }

    /// A locator of `checkout`.
    ///
    /// # Errors
    /// If the machine has no randomness or can't keep the checkout.
    pub(crate) fn mint(&self, checkout: Checkout, now: Timestamp) -> Result<String, Fault> {
        let locator = OpaqueToken::random()?;
        let held = Held {
            checkout,
            expires_at: after(now, PATIENCE),
            session: None,
        };
        self.0.change(|rows| {
            rows.clear(|it| it.expires_at <= now)?;
            rows.put(locator.digest(), held)
        })?;
        Ok(locator.reveal())
    }

    /// What a browser gets that comes to `tenant` with `locator`, and with the
    /// id of a `session` if it has one. Whoever comes first has the checkout
    /// `start`ed.
    ///
    /// # Errors
    /// If `start` fails or that can't be kept.
    pub(crate) fn claim(
        &self,
        locator: &str,
        tenant: &str,
        session: Option<&str>,
        now: Timestamp,
        start: impl FnOnce(Checkout) -> Result<String, Fault>,
    ) -> Result<Claim, Fault> {
        let digest = Digest::of(locator);
        let is_good = |it: &&Held| it.checkout.tenant == tenant && now < it.expires_at;
        self.0.change(|rows| {
            let Some(held) = rows.get(&digest).filter(is_good).cloned() else {
                return Ok(Claim::Missing);
            };
            if let Some(claimed) = held.session {
                let is_same = session.is_some_and(|id| Digest::of(id) == claimed);
                return Ok(if is_same { Claim::Again } else { Claim::Taken });
            }
            let id = start(held.checkout.clone())?;
            let held = Held {
                session: Some(Digest::of(&id)),
                expires_at: after(now, LIFETIME),
                ..held
            };
            rows.put(digest, held)?;
            Ok(Claim::First(id))
        })
    }
}
