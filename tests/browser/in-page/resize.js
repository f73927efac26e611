// `resize` (docs/protocol.md, "On the wire").

import { codes, diagnostics, eq, events, frame, ok, page, settle, test } from './lab.js';

test('sets_the_height_in_px_within_its_limits', page(), async () => {
  const f = await frame({ style: 'border: 0; width: 100%; height: 10px' });
  const rows = [[520, '520px'], [0, '0px'], [-0, '0px'], [0.5, '0.5px'], [-5, '0px'], [20_000, '20000px'],
    [20_000.5, '20000px'], [1e300, '20000px'], [Infinity, '20000px'], [-Infinity, '0px'], [333, '333px']];
  for (const [height, wanted] of rows) {
    await f.post({ type: 'resize', height });
    eq([height, f.element.style.height], [height, wanted]);
  }
  await f.post({ type: 'ledgerbee:embed:resize', height: 44 });
  eq([f.element.style.height, f.element.style.width], ['44px', '100%']);
  eq([events, await f.inbox()], [[], []]);
});

test('what_is_no_number_is_malformed', page(), async () => {
  const f = await frame({ style: 'height: 10px' });
  const bad = [NaN, '100', '100px', null, undefined, true, {}, [100], 10n, new Date(5), new Number(5)];
  for (const height of bad) await f.post({ type: 'resize', height });
  await f.post({ type: 'resize' });
  eq(f.element.style.height, '10px');
  eq(diagnostics(), Array(12).fill('malformed-message'));
});

test('can_be_switched_off', page(), async () => {
  const f = await frame({ 'data-ledgerbee-resize': 'off' });
  await f.post({ type: 'resize', height: 300 });
  eq(f.element.style.height, '');
  f.element.setAttribute('data-ledgerbee-resize', 'on');
  await f.post({ type: 'resize', height: 301 });
  eq(f.element.style.height, '301px');
  eq(events, []);
});

test('a_style_that_is_written_anew_keeps_the_height', page(), async () => {
  const f = await frame();
  f.element.setAttribute('style', 'color: red');
  await settle();
  eq(f.element.style.height, '', 'none was asked for');
  await f.post({ type: 'resize', height: 300 });
  const ways = [
    (it) => it.setAttribute('style', 'color: red'),
    (it) => it.removeAttribute('style'),
    (it) => { it.style.cssText = 'width: 50%'; },
    (it) => { it.style.height = ''; },
  ];
  for (const way of ways) {
    way(f.element);
    await settle();
    eq([f.element.style.height, `${way}`], ['300px', `${way}`]);
  }
  eq(f.element.style.width, '50%', 'the rest is as the page has it');
  document.body.append(f.element);
  await f.connect();
  eq([f.element.style.height, events, codes()], ['300px', [], []]);
});

test('a_height_that_the_page_writes_is_its_own_until_the_next', page(), async () => {
  const [f, off] = [await frame(), await frame()];
  await f.post({ type: 'resize', height: 300 });
  f.element.setAttribute('style', 'height: 50%');
  await settle();
  eq(f.element.style.height, '50%');
  await f.post({ type: 'resize', height: 301 });
  eq(f.element.style.height, '301px');
  await off.post({ type: 'resize', height: 300 });
  off.element.setAttribute('data-ledgerbee-resize', 'off');
  off.element.removeAttribute('style');
  await settle();
  eq(off.element.style.height, '');
  f.element.removeAttribute('data-ledgerbee-pricing');
  f.element.removeAttribute('style');
  await settle();
  eq(f.element.style.height, '', 'it is served no more');
});

test('a_page_that_takes_each_height_away_wins_in_the_end', page(), async () => {
  const f = await frame();
  await f.post({ type: 'resize', height: 300 });
  let taken = 0;
  const fight = new MutationObserver(() => {
    if (!f.element.style.height) return;
    taken++;
    f.element.removeAttribute('style');
  });
  fight.observe(f.element, { attributeFilter: ['style'] });
  f.element.removeAttribute('style');
  // A fight without an end would never let this task begin.
  await settle();
  ok(taken > 10 && taken <= 100, taken);
  eq(f.element.style.height, '');
  fight.disconnect();
  await f.post({ type: 'resize', height: 301 });
  f.element.removeAttribute('style');
  await settle();
  eq(f.element.style.height, '301px', 'what it asks for anew counts anew');
});

test('only_the_frame_that_asks_is_resized', page(), async () => {
  const [f, g, other] = [await frame(), await frame(), await frame({ 'data-ledgerbee-pricing': null })];
  await f.post({ type: 'resize', height: 300 });
  await other.post({ type: 'resize', height: 400 });
  eq([f, g, other].map(({ element }) => element.style.height), ['300px', '', '']);
});
