//! The operator's screen: the mail that portals have sent, what has happened,
//! and each tenant's switches and allowlist. It runs no script.

use axum::extract::rejection::FormRejection;
use axum::extract::{Form, Path, State};
use axum::http::{StatusCode, header};
use axum::response::{Html, IntoResponse, Redirect, Response};
use maud::{DOCTYPE, Markup, html};
use serde::Deserialize;
use serde_json::Value;

use super::activity;
use super::subject::tenant;
use crate::http::Problem;
use crate::portal::Mail;
use crate::tenant::{Settings, Tenant, read_allowlist};
use crate::world::{Shared, World};

const STYLE: &str = include_str!("screen.css");

/// What a tenant's form sends; a box that is not ticked sends nothing.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Wanted {
    allow_in_frame_checkout: Option<String>,
    #[serde(default)]
    partner_origins: String,
}

pub(super) async fn style() -> impl IntoResponse {
    ([(header::CONTENT_TYPE, "text/css; charset=utf-8")], STYLE)
}

/// What a tenant's form was sent with, and what is wrong with it.
struct Refused {
    slug: String,
    wanted: Wanted,
    fault: String,
}

/// `GET /operator`.
pub(super) async fn show(State(world): State<Shared>) -> Html<String> {
    page(&world, None)
}

fn page(world: &World, refused: Option<&Refused>) -> Html<String> {
    let page = html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                // A form of a page without a referrer would be sent without an origin.
                meta name="referrer" content="same-origin";
                title { "Operator" }
                link rel="icon" href="data:,";
                link rel="stylesheet" href="/operator/screen.css";
            }
            body {
                header { strong { "LedgerBee sandbox" } nav {
                    a href=(world.origins.partner) { "Partner site" }
                    a href="/docs/" { "API" }
                } }
                main {
                    h1 { "Operator" }
                    (inbox(world))
                    (activity::clock(world))
                    (activity::subscriptions(world))
                    (activity::webhooks(world))
                    @for tenant in world.tenants.all() {
                        (switches(&tenant, refused.filter(|it| it.slug == tenant.slug)))
                    }
                }
            }
        }
    };
    Html(page.into_string())
}

/// `POST /operator/tenants/{slug}/switches`: what its form says.
pub(super) async fn change(
    State(world): State<Shared>,
    Path(slug): Path<String>,
    wanted: Result<Form<Wanted>, FormRejection>,
) -> Result<Response, Problem> {
    let tenant = tenant(&world, &slug)?;
    let Ok(Form(wanted)) = wanted else {
        return Err(Problem::field("partnerOrigins", "must come as a form"));
    };
    let lines = wanted.partner_origins.lines().map(str::trim);
    let lines = lines.filter(|line| !line.is_empty()).map(Value::from);
    let partner_origins = match read_allowlist(&Value::Array(lines.collect())) {
        Ok(origins) => origins,
        Err(fault) => {
            let refused = Refused {
                slug,
                wanted,
                fault,
            };
            let page = page(&world, Some(&refused));
            return Ok((StatusCode::BAD_REQUEST, page).into_response());
        }
    };
    tenant.set_settings(Settings {
        allow_in_frame_checkout: wanted.allow_in_frame_checkout.is_some(),
        partner_origins,
        ..tenant.settings()
    })?;
    Ok(Redirect::to(&format!("/operator#{slug}")).into_response())
}

fn inbox(world: &World) -> Markup {
    let mail = world.mailbox.all();
    html! {
        section #inbox aria-labelledby="inbox-title" data-testid="inbox" {
            h2 #inbox-title { "Inbox" }
            p.quiet { "Mail from the portals, newest first. It is shown here only and never sent." }
            @if mail.is_empty() { p.empty { "No mail yet. Check out anonymously, and the link appears here." } }
            ol { @for it in mail.iter().rev() { (letter(it)) } }
        }
    }
}

fn letter(mail: &Mail) -> Markup {
    html! {
        li data-testid="mail" {
            div {
                strong { (mail.subject) }
                p.quiet { (mail.tenant) " to " (mail.to) ", " time { (mail.sent_at.strftime("%F %H:%M")) } }
            }
            a.button href=(mail.link) data-testid="mail-link" { "Follow the link" }
        }
    }
}

/// The form of `tenant`, with what was entered if it was refused.
fn switches(tenant: &Tenant, refused: Option<&Refused>) -> Markup {
    let settings = tenant.settings();
    let slug = &tenant.slug;
    let (is_ticked, origins) = match refused {
        Some(Refused { wanted, .. }) => (
            wanted.allow_in_frame_checkout.is_some(),
            wanted.partner_origins.clone(),
        ),
        None => (
            settings.allow_in_frame_checkout,
            settings.partner_origins.join("\n"),
        ),
    };
    let fault = refused.map(|it| it.fault.as_str());
    let fault_id = format!("{slug}-fault");
    html! {
        section id=(slug) aria-labelledby={ (slug) "-title" } {
            h2 id={ (slug) "-title" } { (tenant.name) " " small { (slug) } }
            form method="post" action={ "/operator/tenants/" (slug) "/switches" } data-testid={ "switches-" (slug) } {
                label.switch {
                    input type="checkbox" name="allowInFrameCheckout" checked[is_ticked];
                    span { "Allow in-frame checkout" }
                }
                label.list {
                    span { "Partner origins, one a line" }
                    textarea name="partnerOrigins" rows="3" spellcheck="false" autofocus[fault.is_some()]
                        aria-invalid=[fault.map(|_| "true")] aria-describedby=[fault.map(|_| &fault_id)] { (origins) }
                }
                @if let Some(fault) = fault {
                    p.fault role="alert" id=(fault_id) data-testid="fault" { "Partner origins " (fault) "." }
                }
                p.quiet { "Who may frame the portal. " code { "{partner}" } " is the demo's own site." }
                button type="submit" { "Save" }
            }
        }
    }
}
