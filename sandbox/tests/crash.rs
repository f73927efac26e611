//! What a sandbox that dies leaves in its data file: every step of a checkout
//! as a whole, or not at all.
#![allow(clippy::unwrap_used, clippy::panic)]
#![cfg(unix)]

mod support;

use std::collections::HashSet;
use std::path::PathBuf;
use std::process::Stdio;
use std::time::Duration;

use reqwest::{Client, RequestBuilder};
use serde_json::{Value, json};
use support::endpoint::Endpoint;
use support::{CUSTOMER, ITEM, PROVISION, SESSION};
use tokio::io::{AsyncBufReadExt as _, BufReader};
use tokio::process::{Child, Command};
use uuid::Uuid;

const KEY: &str = "lbk_test_acme_all_scopes";

/// A data file of its own, and a scenario whose tenant tells `endpoint`.
struct Files {
    folder: PathBuf,
}

impl Files {
    fn new(name: &str, endpoint: &Endpoint) -> Self {
        let folder = std::env::temp_dir().join(format!("sandbox-{name}-{}", std::process::id()));
        // One of an earlier run, if there is any.
        let _ = std::fs::remove_dir_all(&folder);
        std::fs::create_dir(&folder).unwrap();
        std::fs::write(folder.join("scenario.toml"), endpoint.scenario()).unwrap();
        Self { folder }
    }
}

impl Drop for Files {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

/// What may go wrong with a process.
enum Trouble {
    None,
    /// It dies before the write of this number.
    CrashAt(u64),
    /// Its data file can't grow beyond this many KiB.
    FullAt(u64),
}

/// A sandbox in a process of its own.
struct Process {
    child: Child,
    api: String,
    portal: String,
    payment: String,
    client: Client,
}

impl Process {
    async fn start(files: &Files, trouble: &Trouble) -> Self {
        let limit = match trouble {
            // A write beyond the limit fails; without the trap it would kill.
            Trouble::FullAt(kib) => format!("trap '' XFSZ; ulimit -f {kib};"),
            _ => String::new(),
        };
        let mut command = Command::new("bash");
        command
            .args(["-c", &format!("{limit} exec \"$@\""), "sandbox"])
            .arg(env!("CARGO_BIN_EXE_ledgerbee-sandbox"))
            .args(["--json", "--port", "0", "--data"])
            .arg(files.folder.join("data.db"))
            .arg("--scenario")
            .arg(files.folder.join("scenario.toml"))
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .kill_on_drop(true);
        if let Trouble::CrashAt(number) = trouble {
            command.env("LEDGERBEE_SANDBOX_CRASH_AT", number.to_string());
        }
        let mut child = command.spawn().unwrap();
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let line = lines.next_line().await.unwrap().unwrap();
        let said: Value = serde_json::from_str(&line).unwrap();
        let origin = |name: &str| said.get(name).unwrap().as_str().unwrap().to_owned();
        Self {
            child,
            api: origin("api"),
            portal: origin("portal"),
            payment: origin("payment"),
            client: Client::builder()
                .no_proxy()
                .redirect(reqwest::redirect::Policy::none())
                .build()
                .unwrap(),
        }
    }

    /// Sends the form of a page, and gives where it leads and what cookie it sets.
    async fn submit(&self, request: RequestBuilder) -> Option<(String, String)> {
        let answer = request.send().await.ok()?;
        let header = |name: &str| answer.headers().get(name)?.to_str().ok().map(str::to_owned);
        let cookie = header("set-cookie").unwrap_or_default();
        let cookie = cookie.split_once(';').unwrap_or_default().0.to_owned();
        Some((header("location")?, cookie))
    }

    /// The links that were mailed to `address`, at the portal as it listens now.
    async fn links(&self, address: &str) -> Vec<String> {
        let answer = ask(self.client.get(self.api("/operator/mail")))
            .await
            .unwrap();
        let all = answer.get("mail").unwrap().as_array().unwrap().iter();
        let to = all.filter(|it| text(it, "to").as_deref() == Some(address));
        let path = |link: String| link.split_once("/verify/").unwrap().1.to_owned();
        to.map(|it| format!("{}/verify/{}", self.portal, path(text(it, "link").unwrap())))
            .collect()
    }

    /// Answers in the payment window of the payment at `path`.
    async fn settle(&self, path: &str, answer: &str) -> Option<()> {
        let window = path.replacen("/payment/", "/pay/", 1);
        let form = "application/x-www-form-urlencoded";
        let post = self.client.post(format!("{}{window}", self.payment));
        let post = post
            .header("content-type", form)
            .body(format!("answer={answer}"));
        self.submit(post).await.map(drop)
    }

    /// The subscriptions of the customer with this `address`.
    async fn subscriptions_of(&self, address: &str) -> Vec<String> {
        let customers = ask(self
            .client
            .get(self.api("/operator/tenants/acme/customers")));
        let customers = customers.await.unwrap();
        let customers = customers.get("customers").unwrap().as_array().unwrap();
        let is_theirs = |it: &&Value| text(it, "email").as_deref() == Some(address);
        let theirs: Vec<_> = customers.iter().filter(is_theirs).collect();
        assert!(theirs.len() <= 1, "{theirs:?}");
        let all = ask(self
            .client
            .get(self.api("/api/v1/subscriptions"))
            .header("x-api-key", KEY));
        let all = all.await.unwrap();
        let all = all.get("subscriptions").unwrap().as_array().unwrap().iter();
        let customer = theirs.first().and_then(|it| text(it, "customerId"));
        let of_theirs = all.filter(|it| customer.is_some() && text(it, "customerId") == customer);
        of_theirs
            .map(|it| text(it, "subscriptionId").unwrap())
            .collect()
    }

    fn api(&self, path: &str) -> String {
        format!("{}{path}", self.api)
    }

    async fn start_session(&self, token: &str) -> Option<Value> {
        let order = json!({ "bindToken": token, "vanity": "pro-plan", "planItemId": ITEM });
        let request = self.client.post(format!("{}{SESSION}", self.portal));
        ask(request.json(&order)).await
    }

    async fn confirm(&self, session: &str) -> Option<Value> {
        let request = format!("{}{SESSION}/{session}/confirm", self.portal);
        // Nordwind buys the same in each round, and says that it means to.
        ask(self.client.post(request).json(&json!({ "again": true }))).await
    }

    /// The subscriptions that carry `reference`, as a partner reads them.
    async fn subscriptions(&self, reference: &str) -> Vec<String> {
        let url = self.api(&format!(
            "/api/v1/subscriptions?partnerReferenceId={reference}"
        ));
        let request = self.client.get(url).header("x-api-key", KEY);
        let answer = ask(request).await.unwrap();
        let all = answer.get("subscriptions").unwrap().as_array().unwrap();
        let id = |it: &Value| {
            it.get("subscriptionId")
                .unwrap()
                .as_str()
                .unwrap()
                .to_owned()
        };
        all.iter().map(id).collect()
    }

    async fn kill(mut self) {
        self.child.kill().await.unwrap();
    }
}

/// The answer, or `None` if the process died on it or refused.
async fn ask(request: RequestBuilder) -> Option<Value> {
    let answer = request.send().await.ok()?;
    if !answer.status().is_success() {
        return None;
    }
    answer.json().await.ok()
}

/// A checkout that a failure of the process may end anywhere.
trait Buying: Sized {
    fn new() -> Self;
    /// Goes through the checkout until it ends or the process fails.
    async fn play(&mut self, process: &Process) -> Option<()>;
    /// Ends the checkout in a process that was started after the failure, and
    /// looks at what there is of it.
    async fn check(self, process: &Process, endpoint: &Endpoint);
}

/// A bound checkout, as far as it came.
struct Story {
    reference: String,
    token: Option<String>,
    /// The bound session that the token has started.
    session: Option<String>,
    /// What the confirmation answered.
    subscription: Option<String>,
}

impl Buying for Story {
    fn new() -> Self {
        Self {
            reference: format!("order_{}", Uuid::new_v4().simple()),
            token: None,
            session: None,
            subscription: None,
        }
    }

    async fn play(&mut self, process: &Process) -> Option<()> {
        let order = json!({
            "customerId": CUSTOMER, "email": "jane.doe@acme.example",
            "mintCheckoutBindToken": true, "clientReferenceId": self.reference,
        });
        let request = process.client.post(process.api(PROVISION));
        let minted = ask(request.header("x-api-key", KEY).json(&order)).await?;
        let token = text(&minted, "checkoutBindToken")?;
        self.token = Some(token.clone());
        let started = process.start_session(&token).await?;
        assert_eq!(started.get("bound"), Some(&json!(true)));
        let session = text(&started, "sessionId")?;
        self.session = Some(session.clone());
        let confirmed = process.confirm(&session).await?;
        self.subscription = text(&confirmed, "subscriptionId");
        Some(())
    }

    async fn check(self, process: &Process, endpoint: &Endpoint) {
        let mut expected = None;
        if let Some(session) = &self.session {
            // The second click.
            let again = process.confirm(session).await.unwrap();
            expected = text(&again, "subscriptionId");
            assert!(expected.is_some(), "{again}");
            if self.subscription.is_some() {
                assert_eq!(expected, self.subscription);
            }
        } else if let Some(token) = &self.token {
            // The answer is lost, and with it the session, unless nothing has happened.
            let started = process.start_session(token).await.unwrap();
            if started.get("bound") == Some(&json!(true)) {
                let session = text(&started, "sessionId").unwrap();
                let confirmed = process.confirm(&session).await.unwrap();
                expected = text(&confirmed, "subscriptionId");
            }
        }
        let made = process.subscriptions(&self.reference).await;
        assert_eq!(made, Vec::from_iter(expected));
        if let Some(token) = &self.token {
            let replay = process.start_session(token).await.unwrap();
            assert_eq!(replay.get("bound"), Some(&json!(false)));
        }
        for subscription in made {
            for event in ["subscription.assigned", "subscription.started"] {
                endpoint.wait_for(event, &subscription).await;
            }
        }
    }
}

/// The checkout of a buyer who is not known, as far as it came: the link, a card
/// that is declined, and one that pays.
struct Anonymous {
    address: String,
    session: Option<String>,
    /// The answer to the payment came.
    is_paid: bool,
}

impl Anonymous {
    async fn confirm(&self, process: &Process, session: &str) -> Option<Value> {
        let url = format!("{}{SESSION}/{session}/confirm", process.portal);
        let details = json!({ "email": self.address });
        ask(process.client.post(url).json(&details)).await
    }
}

impl Buying for Anonymous {
    fn new() -> Self {
        let address = format!("{}@buyer.example", Uuid::new_v4().simple());
        let (session, is_paid) = (None, false);
        Self {
            address,
            session,
            is_paid,
        }
    }

    async fn play(&mut self, process: &Process) -> Option<()> {
        let order = json!({ "vanity": "pro-plan", "planItemId": ITEM });
        let start = process.client.post(format!("{}{SESSION}", process.portal));
        let session = text(&ask(start.json(&order)).await?, "sessionId")?;
        self.session = Some(session.clone());
        self.confirm(process, &session).await?;
        let link = process.links(&self.address).await.pop()?;
        let (path, _) = process.submit(process.client.get(link)).await?;
        for answer in ["decline", "pay"] {
            process.settle(&path, answer).await?;
        }
        self.is_paid = true;
        Some(())
    }

    /// The link still leads to the payment, and the payment to one subscription.
    async fn check(self, process: &Process, endpoint: &Endpoint) {
        let before = process.subscriptions_of(&self.address).await;
        assert!(before.len() <= 1, "{before:?}");
        if self.is_paid {
            assert_eq!(before.len(), 1);
        }
        let Some(session) = &self.session else {
            return;
        };
        // The second click sends no second mail.
        let again = self.confirm(process, session).await.unwrap();
        assert_eq!(again.get("status"), Some(&json!("PENDING_VERIFICATION")));
        let links = process.links(&self.address).await;
        let [link] = links.as_slice() else {
            panic!("{links:?}");
        };
        let follow = || process.submit(process.client.get(link));
        let (path, cookie) = follow().await.unwrap();
        assert_eq!(follow().await.unwrap().0, path);
        for answer in ["pay", "pay", "decline", "close"] {
            process.settle(&path, answer).await.unwrap();
        }
        let made = process.subscriptions_of(&self.address).await;
        assert_eq!(made.len(), 1);
        assert!(before.is_empty() || made == before);
        let page = process.client.get(format!("{}{path}", process.portal));
        let page = page.header("cookie", cookie).send().await.unwrap();
        let page = page.text().await.unwrap();
        assert!(page.contains("data-testid=\"subscribed\""), "{page}");
        for event in ["subscription.assigned", "subscription.started"] {
            endpoint.wait_for(event, made.first().unwrap()).await;
        }
    }
}

fn text(answer: &Value, name: &str) -> Option<String> {
    answer.get(name)?.as_str().map(str::to_owned)
}

/// Has the process die at each write of a checkout once, and at each commit; says how many there are.
async fn crash_at_any_write<T: Buying>(name: &str) -> u32 {
    let endpoint = Endpoint::start(&[]).await;
    let mut crashes = 0;
    for number in 1.. {
        let files = Files::new(name, &endpoint);
        let mut story = T::new();
        let mut process = Process::start(&files, &Trouble::CrashAt(number)).await;
        let is_over = story.play(&process).await.is_some();
        if is_over {
            process.kill().await;
        } else {
            process.child.wait().await.unwrap();
            crashes += 1;
        }
        let process = Process::start(&files, &Trouble::None).await;
        story.check(&process, &endpoint).await;
        process.kill().await;
        if is_over {
            break;
        }
    }
    crashes
}

#[tokio::test]
async fn a_crash_at_any_write_loses_and_doubles_nothing() {
    let crashes = crash_at_any_write::<Story>("crash").await;
    // Provision, the session, and the confirmation with its four records.
    assert!(crashes >= 10, "{crashes}");
}

/// The same for who is not known: from the first write to the paid subscription.
#[tokio::test]
async fn a_crash_at_any_write_of_a_payment_loses_and_doubles_nothing() {
    let crashes = crash_at_any_write::<Anonymous>("crash-payment").await;
    // The session, the mail, the link, the declined payment, and the paid one with its records.
    assert!(crashes >= 16, "{crashes}");
}

/// Kills the process with SIGKILL again and again, at moments spread over `span` µs from the begin of a
/// checkout; `ROUNDS` says how often. Gives the last process, which runs.
async fn kill_at_any_time<T: Buying>(name: &str, span: u64, mut begin: impl FnMut(&T)) -> Process {
    let rounds = std::env::var("ROUNDS").map_or(30, |it| it.parse::<u64>().unwrap());
    let endpoint = Endpoint::start(&[]).await;
    let files = Files::new(name, &endpoint);
    let mut process = Process::start(&files, &Trouble::None).await;
    for round in 0..rounds {
        let mut story = T::new();
        begin(&story);
        let moment = Duration::from_micros(round * 7919 % span);
        tokio::select! {
            _ = story.play(&process) => {}
            () = tokio::time::sleep(moment) => {}
        }
        process.kill().await;
        process = Process::start(&files, &Trouble::None).await;
        story.check(&process, &endpoint).await;
    }
    process
}

#[tokio::test]
async fn a_kill_at_any_time_of_a_payment_loses_and_doubles_nothing() {
    let process = kill_at_any_time::<Anonymous>("kill-payment", 60_000, |_| {}).await;
    process.kill().await;
}

#[tokio::test]
async fn a_kill_at_any_time_loses_and_doubles_nothing() {
    let mut references = HashSet::new();
    let begin = |story: &Story| {
        references.insert(story.reference.clone());
    };
    // Over the time that a checkout takes here, and beyond.
    let process = kill_at_any_time("kill", 40_000, begin).await;
    let all = ask(process
        .client
        .get(process.api("/api/v1/subscriptions"))
        .header("x-api-key", KEY));
    let all = all.await.unwrap();
    let all = all.get("subscriptions").unwrap().as_array().unwrap();
    let mut seen = HashSet::new();
    for it in all {
        let reference = text(it, "partnerReferenceId").unwrap();
        assert!(references.contains(&reference) && seen.insert(reference));
    }
    process.kill().await;
}

/// A disk that is full says so, and what was confirmed before is still there.
#[tokio::test]
async fn a_full_disk_loses_and_doubles_nothing() {
    let endpoint = Endpoint::start(&[]).await;
    let files = Files::new("full", &endpoint);
    let (mut stories, mut payments) = (Vec::new(), Vec::new());
    let process = Process::start(&files, &Trouble::FullAt(300)).await;
    let mut failures = 0;
    while failures < 5 {
        let mut story = Story::new();
        if story.play(&process).await.is_none() {
            failures += 1;
        }
        stories.push(story);
        let mut payment = Anonymous::new();
        if payment.play(&process).await.is_none() {
            failures += 1;
        }
        payments.push(payment);
    }
    assert!(stories.iter().any(|it| it.subscription.is_some()));
    assert!(payments.iter().any(|it| it.is_paid));
    process.kill().await;
    let process = Process::start(&files, &Trouble::None).await;
    for story in stories {
        story.check(&process, &endpoint).await;
    }
    for payment in payments {
        payment.check(&process, &endpoint).await;
    }
    process.kill().await;
}
