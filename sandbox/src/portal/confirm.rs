//! `POST /api/checkout/session/{id}/confirm`: the end of a checkout.

use axum::Json;
use axum::extract::rejection::PathRejection;
use axum::extract::{Path, Request, State};
use jiff::civil::Date;
use jiff::tz::TimeZone;
use serde_json::{Map, Value, json};

use super::guard::require_same_origin;
use super::host::PortalTenant;
use super::session::Outcome;
use crate::http::{Fields, Problem, json_body, read};
use crate::world::Shared;

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
    let start_date = read_details(&body, checkout.binding.is_some())?
        .unwrap_or_else(|| now.to_zoned(TimeZone::UTC).date());
    let outcome = world
        .checkouts
        .confirm(&id, &tenant.slug, start_date, now)
        .ok_or_else(session_not_found)?;
    Ok(Json(match outcome {
        Outcome::Confirmed { subscription } => {
            json!({ "status": "CONFIRMED", "subscriptionId": subscription })
        }
        Outcome::PendingVerification => json!({ "status": "PENDING_VERIFICATION" }),
    }))
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
