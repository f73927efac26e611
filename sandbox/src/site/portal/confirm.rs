//! `POST /api/checkout/session/{id}/confirm`: the end of a checkout.

use std::ops::RangeInclusive;

use axum::Json;
use axum::extract::rejection::PathRejection;
use axum::extract::{Path, Request, State};
use axum::http::StatusCode;
use axum::http::request::Parts;
use jiff::civil::Date;
use jiff::{Timestamp, ToSpan as _};
use serde_json::{Map, Value, json};
use uuid::Uuid;

use super::host::PortalTenant;
use super::page::Look;
use super::return_url::ReturnUrl;
use super::text::Phrase;
use crate::clock::day;
use crate::fault::Fault;
use crate::http::{Fields, Problem, json_body, read, require_same_origin};
use crate::portal::{Checkout, Details, End, Mail, Outcome};
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

/// What the buyer entered.
struct Entered {
    start_date: Date,
    /// Whether they want another subscription to what they have.
    again: bool,
    /// Of an anonymous buyer.
    details: Option<Details>,
}

/// Ends the session `id` with what the buyer entered.
///
/// # Errors
/// `404` if there is no such session, `400` naming every wrong field, `409` if
/// the customer has the item and did not ask for it again.
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
    let entered = read_details(body, checkout.binding.is_some(), day(now))?;
    let finish = |checkout: &Checkout| finish(world, tenant, checkout, entered, now);
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
    tenant: &Tenant,
    checkout: &Checkout,
    entered: Entered,
    now: Timestamp,
) -> Result<End, Problem> {
    if let Some(binding) = &checkout.binding {
        let held = world
            .subscriptions
            .held(&checkout.tenant, binding.customer, checkout.item);
        if held.is_some() && !entered.again {
            return Err(already_subscribed());
        }
        let subscription = Subscription::of(checkout, binding, entered.start_date, now);
        let outcome = Outcome::Confirmed {
            subscription: subscription.id,
        };
        world.subscriptions.subscribe(subscription)?;
        return Ok(End {
            outcome,
            mail: None,
        });
    }
    let mail = entered
        .details
        .map(|details| mail_link(world, tenant, checkout, details, entered.start_date, now));
    Ok(End {
        outcome: Outcome::PendingVerification,
        mail: mail.transpose()?,
    })
}

/// Mails the buyer the link that finishes `checkout`.
fn mail_link(
    world: &World,
    tenant: &Tenant,
    checkout: &Checkout,
    details: Details,
    start_date: Date,
    now: Timestamp,
) -> Result<Uuid, Fault> {
    let to = details.email.clone();
    let token = world
        .signups
        .mint(checkout.clone(), details, start_date, now)?;
    let portal = world.origins.portal_of(&checkout.tenant);
    let look = Look {
        language: checkout.language,
        ..Look::default()
    };
    let plan = tenant.plan(checkout.plan);
    let item = plan
        .as_ref()
        .and_then(|plan| plan.item_for_sale(checkout.item));
    let item = item.map_or("", |item| item.name.in_language(look.language));
    world.mailbox.send(Mail {
        tenant: checkout.tenant.clone(),
        to,
        subject: Phrase::MailSubject.with(look.language, &[("item", item)]),
        link: format!("{portal}{}", look.carried_to(&format!("/verify/{token}"))),
        sent_at: now,
    })
}

/// `POST /api/checkout/session/{id}/resend`: sends the mail of a checkout once
/// more.
pub(super) async fn resend(
    State(world): State<Shared>,
    PortalTenant(tenant): PortalTenant,
    path: Result<Path<String>, PathRejection>,
    parts: Parts,
) -> Result<StatusCode, Problem> {
    require_same_origin(&parts)?;
    send_again(
        &world,
        &tenant,
        &path.map(|Path(id)| id).unwrap_or_default(),
    )
}

/// Sends the mail of the session `id` once more.
///
/// # Errors
/// `404` if there is no such session, or it has sent none.
pub(super) fn send_again(world: &World, tenant: &Tenant, id: &str) -> Result<StatusCode, Problem> {
    let now = world.now();
    let mail = world.checkouts.mail(id, &tenant.slug, now);
    let mail = mail.ok_or_else(session_not_found)?;
    world.mailbox.send_again(mail, now)?;
    Ok(StatusCode::NO_CONTENT)
}

/// Checks what the buyer entered. The details of a bound checkout are the
/// customer's own; what is sent for them is not read.
fn read_details(
    body: &Map<String, Value>,
    is_bound: bool,
    today: Date,
) -> Result<Entered, Problem> {
    let mut fields = Fields::of(body);
    let start_date = fields.optional("startDate", read::date_in(taken_dates(today)));
    let again = fields.optional("again", read::boolean).unwrap_or_default();
    let start_date = start_date.unwrap_or(today);
    if is_bound {
        let details = None;
        return fields.finish(Some(Entered {
            start_date,
            again,
            details,
        }));
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
    fields.finish(Some(Entered {
        start_date,
        again,
        details,
    }))
}

/// From today to a year from now: the days a buyer is offered.
pub(super) fn start_dates(today: Date) -> RangeInclusive<Date> {
    today..=today.saturating_add(1.year())
}

/// The days that are taken: midnight may pass while the form is filled in.
fn taken_dates(today: Date) -> RangeInclusive<Date> {
    today.saturating_sub(1.day())..=today.saturating_add(1.year())
}

fn already_subscribed() -> Problem {
    Problem::new(
        StatusCode::CONFLICT,
        "ALREADY_SUBSCRIBED",
        "The customer has this item; send `again: true` for another subscription.",
    )
}

pub(super) fn session_not_found() -> Problem {
    Problem::not_found(
        "CHECKOUT_SESSION_NOT_FOUND",
        "There is no such checkout, or it has expired.",
    )
}
