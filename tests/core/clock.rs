use ledgerbee_embed::core::clock::{
    DEFAULT_SILENCE_MS, DEFAULT_TIMEOUT_MS, PROVIDER_WAIT_MS, SILENCE_RANGE_MS, TIMEOUT_RANGE_MS,
    waits_for_provider, within,
};
use ledgerbee_embed::core::diagnostic::{Code, MAX_REPORTS, Tally};
use ledgerbee_embed::core::event::MAX_FUTURE_NAMES;
use ledgerbee_embed::core::field::{MAX_ID, MAX_LINK};
use ledgerbee_embed::core::requests::{ABSORPTION_MS, MAX_ANSWERED, MAX_IN_FLIGHT};
use ledgerbee_embed::core::wire::{Kind, MAX_HEIGHT, MAX_REQUEST_ID, MAX_TOKEN};

/// Other tests count by the constants, so none of them would notice one that has changed.
#[test]
fn the_limits_are_those_of_the_protocol() {
    assert_eq!(
        (PROVIDER_WAIT_MS, DEFAULT_TIMEOUT_MS, DEFAULT_SILENCE_MS),
        (2_000.0, 10_000.0, 10_000.0)
    );
    assert_eq!(TIMEOUT_RANGE_MS, (100.0, 60_000.0));
    assert_eq!(SILENCE_RANGE_MS, (1_000.0, 60_000.0));
    assert_eq!(
        (MAX_IN_FLIGHT, MAX_ANSWERED, ABSORPTION_MS),
        (32, 256, 2_000.0)
    );
    assert_eq!(
        (MAX_REQUEST_ID, MAX_TOKEN, MAX_HEIGHT),
        (128, 4_096, 20_000.0)
    );
    assert_eq!((MAX_ID, MAX_LINK, MAX_FUTURE_NAMES), (256, 2_048, 16));
    assert_eq!(MAX_REPORTS, 20);
}

#[test]
fn before_load_all_wait_and_after_it_only_a_catalog_request_a_while() {
    for kind in Kind::ALL {
        assert!(waits_for_provider(*kind, None, 1e9));
    }
    let loaded = Some(500.0);
    assert!(!waits_for_provider(Kind::Bind, loaded, 500.0));
    assert!(waits_for_provider(
        Kind::Catalog,
        loaded,
        499.0 + PROVIDER_WAIT_MS
    ));
    assert!(!waits_for_provider(
        Kind::Catalog,
        loaded,
        500.0 + PROVIDER_WAIT_MS
    ));
}

#[test]
fn a_timeout_is_clamped() {
    for (asked, expected) in [
        (99.0, 100.0),
        (5_000.0, 5_000.0),
        (1e9, 60_000.0),
        (f64::INFINITY, 60_000.0),
        (-1.0, 100.0),
    ] {
        assert_eq!(within(asked, TIMEOUT_RANGE_MS), expected);
    }
    assert_eq!(within(1.0, SILENCE_RANGE_MS), 1_000.0);
}

#[test]
fn a_code_is_reported_so_often_and_no_more() {
    let mut tally = Tally::default();
    for _ in 0..MAX_REPORTS {
        assert!(tally.admit(Code::UnknownMessage));
    }
    assert!(!tally.admit(Code::UnknownMessage));
    assert!(tally.admit(Code::FrameSilent), "each code has its own");
}

#[test]
fn codes_are_told_apart_by_name() {
    let mut names: Vec<&str> = Code::ALL.iter().map(|code| code.name()).collect();
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), Code::ALL.len());
}
