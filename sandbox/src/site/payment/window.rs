//! `/pay/{id}`: what is paid for, and the buttons of a buyer and their bank.

use axum::extract::rejection::{FormRejection, PathRejection, QueryRejection};
use axum::extract::{Form, Path, Query, State};
use axum::http::request::Parts;
use axum::http::{StatusCode, header};
use axum::response::{Html, IntoResponse, Redirect, Response};
use maud::{DOCTYPE, Markup, html};
use serde::Deserialize;
use uuid::Uuid;

use crate::fault::Fault;
use crate::http::{Problem, require_same_origin};
use crate::portal::{Binding, Payment, PaymentAnswer, PaymentState};
use crate::site::portal::page::Look;
use crate::site::portal::price::{monthly, price};
use crate::site::portal::surface::Wishes;
use crate::site::portal::text::{Phrase, day};
use crate::site::portal::to_payment;
use crate::subscription::Subscription;
use crate::world::{Shared, World};

const STYLE: &str = include_str!("window.css");

type Id = Result<Path<Uuid>, PathRejection>;
type Ask = Result<Query<Wishes>, QueryRejection>;

#[derive(Debug, Deserialize)]
pub(super) struct Entered {
    answer: PaymentAnswer,
}

pub(super) async fn style() -> impl IntoResponse {
    ([(header::CONTENT_TYPE, "text/css; charset=utf-8")], STYLE)
}

/// `GET`: the window. What is paid leads back to the portal.
pub(super) async fn show(State(world): State<Shared>, id: Id, query: Ask) -> Response {
    let look = Wishes::of(query).look();
    let found = id.ok().and_then(|Path(id)| {
        let payment = world.payments.find(id, world.now())?;
        Some((id, payment))
    });
    let Some((id, payment)) = found else {
        return gone(look);
    };
    if matches!(payment.state, PaymentState::Paid { .. }) {
        return back(&world, id, &payment, look);
    }
    let Some(body) = window(&world, id, &payment, look) else {
        return gone(look);
    };
    let portal = world.origins.portal_of(&payment.checkout.tenant);
    page(Phrase::Payment, look, Some(&portal), &body)
}

/// `POST` `answer=pay|decline|close`: settles the payment and leads back to the
/// portal. Only the window itself may.
pub(super) async fn settle(
    State(world): State<Shared>,
    id: Id,
    query: Ask,
    parts: Parts,
    entered: Result<Form<Entered>, FormRejection>,
) -> Result<Response, Problem> {
    require_same_origin(&parts)?;
    let look = Wishes::of(query).look();
    let Ok(Form(Entered { answer })) = entered else {
        return Err(Problem::field("answer", "must be pay, decline or close"));
    };
    let Ok(Path(id)) = id else {
        return Ok(gone(look));
    };
    let now = world.now();
    let pay = |payment: &Payment| pay(&world, payment);
    let settled = world.payments.settle(id, answer, now, pay)?;
    Ok(match settled {
        Some(payment) => back(&world, id, &payment, look),
        None => gone(look),
    })
}

/// What leads nowhere.
pub(super) async fn nothing(query: Ask) -> Response {
    gone(Wishes::of(query).look())
}

/// Subscribes the customer. `None` if they have the item and have not said that
/// they want another.
fn pay(world: &World, payment: &Payment) -> Result<Option<Uuid>, Fault> {
    if payment.held(world).is_some() {
        return Ok(None);
    }
    let binding = Binding {
        customer: payment.customer,
        client_reference_id: None,
    };
    let now = world.now();
    let subscription = Subscription::of(&payment.checkout, &binding, payment.start_date, now);
    let id = subscription.id;
    world.subscriptions.subscribe(subscription)?;
    Ok(Some(id))
}

/// To the portal, with the result of the payment.
fn back(world: &World, id: Uuid, payment: &Payment, look: Look) -> Response {
    let portal = world.origins.portal_of(&payment.checkout.tenant);
    let address = format!("{portal}{}", to_payment(id));
    Redirect::to(&look.carried_to(&address)).into_response()
}

fn window(world: &World, id: Uuid, payment: &Payment, look: Look) -> Option<Markup> {
    let language = look.language;
    let say = |text: Phrase| text.in_language(language);
    let tenant = world.tenants.get(&payment.checkout.tenant)?;
    let plan = tenant.plan(payment.checkout.plan)?;
    let item = plan.item_for_sale(payment.checkout.item)?;
    let amount = price(&plan, item, language);
    Some(html! {
        h1 { (say(Phrase::Payment)) }
        @if payment.state == PaymentState::Declined {
            p.declined role="status" data-testid="last-declined" { (say(Phrase::LastDeclined)) }
        }
        dl {
            dt { (say(Phrase::Seller)) }
            dd { (tenant.name) }
            dt { (say(Phrase::Plan)) }
            dd { (plan.name.in_language(language)) ": " (item.name.in_language(language)) }
            dt { (say(Phrase::Price)) }
            dd { (monthly(&plan, item, language)) }
            dt { (say(Phrase::Vat)) }
            dd { (say(Phrase::VatNotIncluded)) }
            dt { (say(Phrase::StartDate)) }
            dd { (day(payment.start_date, language)) }
        }
        form method="post" action=(look.carried_to(&format!("/pay/{id}"))) {
            button.primary type="submit" name="answer" value="pay" data-testid="pay" {
                (Phrase::Pay.with(language, &[("price", &amount)]))
            }
            button type="submit" name="answer" value="decline" data-testid="decline" { (say(Phrase::Decline)) }
            button type="submit" name="answer" value="close" data-testid="close" { (say(Phrase::Close)) }
        }
    })
}

fn gone(look: Look) -> Response {
    let say = |text: Phrase| text.in_language(look.language);
    let body = html! {
        h1 data-testid="payment-gone" { (say(Phrase::PaymentGone)) }
        p { (say(Phrase::PaymentGoneText)) }
    };
    let page = page(Phrase::PaymentGone, look, None, &body);
    (StatusCode::NOT_FOUND, page).into_response()
}

/// A page whose form leads back to `portal`, which its policy has to name.
fn page(title: Phrase, look: Look, portal: Option<&str>, body: &Markup) -> Response {
    let say = |text: Phrase| text.in_language(look.language);
    let page = html! {
        (DOCTYPE)
        html lang=(look.language.code()) data-theme=(look.theme) {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                // A form of a page without a referrer would be sent without an origin.
                meta name="referrer" content="same-origin";
                title { (say(title)) }
                link rel="icon" href="data:,";
                link rel="stylesheet" href="/window.css";
            }
            body {
                p.stand-in data-testid="stand-in" { strong { (say(Phrase::StandIn)) } " " (say(Phrase::StandInText)) }
                main data-testid="payment" { (body) }
            }
        }
    };
    let policy = format!(
        "default-src 'none'; style-src 'self'; img-src data:; base-uri 'none'; \
         form-action 'self' {}; frame-ancestors 'none'",
        portal.unwrap_or_default()
    );
    (
        [(header::CONTENT_SECURITY_POLICY, policy)],
        Html(page.into_string()),
    )
        .into_response()
}
