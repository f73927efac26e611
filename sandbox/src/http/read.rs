//! Readers of one field's value: each gives what it stands for, or says what
//! it must be.

use std::ops::RangeInclusive;

use jiff::civil::Date;
use serde_json::Value;
use uuid::Uuid;

fn str_of(value: &Value) -> Result<&str, String> {
    value.as_str().ok_or_else(|| "must be a string".to_owned())
}

fn ensure<T>(value: T, is_good: bool, message: &str) -> Result<T, String> {
    is_good.then_some(value).ok_or_else(|| message.to_owned())
}

pub(crate) fn boolean(value: &Value) -> Result<bool, String> {
    value
        .as_bool()
        .ok_or_else(|| "must be true or false".to_owned())
}

/// A name, a number, a line of an address: 1 to 200 characters.
pub(crate) fn line(value: &Value) -> Result<String, String> {
    let line = str_of(value)?;
    let is_line = line.chars().count() <= 200 && !line.chars().any(char::is_control);
    ensure(
        line.trim().to_owned(),
        is_line && !line.trim().is_empty(),
        "must be one line of 1 to 200 characters",
    )
}

/// Any text of up to 500 characters.
pub(crate) fn text(value: &Value) -> Result<String, String> {
    let text = str_of(value)?;
    ensure(
        text.to_owned(),
        text.chars().count() <= 500,
        "must be at most 500 characters",
    )
}

/// A token as it was handed out, not checked yet.
pub(crate) fn token(value: &Value) -> Result<String, String> {
    let token = str_of(value)?;
    ensure(
        token.to_owned(),
        token.len() <= 4096,
        "must be at most 4096 characters",
    )
}

/// A web address, whatever it leads to.
pub(crate) fn address(value: &Value) -> Result<String, String> {
    let text = str_of(value)?;
    ensure(
        text.to_owned(),
        text.len() <= 4096,
        "must be at most 4096 characters",
    )
}

pub(crate) fn uuid(value: &Value) -> Result<Uuid, String> {
    let text = str_of(value)?;
    // The parser also takes braces, a URN and 32 bare digits.
    let parsed = Uuid::try_parse(text).ok().filter(|_| text.len() == 36);
    parsed.ok_or_else(|| "must be a uuid".to_owned())
}

/// A list of at most 200 uuids.
pub(crate) fn uuids(value: &Value) -> Result<Vec<Uuid>, String> {
    let list = value
        .as_array()
        .ok_or_else(|| "must be a list of uuids".to_owned())?;
    let ids: Option<Vec<Uuid>> = list.iter().map(|item| uuid(item).ok()).collect();
    ids.filter(|ids| ids.len() <= 200)
        .ok_or_else(|| "must hold at most 200 items, each a uuid".to_owned())
}

/// An e-mail address, near enough: mail is what proves one.
pub(crate) fn email(value: &Value) -> Result<String, String> {
    let text = str_of(value)?;
    ensure(
        text.to_owned(),
        super::email::is_email(text),
        "must be an e-mail address",
    )
}

/// An ISO 3166-1 alpha-2 country code.
pub(crate) fn country(value: &Value) -> Result<String, String> {
    let code = str_of(value)?;
    ensure(
        code.to_owned(),
        super::country::is_alpha2(code),
        "must be an ISO 3166-1 alpha-2 country code",
    )
}

/// A span of time in seconds, at most ten years.
pub(crate) fn seconds(value: &Value) -> Result<u64, String> {
    const MOST: u64 = 10 * 366 * 24 * 60 * 60;
    let seconds = value.as_u64().filter(|seconds| *seconds <= MOST);
    seconds.ok_or_else(|| format!("must be a whole number from 0 to {MOST}"))
}

/// The partner's own reference.
pub(crate) fn client_reference(value: &Value) -> Result<String, String> {
    let text = str_of(value)?;
    let is_word = |b: u8| b.is_ascii_alphanumeric() || b == b'_' || b == b'-';
    ensure(
        text.to_owned(),
        (1..=200).contains(&text.len()) && text.bytes().all(is_word),
        "must be 1 to 200 of A-Z, a-z, 0-9, _ and -",
    )
}

/// A day, as `2026-11-21`.
pub(crate) fn date(value: &Value) -> Result<Date, String> {
    let text = str_of(value)?;
    let parsed: Option<Date> = text.parse().ok().filter(|_| text.len() == 10);
    parsed.ok_or_else(|| "must be a day as YYYY-MM-DD".to_owned())
}

/// A day of `days`.
pub(crate) fn date_in(days: RangeInclusive<Date>) -> impl FnOnce(&Value) -> Result<Date, String> {
    move |value| {
        let day = date(value)?;
        let (first, last) = (days.start(), days.end());
        let message = format!("must be a day from {first} to {last}");
        ensure(day, days.contains(&day), &message)
    }
}

/// One of `names`.
pub(crate) fn one_of<T: Copy>(
    names: &'static [(&'static str, T)],
) -> impl FnOnce(&Value) -> Result<T, String> {
    move |value| {
        let text = value.as_str();
        let found = names.iter().find(|(name, _)| Some(*name) == text);
        found.map(|(_, value)| *value).ok_or_else(|| {
            let known: Vec<&str> = names.iter().map(|(name, _)| *name).collect();
            format!("must be one of {}", known.join(", "))
        })
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    type Reader = fn(&Value) -> Result<(), String>;

    #[test]
    fn tells_good_values_from_bad() {
        let cases: &[(&str, Reader, Value, bool)] = &[
            (
                "uuid",
                |v| uuid(v).map(drop),
                json!("550e8400-e29b-41d4-a716-446655440010"),
                true,
            ),
            (
                "bare digits",
                |v| uuid(v).map(drop),
                json!("550e8400e29b41d4a716446655440010"),
                false,
            ),
            ("uuid number", |v| uuid(v).map(drop), json!(1), false),
            (
                "email",
                |v| email(v).map(drop),
                json!("jane.doe@acme.example"),
                true,
            ),
            (
                "email without domain",
                |v| email(v).map(drop),
                json!("jane@"),
                false,
            ),
            (
                "email without dot",
                |v| email(v).map(drop),
                json!("jane@acme"),
                false,
            ),
            (
                "email with spaces",
                |v| email(v).map(drop),
                json!("ja ne@acme.example"),
                false,
            ),
            (
                "two at signs",
                |v| email(v).map(drop),
                json!("a@b@acme.example"),
                false,
            ),
            ("country", |v| country(v).map(drop), json!("DK"), true),
            (
                "lower case country",
                |v| country(v).map(drop),
                json!("dk"),
                false,
            ),
            ("no country", |v| country(v).map(drop), json!("XX"), false),
            (
                "reference",
                |v| client_reference(v).map(drop),
                json!("order_7f-A"),
                true,
            ),
            (
                "empty reference",
                |v| client_reference(v).map(drop),
                json!(""),
                false,
            ),
            (
                "longest reference",
                |v| client_reference(v).map(drop),
                json!("x".repeat(200)),
                true,
            ),
            (
                "long reference",
                |v| client_reference(v).map(drop),
                json!("x".repeat(201)),
                false,
            ),
            (
                "reference with dot",
                |v| client_reference(v).map(drop),
                json!("a.b"),
                false,
            ),
            ("date", |v| date(v).map(drop), json!("2026-11-21"), true),
            ("no date", |v| date(v).map(drop), json!("2026-02-30"), false),
            ("blank line", |v| line(v).map(drop), json!("  "), false),
            ("two lines", |v| line(v).map(drop), json!("a\nb"), false),
            ("list", |v| uuids(v).map(drop), json!([]), true),
            ("list of words", |v| uuids(v).map(drop), json!(["x"]), false),
        ];
        for (name, read, value, is_good) in cases {
            assert_eq!(read(value).is_ok(), *is_good, "{name}");
        }
    }
}
