//! A subscription's way: assigned at the checkout, started on its first day.
//! The partner is told of each step.

use std::io;
use std::sync::Arc;
use std::time::Duration;

use tokio::time::{MissedTickBehavior, interval};
use uuid::Uuid;

use super::book::{Book, Subscription};
use super::event::Event;
use crate::clock::{Clock, day};
use crate::fault::Fault;
use crate::store::Store;
use crate::webhook::Webhooks;

/// How often it is looked whether a day has come.
const TICK: Duration = Duration::from_secs(1);

/// All subscriptions, with what their steps need: the day, and a way to tell
/// the partner.
pub(crate) struct Subscriptions {
    book: Book,
    webhooks: Arc<Webhooks>,
    clock: Arc<dyn Clock>,
}

impl Subscriptions {
    /// The subscriptions that the store has.
    ///
    /// # Errors
    /// If the store can't be read.
    pub(crate) fn open(
        store: &Arc<Store>,
        webhooks: Arc<Webhooks>,
        clock: Arc<dyn Clock>,
    ) -> io::Result<Self> {
        Ok(Self {
            book: Book::open(store)?,
            webhooks,
            clock,
        })
    }

    /// All of them, oldest first.
    pub(crate) fn all(&self) -> Vec<Subscription> {
        self.book.all()
    }

    /// Assigns `subscription`, and starts it if it begins today.
    ///
    /// # Errors
    /// If it can't be kept.
    pub(crate) fn subscribe(&self, subscription: Subscription) -> Result<(), Fault> {
        self.book.add(subscription.clone())?;
        self.tell(Event::Assigned, &subscription)?;
        self.start_due()
    }

    /// Changes the tier of `id`; `false` if there is no such subscription.
    pub(crate) fn change(&self, id: Uuid, item: Uuid, source: Option<Uuid>) -> Result<bool, Fault> {
        self.book.change(id, item, source)
    }

    /// Starts every subscription whose first day has come.
    ///
    /// # Errors
    /// If that can't be kept; those that are left start at the next call.
    pub(crate) fn start_due(&self) -> Result<(), Fault> {
        while let Some(started) = self.book.start_next(day(self.clock.now()))? {
            self.tell(Event::Started, &started)?;
        }
        Ok(())
    }

    fn tell(&self, event: Event, subscription: &Subscription) -> Result<(), Fault> {
        let body = event.body(subscription, self.clock.now());
        self.webhooks
            .send(&subscription.tenant, event.name(), &body)
    }
}

/// Starts subscriptions as their days come.
pub(crate) async fn keep_starting(subscriptions: Arc<Subscriptions>) {
    let mut ticks = interval(TICK);
    ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        ticks.tick().await;
        if let Err(fault) = subscriptions.start_due() {
            tracing::error!("a subscription can't start: {fault}");
        }
    }
}
