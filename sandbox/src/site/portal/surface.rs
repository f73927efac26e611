//! The five surfaces that a partner can put in a frame.

use axum::extract::rejection::{PathRejection, QueryRejection};
use axum::extract::{OriginalUri, Path, Query};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use uuid::Uuid;

use super::host::PortalTenant;
use super::notice::{Notice, notice};
use super::page::{self, Frame, Kind, Look, PlanRef, Target};
use crate::http::Problem;
use crate::tenant::{Language, Plan, Tenant};

/// The query parameters of a surface. An unknown value counts as absent.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(in crate::site) struct Wishes {
    lang: Option<String>,
    theme: Option<String>,
    target: Option<String>,
    item: Option<String>,
    #[serde(rename = "ctaCallback")]
    cta_callback: Option<String>,
    #[serde(rename = "returnUrl")]
    return_url: Option<String>,
}

impl Wishes {
    pub(in crate::site) fn of(query: Ask) -> Self {
        query.map(|Query(wishes)| wishes).unwrap_or_default()
    }

    /// Those that a path of the portal's own carries.
    pub(super) fn of_path(path: &str) -> Self {
        let uri = path.parse().unwrap_or_default();
        Self::of(Query::try_from_uri(&uri))
    }

    pub(in crate::site) fn look(&self) -> Look {
        Look {
            language: Language::or_default(self.lang.as_deref()),
            theme: match self.theme.as_deref() {
                Some("light") => "light",
                Some("dark") => "dark",
                _ => "system",
            },
        }
    }

    fn target(&self) -> Target {
        match self.target.as_deref() {
            Some("inline") => Target::Inline,
            Some("_top") => Target::Top,
            Some("callback") => Target::Callback,
            _ => Target::Blank,
        }
    }

    fn item(&self) -> Option<Uuid> {
        self.item.as_deref().and_then(uuid)
    }

    fn frame(&self, kind: Kind, plan: PlanRef, item: Option<Uuid>, target: Target) -> Frame {
        Frame {
            kind,
            plan,
            item,
            target,
            has_cta_callback: self.cta_callback.as_deref() == Some("1"),
            return_url: self.return_url.clone(),
            look: self.look(),
        }
    }
}

fn uuid(text: &str) -> Option<Uuid> {
    Uuid::try_parse(text).ok().filter(|_| text.len() == 36)
}

type Segments<T> = Result<Path<T>, PathRejection>;
type Ask = Result<Query<Wishes>, QueryRejection>;

/// `/embed/{vanity}`: the cards of a public plan.
pub(super) async fn cards(
    PortalTenant(tenant): PortalTenant,
    path: Segments<String>,
    query: Ask,
) -> Response {
    let wishes = Wishes::of(query);
    let found = path
        .ok()
        .and_then(|Path(vanity)| public_plan(&tenant, vanity));
    let Some((vanity, plan)) = found else {
        return missing(&wishes);
    };
    let item = wishes.item().filter(|id| plan.item_for_sale(*id).is_some());
    // Where the checkout may not stand in a frame, the button leads out of it.
    let target = match wishes.target() {
        Target::Inline if !tenant.settings().allow_in_frame_checkout => Target::Blank,
        target => target,
    };
    let frame = wishes.frame(Kind::Cards, PlanRef::Vanity(vanity), item, target);
    page::frame(&tenant, &frame).into_response()
}

/// `/embed/checkout/{vanity}/{item_id}`: the checkout of one item.
pub(super) async fn checkout(
    PortalTenant(tenant): PortalTenant,
    path: Segments<(String, String)>,
    query: Ask,
) -> Response {
    let wishes = Wishes::of(query);
    let found = path.ok().and_then(|Path((vanity, item))| {
        let (vanity, plan) = public_plan(&tenant, vanity)?;
        let item = uuid(&item).filter(|id| plan.item_for_sale(*id).is_some())?;
        Some((vanity, item))
    });
    let Some((vanity, item)) = found else {
        return missing(&wishes);
    };
    let plan = PlanRef::Vanity(vanity);
    let frame = wishes.frame(Kind::Checkout, plan, Some(item), Target::Inline);
    page::frame(&tenant, &frame).into_response()
}

/// `/embed/by-id/{plan_id}`: the cards of a plan that needs a catalog token.
/// The shell is the same whether the plan exists or not.
pub(super) async fn gated_cards(
    PortalTenant(tenant): PortalTenant,
    path: Segments<String>,
    query: Ask,
) -> Response {
    let wishes = Wishes::of(query);
    let Some(id) = path.ok().and_then(|Path(id)| uuid(&id)) else {
        return missing(&wishes);
    };
    // A gated plan has no checkout outside the frame to break out to.
    let item = wishes.item();
    let frame = wishes.frame(Kind::Cards, PlanRef::Id(id), item, Target::Inline);
    page::frame(&tenant, &frame).into_response()
}

/// `/embed/checkout/by-id/{plan_id}/{item_id}`: the checkout of one item of a
/// plan that needs a catalog token; only if the tenant allows it in a frame.
pub(super) async fn gated_checkout(
    PortalTenant(tenant): PortalTenant,
    path: Segments<(String, String)>,
    query: Ask,
) -> Response {
    let wishes = Wishes::of(query);
    let ids = path
        .ok()
        .and_then(|Path((plan, item))| uuid(&plan).zip(uuid(&item)));
    let ids = ids.filter(|_| tenant.settings().allow_in_frame_checkout);
    let Some((plan, item)) = ids else {
        return missing(&wishes);
    };
    let plan = PlanRef::Id(plan);
    let frame = wishes.frame(Kind::Checkout, plan, Some(item), Target::Inline);
    page::frame(&tenant, &frame).into_response()
}

/// Everything else: a page for a browser's eyes, JSON under `/api`.
pub(super) async fn not_found(OriginalUri(uri): OriginalUri, query: Ask) -> Response {
    if uri.path().starts_with("/api/") {
        return Problem::unknown_path().await.into_response();
    }
    missing(&Wishes::of(query))
}

fn public_plan(tenant: &Tenant, vanity: String) -> Option<(String, Plan)> {
    let plan = tenant.public_plan(&vanity)?;
    Some((vanity, plan))
}

fn missing(wishes: &Wishes) -> Response {
    let page = notice(Notice::NotFound, wishes.look());
    (StatusCode::NOT_FOUND, page).into_response()
}
