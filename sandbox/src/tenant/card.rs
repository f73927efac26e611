//! A plan as the catalogue and the frames show it.

use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::plan::{Item, ItemType, Language, Plan};

/// A plan's place in the catalogue, and its card.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct PortalCatalogEntry {
    /// Where the plan stands among the plans of the catalogue.
    display_order: u32,
    /// Whether the visitor only has it from earlier. Always `false` here.
    is_legacy_for_visitor: bool,
    plan: PlanCard,
}

/// The card of a plan, in one language.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct PlanCard {
    plan_id: Uuid,
    plan_version_id: Uuid,
    /// The public slug, as in `/embed/<vanity>`; `null` unless the plan is public.
    #[schema(required, example = "pro-plan")]
    vanity: Option<String>,
    name: String,
    description: String,
    /// ISO 4217.
    #[schema(example = "EUR")]
    currency: String,
    items: Vec<PlanItemCard>,
}

/// The card of one item of a plan.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct PlanItemCard {
    plan_item_id: Uuid,
    item_type: ItemType,
    /// Where the card stands among the cards of the plan.
    display_order: u32,
    name: String,
    description: String,
    features: Vec<String>,
    /// In the smallest unit of `currency`; `null` for a `CUSTOM_CTA`.
    #[schema(required)]
    price_minor: Option<u64>,
    currency: String,
    /// How often the price is due; `null` for a `CUSTOM_CTA`.
    #[schema(required, example = "MONTH")]
    interval: Option<&'static str>,
    /// What a checkout subscribes to; `null` for a `CUSTOM_CTA`.
    #[schema(required)]
    source_subscription_id: Option<Uuid>,
    /// The text of a `CUSTOM_CTA`'s button.
    #[schema(required, example = "contactUs")]
    cta_preset_key: Option<String>,
    /// Where a `CUSTOM_CTA`'s button leads.
    #[schema(required)]
    cta_link: Option<String>,
}

impl PortalCatalogEntry {
    /// The entry of `plan` in `language`.
    pub(crate) fn of(plan: &Plan, language: Language) -> Self {
        let items = (1_u32..).zip(&plan.items);
        Self {
            display_order: plan.display_order,
            is_legacy_for_visitor: false,
            plan: PlanCard {
                plan_id: plan.id,
                plan_version_id: plan.version_id,
                // A slug is public only with the plan.
                vanity: plan.vanity.clone().filter(|_| plan.is_public()),
                name: plan.name.in_language(language).clone(),
                description: plan.description.in_language(language).clone(),
                currency: plan.currency.clone(),
                items: items
                    .map(|(order, item)| PlanItemCard::of(item, order, plan, language))
                    .collect(),
            },
        }
    }
}

impl PlanItemCard {
    fn of(item: &Item, display_order: u32, plan: &Plan, language: Language) -> Self {
        Self {
            plan_item_id: item.id,
            item_type: item.item_type,
            display_order,
            name: item.name.in_language(language).clone(),
            description: item.description.in_language(language).clone(),
            features: item.features.in_language(language).clone(),
            price_minor: item.price_minor,
            currency: plan.currency.clone(),
            interval: item.price_minor.map(|_| "MONTH"),
            source_subscription_id: item.source_subscription_id,
            cta_preset_key: item.cta_preset_key.clone(),
            cta_link: item.cta_link.clone(),
        }
    }
}
