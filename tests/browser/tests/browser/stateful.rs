//! Requests, answers, deadlines, loads, pins, moves and removals in any order, in a real page
//! (contract: "On the wire", "Which frames are served").

use std::ops::Range;

use crate::harness::{Case, bare, in_page};

const RUN: &str = include_str!("page/stateful.js");
const STEPS: u32 = 60;

fn case(name: &'static str, test: &str) -> Case {
    in_page(
        name,
        bare().fake_clock().providers("{}"),
        format!(
            "const reached = new Set();
             const run = async (seed, count, src, meddle = () => {{}}) => {{ {RUN} }};
             {test}
             const {{ codes }} = lab.report();
             eq(codes.filter((code) => code !== 'provider-failed'), []);
             expectWarnings(...codes);"
        ),
    )
}

fn runs(name: &'static str, src: &str, seeds: Range<u32>) -> Case {
    let runs: String = seeds
        .map(|seed| format!("await run({seed}, {STEPS}, '{src}');"))
        .collect();
    case(
        name,
        &format!(
            "{runs}
             eq([...reached].sort(), ['answer after the pin', 'deadline', 'dropped', 'failure', 'late answer',
               'load while waiting', 'none', 'repeat of one answered', 'repeat of one in flight', 'stop', 'token',
               'too many', 'wrong']);"
        ),
    )
}

pub(crate) fn cases() -> Vec<Case> {
    vec![
        runs("any_order_keeps_to_the_contract", "/embed.js", 0..4),
        runs(
            "any_order_keeps_to_it_without_webassembly",
            "/embed.compat.js",
            0..4,
        ),
        case(
            "a_breach_would_be_seen",
            "const twice = ([{ stub }]) => stub.window.postMessage({ type: 'bindToken', requestId: 1, token: 'token 0' }, '*');
             const failure = await run(0, 1, '/embed.js', twice).catch((error) => error.message);
             ok(/^what f1 heard.*token 0/.test(failure), failure);
             LedgerBee.bridge.stop();
             const silenced = await run(0, 20, '/embed.js', () => LedgerBee.bridge.stop()).catch((error) => error.message);
             ok(/^(what f. heard|the calls): .*seed 0: /s.test(silenced), silenced);",
        ),
    ]
}
