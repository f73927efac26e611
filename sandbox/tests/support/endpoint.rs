//! A partner's webhook endpoint, which keeps what it is sent.
#![allow(clippy::unwrap_used)]

use std::sync::{Arc, Mutex};
use std::time::Duration;

use axum::Router;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::routing::post;
use serde_json::Value;
use standardwebhooks::Webhook;
use tokio::net::TcpListener;
use tokio::task::JoinHandle;

pub(crate) const SECRET: &str = "whsec_dGhlIHBhcnRuZXIncyBvd24gc2VjcmV0";

/// One call of the endpoint.
#[derive(Debug, Clone)]
pub(crate) struct Call {
    pub(crate) headers: HeaderMap,
    pub(crate) body: Vec<u8>,
}

impl Call {
    pub(crate) fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap()
    }

    pub(crate) fn id(&self) -> &str {
        self.headers.get("webhook-id").unwrap().to_str().unwrap()
    }

    pub(crate) fn is_signed_with(&self, secret: &str) -> bool {
        let verifier = Webhook::new(secret).unwrap();
        verifier.verify(&self.body, &self.headers).is_ok()
    }
}

#[derive(Default)]
struct Inbox {
    calls: Vec<Call>,
    /// The answers to come; when they are used up, `200`.
    answers: Vec<u16>,
}

/// The endpoint; it ends with it.
pub(crate) struct Endpoint {
    pub(crate) url: String,
    inbox: Arc<Mutex<Inbox>>,
    server: JoinHandle<()>,
}

impl Endpoint {
    /// Starts one that gives `answers` first.
    pub(crate) async fn start(answers: &[u16]) -> Self {
        let inbox = Arc::new(Mutex::new(Inbox {
            calls: Vec::new(),
            answers: answers.iter().rev().copied().collect(),
        }));
        let socket = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}/hooks", socket.local_addr().unwrap());
        let router = Router::new()
            .route("/hooks", post(receive))
            .with_state(inbox.clone());
        let server = tokio::spawn(async move { axum::serve(socket, router).await.unwrap() });
        Self { url, inbox, server }
    }

    /// The sandbox's own scenario, whose first tenant tells this endpoint.
    pub(crate) fn scenario(&self) -> String {
        let webhook = format!(
            "[[tenant.webhook]]\nurl = \"{}\"\nsecret = \"{SECRET}\"\n\n[[tenant.group]]",
            self.url
        );
        let scenario = ledgerbee_sandbox::Config::default().scenario;
        scenario.replacen("[[tenant.group]]", &webhook, 1)
    }

    /// The calls, once there are `count`.
    pub(crate) async fn calls(&self, count: usize) -> Vec<Call> {
        loop {
            let calls = self.inbox.lock().unwrap().calls.clone();
            if calls.len() >= count {
                return calls;
            }
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
    }

    /// Completes once an event of this type has come for `subscription`.
    pub(crate) async fn wait_for(&self, kind: &str, subscription: &str) {
        let is_it = |call: &Call| {
            let event = call.json();
            event.get("type").and_then(Value::as_str) == Some(kind)
                && event
                    .pointer("/data/subscriptionId")
                    .and_then(Value::as_str)
                    == Some(subscription)
        };
        while !self.calls(0).await.iter().any(is_it) {
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
    }
}

impl Drop for Endpoint {
    fn drop(&mut self) {
        self.server.abort();
    }
}

async fn receive(
    State(inbox): State<Arc<Mutex<Inbox>>>,
    headers: HeaderMap,
    body: Bytes,
) -> StatusCode {
    let mut inbox = inbox.lock().unwrap();
    inbox.calls.push(Call {
        headers,
        body: body.to_vec(),
    });
    let answer = inbox.answers.pop().unwrap_or(200);
    StatusCode::from_u16(answer).unwrap()
}
