use ledgerbee_embed::core::wire::{Kind, Message, Refusal, read};
use ledgerbee_oracle::sample::{Sample, object, text};

fn refuse_all(_: &str) -> bool {
    false
}

fn request(id: Sample) -> Sample {
    object([("type", text("requestBindToken")), ("requestId", id)])
}

#[test]
fn both_spellings_of_both_requests_are_read() {
    for (word, kind, is_prefixed) in [
        ("requestBindToken", Kind::Bind, false),
        ("ledgerbee:embed:requestBindToken", Kind::Bind, true),
        ("requestCatalogToken", Kind::Catalog, false),
        ("ledgerbee:embed:requestCatalogToken", Kind::Catalog, true),
    ] {
        let data = object([("type", text(word)), ("requestId", text("1"))]);
        let Ok(Message::Request {
            kind: found,
            is_prefixed: prefixed,
            id,
            ..
        }) = read(&data, refuse_all)
        else {
            panic!("{word}");
        };
        assert_eq!((found, prefixed, id), (kind, is_prefixed, text("1")));
    }
    assert_eq!(Kind::Bind.answer(), "bindToken");
    assert_eq!(Kind::Catalog.answer(), "catalogToken");
}

#[test]
fn an_id_is_a_short_text_or_a_safe_integer() {
    let longest = "x".repeat(128);
    for id in [
        text("1"),
        text(&longest),
        Sample::Number(0.0),
        Sample::Number(-9_007_199_254_740_991.0),
    ] {
        assert!(read(&request(id.clone()), refuse_all).is_ok(), "{id:?}");
    }
    let too_long = "x".repeat(129);
    for id in [
        text(""),
        text(&too_long),
        Sample::Number(1.5),
        Sample::Number(f64::NAN),
        Sample::Number(f64::INFINITY),
        Sample::Number(9_007_199_254_740_992.0),
        Sample::Null,
        Sample::Bool(true),
        object([]),
    ] {
        assert_eq!(
            read(&request(id.clone()), refuse_all),
            Err(Refusal::BadField("requestId")),
            "{id:?}"
        );
    }
    assert_eq!(
        read(&object([("type", text("requestBindToken"))]), refuse_all),
        Err(Refusal::BadField("requestId"))
    );
}

#[test]
fn a_height_is_clamped_and_no_number_is_malformed() {
    for (height, expected) in [
        (812.5, 812.5),
        (-1.0, 0.0),
        (1e9, 20_000.0),
        (f64::INFINITY, 20_000.0),
    ] {
        let data = object([("type", text("resize")), ("height", Sample::Number(height))]);
        assert_eq!(read(&data, refuse_all), Ok(Message::Resize(expected)));
    }
    for height in [Sample::Number(f64::NAN), text("12"), Sample::Null] {
        let data = object([("type", text("resize")), ("height", height)]);
        assert_eq!(read(&data, refuse_all), Err(Refusal::BadField("height")));
    }
}

#[test]
fn what_is_no_message_is_malformed_and_what_is_no_word_unknown() {
    for data in [
        Sample::Null,
        text("requestBindToken"),
        Sample::Number(1.0),
        object([]),
        object([("type", Sample::Null)]),
    ] {
        assert_eq!(read(&data, refuse_all), Err(Refusal::NoType), "{data:?}");
    }
    for word in [
        "",
        "planChanged",
        "bindToken",
        "ledgerbee:embed:",
        &"x".repeat(1000),
    ] {
        let data = object([("type", text(word))]);
        assert_eq!(read(&data, refuse_all), Err(Refusal::Unknown), "{word}");
    }
    let known = object([("type", text("ledgerbee:embed:pageLoaded"))]);
    assert_eq!(
        read(&known, |name| name == "pageLoaded"),
        Ok(Message::Event {
            name: "pageLoaded".into(),
            prefixed: text("ledgerbee:embed:pageLoaded"),
        })
    );
    let future = object([("type", text("planChanged"))]);
    assert_eq!(
        read(&future, |name| name == "planChanged"),
        Ok(Message::Event {
            name: "planChanged".into(),
            prefixed: text("ledgerbee:embed:planChanged"),
        })
    );
}

/// Equal ids must have equal prints; that others differ only saves comparisons.
#[test]
fn an_id_has_one_print_and_hardly_shares_it() {
    let print = |id: Sample| match read(&request(id), refuse_all) {
        Ok(Message::Request { print, .. }) => print,
        other => panic!("{other:?}"),
    };
    assert_eq!(print(text("a")), print(text("a")));
    assert_eq!(print(Sample::Number(0.0)), print(Sample::Number(-0.0)));
    let numbers = (0..1_000).flat_map(|n| [f64::from(n), 1_795_838_400_000.0 + f64::from(n)]);
    let mut prints: Vec<u32> = numbers.map(|n| print(Sample::Number(n))).collect();
    prints.extend((0..1_000).map(|n| print(text(&format!("request-{n}")))));
    prints.sort_unstable();
    prints.dedup();
    assert!(prints.len() > 2_950, "{}", prints.len());
}
