//! The deliveries, and the queues they wait in.

use std::io;
use std::sync::Arc;

use serde_json::Value;
use tokio::sync::mpsc::{self, UnboundedReceiver, UnboundedSender};
use uuid::Uuid;

use super::delivery::{Delivery, Progress};
use super::endpoint::Endpoint;
use crate::clock::Clock;
use crate::fault::Fault;
use crate::store::{Store, Table};

/// What waits for one endpoint, in order.
pub(crate) struct Queue {
    pub(super) endpoint: Arc<Endpoint>,
    pub(super) waiting: UnboundedReceiver<Uuid>,
    /// The queue's own other end, for what has to be tried again.
    pub(super) again: UnboundedSender<Uuid>,
}

struct Desk {
    endpoint: Arc<Endpoint>,
    queue: UnboundedSender<Uuid>,
}

/// All deliveries, oldest first.
pub(crate) struct Webhooks {
    deliveries: Table<Uuid, Delivery>,
    desks: Vec<Desk>,
    clock: Arc<dyn Clock>,
}

impl Webhooks {
    /// The deliveries that the store has; those that are pending wait in the
    /// queues, of which there is one for each endpoint.
    ///
    /// # Errors
    /// If the store can't be read.
    pub(crate) fn open(
        store: &Arc<Store>,
        endpoints: Vec<Endpoint>,
        clock: Arc<dyn Clock>,
    ) -> io::Result<(Self, Vec<Queue>)> {
        let deliveries: Table<Uuid, Delivery> = Table::open(store, "delivery")?;
        let mut desks = Vec::new();
        let mut queues = Vec::new();
        for endpoint in endpoints {
            let endpoint = Arc::new(endpoint);
            let (queue, waiting) = mpsc::unbounded_channel();
            queues.push(Queue {
                endpoint: Arc::clone(&endpoint),
                waiting,
                again: queue.clone(),
            });
            desks.push(Desk { endpoint, queue });
        }
        let webhooks = Self {
            deliveries,
            desks,
            clock,
        };
        for delivery in webhooks.all() {
            if delivery.progress == Progress::Pending {
                webhooks.enqueue(&delivery);
            }
        }
        Ok((webhooks, queues))
    }

    /// Sends an event of `tenant` to each of its endpoints, once the open
    /// transaction is committed.
    ///
    /// # Errors
    /// If it can't be kept until it is delivered.
    pub(crate) fn send(&self, tenant: &str, kind: &str, body: &Value) -> Result<(), Fault> {
        let message_id = format!("msg_{}", Uuid::new_v4().simple());
        for desk in self.desks.iter().filter(|it| it.endpoint.tenant == tenant) {
            let delivery = Delivery {
                id: Uuid::new_v4(),
                message_id: message_id.clone(),
                tenant: tenant.to_owned(),
                url: desk.endpoint.named.clone(),
                kind: kind.to_owned(),
                body: body.to_string(),
                created_at: self.clock.now(),
                attempts: 0,
                tries: 0,
                progress: Progress::Pending,
                last_answer: None,
            };
            let (id, queue) = (delivery.id, desk.queue.clone());
            self.deliveries.put(id, delivery)?;
            // Fails only when the sandbox stops; it is kept as pending then.
            let enqueue = move || {
                let _ = queue.send(id);
            };
            self.deliveries.store().after_commit(enqueue);
        }
        Ok(())
    }

    pub(crate) fn all(&self) -> Vec<Delivery> {
        self.deliveries.all()
    }

    /// Has the delivery `id` of `tenant` tried again from its first attempt on,
    /// unless it is pending; `false` if there is none.
    ///
    /// # Errors
    /// If that can't be kept.
    pub(crate) fn send_again(&self, tenant: &str, id: Uuid) -> Result<bool, Fault> {
        let Some(delivery) = self.get(id).filter(|it| it.tenant == tenant) else {
            return Ok(false);
        };
        if delivery.progress != Progress::Pending {
            let delivery = Delivery {
                tries: 0,
                progress: Progress::Pending,
                ..delivery
            };
            self.deliveries.put(id, delivery.clone())?;
            self.enqueue(&delivery);
        }
        Ok(true)
    }

    pub(super) fn get(&self, id: Uuid) -> Option<Delivery> {
        self.deliveries.get(&id)
    }

    /// Notes how a delivery stands after a try.
    pub(super) fn note(&self, delivery: Delivery) {
        // It was sent all the same; the fault itself is logged by the store.
        let _ = self.deliveries.put(delivery.id, delivery);
    }

    fn enqueue(&self, delivery: &Delivery) {
        let is_its = |desk: &&Desk| {
            desk.endpoint.tenant == delivery.tenant && desk.endpoint.named == delivery.url
        };
        if let Some(desk) = self.desks.iter().find(is_its) {
            // Fails only when the sandbox stops; it is kept as pending then.
            let _ = desk.queue.send(delivery.id);
        }
    }
}
