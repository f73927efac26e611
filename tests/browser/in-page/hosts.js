// Hosts that look like the portal's (docs/protocol.md, "Frames that are served").

import { diagnostics, element, eq, expectWarnings, frame, named, origins, page, settle, test } from './lab.js';
import { heardBy, isNobody, speak } from './lib/nobody.js';

/** One name is listed. All of them lead to the lab, whose frames speak under each. */
const lookAlikes = () => {
  const [port, otherPort] = [origins.frame, origins.foreign].map((it) => new URL(it).port);
  return ['portals', 'xportal', 'p0rtal', 'portal-', 'sub.portal', 'portal.lab.example', 'p\u043ertal', 'port\u00e4l', 'PORTA1']
    .map((it) => `${it}.lab.example`).concat('localhost', '127.0.0.1').map((host) => `http://${host}:${port}/frame`)
    .concat(`http://portal.lab.example:${otherPort}/frame`);
};

const listed = () => page().with("data-portal-origins='{{named}}'").held();

/** What an iframe's `src` can be made of, and whether it leads to a tenant's portal. */
const ADDRESSES = [
  ['https://user:secret@acme.portal.ledgerbee.com/', true],
  ['https://evil.example@acme.portal.ledgerbee.com/', true],
  ['https://acme.portal.ledgerbee.com@evil.example/', false],
  ['https://acme.portal.ledgerbee.com:443@evil.example/', false],
  ['https://acme.portal.ledgerbee.com%40evil.example/', false],
  ['https://evil.example\\@acme.portal.ledgerbee.com/', false],
  ['https://acme.portal.ledgerbee.com\\@evil.example/', true],
  ['https://acme.portal.ledgerbee.com\\.evil.example/', true],
  ['https:\\\\acme.portal.ledgerbee.com\\', true],
  ['https:acme.portal.ledgerbee.com', true],
  ['https:///acme.portal.ledgerbee.com', true],
  [' https://acme.portal.ledgerbee.com ', true],
  ['ht\ntps://acme.portal.\tledgerbee.com', true],
  ['https://acme.portal.ledgerbee.com\t.evil.example/', false],
  ['https://acme.portal.ledgerbee.com#@evil.example/', true],
  ['https://evil.example#.portal.ledgerbee.com', false],
  ['https://evil.example?.portal.ledgerbee.com', false],
  ['https://evil.example/.portal.ledgerbee.com', false],
  ['https://acme.portal.ledgerbee.com:0443/', true],
  ['https://acme.portal.ledgerbee.com:/', true],
  ['https://acme.portal.ledgerbee.com:80/', false],
  ['https://acme.portal.ledgerbee.com:444/', false],
  ['https://acme.portal.ledgerbee.com:65536/', false],
  ['https://acme%2eportal.ledgerbee.com/', true],
  ['https://acme.portal\u3002ledgerbee\uff0ecom/', true],
  ['https://ACME.PORTAL.LEDGERBEE.COM/', true],
  ['https://\uff41cme.portal.ledgerbee.com/', true],
  ['https://acme.portal.ledgerbee.com./', false],
  ['https://acme.portal.ledgerbee.com../', false],
  ['https://acme..portal.ledgerbee.com/', false],
  ['https://acme.portal.ledgerbee.com%00.evil.example/', false],
  ['https://acme.portal.ledgerbee.com%2eevil.example/', false],
  ['https://acme.portal.ledgerb\u0435e.com/', false],
  ['https://acme.p\u043ertal.ledgerbee.com/', false],
  ['https://acme.portal.ledgerbee.c\u043em/', false],
  ['https://acme-portal.ledgerbee.com/', false],
  ['https://acme.portal-ledgerbee.com/', false],
  ['https://acme.portal.ledgerbee.co/', false],
  ['https://acme.portal.ledgerbee.com.com/', false],
  ['https://a*b.portal.ledgerbee.com/', false],
  ['https://*.portal.ledgerbee.com/', false],
  ['https://www.acme.portal.ledgerbee.com/', false],
  ['https://[::1]/', false],
  ['https://2130706433/', false],
  ['http://acme.portal.ledgerbee.com:443/', false],
  ['wss://acme.portal.ledgerbee.com/', false],
  ['ftp://acme.portal.ledgerbee.com/', false],
  ['about:https://acme.portal.ledgerbee.com/', false],
  ['javascript:0//https://acme.portal.ledgerbee.com/', false],
  ['https://acme.portal.ledgerbee.com:x/', false],
  ['acme.portal.ledgerbee.com', false],
];

test('a_look_alike_of_a_listed_portal_is_ignored', listed(), async () => {
  for (const src of lookAlikes()) {
    const f = await frame({ src });
    await isNobody(f, src);
    eq([src, diagnostics(f.element)[0]], [src, 'untrusted-origin']);
    f.element.remove();
  }
  const f = await frame({ src: `HTTP://Portal.LAB.example:${new URL(origins.frame).port}/frame` });
  await speak(f);
  eq([calls.length, named('pageLoaded').length, f.element.style.height], [2, 1, '77px'], 'the portal itself is heard');
  expectWarnings('untrusted-origin');
});

test('a_frame_that_went_to_a_look_alike_is_ignored', listed(), async () => {
  for (const url of lookAlikes()) {
    const f = await frame({ src: `${origins.named}/frame` });
    await f.ask('bind', 'before');
    const { give } = calls.at(-1);
    await f.navigate(url);
    await isNobody(f, url);
    give('lbk-secret');
    await settle();
    eq([url, await heardBy(f)], [url, []]);
    eq([url, diagnostics(f.element)], [url, Array(7).fill('origin-mismatch')]);
    f.element.remove();
  }
});

test('an_address_is_judged_as_the_browser_parses_it', page().public(), async () => {
  for (const [src, isServed] of ADDRESSES) {
    // Hidden and lazy: never loaded.
    const it = element({ src, loading: 'lazy', style: 'display:none' });
    document.body.append(it);
    eq([src, LedgerBee.bridge.frames().includes(it)], [src, isServed]);
    it.remove();
  }
  expectWarnings('untrusted-origin');
});

test('a_host_with_a_trailing_dot_is_another_origin', page().held().with("data-portal-origins='{{named}} {{frame}}'"), async () => {
  const { port } = new URL(origins.frame);
  const hosts = { 'portal.lab.example': true, 'portal.lab.example.': false, 'portal.lab.example..': false, '127.0.0.1': true,
    '127.0.0.1.': true, '0x7f.1': true, '127.1': true, '2130706433': true, '[::ffff:127.0.0.1]': false };
  for (const [host, isServed] of Object.entries(hosts)) {
    const it = element({ src: `http://${host}:${port}/frame`, loading: 'lazy', style: 'display:none' });
    document.body.append(it);
    eq([host, LedgerBee.bridge.frames().includes(it)], [host, isServed]);
  }
  expectWarnings('untrusted-origin');
});
