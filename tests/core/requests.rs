use std::sync::atomic::{AtomicU32, Ordering};

use ledgerbee_embed::core::requests::{
    ABSORPTION_MS, Admission, InFlight, Key, MAX_ANSWERED, MAX_IN_FLIGHT, Requests,
};
use ledgerbee_embed::core::wire::Kind;

struct Asked(Key<String>, u32);

impl InFlight<String> for Asked {
    fn key(&self) -> &Key<String> {
        &self.0
    }

    fn number(&self) -> u32 {
        self.1
    }
}

fn key(kind: Kind, id: impl ToString) -> Key<String> {
    let id = id.to_string();
    Key { kind, print: 0, id }
}

/// The number of a request that is asked, each time another.
fn ask(requests: &mut Requests<String, Asked>, key: &Key<String>, now: f64) -> Option<u32> {
    static LAST: AtomicU32 = AtomicU32::new(0);
    (requests.admit(key, now) == Admission::Ask).then(|| {
        let number = LAST.fetch_add(1, Ordering::Relaxed);
        requests.add(Asked(key.clone(), number));
        number
    })
}

#[test]
fn a_repeat_is_absorbed_in_flight_and_for_a_while_after() {
    let mut requests = Requests::default();
    let one = key(Kind::Bind, 1);
    let asked = ask(&mut requests, &one, 0.0).unwrap();
    assert_eq!(requests.admit(&one, 9_999.0), Admission::Repeat);
    assert_eq!(
        requests.admit(&key(Kind::Catalog, 1), 0.0),
        Admission::Ask,
        "another kind is another request"
    );
    assert!(requests.settle(asked, 10_000.0).is_some());
    assert!(
        requests.settle(asked, 10_000.0).is_none(),
        "one answer each"
    );
    assert_eq!(
        requests.admit(&one, 10_000.0 + ABSORPTION_MS - 1.0),
        Admission::Repeat
    );
    assert_eq!(
        requests.admit(&one, 10_000.0 + ABSORPTION_MS),
        Admission::Ask
    );
}

#[test]
fn a_late_answer_does_not_settle_the_next_request_of_its_id() {
    let mut requests = Requests::default();
    let one = key(Kind::Bind, 1);
    let first = ask(&mut requests, &one, 0.0).unwrap();
    assert!(requests.settle(first, 0.0).is_some());
    let second = ask(&mut requests, &one, ABSORPTION_MS).unwrap();
    assert!(requests.settle(first, ABSORPTION_MS).is_none());
    assert!(requests.settle(second, ABSORPTION_MS).is_some());
}

#[test]
fn beyond_the_limit_a_request_is_turned_away_until_there_is_room() {
    let mut requests = Requests::default();
    let asked: Vec<u32> = (0..MAX_IN_FLIGHT)
        .map(|id| ask(&mut requests, &key(Kind::Bind, id), 0.0).unwrap())
        .collect();
    let over = key(Kind::Bind, "over");
    assert_eq!(requests.admit(&over, 0.0), Admission::TooMany);
    assert_eq!(
        requests.admit(&over, 1.0),
        Admission::Repeat,
        "it was answered"
    );
    assert!(requests.settle(asked[0], 2.0).is_some());
    assert_eq!(
        requests.admit(&key(Kind::Bind, "next"), 2.0),
        Admission::Ask
    );
}

#[test]
fn the_last_ids_are_remembered_and_a_new_document_forgets_them() {
    let mut requests = Requests::default();
    for id in 0..MAX_ANSWERED + 2 {
        let asked = ask(&mut requests, &key(Kind::Bind, id), 0.0).unwrap();
        assert!(requests.settle(asked, 0.0).is_some());
    }
    for id in 0..2 {
        assert_eq!(
            requests.admit(&key(Kind::Bind, id), 0.0),
            Admission::Ask,
            "pushed out by the last two"
        );
    }
    assert_eq!(requests.admit(&key(Kind::Bind, 2), 0.0), Admission::Repeat);
    let pending = key(Kind::Catalog, 1);
    assert!(ask(&mut requests, &pending, 0.0).is_some());
    requests.forget_answered();
    assert_eq!(requests.admit(&key(Kind::Bind, 2), 0.0), Admission::Ask);
    assert_eq!(
        requests.admit(&pending, 0.0),
        Admission::Repeat,
        "what is pending is not forgotten"
    );
}
