//! Messages that are not understood, or do not arrive.

use super::Row;
use crate::harness::{bare, page};

pub(super) fn messages() -> Vec<Row> {
    const SAY: &str = "const f = await frame(); await f.post({ type: 'pageLoaded' });";
    let holding = || page().providers("{ fetchBindToken: () => new Promise(() => {}) }");
    let stopping = |how: &str| {
        bare().body(&format!(
            "<script>addEventListener('message', (event) => event.{how}(), true);</script><script src='/embed.js'></script>"
        ))
    };
    vec![
        Row(
            "a_malformed_message",
            "messages",
            "malformed-message",
            (
                page(),
                "const f = await frame(); await f.post({ type: 'requestBindToken' });",
            ),
            (
                page(),
                "const f = await frame(); await f.post({ type: 'requestBindToken', requestId: 1 });",
            ),
        ),
        Row(
            "an_unknown_message",
            "messages",
            "unknown-message",
            (
                page(),
                "const f = await frame(); await f.post({ type: 'not a name' });",
            ),
            (page(), SAY),
        ),
        Row(
            "too_many_requests",
            "messages",
            "too-many-requests",
            (
                holding(),
                "const f = await frame(); for (let id = 1; id <= 33; id++) await f.ask('bind', id);",
            ),
            (
                holding(),
                "const f = await frame(); for (let id = 1; id <= 32; id++) await f.ask('bind', id);",
            ),
        ),
        Row(
            "a_listener_that_stops_events",
            "messages",
            "stopped-event",
            (stopping("stopImmediatePropagation"), SAY),
            (stopping("preventDefault"), SAY),
        ),
    ]
}
