//! What runs for the whole suite: the lab's server and the sandbox.

use std::path::{Path, PathBuf};

use ledgerbee_sandbox::{Config, Sandbox};
use tempfile::TempDir;

use super::lab::Lab;

/// The servers; they end with it.
pub(crate) struct World {
    pub(crate) lab: Lab,
    pub(crate) sandbox: Sandbox,
    /// A copy of `dist/`, so that a build does not change it under a running test.
    pub(crate) dist: TempDir,
}

impl World {
    pub(crate) async fn start() -> Self {
        let dist = copy(&workspace().join("dist"));
        let lab = Lab::start(dist.path(), &workspace().join("www")).await;
        let sandbox = Sandbox::start(Config {
            portal_tls: true,
            dist: dist.path().to_owned(),
            frame_ancestors_extra: vec![lab.origins.page.clone()],
            ..Config::default()
        })
        .await
        .expect("a sandbox");
        lab.set_backend(sandbox.partner());
        Self { lab, sandbox, dist }
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
