//! The program's exports in a real page, without the loader: what it makes of values that are not
//! what they should be, and that it lets go of everything. Frames of other origins are in
//! `tests/browser`.
#![cfg(target_arch = "wasm32")]
#![allow(clippy::unwrap_used, missing_docs)]

use js_sys::{Array, Function, JSON, Object, Promise, Reflect};
use ledgerbee_embed::surface::{frames, join, observe, start, stop};
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

/// Starts afresh, and gives the codes of every diagnostic from here on.
fn begin(options: &JsValue) -> Array {
    let codes = Array::new();
    let listen = Function::new_with_args(
        "codes",
        "window.addEventListener('ledgerbee:embed:diagnostic', (e) => codes.push(e.detail.message))",
    );
    listen.call1(&JsValue::NULL, &codes).unwrap();
    start(memory(), options.clone(), JsValue::UNDEFINED);
    codes
}

/// What the loader keeps for its programs.
fn memory() -> JsValue {
    evaluate(
        "return { window, log: { record() {}, prune() {} }, answers: { recipient: () => ({}), open() {}, ask() {}, settle() {} }, warned: new Map(), roots: [], scripts: [], given: {} }",
    )
}

fn listed(codes: &Array) -> String {
    codes.join(" | ").into()
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
    let codes = begin(&JsValue::UNDEFINED);
    let frame = add_frame(&body(), "https://acme.portal.ledgerbee.com.evil.example/");
    assert_eq!(frames().length(), 0);
    assert_eq!(listed(&codes), "untrusted-origin");
    frame.remove();
    stop();
}

#[wasm_bindgen_test]
async fn what_changes_is_judged_at_the_end_of_its_task_unasked() {
    let codes = begin(&JsValue::UNDEFINED);
    let frame = add_frame(&body(), "https://portal.example/");
    assert_eq!(listed(&codes), "", "not before");
    JsFuture::from(Promise::resolve(&JsValue::UNDEFINED))
        .await
        .unwrap();
    assert_eq!(listed(&codes), "untrusted-origin");
    frame.remove();
    stop();
}

#[wasm_bindgen_test]
fn every_bad_option_is_left_out_and_named() {
    let options = evaluate(
        "return { providers: { fetchBindToken: 1 }, portalOrigins: ['https://a.example', 'https://b.example/'],
          providerTimeoutMs: '5', debug: 'yes', root: document.body }",
    );
    let codes = begin(&options);
    assert_eq!(
        listed(&codes),
        "invalid-option: providers | invalid-option: portalOrigins | invalid-option: providerTimeoutMs | \
         invalid-option: debug | invalid-option: root"
    );
    stop();
}

#[wasm_bindgen_test]
fn options_that_throw_or_are_no_object_harm_nobody() {
    let throwing = evaluate("return { get portalOrigins() { throw new Error('page') } }");
    assert_eq!(listed(&begin(&throwing)), "invalid-option: portalOrigins");
    stop();
    for options in [
        JsValue::NULL,
        JsValue::from_str("options"),
        1.into(),
        JsValue::TRUE,
    ] {
        let codes = begin(&options);
        assert_eq!(listed(&codes), "");
        stop();
    }
}

#[wasm_bindgen_test]
fn a_further_start_is_merged_and_cannot_widen_the_list() {
    let codes = begin(&JSON::parse(r#"{"portalOrigins":["https://a.example"]}"#).unwrap());
    let more = JSON::parse(r#"{"portalOrigins":["http://127.0.0.1:9"]}"#).unwrap();
    join(more, env!("CARGO_PKG_VERSION").into());
    assert_eq!(
        listed(&codes),
        "invalid-option: portalOrigins | already-started"
    );
    let frame = add_frame(&body(), "http://127.0.0.1:9/embed/pro-plan");
    assert_eq!(frames().length(), 0);
    frame.remove();
    stop();
}

#[wasm_bindgen_test]
fn another_version_is_reported() {
    let codes = begin(&JsValue::UNDEFINED);
    join(JsValue::UNDEFINED, "9.9.9".into());
    assert_eq!(listed(&codes), "version-mismatch");
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

#[wasm_bindgen_test]
fn after_a_stop_everything_is_inert() {
    begin(&JsValue::UNDEFINED);
    let frame = add_frame(&body(), "http://127.0.0.1:9/embed/pro-plan");
    stop();
    stop();
    assert_eq!(frames().length(), 0);
    observe(JsValue::NULL);
    join(Object::new().into(), "0".into());
    assert!(Reflect::has(&js_sys::global(), &"window".into()).unwrap());
    frame.remove();
}
