//! The sandbox from the command line, with a browser at the address it prints.

use std::process::Stdio;
use std::time::Duration;

use serde_json::Value;
use tokio::io::{AsyncBufReadExt, AsyncReadExt, BufReader};
use tokio::process::Command;
use tokio::time::timeout;

use crate::flows::{CUSTOMER, FRAME, TEAM, customer, details, test_id};
use crate::harness::{Case, Outcome, Tab, driven, fail, workspace};

pub(crate) fn cases() -> Vec<Case> {
    vec![driven("one_line_of_json_is_all_it_takes", |tab| {
        Box::pin(one_line(tab))
    })]
}

async fn one_line(tab: &Tab<'_>) -> Outcome {
    let mut sandbox = Command::new(env!("CARGO"))
        .args([
            "run",
            "-q",
            "-p",
            "ledgerbee-sandbox",
            "--",
            "--json",
            "--port",
            "0",
        ])
        .current_dir(workspace())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .kill_on_drop(true)
        .spawn()
        .expect("cargo");
    let mut out = BufReader::new(sandbox.stdout.take().expect("its output"));
    let mut line = String::new();
    let limit = Duration::from_secs(300);
    timeout(limit, out.read_line(&mut line))
        .await
        .expect("a line in time")
        .expect("a line");
    let told: Value = serde_json::from_str(&line).expect("JSON");
    let text = |key: &str| told[key].as_str().unwrap_or_default().to_owned();
    tab.goto(&format!("{}/bound.html", text("partner"))).await?;
    tab.wait_for_page("document.readyState === 'complete'")
        .await?;
    tab.enter(FRAME).await?;
    tab.click(&test_id(&format!("buy-{TEAM}"))).await?;
    details(tab, true).await?;
    customer(tab, CUSTOMER).await?;
    let answer = reqwest::Client::new()
        .post(format!("{}/api/v1/portal/plans/resolve", text("api")))
        .header("x-api-key", text("apiKey"))
        .header("content-type", "application/json")
        .body("{}")
        .send()
        .await
        .expect("an answer of the API");
    let pid = sandbox.id().expect("it runs").to_string();
    Command::new("kill")
        .args(["-TERM", &pid])
        .status()
        .await
        .expect("kill");
    let mut rest = String::new();
    timeout(limit, out.read_to_string(&mut rest))
        .await
        .expect("an end")
        .expect("text");
    if !rest.is_empty() || answer.status().is_server_error() || answer.status() == 401 {
        return fail(format!("{line}{rest}: {}", answer.status()));
    }
    Ok(())
}
