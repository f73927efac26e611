//! Plans and the items a buyer chooses from.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use super::buyer::Visitor;
use super::rule::Rule;

/// A language the portal speaks.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Language {
    #[default]
    En,
    Da,
}

impl Language {
    /// Every value with its name on the wire.
    pub(crate) const NAMES: &'static [(&'static str, Self)] = &[("en", Self::En), ("da", Self::Da)];

    /// The language called `name`, else English.
    pub(crate) fn or_default(name: Option<&str>) -> Self {
        Self::NAMES
            .iter()
            .find(|(known, _)| Some(*known) == name)
            .map_or(Self::default(), |(_, language)| *language)
    }

    pub(crate) fn code(self) -> &'static str {
        match self {
            Self::En => "en",
            Self::Da => "da",
        }
    }
}

/// A text in every language.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Text<T = String> {
    en: T,
    da: T,
}

impl<T> Text<T> {
    pub(crate) fn in_language(&self, language: Language) -> &T {
        match language {
            Language::En => &self.en,
            Language::Da => &self.da,
        }
    }
}

/// What an item's card leads to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize, ToSchema)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub(crate) enum ItemType {
    /// A checkout.
    Subscription,
    /// A link of the tenant's own; it has no price and no checkout.
    CustomCta,
}

/// One card of a plan.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Item {
    pub(crate) id: Uuid,
    pub(crate) item_type: ItemType,
    pub(crate) name: Text,
    pub(crate) description: Text,
    pub(crate) features: Text<Vec<String>>,
    /// In the smallest unit of the plan's currency.
    pub(crate) price_minor: Option<u64>,
    pub(crate) source_subscription_id: Option<Uuid>,
    pub(crate) cta_preset_key: Option<String>,
    pub(crate) cta_link: Option<String>,
}

impl Item {
    /// Whether a checkout can sell it.
    pub(crate) fn is_for_sale(&self) -> bool {
        self.item_type == ItemType::Subscription
    }
}

/// Where a plan stands in its life.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct PlanState {
    /// Whether it can still be sold; one that is archived can't.
    pub(crate) is_active: bool,
    /// Whether it has a published version.
    pub(crate) is_published: bool,
}

impl Default for PlanState {
    fn default() -> Self {
        Self {
            is_active: true,
            is_published: true,
        }
    }
}

/// A plan in its published version.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Plan {
    pub(crate) id: Uuid,
    pub(crate) version_id: Uuid,
    /// The public slug.
    pub(crate) vanity: Option<String>,
    pub(crate) name: Text,
    pub(crate) description: Text,
    /// ISO 4217.
    pub(crate) currency: String,
    #[serde(default)]
    pub(crate) state: PlanState,
    /// Where it stands in the tenant's catalogue, from 1.
    #[serde(skip)]
    pub(crate) display_order: u32,
    #[serde(default)]
    pub(crate) rules: Vec<Rule>,
    /// In the order of the cards.
    #[serde(rename = "item")]
    pub(crate) items: Vec<Item>,
}

impl Plan {
    /// Whether it can be sold now.
    pub(crate) fn is_for_sale(&self) -> bool {
        self.state.is_active && self.state.is_published
    }

    /// Whether `visitor` may see it and check it out.
    pub(crate) fn is_visible_to(&self, visitor: &Visitor) -> bool {
        self.is_for_sale() && self.rules.iter().any(|rule| rule.matches(visitor))
    }

    /// Whether it stands under its slug for everybody.
    pub(crate) fn is_public(&self) -> bool {
        self.vanity.is_some() && self.is_visible_to(&Visitor::default())
    }

    /// The item `id`, if it can be bought.
    pub(crate) fn item_for_sale(&self, id: Uuid) -> Option<&Item> {
        self.items
            .iter()
            .find(|item| item.id == id && item.is_for_sale())
    }
}
