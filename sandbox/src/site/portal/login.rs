//! Signing in to the portal by hand, and out.

use axum::extract::rejection::{FormRejection, QueryRejection};
use axum::extract::{Form, Query, State};
use axum::http::request::Parts;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use maud::html;
use serde::Deserialize;

use super::host::PortalTenant;
use super::page::{self, Look};
use super::sso::Goal;
use super::surface::Wishes;
use super::text::Phrase;
use crate::http::{Problem, require_same_origin};
use crate::tenant::Tenant;
use crate::world::Shared;

/// Everybody's password: a sandbox keeps no one out.
const PASSWORD: &str = "sandbox";

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Entered {
    email: String,
    password: String,
}

type Asked<T> = Result<Query<T>, QueryRejection>;

/// `GET /login?to=`.
pub(super) async fn show(
    PortalTenant(tenant): PortalTenant,
    query: Asked<Wishes>,
    goal: Asked<Goal>,
) -> Response {
    let look = Wishes::of(query).look();
    form(&tenant, look, Goal::of(goal).as_deref(), None)
}

/// `POST /login?to=` `email=&password=`.
pub(super) async fn sign_in(
    State(world): State<Shared>,
    PortalTenant(tenant): PortalTenant,
    query: Asked<Wishes>,
    goal: Asked<Goal>,
    parts: Parts,
    entered: Result<Form<Entered>, FormRejection>,
) -> Result<Response, Problem> {
    require_same_origin(&parts)?;
    let look = Wishes::of(query).look();
    let goal = Goal::of(goal);
    let Entered { email, password } = entered.map(|Form(it)| it).unwrap_or_default();
    let known = email.trim().to_lowercase();
    let mut users = tenant.portal_users().into_iter();
    let user = users.find(|user| user.email == known && password == PASSWORD);
    let Some(user) = user else {
        let page = form(&tenant, look, goal.as_deref(), Some(&email));
        return Ok((StatusCode::UNAUTHORIZED, page).into_response());
    };
    let cookie = world.sign_ins.start(&tenant, &user, world.now())?;
    let to = goal.unwrap_or_else(|| look.carried_to("/"));
    Ok(([(header::SET_COOKIE, cookie)], Redirect::to(&to)).into_response())
}

/// `POST /signout`.
pub(super) async fn sign_out(
    State(world): State<Shared>,
    query: Asked<Wishes>,
    headers: HeaderMap,
    parts: Parts,
) -> Result<Response, Problem> {
    require_same_origin(&parts)?;
    let cookie = world.sign_ins.end(&headers)?;
    let to = Wishes::of(query).look().carried_to("/login");
    Ok(([(header::SET_COOKIE, cookie)], Redirect::to(&to)).into_response())
}

/// The form, which says that it has failed for the address `failed`.
fn form(tenant: &Tenant, look: Look, goal: Option<&str>, failed: Option<&str>) -> Response {
    let say = |text: Phrase| text.in_language(look.language);
    let goal = goal.map(|to| format!("?to={}", super::sso::encode(to)));
    let action = look.carried_to(&format!("/login{}", goal.unwrap_or_default()));
    let body = html! {
        form.panel method="post" action=(action) data-testid="login" {
            h1 { (say(Phrase::SignIn)) }
            p.quiet { (say(Phrase::SignInText)) }
            @if failed.is_some() {
                p.failure role="alert" id="failure" { (say(Phrase::SignInFailed)) }
            }
            label.field {
                span { (say(Phrase::Email)) }
                input type="email" name="email" autocomplete="username" required
                    value=[failed] aria-invalid[failed.is_some()]
                    aria-describedby=[failed.map(|_| "failure")];
            }
            label.field {
                span { (say(Phrase::Password)) }
                input type="password" name="password" autocomplete="current-password" required;
                small { (Phrase::PasswordHint.with(look.language, &[("password", PASSWORD)])) }
            }
            button.primary type="submit" { (say(Phrase::SignIn)) }
        }
    };
    page::own(say(Phrase::SignIn), tenant, None, look, None, &body).into_response()
}
