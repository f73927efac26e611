//! Subscriptions as a partner's backend reads them: to find one whose webhook
//! never came.

use axum::Json;
use axum::extract::rejection::PathRejection;
use axum::extract::{Path, State};
use axum::http::HeaderMap;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::caller::authorize;
use super::query::{self, Pairs};
use super::refusal::{SubscriptionRefused, SubscriptionsRefused};
use crate::clock::iso;
use crate::http::{FieldFault, Problem, read};
use crate::subscription::{Stage, Subscription};
use crate::tenant::Scope;
use crate::world::Shared;

const SCOPES: &[Scope] = &[Scope::SubscriptionsRead];

/// The subscriptions asked for, oldest first.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct PublicSubscriptionsResponse {
    subscriptions: Vec<PublicSubscription>,
}

/// One subscription.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct PublicSubscriptionResponse {
    subscription: PublicSubscription,
}

/// A subscription, with the fields of its webhooks.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct PublicSubscription {
    subscription_id: Uuid,
    status: Stage,
    customer_id: Uuid,
    plan_id: Uuid,
    plan_version_id: Uuid,
    plan_item_id: Uuid,
    #[schema(required)]
    source_subscription_id: Option<Uuid>,
    /// The first day.
    #[schema(format = Date)]
    start_date: String,
    /// The `clientReferenceId` that the checkout's bind token was minted with, or `null`.
    #[schema(required)]
    partner_reference_id: Option<String>,
    /// When the checkout was confirmed.
    #[schema(format = DateTime)]
    created_at: String,
}

impl From<Subscription> for PublicSubscription {
    fn from(it: Subscription) -> Self {
        Self {
            subscription_id: it.id,
            status: it.stage,
            customer_id: it.customer_id,
            plan_id: it.plan_id,
            plan_version_id: it.plan_version_id,
            plan_item_id: it.plan_item_id,
            source_subscription_id: it.source_subscription_id,
            start_date: it.start_date.to_string(),
            partner_reference_id: it.client_reference_id,
            created_at: iso(it.created_at),
        }
    }
}

/// List subscriptions
///
/// The subscriptions of the key's tenant, oldest first. With `partnerReferenceId`, those that
/// carry it: how a backend finds what a lost webhook would have told. Needs the scope
/// `subscriptions-read`.
#[utoipa::path(
    get,
    path = "/api/v1/subscriptions",
    tag = "Subscriptions",
    params(("partnerReferenceId" = Option<String>, Query, description = "The `clientReferenceId` given at provision.", min_length = 1, max_length = 200, pattern = "^[A-Za-z0-9_-]+$")),
    responses((status = 200, body = PublicSubscriptionsResponse), SubscriptionsRefused),
    security(("apiKey" = []))
)]
pub(super) async fn list_subscriptions(
    State(world): State<Shared>,
    query: Pairs,
    headers: HeaderMap,
) -> Result<Json<PublicSubscriptionsResponse>, Problem> {
    let tenant = authorize(&world, &headers, SCOPES)?;
    let reference = query::optional(query, "partnerReferenceId", read::client_reference)
        .map_err(|fault| Problem::validation(vec![fault]))?;
    let mut found = world.subscriptions.of(&tenant.slug);
    found.retain(|it| reference.is_none() || it.client_reference_id == reference);
    Ok(Json(PublicSubscriptionsResponse {
        subscriptions: found.into_iter().map(PublicSubscription::from).collect(),
    }))
}

/// Get one subscription by id
///
/// Needs the scope `subscriptions-read`.
#[utoipa::path(
    get,
    path = "/api/v1/subscriptions/{subscriptionId}",
    tag = "Subscriptions",
    params(("subscriptionId" = Uuid, Path, description = "The subscription's id.")),
    responses((status = 200, body = PublicSubscriptionResponse), SubscriptionRefused),
    security(("apiKey" = []))
)]
pub(super) async fn get_subscription(
    State(world): State<Shared>,
    path: Result<Path<String>, PathRejection>,
    headers: HeaderMap,
) -> Result<Json<PublicSubscriptionResponse>, Problem> {
    let tenant = authorize(&world, &headers, SCOPES)?;
    let id = path.map(|Path(id)| id).unwrap_or_default();
    let id = read::uuid(&id.into())
        .map_err(|message| Problem::validation(vec![FieldFault::new("subscriptionId", message)]))?;
    let mut all = world.subscriptions.of(&tenant.slug).into_iter();
    let found = all.find(|it| it.id == id).ok_or_else(|| {
        Problem::not_found(
            "SUBSCRIPTION_NOT_FOUND",
            "The tenant has no such subscription.",
        )
    })?;
    Ok(Json(PublicSubscriptionResponse {
        subscription: found.into(),
    }))
}
