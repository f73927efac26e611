//! Pages that have broken one thing of the platform: each that the embed uses, removed, made to
//! throw or to lie, before its script and after it. Which those are, the built script says itself. No page may see an
//! exception or give a token away; what else comes of it in Chromium is in `docs/platform.md`, which is
//! compared: exactly, but for lies, of which the page has the worst that was seen.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::sync::Mutex;

use serde_json::Value;

use crate::harness::{Case, Outcome, Tab, bare, driven, fail, workspace};

const PAGES: &str = include_str!("page/broken.js");
/// What may come of it, in the order of the columns.
const OUTCOMES: [&str; 4] = ["says so", "no token", "no event", "nothing"];
/// In the environment, has the rows written down and not compared.
const WRITE: &str = "WRITE_PLATFORM";
/// Held by who reads the page to write it.
static PAGE: Mutex<()> = Mutex::new(());

pub(crate) fn cases() -> Vec<Case> {
    let ways = [
        ("removed_before", "removed", "before"),
        ("throwing_before", "throwing", "before"),
        ("removed_after", "removed", "after"),
        ("throwing_after", "throwing", "after"),
        ("lying_before", "lying", "before"),
        ("lying_after", "lying", "after"),
    ];
    ways.into_iter()
        .map(|(name, how, when)| driven(name, move |tab| Box::pin(break_each(tab, how, when))))
        .collect()
}

async fn break_each(tab: &Tab<'_>, how: &str, when: &str) -> Outcome {
    // Not on loopback, where every other page of loopback would be trusted if the tag were not found.
    tab.show(&bare().public()).await?;
    let test = format!("const [how, when] = ['{how}', '{when}'];\n{PAGES}");
    let outcomes = tab.lab(&test).await?;
    tab.check().await?;
    let program = tab
        .lab("return /Chrome/.test(navigator.userAgent) ? program : null")
        .await?;
    let program = match program.as_str() {
        Some("wasm") => "WebAssembly",
        Some(_) => "JavaScript",
        None => return Ok(()),
    };
    let key = format!("| {program} | {how} {when} |");
    let path = workspace().join("docs/platform.md");
    let _page = PAGE.lock().expect("nobody fails with it");
    let text = std::fs::read_to_string(&path).unwrap_or_default();
    let Some(written) = text.lines().find(|line| line.starts_with(&key)) else {
        return fail(format!("docs/platform.md has no row {key}"));
    };
    let mut row = seen(&outcomes);
    // With a lie the embed goes on, and what comes of that may change with the moment. The page has the worst.
    if how == "lying" {
        for (name, outcome) in listed(written) {
            let worst = row.entry(name).or_insert(outcome);
            *worst = outcome.max(*worst);
        }
    }
    let row = line(&key, &row);
    if std::env::var_os(WRITE).is_some() {
        std::fs::write(&path, text.replace(written, &row)).expect("the page");
    } else if written != row {
        return fail(format!(
            "docs/platform.md: with {WRITE}=1 this test writes it\n{written}\nbut it is\n{row}"
        ));
    }
    Ok(())
}

/// What comes of each name, as its place in [`OUTCOMES`]. Globals come last.
type Row = BTreeMap<(bool, String), usize>;

fn named(name: &str) -> (bool, String) {
    (!name.contains('.') && !name.contains('['), name.to_owned())
}

fn seen(outcomes: &Value) -> Row {
    let mut row = Row::new();
    for (place, outcome) in OUTCOMES.iter().enumerate() {
        for name in outcomes[outcome].as_array().into_iter().flatten() {
            row.insert(named(name.as_str().unwrap_or_default()), place);
        }
    }
    row
}

fn listed(line: &str) -> Row {
    let cells = line.split('|').skip(3).take(OUTCOMES.len()).enumerate();
    cells
        .flat_map(|(place, cell)| {
            let names = cell.split('`').skip(1).step_by(2);
            names.map(move |name| (named(name), place))
        })
        .collect()
}

fn line(key: &str, row: &Row) -> String {
    let mut line = key.to_owned();
    for place in 0..OUTCOMES.len() {
        let names = row.iter().filter(|(_, outcome)| **outcome == place);
        let names: Vec<_> = names.map(|((_, name), _)| format!("`{name}`")).collect();
        let _ = write!(line, " {} |", names.join(", "));
    }
    line
}
