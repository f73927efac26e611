//! Signing up on the partner's site, which makes the visitor a customer.

use axum::Json;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, header};
use axum::response::{IntoResponse, Response};
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};

use crate::http::{Fields, Problem, json_body, read};
use crate::partner::{Visitor, string_of};
use crate::world::Shared;

/// `POST /your-backend/signup` `{ company, email }`.
pub(super) async fn sign_up(
    State(world): State<Shared>,
    request: Request,
) -> Result<Response, Problem> {
    let body = json_body(request).await?;
    let mut fields = Fields::of(&body);
    let company = fields.required("company", read::line);
    let email = fields.required("email", read::email);
    let (company, email) = fields.finish(company.zip(email))?;

    let partner = &world.partner;
    let order = json!({
        "customer": {
            "customerNumber": customer_number(&company, &email),
            "name": company,
            "customerType": "BUSINESS",
            "countryCode": "DK",
            "vatZone": "domestic",
            "customerGroupId": partner.seed.signup_group,
        },
        "email": email,
    });
    let answer = partner
        .ledgerbee
        .post("/api/v1/portal-sso/provision", &order)
        .await?;
    let cookie = partner.visitors.sign_in(Visitor {
        company,
        email,
        customer_id: string_of(&answer, "customerId")?,
    })?;
    Ok(([(header::SET_COOKIE, cookie)], Json(json!({ "ok": true }))).into_response())
}

/// `POST /your-backend/signout`.
pub(super) async fn sign_out(
    State(world): State<Shared>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let cookie = world.partner.visitors.sign_out(&headers)?;
    Ok(([(header::SET_COOKIE, cookie)], Json(json!({ "ok": true }))).into_response())
}

/// `GET /your-backend/me`: who is signed in, or `null`.
pub(super) async fn me(State(world): State<Shared>, headers: HeaderMap) -> Json<Value> {
    Json(match world.partner.visitors.of(&headers) {
        Some(visitor) => json!({ "company": visitor.company, "email": visitor.email }),
        None => Value::Null,
    })
}

/// The partner's number for a company: the same at the next sign-up, so that
/// the customer is found again.
fn customer_number(company: &str, email: &str) -> String {
    let digest = Sha256::digest(format!("{company}\n{}", email.to_lowercase()));
    let head: String = digest.iter().take(6).map(|b| format!("{b:02x}")).collect();
    format!("web-{head}")
}
