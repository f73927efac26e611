// What a buyer sees in the place of a frame that is loading, silent or refused (docs/api.md, "Placeholder and
// fallback").

import { bare, diagnostics, eq, expectWarnings, loadOf, ok, origins, settle, stub, test } from './lab.js';

/** A paragraph below the frame, and where it is. */
const scene = () => {
  const below = document.body.appendChild(document.createElement('p'));
  below.textContent = 'below';
  return { below, top: () => below.getBoundingClientRect().top };
};

/** Whether a frame has given its place away. */
const isOut = (it) => [getComputedStyle(it).opacity, getComputedStyle(it).position, it.inert].join(' ');
const OUT = '0 absolute true';
const IN = '1 static false';

/**
 * The element, with these attributes too.
 *
 * @returns {any}
 */
const pricing = (attributes = {}) => {
  const host = document.createElement('ledgerbee-pricing');
  const all = { portal: origins.frame, vanity: 'pro', ...attributes };
  for (const [name, value] of Object.entries(all)) host.setAttribute(name, value);
  return host;
};

test('a_silent_frame_gives_its_place_to_a_link_and_takes_it_back', bare().fakeClock(), async () => {
  const { below, top } = scene();
  const { createPricingFrame, start } = await lab.load('/index.js');
  const it = createPricingFrame({ portal: origins.frame, vanity: 'pro', lang: 'da', target: 'callback', loading: 'eager' });
  const load = loadOf(it);
  below.before(it);
  start({ silenceMs: 1_000 });
  await load;
  await settle();
  const before = top();
  eq([isOut(it), it.nextSibling], [IN, below], 'nothing stands in for a frame that loads');
  await lab.skip(1_100);
  const stand = it.nextSibling;
  const link = stand.querySelector('a');
  eq([isOut(it), stand.querySelector('[lang=da]') !== null], [OUT, true]);
  eq([link.href, link.target, link.rel], [`${origins.frame}/embed/pro?lang=da`, '_blank', 'noopener']);
  eq([top(), stand.getBoundingClientRect().height], [before, 520], 'nothing has moved');
  ok(document.documentElement.scrollWidth <= innerWidth, 'no scroll bar');
  const f = await stub(it);
  await f.post({ type: 'pageLoaded' });
  eq([isOut(it), stand.isConnected, top(), it.style.width], [IN, false, before, '100%']);
});

test('a_refused_frame_gives_its_place_to_words_without_a_link', bare(), async () => {
  const { below } = scene();
  const { createPricingFrame, start } = await lab.load('/index.js');
  const it = createPricingFrame({ portal: origins.frame, vanity: 'pro', loading: 'eager' });
  below.before(it);
  start({ portalOrigins: [origins.foreign] });
  await settle();
  const stand = it.nextSibling;
  eq([isOut(it), stand.querySelector('[lang=en]').textContent, stand.querySelector('a')], [OUT, 'This part of the page is not available.', null]);
  it.remove();
  await settle();
  eq([stand.isConnected, it.inert, it.style.opacity], [false, false, ''], 'it goes with the frame');
  expectWarnings('untrusted-origin');
});

test('contents_of_its_own_stand_in_for_a_frame', bare().fakeClock(), async () => {
  const { below, top } = scene();
  const { createPricingFrame, start } = await lab.load('/index.js');
  const asked = [];
  const note = document.createElement('b');
  const it = createPricingFrame({
    portal: origins.frame, vanity: 'pro', loading: 'eager', placeholder: note,
    fallback: (status, code) => { asked.push([status, code]); return 'sorry'; },
  });
  const load = loadOf(it);
  below.before(it);
  start({ silenceMs: 1_000 });
  await load;
  await settle();
  const before = top();
  eq([isOut(it), note.parentNode === it.nextSibling], [OUT, true]);
  await lab.skip(1_100);
  eq([it.nextSibling.textContent, note.isConnected, top(), asked], ['sorry', false, before, [['silent', 'frame-silent']]]);
  const f = await stub(it);
  await f.post({ type: 'resize', height: 700 });
  eq([note.isConnected, isOut(it)], [true, OUT], 'loading again');
  await f.post({ type: 'pageLoaded' });
  eq([note.isConnected, isOut(it), it.offsetHeight], [false, IN, 700]);
});

test('no_fallback_leaves_the_frame_as_it_is', bare(), async () => {
  const { below } = scene();
  const { createPricingFrame, start } = await lab.load('/index.js');
  const it = createPricingFrame({ portal: origins.frame, vanity: 'pro', loading: 'eager', fallback: null });
  below.before(it);
  start({ portalOrigins: [] });
  await settle();
  eq([isOut(it), it.nextSibling], [IN, below]);
  expectWarnings('untrusted-origin');
});

test('a_placeholder_does_not_hide_for_ever_what_a_portal_says', bare().fakeClock(), async () => {
  const { below } = scene();
  const { createPricingFrame, start } = await lab.load('/index.js');
  const it = createPricingFrame({ portal: origins.frame, vanity: 'gone', loading: 'eager', placeholder: 'wait' });
  const load = loadOf(it);
  below.before(it);
  const bridge = start();
  await load;
  const f = await stub(it);
  await f.post({ type: 'resize', height: 600 });
  await lab.skip(9_900);
  eq([isOut(it), it.nextSibling.textContent], [OUT, 'wait']);
  await lab.skip(200);
  eq([isOut(it), it.nextSibling, bridge.status(it)], [IN, below, 'loading']);
});

test('a_frame_has_the_colour_scheme_of_its_theme', bare(), async () => {
  const { createPricingFrame } = await lab.load('/index.js');
  const schemeOf = (theme) => createPricingFrame({ portal: origins.frame, vanity: 'pro', theme }).style.colorScheme;
  eq(['dark', 'light', 'system', undefined].map(schemeOf), ['dark', 'light', 'light dark', '']);
});

test('a_language_is_taken_from_a_tag_and_an_unknown_one_is_reported', bare(), async () => {
  const { createPricingFrame } = await lab.load('/index.js');
  const langOf = (lang) => new URL(createPricingFrame({ portal: origins.frame, vanity: 'pro', lang }).src).searchParams.get('lang');
  eq(['da-DK', 'DA', 'da', 'en-GB', undefined].map(langOf), ['da', 'da', 'da', 'en', null]);
  eq(diagnostics(), []);
  eq([langOf('de-CH'), langOf('de-CH')], ['en', 'en']);
  eq(diagnostics(), ['invalid-option', 'invalid-option']);
  ok(lab.named('diagnostic')[0].fields.message.includes('de-CH'), 'it is named');
  expectWarnings('invalid-option');
});

test('the_element_says_how_its_frame_is_and_shows_its_slots', bare().fakeClock(), async () => {
  const { below, top } = scene();
  const { start } = await lab.load('/index.js');
  const { definePricingElement } = await lab.load('/element.js');
  definePricingElement();
  start({ silenceMs: 1_000 });
  const host = pricing({ loading: 'eager' });
  host.innerHTML = '<i slot=placeholder>wait</i><b slot=fallback>sorry</b>';
  const [wait, sorry] = host.children;
  const hasStates = CSS.supports('selector(:state(ready))');
  const states = () => ['loading', 'ready', 'silent', 'refused'].filter((it) => (hasStates ? host.matches(`:state(${it})`) : it === host.status));
  const shown = () => [wait.offsetHeight > 0, sorry.offsetHeight > 0, isOut(host.frame)];
  below.before(host);
  await undefined;
  const load = loadOf(host.frame);
  await settle();
  eq([host.status, states(), shown()], ['loading', ['loading'], [true, false, OUT]]);
  const before = top();
  await load;
  await lab.skip(1_100);
  eq([host.status, states(), shown(), top()], ['silent', ['silent'], [false, true, OUT], before]);
  const f = await stub(host.frame);
  await f.post({ type: 'pageLoaded' });
  eq([host.status, states(), shown(), top()], ['ready', ['ready'], [false, false, IN], before]);
});

test('the_element_without_slots_falls_back_to_the_words_of_its_language', bare(), async () => {
  const { below } = scene();
  const { start } = await lab.load('/index.js');
  const { definePricingElement } = await lab.load('/element.js');
  definePricingElement();
  start({ portalOrigins: [] });
  const host = pricing({ loading: 'eager', lang: 'da-DK' });
  below.before(host);
  await settle();
  eq([host.status, isOut(host.frame)], ['refused', OUT]);
  const slot = host.shadowRoot.querySelector('slot[name=fallback]');
  eq([slot.textContent, slot.querySelector('a')], ['Denne del af siden er ikke tilgængelig.', null]);
  expectWarnings('untrusted-origin');
});

test('providers_as_an_attribute_are_reported', bare(), async () => {
  const { definePricingElement } = await lab.load('/element.js');
  const make = (name) => {
    const host = pricing({ [name]: '[object Object]' });
    document.body.append(host);
    return host;
  };
  make('title');
  definePricingElement();
  await settle();
  eq(diagnostics(), []);
  const host = make('providers');
  await settle();
  eq(diagnostics(host.frame), ['invalid-option']);
  expectWarnings('invalid-option');
});
