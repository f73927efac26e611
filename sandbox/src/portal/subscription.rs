//! The portal's own pages, for who is signed in: where a handoff leads.

use axum::extract::rejection::{PathRejection, QueryRejection};
use axum::extract::{OriginalUri, Path, Query, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{Html, IntoResponse, Response};
use maud::html;
use serde::Deserialize;
use uuid::Uuid;

use super::host::PortalTenant;
use super::page::{self, Look, Notice};
use super::sso;
use crate::subscription::Subscription;
use crate::tenant::{Language, Plan};
use crate::world::Shared;

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Change {
    change: Option<String>,
}

/// `GET /login`. It says what is to be done; a sandbox's people have no
/// password to do it with.
pub(super) async fn login() -> Html<String> {
    page::notice(Notice::Login, Look::default())
}

/// `GET /subscriptions/{id}?change=`: a subscription's details, with the
/// choice of another tier if one is asked for.
pub(super) async fn show(
    State(world): State<Shared>,
    PortalTenant(tenant): PortalTenant,
    path: Result<Path<String>, PathRejection>,
    query: Result<Query<Change>, QueryRejection>,
    OriginalUri(uri): OriginalUri,
    headers: HeaderMap,
) -> Response {
    let Some(user) = world.sign_ins.of(&headers, &tenant, world.now()) else {
        let wanted = uri.path_and_query().map(ToString::to_string);
        return sso::login(wanted.as_deref());
    };
    let id = path.ok().and_then(|Path(id)| Uuid::try_parse(&id).ok());
    let mut all = world.subscriptions.all().into_iter();
    let found = all.find(|it| Some(it.id) == id && it.tenant == tenant.slug);
    let found = found
        .filter(|it| user.acts_for(it.customer_id))
        .and_then(|it| Some((tenant.plan(it.plan_id)?, it)));
    let Some((plan, subscription)) = found else {
        let page = page::notice(Notice::NotFound, Look::default());
        return (StatusCode::NOT_FOUND, page).into_response();
    };
    let change = query.ok().and_then(|Query(it)| it.change);
    let change = change.and_then(|id| Uuid::try_parse(&id).ok());
    let change = change.filter(|id| plan.item_for_sale(*id).is_some());
    details(&plan, &subscription, change).into_response()
}

fn details(plan: &Plan, subscription: &Subscription, change: Option<Uuid>) -> Html<String> {
    let language = Language::default();
    let name = plan.name.in_language(language);
    let tiers = plan.items.iter().filter(|item| item.is_for_sale());
    page::portal(
        name,
        &html! {
            main data-testid="subscription" data-subscription=(subscription.id) {
                h1 { (name) }
                @for item in plan.items.iter().filter(|it| it.id == subscription.plan_item_id) {
                    p { strong { (item.name.in_language(language)) } " since " (subscription.start_date) }
                }
                @if let Some(chosen) = change {
                    section data-testid="change-plan" data-chosen=(chosen) aria-labelledby="change" {
                        h2 #change { "Change plan" }
                        @for item in tiers {
                            label.field {
                                input type="radio" name="planItemId" value=(item.id)
                                    checked[item.id == chosen];
                                " " (item.name.in_language(language))
                            }
                        }
                    }
                }
            }
        },
    )
}
