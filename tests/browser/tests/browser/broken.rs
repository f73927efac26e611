//! Pages that have broken one thing of the platform: each that the embed uses, removed, made to
//! throw or to lie, before its script and after it. Which those are, the built script says itself. No page may see an
//! exception or give a token away; what else comes of it in Chromium is in `docs/platform.md`, which is compared.

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
    let row = row(&key, &outcomes);
    let path = workspace().join("docs/platform.md");
    let _page = PAGE.lock().expect("nobody fails with it");
    let text = std::fs::read_to_string(&path).unwrap_or_default();
    let Some(written) = text.lines().find(|line| line.starts_with(&key)) else {
        return fail(format!("docs/platform.md has no row {key}"));
    };
    if std::env::var_os(WRITE).is_some() {
        std::fs::write(&path, text.replace(written, &row)).expect("the page");
    } else if written != row {
        return fail(format!(
            "docs/platform.md: with {WRITE}=1 this test writes it\n{written}\nbut it is\n{row}"
        ));
    }
    Ok(())
}

fn row(key: &str, outcomes: &Value) -> String {
    let mut row = key.to_owned();
    for outcome in OUTCOMES {
        let places = outcomes[outcome].as_array().cloned().unwrap_or_default();
        let places: Vec<_> = places
            .iter()
            .map(|it| format!("`{}`", it.as_str().unwrap_or_default()))
            .collect();
        let _ = write!(row, " {} |", places.join(", "));
    }
    row
}
