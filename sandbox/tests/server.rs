//! Starting, stopping, the command line.
#![allow(clippy::unwrap_used)]

use std::io::{BufRead as _, BufReader, Read as _};
use std::process::{Command, Stdio};

use ledgerbee_sandbox::{Config, Ports, Sandbox};
use serde_json::Value;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

/// Whether this very sandbox still answers: a port that is free may be
/// somebody else's at once, so that an open one says nothing.
async fn answers(api: &str, start: &str) -> bool {
    // No connection is kept, which would outlast the socket.
    let client = reqwest::Client::builder().no_proxy().build().unwrap();
    match client.get(format!("{api}/health")).send().await {
        Ok(answer) => answer.text().await.is_ok_and(|it| it.contains(start)),
        Err(_) => false,
    }
}

/// A sandbox whose clock stands at `start`, and its API's origin.
async fn standing_at(start: &str) -> (Sandbox, String) {
    let default = Config::default();
    let clock = format!("[clock]\nstart = \"{start}Z\"\nfrozen = true\n[partner]");
    let config = Config {
        scenario: default.scenario.replacen("[partner]", &clock, 1).into(),
        ..default
    };
    let sandbox = Sandbox::start(config).await.unwrap();
    let api = sandbox.api().to_owned();
    (sandbox, api)
}

#[tokio::test]
async fn stops_listening_when_stopped_and_when_dropped() {
    let start = "2031-07-03T01:02:03";
    let (sandbox, api) = standing_at(start).await;
    assert!(answers(&api, start).await);
    sandbox.stop().await;
    assert!(!answers(&api, start).await);

    let start = "2032-08-04T02:03:04";
    let (sandbox, api) = standing_at(start).await;
    assert!(answers(&api, start).await);
    drop(sandbox);
    // It ends in its own time; if it never does, neither does this.
    while answers(&api, start).await {
        tokio::task::yield_now().await;
    }
}

#[tokio::test]
async fn a_bad_scenario_is_an_error() {
    for scenario in ["", "x = 1", "not toml"] {
        let config = Config {
            scenario: scenario.into(),
            ..Config::default()
        };
        let error = Sandbox::start(config).await.err().unwrap();
        assert_eq!(error.kind(), std::io::ErrorKind::InvalidData);
    }
}

#[test]
fn ports_stand_in_a_row() {
    let ports = Ports::from(4400).unwrap();
    let all = [ports.partner, ports.portal, ports.api, ports.payment];
    assert_eq!(all, [4400, 4401, 4402, 4403]);
    assert_eq!(Ports::from(0).unwrap(), Ports::default());
    assert!(Ports::from(65_532).is_ok());
    assert!(Ports::from(65_533).is_err());
}

/// A request that has begun is answered, though the sandbox is told to stop.
#[tokio::test]
async fn a_stop_lets_requests_end() {
    let sandbox = Sandbox::start(Config::default()).await.unwrap();
    let address = sandbox.api().replace("http://localhost", "127.0.0.1");
    let key = sandbox.api_key().to_owned();
    let mut stream = TcpStream::connect(&address).await.unwrap();
    let head = format!(
        "POST /api/v1/portal/plans/resolve HTTP/1.1\r\nhost: localhost\r\nx-api-key: {key}\r\n\
         content-type: application/json\r\ncontent-length: 2\r\nexpect: 100-continue\r\n\r\n"
    );
    stream.write_all(head.as_bytes()).await.unwrap();
    // Once it asks for the rest, it has begun.
    let mut asked = [0; 25];
    stream.read_exact(&mut asked).await.unwrap();
    assert!(asked.starts_with(b"HTTP/1.1 100 Continue"));
    let stopping = tokio::spawn(sandbox.stop());
    while TcpStream::connect(&address).await.is_ok() {
        tokio::task::yield_now().await;
    }
    stream.write_all(b"{}").await.unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).await.unwrap();
    assert!(answer.starts_with("HTTP/1.1 200 OK"), "{answer}");
    stopping.await.unwrap();
}

#[cfg(target_os = "linux")]
#[tokio::test]
async fn it_listens_on_the_address_it_is_given_and_on_no_other() {
    let config = Config {
        listen: "127.0.0.2".parse().unwrap(),
        ..Config::default()
    };
    let sandbox = Sandbox::start(config).await.unwrap();
    let origins = [
        sandbox.partner(),
        sandbox.portal(),
        sandbox.api(),
        sandbox.payment(),
    ];
    for origin in origins {
        let port: u16 = origin.rsplit(':').next().unwrap().parse().unwrap();
        assert!(TcpStream::connect(("127.0.0.2", port)).await.is_ok());
        assert!(TcpStream::connect(("127.0.0.1", port)).await.is_err());
    }
}

#[tokio::test]
async fn the_portal_also_speaks_tls_when_asked() {
    let without = Sandbox::start(Config::default()).await.unwrap();
    assert_eq!(without.portal_tls_addr(), None);
    let with = Sandbox::start(Config {
        portal_tls: true,
        ..Config::default()
    })
    .await
    .unwrap();
    assert!(
        TcpStream::connect(with.portal_tls_addr().unwrap())
            .await
            .is_ok()
    );
}

#[test]
fn json_prints_one_line_and_logs_no_secret() {
    let mut process = Command::new(env!("CARGO_BIN_EXE_ledgerbee-sandbox"))
        .args(["--json", "--port", "0", "--portal-tls"])
        .args(["--partner-origin", "http://localhost:5173"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut stdout = BufReader::new(process.stdout.take().unwrap());
    let mut line = String::new();
    stdout.read_line(&mut line).unwrap();
    let json: Value = serde_json::from_str(&line).unwrap();
    let text = |name: &str| json.get(name).unwrap().as_str().unwrap().to_owned();
    assert!(text("partner").starts_with("http://localhost:"));
    assert!(text("portal").starts_with("http://127.0.0.1:"));
    assert!(text("api").starts_with("http://localhost:"));
    assert!(text("payment").starts_with("http://localhost:"));
    assert!(text("portalTls").starts_with("127.0.0.1:"));

    let runtime = tokio::runtime::Runtime::new().unwrap();
    let tokens = runtime.block_on(async {
        let client = reqwest::Client::builder().no_proxy().build().unwrap();
        let mut tokens = Vec::new();
        for (path, name) in [
            ("bind-token", "checkoutBindToken"),
            ("catalog-token", "catalogToken"),
        ] {
            let url = format!("{}/your-backend/{path}", text("partner"));
            let answer = client.post(url).send().await.unwrap().text().await.unwrap();
            let json: Value = serde_json::from_str(&answer).unwrap();
            let token = json.get(name).unwrap().as_str().unwrap();
            // A token where it does not belong stays out of the log, too.
            let url = format!("{}/embed/{token}?token={token}", text("portal"));
            client.get(url).bearer_auth(token).send().await.unwrap();
            tokens.push(token.to_owned());
        }
        let url = format!("{}/embed/pro-plan", text("portal"));
        let frame = client.get(url).send().await.unwrap();
        let policy = frame.headers().get("content-security-policy").unwrap();
        let policy = policy.to_str().unwrap();
        let ancestors = format!("frame-ancestors {} http://localhost:5173", text("partner"));
        assert!(policy.ends_with(&ancestors), "{policy}");
        tokens
    });

    let stopped = Command::new("kill")
        .args(["-TERM", &process.id().to_string()])
        .status();
    assert!(stopped.unwrap().success());
    assert!(process.wait().unwrap().success());
    let mut rest = String::new();
    stdout.read_to_string(&mut rest).unwrap();
    assert_eq!(rest, "");
    let mut log = String::new();
    let mut stderr = process.stderr.take().unwrap();
    stderr.read_to_string(&mut log).unwrap();
    // A line for each request: site, status, method, path, time.
    assert!(log.contains("api     200 POST /api/v1/portal-sso/provision "));
    assert!(log.contains("partner 200 POST /your-backend/bind-token "));
    assert!(log.contains("portal  404 GET /embed/… "));
    assert!(tokens.iter().all(|it| !log.contains(it)));
    assert!(!log.contains(&text("apiKey")));
}

/// Runs the program to its end and gives whether it was content, with what it
/// said.
fn run(arguments: &[&str]) -> (bool, String) {
    let done = Command::new(env!("CARGO_BIN_EXE_ledgerbee-sandbox"))
        .args(arguments)
        .output()
        .unwrap();
    assert!(done.stdout.is_empty());
    let said = String::from_utf8(done.stderr).unwrap();
    (done.status.success(), said)
}

#[test]
fn what_can_not_be_started_says_why() {
    let folder = std::env::temp_dir();
    let file = folder.join(format!("sandbox-bad-{}.toml", std::process::id()));
    std::fs::write(&file, "default_tenant = 1").unwrap();
    let (file, folder) = (file.to_str().unwrap(), folder.to_str().unwrap());
    let cases: [(&[&str], &str); 6] = [
        (
            &["--port", "0", "--partner-origin", "http://localhost:5173/"],
            "ledgerbee-sandbox: http://localhost:5173/ is no origin",
        ),
        (
            &["--scenario", "/nowhere.toml"],
            "ledgerbee-sandbox: /nowhere.toml: ",
        ),
        (
            &["--port", "0", "--scenario", file],
            "ledgerbee-sandbox: scenario: ",
        ),
        (
            &["--data", folder],
            &format!("ledgerbee-sandbox: {folder}: "),
        ),
        (
            &["--port", "65534"],
            "ledgerbee-sandbox: four ports in a row",
        ),
        (&["--port", "x"], "invalid value 'x'"),
    ];
    for (arguments, told) in cases {
        let (was_content, said) = run(arguments);
        assert!(!was_content, "{arguments:?}");
        assert!(said.contains(told), "{said}");
    }
    std::fs::remove_file(file).unwrap();
}
