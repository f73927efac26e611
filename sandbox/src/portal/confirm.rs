//! `POST /api/checkout/session/{id}/confirm`: the end of a checkout.

use axum::Json;
use axum::extract::rejection::PathRejection;
use axum::extract::{Path, Request, State};
use jiff::Timestamp;
use jiff::civil::Date;
use serde_json::{Map, Value, json};

use super::host::PortalTenant;
use super::session::{Checkout, Outcome};
use super::signup::{Details, mail_link};
use crate::clock::day;
use crate::fault::Fault;
use crate::http::{Fields, Problem, json_body, read, require_same_origin};
use crate::subscription::{Subscription, subscribe};
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
    let (start_date, details) = read_details(&body, checkout.binding.is_some())?;
    let start_date = start_date.unwrap_or_else(|| day(now));
    let finish = |checkout: &Checkout| finish(&world, checkout, details, start_date, now);
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

/// Subscribes the customer if the checkout is bound to one; else mails the
/// buyer a link.
fn finish(
    world: &World,
    checkout: &Checkout,
    details: Option<Details>,
    start_date: Date,
    now: Timestamp,
) -> Result<Outcome, Fault> {
    if let Some(binding) = &checkout.binding {
        let subscription = Subscription::of(checkout, binding, start_date, now);
        let outcome = Outcome::Confirmed {
            subscription: subscription.id,
        };
        subscribe(world, subscription)?;
        return Ok(outcome);
    }
    if let Some(details) = details {
        mail_link(world, checkout, details, start_date, now)?;
    }
    Ok(Outcome::PendingVerification)
}

/// Checks what the buyer entered, and gives the start date with it. The
/// details of a bound checkout are the customer's own; what is sent for them
/// is not read.
fn read_details(
    body: &Map<String, Value>,
    is_bound: bool,
) -> Result<(Option<Date>, Option<Details>), Problem> {
    let mut fields = Fields::of(body);
    let start_date = fields.optional("startDate", read::date);
    if is_bound {
        return fields.finish(Some((start_date, None)));
    }
    let email = fields.required("email", read::email);
    let mut text = |name: &str| {
        let text = fields.optional(name, read::text)?;
        Some(text.trim().to_owned()).filter(|text| !text.is_empty())
    };
    let (name, vat_number, address) = (text("name"), text("vatNumber"), text("address"));
    let details = email.map(|email| Details {
        email,
        name,
        vat_number,
        address,
    });
    fields.finish(Some((start_date, details)))
}

fn session_not_found() -> Problem {
    Problem::not_found(
        "CHECKOUT_SESSION_NOT_FOUND",
        "There is no such checkout, or it has expired.",
    )
}
