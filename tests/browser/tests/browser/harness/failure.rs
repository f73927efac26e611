//! What a failed test leaves to look at: a picture of its page, the page itself, and what the
//! lab has seen there.

use std::path::Path;
use std::time::Duration;

use serde_json::Value;
use tokio::time::timeout;

use super::browser::Browser;
use super::world::workspace;

/// WebKit's driver never answers about a page that is just being put away.
const LIMIT: Duration = Duration::from_secs(10);

/// What a page that is not the lab's does not have.
const REPORT: &str = "return typeof lab === 'object' ? { ...lab.report(), events: lab.events.map(({ name, fields }) => [name, fields]), \
    statuses: lab.statuses.map(({ status, code }) => [status, code]), infos: lab.infos, warnings: lab.warnings } : null";

/// Where it is kept, as the message names it.
fn folder(lane: &str, test: &str) -> String {
    let lane = lane.replace('/', "-");
    format!("build/failures/{lane}-{}", test.replace("::", "-"))
}

/// Of a test that has passed since, nothing is left.
pub(super) fn forget(lane: &str, test: &str) {
    // There mostly is none.
    let _ = std::fs::remove_dir_all(workspace().join(folder(lane, test)));
}

/// Keeps what can be had of the page, and says where. `false` for a browser that did not answer:
/// it is of no use to the next test either.
pub(super) async fn keep(browser: &Browser, lane: &str, test: &str, why: &str) -> (String, bool) {
    forget(lane, test);
    let name = folder(lane, test);
    let path = workspace().join(&name);
    if let Err(error) = std::fs::create_dir_all(&path) {
        return (format!("nothing of it is kept: {error}"), true);
    }
    write(&path, "failure.txt", why.as_bytes());
    let does_answer = timeout(LIMIT, look(browser, &path)).await.is_ok();
    (format!("kept in {name}/"), does_answer)
}

async fn look(browser: &Browser, path: &Path) {
    let client = &browser.client;
    // Each by itself: a page that has no document any more may still have a picture.
    if let Ok(png) = client.screenshot().await {
        write(path, "page.png", &png);
    }
    let address = client.current_url().await;
    let report = client.execute(REPORT, Vec::new()).await;
    let console = browser.console_errors().await;
    let seen = serde_json::json!({
        "address": address.map(String::from).unwrap_or_default(),
        "lab": report.unwrap_or(Value::Null),
        "console": console.unwrap_or_default(),
    });
    write(path, "page.json", format!("{seen:#}\n").as_bytes());
    if let Ok(html) = client.source().await {
        write(path, "page.html", html.as_bytes());
    }
}

fn write(folder: &Path, file: &str, bytes: &[u8]) {
    // What went wrong is told anyway.
    let _ = std::fs::write(folder.join(file), bytes);
}
