//! `POST /api/checkout/session/{id}/confirm`: the end of a checkout.

use axum::Json;
use axum::extract::rejection::PathRejection;
use axum::extract::{Path, Request, State};
use jiff::Timestamp;
use jiff::civil::Date;
use serde_json::{Map, Value, json};

use super::host::PortalTenant;
use super::return_url::ReturnUrl;
use crate::clock::day;
use crate::fault::Fault;
use crate::http::{Fields, Problem, json_body, read, require_same_origin};
use crate::portal::{Checkout, Details, Mail, Outcome};
use crate::subscription::Subscription;
use crate::tenant::Tenant;
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
    end(&world, &tenant, &id, &body)
}

/// Ends the session `id` with what the buyer entered.
///
/// # Errors
/// `404` if there is no such session, `400` naming every wrong field.
pub(super) fn end(
    world: &World,
    tenant: &Tenant,
    id: &str,
    body: &Map<String, Value>,
) -> Result<Json<Value>, Problem> {
    let now = world.now();
    let checkout = world
        .checkouts
        .find(id, &tenant.slug, now)
        .ok_or_else(session_not_found)?;
    let (start_date, details) = read_details(body, checkout.binding.is_some())?;
    let start_date = start_date.unwrap_or_else(|| day(now));
    let finish = |checkout: &Checkout| finish(world, checkout, details, start_date, now);
    let outcome = world
        .checkouts
        .confirm(id, &tenant.slug, now, finish)?
        .ok_or_else(session_not_found)?;
    let mut answer = match outcome {
        Outcome::Confirmed { subscription } => {
            json!({ "status": "CONFIRMED", "subscriptionId": subscription })
        }
        Outcome::PendingVerification => json!({ "status": "PENDING_VERIFICATION" }),
    };
    let return_url = checkout.return_url.as_deref();
    if let Some(url) = return_url.and_then(|it| ReturnUrl::read(it, tenant))
        && let Some(answer) = answer.as_object_mut()
    {
        answer.insert("returnTo".to_owned(), url.with(outcome).into());
    }
    Ok(Json(answer))
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
        world.subscriptions.subscribe(subscription)?;
        return Ok(outcome);
    }
    if let Some(details) = details {
        mail_link(world, checkout, details, start_date, now)?;
    }
    Ok(Outcome::PendingVerification)
}

/// Mails the buyer the link that finishes `checkout`.
fn mail_link(
    world: &World,
    checkout: &Checkout,
    details: Details,
    start_date: Date,
    now: Timestamp,
) -> Result<(), Fault> {
    let to = details.email.clone();
    let token = world
        .signups
        .mint(checkout.clone(), details, start_date, now)?;
    let portal = world.origins.portal_of(&checkout.tenant);
    world.mailbox.send(Mail {
        tenant: checkout.tenant.clone(),
        to,
        subject: "Confirm your subscription".to_owned(),
        link: format!("{portal}/verify/{token}"),
        sent_at: now,
    })
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

pub(super) fn session_not_found() -> Problem {
    Problem::not_found(
        "CHECKOUT_SESSION_NOT_FOUND",
        "There is no such checkout, or it has expired.",
    )
}
