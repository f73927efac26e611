// Frames that the package makes or serves by themselves: `serveFrame`, `createPricingFrame`, `<ledgerbee-pricing>`
// (contract: "npm").

import { bare, diagnostics, eq, expectErrors, expectWarnings, frame, ok, origins, page, settle, stub, test } from './lab.js';

test(
  'own_providers_come_first_kind_by_kind_and_serve_their_frame_only',
  bare().providers("{ fetchBindToken: () => 'global-b', fetchCatalogToken: () => 'global-c' }"),
  async () => {
    const { serveFrame, start } = await lab.load('/index.js');
    const bridge = start({ providers: { fetchBindToken: () => 'given' } });
    const [f, g] = [await frame(), await frame()];
    eq([await f.token('bind', 1), await g.token('bind', 1)], ['given', 'given']);
    let seen;
    const own = { name: 'own', fetchBindToken(context) { seen = context; return this.name; } };
    ok(serveFrame(f.element, own) === bridge, 'the bridge');
    eq([await f.token('bind', 2), await g.token('bind', 2)], ['own', 'given']);
    eq([await f.token('catalog', 3), await g.token('catalog', 3)], ['global-c', 'global-c']);
    eq([seen.kind, seen.requestId, seen.signal.aborted], ['bind', 2, false]);
    ok(seen.frame === f.element, 'the frame');
    serveFrame(g.element, { fetchCatalogToken: () => 'own-c' });
    eq([await f.token('catalog', 4), await g.token('catalog', 4), await g.token('bind', 4)], ['global-c', 'own-c', 'given']);
  },
);

test('a_later_start_does_not_take_a_frames_own_providers', bare(), async () => {
  const { serveFrame, start } = await lab.load('/index.js');
  const [f, g] = [await frame(), await frame()];
  const bridge = serveFrame(f.element, { fetchBindToken: () => 'own' });
  ok(bridge === LedgerBee.bridge, 'started');
  start({ providers: { fetchBindToken: () => 'given' } });
  eq([await f.token('bind', 1), await g.token('bind', 1)], ['own', 'given']);
  serveFrame(f.element, { fetchBindToken: () => 'newer' });
  eq(await f.token('bind', 2), 'newer');
  serveFrame(f.element);
  eq(await f.token('bind', 3), 'given');
  bridge.stop();
  start();
  serveFrame(g.element, { fetchBindToken: () => 'own-g' });
  eq([await f.token('bind', 4), await g.token('bind', 4)], [null, 'own-g']);
});

test('a_restarted_bridge_knows_of_them', bare(), async () => {
  const { serveFrame, start } = await lab.load('/index.js');
  const f = await frame();
  serveFrame(f.element, { fetchBindToken: () => 'own' }).stop();
  start();
  eq(await f.token('bind', 1), 'own');
});

test(
  'beside_them_the_page_is_asked_as_ever',
  // The load takes its time, as it does on a busy machine.
  bare().fakeClock().script(() => {
    for (const end = Date.now() + 300; Date.now() < end; );
  }),
  async () => {
    const { serveFrame } = await lab.load('/index.js');
    const [f, g] = [await frame(), await frame()];
    serveFrame(f.element, { fetchBindToken: () => 'own', fetchCatalogToken: () => 'own-c' });
    await lab.skipFromLoad(1900);
    await g.ask('bind', 1);
    await g.ask('catalog', 1);
    await lab.skip(50);
    eq((await g.inbox()).map(({ data }) => [data.type, data.token]), [['bindToken', null]], 'for bind nobody waits');
    LedgerBee.embed = { name: 'page', fetchCatalogToken() { return this.name; } };
    await lab.skip(50);
    eq((await g.answer(1)).token === null && (await g.inbox()).at(-1).data.token, 'page');
    LedgerBee.embed = undefined;
    await lab.skip(60);
    eq([await g.token('catalog', 2), await f.token('catalog', 2)], [null, 'own-c']);
    eq(diagnostics(g.element), ['provider-missing', 'provider-missing']);
    eq(diagnostics(f.element), []);
    expectWarnings('provider-missing');
  },
);

test('what_is_wrong_with_them_harms_that_frame_only', bare().providers("{ fetchBindToken: () => 'global' }"), async () => {
  const { serveFrame } = await lab.load('/index.js');
  const [f, g, h] = [await frame(), await frame(), await frame()];
  serveFrame(f.element, { fetchBindToken() { throw new Error('own'); } });
  serveFrame(g.element, { fetchBindToken: () => ({ token: 'x' }) });
  eq([await f.token('bind', 1), await g.token('bind', 1), await h.token('bind', 1)], [null, null, 'global']);
  serveFrame(f.element, { fetchBindToken: 5 });
  eq(await f.token('bind', 2), null);
  eq([diagnostics(f.element), diagnostics(g.element), diagnostics(h.element)],
     [['provider-failed', 'provider-failed'], ['provider-invalid-token'], []]);
  expectWarnings('provider-failed');
});

test('a_page_that_has_bundled_the_package_twice_loses_none', bare(), async () => {
  const [one, two] = [await lab.load('/index.js'), await lab.load('/index.js?again')];
  ok(one.start !== two.start, 'two copies');
  const [f, g, h] = [await frame(), await frame(), await frame()];
  one.start({ providers: { fetchCatalogToken: () => 'given-c' } });
  one.serveFrame(f.element, { fetchBindToken: () => 'one' });
  two.serveFrame(g.element, { fetchBindToken: () => 'two', fetchCatalogToken: () => 'two-c' });
  two.start({ providers: { fetchBindToken: () => 'given' } });
  eq([await f.token('bind', 1), await g.token('bind', 1), await h.token('bind', 1)], ['one', 'two', 'given']);
  eq([await f.token('catalog', 1), await g.token('catalog', 1), await h.token('catalog', 1)], ['given-c', 'two-c', 'given-c']);
});

test('they_join_the_bridge_of_a_tag', page().providers("{ fetchBindToken: () => 'global' }"), async () => {
  const { serveFrame } = await lab.load('/index.js');
  const [f, g] = [await frame(), await frame()];
  ok(serveFrame(f.element, { fetchBindToken: () => 'own' }) === LedgerBee.bridge, 'one bridge');
  eq([await f.token('bind', 1), await g.token('bind', 1)], ['own', 'global']);
  eq(diagnostics(), []);
  serveFrame(g.element, {});
  eq(diagnostics(), []);
});

test('a_frame_in_a_shadow_root_is_served', bare(), async () => {
  const { serveFrame } = await lab.load('/index.js');
  const root = document.body.appendChild(document.createElement('div')).attachShadow({ mode: 'closed' });
  const f = await frame({}, root);
  serveFrame(f.element, { fetchBindToken: () => 'own' });
  eq(await f.token('bind', 1), 'own');
});

test('a_frame_is_made_as_the_snippet_has_it', bare(), async () => {
  const { createPricingFrame, start } = await lab.load('/index.js');
  const where = { portal: origins.frame, vanity: 'pro', loading: 'eager' };
  const it = createPricingFrame({ ...where, providers: { fetchBindToken: () => 'own' } });
  const { src, title, loading, isConnected, style } = it;
  eq([src, title, loading, isConnected], [`${origins.frame}/embed/pro`, 'Pricing', 'eager', false]);
  eq([style.width, style.minHeight, style.borderTopWidth], ['100%', '520px', '0px']);
  document.body.append(it);
  start({ providers: { fetchBindToken: () => 'given' } });
  const f = await stub(it);
  eq(await f.token('bind', 1), 'own');
  const other = createPricingFrame({ ...where, title: 'Prices' });
  document.body.append(other);
  const g = await stub(other);
  eq([await g.token('bind', 1), other.title], ['given', 'Prices']);
  let error;
  try { createPricingFrame({ ...where, planId: 'x' }); } catch (it) { error = it; }
  ok(error instanceof TypeError, 'an error');
});

test('the_element_shows_a_frame_and_hands_on_its_events', bare(), async () => {
  const { definePricingElement } = await lab.load('/element.js');
  /** @type {any} */
  const host = document.createElement('ledgerbee-pricing');
  // Set before it is defined, as a framework may.
  host.providers = { fetchBindToken: () => 'own' };
  host.setAttribute('portal', origins.frame);
  document.body.append(host);
  definePricingElement();
  definePricingElement();
  (await lab.load('/element.js?again')).definePricingElement();
  await settle();
  eq([host.frame, host.childElementCount], [undefined, 0], 'which plan is not known');
  host.setAttribute('vanity', 'wrong');
  host.setAttribute('vanity', 'pro');
  host.setAttribute('loading', 'eager');
  host.setAttribute('checkout', 'false');
  host.setAttribute('frame-title', 'Prices');
  await settle();
  const it = host.frame;
  eq([host.childElementCount, it.src, it.title], [1, `${origins.frame}/embed/pro`, 'Prices']);
  const f = await stub(it);
  const g = await frame();
  eq([await f.token('bind', 1), await g.token('bind', 1)], ['own', null]);
  const handed = [];
  for (const name of ['checkoutConfirmed', 'pageLoaded']) {
    host.addEventListener(name, (event) => handed.push([event.type, event.detail.status, event.detail.frame === it, event.bubbles]));
  }
  await g.post({ type: 'pageLoaded' });
  await f.post({ type: 'checkoutConfirmed', status: 'CONFIRMED' });
  eq(handed, [['checkoutConfirmed', 'CONFIRMED', true, false]]);
  host.providers = { fetchBindToken: () => 'newer' };
  eq(await f.token('bind', 2), 'newer');
  host.setAttribute('class', 'wide');
  host.setAttribute('vanity', 'pro');
  await settle();
  ok(host.frame === it, 'the same frame');
  host.setAttribute('theme', 'dark');
  await settle();
  ok(host.frame !== it && !it.isConnected && host.frame.src.endsWith('?theme=dark'), 'another frame');
  host.remove();
  await settle();
  document.body.append(host);
  await settle();
  const again = await stub(host.frame);
  eq([await again.token('bind', 3), host.childElementCount], ['newer', 1]);
  await again.post({ type: 'pageLoaded' });
  eq(handed.length, 2, 'each event once');
});

test('the_element_reports_a_wrong_combination_and_recovers', bare(), async () => {
  const { definePricingElement } = await lab.load('/element.js');
  definePricingElement();
  /** @type {any} */
  const host = document.createElement('ledgerbee-pricing');
  host.setAttribute('vanity', 'pro');
  document.body.append(host);
  await settle();
  eq(host.childElementCount, 0);
  expectErrors('either slug or portal');
  host.setAttribute('portal', origins.frame);
  await settle();
  eq(host.childElementCount, 1);
});

test('the_element_works_in_a_shadow_root_and_keeps_its_frame_when_moved', bare(), async () => {
  const { definePricingElement } = await lab.load('/element.js');
  definePricingElement();
  const root = document.body.appendChild(document.createElement('div')).attachShadow({ mode: 'open' });
  /** @type {any} */
  const host = document.createElement('ledgerbee-pricing');
  host.setAttribute('portal', origins.frame);
  host.setAttribute('vanity', 'pro');
  host.setAttribute('loading', 'eager');
  host.providers = { fetchBindToken: () => 'own' };
  root.append(host);
  await settle();
  const f = await stub(host.frame);
  eq(await f.token('bind', 1), 'own');
  const section = root.appendChild(document.createElement('section'));
  if (section.moveBefore) {
    section.moveBefore(host, null);
    await settle();
    eq(await f.token('bind', 2), 'own', 'the same document');
  }
});
