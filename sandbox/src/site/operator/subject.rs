//! Whom an operator's request is about.

use std::sync::Arc;

use crate::http::Problem;
use crate::tenant::Tenant;
use crate::world::World;

/// The tenant that a path names.
///
/// # Errors
/// `404` if nobody has the slug.
pub(super) fn tenant(world: &World, slug: &str) -> Result<Arc<Tenant>, Problem> {
    world
        .tenants
        .get(slug)
        .ok_or_else(|| Problem::not_found("TENANT_NOT_FOUND", "There is no such tenant."))
}
