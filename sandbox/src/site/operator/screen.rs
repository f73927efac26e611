//! The operator's screen: the mail that portals have sent, and each tenant's
//! switches and allowlist. It runs no script.

use axum::extract::rejection::FormRejection;
use axum::extract::{Form, Path, State};
use axum::http::header;
use axum::response::{Html, IntoResponse, Redirect, Response};
use maud::{DOCTYPE, Markup, html};
use serde::Deserialize;
use serde_json::Value;

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

/// `GET /operator`.
pub(super) async fn show(State(world): State<Shared>) -> Html<String> {
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
                    (inbox(&world))
                    @for tenant in world.tenants.all() { (switches(&tenant)) }
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
    let origins = read_allowlist(&Value::Array(lines.collect()));
    let partner_origins = origins.map_err(|it| Problem::field("partnerOrigins", &it))?;
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

fn switches(tenant: &Tenant) -> Markup {
    let settings = tenant.settings();
    let slug = &tenant.slug;
    html! {
        section id=(slug) aria-labelledby={ (slug) "-title" } {
            h2 id={ (slug) "-title" } { (tenant.name) " " small { (slug) } }
            form method="post" action={ "/operator/tenants/" (slug) "/switches" } data-testid={ "switches-" (slug) } {
                label.switch {
                    input type="checkbox" name="allowInFrameCheckout" checked[settings.allow_in_frame_checkout];
                    span { "Allow in-frame checkout" }
                }
                label.list {
                    span { "Partner origins, one a line" }
                    textarea name="partnerOrigins" rows="3" spellcheck="false" { (settings.partner_origins.join("\n")) }
                }
                p.quiet { "Who may frame the portal. " code { "{partner}" } " is the demo's own site." }
                button type="submit" { "Save" }
            }
        }
    }
}
