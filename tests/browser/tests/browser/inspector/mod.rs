//! The inspector: what it shows of a page, and that the page goes as it goes without it.

mod diagram;
mod harmless;
mod panel;
mod privacy;

use crate::doctor;
use crate::harness::{Case, Page};

/// A page with the inspector before everything of the embed's, and what looks into it.
pub(crate) fn inspected(page: Page) -> Page {
    watched(page).before("<script src='/inspector.js' nonce='page'></script>\n")
}

fn watched(page: Page) -> Page {
    page.script(include_str!("../page/inspector.js"))
}

const TOKENS: &str =
    "{ fetchBindToken: async () => 'bind token', fetchCatalogToken: () => 'catalog token' }";

pub(crate) fn cases() -> Vec<Case> {
    let mut cases = diagram::cases();
    cases.extend(privacy::cases());
    cases.extend(harmless::cases());
    cases.extend(panel::cases());
    cases.extend(doctor::cases());
    cases
}
