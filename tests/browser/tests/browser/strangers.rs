//! Windows that are no frame of the page, and messages that no window has sent
//! (contract: "Which frames are served").

use serde_json::Value;

use crate::harness::{Case, Outcome, Tab, bare, driven, fail, in_page};
use crate::probe::{SPEAK, held, patient};

/// A frame in a frame: the portal's own, with what it says to the page around it all.
const NESTED: &str = "const nest = async (f, url) => {
    const before = lab.total();
    await f.run(`for (const message of data.messages) {
        const nested = document.createElement('iframe');
        nested.dataset.ledgerbeePricing = '';
        nested.src = data.url + '?say=' + encodeURIComponent(JSON.stringify(message));
        document.body.append(nested);
      }`, { url, messages: [{ type: 'requestBindToken', requestId: 'r' }, { type: 'pageLoaded' }, { type: 'resize', height: 77 }] });
    await until(() => lab.total() === before + 3, 'what the nested frames say');
    await settle();
  };";

pub(crate) fn cases() -> Vec<Case> {
    vec![
        in_page(
            "a_frame_in_a_frame_is_nobody_wherever_it_is_from",
            held(),
            format!(
                "{NESTED}
                 const [f, other] = [await frame(), await frame({{ src: `${{origins.foreign}}/frame`, 'data-ledgerbee-pricing': null }})];
                 for (const outer of [f, other]) {{
                   for (const origin of [origins.frame, origins.foreign, origins.page]) await nest(outer, `${{origin}}/frame`);
                 }}
                 eq([calls, events, f.element.style.height, await f.inbox()], [[], [], '', []]);"
            ),
        ),
        in_page(
            "a_neighbour_that_says_what_the_frame_says_is_nobody",
            held(),
            format!(
                "{SPEAK}
                 const f = await frame();
                 const neighbours = [await frame({{ 'data-ledgerbee-pricing': null }}),
                   await frame({{ src: `${{origins.foreign}}/frame`, 'data-ledgerbee-pricing': null }}),
                   await frame({{ src: '/frame', 'data-ledgerbee-pricing': null }}),
                   await frame({{ id: f.element.id, name: 'f', 'data-ledgerbee-pricing': null, 'data-ledgerbee-pricing-': '' }})];
                 await f.ask('bind', 'r');
                 for (const it of neighbours) await isNobody(it, it.element.src);
                 calls[0].give('lbk-secret');
                 eq((await f.answer('r')).token, 'lbk-secret');
                 for (const it of neighbours) eq(await it.inbox(), []);
                 eq([diagnostics(), f.element.style.height], [[], '']);"
            ),
        ),
        in_page(
            "a_message_that_is_dispatched_once_more_is_nobodys",
            held().script(
                "addEventListener('message', (event) => {
                   if (!event.data?.type || !event.isTrusted) return;
                   const { data, origin, source, ports, lastEventId } = event;
                   const init = { data, origin, source, ports: [...ports], lastEventId, bubbles: true };
                   const old = document.createEvent('MessageEvent');
                   old.initMessageEvent('message', true, true, data, origin, lastEventId, source, []);
                   const again = () => [event, new MessageEvent('message', init), old].forEach((it) => window.dispatchEvent(it));
                   setTimeout(() => { again(); window.again = (window.again ?? 0) + 1; });
                 }, true);",
            ),
            "const f = await frame();
             await f.ask('bind', 'r');
             await f.post({ type: 'pageLoaded' });
             await f.post({ type: 'resize', height: 77 });
             await until(() => window.again === 3);
             // A height of the page's own stays, until the frame asks again.
             f.element.style.height = '5px';
             await f.ask('bind', 'q');
             await until(() => window.again === 4);
             eq([calls.map(({ requestId }) => requestId), named('pageLoaded').length, f.element.style.height], [['r', 'q'], 1, '5px']);
             eq(diagnostics(), []);",
        ),
        in_page(
            "an_object_like_a_message_is_no_message",
            held(),
            "const f = await frame();
             const data = { type: 'requestBindToken', requestId: 'r' };
             const event = (name, fields) => Object.entries(fields).reduce((it, [key, value]) =>
               Object.defineProperty(it, key, { value }), new Event(name));
             for (const isTrusted of [true, 1]) {
               let made;
               try {
                 made = event('message', { data, origin: origins.frame, source: f.window, isTrusted });
               } catch {
                 // `isTrusted` is not the page's to set.
                 made = event('message', { data, origin: origins.frame, source: f.window });
               }
               window.dispatchEvent(made);
             }
             window.onmessage?.({ data, origin: origins.frame, source: f.window, isTrusted: true });
             await settle();
             eq([calls, events], [[], []]);
             await f.ask('bind', 'r');
             eq(calls.length, 1);",
        ),
        driven("a_window_that_was_opened_is_nobody", |tab| Box::pin(popup(tab))),
        driven("the_window_that_opened_the_page_is_nobody", |tab| Box::pin(opener(tab))),
        driven("a_page_around_the_page_is_nobody", |tab| Box::pin(surrounded(tab))),
    ]
}

/// What a window with a handle on the page says to it.
const TALK: &str = "for (const message of [{ type: 'requestBindToken', requestId: 'r' }, { type: 'requestCatalogToken', requestId: 'r' },
    { type: 'pageLoaded' }, { type: 'resize', height: 77 }]) to.postMessage(message, '*');";

/// Opens a window from the page, as a buyer's click would.
async fn popup(tab: &Tab<'_>) -> Outcome {
    let page = patient(held()).body(
        "<button id=portal onclick='window.opened = window.open(`{{frame}}/frame`)'>portal</button>
         <button id=other onclick='window.opened = window.open(`{{foreign}}/frame`)'>other</button>",
    );
    tab.show(&page).await?;
    for button in ["#portal", "#other"] {
        tab.lab("window.opened = null; await frame();").await?;
        tab.click(button).await?;
        tab.lab(&format!(
            "await until(() => window.opened);
             const popup = await new Stub({{ contentWindow: opened, src: 'the popup' }}).connect();
             const before = lab.count(opened);
             await popup.run(`const to = opener; {TALK}`);
             await until(() => lab.count(opened) === before + 4);
             eq([calls, events, await popup.inbox()], [[], [], []]);
             opened.close();"
        ))
        .await?;
    }
    tab.lab("const f = await frame(); await f.ask('bind', 'r'); eq(calls.length, 1);")
        .await?;
    tab.check().await
}

/// Opens a page without the embed at the portal's own origin; gives the address of one that has it.
async fn outside(tab: &Tab<'_>, body: impl Fn(&Value) -> String) -> Outcome {
    tab.show(&held()).await?;
    let partner = tab.js("return location.href").await?;
    tab.show(&bare().body(&body(&partner))).await?;
    let path = tab.js("return location.pathname").await?;
    let portal = &tab.world.lab.origins.frame;
    tab.goto(&format!("{portal}{}", path.as_str().unwrap_or_default()))
        .await?;
    tab.wait_for_page(&format!("location.origin === '{portal}' && lab.isLoaded"))
        .await
}

/// In the page, after somebody outside has talked to it.
const HEARD: &str = "eq([calls, events], [[], []]);
    const f = await frame();
    await f.ask('bind', 'r');
    eq(calls.length, 1);";

/// A page of the portal's own origin opens the partner's.
async fn opener(tab: &Tab<'_>) -> Outcome {
    outside(tab, |partner| {
        format!("<button id=open onclick='window.opened = window.open({partner})'>open</button>")
    })
    .await?;
    let first = tab.client.window().await?;
    tab.click("#open").await?;
    tab.lab("await until(() => window.opened);").await?;
    let all = tab.client.windows().await?;
    let Some(second) = all.into_iter().find(|window| *window != first) else {
        return fail("no window was opened");
    };
    tab.client.switch_to_window(second.clone()).await?;
    tab.wait_for_page("typeof lab === 'object' && lab.isLoaded")
        .await?;
    tab.client.switch_to_window(first).await?;
    tab.lab(&format!("const to = opened; {TALK}")).await?;
    tab.client.switch_to_window(second).await?;
    tab.lab(&format!(
        "await until(() => lab.count(opener) === 4); {HEARD}"
    ))
    .await?;
    tab.check().await
}

/// A page of the portal's own origin shows the partner's in a frame.
async fn surrounded(tab: &Tab<'_>) -> Outcome {
    outside(tab, |partner| {
        format!("<iframe id=partner src={partner}></iframe>")
    })
    .await?;
    tab.enter("#partner").await?;
    tab.wait_for_page("typeof lab === 'object' && lab.isLoaded")
        .await?;
    tab.leave().await?;
    tab.lab(&format!("const to = frames[0]; {TALK}")).await?;
    tab.enter("#partner").await?;
    tab.lab(&format!(
        "await until(() => lab.count(parent) === 4); {HEARD}"
    ))
    .await?;
    tab.check().await
}
