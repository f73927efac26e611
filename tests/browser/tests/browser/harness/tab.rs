//! A window of its own for each test.

use std::time::{Duration, Instant};

use fantoccini::elements::Element;
use fantoccini::error::CmdError;
use fantoccini::wd::WindowHandle;
use fantoccini::{Client, Locator};
use serde_json::Value;
use tokio::time::sleep;

use super::browser::Browser;
use super::page::Page;
use super::world::World;

/// How long anything may take before a test gives up waiting for it.
const LIMIT: Duration = Duration::from_secs(30);
const LOOK: Duration = Duration::from_millis(25);

/// Runs a test in the page's own realm, for a driver's may have another `Object`; but a page that
/// forbids `eval` has to be spared, and gets it in the driver's.
const RUN: &str = "
  const [text, done] = arguments;
  const names = Object.keys(lab);
  const { AsyncFunction } = lab.isStrict ? { AsyncFunction: (async () => {}).constructor } : lab;
  new AsyncFunction(...names, text)(...names.map((name) => lab[name])).then(
    (value) => done({ value: value ?? null }),
    (error) => done({ error: String(error?.message ?? error) + '\\n' + String(error?.stack ?? '').split('\\n').slice(0, 6).join('\\n') }),
  );";

/// Stands for the name of a gate of this test's own, in pages and tests.
const GATE: &str = "{{gate}}";

/// Why a test failed.
#[derive(Debug)]
pub(crate) struct Failure(pub(crate) String);
pub(crate) type Outcome<T = ()> = Result<T, Failure>;

impl From<CmdError> for Failure {
    fn from(error: CmdError) -> Self {
        Self(format!("the browser: {error}"))
    }
}

/// Fails with a text.
pub(crate) fn fail<T>(text: impl Into<String>) -> Outcome<T> {
    Err(Failure(text.into()))
}

/// A test's window, and what it runs against.
pub(crate) struct Tab<'a> {
    pub(crate) world: &'a World,
    pub(crate) client: Client,
    browser: &'a Browser,
    handle: WindowHandle,
}

impl<'a> Tab<'a> {
    /// A new window; storage and cookies of the pages' host are cleared, other windows closed.
    pub(crate) async fn open(world: &'a World, browser: &'a Browser) -> Outcome<Self> {
        let client = browser.client.clone();
        let old = client.windows().await?;
        let new = client.new_window(true).await?.handle;
        for window in old {
            client.switch_to_window(window).await?;
            client.close_window().await?;
        }
        client.switch_to_window(new.clone()).await?;
        let tab = Self {
            world,
            client,
            browser,
            handle: new,
        };
        tab.goto(&format!("{}/blank", world.lab.origins.page))
            .await?;
        tab.wait_for_page("document.readyState === 'complete' && document.title === 'blank'")
            .await?;
        tab.client.delete_all_cookies().await?;
        tab.js("localStorage.clear()").await?;
        browser.console_errors().await?;
        Ok(tab)
    }

    /// The window's handle is as good a name as any.
    fn gate(&self) -> String {
        self.handle.clone().into()
    }

    /// Leaves for an address without waiting for it.
    pub(crate) async fn goto(&self, url: &str) -> Outcome {
        self.client.goto(url).await?;
        Ok(())
    }

    /// Opens a synthetic page, runs a test in it, and judges what the page has seen besides.
    pub(crate) async fn run(&self, page: &Page, test: &str) -> Outcome {
        self.show(page).await?;
        self.lab(test).await?;
        self.check().await
    }

    /// Opens a synthetic page.
    pub(crate) async fn show(&self, page: &Page) -> Outcome {
        let origins = &self.world.lab.origins;
        let path = self
            .world
            .lab
            .add_page(page.html(origins).replace(GATE, &self.gate()));
        self.goto(&format!("{}{path}", page.origin(origins)))
            .await?;
        let state = if page.is_early() {
            "true"
        } else {
            "lab.isLoaded"
        };
        self.wait_for_page(&format!(
            "location.pathname === '{path}' && typeof lab === 'object' && {state}"
        ))
        .await
    }

    /// Runs a test in the page; `await` may be used, and what `lab` offers by its name.
    pub(crate) async fn lab(&self, test: &str) -> Outcome<Value> {
        let test = self
            .world
            .lab
            .origins
            .fill(test)
            .replace(GATE, &self.gate());
        let answer = self.client.execute_async(RUN, vec![test.into()]).await?;
        match answer.get("error").and_then(Value::as_str) {
            Some(error) => fail(error),
            None => Ok(answer["value"].clone()),
        }
    }

    /// Fails for what the page did not expect.
    pub(crate) async fn check(&self) -> Outcome {
        let report = self.js("return lab.report()").await?;
        let texts = |value: &Value| -> Vec<String> {
            let list = value.as_array().cloned().unwrap_or_default();
            list.iter()
                .map(|it| it.as_str().unwrap_or_default().to_owned())
                .collect()
        };
        let expected = texts(&report["expected"]["errors"]);
        let mut seen = texts(&report["errors"]);
        seen.extend(self.browser.console_errors().await?);
        let possible = texts(&report["expected"]["possible"]);
        let is_expected = |it: &String| {
            expected
                .iter()
                .chain(&possible)
                .any(|text| it.contains(text))
        };
        let surprises: Vec<_> = seen.iter().filter(|it| !is_expected(it)).collect();
        if !surprises.is_empty() {
            return fail(format!("unexpected errors: {surprises:#?}"));
        }
        if let Some(missed) = expected
            .iter()
            .find(|text| !seen.iter().any(|it| it.contains(*text)))
        {
            return fail(format!("no error said {missed:?}"));
        }
        let (codes, wanted) = (
            texts(&report["codes"]),
            texts(&report["expected"]["warnings"]),
        );
        if codes != wanted {
            return fail(format!("warnings: {codes:?}, not {wanted:?}"));
        }
        Ok(())
    }

    /// Fails for any error on the console, for pages that are not the lab's.
    pub(crate) async fn check_console(&self) -> Outcome {
        let errors = self.browser.console_errors().await?;
        if errors.is_empty() {
            Ok(())
        } else {
            fail(format!("unexpected errors: {errors:#?}"))
        }
    }

    /// Asks over the DevTools protocol, where there is one.
    pub(crate) async fn devtools(
        &self,
        method: &'static str,
        parameters: Value,
    ) -> Outcome<Option<Value>> {
        Ok(self.browser.devtools(method, parameters).await?)
    }

    pub(crate) async fn js(&self, code: &str) -> Outcome<Value> {
        Ok(self.client.execute(code, Vec::new()).await?)
    }

    /// Waits for an expression in the page or frame this window is in.
    pub(crate) async fn wait_for_page(&self, expression: &str) -> Outcome {
        let code = format!("return !!({expression})");
        let started = Instant::now();
        loop {
            // While a page is being left, scripts fail.
            let seen = self.js(&code).await;
            match seen {
                Ok(Value::Bool(true)) => return Ok(()),
                _ if started.elapsed() < LIMIT => sleep(LOOK).await,
                Ok(_) | Err(_) => {
                    let html = self
                        .js("return document.body.innerText.slice(0, 1500)")
                        .await;
                    return fail(format!("never: {expression}; seen: {html:?}"));
                }
            }
        }
    }

    /// The element, once it is there.
    pub(crate) async fn find(&self, css: &str) -> Outcome<Element> {
        let started = Instant::now();
        loop {
            match self.client.find(Locator::Css(css)).await {
                Ok(element) => return Ok(element),
                Err(_) if started.elapsed() < LIMIT => sleep(LOOK).await,
                Err(error) => {
                    let html = self
                        .js("return document.body.innerText.slice(0, 1500)")
                        .await;
                    return fail(format!("no {css}: {error}; seen: {html:?}"));
                }
            }
        }
    }

    /// Clicks an element once it is there; a page that is being laid out may move it away.
    pub(crate) async fn click(&self, css: &str) -> Outcome {
        let started = Instant::now();
        loop {
            let result = match self.find(css).await {
                Ok(element) => element.click().await,
                Err(failure) => return Err(failure),
            };
            match result {
                Ok(()) => return Ok(()),
                Err(_) if started.elapsed() < LIMIT => sleep(LOOK).await,
                Err(error) => return fail(format!("can't click {css}: {error}")),
            }
        }
    }

    /// Goes into the frame.
    pub(crate) async fn enter(&self, css: &str) -> Outcome {
        self.find(css).await?.enter_frame().await?;
        Ok(())
    }

    /// Goes back to the page.
    pub(crate) async fn leave(&self) -> Outcome {
        // A frame that is gone has no parent to go to; the window has always a top.
        Ok(self.client.switch_to_window(self.handle.clone()).await?)
    }
}
