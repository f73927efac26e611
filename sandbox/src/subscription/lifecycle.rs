//! A subscription's way: assigned at the checkout, started on its first day.
//! The partner is told of each step.

use std::time::Duration;

use tokio::time::{MissedTickBehavior, interval};

use super::{Event, Subscription};
use crate::clock::day;
use crate::fault::Fault;
use crate::world::{Shared, World};

/// How often it is looked whether a day has come.
const TICK: Duration = Duration::from_secs(1);

/// Assigns `subscription`, and starts it if it begins today.
///
/// # Errors
/// If it can't be kept.
pub(crate) fn subscribe(world: &World, subscription: Subscription) -> Result<(), Fault> {
    world.subscriptions.add(subscription.clone())?;
    tell(world, Event::Assigned, &subscription)?;
    start_due(world)
}

/// Starts every subscription whose first day has come.
///
/// # Errors
/// If that can't be kept; those that are left start at the next call.
pub(crate) fn start_due(world: &World) -> Result<(), Fault> {
    while let Some(started) = world.subscriptions.start_next(day(world.now()))? {
        tell(world, Event::Started, &started)?;
    }
    Ok(())
}

/// Starts subscriptions as their days come.
pub(crate) async fn keep_starting(world: Shared) {
    let mut ticks = interval(TICK);
    ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        ticks.tick().await;
        if let Err(fault) = start_due(&world) {
            tracing::error!("a subscription can't start: {fault}");
        }
    }
}

fn tell(world: &World, event: Event, subscription: &Subscription) -> Result<(), Fault> {
    let body = event.body(subscription, world.now());
    world
        .webhooks
        .send(&subscription.tenant, event.name(), &body)
}
