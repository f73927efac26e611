//! `POST /api/v1/portal-sso/provision`: a customer's portal user, and a bind
//! token for its checkout.

use axum::Json;
use axum::extract::{Request, State};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::caller::{authorize_portal, customer_not_found};
use super::provision_request::{Handle, Order, PublicProvisionRequest};
use super::refusal::{Refused, Unavailable};
use crate::clock::iso;
use crate::http::{Problem, json_body};
use crate::secret::OpaqueToken;
use crate::tenant::{Customer, NewCustomer, Scope, Tenant};
use crate::token::{BindGrant, Intent};
use crate::world::{Shared, World};

const SCOPES: &[Scope] = &[Scope::Provision, Scope::SsoMint];

/// The customer, the portal user, and the bind token if one was asked for.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct PublicProvisionResponse {
    customer_id: Uuid,
    customer_number: String,
    portal_user_id: Uuid,
    email: String,
    /// Opaque, single-use. There only with `mintCheckoutBindToken`.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = String, required = false, pattern = "^[A-Za-z0-9_-]{43}$")]
    checkout_bind_token: Option<String>,
    /// When the token expires. There only with it.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = String, required = false, format = DateTime)]
    checkout_bind_expires_at: Option<String>,
}

/// Provision a customer and grant portal access
///
/// Finds the customer, or creates it if its number is new; one that exists is never changed. Makes
/// sure that the portal user of `email` exists and acts for the customer. Needs the scopes
/// `portal-provision` and `portal-sso-mint`.
#[utoipa::path(
    post,
    path = "/api/v1/portal-sso/provision",
    tag = "Portal SSO",
    request_body = PublicProvisionRequest,
    responses((status = 200, body = PublicProvisionResponse), Refused, Unavailable),
    security(("apiKey" = []))
)]
pub(super) async fn provision(
    State(world): State<Shared>,
    request: Request,
) -> Result<Json<PublicProvisionResponse>, Problem> {
    let tenant = authorize_portal(&world, request.headers(), SCOPES)?;
    let order = PublicProvisionRequest::read(&json_body(request).await?)?.into_order();
    world.transaction(|| carry_out(&world, &tenant, order))
}

fn carry_out(
    world: &World,
    tenant: &Tenant,
    order: Order,
) -> Result<Json<PublicProvisionResponse>, Problem> {
    let customer = match order.customer {
        Handle::Known(id) => tenant.customer(id).ok_or_else(customer_not_found)?,
        Handle::Upsert(new) => upsert(tenant, new)?,
    };
    let user = tenant.grant_access(&order.email, customer.id, world.now())?;
    let minted = if order.mint_bind_token {
        let grant = BindGrant {
            tenant: tenant.slug.clone(),
            intent: Intent::CheckoutBind,
            customer_id: customer.id,
            client_reference_id: order.client_reference_id,
            person: None,
        };
        Some(world.bind_tokens.mint(grant, world.now())?)
    } else {
        None
    };
    let (token, expires_at) = minted.unzip();
    Ok(Json(PublicProvisionResponse {
        customer_id: customer.id,
        customer_number: customer.number,
        portal_user_id: user.id,
        email: order.email,
        checkout_bind_token: token.map(OpaqueToken::reveal),
        checkout_bind_expires_at: expires_at.map(iso),
    }))
}

fn upsert(tenant: &Tenant, new: NewCustomer) -> Result<Customer, Problem> {
    if !tenant.has_group(new.group) {
        return Err(Problem::not_found(
            "CUSTOMER_GROUP_NOT_FOUND",
            "The tenant has no such customer group.",
        ));
    }
    Ok(tenant.reuse_or_create(new)?)
}
