//! Prices as the portal's own pages and the payment window write them, which is
//! as browsers do in frames.

use super::text::Phrase;
use crate::tenant::{Item, Language, Plan};

/// The price of `item`, as `€49` or `49 €`.
pub(in crate::site) fn price(plan: &Plan, item: &Item, language: Language) -> String {
    written(
        item.price_minor.unwrap_or_default(),
        &plan.currency,
        language,
    )
}

/// The same for each month.
pub(in crate::site) fn monthly(plan: &Plan, item: &Item, language: Language) -> String {
    let price = price(plan, item, language);
    Phrase::PerMonthPrice.with(language, &[("price", &price)])
}

fn written(minor: u64, currency: &str, language: Language) -> String {
    let (point, comma) = match language {
        Language::En => ('.', ','),
        Language::Da => (',', '.'),
    };
    let whole = grouped(minor / 100, comma);
    let amount = match minor % 100 {
        0 => whole,
        cents => format!("{whole}{point}{cents:02}"),
    };
    match (language, currency) {
        (Language::En, "EUR") => format!("€{amount}"),
        (Language::En, "USD") => format!("${amount}"),
        (Language::En, "GBP") => format!("£{amount}"),
        (Language::En, other) => format!("{other}\u{a0}{amount}"),
        (Language::Da, "EUR") => format!("{amount}\u{a0}€"),
        (Language::Da, "USD") => format!("{amount}\u{a0}$"),
        (Language::Da, "GBP") => format!("{amount}\u{a0}£"),
        (Language::Da, "DKK") => format!("{amount}\u{a0}kr."),
        (Language::Da, other) => format!("{amount}\u{a0}{other}"),
    }
}

/// `number` with `separator` before each three digits but the first.
fn grouped(number: u64, separator: char) -> String {
    let digits = number.to_string();
    let mut written = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            written.push(separator);
        }
        written.push(digit);
    }
    written
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_price_is_written_as_browsers_do() {
        for (minor, currency, english, danish) in [
            (4900, "EUR", "€49", "49\u{a0}€"),
            (4950, "EUR", "€49.50", "49,50\u{a0}€"),
            (4905, "DKK", "DKK\u{a0}49.05", "49,05\u{a0}kr."),
            (100, "USD", "$1", "1\u{a0}$"),
            (123_456_789, "EUR", "€1,234,567.89", "1.234.567,89\u{a0}€"),
            (0, "SEK", "SEK\u{a0}0", "0\u{a0}SEK"),
        ] {
            assert_eq!(written(minor, currency, Language::En), english);
            assert_eq!(written(minor, currency, Language::Da), danish);
        }
    }
}
