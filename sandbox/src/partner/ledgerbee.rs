//! The backend's client of the public API, over real HTTP.

use std::io;
use std::net::SocketAddr;
use std::time::Duration;

use axum::http::StatusCode;
use serde_json::Value;

use crate::http::Problem;

/// The public API as the partner's backend sees it.
pub(crate) struct LedgerBee {
    client: reqwest::Client,
    origin: String,
    api_key: String,
}

impl LedgerBee {
    /// A client of the API at `origin`, which `address` serves.
    ///
    /// # Errors
    /// If no HTTP client can be made.
    pub(crate) fn new(origin: &str, address: SocketAddr, api_key: &str) -> io::Result<Self> {
        let client = reqwest::Client::builder()
            // The call stays on this machine whatever its proxy or hosts file.
            .no_proxy()
            .resolve("localhost", address)
            .timeout(Duration::from_secs(8))
            .build()
            .map_err(io::Error::other)?;
        Ok(Self {
            client,
            origin: origin.to_owned(),
            api_key: api_key.to_owned(),
        })
    }

    /// Sends `body` to `path` and gives the answer.
    ///
    /// # Errors
    /// `502` with the API's status; what else it said stays here.
    pub(crate) async fn post(&self, path: &str, body: &Value) -> Result<Value, Problem> {
        let answer = self
            .client
            .post(format!("{}{path}", self.origin))
            .header("x-api-key", &self.api_key)
            .json(body)
            .send()
            .await
            .map_err(|_| bad_gateway("The API can't be reached."))?;
        let status = answer.status();
        if !status.is_success() {
            return Err(bad_gateway(&format!("The API answered {status}.")));
        }
        answer
            .json()
            .await
            .map_err(|_| bad_gateway("The API's answer can't be read."))
    }
}

fn bad_gateway(message: &str) -> Problem {
    Problem::new(StatusCode::BAD_GATEWAY, "LEDGERBEE_FAILED", message)
}

/// The string `name` of an answer.
///
/// # Errors
/// `502` if it is not there.
pub(crate) fn string_of(answer: &Value, name: &str) -> Result<String, Problem> {
    let text = answer.get(name).and_then(Value::as_str);
    text.map(str::to_owned)
        .ok_or_else(|| bad_gateway("The API's answer lacks a field."))
}
