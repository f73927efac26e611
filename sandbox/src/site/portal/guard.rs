//! What protects the portal's answers.

use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, header};
use axum::middleware::Next;
use axum::response::Response;

use super::host::PortalTenant;
use crate::http::NO_PAGE;
use crate::tenant::Tenant;
use crate::world::Shared;

/// Sets the headers of every answer. A page gets the policy that says which
/// partners may frame it; whatever has no rule of its own is not cached.
pub(super) async fn set_headers(
    State(world): State<Shared>,
    request: Request,
    next: Next,
) -> Response {
    let (parts, body) = request.into_parts();
    // Nobody frames the portal's own pages.
    let is_surface = parts.uri.path().starts_with("/embed/");
    let tenant = PortalTenant::of(&parts, &world).filter(|_| is_surface);
    let payment = (!is_surface).then_some(world.origins.payment.clone());
    let mut response = next.run(Request::from_parts(parts, body)).await;
    let headers = response.headers_mut();
    let is_page = headers
        .get(header::CONTENT_TYPE)
        .is_some_and(|value| value.as_bytes().starts_with(b"text/html"));
    set(headers, header::X_CONTENT_TYPE_OPTIONS, "nosniff");
    set(headers, header::REFERRER_POLICY, "no-referrer");
    let policy = if is_page {
        page_policy(tenant.as_deref(), payment.as_deref())
    } else {
        NO_PAGE.to_owned()
    };
    set(headers, header::CONTENT_SECURITY_POLICY, &policy);
    if !headers.contains_key(header::CACHE_CONTROL) {
        set(headers, header::CACHE_CONTROL, "no-store");
    }
    response
}

/// A form may lead to `payment` by a redirect, which counts as its action too.
fn page_policy(tenant: Option<&Tenant>, payment: Option<&str>) -> String {
    let mut policy = String::from(
        "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; \
         img-src 'self' data:; base-uri 'none'; form-action 'self'",
    );
    if let Some(payment) = payment {
        policy.push(' ');
        policy.push_str(payment);
    }
    policy.push_str("; frame-ancestors");
    let origins = tenant.map(Tenant::frame_ancestors).unwrap_or_default();
    if origins.is_empty() {
        policy.push_str(" 'none'");
    }
    for origin in origins {
        policy.push(' ');
        policy.push_str(&origin);
    }
    policy
}

fn set(headers: &mut HeaderMap, name: HeaderName, value: &str) {
    if let Ok(value) = HeaderValue::from_str(value) {
        headers.insert(name, value);
    }
}
