//! `GET /verify/{token}`: where a mailed link leads.

use axum::extract::rejection::PathRejection;
use axum::extract::{Path, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};

use super::host::PortalTenant;
use super::notice::{Notice, notice};
use super::page::Look;
use super::signup;
use crate::http::Problem;
use crate::world::Shared;

/// Following the link is what proves the address, so it signs the buyer in.
pub(super) async fn follow(
    State(world): State<Shared>,
    PortalTenant(tenant): PortalTenant,
    path: Result<Path<String>, PathRejection>,
) -> Result<Response, Problem> {
    let token = path.map(|Path(token)| token).unwrap_or_default();
    let now = world.now();
    let Some(verified) = signup::verify(&world, &tenant, &token, now)? else {
        let page = notice(Notice::LinkExpired, Look::default(), None);
        return Ok((StatusCode::NOT_FOUND, page).into_response());
    };
    let cookie = world.sign_ins.start(&tenant, &verified.user, now)?;
    let page = notice(
        Notice::Subscribed,
        Look::default(),
        verified.return_to.as_deref(),
    );
    Ok(([(header::SET_COOKIE, cookie)], page).into_response())
}
