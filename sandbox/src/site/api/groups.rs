//! `GET /api/v1/customers/groups`: the groups a new customer can be put in.

use axum::Json;
use axum::extract::State;
use axum::http::HeaderMap;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::caller::authorize;
use super::refusal::KeyRefused;
use crate::http::Problem;
use crate::world::Shared;

#[derive(Debug, Serialize, ToSchema)]
pub(super) struct PublicCustomerGroupsResponse {
    groups: Vec<PublicCustomerGroup>,
}

#[derive(Debug, Serialize, ToSchema)]
pub(super) struct PublicCustomerGroup {
    /// What `customerGroupId` takes.
    id: Uuid,
    #[schema(example = "Standard")]
    name: String,
}

/// List customer groups
///
/// The groups of the key's tenant. Any key may read them.
#[utoipa::path(
    get,
    path = "/api/v1/customers/groups",
    tag = "Customers",
    responses((status = 200, body = PublicCustomerGroupsResponse), KeyRefused),
    security(("apiKey" = []))
)]
pub(super) async fn list_groups(
    State(world): State<Shared>,
    headers: HeaderMap,
) -> Result<Json<PublicCustomerGroupsResponse>, Problem> {
    let tenant = authorize(&world, &headers, &[])?;
    let groups = tenant.groups.iter().map(|group| PublicCustomerGroup {
        id: group.id,
        name: group.name.clone(),
    });
    Ok(Json(PublicCustomerGroupsResponse {
        groups: groups.collect(),
    }))
}
