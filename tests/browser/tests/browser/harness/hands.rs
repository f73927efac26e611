//! What a person does in a window: look for things, click, type, go into frames.

use fantoccini::Locator;
use fantoccini::actions::{InputSource as _, KeyAction, KeyActions};
use fantoccini::elements::Element;
use fantoccini::key::Key;
use serde_json::Value;

use super::tab::{Failure, Outcome, Tab, fail};
use super::wait::until;

impl Tab<'_> {
    /// The element, once it is there.
    pub(crate) async fn find(&self, css: &str) -> Outcome<Element> {
        let found = until(|| async { Ok(self.client.find(Locator::Css(css)).await?) }).await;
        match found {
            Ok(element) => Ok(element),
            Err(Failure(error)) => fail(format!("no {css}: {error}; {}", self.text().await)),
        }
    }

    /// Clicks an element once it is there; a page that is being laid out may move it away.
    pub(crate) async fn click(&self, css: &str) -> Outcome {
        until(|| async {
            let element = self.find(css).await?;
            let result = if self.browser.has_mouse {
                element.click().await
            } else {
                let target = serde_json::to_value(element)?;
                let click = "arguments[0].click()";
                self.client.execute(click, vec![target]).await.map(drop)
            };
            result.or_else(|error| fail(format!("can't click {css}: {error}")))
        })
        .await
    }

    /// Types a text into a field once it is there.
    pub(crate) async fn fill(&self, css: &str, text: &str) -> Outcome {
        let field = self.find(css).await?;
        if self.browser.has_mouse {
            return Ok(field.send_keys(text).await?);
        }
        let type_in = "const [field, text] = arguments;
            field.value = text;
            field.dispatchEvent(new Event('input', { bubbles: true }));";
        let arguments = vec![serde_json::to_value(field)?, text.into()];
        self.client.execute(type_in, arguments).await?;
        Ok(())
    }

    /// Presses keys together, wherever the focus is.
    pub(crate) async fn press(&self, keys: &[Key]) -> Outcome {
        let down = keys.iter().map(|key| KeyAction::Down {
            value: (*key).into(),
        });
        let up = keys.iter().rev().map(|key| KeyAction::Up {
            value: (*key).into(),
        });
        self.act(down.chain(up)).await
    }

    /// Presses a text's keys one after the other.
    pub(crate) async fn type_keys(&self, text: &str) -> Outcome {
        let stroke = |value| [KeyAction::Down { value }, KeyAction::Up { value }];
        self.act(text.chars().flat_map(stroke)).await
    }

    async fn act(&self, keys: impl Iterator<Item = KeyAction>) -> Outcome {
        let none = KeyActions::new("keys".to_owned());
        let actions = keys.fold(none, |actions, key| actions.then(key));
        Ok(self.client.perform_actions(actions).await?)
    }

    /// Goes to the window that has opened beside this one, once it has.
    pub(crate) async fn enter_window_besides(&self) -> Outcome {
        let other = until(|| async {
            let windows = self.client.windows().await?;
            match windows.into_iter().find(|it| *it != self.handle) {
                Some(other) => Ok(other),
                None => fail("no other window has opened"),
            }
        })
        .await?;
        Ok(self.client.switch_to_window(other).await?)
    }

    /// Goes into a frame of the page, once it has its document: a driver that went into the empty
    /// one before it is left nowhere.
    pub(crate) async fn enter(&self, css: &str) -> Outcome {
        until(|| async {
            let result = self.find(css).await?.enter_frame().await;
            let state = self
                .js("return document.URL !== 'about:blank' && document.readyState === 'complete'")
                .await;
            if result.is_ok() && matches!(state, Ok(Value::Bool(true))) {
                return Ok(());
            }
            self.leave().await?;
            fail(format!("not in {css}: {result:?}; {state:?}"))
        })
        .await
    }

    /// Goes back to the page.
    pub(crate) async fn leave(&self) -> Outcome {
        // A frame that is gone has no parent to go to; the window has always a top.
        Ok(self.client.switch_to_window(self.handle.clone()).await?)
    }
}
