//! `POST /api/checkout/session/{id}/confirm`: the end of a checkout.

use axum::Json;
use axum::extract::rejection::PathRejection;
use axum::extract::{Path, Request, State};
use jiff::Timestamp;
use jiff::civil::Date;
use serde_json::{Map, Value, json};
use uuid::Uuid;

use super::host::PortalTenant;
use super::session::{Checkout, Outcome};
use crate::clock::day;
use crate::fault::Fault;
use crate::http::{Fields, Problem, json_body, read, require_same_origin};
use crate::subscription::{Stage, Subscription, subscribe};
use crate::world::{Shared, World};

pub(super) async fn confirm(
    State(world): State<Shared>,
    PortalTenant(tenant): PortalTenant,
    path: Result<Path<String>, PathRejection>,
    request: Request,
) -> Result<Json<Value>, Problem> {
    let (parts, body) = request.into_parts();
    require_same_origin(&parts)?;
    let body = json_body(Request::from_parts(parts, body)).await?;
    let id = path.map(|Path(id)| id).unwrap_or_default();
    let now = world.now();
    let checkout = world
        .checkouts
        .find(&id, &tenant.slug, now)
        .ok_or_else(session_not_found)?;
    let is_bound = checkout.binding.is_some();
    let start_date = read_details(&body, is_bound)?.unwrap_or_else(|| day(now));
    let finish = |checkout: &Checkout| finish(&world, checkout, start_date, now);
    let outcome = world
        .checkouts
        .confirm(&id, &tenant.slug, now, finish)?
        .ok_or_else(session_not_found)?;
    Ok(Json(match outcome {
        Outcome::Confirmed { subscription } => {
            json!({ "status": "CONFIRMED", "subscriptionId": subscription })
        }
        Outcome::PendingVerification => json!({ "status": "PENDING_VERIFICATION" }),
    }))
}

/// Subscribes the customer, if the checkout is bound to one.
fn finish(
    world: &World,
    checkout: &Checkout,
    start_date: Date,
    now: Timestamp,
) -> Result<Outcome, Fault> {
    let Some(binding) = &checkout.binding else {
        return Ok(Outcome::PendingVerification);
    };
    let subscription = Subscription {
        id: Uuid::new_v4(),
        tenant: checkout.tenant.clone(),
        customer_id: binding.customer,
        plan_id: checkout.plan,
        plan_version_id: checkout.plan_version,
        plan_item_id: checkout.item,
        source_subscription_id: checkout.source_subscription,
        start_date,
        client_reference_id: binding.client_reference_id.clone(),
        created_at: now,
        stage: Stage::Assigned,
    };
    let outcome = Outcome::Confirmed {
        subscription: subscription.id,
    };
    subscribe(world, subscription)?;
    Ok(outcome)
}

/// Checks what the buyer entered and gives the start date. The details of a
/// bound checkout are the customer's own; what is sent for them is not read.
fn read_details(body: &Map<String, Value>, is_bound: bool) -> Result<Option<Date>, Problem> {
    let mut fields = Fields::of(body);
    let start_date = fields.optional("startDate", read::date);
    if !is_bound {
        fields.required("email", read::email);
        for name in ["name", "vatNumber", "address"] {
            fields.optional(name, read::text);
        }
    }
    fields.finish(Some(start_date))
}

fn session_not_found() -> Problem {
    Problem::not_found(
        "CHECKOUT_SESSION_NOT_FOUND",
        "There is no such checkout, or it has expired.",
    )
}
