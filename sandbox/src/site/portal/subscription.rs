//! The portal's own pages, for who is signed in: where a handoff leads.

use axum::extract::rejection::{FormRejection, PathRejection, QueryRejection};
use axum::extract::{Form, OriginalUri, Path, Query, State};
use axum::http::request::Parts;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{Html, IntoResponse, Redirect, Response};
use maud::{Markup, html};
use serde::Deserialize;
use uuid::Uuid;

use super::host::PortalTenant;
use super::notice::{Notice, notice};
use super::page::{self, Look};
use super::sso;
use crate::http::{Problem, require_same_origin};
use crate::subscription::{Stage, Subscription};
use crate::tenant::{Customer, Item, Language, Plan, PortalUser, Tenant};
use crate::world::{Shared, World};

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    /// The tier that is chosen when the page opens.
    change: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Choice {
    plan_item_id: Uuid,
}

/// What a page of a subscription shows.
struct Shown {
    user: PortalUser,
    customer: Customer,
    plan: Plan,
    subscription: Subscription,
}

impl Shown {
    /// The subscription `id`, if who is signed in acts for its customer.
    fn find(world: &World, tenant: &Tenant, user: PortalUser, id: Option<Uuid>) -> Option<Self> {
        let mut all = world.subscriptions.all().into_iter();
        let subscription = all.find(|it| Some(it.id) == id && it.tenant == tenant.slug)?;
        let customer = tenant.customer(subscription.customer_id)?;
        let plan = tenant.plan(subscription.plan_id)?;
        user.acts_for(customer.id).then_some(Self {
            user,
            customer,
            plan,
            subscription,
        })
    }

    fn tiers(&self) -> impl Iterator<Item = &Item> {
        self.plan.items.iter().filter(|item| item.is_for_sale())
    }

    fn held(&self) -> Option<&Item> {
        self.tiers()
            .find(|it| it.id == self.subscription.plan_item_id)
    }
}

/// `GET /login`. It says what is to be done; a sandbox's people have no
/// password to do it with.
pub(super) async fn login() -> Html<String> {
    notice(Notice::Login, Look::default(), None)
}

/// `GET /subscriptions/{id}?change=`: a subscription's details, with the
/// choice of another tier if one is asked for.
pub(super) async fn show(
    State(world): State<Shared>,
    PortalTenant(tenant): PortalTenant,
    path: Result<Path<String>, PathRejection>,
    query: Result<Query<Asked>, QueryRejection>,
    OriginalUri(uri): OriginalUri,
    headers: HeaderMap,
) -> Response {
    let Some(user) = world.sign_ins.of(&headers, &tenant, world.now()) else {
        let wanted = uri.path_and_query().map(ToString::to_string);
        return sso::login(wanted.as_deref());
    };
    let Some(shown) = Shown::find(&world, &tenant, user, id_of(path)) else {
        return missing();
    };
    let change = query.ok().and_then(|Query(it)| it.change);
    let change = change.and_then(|id| Uuid::try_parse(&id).ok());
    let change = change.filter(|id| shown.plan.item_for_sale(*id).is_some());
    let title = shown.plan.name.in_language(Language::default());
    let script = change.map(|_| "portal.js");
    let look = Look::default();
    let body = details(&shown, change);
    page::own(title, &tenant.name, &shown.user.email, look, script, &body).into_response()
}

/// `POST /subscriptions/{id}/change` `planItemId=`: takes another tier.
pub(super) async fn change(
    State(world): State<Shared>,
    PortalTenant(tenant): PortalTenant,
    path: Result<Path<String>, PathRejection>,
    parts: Parts,
    choice: Result<Form<Choice>, FormRejection>,
) -> Result<Response, Problem> {
    require_same_origin(&parts)?;
    let Some(user) = world.sign_ins.of(&parts.headers, &tenant, world.now()) else {
        return Ok(sso::login(None));
    };
    let Some(shown) = Shown::find(&world, &tenant, user, id_of(path)) else {
        return Ok(missing());
    };
    let chosen = choice
        .ok()
        .and_then(|Form(it)| shown.plan.item_for_sale(it.plan_item_id));
    let Some(item) = chosen else {
        return Err(Problem::field(
            "planItemId",
            "must be of an item of the plan",
        ));
    };
    let id = shown.subscription.id;
    world
        .subscriptions
        .change(id, item.id, item.source_subscription_id)?;
    Ok(Redirect::to(&format!("/subscriptions/{id}")).into_response())
}

fn id_of(path: Result<Path<String>, PathRejection>) -> Option<Uuid> {
    path.ok().and_then(|Path(id)| Uuid::try_parse(&id).ok())
}

fn missing() -> Response {
    let page = notice(Notice::NotFound, Look::default(), None);
    (StatusCode::NOT_FOUND, page).into_response()
}

fn details(shown: &Shown, change: Option<Uuid>) -> Markup {
    let language = Language::default();
    let Shown {
        customer,
        plan,
        subscription,
        ..
    } = shown;
    let state = match subscription.stage {
        Stage::Assigned => "Starts on its first day",
        Stage::Started => "Active",
    };
    let held = shown.held();
    let address = format!("/subscriptions/{}", subscription.id);
    html! {
        section.panel data-testid="subscription" data-subscription=(subscription.id) {
            h1 { (plan.name.in_language(language)) }
            dl.facts {
                dt { "Plan" }
                dd { strong data-testid="held" { @if let Some(item) = held { (item.name.in_language(language)) } } }
                dt { "Customer" }
                dd { (customer.name) }
                dt { "First day" }
                dd { (subscription.start_date) }
                dt { "State" }
                dd { (state) }
            }
            @if let Some(item) = held {
                div.actions {
                    a.button href={ (address) "?change=" (item.id) } data-testid="change" { "Change plan" }
                }
            }
        }
        @if let Some(chosen) = change { (choice(shown, &address, chosen)) }
    }
}

fn choice(shown: &Shown, address: &str, chosen: Uuid) -> Markup {
    let language = Language::default();
    html! {
        dialog data-testid="change-plan" data-chosen=(chosen) aria-labelledby="change" {
            form method="post" action={ (address) "/change" } {
                fieldset {
                    legend #change { "Change plan" }
                    @for item in shown.tiers() {
                        label.choice {
                            input type="radio" name="planItemId" value=(item.id)
                                checked[item.id == chosen] autofocus[item.id == chosen];
                            span { (item.name.in_language(language)) }
                            @if item.id == shown.subscription.plan_item_id {
                                span.badge { "Current plan" }
                            }
                        }
                    }
                }
                div.actions {
                    button.primary type="submit" data-testid="change-confirm" { "Change plan" }
                    a.button href=(address) { "Keep what I have" }
                }
            }
        }
    }
}
