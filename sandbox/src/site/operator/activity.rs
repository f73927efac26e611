//! What the operator's screen shows of what has happened, and what its buttons
//! do: the clock, subscriptions, and webhooks with their results.

use axum::extract::rejection::FormRejection;
use axum::extract::{Form, Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use maud::{Markup, html};
use serde::Deserialize;

use super::subject::tenant;
use crate::http::{Problem, read};
use crate::webhook::{Delivery, Progress};
use crate::world::{Shared, World};

/// What the clock's buttons advance it by, in seconds.
const SPANS: &[(&str, u64)] = &[
    ("An hour", 60 * 60),
    ("A day", 24 * 60 * 60),
    ("A week", 7 * 24 * 60 * 60),
    ("30 days", 30 * 24 * 60 * 60),
];

/// How many of a list are shown, the newest.
const MOST: usize = 50;

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Span {
    advance_seconds: String,
}

/// `POST /operator/clock/advance` `advanceSeconds=`: what a button says.
pub(super) async fn advance(
    State(world): State<Shared>,
    span: Result<Form<Span>, FormRejection>,
) -> Result<Response, Problem> {
    let fault = |message: &str| Problem::field("advanceSeconds", message);
    let Form(span) = span.map_err(|_| fault("must come as a form"))?;
    let seconds: Option<u64> = span.advance_seconds.parse().ok();
    let seconds = read::seconds(&seconds.into()).map_err(|message| fault(&message))?;
    world.advance(seconds)?;
    Ok(Redirect::to("/operator#clock").into_response())
}

/// `POST /operator/tenants/{slug}/deliveries/{id}/resend`: sends a webhook once
/// more, under the id it has.
pub(super) async fn resend(
    State(world): State<Shared>,
    Path((slug, id)): Path<(String, String)>,
) -> Result<Response, Problem> {
    let tenant = tenant(&world, &slug)?;
    let not_found = || Problem::not_found("DELIVERY_NOT_FOUND", "The tenant has no such delivery.");
    let id = read::uuid(&id.into()).map_err(|_| not_found())?;
    if !world.webhooks.send_again(&tenant.slug, id)? {
        return Err(not_found());
    }
    Ok(Redirect::to("/operator#webhooks").into_response())
}

pub(super) fn clock(world: &World) -> Markup {
    html! {
        section #clock aria-labelledby="clock-title" data-testid="clock" {
            h2 #clock-title { "Clock" }
            p { "It is " time { (world.now().strftime("%F %H:%M")) } " UTC." }
            form.row method="post" action="/operator/clock/advance" {
                span.quiet { "Let time pass:" }
                @for (name, seconds) in SPANS {
                    button.plain type="submit" name="advanceSeconds" value=(seconds) { (name) }
                }
            }
        }
    }
}

pub(super) fn subscriptions(world: &World) -> Markup {
    let all = world.subscriptions.all();
    html! {
        section #subscriptions aria-labelledby="subscriptions-title" data-testid="operator-subscriptions" {
            h2 #subscriptions-title { "Subscriptions" }
            @if all.is_empty() { p.empty { "None yet." } }
            ol { @for it in all.iter().rev().take(MOST) {
                li data-testid="subscription-row" {
                    div {
                        strong { (customer(world, &it.tenant, it.customer_id)) } " "
                        span.quiet { (format!("{:?}", it.stage)) ", from " (it.start_date) }
                        p.quiet { code { (it.id) } }
                        p.quiet { (it.tenant) @if let Some(reference) = &it.client_reference_id { ", " code { (reference) } } }
                    }
                }
            } }
        }
    }
}

fn customer(world: &World, slug: &str, id: uuid::Uuid) -> String {
    let tenant = world.tenants.get(slug);
    let customer = tenant.and_then(|it| it.customer(id));
    customer.map_or_else(|| id.to_string(), |it| it.name)
}

pub(super) fn webhooks(world: &World) -> Markup {
    let all = world.webhooks.all();
    html! {
        section #webhooks aria-labelledby="webhooks-title" data-testid="webhooks" {
            h2 #webhooks-title { "Webhooks" }
            p.quiet { "Newest first. One that is sent again keeps its webhook-id." }
            @if all.is_empty() { p.empty { "None yet. Confirm a checkout, and they appear here." } }
            ol { @for it in all.iter().rev().take(MOST) { (webhook(it)) } }
        }
    }
}

fn webhook(it: &Delivery) -> Markup {
    let state = match it.progress {
        Progress::Pending => "pending",
        Progress::Delivered => "delivered",
        Progress::GivenUp => "given up",
    };
    let action = format!(
        "/operator/tenants/{}/deliveries/{}/resend",
        it.tenant, it.id
    );
    html! {
        li data-testid="webhook" {
            div {
                strong { (it.kind) }
                p.quiet { (it.tenant) " to " (it.url) ", " time { (it.created_at.strftime("%F %H:%M")) } }
                p.quiet {
                    (state) ", attempts: " (it.attempts)
                    @if let Some(answer) = &it.last_answer { ", last answer: " (answer) }
                }
            }
            form method="post" action=(action) {
                button.plain type="submit" data-testid="resend" { "Send again" }
            }
        }
    }
}
