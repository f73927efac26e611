//! The page goes as it goes without the inspector; the rest is in `in-page/inspector/`.

use serde_json::json;

use crate::harness::{Case, Outcome, Page, Tab, fail, flow, page};

pub(crate) fn cases() -> Vec<Case> {
    vec![
        flow!("the_page_goes_as_it_goes_without_it", compare),
        flow!("a_mouse_moves_the_panel", drag),
        flow!("it_can_be_read_in_forced_colours", forced_colours),
        flow!("on_a_phone_it_leaves_room_for_the_page", phone),
    ]
}

/// Only Chromium has the DevTools protocol, which emulates what these ask for.
async fn has_devtools(tab: &Tab<'_>) -> Outcome<bool> {
    let version = tab.devtools("Browser.getVersion", json!({})).await?;
    Ok(version.is_some())
}

/// A page with the panel, and with what looks into it.
async fn show(tab: &Tab<'_>, body: &str) -> Outcome {
    tab.show(&inspected(page().body(body).file("inspector.js")))
        .await
}

async fn drag(tab: &Tab<'_>) -> Outcome {
    if !has_devtools(tab).await? {
        return Ok(());
    }
    show(tab, "<p>below</p>").await?;
    tab.lab("const [select] = lab.inspector.all('select'); select.value = 'corner'; select.dispatchEvent(new Event('change'));")
        .await?;
    let rect = "const { left, top, width, height } = lab.inspector.all(ELEMENT)[0].getBoundingClientRect(); return [left + width / 2, top + height / 2];";
    let center = |element: &str| rect.replace("ELEMENT", &format!("'{element}'"));
    let numbers = |it: serde_json::Value| {
        let at = |which: usize| it[which].as_f64().unwrap_or(f64::NAN);
        (at(0), at(1))
    };
    let (x, y) = numbers(tab.lab(&center(".handle")).await?);
    let (left, top) = numbers(tab.lab(&center(".panel")).await?);
    let mouse = async |kind: &str, dx: f64, dy: f64, buttons: u8| {
        let event = json!({ "type": kind, "x": x + dx, "y": y + dy, "button": "left", "buttons": buttons, "clickCount": 1 });
        tab.devtools("Input.dispatchMouseEvent", event).await
    };
    mouse("mousePressed", 0.0, 0.0, 1).await?;
    mouse("mouseMoved", -30.0, -40.0, 1).await?;
    mouse("mouseMoved", -60.0, -80.0, 1).await?;
    mouse("mouseReleased", -60.0, -80.0, 0).await?;
    // Let go, it stays where it is.
    mouse("mouseMoved", -10.0, -10.0, 0).await?;
    let moved = numbers(tab.lab(&center(".panel")).await?);
    if moved != (left - 60.0, top - 80.0) {
        return fail(format!("from {left}, {top} to {moved:?}"));
    }
    tab.check().await
}

async fn forced_colours(tab: &Tab<'_>) -> Outcome {
    if !has_devtools(tab).await? {
        return Ok(());
    }
    let media = |value: &str| json!({ "features": [{ "name": "forced-colors", "value": value }] });
    show(tab, "").await?;
    tab.devtools("Emulation.setEmulatedMedia", media("active"))
        .await?;
    let seen = tab
        .lab(
            "ok(matchMedia('(forced-colors: active)').matches, 'emulated');
             const f = await frame();
             await f.ask('bind', 1);
             await lab.inspector.row('requestBindToken');
             const colour = (css, name, pseudo) => getComputedStyle(lab.inspector.all(css)[0], pseudo)[name];
             const ground = colour('.panel', 'backgroundColor');
             ok(colour('.arrow', 'backgroundColor', '::before') !== ground, 'an arrow is seen');
             ok(colour('.label', 'color') !== ground, 'a text is seen');
             const line = (selected) => colour(`[role=tab][aria-selected=${selected}]`, 'borderBottomColor');
             ok(line(true) !== line(false), 'the chosen tab is told from the others');
             ok(colour('.handle', 'borderTopColor') !== ground, 'a button has an edge');",
        )
        .await;
    tab.devtools("Emulation.setEmulatedMedia", media("none"))
        .await?;
    seen?;
    tab.check().await
}

async fn phone(tab: &Tab<'_>) -> Outcome {
    if !has_devtools(tab).await? {
        return Ok(());
    }
    let screen = json!({ "width": 390, "height": 844, "deviceScaleFactor": 1, "mobile": true });
    tab.devtools("Emulation.setDeviceMetricsOverride", screen)
        .await?;
    let seen = async {
        show(
            tab,
            "<meta name=viewport content='width=device-width'><div style='height:3000px'></div><button id=last>last</button>",
        )
        .await?;
        tab.lab(
            "const [panel] = lab.inspector.all('.panel');
             const { left, right, bottom, height } = panel.getBoundingClientRect();
             eq([left, right, bottom], [0, innerWidth, innerHeight]);
             ok(height <= innerHeight / 2, 'half of the window is left to the page');
             window.scrollTo(0, document.documentElement.scrollHeight);
             const last = document.getElementById('last');
             ok(last.getBoundingClientRect().bottom <= innerHeight - height, 'the end of the page is in reach');
             for (const it of lab.inspector.all('header button, select, [role=tab]')) {
               const box = it.getBoundingClientRect();
               const { root } = lab.inspector;
               const hit = root.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2);
               ok(it.contains(hit), `${it.getAttribute('aria-label') ?? it.textContent} is in reach`);
               ok(box.width >= 24 && box.height >= 24, 'a finger finds it');
             }",
        )
        .await?;
        tab.check().await
    }
    .await;
    tab.devtools("Emulation.clearDeviceMetricsOverride", json!({}))
        .await?;
    seen
}

/// Everything a page, a provider and a frame can see of a conversation.
const CONVERSATION: &str = "
    const f = await frame();
    const g = await frame({ src: `${origins.foreign}/frame` });
    const seen = [];
    for (const it of [f, g]) {
      for (const kind of ['bind', 'catalog']) seen.push(await it.token(kind, kind), (await it.answers(kind)).length);
      await it.ask('bind', 'bind');
      await it.post({ type: 'pageLoaded' });
      await it.post({ type: 'resize', height: 321 });
      await it.post({ type: 'checkoutConfirmed', status: 'CONFIRMED', subscriptionId: 's' });
      await it.post({ type: 'not a name' });
      await it.post({ type: 'requestBindToken' });
      seen.push((await it.inbox()).map(({ data, origin, isParent }) => [data, origin === location.origin, isParent]));
      seen.push(it.element.style.height);
    }
    const unmarked = await frame({ 'data-ledgerbee-pricing': null });
    await unmarked.ask('bind', 1);
    seen.push(await unmarked.inbox(), LedgerBee.embed.fetchBindToken === own.fetchBindToken, Reflect.ownKeys(LedgerBee.embed));
    seen.push(calls.map(({ self, args, kind }) => [self === LedgerBee.embed, args, kind]), LedgerBee.bridge.frames().length);
    seen.push(events.map(({ name, fields, keys, place }) => [name, fields, keys, place]));
    seen.push(Reflect.ownKeys(LedgerBee).map(String).sort(), Object.keys(window).filter((it) => /ledger|inspect/i.test(it)));
    return print(seen);";

const COUNTING: &str = "window.calls = [];
    window.own = {
      async fetchBindToken(...args) { calls.push({ self: this, args: args.length, kind: args[0].kind }); return 'bind token'; },
      fetchCatalogToken(...args) { calls.push({ self: this, args: args.length, kind: args[0].kind }); throw new Error('own'); },
    };
    window.LedgerBee = { embed: { ...own } };";

async fn compare(tab: &Tab<'_>) -> Outcome {
    let plain = page().script(COUNTING);
    let mut seen = Vec::new();
    for page in [plain.clone(), inspected(plain.clone()), plain] {
        tab.show(&page).await?;
        seen.push(tab.lab(CONVERSATION).await?);
    }
    match seen.iter().all(|it| Some(it) == seen.first()) && seen.len() == 3 {
        true => Ok(()),
        false => fail(format!("not alike: {seen:#?}")),
    }
}

/// A page with the inspector before everything of the embed's.
fn inspected(page: Page) -> Page {
    page.before("<script src='/inspector.js'></script>\n")
}
