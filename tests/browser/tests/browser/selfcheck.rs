//! The harness itself: what a page must not do unseen is seen.

use crate::harness::{Case, Outcome, Page, Tab, bare, driven, fail, page};

pub(crate) fn cases() -> Vec<Case> {
    vec![
        driven("a_failed_comparison_fails", |tab| {
            Box::pin(fails(tab, page(), "eq(1, '1')", "1, not \"1\""))
        }),
        driven("an_error_of_the_page_fails", |tab| {
            Box::pin(fails(tab, bare().script("null.x"), "", "null"))
        }),
        driven("an_unhandled_rejection_fails", |tab| {
            Box::pin(fails(
                tab,
                bare().script("Promise.reject(new Error('lost'))"),
                "",
                "lost",
            ))
        }),
        driven("a_console_error_fails", |tab| {
            Box::pin(fails(
                tab,
                bare().script("console.error('said')"),
                "",
                "said",
            ))
        }),
        driven("a_warning_fails", |tab| {
            Box::pin(fails(
                tab,
                bare().script("console.warn('hm')"),
                "",
                "warnings: [\"hm\"]",
            ))
        }),
        driven("a_warning_that_does_not_come_fails", |tab| {
            Box::pin(fails(
                tab,
                page(),
                "expectWarnings('untrusted-origin')",
                "warnings: []",
            ))
        }),
        driven("an_error_that_does_not_come_fails", |tab| {
            Box::pin(fails(tab, page(), "expectErrors('boom')", "no error said"))
        }),
        driven("a_refused_script_fails", |tab| {
            let policy = "<meta http-equiv=Content-Security-Policy content=\"img-src 'none'\"><img alt='' src='/x'>";
            Box::pin(fails(
                tab,
                bare().before(policy),
                "await settle()",
                "csp: img-src",
            ))
        }),
    ]
}

async fn fails(tab: &Tab<'_>, page: Page, test: &str, wanted: &str) -> Outcome {
    match tab.run(&page, test).await {
        Ok(()) => fail("the test passed"),
        Err(failure) if failure.0.contains(wanted) => Ok(()),
        Err(failure) => fail(format!("it failed for another reason: {}", failure.0)),
    }
}
