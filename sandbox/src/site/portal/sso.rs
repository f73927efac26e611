//! `GET /sso/{reference}`: the one-time handoff into the portal.

use axum::extract::rejection::{PathRejection, QueryRejection};
use axum::extract::{Path, Query, State};
use axum::http::header;
use axum::response::{IntoResponse, Redirect, Response};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use serde::Deserialize;

use super::host::PortalTenant;
use super::page::Look;
use super::surface::Wishes;
use crate::fault::Fault;
use crate::http::Problem;
use crate::tenant::Tenant;
use crate::token::{BindGrant, Intent, Redemption};
use crate::world::{Shared, World};

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Goal {
    to: Option<String>,
}

impl Goal {
    pub(super) fn of(query: Result<Query<Self>, QueryRejection>) -> Option<String> {
        query.ok()?.0.path()
    }

    /// A page of the portal's own, and nothing else: the address is anybody's
    /// to write.
    pub(super) fn path(self) -> Option<String> {
        let to = self.to?;
        let mut pages = ["/subscriptions/", "/payment/"].iter();
        let rest = pages.find_map(|page| to.strip_prefix(page))?;
        let is_plain = |b: u8| b.is_ascii_alphanumeric() || b"-?=&".contains(&b);
        rest.bytes().all(is_plain).then_some(to)
    }
}

/// Signs in whom the reference is for, unless they have factors of their own:
/// those still guard the portal.
pub(super) async fn enter(
    State(world): State<Shared>,
    PortalTenant(tenant): PortalTenant,
    path: Result<Path<String>, PathRejection>,
    query: Result<Query<Goal>, QueryRejection>,
) -> Result<Response, Problem> {
    let Some(to) = Goal::of(query) else {
        return Ok(login(None, Look::default()));
    };
    let reference = path.map(|Path(it)| it).unwrap_or_default();
    let cookie = world.transaction(|| sign_in(&world, &tenant, &reference))?;
    Ok(match cookie {
        Some(cookie) => ([(header::SET_COOKIE, cookie)], Redirect::to(&to)).into_response(),
        None => login(Some(&to), Wishes::of_path(&to).look()),
    })
}

/// The cookie of whom `reference` signs in; `None` if it is used up, or they
/// have factors of their own.
fn sign_in(world: &World, tenant: &Tenant, reference: &str) -> Result<Option<String>, Fault> {
    let now = world.now();
    let is_for_a_person = |grant: &BindGrant| grant.person.is_some();
    let intent = Intent::SsoHandoff;
    let redeemed =
        world
            .bind_tokens
            .redeem(reference, &tenant.slug, intent, now, is_for_a_person)?;
    let Redemption::Bound(grant) = redeemed else {
        return Ok(None);
    };
    let email = grant.person.unwrap_or_default();
    let user = tenant.grant_access(&email, grant.customer_id, now)?;
    if user.has_own_factor {
        return Ok(None);
    }
    world.sign_ins.start(tenant, &user, now).map(Some)
}

/// To the login screen, which keeps the page that was wanted.
pub(super) fn login(to: Option<&str>, look: Look) -> Response {
    let to = to.map(|to| format!("?to={}", encode(to)));
    let path = format!("/login{}", to.unwrap_or_default());
    Redirect::to(&look.carried_to(&path)).into_response()
}

/// `path` as the value of a parameter.
pub(super) fn encode(path: &str) -> String {
    utf8_percent_encode(path, NON_ALPHANUMERIC).to_string()
}
