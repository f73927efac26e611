//! A sandbox to test against, over real HTTP, with a clock that can be moved.
#![allow(dead_code, clippy::unwrap_used)]

pub(crate) mod endpoint;

use std::sync::Arc;
use std::time::Duration;

use ledgerbee_sandbox::{Clock as _, Config, ManualClock, Sandbox};
use reqwest::header::HeaderMap;
use reqwest::{Client, Method, RequestBuilder, redirect};
use serde_json::{Value, json};

pub(crate) const CUSTOMER: &str = "550e8400-e29b-41d4-a716-446655440010";
pub(crate) const OTHER_CUSTOMER: &str = "550e8400-e29b-41d4-a716-446655440011";
pub(crate) const GROUP: &str = "550e8400-e29b-41d4-a716-446655440020";
pub(crate) const GATED_PLAN: &str = "550e8400-e29b-41d4-a716-446655440100";
pub(crate) const PUBLIC_PLAN: &str = "550e8400-e29b-41d4-a716-446655440101";
pub(crate) const DANISH_PLAN: &str = "550e8400-e29b-41d4-a716-446655440102";
pub(crate) const ITEM: &str = "550e8400-e29b-41d4-a716-446655440211";
pub(crate) const CTA_ITEM: &str = "550e8400-e29b-41d4-a716-446655440213";
pub(crate) const GATED_ITEM: &str = "550e8400-e29b-41d4-a716-446655440221";
pub(crate) const GLOBEX_CUSTOMER: &str = "660e8400-e29b-41d4-a716-446655440010";
pub(crate) const GLOBEX_KEY: &str = "lbk_test_globex_all_scopes";

pub(crate) const PROVISION: &str = "/api/v1/portal-sso/provision";
pub(crate) const RESOLVE: &str = "/api/v1/portal/plans/resolve";
pub(crate) const PLANS: &str = "/api/v1/portal/plans";
pub(crate) const SUBSCRIPTIONS: &str = "/api/v1/subscriptions";
pub(crate) const GROUPS: &str = "/api/v1/customers/groups";
pub(crate) const SESSION: &str = "/api/checkout/session";

/// What came back.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) headers: HeaderMap,
    pub(crate) text: String,
}

impl Answer {
    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.text).unwrap_or(Value::Null)
    }

    pub(crate) fn get(&self, name: &str) -> String {
        let json = self.json();
        json.get(name)
            .and_then(Value::as_str)
            .unwrap_or_default()
            .to_owned()
    }

    pub(crate) fn header(&self, name: &str) -> &str {
        let value = self.headers.get(name);
        value
            .and_then(|value| value.to_str().ok())
            .unwrap_or_default()
    }

    /// The cookie that it sets, as it is sent back.
    pub(crate) fn cookie(&self) -> String {
        let set = self.header("set-cookie");
        set.split_once(';').unwrap_or_default().0.to_owned()
    }

    /// The names of the wrong fields, in order.
    pub(crate) fn wrong_fields(&self) -> Vec<String> {
        let json = self.json();
        let errors = json.get("errors").and_then(Value::as_array);
        errors
            .into_iter()
            .flatten()
            .filter_map(|error| error.get("field")?.as_str().map(str::to_owned))
            .collect()
    }
}

pub(crate) struct Running {
    pub(crate) sandbox: Sandbox,
    pub(crate) clock: Arc<ManualClock>,
    client: Client,
}

impl Running {
    pub(crate) async fn start() -> Self {
        Self::with(Config::default()).await
    }

    pub(crate) async fn with(config: Config) -> Self {
        let clock = Arc::new(ManualClock::default());
        let config = Config {
            clock: Some(clock.clone()),
            ..config
        };
        Self {
            sandbox: Sandbox::start(config).await.unwrap(),
            clock,
            client: Client::builder()
                .no_proxy()
                .redirect(redirect::Policy::none())
                .build()
                .unwrap(),
        }
    }

    /// Lets seconds pass.
    pub(crate) fn wait(&self, seconds: u64) {
        self.clock.advance(Duration::from_secs(seconds));
    }

    /// The day in so many days, as `2026-11-21`.
    pub(crate) fn day(&self, days: i64) -> String {
        let at = self.sandbox.now() + jiff::SignedDuration::from_hours(24 * days);
        at.to_string().split_once('T').unwrap().0.to_owned()
    }

    pub(crate) fn key(&self) -> &str {
        self.sandbox.api_key()
    }

    pub(crate) fn request(&self, method: Method, url: String) -> RequestBuilder {
        self.client.request(method, url)
    }

    pub(crate) async fn api(&self, key: &str, path: &str, body: &Value) -> Answer {
        let url = format!("{}{path}", self.sandbox.api());
        let request = self.request(Method::POST, url).header("x-api-key", key);
        send(request.json(body)).await
    }

    pub(crate) async fn api_get(&self, key: &str, path: &str) -> Answer {
        let url = format!("{}{path}", self.sandbox.api());
        send(self.request(Method::GET, url).header("x-api-key", key)).await
    }

    /// What an operator sees at `path`.
    pub(crate) async fn look(&self, path: &str) -> Value {
        let url = format!("{}/operator{path}", self.sandbox.api());
        send(self.request(Method::GET, url)).await.json()
    }

    /// What an operator sends to `path`.
    pub(crate) fn operate(&self, method: Method, path: &str) -> RequestBuilder {
        self.request(method, format!("{}/operator{path}", self.sandbox.api()))
    }

    pub(crate) async fn portal_get(&self, path: &str) -> Answer {
        send(self.request(Method::GET, format!("{}{path}", self.sandbox.portal()))).await
    }

    pub(crate) fn portal_post(&self, path: &str) -> RequestBuilder {
        self.request(Method::POST, format!("{}{path}", self.sandbox.portal()))
    }

    pub(crate) async fn checkout(&self, body: Value) -> Answer {
        send(self.portal_post(SESSION).json(&body)).await
    }

    pub(crate) async fn partner_get(&self, path: &str) -> Answer {
        send(self.request(Method::GET, format!("{}{path}", self.sandbox.partner()))).await
    }

    pub(crate) fn partner_post(&self, path: &str) -> RequestBuilder {
        self.request(Method::POST, format!("{}{path}", self.sandbox.partner()))
    }

    /// A bind token of `customer`, minted with `key`.
    pub(crate) async fn bind_token(&self, key: &str, customer: &str) -> String {
        let order = json!({
            "customerId": customer,
            "email": "jane.doe@acme.example",
            "mintCheckoutBindToken": true,
            "clientReferenceId": "order_1",
        });
        self.api(key, PROVISION, &order)
            .await
            .get("checkoutBindToken")
    }

    /// Checks `ITEM` out for `CUSTOMER`, from `start_date` on, and gives the
    /// answer to the confirmation.
    pub(crate) async fn subscribe(&self, start_date: &str) -> Answer {
        let token = self.bind_token(self.key(), CUSTOMER).await;
        let order = json!({ "bindToken": token, "vanity": "pro-plan", "planItemId": ITEM });
        let id = self.checkout(order).await.get("sessionId");
        let confirm = self.portal_post(&format!("{SESSION}/{id}/confirm"));
        send(confirm.json(&json!({ "startDate": start_date }))).await
    }

    /// Checks `ITEM` out anonymously, in `language`, and gives the link that was
    /// mailed.
    pub(crate) async fn mailed_link(&self, language: &str, details: &Value) -> String {
        let order = json!({ "vanity": "pro-plan", "planItemId": ITEM, "language": language });
        let id = self.checkout(order).await.get("sessionId");
        let confirm = self.portal_post(&format!("{SESSION}/{id}/confirm"));
        let answer = send(confirm.json(details)).await;
        assert_eq!(answer.get("status"), "PENDING_VERIFICATION");
        self.sandbox.mail().last().unwrap().link.clone()
    }

    /// Follows a mailed link, and gives the cookie that signs the buyer in and
    /// the path of their payment.
    pub(crate) async fn verify(&self, link: &str) -> (String, String) {
        let answer = send(self.request(Method::GET, link.to_owned())).await;
        assert_eq!(answer.status, 303, "{}", answer.text);
        let path = answer.header("location").to_owned();
        assert!(path.starts_with("/payment/"), "{path}");
        (answer.cookie(), path)
    }

    /// Does `answer` in the payment window of the payment at `path`, and gives
    /// the page of the portal that it leads back to.
    pub(crate) async fn settle(&self, (cookie, path): &(String, String), answer: &str) -> Answer {
        let window = path.replacen("/payment/", "/pay/", 1);
        let url = format!("{}{window}", self.sandbox.payment());
        let post = self.request(Method::POST, url);
        let settled = send(form(post, &format!("answer={answer}"))).await;
        let back = format!("{}{path}", self.sandbox.portal());
        assert_eq!(
            (settled.status, settled.header("location")),
            (303, back.as_str())
        );
        self.portal_get_as(cookie, path).await
    }

    /// Follows a mailed link, pays, and gives the cookie that signs the buyer in
    /// and the page that says what came of it.
    pub(crate) async fn pay(&self, link: &str) -> (String, Answer) {
        let buyer = self.verify(link).await;
        let page = self.settle(&buyer, "pay").await;
        (buyer.0, page)
    }

    pub(crate) async fn portal_get_as(&self, cookie: &str, path: &str) -> Answer {
        let url = format!("{}{path}", self.sandbox.portal());
        send(self.request(Method::GET, url).header("cookie", cookie)).await
    }

    /// A catalog token for `query`.
    pub(crate) async fn catalog_token(&self, query: &Value) -> String {
        self.api(self.key(), RESOLVE, query)
            .await
            .get("catalogToken")
    }

    /// The frame's read of the plan `id`.
    pub(crate) async fn read_plan(&self, id: &str, token: &str) -> Answer {
        let url = format!("{}/api/embed/plans/{id}", self.sandbox.portal());
        let request = self.request(Method::GET, url);
        send(request.header("authorization", format!("Bearer {token}"))).await
    }
}

pub(crate) async fn send(request: RequestBuilder) -> Answer {
    let response = request.send().await.unwrap();
    Answer {
        status: response.status().as_u16(),
        headers: response.headers().clone(),
        text: response.text().await.unwrap(),
    }
}

/// `request` with `body`, as a page's form sends it.
pub(crate) fn form(request: RequestBuilder, body: &str) -> RequestBuilder {
    let kind = "application/x-www-form-urlencoded";
    request.header("content-type", kind).body(body.to_owned())
}

/// Whether `token` looks like one.
pub(crate) fn is_opaque(token: &str) -> bool {
    let is_word = |b: u8| b.is_ascii_alphanumeric() || b == b'_' || b == b'-';
    token.len() == 43 && token.bytes().all(is_word)
}
