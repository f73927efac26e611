//! `GET /`: what who is signed in has.

use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State};
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Response};
use maud::html;

use super::host::PortalTenant;
use super::notice::to_shop;
use super::page::{self, Look};
use super::sso;
use super::subscription::Shown;
use super::surface::Wishes;
use super::text::Phrase;
use crate::tenant::{PortalUser, Tenant};
use crate::world::{Shared, World};

pub(super) async fn show(
    State(world): State<Shared>,
    PortalTenant(tenant): PortalTenant,
    query: Result<Query<Wishes>, QueryRejection>,
    headers: HeaderMap,
) -> Response {
    let look = Wishes::of(query).look();
    match world.sign_ins.of(&headers, &tenant, world.now()) {
        Some(user) => list(&world, &tenant, &user, look),
        None => sso::login(None, look),
    }
}

fn list(world: &World, tenant: &Tenant, user: &PortalUser, look: Look) -> Response {
    let say = |text: Phrase| text.in_language(look.language);
    let all = Shown::all(world, tenant, user);
    let body = html! {
        section.panel data-testid="subscriptions" {
            h1 { (say(Phrase::YourSubscriptions)) }
            @if all.is_empty() { p.quiet { (say(Phrase::NoSubscriptions)) } }
            ul.list role="list" {
                @for it in &all {
                    li {
                        div {
                            strong { (it.title(look.language)) }
                            p.quiet { (it.customer.name) " · " (say(it.state())) }
                        }
                        a.button href=(look.carried_to(&it.path())) { (say(Phrase::ViewDetails)) }
                    }
                }
            }
            div.actions { (to_shop(tenant, look)) }
        }
    };
    page::own(
        say(Phrase::YourSubscriptions),
        tenant,
        Some(&user.email),
        look,
        None,
        &body,
    )
    .into_response()
}
