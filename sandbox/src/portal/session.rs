//! Checkouts under way.

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
use crate::tenant::Language;

/// How long a buyer may take from the start of a checkout to its end.
const LIFETIME: Duration = Duration::from_secs(60 * 60);

/// How long after that a checkout on a separate page can be taken up again.
const GRACE: Duration = Duration::from_secs(24 * 60 * 60);

/// What is checked out, and for whom.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Checkout {
    pub(crate) tenant: String,
    pub(crate) plan: Uuid,
    pub(crate) plan_version: Uuid,
    pub(crate) item: Uuid,
    pub(crate) source_subscription: Option<Uuid>,
    pub(crate) binding: Option<Binding>,
    /// Whether the binding was dropped, for who is signed in is somebody else.
    #[serde(default)]
    pub(crate) is_bind_rejected: bool,
    /// Where a checkout outside of a frame leads back to.
    #[serde(default)]
    pub(crate) return_url: Option<String>,
    /// What the buyer was shown it in, and is written to in.
    #[serde(default)]
    pub(crate) language: Language,
}

/// The customer a checkout is bound to.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Binding {
    pub(crate) customer: Uuid,
    /// Goes with the subscription, and never to the frame.
    pub(crate) client_reference_id: Option<String>,
}

/// How a confirmed checkout ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Outcome {
    /// The customer is subscribed.
    Confirmed { subscription: Uuid },
    /// A link was sent to the buyer, who is not known yet.
    PendingVerification,
}

/// What a confirmation has come to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct End {
    pub(crate) outcome: Outcome,
    /// The mail that the buyer was sent.
    pub(crate) mail: Option<Uuid>,
}

#[derive(Clone, Serialize, Deserialize)]
struct Held {
    checkout: Checkout,
    expires_at: Timestamp,
    outcome: Option<Outcome>,
    #[serde(default)]
    mail: Option<Uuid>,
}

/// All checkout sessions and their results.
pub(crate) struct Checkouts(Table<Digest, Held>);

impl Checkouts {
    /// The sessions that the store has.
    ///
    /// # Errors
    /// If the store can't be read.
    pub(crate) fn open(store: &Arc<Store>) -> io::Result<Self> {
        Table::open(store, "checkout").map(Self)
    }

    /// Starts a session and gives its id, which only its frame knows.
    ///
    /// # Errors
    /// If the machine has no randomness or can't keep the session.
    pub(crate) fn start(&self, checkout: Checkout, now: Timestamp) -> Result<String, Fault> {
        let id = OpaqueToken::random()?;
        let held = Held {
            checkout,
            expires_at: after(now, LIFETIME),
            outcome: None,
            mail: None,
        };
        self.0.change(|sessions| {
            sessions.clear(|session| after(session.expires_at, GRACE) <= now)?;
            sessions.put(id.digest(), held)
        })?;
        Ok(id.reveal())
    }

    /// What the session `id` of `tenant` is for.
    pub(crate) fn find(&self, id: &str, tenant: &str, now: Timestamp) -> Option<Checkout> {
        let held = self.0.get(&Digest::of(id));
        held.filter(|held| held.is_open(tenant, now))
            .map(|held| held.checkout)
    }

    /// Ends the session `id` of `tenant` the way `finish` does, in one
    /// transaction with it. Doing so again gives the same outcome: a second
    /// click makes no second subscription.
    ///
    /// # Errors
    /// If `finish` fails or its outcome can't be kept.
    pub(crate) fn confirm<E: From<Fault>>(
        &self,
        id: &str,
        tenant: &str,
        now: Timestamp,
        finish: impl FnOnce(&Checkout) -> Result<End, E>,
    ) -> Result<Option<Outcome>, E> {
        let digest = Digest::of(id);
        self.0.change(|sessions| {
            let held = sessions.get(&digest).filter(|it| it.is_open(tenant, now));
            let Some(held) = held.cloned() else {
                return Ok(None);
            };
            if held.outcome.is_some() {
                return Ok(held.outcome);
            }
            let End { outcome, mail } = finish(&held.checkout)?;
            let outcome = Some(outcome);
            let ended = Held {
                outcome,
                mail,
                ..held
            };
            sessions.put(digest, ended)?;
            Ok(outcome)
        })
    }

    /// Lets the session `id` of `tenant` go on from now, if it expired less than
    /// a day ago; `false` if there is none.
    ///
    /// # Errors
    /// If that can't be kept.
    pub(crate) fn renew(&self, id: &str, tenant: &str, now: Timestamp) -> Result<bool, Fault> {
        let digest = Digest::of(id);
        let is_there =
            |it: &&Held| it.checkout.tenant == tenant && now < after(it.expires_at, GRACE);
        self.0.change(|sessions| {
            let Some(held) = sessions.get(&digest).filter(is_there).cloned() else {
                return Ok(false);
            };
            let expires_at = after(now, LIFETIME);
            sessions.put(digest, Held { expires_at, ..held })?;
            Ok(true)
        })
    }

    /// The mail that the end of the session `id` of `tenant` has sent.
    pub(crate) fn mail(&self, id: &str, tenant: &str, now: Timestamp) -> Option<Uuid> {
        let held = self.0.get(&Digest::of(id));
        held.filter(|it| it.is_open(tenant, now))?.mail
    }
}

impl Held {
    fn is_open(&self, tenant: &str, now: Timestamp) -> bool {
        self.checkout.tenant == tenant && now < self.expires_at
    }
}
