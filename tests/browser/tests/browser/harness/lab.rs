//! The lab's server: synthetic pages and frames on several origins, and the partner's pages as
//! they stand in `www/`.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, OnceLock};

use axum::Router;
use axum::body::Bytes;
use axum::extract::{Path as Segment, Query, State};
use axum::http::{HeaderMap, Method, StatusCode, Uri, header};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{any, get, post};
use serde_json::json;
use tokio::net::TcpListener;
use tokio::sync::watch;
use tokio::task::JoinHandle;

use super::listing::Files;
use super::program::Program;
use super::world::workspace;

const JAVASCRIPT: &str = "text/javascript; charset=utf-8";
const HTML: &str = "text/html; charset=utf-8";

/// Where the lab is reached.
#[derive(Clone)]
pub(crate) struct Origins {
    /// Of pages, on loopback.
    pub(crate) page: String,
    /// Of pages that are not on loopback.
    pub(crate) public: String,
    /// Of pages on the site of the frames.
    pub(crate) same_site: String,
    /// Of frames.
    pub(crate) frame: String,
    /// Of the same frames under a name that is not on loopback, without TLS.
    pub(crate) named: String,
    /// Of frames that are somebody else's.
    pub(crate) foreign: String,
}

pub(crate) struct Lab {
    pub(crate) origins: Origins,
    shared: Arc<Shared>,
    servers: Vec<JoinHandle<()>>,
}

struct Shared {
    dist: PathBuf,
    www: PathBuf,
    /// The tests that run in pages.
    files: Arc<Files>,
    origins: Origins,
    script: &'static str,
    has_webassembly: bool,
    backend: OnceLock<String>,
    pages: Mutex<HashMap<usize, (String, Option<String>)>>,
    next: AtomicUsize,
    gates: watch::Sender<Vec<String>>,
    site_policy: Mutex<Option<String>>,
    http: reqwest::Client,
}

impl Lab {
    pub(crate) async fn start(
        dist: &Path,
        www: &Path,
        program: &Program,
        files: Arc<Files>,
    ) -> Self {
        for (file, command) in [
            (dist.join("embed.js"), "npm run build"),
            (hooked("embed.js"), "npm run build -- --trap-hook"),
        ] {
            assert!(
                file.exists(),
                "there is no {}. Type: {command}",
                file.display()
            );
        }
        let mut sockets = Vec::new();
        for _ in 0..3 {
            sockets.push(TcpListener::bind("127.0.0.1:0").await.expect("a port"));
        }
        let ports: Vec<u16> = sockets
            .iter()
            .map(|socket| socket.local_addr().expect("an address").port())
            .collect();
        let origins = Origins {
            page: format!("http://localhost:{}", ports[0]),
            public: format!("http://partner.lab.example:{}", ports[0]),
            same_site: format!("http://127.0.0.1:{}", ports[0]),
            frame: format!("http://127.0.0.1:{}", ports[1]),
            named: format!("http://portal.lab.example:{}", ports[1]),
            foreign: format!("http://127.0.0.1:{}", ports[2]),
        };
        let shared = Arc::new(Shared {
            dist: dist.to_owned(),
            www: www.to_owned(),
            files,
            origins: origins.clone(),
            script: program.script,
            has_webassembly: program.has_webassembly,
            backend: OnceLock::new(),
            pages: Mutex::default(),
            next: AtomicUsize::new(1),
            gates: watch::Sender::new(Vec::new()),
            site_policy: Mutex::default(),
            http: reqwest::Client::new(),
        });
        let router = Router::new()
            .route("/page/{id}", get(page))
            .route("/lab.js", get(lab_script))
            .route("/page/file/{name}", get(page_file))
            .route("/tests/{*path}", get(test_file))
            .route("/frame", get(|| markup("stub.html")))
            .route("/asker", get(|| markup("asker.html")))
            .route(
                "/blank",
                get(|| async { typed(HTML, "<!doctype html><title>blank</title>".to_owned()) }),
            )
            .route("/chatter", get(|| markup("chatter.html")))
            .route("/redirect", get(redirect))
            .route("/favicon.ico", get(|| async { StatusCode::NO_CONTENT }))
            .route("/embed.js", get(embed))
            .route("/copy/embed.js", get(embed))
            .route("/loader/embed.js", get(loader))
            .route("/loader/embed.compat.js", get(loader))
            .route("/embed.compat.js", get(dist_file))
            .route("/index.js", get(dist_file))
            .route("/index.compat.js", get(dist_file))
            .route("/inspector.js", get(dist_file))
            .route("/element.js", get(dist_file))
            .route("/embed/{vanity}", get(|| markup("stub.html")))
            .route("/manifest.json", get(dist_file))
            .route("/gated/{name}/{file}", get(gated_file))
            .route("/stale/{file}", get(stale_file))
            .route("/trap-hook/{file}", get(hooked_file))
            .route("/library/{file}", get(library))
            .route("/gate/{name}", get(gate))
            .route("/open/{name}", post(open))
            .route("/your-backend/{*path}", any(backend))
            .fallback(www_file)
            .with_state(shared.clone());
        let servers = sockets
            .into_iter()
            .map(|socket| {
                let router = router.clone();
                tokio::spawn(async move {
                    axum::serve(socket, router)
                        .await
                        .expect("a server that runs");
                })
            })
            .collect();
        Self {
            origins,
            shared,
            servers,
        }
    }

    /// Who answers `/your-backend/…` of the partner's pages.
    pub(crate) fn set_backend(&self, origin: &str) {
        let _ = self.shared.backend.set(origin.to_owned());
    }

    /// Puts the partner's pages under a policy, or under none.
    pub(crate) fn set_site_policy(&self, policy: Option<String>) {
        *self.shared.site_policy.lock().expect("a policy") = policy;
    }

    /// Registers a page, with its policy if it has one; gives its path.
    pub(crate) fn add_page(&self, html: String, policy: Option<String>) -> String {
        let id = self.shared.next.fetch_add(1, Ordering::Relaxed);
        self.shared
            .pages
            .lock()
            .expect("pages")
            .insert(id, (html, policy));
        format!("/page/{id}")
    }
}

impl Origins {
    /// Puts the origins in the place of their names.
    pub(crate) fn fill(&self, text: &str) -> String {
        text.replace("{{page}}", &self.page)
            .replace("{{public}}", &self.public)
            .replace("{{frame}}", &self.frame)
            .replace("{{named}}", &self.named)
            .replace("{{foreign}}", &self.foreign)
    }
}

impl Drop for Lab {
    fn drop(&mut self) {
        self.servers.iter().for_each(JoinHandle::abort);
    }
}

fn typed(kind: &'static str, body: impl Into<axum::body::Body>) -> Response {
    let headers = [
        (header::CONTENT_TYPE, kind),
        // Not `no-store`, which would keep pages out of the back/forward cache.
        (header::CACHE_CONTROL, "no-cache"),
        (header::ACCESS_CONTROL_ALLOW_ORIGIN, "*"),
    ];
    (headers, body.into()).into_response()
}

async fn page(State(shared): State<Arc<Shared>>, Segment(id): Segment<usize>) -> Response {
    let page = shared.pages.lock().expect("pages").get(&id).cloned();
    let Some((html, policy)) = page else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let mut response = typed(HTML, html);
    if let Some(policy) = policy {
        let value = policy.parse().expect("a header");
        let headers = response.headers_mut();
        headers.insert(header::CONTENT_SECURITY_POLICY, value);
    }
    response
}

/// A script of `page/`, for pages that need it.
async fn page_file(Segment(name): Segment<String>) -> Response {
    script(&page_path(&name)).await
}

/// A document of `page/`.
async fn markup(name: &'static str) -> Response {
    let text = tokio::fs::read(page_path(name)).await;
    typed(HTML, text.expect("a file of page/"))
}

/// Files of `page/` are read when they are asked for, so that one can be changed without a build.
fn page_path(name: &str) -> PathBuf {
    workspace()
        .join("tests/browser/tests/browser/page")
        .join(name)
}

/// A file of tests, as a script.
async fn test_file(State(shared): State<Arc<Shared>>, uri: Uri) -> Response {
    match shared.files.get(uri.path().trim_start_matches('/')) {
        Some(text) => typed(JAVASCRIPT, text.clone()),
        None => StatusCode::NOT_FOUND.into_response(),
    }
}

async fn lab_script(State(shared): State<Arc<Shared>>) -> Response {
    let Origins {
        page,
        public,
        frame,
        named,
        foreign,
        ..
    } = &shared.origins;
    let origins = json!({ "page": page, "public": public, "frame": frame, "named": named, "foreign": foreign });
    let lab = tokio::fs::read_to_string(page_path("lab.js")).await;
    let words = tokio::fs::read_to_string(workspace().join("build/words.json")).await;
    let script = lab
        .expect("a file of page/")
        .replace("WORDS", &words.expect("what a build prints"))
        .replace("ORIGINS", &origins.to_string())
        .replace("HAS_WEBASSEMBLY", &shared.has_webassembly.to_string());
    typed(JAVASCRIPT, script)
}

async fn embed(State(shared): State<Arc<Shared>>) -> Response {
    script(&shared.dist.join(shared.script)).await
}

/// What brings in the other program, in any lane.
async fn loader(State(shared): State<Arc<Shared>>, uri: Uri) -> Response {
    script(&shared.dist.join(uri.path().trim_start_matches("/loader/"))).await
}

async fn dist_file(State(shared): State<Arc<Shared>>, uri: Uri) -> Response {
    script(&shared.dist.join(uri.path().trim_start_matches('/'))).await
}

async fn script(path: &Path) -> Response {
    match tokio::fs::read(path).await {
        Ok(bytes) => typed(JAVASCRIPT, bytes),
        Err(_) => StatusCode::NOT_FOUND.into_response(),
    }
}

/// A file of `dist/`, once somebody has opened the gate of this name.
async fn gated_file(
    State(shared): State<Arc<Shared>>,
    Segment((name, file)): Segment<(String, String)>,
) -> Response {
    gate(State(shared.clone()), Segment(name)).await;
    script(&shared.dist.join(file)).await
}

/// To the address in `to`.
async fn redirect(Query(query): Query<HashMap<String, String>>) -> Redirect {
    Redirect::temporary(query.get("to").map_or("", String::as_str))
}

/// A file of the build whose program traps when it is told to.
async fn hooked_file(Segment(file): Segment<String>) -> Response {
    script(&hooked(&file)).await
}

/// A file of the build that a message makes trap.
fn hooked(file: &str) -> PathBuf {
    workspace().join("build/trap-hook").join(file)
}

/// A library that pages have beside the embed, as `scripts/libraries.mjs` puts it there.
async fn library(Segment(file): Segment<String>) -> Response {
    script(&workspace().join("build/libraries").join(file)).await
}

/// A file of `dist/` as another version would have it.
async fn stale_file(State(shared): State<Arc<Shared>>, Segment(file): Segment<String>) -> Response {
    match tokio::fs::read_to_string(shared.dist.join(file)).await {
        Ok(text) => typed(JAVASCRIPT, text.replace("0.1.0", "0.0.9")),
        Err(_) => StatusCode::NOT_FOUND.into_response(),
    }
}

/// Answers, with an empty script, once somebody has opened the gate of this name.
async fn gate(State(shared): State<Arc<Shared>>, Segment(name): Segment<String>) -> Response {
    let mut opened = shared.gates.subscribe();
    // The sender lives as long as the server.
    let _ = opened.wait_for(|names| names.contains(&name)).await;
    typed(JAVASCRIPT, "")
}

async fn open(State(shared): State<Arc<Shared>>, Segment(name): Segment<String>) -> StatusCode {
    shared.gates.send_modify(|names| names.push(name));
    StatusCode::NO_CONTENT
}

/// The partner's backend is the sandbox's, with the buyer's cookie passed on.
async fn backend(
    State(shared): State<Arc<Shared>>,
    method: Method,
    uri: Uri,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let origin = shared.backend.get().expect("a backend");
    let mut request = shared
        .http
        .request(method, format!("{origin}{}", uri.path()))
        .body(body);
    for name in [header::COOKIE, header::CONTENT_TYPE] {
        if let Some(value) = headers.get(&name) {
            request = request.header(name, value);
        }
    }
    let answer = match request.send().await {
        Ok(answer) => answer,
        Err(error) => return (StatusCode::BAD_GATEWAY, error.to_string()).into_response(),
    };
    let (status, mut passed) = (answer.status(), HeaderMap::new());
    for name in [header::SET_COOKIE, header::CONTENT_TYPE] {
        if let Some(value) = answer.headers().get(&name) {
            passed.insert(name, value.clone());
        }
    }
    (status, passed, answer.bytes().await.unwrap_or_default()).into_response()
}

async fn www_file(State(shared): State<Arc<Shared>>, uri: Uri) -> Response {
    let path = uri.path().trim_start_matches('/');
    for candidate in [path.to_owned(), format!("{path}.html")] {
        let kind = match candidate.rsplit_once('.').map(|(_, extension)| extension) {
            Some("html") => HTML,
            Some("js") => JAVASCRIPT,
            Some("css") => "text/css",
            _ => continue,
        };
        if let Ok(bytes) = tokio::fs::read(shared.www.join(&candidate)).await {
            let policy = shared.site_policy.lock().expect("a policy").clone();
            return match policy.filter(|_| kind == HTML) {
                Some(policy) => guarded(&String::from_utf8_lossy(&bytes), &policy),
                None => typed(kind, bytes),
            };
        }
    }
    StatusCode::NOT_FOUND.into_response()
}

/// A page of the partner's under a policy: its own scripts have the nonce `page`, and the embed's
/// tag the one that the policy asks for.
fn guarded(html: &str, policy: &str) -> Response {
    let embed = "<script src=\"https://acme.portal.ledgerbee.com/embed.js\"";
    let html = html.replace("<script", "<script nonce=\"page\"").replace(
        &embed.replace("<script", "<script nonce=\"page\""),
        &{
            if policy.contains("nonce-R4nd0m") {
                embed.replace("<script", "<script nonce=\"R4nd0m\"")
            } else {
                embed.to_owned()
            }
        },
    );
    let policy = policy.replace("script-src", "script-src 'nonce-page'");
    // What the page needs for itself.
    let policy =
        format!("{policy}; style-src * 'unsafe-inline'; connect-src 'self'; img-src data:");
    let headers = [(header::CONTENT_SECURITY_POLICY, policy)];
    (headers, typed(HTML, html)).into_response()
}
