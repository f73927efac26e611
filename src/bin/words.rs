//! Prints the tables of the core as JSON, for what is not Rust: the loader, and the check of the
//! package's types.

#![expect(clippy::print_stdout, reason = "that is what it is for")]

use ledgerbee_embed::core::diagnostic::Code;
use ledgerbee_embed::core::event::{EVENTS, Field};
use ledgerbee_embed::core::wire::{Kind, PREFIX};

/// An object of texts.
fn object<'a>(rows: impl Iterator<Item = (&'a str, String)>) -> String {
    let rows: Vec<String> = rows
        .map(|(name, value)| format!("{name:?}:{value}"))
        .collect();
    format!("{{{}}}", rows.join(","))
}

fn main() {
    let answers = Kind::ALL
        .iter()
        .map(|kind| (kind.request(), format!("{:?}", kind.answer())));
    let providers = Kind::ALL
        .iter()
        .map(|kind| (kind.name(), format!("{:?}", kind.provider())));
    let fields = Field::ALL
        .iter()
        .map(|field| (field.name(), format!("\"{:?}\"", field.rule())));
    let events = EVENTS.iter().map(|(name, fields)| {
        let names: Vec<&str> = fields.iter().map(|field| field.name()).collect();
        (*name, format!("{names:?}"))
    });
    let codes: Vec<&str> = Code::ALL.iter().map(|code| code.name()).collect();
    let parts = [
        ("prefix", format!("{PREFIX:?}")),
        ("answers", object(answers)),
        ("providers", object(providers)),
        ("fields", object(fields)),
        ("events", object(events)),
        ("codes", format!("{codes:?}")),
    ];
    println!("{}", object(parts.into_iter()));
}
