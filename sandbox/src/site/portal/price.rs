//! Prices as the portal's own pages and the payment window write them. Frames
//! have them written by the browser.

use super::text::Phrase;
use crate::tenant::{Item, Language, Plan};

/// The price of `item`, as `EUR 49`.
pub(in crate::site) fn price(plan: &Plan, item: &Item, language: Language) -> String {
    let minor = item.price_minor.unwrap_or_default();
    let point = match language {
        Language::En => '.',
        Language::Da => ',',
    };
    let amount = match minor % 100 {
        0 => format!("{}", minor / 100),
        cents => format!("{}{point}{cents:02}", minor / 100),
    };
    match language {
        Language::En => format!("{} {amount}", plan.currency),
        Language::Da => format!("{amount} {}", plan.currency),
    }
}

/// The same for each month.
pub(in crate::site) fn monthly(plan: &Plan, item: &Item, language: Language) -> String {
    let price = price(plan, item, language);
    Phrase::PerMonthPrice.with(language, &[("price", &price)])
}
