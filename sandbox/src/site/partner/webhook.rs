//! `POST /your-backend/webhooks`: where LedgerBee says what has come of the
//! checkouts. This is the partner's one way of fulfilment.

use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use serde_json::Value;
use standardwebhooks::{HEADER_WEBHOOK_ID, HEADER_WEBHOOK_TIMESTAMP, Webhook};

use crate::http::Problem;
use crate::partner::{News, Standing};
use crate::world::Shared;

/// The events that are acted on; any other is taken and left.
const EVENTS: &[(&str, Standing)] = &[
    ("subscription.assigned", Standing::Assigned),
    ("subscription.started", Standing::Started),
];

/// Nothing is read before the signature is verified.
pub(super) async fn receive(
    State(world): State<Shared>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<StatusCode, Problem> {
    let partner = &world.partner;
    let id = verify(partner.seed.webhook_secret.as_deref(), &headers, &body).ok_or_else(|| {
        Problem::unauthorized("WEBHOOK_UNVERIFIED", "The signature does not verify.")
    })?;
    partner.orders.take_in(id, read_news(&body))?;
    Ok(StatusCode::NO_CONTENT)
}

/// The webhook's id, if it is signed with `secret` and at most five minutes
/// old.
fn verify<'a>(secret: Option<&str>, headers: &'a HeaderMap, body: &[u8]) -> Option<&'a str> {
    let text = |name: &str| headers.get(name)?.to_str().ok();
    // A time far off would overflow in the library.
    let seconds: i64 = text(HEADER_WEBHOOK_TIMESTAMP)?.parse().ok()?;
    let is_a_time = (0..1 << 40).contains(&seconds);
    let verifier = Webhook::new(secret?).ok().filter(|_| is_a_time)?;
    verifier.verify(body, headers).ok()?;
    text(HEADER_WEBHOOK_ID)
}

fn read_news(body: &[u8]) -> Option<News> {
    let event: Value = serde_json::from_slice(body).ok()?;
    let kind = event.get("type")?.as_str()?;
    let (_, standing) = EVENTS.iter().find(|(name, _)| *name == kind)?;
    let text = |name: &str| {
        let value = event.get("data")?.get(name)?.as_str()?;
        Some(value.to_owned())
    };
    Some(News {
        reference: text("partnerReferenceId")?,
        standing: *standing,
        subscription_id: text("subscriptionId"),
        plan_item_id: text("planItemId"),
    })
}
