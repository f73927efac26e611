//! Checkouts under way.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use jiff::Timestamp;
use jiff::civil::Date;
use uuid::Uuid;

use crate::clock::after;
use crate::token::{Digest, OpaqueToken};

/// How long a buyer may take from the start of a checkout to its end.
const LIFETIME: Duration = Duration::from_secs(60 * 60);

/// What is checked out, and for whom.
#[derive(Debug, Clone)]
pub(crate) struct Checkout {
    pub(crate) tenant: String,
    pub(crate) plan: Uuid,
    pub(crate) item: Uuid,
    pub(crate) binding: Option<Binding>,
}

/// The customer a checkout is bound to.
#[derive(Debug, Clone)]
pub(crate) struct Binding {
    pub(crate) customer: Uuid,
    /// Goes with the subscription, and never to the frame.
    pub(crate) client_reference_id: Option<String>,
}

/// How a confirmed checkout ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// The customer is subscribed.
    Confirmed { subscription: Uuid },
    /// A link was sent to the buyer, who is not known yet.
    PendingVerification,
}

/// A subscription that a bound checkout has made.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Subscription {
    /// The subscription's id, as in the frame's last event.
    pub id: Uuid,
    /// The tenant's slug.
    pub tenant: String,
    /// Who is subscribed.
    pub customer_id: Uuid,
    /// The plan.
    pub plan_id: Uuid,
    /// The item of the plan.
    pub plan_item_id: Uuid,
    /// The first day, as `2026-11-21`.
    pub start_date: String,
    /// The partner's own reference, if it gave one with the bind token.
    pub client_reference_id: Option<String>,
}

struct Held {
    checkout: Checkout,
    expires_at: Timestamp,
    outcome: Option<Outcome>,
}

#[derive(Default)]
struct Book {
    sessions: HashMap<Digest, Held>,
    subscriptions: Vec<Subscription>,
}

/// All checkout sessions and what came of them.
#[derive(Default)]
pub(crate) struct Checkouts(Mutex<Book>);

impl Checkouts {
    /// Starts a session and gives its id, which only its frame knows.
    ///
    /// # Errors
    /// If the system has no randomness to give.
    pub(super) fn start(
        &self,
        checkout: Checkout,
        now: Timestamp,
    ) -> Result<String, getrandom::Error> {
        let id = OpaqueToken::random()?;
        let held = Held {
            checkout,
            expires_at: after(now, LIFETIME),
            outcome: None,
        };
        let mut book = self.lock();
        book.sessions.retain(|_, session| now < session.expires_at);
        book.sessions.insert(id.digest(), held);
        Ok(id.reveal())
    }

    /// What the session `id` of `tenant` is for.
    pub(super) fn find(&self, id: &str, tenant: &str, now: Timestamp) -> Option<Checkout> {
        self.lock()
            .sessions
            .get(&Digest::of(id))
            .filter(|held| held.checkout.tenant == tenant && now < held.expires_at)
            .map(|held| held.checkout.clone())
    }

    /// Ends the session `id` of `tenant`. Doing so again gives the same
    /// outcome: a second click makes no second subscription.
    pub(super) fn confirm(
        &self,
        id: &str,
        tenant: &str,
        start_date: Date,
        now: Timestamp,
    ) -> Option<Outcome> {
        let mut book = self.lock();
        let Book {
            sessions,
            subscriptions,
        } = &mut *book;
        let held = sessions
            .get_mut(&Digest::of(id))
            .filter(|held| held.checkout.tenant == tenant && now < held.expires_at)?;
        let outcome = held.outcome.get_or_insert_with(|| {
            let Some(binding) = &held.checkout.binding else {
                return Outcome::PendingVerification;
            };
            let subscription = Subscription {
                id: Uuid::new_v4(),
                tenant: held.checkout.tenant.clone(),
                customer_id: binding.customer,
                plan_id: held.checkout.plan,
                plan_item_id: held.checkout.item,
                start_date: start_date.to_string(),
                client_reference_id: binding.client_reference_id.clone(),
            };
            let outcome = Outcome::Confirmed {
                subscription: subscription.id,
            };
            subscriptions.push(subscription);
            outcome
        });
        Some(*outcome)
    }

    /// Every subscription made so far, oldest first.
    pub(crate) fn subscriptions(&self) -> Vec<Subscription> {
        self.lock().subscriptions.clone()
    }

    fn lock(&self) -> MutexGuard<'_, Book> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
