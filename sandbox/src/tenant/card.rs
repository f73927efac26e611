//! A plan as the catalogue and the frames show it.

use serde_json::{Value, json};

use super::plan::{Item, Language, Plan};

/// The catalogue entry of `plan`, which stands at `display_order` in the
/// tenant's catalogue.
pub(crate) fn entry(plan: &Plan, display_order: usize, language: Language) -> Value {
    let items: Vec<Value> = (1_usize..)
        .zip(&plan.items)
        .map(|(order, item)| card_item(item, order, plan, language))
        .collect();
    json!({
        "displayOrder": display_order,
        "isLegacyForVisitor": false,
        "plan": {
            "planId": plan.id,
            "planVersionId": plan.version_id,
            // A slug is public only with the plan.
            "vanity": plan.vanity.as_deref().filter(|_| plan.is_public()),
            "name": plan.name.in_language(language),
            "description": plan.description.in_language(language),
            "currency": plan.currency,
            "items": items,
        },
    })
}

fn card_item(item: &Item, display_order: usize, plan: &Plan, language: Language) -> Value {
    json!({
        "planItemId": item.id,
        "itemType": item.item_type,
        "displayOrder": display_order,
        "name": item.name.in_language(language),
        "description": item.description.in_language(language),
        "features": item.features.in_language(language),
        "priceMinor": item.price_minor,
        "currency": plan.currency,
        "interval": item.price_minor.map(|_| "MONTH"),
        "sourceSubscriptionId": item.source_subscription_id,
        "ctaPresetKey": item.cta_preset_key,
        "ctaLink": item.cta_link,
    })
}
