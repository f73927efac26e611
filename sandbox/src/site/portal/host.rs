//! Whose portal a request is for.

use std::sync::Arc;

use axum::extract::FromRequestParts;
use axum::http::request::Parts;

use crate::http::{Problem, host};
use crate::tenant::Tenant;
use crate::world::{Shared, World};

/// The host names of a tenant's portal, after its slug.
const PORTAL_SUFFIXES: [&str; 2] = [".portal.ledgerbee.com", ".portal.localhost"];

/// The tenant named by the `Host` header: the one before a portal suffix, or
/// the default tenant under any other name (an IP address, a custom domain).
pub(super) struct PortalTenant(pub(super) Arc<Tenant>);

impl PortalTenant {
    /// The tenant of `parts`, or `None` for a slug that nobody has.
    pub(super) fn of(parts: &Parts, world: &World) -> Option<Arc<Tenant>> {
        match slug(&host(parts)) {
            Some(slug) => world.tenants.get(slug),
            None => Some(world.tenants.default_tenant()),
        }
    }
}

impl FromRequestParts<Shared> for PortalTenant {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, world: &Shared) -> Result<Self, Problem> {
        let tenant = Self::of(parts, world);
        tenant.map(Self).ok_or_else(|| {
            Problem::not_found("TENANT_NOT_FOUND", "There is no portal under this name.")
        })
    }
}

fn slug(host: &str) -> Option<&str> {
    PORTAL_SUFFIXES
        .iter()
        .find_map(|suffix| host.strip_suffix(suffix))
}

#[cfg(test)]
mod tests {
    use super::slug;
    use crate::http::without_port;

    #[test]
    fn reads_the_slug_from_portal_names_only() {
        let cases = [
            ("acme.portal.ledgerbee.com", Some("acme")),
            ("globex.portal.localhost:4401", Some("globex")),
            ("127.0.0.1:4401", None),
            ("localhost", None),
            ("portal.localhost", None),
            ("acme.portal.ledgerbee.com.evil.example", None),
        ];
        for (authority, expected) in cases {
            assert_eq!(slug(without_port(authority)), expected, "{authority}");
        }
    }
}
