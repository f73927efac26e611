//! What the partner's pages ask their backend for.

use axum::Json;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Redirect;
use serde_json::{Value, json};

use crate::http::Problem;
use crate::partner::{Partner, string_of};
use crate::world::Shared;

/// A bind token for whoever is signed in, else for the demo customer; a fresh
/// one at each call.
pub(super) async fn bind_token(
    State(world): State<Shared>,
    headers: HeaderMap,
) -> Result<Json<Value>, Problem> {
    let partner = &world.partner;
    let (customer_id, email) = buyer(partner, &headers);
    let reference = partner.orders.begin(&customer_id)?;
    let order = json!({
        "customerId": customer_id,
        "email": email,
        "mintCheckoutBindToken": true,
        "clientReferenceId": reference,
    });
    let answer = partner
        .ledgerbee
        .post("/api/v1/portal-sso/provision", &order)
        .await?;
    let token = string_of(&answer, "checkoutBindToken")?;
    Ok(Json(json!({ "checkoutBindToken": token })))
}

/// A catalog token for the same customer.
pub(super) async fn catalog_token(
    State(world): State<Shared>,
    headers: HeaderMap,
) -> Result<Json<Value>, Problem> {
    let partner = &world.partner;
    let (customer_id, email) = buyer(partner, &headers);
    let query = json!({ "customerId": customer_id, "buyerEmail": email, "language": "en" });
    let answer = partner
        .ledgerbee
        .post("/api/v1/portal/plans/resolve", &query)
        .await?;
    let token = string_of(&answer, "catalogToken")?;
    Ok(Json(json!({ "catalogToken": token })))
}

/// `GET /your-backend/orders`: what the same customer has ordered and been
/// given, as the webhooks told.
pub(super) async fn orders(State(world): State<Shared>, headers: HeaderMap) -> Json<Value> {
    let (customer_id, _) = buyer(&world.partner, &headers);
    Json(json!(world.partner.orders.fulfilled(&customer_id)))
}

/// `GET /your-backend/inbox`: where the mail is that the portals have sent. The
/// demo's own; a partner's buyers have an inbox.
pub(super) async fn inbox(State(world): State<Shared>) -> Redirect {
    Redirect::to(&format!("{}/operator#inbox", world.origins.api))
}

/// The customer that is checked out, and the person who does it.
fn buyer(partner: &Partner, headers: &HeaderMap) -> (String, String) {
    match partner.visitors.of(headers) {
        Some(visitor) => (visitor.customer_id, visitor.email),
        None => (
            partner.seed.customer_id.to_string(),
            partner.seed.email.clone(),
        ),
    }
}
