// A page's life: documents that reload or lead elsewhere, and frames that come and go. Its soak and the back/forward cache
// are in ../tests/browser/life.rs.

import { bare, diagnostics, eq, frame, loadOf, named, origins, page, test, TOKEN } from './lab.js';

test(
  'a_frame_that_reloads_is_served_on',
  page().providers('{ fetchBindToken: ({ requestId }) => `token ${requestId}` }'),
  async () => {
    const f = await frame();
    eq(await f.token('bind', 'one'), 'token one');
    const loaded = loadOf(f.element);
    f.run('setTimeout(() => location.reload(), 0)');
    await loaded;
    await f.connect();
    eq(await f.token('bind', 'two'), 'token two');
    eq(await f.token('bind', 'one'), 'token one', 'a new document, a new request');
    eq(LedgerBee.bridge.frames(), [f.element]);
  },
);

// A frame that is answered, leads itself elsewhere and comes back: its window may be of another process each time, where
// another function posts to it.
for (const { name, around = page(), src = () => undefined } of [
  { name: 'a_frame_that_was_at_another_site_is_served_again' },
  { name: 'a_frame_of_the_pages_site_that_was_at_another_is_served_again', around: page().sameSite() },
  { name: 'a_frame_of_the_pages_origin_that_was_at_another_site_is_served_again', src: () => `${origins.page}/frame` },
]) {
  test(name, around.providers('{ fetchBindToken: ({ requestId }) => `token ${requestId}` }'), async () => {
    const f = await frame({ src: src() });
    for (const round of ['one', 'two', 'three']) {
      eq(await f.token('bind', round), `token ${round}`);
      eq((await f.answers(round)).length, 1);
      await f.navigate(`${origins.named}/frame`);
      await f.navigate(f.element.src);
    }
  });
}

test(
  'a_redirect_to_its_own_origin_is_served_and_one_elsewhere_is_not',
  page().providers(TOKEN),
  async () => {
    const f = await frame({ src: `${origins.frame}/redirect?to=${origins.frame}/frame` });
    eq(await f.token('bind', 1), 'token');
    const g = await frame({ src: `${origins.frame}/redirect?to=${origins.foreign}/frame` });
    await g.ask('bind', 1);
    await g.post({ type: 'pageLoaded' });
    eq([await g.inbox(), named('pageLoaded'), diagnostics()], [[], [], ['origin-mismatch', 'origin-mismatch']]);
  },
);

test('what_would_be_left_would_be_seen', bare().file('mount.js'), async () => {
  setTimeout(() => {}, 1e6);
  eq(timers.size, 1);
  await mount(2, 2);
  eq(made.length, 1);
});
