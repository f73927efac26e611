//! A subscription's page, for who is signed in: where a handoff leads.

use axum::extract::rejection::{FormRejection, PathRejection, QueryRejection};
use axum::extract::{Form, OriginalUri, Path, Query, State};
use axum::http::request::Parts;
use axum::http::{HeaderMap, header};
use axum::response::{IntoResponse, Redirect, Response};
use jiff::civil::Date;
use maud::{Markup, html};
use serde::Deserialize;
use uuid::Uuid;

use super::host::PortalTenant;
use super::notice::{Notice, lost};
use super::page::{self, Look};
use super::price::monthly;
use super::sso;
use super::surface::Wishes;
use super::text::{self, Phrase};
use crate::clock::day;
use crate::http::{Problem, cookie, require_same_origin, set_cookie_at};
use crate::subscription::{Stage, Subscription};
use crate::tenant::{Customer, Item, Language, Plan, PortalUser, Tenant};
use crate::world::{Shared, World};

/// Says on the next page that the plan was changed.
const CHANGED: &str = "plan_changed";

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

/// What the portal shows of a subscription.
pub(super) struct Shown {
    pub(super) customer: Customer,
    plan: Plan,
    subscription: Subscription,
}

impl Shown {
    /// Those of the customers that `user` acts for, newest first.
    pub(super) fn all(world: &World, tenant: &Tenant, user: &PortalUser) -> Vec<Self> {
        let all = world.subscriptions.of(&tenant.slug).into_iter().rev();
        all.filter(|it| user.acts_for(it.customer_id))
            .filter_map(|subscription| {
                Some(Self {
                    customer: tenant.customer(subscription.customer_id)?,
                    plan: tenant.plan(subscription.plan_id)?,
                    subscription,
                })
            })
            .collect()
    }

    fn find(world: &World, tenant: &Tenant, user: &PortalUser, id: Option<Uuid>) -> Option<Self> {
        let mut all = Self::all(world, tenant, user).into_iter();
        all.find(|it| Some(it.subscription.id) == id)
    }

    pub(super) fn path(&self) -> String {
        format!("/subscriptions/{}", self.subscription.id)
    }

    /// The plan and its tier.
    pub(super) fn title(&self, language: Language) -> String {
        let plan = self.plan.name.in_language(language);
        match self.held() {
            Some(item) => format!("{plan}: {}", item.name.in_language(language)),
            None => plan.clone(),
        }
    }

    pub(super) fn state(&self) -> Phrase {
        match self.subscription.stage {
            Stage::Assigned => Phrase::StartsLater,
            Stage::Started => Phrase::Active,
        }
    }

    fn tiers(&self) -> impl Iterator<Item = &Item> {
        self.plan.items.iter().filter(|item| item.is_for_sale())
    }

    fn held(&self) -> Option<&Item> {
        self.tiers()
            .find(|it| it.id == self.subscription.plan_item_id)
    }

    fn price(&self, item: &Item, language: Language) -> String {
        monthly(&self.plan, item, language)
    }

    /// When a change of the tier takes effect: at once, or when the subscription
    /// starts.
    fn effective(&self, today: Date) -> Date {
        self.subscription.start_date.max(today)
    }
}

/// `GET /subscriptions/{id}?change=`: a subscription's details, with the
/// choice of another tier if one is asked for.
pub(super) async fn show(
    State(world): State<Shared>,
    PortalTenant(tenant): PortalTenant,
    path: Result<Path<String>, PathRejection>,
    query: Result<Query<Asked>, QueryRejection>,
    wishes: Result<Query<Wishes>, QueryRejection>,
    OriginalUri(uri): OriginalUri,
    headers: HeaderMap,
) -> Response {
    let look = Wishes::of(wishes).look();
    let Some(user) = world.sign_ins.of(&headers, &tenant, world.now()) else {
        let wanted = uri.path_and_query().map(|it| it.as_str());
        return sso::login(wanted, look);
    };
    let Some(shown) = Shown::find(&world, &tenant, &user, id_of(path)) else {
        return lost(&tenant, Notice::NotFound, look);
    };
    let change = query.ok().and_then(|Query(it)| it.change);
    let change = change.and_then(|id| Uuid::try_parse(&id).ok());
    let change = change.filter(|id| shown.plan.item_for_sale(*id).is_some());
    let title = shown.title(look.language);
    let script = change.map(|_| "portal.js");
    let is_changed = cookie(&headers, CHANGED).is_some_and(|it| !it.is_empty());
    let today = day(world.now());
    let body = details(&shown, look, today, change, is_changed);
    let page = page::own(&title, &tenant, Some(&user.email), look, script, &body);
    let forget = set_cookie_at(&shown.path(), CHANGED, "");
    let forget = is_changed.then(|| [(header::SET_COOKIE, format!("{forget}; Max-Age=0"))]);
    (forget, page).into_response()
}

/// `POST /subscriptions/{id}/change` `planItemId=`: takes another tier.
pub(super) async fn change(
    State(world): State<Shared>,
    PortalTenant(tenant): PortalTenant,
    path: Result<Path<String>, PathRejection>,
    wishes: Result<Query<Wishes>, QueryRejection>,
    parts: Parts,
    choice: Result<Form<Choice>, FormRejection>,
) -> Result<Response, Problem> {
    require_same_origin(&parts)?;
    let look = Wishes::of(wishes).look();
    let Some(user) = world.sign_ins.of(&parts.headers, &tenant, world.now()) else {
        return Ok(sso::login(None, look));
    };
    let Some(shown) = Shown::find(&world, &tenant, &user, id_of(path)) else {
        return Ok(lost(&tenant, Notice::NotFound, look));
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
    let to = Redirect::to(&look.carried_to(&shown.path()));
    if item.id == shown.subscription.plan_item_id {
        return Ok(to.into_response());
    }
    let id = shown.subscription.id;
    world
        .subscriptions
        .change(id, item.id, item.source_subscription_id)?;
    let changed = set_cookie_at(&shown.path(), CHANGED, "1");
    Ok(([(header::SET_COOKIE, changed)], to).into_response())
}

fn id_of(path: Result<Path<String>, PathRejection>) -> Option<Uuid> {
    path.ok().and_then(|Path(id)| Uuid::try_parse(&id).ok())
}

fn details(
    shown: &Shown,
    look: Look,
    today: Date,
    change: Option<Uuid>,
    is_changed: bool,
) -> Markup {
    let language = look.language;
    let say = |text: Phrase| text.in_language(language);
    let held = shown.held();
    let name = |item: &Item| item.name.in_language(language).clone();
    html! {
        @if let Some(item) = held.filter(|_| is_changed) {
            p.banner role="status" data-testid="changed" {
                (Phrase::PlanChanged.with(language, &[
                    ("item", &name(item)),
                    ("price", &shown.price(item, language)),
                    ("date", &text::day(shown.effective(today), language)),
                ]))
            }
        }
        section.panel data-testid="subscription" data-subscription=(shown.subscription.id) {
            h1 { (shown.plan.name.in_language(language)) }
            dl.facts {
                dt { (say(Phrase::Plan)) }
                dd { strong data-testid="held" { @if let Some(item) = held { (name(item)) } } }
                @if let Some(item) = held {
                    dt { (say(Phrase::Price)) }
                    dd { (shown.price(item, language)) }
                    dt { (say(Phrase::Vat)) }
                    dd { (say(Phrase::VatNotIncluded)) }
                }
                dt { (say(Phrase::CustomerName)) }
                dd { (shown.customer.name) }
                dt { (say(Phrase::StartDate)) }
                dd { (text::day(shown.subscription.start_date, language)) }
                dt { (say(Phrase::State)) }
                dd { (say(shown.state())) }
            }
            div.actions {
                @if let Some(item) = held {
                    a.button href=(look.carried_to(&format!("{}?change={}", shown.path(), item.id)))
                        data-testid="change" { (say(Phrase::ChangePlan)) }
                }
                a.button href=(look.carried_to("/")) { (say(Phrase::YourSubscriptions)) }
            }
        }
        @if let Some(chosen) = change { (choice(shown, look, today, chosen)) }
    }
}

/// The dialog. Its script says the new price of what is chosen in it.
fn choice(shown: &Shown, look: Look, today: Date, chosen: Uuid) -> Markup {
    let language = look.language;
    let say = |text: Phrase| text.in_language(language);
    let price = |item: Option<&Item>| item.map(|it| shown.price(it, language));
    html! {
        dialog data-testid="change-plan" data-chosen=(chosen) aria-labelledby="change" {
            form method="post" action=(look.carried_to(&format!("{}/change", shown.path()))) {
                fieldset {
                    legend #change { (say(Phrase::ChangePlan)) }
                    @for item in shown.tiers() {
                        label.choice {
                            input type="radio" name="planItemId" value=(item.id)
                                data-price=(shown.price(item, language))
                                data-held[item.id == shown.subscription.plan_item_id]
                                checked[item.id == chosen] autofocus[item.id == chosen];
                            span {
                                (item.name.in_language(language))
                                @if item.id == shown.subscription.plan_item_id {
                                    " " span.badge { (say(Phrase::CurrentPlan)) }
                                }
                                small { (shown.price(item, language)) }
                            }
                        }
                    }
                }
                dl.facts {
                    dt { (say(Phrase::CurrentPrice)) }
                    dd data-testid="current-price" { @if let Some(it) = price(shown.held()) { (it) } }
                    dt { (say(Phrase::NewPrice)) }
                    dd data-testid="new-price" aria-live="polite" {
                        @if let Some(it) = price(shown.plan.item_for_sale(chosen)) { (it) }
                    }
                    dt { (say(Phrase::Vat)) }
                    dd { (say(Phrase::VatNotIncluded)) }
                    dt { (say(Phrase::TakesEffect)) }
                    dd { (text::day(shown.effective(today), language)) }
                }
                div.actions {
                    button.primary type="submit" data-testid="change-confirm" { (say(Phrase::ChangePlan)) }
                    a.button href=(look.carried_to(&shown.path())) { (say(Phrase::KeepPlan)) }
                }
            }
        }
    }
}
