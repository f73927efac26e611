// Frames that the package makes or serves by themselves: `serveFrame`, `createPricingFrame`, `<ledgerbee-pricing>`
// (docs/api.md).

import { allowErrors, bare, diagnostics, eq, expectErrors, expectWarnings, frame, ok, origins, page, settle, stub, test } from './lab.js';

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

/** A frame of the package's by its portal, with what it hears of another look. */
async function looking(f) {
  await f.post({ type: 'pageLoaded', look: true });
  return async () => (await f.inbox()).map(({ data }) => data).filter(({ type }) => type === 'ledgerbee:embed:look');
}

test('a_frame_changes_its_look_in_place_if_its_portal_can', bare(), async () => {
  const { changeLook, createPricingFrame, start } = await lab.load('/index.js');
  start();
  const it = createPricingFrame({ portal: origins.frame, vanity: 'pro', theme: 'light', loading: 'eager' });
  document.body.append(it);
  const f = await stub(it);
  const { contentWindow } = it;
  const looks = await looking(f);
  changeLook(it, { lang: 'da-DK' });
  changeLook(it, { theme: 'dark' });
  changeLook(it, { theme: undefined, lang: undefined });
  const type = 'ledgerbee:embed:look';
  eq(await looks(), [{ lang: 'da', theme: 'light', type }, { lang: 'da', theme: 'dark', type }]);
  eq([it.contentWindow === contentWindow, it.src, it.style.colorScheme], [true, `${origins.frame}/embed/pro?theme=light`, 'dark']);
  // Put elsewhere it loads its `src` anew, and is told again.
  document.body.prepend(it);
  const again = await looking(await stub(it));
  eq(await again(), [{ lang: 'da', theme: 'dark', type }]);
  let error;
  try { changeLook(it, { theme: 'blue' }); } catch (reason) { error = `${reason}`; }
  eq(error, "TypeError: ledgerbee-embed: theme must be 'system' or 'light' or 'dark'");
});

test('a_frame_whose_portal_cannot_loads_anew_without_a_step_in_the_history', bare(), async () => {
  const { changeLook, createPricingFrame, start } = await lab.load('/index.js');
  start();
  const it = createPricingFrame({ portal: origins.frame, vanity: 'pro', loading: 'eager' });
  document.body.append(it);
  const f = await stub(it);
  const steps = history.length;
  // Neither what another frame says, nor what this one says of something else.
  await (await frame()).post({ type: 'pageLoaded', look: true });
  await f.post({ type: 'pageLoaded', look: 1 });
  await f.post({ type: 'checkoutInitiated', look: true });
  changeLook(it, { theme: 'dark', lang: 'xx' });
  const g = await stub(it);
  eq([it.src, it.style.colorScheme, history.length], [`${origins.frame}/embed/pro?lang=en&theme=dark`, 'dark', steps]);
  eq((await g.inbox()).length, 0);
  expectWarnings('invalid-option');
});

test('the_origin_that_can_is_the_pinned_one', bare(), async () => {
  const { changeLook, createPricingFrame, start } = await lab.load('/index.js');
  start();
  const it = createPricingFrame({ portal: origins.frame, vanity: 'pro', loading: 'eager' });
  document.body.append(it);
  const f = await (await stub(it)).navigate(`${origins.foreign}/frame`);
  await looking(f);
  const { contentWindow } = it;
  changeLook(it, { theme: 'dark' });
  ok(it.contentWindow !== contentWindow, 'loaded anew');
  eq(await (await looking(await stub(it)))(), []);
  expectWarnings('origin-mismatch');
});

test('the_element_changes_its_look_in_place_if_its_portal_can', bare(), async () => {
  const { definePricingElement } = await lab.load('/element.js');
  definePricingElement();
  /** @type {any} */
  const host = document.createElement('ledgerbee-pricing');
  Object.assign(host, { portal: origins.frame, vanity: 'pro', loading: 'eager' });
  document.body.append(host);
  await settle();
  const it = host.frame;
  const looks = await looking(await stub(it));
  host.setAttribute('theme', 'dark');
  await settle();
  host.lang = 'da';
  host.frameTitle = 'Priser';
  await settle();
  const type = 'ledgerbee:embed:look';
  eq(await looks(), [{ theme: 'dark', type }, { lang: 'da', theme: 'dark', type }]);
  eq([host.frame === it, it.title, it.style.colorScheme], [true, 'Priser', 'dark']);
  host.vanity = 'other';
  await settle();
  ok(host.frame !== it && host.frame.src.endsWith('/embed/other?lang=da&theme=dark'), 'another plan is another frame');
});

test('every_attribute_of_the_element_is_a_property_also_if_set_before', bare(), async () => {
  const { definePricingElement } = await lab.load('/element.js');
  /** @type {any} */
  const host = document.body.appendChild(document.createElement('ledgerbee-pricing'));
  const item = '550e8400-e29b-41d4-a716-446655440211';
  Object.assign(host, { portal: origins.frame, planId: item, item, checkout: true, ctaCallback: false, frameTitle: 'Prices' });
  definePricingElement();
  await settle();
  eq([host.frame.src, host.frame.title], [`${origins.frame}/embed/checkout/by-id/${item}/${item}`, 'Prices']);
  eq([host.getAttribute('plan-id'), host.getAttribute('checkout'), host.hasAttribute('cta-callback')], [item, '', false]);
  eq([host.planId, host.checkout, host.ctaCallback, host.target, host.theme], [item, true, false, undefined, undefined]);
  host.checkout = false;
  host.item = undefined;
  host.target = 'inline';
  await settle();
  eq([host.frame.src, host.checkout, host.item], [`${origins.frame}/embed/by-id/${item}?target=inline`, false, undefined]);
  // The lab has no such page.
  allowErrors('404');
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
