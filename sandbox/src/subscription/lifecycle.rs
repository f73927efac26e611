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
    store: Arc<Store>,
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
            store: Arc::clone(store),
            book: Book::open(store)?,
            webhooks,
            clock,
        })
    }

    /// All of them, oldest first.
    pub(crate) fn all(&self) -> Vec<Subscription> {
        self.book.all()
    }

    /// Those of the tenant `slug`, oldest first.
    pub(crate) fn of(&self, slug: &str) -> Vec<Subscription> {
        let mut all = self.all();
        all.retain(|it| it.tenant == slug);
        all
    }

    /// The newest of `customer` for `item`, in the tenant `slug`.
    pub(crate) fn held(&self, slug: &str, customer: Uuid, item: Uuid) -> Option<Subscription> {
        let is_it = |it: &Subscription| it.customer_id == customer && it.plan_item_id == item;
        self.of(slug).into_iter().rev().find(is_it)
    }

    /// Assigns `subscription`, and starts it if it begins today. It and its
    /// webhooks are kept together.
    ///
    /// # Errors
    /// If it can't be kept; there is no such subscription then.
    pub(crate) fn subscribe(&self, subscription: Subscription) -> Result<(), Fault> {
        self.store.transaction(|| {
            self.book.add(subscription.clone())?;
            self.tell(Event::Assigned, &subscription)?;
            self.start_due()
        })
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
        while self.start_next()? {}
        Ok(())
    }

    /// Starts one of them; `false` if none is left. That it has started and its
    /// webhook are kept together.
    fn start_next(&self) -> Result<bool, Fault> {
        self.store.transaction(|| {
            let Some(started) = self.book.start_next(day(self.clock.now()))? else {
                return Ok(false);
            };
            self.tell(Event::Started, &started).map(|()| true)
        })
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
