//! What runs for the whole suite: the lab's server and the sandbox.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use ledgerbee_sandbox::{Config, Sandbox};
use tempfile::TempDir;

use super::lab::Lab;
use super::listing::Files;
use super::program::Program;
use super::proxy::Proxy;

/// The servers; they end with it.
pub(crate) struct World {
    pub(crate) lab: Lab,
    pub(crate) sandbox: Sandbox,
    pub(crate) proxy: Proxy,
    /// A copy of `dist/`, so that a build does not change it under a running test.
    pub(crate) dist: TempDir,
    /// The same, with the lane's program as `embed.js`.
    _portal_dist: TempDir,
}

impl World {
    pub(crate) async fn start(program: &Program, files: Arc<Files>) -> Self {
        let dist = copy(&workspace().join("dist"));
        let portal_dist = copy(dist.path());
        let script = dist.path().join(program.script);
        std::fs::copy(script, portal_dist.path().join("embed.js")).expect("a copy");
        let lab = Lab::start(dist.path(), &workspace().join("www"), program, files).await;
        let sandbox = Sandbox::start(Config {
            portal_tls: true,
            dist: portal_dist.path().to_owned(),
            frame_ancestors_extra: vec![lab.origins.page.clone()],
            ..Config::default()
        })
        .await
        .expect("a sandbox");
        lab.set_backend(sandbox.partner());
        let portals = sandbox.portal_tls_addr().expect("a portal with TLS");
        Self {
            lab,
            proxy: Proxy::start(portals).await,
            sandbox,
            dist,
            _portal_dist: portal_dist,
        }
    }
}

pub(crate) fn workspace() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn copy(from: &Path) -> TempDir {
    let to = tempfile::tempdir().expect("a folder");
    let entries = std::fs::read_dir(from).expect("dist/, which `npm run build` makes");
    for entry in entries.filter_map(Result::ok) {
        std::fs::copy(entry.path(), to.path().join(entry.file_name())).expect("a copy");
    }
    to
}
