//! Prints the tables of the core as JSON, for what is not Rust: the loader, and the check of the
//! package's types.

#![expect(clippy::print_stdout, reason = "that is what it is for")]

use ledgerbee_embed::core::clock::{DEFAULT_TIMEOUT_MS, TIMEOUT_RANGE_MS};
use ledgerbee_embed::core::diagnostic::Code;
use ledgerbee_embed::core::event::{EVENTS, Field};
use ledgerbee_embed::core::wire::{Kind, MAX_REQUEST_ID, PREFIX};

/// An object of texts.
fn object<'a>(rows: impl Iterator<Item = (&'a str, String)>) -> String {
    let rows: Vec<String> = rows
        .map(|(name, value)| format!("{name:?}:{value}"))
        .collect();
    format!("{{{}}}", rows.join(","))
}

fn main() {
    let text = |text: &str| format!("{text:?}");
    let kinds = Kind::ALL.iter().map(|kind| {
        let words = [
            ("request", text(kind.request())),
            ("answer", text(kind.answer())),
            ("provider", text(kind.provider())),
            ("isNeeded", kind.is_needed().to_string()),
        ];
        (kind.name(), object(words.into_iter()))
    });
    let (least, most) = TIMEOUT_RANGE_MS;
    let limits = [
        ("requestId", MAX_REQUEST_ID.to_string()),
        ("defaultTimeoutMs", DEFAULT_TIMEOUT_MS.to_string()),
        ("leastTimeoutMs", least.to_string()),
        ("mostTimeoutMs", most.to_string()),
    ];
    let fields = Field::ALL
        .iter()
        .map(|field| (field.name(), format!("\"{:?}\"", field.rule())));
    let events = EVENTS.iter().map(|(name, fields)| {
        let names: Vec<&str> = fields.iter().map(|field| field.name()).collect();
        (*name, format!("{names:?}"))
    });
    let codes: Vec<&str> = Code::ALL.iter().map(|code| code.name()).collect();
    let parts = [
        ("prefix", text(PREFIX)),
        ("kinds", object(kinds)),
        ("limits", object(limits.into_iter())),
        ("fields", object(fields)),
        ("events", object(events)),
        ("codes", format!("{codes:?}")),
    ];
    println!("{}", object(parts.into_iter()));
}
