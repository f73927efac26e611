//! Requests, answers, deadlines, loads, pins, moves and removals in any order, in a real page
//! (contract: "On the wire", "Which frames are served").

use crate::harness::{Case, bare, in_page};

const RUN: &str = include_str!("page/stateful.js");
const MEDDLE: &str = include_str!("page/meddling.js");
const SEEDS: u32 = 4;
const STEPS: u32 = 60;
const MEDDLING_SEEDS: u32 = 6;

fn case(name: &'static str, test: &str) -> Case {
    in_page(
        name,
        bare().fake_clock().providers("{}"),
        format!(
            "const reached = new Set();
             const run = async (seed, count, meddle = () => {{}}) => {{ {RUN} }};
             {test}
             const {{ codes }} = lab.report();
             const loud = ['provider-failed', 'provider-timeout', 'provider-invalid-token', 'frame-silent'];
             eq(codes.filter((code) => !loud.includes(code)), []);
             expectWarnings(...codes);"
        ),
    )
}

/// A page that meddles in whatever the embed calls.
fn meddling(name: &'static str, test: &str) -> Case {
    in_page(
        name,
        bare().script("window.LedgerBee = {};"),
        format!(
            "const {{ start }} = await lab.load('/index.js');
             const reached = new Set();
             const run = async (seed, count, harm = () => {{}}) => {{ {MEDDLE} }};
             {test}
             expectWarnings(...lab.report().codes);
             lab.allowErrors('of the page', 'Script error.');
             eq(codes().filter((code) => code === 'module-restarted'), []);"
        ),
    )
}

pub(crate) fn cases() -> Vec<Case> {
    let runs: String = (0..SEEDS)
        .map(|seed| format!("await run({seed}, {STEPS});"))
        .collect();
    let meddlings: String = (0..MEDDLING_SEEDS)
        .map(|seed| format!("await run({seed}, {STEPS});"))
        .collect();
    vec![
        meddling(
            "nothing_is_answered_under_another_pin_whatever_the_page_does_where_it_is_called",
            &format!(
                "{meddlings}
                 ok(reached.has('a token') && reached.size > 15, [...reached]);"
            ),
        ),
        meddling(
            "an_answer_under_another_pin_would_be_seen",
            "const failure = await run(0, 1, ([{ element: it }]) =>
               it.contentWindow.postMessage({ type: 'bindToken', requestId: 'unasked', token: 'token' }, '*')).catch((error) => error.message);
             ok(/^not so: f1, now .* was told the token of /.test(failure), failure);",
        ),
        case(
            "any_order_keeps_to_the_contract",
            &format!(
                "{runs}
                 eq([...reached].sort(), ['answer after the pin', 'deadline', 'dropped', 'failure', 'late answer',
                   'load while waiting', 'none', 'repeat of one answered', 'repeat of one in flight', 'stop', 'token',
                   'too many', 'wrong']);"
            ),
        ),
        case(
            "a_breach_would_be_seen",
            "const twice = ([{ stub }]) => stub.window.postMessage({ type: 'bindToken', requestId: 1, token: 'token 0' }, '*');
             const failure = await run(0, 1, twice).catch((error) => error.message);
             ok(/^what f1 heard.*token 0/.test(failure), failure);
             LedgerBee.bridge.stop();
             const silenced = await run(0, 20, () => LedgerBee.bridge.stop()).catch((error) => error.message);
             ok(/^(what f. heard|the calls): .*seed 0: /s.test(silenced), silenced);",
        ),
    ]
}
