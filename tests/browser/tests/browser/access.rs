//! What axe finds on the portal's surfaces, its own pages, the operator's screen and the partner's.

use serde_json::Value;

use crate::flows::TEAM;
use crate::harness::{Case, Outcome, Tab, driven, fail, workspace};

/// The list of what is serious, each with its elements.
const RUN: &str = "
  const done = arguments[arguments.length - 1];
  const isSerious = ({ impact }) => impact === 'serious' || impact === 'critical';
  const told = ({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' | ')}`;
  // A colour on its way to another is neither.
  const isStill = Promise.allSettled(document.getAnimations().map(({ finished }) => finished));
  isStill.then(() => axe.run(document, { iframes: false })).then(
    ({ violations, passes }) => done({ found: violations.filter(isSerious).map(told), passes: passes.length }),
    (error) => done({ error: String(error) }),
  );";

macro_rules! page {
    ($name:literal, $origin:expr, $path:expr, $ready:literal) => {
        driven($name, |tab| {
            Box::pin(async move {
                let (origin, path): (&str, String) = ($origin(tab), $path);
                tab.goto(&format!("{origin}{path}")).await?;
                tab.find($ready).await?;
                nothing_serious(tab).await
            })
        })
    };
}

pub(crate) fn cases() -> Vec<Case> {
    let mut cases = surfaces();
    cases.extend(pages());
    cases
}

fn portal<'a>(tab: &'a Tab<'_>) -> &'a str {
    tab.world.sandbox.portal()
}

fn partner<'a>(tab: &'a Tab<'_>) -> &'a str {
    tab.world.sandbox.partner()
}

fn api<'a>(tab: &'a Tab<'_>) -> &'a str {
    tab.world.sandbox.api()
}

fn surfaces() -> Vec<Case> {
    vec![
        page!(
            "light_cards",
            portal,
            "/embed/pro-plan?theme=light".to_owned(),
            "[data-testid=cards]"
        ),
        page!(
            "dark_cards",
            portal,
            "/embed/pro-plan?theme=dark&lang=da".to_owned(),
            "[data-testid=cards]"
        ),
        page!(
            "light_details",
            portal,
            format!("/embed/checkout/pro-plan/{TEAM}?theme=light"),
            "[data-testid=details-form]"
        ),
        page!(
            "dark_details",
            portal,
            format!("/embed/checkout/pro-plan/{TEAM}?theme=dark"),
            "[data-testid=details-form]"
        ),
        page!(
            "not_found",
            portal,
            "/embed/none?theme=dark".to_owned(),
            "[data-testid=not-found]"
        ),
        driven("a_flaw_is_found", |tab| Box::pin(flawed(tab))),
    ]
}

fn pages() -> Vec<Case> {
    vec![
        page!(
            "operator",
            api,
            "/operator".to_owned(),
            "[data-testid=inbox]"
        ),
        driven("every_page_of_the_partner_which_shows_its_source", |tab| {
            Box::pin(partners(tab))
        }),
    ]
}

/// Pages that hold no frame, and so have no source to show.
const WITHOUT_FRAME: [&str; 2] = ["index.html", "signup.html"];

async fn partners(tab: &Tab<'_>) -> Outcome {
    let folder = workspace().join("www");
    let Ok(files) = std::fs::read_dir(folder) else {
        return fail("no www/");
    };
    let names = files.filter_map(|it| it.ok()?.file_name().into_string().ok());
    let mut pages: Vec<_> = names.filter(|it| it.ends_with(".html")).collect();
    pages.sort();
    if pages.len() < 10 {
        return fail(format!("only {pages:?}"));
    }
    for page in pages {
        tab.visit(&format!("{}/{page}", partner(tab))).await?;
        if !WITHOUT_FRAME.contains(&page.as_str()) {
            tab.find("[data-testid=source]").await?;
        }
        if let Err(failure) = nothing_serious(tab).await {
            return fail(format!("{page}: {}", failure.0));
        }
    }
    Ok(())
}

async fn axe(tab: &Tab<'_>) -> Outcome<Value> {
    let path = workspace().join("node_modules/axe-core/axe.min.js");
    let Ok(source) = std::fs::read_to_string(&path) else {
        return fail("no axe-core, which `npm ci` installs");
    };
    let code = format!("{source};{RUN}");
    let answer = tab.client.execute_async(&code, Vec::new()).await?;
    match answer["passes"].as_u64() {
        Some(1..) => Ok(answer["found"].clone()),
        _ => fail(format!("axe has not run: {answer}")),
    }
}

pub(crate) async fn nothing_serious(tab: &Tab<'_>) -> Outcome {
    let found = axe(tab).await?;
    match found.as_array().map(Vec::len) {
        Some(0) => Ok(()),
        _ => fail(format!("axe finds {found:#}")),
    }
}

/// Else nobody would know that axe looks.
async fn flawed(tab: &Tab<'_>) -> Outcome {
    tab.goto(&format!("{}/embed/pro-plan?theme=light", portal(tab)))
        .await?;
    tab.find("[data-testid=cards]").await?;
    tab.js("document.querySelector('.card button').textContent = ''")
        .await?;
    let found = axe(tab).await?;
    if found.to_string().contains("button-name") {
        return Ok(());
    }
    fail(format!(
        "a button without a name is nothing to axe: {found}"
    ))
}
