//! Who calls the API: a tenant's key with its scopes.

use std::sync::Arc;

use axum::http::{HeaderMap, header};

use crate::http::Problem;
use crate::tenant::{Scope, Tenant};
use crate::world::World;

/// The tenant whose key came with a request, after the key was found to carry
/// `scopes` and the tenant to hold the licence for the portal.
///
/// # Errors
/// Those of [`authorize`]; `403` for a missing licence.
pub(super) fn authorize_portal(
    world: &World,
    headers: &HeaderMap,
    scopes: &[Scope],
) -> Result<Arc<Tenant>, Problem> {
    let tenant = authorize(world, headers, scopes)?;
    if tenant.settings().is_licensed {
        return Ok(tenant);
    }
    Err(Problem::forbidden(
        "LICENSE.REQUIRED",
        "The tenant does not hold the CustomerPortal license.",
    ))
}

/// The tenant whose key came with a request, after the key was found to carry
/// `scopes`.
///
/// # Errors
/// `401` without a known key in `x-api-key`, or with anything in
/// `Authorization`, which is for OAuth access tokens only (none are issued
/// here); `403` for a missing scope.
pub(super) fn authorize(
    world: &World,
    headers: &HeaderMap,
    scopes: &[Scope],
) -> Result<Arc<Tenant>, Problem> {
    if headers.contains_key(header::AUTHORIZATION) {
        return Err(Problem::unauthorized(
            "UNAUTHORIZED",
            "Authorization takes OAuth access tokens only; an API key goes in x-api-key.",
        ));
    }
    let mut keys = headers.get_all("x-api-key").iter();
    let (Some(key), None) = (keys.next(), keys.next()) else {
        return Err(Problem::unauthorized(
            "API_KEY_MISSING",
            "One API key is needed in the header x-api-key.",
        ));
    };
    let known = key.to_str().ok().and_then(|key| world.tenants.by_key(key));
    let Some((tenant, granted)) = known else {
        return Err(Problem::unauthorized(
            "API_KEY_INVALID",
            "The API key is not known.",
        ));
    };
    if let Some(missing) = scopes.iter().find(|scope| !granted.contains(scope)) {
        return Err(Problem::forbidden(
            "INSUFFICIENT_SCOPE",
            format!("The API key lacks the scope {}.", missing.name()),
        ));
    }
    Ok(tenant)
}

/// The answer for a `customerId` that the caller's tenant does not have.
pub(super) fn customer_not_found() -> Problem {
    Problem::not_found("CUSTOMER_NOT_FOUND", "The tenant has no such customer.")
}
