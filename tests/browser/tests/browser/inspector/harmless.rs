//! The page goes as it goes without the inspector.

use super::{TOKENS, inspected};
use crate::harness::{Case, Outcome, Tab, driven, fail, in_page, page};

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

pub(super) fn cases() -> Vec<Case> {
    vec![
        driven("the_page_goes_as_it_goes_without_it", |tab| {
            Box::pin(async move { compare(tab).await })
        }),
        in_page(
            "nothing_a_page_is_makes_it_throw",
            inspected(page().script(HOSTILE)),
            "const f = await frame();
             const g = await frame({ 'data-ledgerbee-pricing': null });
             for (const it of [f, g]) {
               await it.run(`const holes = [, 1]; const cyclic = {}; cyclic.cyclic = cyclic;
                 const odd = [undefined, null, 0, NaN, 1n, '', 'x'.repeat(1e5), true, [], holes, {}, cyclic, new Map([[1, 2]]), new Date(NaN), /x/, new Error('x'), new Uint8Array(9)];
                 for (const data of odd) parent.postMessage(data, '*');
                 for (const type of [...odd, 'requestBindToken', 'resize', 'checkoutConfirmed', 'ledgerbee:embed:', 'ledgerbee:embed:diagnostic', '__proto__', 'constructor'])
                   for (const value of odd) parent.postMessage({ type, requestId: value, height: value, status: value, __proto__: null }, '*');`);
               await it.post({ type: 'pageLoaded' });
             }
             dispatchEvent(new MessageEvent('message', { data: { type: 'pageLoaded' }, source: f.window, origin: origins.frame }));
             for (const detail of [5, 'x', true, {}, { code: 5 }, { code: 'x', frame: 5 }]) {
               for (const name of ['diagnostic', 'pageLoaded']) dispatchEvent(new CustomEvent(`ledgerbee:embed:${name}`, { detail }));
             }
             window.LedgerBee = Object.freeze({ embed: Object.freeze({ fetchBindToken: () => 'x' }) });
             await f.token('bind', 'frozen');
             window.LedgerBee = new Proxy({}, { getOwnPropertyDescriptor() { throw new Error('own'); }, get() { throw new Error('own'); } });
             await f.token('bind', 'proxy');
             f.element.remove();
             document.querySelector('#shadowing').remove();
             await lab.inspector.survey();
             ok(lab.inspector.everything().length > 1000, 'it shows something');
             expectWarnings('provider-failed');",
        ),
        in_page(
            "a_mistake_of_its_own_is_said_once_and_stays_its_own",
            inspected(page().providers(TOKENS).script("
               window.spoil = () => { Object.keys = () => { throw new Error('own'); }; };")),
            "const f = await frame();
             const { keys } = Object;
             spoil();
             await f.ask('bind', 1);
             await f.ask('bind', 2);
             Object.keys = keys;
             eq([(await f.answer(1)).token, (await f.answer(2)).token], ['bind token', 'bind token']);
             eq(errors.filter((it) => it.includes('ledgerbee-inspector')).length, 1);
             expectErrors('ledgerbee-inspector: a mistake of its own');",
        ),
        in_page(
            "it_listens_for_few_names_that_frames_make_up",
            inspected(page().script(LISTENED)),
            "const names = (start) => Array.from({ length: 40 }, (_, index) => `ledgerbee:embed:${start}${'x'.repeat(index + 1)}`);
             const others = (start) => listened.filter((it) => it.startsWith(`ledgerbee:embed:${start}`));
             const stranger = await frame({ 'data-ledgerbee-pricing': null });
             for (const type of names('stranger')) await stranger.post({ type });
             eq(others('stranger'), []);
             const f = await frame();
             await f.post({ type: 'ledgerbee:embed:status' });
             for (const type of names('marked')) await f.post({ type });
             eq([others('marked').length, others('status')], [16, []]);",
        ),
        in_page(
            "closed_it_leaves_nothing_behind",
            inspected(page().providers(TOKENS)),
            "const { fetchBindToken } = LedgerBee.embed;
             const f = await frame();
             await f.token('bind', 1);
             lab.inspector.press('Close');
             eq([document.querySelector('ledgerbee-inspector'), Object.getOwnPropertySymbols(window).filter((it) => String(it).includes('inspector'))], [null, []]);
             eq([await f.token('bind', 2), LedgerBee.embed.fetchBindToken === fetchBindToken], ['bind token', true]);
             const first = lab.inspector.root;
             await lab.script({ src: '/inspector.js' });
             ok(lab.inspector.root !== first && lab.inspector.root.isConnected, 'another one opens');",
        ),
    ]
}

/// Every name of an event that somebody listens to from here on.
const LISTENED: &str = "window.listened = [];
    const add = EventTarget.prototype.addEventListener;
    EventTarget.prototype.addEventListener = function (name, ...rest) {
      listened.push(String(name));
      return add.call(this, name, ...rest);
    };";

/// Getters that throw, and names that hide members of `document`.
const HOSTILE: &str = "document.addEventListener('DOMContentLoaded', () => {
      document.body.insertAdjacentHTML('beforeend', '<div id=shadowing><img name=querySelectorAll><img name=currentScript><form name=documentElement></form></div>');
    });
    window.LedgerBee = { get embed() { throw new Error('own'); } };";

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
