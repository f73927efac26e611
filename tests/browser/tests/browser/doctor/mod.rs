//! What the inspector's doctor finds, each with a page where it finds nothing of the kind.

mod code;
mod frames;
mod messages;
mod providers;

use crate::harness::{Case, Page, in_page};
use crate::inspector::inspected;

/// A page and what is done in it.
type Patient = (Page, &'static str);

/// A name, the check, what it finds, in which page, and a page that passes.
struct Row(&'static str, &'static str, &'static str, Patient, Patient);

/// What a page says or hears of, besides, where something is wrong.
const NOISE: &str = "allowErrors('csp: ', 'Content Security Policy', 'Content-Security-Policy', 'WebAssembly', 'embed.compat.js', '/nothing/', 'ledgerbee-embed: script-src', 'favicon', 'Refused');
    expectWarnings(...lab.warnings.map((it) => /^ledgerbee-embed: ([a-z-]+)/.exec(it)[1]));";

const SOME: &str = "await frame();";
const FRESH: &str = "{ fetchBindToken: async () => `token ${Math.random()}`, fetchCatalogToken: () => `token ${Math.random()}` }";

pub(crate) fn cases() -> Vec<Case> {
    let rows = code::scripts()
        .into_iter()
        .chain(code::policies())
        .chain(frames::frames())
        .chain(providers::providers())
        .chain(messages::messages());
    rows.flat_map(|Row(name, check, code, (ill, harm), (well, care))| {
        let found = format!(
            "{harm}
             const it = await lab.inspector.finding('{code}');
             ok(it.what.length > 10 && it.fix.length > 3 && it.level, JSON.stringify(it));
             ok(!lab.inspector.passed().includes('{check}') && !('{check}' in lab.inspector.open()), 'the check has not passed');
             const report = lab.inspector.report();
             ok(report.includes('{code}') && report.includes(it.fix), report);
             {NOISE}"
        );
        let passed = format!(
            "{care}
             await lab.inspector.survey();
             eq(lab.inspector.findings().map((it) => it.code).filter((it) => it === '{code}'), []);
             ok(lab.inspector.passed().includes('{check}') || '{check}' in lab.inspector.open(), lab.print(lab.inspector.findings()));
             {NOISE}"
        );
        [
            in_page(format!("doctor_finds_{name}").leak(), inspected(ill), found),
            in_page(
                format!("doctor_passes_without_{name}").leak(),
                inspected(well),
                passed,
            ),
        ]
    })
    .collect()
}
