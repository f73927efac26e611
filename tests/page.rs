//! The program's exports in a real page, without the loader: what it makes of values that are not
//! what they should be, and that it lets go of everything. Frames of other origins are in
//! `tests/browser`.
#![cfg(target_arch = "wasm32")]
#![allow(clippy::unwrap_used, missing_docs)]

use js_sys::{Array, Function, JSON, Promise};
use ledgerbee_embed::core::diagnostic::Code;
use ledgerbee_embed::surface::{configure, frames, observe, open, report, start, status, stop};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};
use web_sys::{Document, Element, HtmlElement};

wasm_bindgen_test_configure!(run_in_browser);

fn document() -> Document {
    web_sys::window().unwrap().document().unwrap()
}

fn evaluate(code: &str) -> JsValue {
    Function::new_no_args(code).call0(&JsValue::NULL).unwrap()
}

/// Starts afresh, and gives the message of every diagnostic from here on.
fn begin(options: &JsValue) -> Array {
    let messages = hear("diagnostic", "message");
    start(memory());
    configure(options.clone());
    open();
    messages
}

/// A field of every event of this name from here on.
fn hear(name: &str, field: &str) -> Array {
    let heard = Array::new();
    let listen = Function::new_with_args(
        "name, field, heard",
        "window.addEventListener(`ledgerbee:embed:${name}`, (e) => heard.push(e.detail[field]))",
    );
    listen
        .call3(&JsValue::NULL, &name.into(), &field.into(), &heard)
        .unwrap();
    heard
}

/// What the loader keeps for its programs.
fn memory() -> JsValue {
    evaluate(
        "const noted = new Set();
         const roots = [];
         return {
           given: Object.create(null),
           scripts: [],
           roots: () => roots,
           addRoot: (root) => !roots.includes(root) && !!roots.push(root),
           isFirst: (what) => !noted.has(what) && !!noted.add(what),
           record() {}, prune() {}, open() {}, controlled() {}, close() {},
         };",
    )
}

/// The codes of messages, each of which goes on with a sentence.
fn codes(messages: &Array) -> String {
    let codes = messages.iter().map(|message| {
        let message = message.as_string().unwrap();
        let (code, sentence) = message.split_once(": ").unwrap();
        assert!(sentence.len() > 10, "{message}");
        code.to_owned()
    });
    codes.collect::<Vec<_>>().join(" | ")
}

/// Demands a message for each of these options, and no other.
fn assert_invalid(messages: &Array, options: &[&str]) {
    let messages: Vec<String> = messages.iter().map(|it| it.as_string().unwrap()).collect();
    assert_eq!(messages.len(), options.len(), "{messages:?}");
    for (message, option) in messages.iter().zip(options) {
        let start = format!("invalid-option: {option} is ");
        assert!(message.starts_with(&start), "{message}");
    }
}

fn add_frame(parent: &Element, src: &str) -> HtmlElement {
    let frame: HtmlElement = document()
        .create_element("iframe")
        .unwrap()
        .unchecked_into();
    frame.set_attribute("data-ledgerbee-pricing", "").unwrap();
    frame.set_attribute("src", src).unwrap();
    parent.append_child(&frame).unwrap();
    frame
}

fn body() -> Element {
    document().body().unwrap().into()
}

#[wasm_bindgen_test]
fn a_marked_frame_of_a_portal_is_served_until_it_goes() {
    begin(&JsValue::UNDEFINED);
    let frame = add_frame(&body(), "http://127.0.0.1:9/embed/pro-plan");
    assert_eq!(frames().length(), 1);
    frame.remove_attribute("data-ledgerbee-pricing").unwrap();
    assert_eq!(frames().length(), 0);
    frame.set_attribute("data-ledgerbee-pricing", "").unwrap();
    assert_eq!(frames().length(), 1);
    frame.remove();
    assert_eq!(frames().length(), 0);
    stop();
}

#[wasm_bindgen_test]
fn a_marked_frame_of_another_site_is_not_served() {
    let messages = begin(&JsValue::UNDEFINED);
    let frame = add_frame(&body(), "https://acme.portal.ledgerbee.com.evil.example/");
    assert_eq!(frames().length(), 0);
    assert_eq!(codes(&messages), "untrusted-origin");
    frame.remove();
    stop();
}

#[wasm_bindgen_test]
async fn what_changes_is_judged_at_the_end_of_its_task_unasked() {
    let messages = begin(&JsValue::UNDEFINED);
    let frame = add_frame(&body(), "https://portal.example/");
    assert_eq!(codes(&messages), "", "not before");
    JsFuture::from(Promise::resolve(&JsValue::UNDEFINED))
        .await
        .unwrap();
    assert_eq!(codes(&messages), "untrusted-origin");
    frame.remove();
    stop();
}

#[wasm_bindgen_test]
fn every_bad_option_is_left_out_and_named() {
    let options = evaluate(
        "return { providers: { fetchBindToken: 1 }, portalOrigins: ['https://a.example', 'https://b.example/'],
          providerTimeoutMs: '5', silenceMs: NaN, debug: 'yes', root: document.body }",
    );
    let messages = begin(&options);
    assert_invalid(
        &messages,
        &[
            "providers",
            "portalOrigins",
            "providerTimeoutMs",
            "silenceMs",
            "debug",
            "root",
        ],
    );
    stop();
}

#[wasm_bindgen_test]
fn options_that_throw_or_are_no_object_harm_nobody() {
    let throwing = evaluate("return { get portalOrigins() { throw new Error('page') } }");
    assert_invalid(&begin(&throwing), &["portalOrigins"]);
    stop();
    for options in [
        JsValue::NULL,
        JsValue::from_str("options"),
        1.into(),
        JsValue::TRUE,
    ] {
        let messages = begin(&options);
        assert_eq!(codes(&messages), "");
        stop();
    }
}

#[wasm_bindgen_test]
fn a_further_start_is_merged_and_cannot_widen_the_list() {
    let messages = begin(&JSON::parse(r#"{"portalOrigins":["https://a.example"]}"#).unwrap());
    let more = JSON::parse(r#"{"portalOrigins":["http://127.0.0.1:9"]}"#).unwrap();
    configure(more);
    assert_invalid(&messages, &["portalOrigins"]);
    open();
    report(Code::AlreadyStarted as usize, JsValue::UNDEFINED);
    assert_eq!(codes(&messages), "invalid-option | already-started");
    let frame = add_frame(&body(), "http://127.0.0.1:9/embed/pro-plan");
    assert_eq!(frames().length(), 0);
    frame.remove();
    stop();
}

#[wasm_bindgen_test]
fn a_code_is_reported_by_its_place_and_there_is_none_beyond_the_last() {
    let messages = begin(&JsValue::UNDEFINED);
    report(Code::ALL.len(), JsValue::UNDEFINED);
    report(Code::VersionMismatch as usize, JsValue::UNDEFINED);
    assert_eq!(codes(&messages), "version-mismatch");
    stop();
}

#[wasm_bindgen_test]
fn a_shadow_root_is_served_once_it_is_observed() {
    begin(&JsValue::UNDEFINED);
    let host = document().create_element("div").unwrap();
    body().append_child(&host).unwrap();
    let root = evaluate("return (host) => host.attachShadow({ mode: 'closed' })");
    let root = root
        .unchecked_into::<Function>()
        .call1(&JsValue::NULL, &host)
        .unwrap();
    let frame = add_frame(root.unchecked_ref(), "http://127.0.0.1:9/embed/pro-plan");
    assert_eq!(frames().length(), 0);
    observe(root);
    assert_eq!(frames().length(), 1);
    host.remove();
    assert_eq!(frames().length(), 0);
    body().append_child(&host).unwrap();
    assert_eq!(frames().length(), 1);
    frame.remove();
    host.remove();
    stop();
}

/// A message of a frame that is served, as the browser delivers it.
async fn say_page_loaded(frame: &HtmlElement) {
    let say = Function::new_with_args(
        "frame",
        "return new Promise((resolve) => {
           window.addEventListener('message', () => resolve(), { once: true });
           frame.contentWindow.eval(`parent.postMessage({ type: 'pageLoaded' }, '*')`);
         })",
    );
    let said = say.call1(&JsValue::NULL, frame).unwrap();
    JsFuture::from(said.unchecked_into::<Promise>())
        .await
        .unwrap();
}

#[wasm_bindgen_test]
async fn after_a_stop_everything_is_inert() {
    let messages = begin(&JsValue::UNDEFINED);
    let (loaded, statuses) = (hear("pageLoaded", "frame"), hear("status", "status"));
    // Its first document is empty, and of the page's own origin: a script can speak in its name.
    let origin = evaluate("return location.origin").as_string().unwrap();
    let frame = add_frame(&body(), &format!("{origin}/nothing"));
    assert_eq!(frames().length(), 1);
    say_page_loaded(&frame).await;
    assert_eq!(loaded.length(), 1);
    assert_eq!(status(frame.clone().into()), "ready");
    assert!(statuses.length() > 0);
    stop();
    stop();
    for heard in [&messages, &loaded, &statuses] {
        heard.set_length(0);
    }

    assert!(frames().length() == 0);
    assert!(status(frame.clone().into()).is_undefined());
    configure(JSON::parse(r#"{"debug":"yes"}"#).unwrap());
    report(Code::TagUnknown as usize, JsValue::UNDEFINED);
    observe(JsValue::NULL);
    open();
    say_page_loaded(&frame).await;
    let other = add_frame(&body(), "https://portal.example/");
    let next_task = evaluate("return new Promise((resolve) => setTimeout(resolve, 50))");
    JsFuture::from(next_task.unchecked_into::<Promise>())
        .await
        .unwrap();
    assert!(frames().length() == 0);
    for heard in [&messages, &loaded, &statuses] {
        assert_eq!(heard.length(), 0, "{heard:?}");
    }
    frame.remove();
    other.remove();
}
