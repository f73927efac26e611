//! The example of a partner's own test, run the way a partner would.
#![allow(clippy::unwrap_used)]

use std::path::Path;
use std::process::Command;

#[test]
fn a_partners_own_test_passes() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/ci");
    let done = Command::new("node")
        .args(["--test", "--test-reporter", "tap", "checkout.test.mjs"])
        .current_dir(folder)
        .env("LEDGERBEE_SANDBOX", env!("CARGO_BIN_EXE_ledgerbee-sandbox"))
        .env_remove("NODE_TEST_CONTEXT")
        .output()
        .unwrap();
    let report = String::from_utf8_lossy(&done.stdout);
    assert!(done.status.success(), "{report}");
    // It has not passed for want of tests.
    assert!(
        report.contains("# pass 2") && report.contains("# fail 0"),
        "{report}"
    );
}
