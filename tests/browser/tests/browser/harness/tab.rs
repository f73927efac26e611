//! A window of its own for each test.

use std::sync::atomic::{AtomicUsize, Ordering};

use fantoccini::Client;
use fantoccini::error::CmdError;
use fantoccini::wd::WindowHandle;
use serde_json::Value;
use url::Url;

use super::browser::Browser;
use super::listing::InPage;
use super::page::Page;
use super::wait::until;
use super::world::World;

/// Runs a test that the page's scripts have brought, by its name.
const RUN: &str = "lab.run(arguments[0])";
/// Runs a part of a test in the page's own realm, for a driver's may have another `Object`. It may use
/// what `lab` offers by its name.
const RUN_PART: &str =
    "new lab.AsyncFunction(...Object.keys(lab), `{ ${arguments[0]} }`)(...Object.values(lab))";
/// Waits for what a page does, and gives what comes of it.
const WAIT: &str = "
  const done = arguments[arguments.length - 1];
  RUN.then(
    (value) => done({ value: value ?? null }),
    (error) => {
      const places = String(error?.stack ?? '').split('\\n').filter((line) => /\\/(tests\\/|lab\\.js)/.test(line));
      done({ error: [error?.message ?? error, ...places].join('\\n') });
    },
  );";
/// Clears what a page's origin keeps, and the window's name.
const CLEAR: &str = "(localStorage.clear(), sessionStorage.clear(), window.name = '', true)";

/// Tells every test from the others.
static NEXT: AtomicUsize = AtomicUsize::new(1);

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

impl From<serde_json::Error> for Failure {
    fn from(error: serde_json::Error) -> Self {
        Self(error.to_string())
    }
}

/// Fails with a text.
pub(crate) fn fail<T>(text: impl Into<String>) -> Outcome<T> {
    Err(Failure(text.into()))
}

/// What the last test has left in the browser's window.
pub(super) enum Left {
    /// There was none.
    Nothing,
    /// A page of the lab, which has been judged: it does nothing any more, and had no cookies.
    Page,
    Anything,
}

/// A test's use of the browser's window, and what it runs against.
pub(crate) struct Tab<'a> {
    pub(crate) world: &'a World,
    pub(crate) client: Client,
    pub(crate) browser: &'a Browser,
    pub(super) handle: WindowHandle,
    number: usize,
}

impl<'a> Tab<'a> {
    /// The browser's window; its name and the storage of the pages' origin are cleared, other
    /// windows closed, and cookies deleted where there may be any. It is on an empty page, unless
    /// that would be one navigation more between two pages of the lab.
    pub(super) async fn open(
        world: &'a World,
        browser: &'a Browser,
        left: Left,
        is_in_page: bool,
    ) -> Outcome<Self> {
        let client = browser.client.clone();
        let mut windows = client.windows().await?;
        let Some(handle) = windows.pop() else {
            return fail("the browser has no window");
        };
        for window in windows {
            client.switch_to_window(window).await?;
            client.close_window().await?;
        }
        client.switch_to_window(handle.clone()).await?;
        let mut tab = Self {
            world,
            client,
            browser,
            handle,
            number: NEXT.fetch_add(1, Ordering::Relaxed),
        };
        let can_stay = is_in_page && matches!(left, Left::Page);
        // A driver that can't say where it is can't leave it either.
        let is_clear = can_stay
            && tab.js(&format!("return {CLEAR}")).await.is_ok()
            && tab.client.current_url().await.is_ok();
        if !is_clear {
            tab.clear_page().await?;
        }
        if matches!(left, Left::Anything) {
            tab.clear_cookies().await?;
        }
        browser.console_errors().await?;
        Ok(tab)
    }

    /// Goes to an empty page of the pages' origin. A window whose page a driver can't leave, as its
    /// markup hides the names that the driver asks for, makes room for a new one.
    async fn clear_page(&mut self) -> Outcome {
        let page = format!("{}/blank", self.world.lab.origins.page);
        if self.client.goto(&page).await.is_err() {
            self.handle = self.client.new_window(true).await?.handle;
            self.client.close_window().await?;
            self.leave().await?;
            self.goto(&page).await?;
        }
        // In one script with the look: the page before this one may still be there.
        self.wait_for_page(&format!("{} && {CLEAR}", is_at(&page)))
            .await
    }

    /// Clears those of both hosts of the lab, which are those of the sandbox, too: cookies are a
    /// host's, whatever its port.
    async fn clear_cookies(&self) -> Outcome {
        self.client.delete_all_cookies().await?;
        let other = format!("{}/blank", self.world.lab.origins.frame);
        self.goto(&other).await?;
        self.wait_for_page(&is_at(&other)).await?;
        Ok(self.client.delete_all_cookies().await?)
    }

    fn gate(&self) -> String {
        format!("gate-{}", self.number)
    }

    /// Leaves for an address without waiting for it.
    pub(crate) async fn goto(&self, url: &str) -> Outcome {
        self.client.goto(url).await?;
        Ok(())
    }

    /// Leaves for an address, and waits for its page. One that is left for itself is still there
    /// for a while, and looks as the next one will.
    pub(crate) async fn visit(&self, url: &str) -> Outcome {
        self.leave().await?;
        self.js("window.isLeft = true").await?;
        self.goto(url).await?;
        // Firefox has an empty page in between.
        self.wait_for_page(
            "window.isLeft === undefined && document.readyState === 'complete' && location.href !== 'about:blank'",
        )
        .await
    }

    /// Goes back to an address. A page that is put away while it runs a script never answers
    /// WebKit's driver, so it is the browser that is asked where it is.
    pub(crate) async fn go_back_to(&self, address: &Url) -> Outcome {
        self.client.back().await?;
        until(|| async {
            match self.client.current_url().await? {
                seen if seen == *address => Ok(()),
                seen => fail(format!("never back at {address}, but at {seen}")),
            }
        })
        .await
    }

    /// Opens the page of a test, runs the test in it, and judges what the page has seen besides.
    pub(super) async fn run(&self, test: &InPage) -> Outcome {
        self.open_page(&test.page, &test.scripts).await?;
        // One that begins before the page has loaded may be sooner than its scripts.
        self.wait_for_page(&format!(
            "lab.tests.some(({{ name }}) => name === '{}')",
            test.name
        ))
        .await?;
        self.wait_in_page(RUN, &test.name).await?;
        self.check().await
    }

    /// Opens a synthetic page.
    pub(crate) async fn show(&self, page: &Page) -> Outcome {
        self.open_page(page, &[]).await
    }

    async fn open_page(&self, page: &Page, scripts: &[String]) -> Outcome {
        let origins = &self.world.lab.origins;
        let path = self.world.lab.add_page(
            page.html(origins, scripts).replace(GATE, &self.gate()),
            page.header(origins),
        );
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

    /// Runs a part of a test in the page; `await` may be used, and what `lab` offers by its name.
    pub(crate) async fn lab(&self, part: &str) -> Outcome<Value> {
        self.wait_in_page(RUN_PART, part).await
    }

    async fn wait_in_page(&self, run: &str, given: &str) -> Outcome<Value> {
        let code = WAIT.replace("RUN", run);
        let answer = self.client.execute_async(&code, vec![given.into()]).await?;
        match answer.get("error").and_then(Value::as_str) {
            Some(error) => fail(self.without_origin(error)),
            None => Ok(answer["value"].clone()),
        }
    }

    /// Names the files of tests as they are in the repository, not as the page got them.
    fn without_origin(&self, error: &str) -> String {
        let origins = &self.world.lab.origins;
        let all = [&origins.page, &origins.public, &origins.same_site];
        all.iter().fold(error.to_owned(), |text, origin| {
            text.replace(&format!("{origin}/tests/"), "tests/")
        })
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
        let (mut codes, mut wanted) = (
            texts(&report["codes"]),
            texts(&report["expected"]["warnings"]),
        );
        codes.sort();
        wanted.sort();
        if codes != wanted {
            return fail(format!("warnings: {codes:?}, not {wanted:?}"));
        }
        Ok(())
    }

    /// Fails for any error on the console, but for those with one of the texts, for pages that are
    /// not the lab's.
    pub(crate) async fn check_console(&self, expected: &[&str]) -> Outcome {
        let mut errors = self.browser.console_errors().await?;
        errors.retain(|error| !expected.iter().any(|text| error.contains(text)));
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
        let seen = until(|| async {
            // While a page is being left, scripts fail.
            match self.js(&code).await? {
                Value::Bool(true) => Ok(()),
                other => fail(other.to_string()),
            }
        })
        .await;
        match seen {
            Ok(()) => Ok(()),
            Err(Failure(last)) => fail(format!(
                "never: {expression}, but {last}; {}",
                self.text().await
            )),
        }
    }

    /// What a person sees in the page or frame this window is in, for a failure.
    pub(super) async fn text(&self) -> String {
        let text = self
            .js("return document.body.innerText.slice(0, 1500)")
            .await;
        format!("seen: {text:?}")
    }

    /// Lets time pass for the sandbox.
    pub(crate) async fn let_pass(&self, seconds: u32) -> Outcome {
        let url = format!("{}/operator/clock", self.world.sandbox.api());
        let request = reqwest::Client::new()
            .post(url)
            .header("content-type", "application/json")
            .body(format!("{{\"advanceSeconds\":{seconds}}}"));
        match request.send().await {
            Ok(answer) if answer.status().is_success() => Ok(()),
            other => fail(format!("the clock: {other:?}")),
        }
    }
}

/// Whether the page at this address is there, and not still the one before it.
fn is_at(address: &str) -> String {
    format!("document.readyState === 'complete' && location.href === '{address}'")
}
