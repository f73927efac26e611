//! `index.js` where there is no browser; the rest is in `in-page/npm.js`.

use tokio::process::Command;

use crate::harness::{Case, Outcome, Tab, fail, flow};

pub(crate) fn cases() -> Vec<Case> {
    vec![flow!(
        "a_server_can_import_it_but_not_start_it",
        on_a_server
    )]
}

async fn on_a_server(tab: &Tab<'_>) -> Outcome {
    let dist = tab.world.dist.path();
    // A name that Node takes for a module without a package around it.
    std::fs::copy(dist.join("index.js"), dist.join("index.mjs")).expect("a copy");
    let code = "const before = Reflect.ownKeys(globalThis).length;
        const { start } = await import('./index.mjs');
        if (Reflect.ownKeys(globalThis).length !== before) console.log('a new global');
        try { start(); console.log('started'); } catch (error) { console.log(`${error.name}: ${error.message}`); }";
    let output = Command::new("node")
        .args(["--input-type=module", "--eval", code])
        .current_dir(dist)
        .output()
        .await
        .expect("node");
    let text = String::from_utf8_lossy(&output.stdout);
    if text.starts_with("Error: ledgerbee-embed:")
        && text.contains("browser")
        && text.lines().count() == 1
    {
        Ok(())
    } else {
        fail(format!("{text}{}", String::from_utf8_lossy(&output.stderr)))
    }
}
