//! What a tenant has on record.

use std::sync::Arc;

use axum::Json;
use axum::extract::{Path, State};
use serde_json::{Value, json};

use super::tenant::not_found;
use crate::http::Problem;
use crate::tenant::{Customer, PortalUser, Tenant};
use crate::world::{Shared, World};

type Shown = Result<Json<Value>, Problem>;

pub(super) async fn customers(State(world): State<Shared>, Path(slug): Path<String>) -> Shown {
    let customers = tenant(&world, &slug)?.customers();
    let customers = customers.iter().map(customer).collect::<Vec<_>>();
    Ok(Json(json!({ "customers": customers })))
}

pub(super) async fn portal_users(State(world): State<Shared>, Path(slug): Path<String>) -> Shown {
    let users = tenant(&world, &slug)?.portal_users();
    let users = users.iter().map(portal_user).collect::<Vec<_>>();
    Ok(Json(json!({ "portalUsers": users })))
}

pub(super) async fn subscriptions(State(world): State<Shared>, Path(slug): Path<String>) -> Shown {
    tenant(&world, &slug)?;
    let mut subscriptions = world.subscriptions.all();
    subscriptions.retain(|it| it.tenant == slug);
    Ok(Json(json!({ "subscriptions": subscriptions })))
}

pub(super) async fn deliveries(State(world): State<Shared>, Path(slug): Path<String>) -> Shown {
    tenant(&world, &slug)?;
    let mut deliveries = world.webhooks.all();
    deliveries.retain(|it| it.tenant == slug);
    Ok(Json(json!({ "deliveries": deliveries })))
}

fn tenant(world: &World, slug: &str) -> Result<Arc<Tenant>, Problem> {
    world.tenants.get(slug).ok_or_else(not_found)
}

fn customer(it: &Customer) -> Value {
    json!({
        "customerId": it.id,
        "customerNumber": it.number,
        "name": it.name,
        "customerType": it.customer_type,
        "countryCode": it.country,
        "vatZone": it.vat_zone,
        "customerGroupId": it.group,
        "email": it.email,
        "vatNumber": it.vat_number,
    })
}

fn portal_user(it: &PortalUser) -> Value {
    let customers = it.memberships.iter().map(|it| it.customer_id);
    json!({
        "portalUserId": it.id,
        "email": it.email,
        "customerIds": customers.collect::<Vec<_>>(),
    })
}
