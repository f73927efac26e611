//! The page goes as it goes without the inspector; the rest is in `in-page/inspector/`.

use crate::harness::{Case, Outcome, Page, Tab, fail, flow, page};

pub(crate) fn cases() -> Vec<Case> {
    vec![flow!("the_page_goes_as_it_goes_without_it", compare)]
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
