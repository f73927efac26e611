// Frames that change while they wait for an answer (docs/protocol.md, "On the wire"): it reaches the window that asked, at its
// pinned origin, or nobody.

import { diagnostics, element, eq, expectWarnings, frame, loadOf, origins, page, settle, stub, test, until } from './lab.js';
import { heardBy, isNobody } from './lib/nobody.js';

const box = () => document.body.appendChild(document.createElement('div'));
const inner = () => box().appendChild(document.createElement('iframe')).contentDocument.body;
const swap = (it, name, value) => {
  const old = it.getAttribute(name);
  it.setAttribute(name, value);
  if (old === null) it.removeAttribute(name); else it.setAttribute(name, old);
};
const [same, fresh, none] = ['same', 'fresh', 'none'];
/** @type {Record<string, [string, (it: any) => any]>} */
const ends = {
  'its src leads to another origin': [fresh, (it) => { it.src = `${origins.foreign}/frame`; }],
  'its src leads elsewhere and back': [fresh, (it) => swap(it, 'src', `${origins.foreign}/frame`)],
  'its src is emptied and restored': [fresh, (it) => swap(it, 'src', '')],
  'its src is taken': [none, (it) => it.removeAttribute('src')],
  'it gets a srcdoc': [none, (it) => it.setAttribute('srcdoc', '<p>x')],
  'it gets a srcdoc for a moment': [fresh, (it) => swap(it, 'srcdoc', '<p>x')],
  'it is sandboxed': [same, (it) => it.setAttribute('sandbox', 'allow-scripts')],
  'it is sandboxed for a moment': [same, (it) => swap(it, 'sandbox', 'allow-scripts')],
  'it loses its mark': [same, (it) => it.removeAttribute('data-ledgerbee-pricing')],
  'it loses its mark for a moment': [same, (it) => {
    it.removeAttribute('data-ledgerbee-pricing');
    it.setAttribute('data-ledgerbee-pricing', '');
  }],
  'it is removed': [none, (it) => it.remove()],
  'it is removed and comes back': [fresh, (it) => { it.remove(); document.body.append(it); }],
  'it is put into another parent': [fresh, (it) => box().append(it)],
  'its parent is removed and comes back': [fresh, (it) => { const parent = it.parentNode; parent.remove(); document.body.append(parent); }],
  'its parent is emptied': [none, (it) => { it.parentNode.innerHTML = ''; }],
  'its parent is written anew': [fresh, (it) => {
    const parent = it.parentNode;
    parent.innerHTML = it.outerHTML;
    return parent.firstChild;
  }],
  'it is replaced by its like': [fresh, (it) => { const like = it.cloneNode(); it.replaceWith(like); return like; }],
  'it is put into a shadow root': [fresh, (it) => box().attachShadow({ mode: 'open' }).append(it)],
  'it is put into another document': [fresh, (it) => inner().append(it)],
  'it is put into a document without a window': [none, (it) => document.implementation.createHTMLDocument().body.append(it)],
  'it is put into a fragment': [none, (it) => document.createDocumentFragment().append(it)],
};
/** All that an iframe has heard, once it shows what it is to show. */
const heardAfter = async (it, shows) => {
  for (const end = performance.now() + 60_000; performance.now() < end; ) {
    const f = await Promise.race([stub(it).catch(() => undefined), lab.sleep(5_000)]);
    if (!f) {
      // Firefox may stay in between when addresses follow each other at once, until it is led on.
      if (shows === fresh) it.src = it.src;
      continue;
    }
    // A document that goes away meanwhile never answers.
    const found = await Promise.race([lab.sleep(200), f.run(() => [window.isOld ? 'same' : 'fresh', location.href])]);
    if (found?.[0] !== shows || found[1] !== it.src) continue;
    const heard = await Promise.race([lab.sleep(5_000), f.inbox()]);
    if (heard) return heard;
  }
  throw new Error(`never ${shows}: ${it.src}`);
};

/** When the answer comes: before the change, right after it, or later. */
const times = {
  'before': async (change, give) => { give(); change(); },
  'after': async (change, give) => { change(); give(); },
  'later': async (change, give) => { change(); await settle(); await lab.sleep(20); give(); },
};

test('a_frame_that_changes_loses_its_answer_whenever_it_comes', page().held(), async () => {
  for (const [end, [shows, change]] of Object.entries(ends)) {
    for (const [time, run] of Object.entries(times)) {
      const f = await frame({}, box());
      await f.run('window.isOld = true');
      await f.ask('bind', 1);
      const { give, signal } = calls.at(-1);
      let after = f.element;
      await run(() => { after = change(f.element) ?? after; }, () => give('lbk-secret'));
      await until(() => signal.aborted, `${end}: the signal`);
      if (shows !== none) eq([end, time, await heardAfter(after, shows)], [end, time, []]);
      document.body.replaceChildren();
    }
  }
  eq(calls.length, Object.keys(ends).length * 3);
  expectWarnings('srcdoc-frame', 'sandboxed-frame');
});

test('a_frame_that_does_not_change_gets_it', page().held(), async () => {
  const keeps = {
    'nothing': () => {},
    'its src is set again': (it) => it.setAttribute('title', 'x'),
    'a neighbour comes': () => document.body.append(element()),
    'its mark gets a value': (it) => it.setAttribute('data-ledgerbee-pricing', 'x'),
    'its sandbox lets its origin be': (it) => it.setAttribute('sandbox', 'allow-scripts allow-same-origin'),
    'its look changes': (it) => { it.style.height = '5px'; it.hidden = true; it.hidden = false; it.name = 'n'; it.id = 'm'; },
  };
  for (const [what, change] of Object.entries(keeps)) {
    for (const run of Object.values(times)) {
      const f = await frame();
      await f.ask('bind', 1);
      const { give, signal } = calls.at(-1);
      await run(() => change(f.element), () => give('token'));
      eq([what, (await f.answer(1)).token, signal.aborted], [what, 'token', false]);
    }
  }
});

test(
  'a_frame_that_is_led_away_is_ignored_however_it_is_done',
  page().held().body(`
    <a id=link target=shop href='{{foreign}}/frame'>away</a>
    <form id=form target=shop action='{{foreign}}/frame'></form>
  `),
  async () => {
    const away = `${origins.foreign}/frame`;
    const byItself = (url) => void setTimeout(() => location.assign(url));
    const byLink = (url) => {
      const it = document.createElement('a');
      it.href = url;
      document.body.append(it);
      setTimeout(() => it.click());
    };
    const byRefresh = (url) => {
      const html = `<meta http-equiv=refresh content="0;url=${url}">`;
      setTimeout(() => document.head.insertAdjacentHTML('beforeend', html));
    };
    const ways = {
      'by itself': (f) => f.run(byItself, away),
      'by a link of its own': (f) => f.run(byLink, away),
      'by a refresh': (f) => f.run(byRefresh, away),
      'by the page': (f) => { f.window.location = away; },
      'by a link in the page': () => document.getElementById('link').click(),
      'by a form in the page': () => document.forms.namedItem('form').submit(),
      'by its name': () => window.open(away, 'shop'),
    };
    for (const [way, go] of Object.entries(ways)) {
      const f = await frame({ name: 'shop' });
      await f.ask('bind', 'before');
      const { give } = calls.at(-1);
      const loaded = loadOf(f.element);
      go(f);
      await loaded;
      await f.connect();
      await isNobody(f, way);
      give('lbk-secret');
      await settle();
      eq([way, await heardBy(f), f.element.src], [way, [], `${origins.frame}/frame`]);
      eq([way, diagnostics(f.element)], [way, Array(7).fill('origin-mismatch')]);
      f.element.remove();
    }
  },
);

test('two_frames_with_one_id_never_share_an_answer', page().held(), async () => {
  const [f, g] = [await frame(), await frame()];
  for (const [first, second] of [[f, g], [g, f]]) {
    for (const [i, j] of [[0, 1], [1, 0]]) {
      const id = `${first.element.id}${i}`;
      await first.ask('bind', id);
      await second.ask('bind', id);
      const asked = calls.slice(-2);
      eq(asked.map(({ frame }) => frame.id), [first.element.id, second.element.id]);
      asked[i].give(asked[i].frame.id);
      const [early, late] = i ? [second, first] : [first, second];
      eq((await early.answer(id)).token, early.element.id);
      eq(await late.answers(id), []);
      asked[j].give(asked[j].frame.id);
      eq((await late.answer(id)).token, late.element.id);
      eq([(await early.answers(id)).length, (await late.answers(id)).length], [1, 1]);
    }
  }
  const [kept, gone] = [await frame(), await frame()];
  await gone.ask('bind', 'x');
  await kept.ask('bind', 'x');
  gone.element.remove();
  calls.at(-2).give('of the other');
  calls.at(-1).give('own');
  eq((await kept.answer('x')).token, 'own');
});
