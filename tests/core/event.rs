use ledgerbee_embed::core::event::{EVENTS, FutureNames, MAX_FUTURE_NAMES, fields};

use ledgerbee_oracle::sample::{Sample, object, text};

fn detail(name: &str, data: &Sample) -> Vec<(&'static str, Sample)> {
    fields(name, data).0
}

fn names(name: &str, data: &Sample) -> Vec<&'static str> {
    detail(name, data)
        .into_iter()
        .map(|(field, _)| field)
        .collect()
}

#[test]
fn an_event_has_its_own_fields_and_no_other() {
    let data = object([
        ("planVersionId", text("v")),
        ("planItemId", text("i")),
        ("vanity", text("pro-plan")),
        ("deferred", Sample::Bool(true)),
        ("ctaLink", text("/contact")),
        ("status", text("CONFIRMED")),
        ("subscriptionId", text("s")),
        ("email", text("jane@acme.example")),
        ("frame", text("x")),
    ]);
    assert!(names("pageLoaded", &data).is_empty());
    assert_eq!(
        names("checkoutInitiated", &data),
        ["planVersionId", "planItemId", "vanity", "deferred"]
    );
    assert_eq!(
        names("customCtaClicked", &data),
        ["planVersionId", "planItemId", "vanity", "ctaLink"]
    );
    assert_eq!(
        names("checkoutConfirmed", &data),
        [
            "planVersionId",
            "planItemId",
            "vanity",
            "status",
            "subscriptionId"
        ]
    );
    assert_eq!(names("planChanged", &data).len(), 7);
}

#[test]
fn a_field_that_is_wrong_is_left_out_or_null() {
    let data = object([
        ("planVersionId", Sample::Number(1.0)),
        ("planItemId", text("jane@acme.example")),
        ("vanity", text(&"a".repeat(257))),
        ("deferred", text("true")),
        ("ctaLink", text("javascript:alert(1)")),
    ]);
    assert!(names("checkoutInitiated", &data).is_empty());
    assert_eq!(
        detail("customCtaClicked", &data),
        [("ctaLink", Sample::Null)]
    );
    assert_eq!(
        detail("customCtaClicked", &object([])),
        [("ctaLink", Sample::Null)]
    );
    assert!(names("planChanged", &data).is_empty());
}

#[test]
fn names_of_a_newer_portal_pass_but_few_and_none_of_ours() {
    let mut future = FutureNames::default();
    for name in [
        "diagnostic",
        "status",
        "hello",
        "look",
        "resize",
        "bindToken",
        "catalogToken",
        "requestBindToken",
        "requestAnything",
        "",
        "Upper",
        "has space",
        "a1",
        "é",
        &"a".repeat(65),
    ] {
        assert!(!future.admit(name), "{name}");
    }
    let letters: Vec<String> = ('a'..)
        .take(MAX_FUTURE_NAMES)
        .map(|c| format!("{c}Changed"))
        .collect();
    for name in &letters {
        assert!(future.admit(name), "{name}");
    }
    assert!(!future.admit("oneTooMany"));
    assert!(future.admit(&letters[0]), "a known one still passes");
    assert!(!future.admit("oneTooMany"));
    assert!(FutureNames::default().admit(&"a".repeat(64)));
}

#[test]
fn every_event_of_the_table_passes_and_takes_no_place_of_a_newer_one() {
    let mut future = FutureNames::default();
    for _ in 0..2 * MAX_FUTURE_NAMES {
        assert!(EVENTS.iter().all(|(name, _)| future.admit(name)));
    }
    assert!(future.admit("planChanged"));
}
