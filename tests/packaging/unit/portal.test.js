// What a fake portal does, and what it says when something is wrong.
import { fakePortal, resetEmbed } from 'ledgerbee-embed/testing';
import { start } from 'ledgerbee-embed';

const ACME = 'https://acme.portal.ledgerbee.com/embed/pro-plan';
const clock = globalThis.vi ?? import.meta.jest;

function addFrame(src = ACME, attributes = { 'data-ledgerbee-pricing': '' }) {
  const frame = document.createElement('iframe');
  for (const [name, value] of Object.entries(attributes)) frame.setAttribute(name, value);
  frame.src = src;
  document.body.append(frame);
  return frame;
}

let warnings;
const { warn } = console;

beforeEach(() => {
  warnings = [];
  console.warn = (...words) => warnings.push(words.map(String).join(' '));
});

afterEach(() => {
  console.warn = warn;
  resetEmbed();
  delete window.LedgerBee;
  document.body.replaceChildren();
});

test('a provider is called once for a request, with the context of the embed', async () => {
  const contexts = [];
  window.LedgerBee = { embed: { fetchBindToken: (context) => (contexts.push(context), 'token') } };
  const frame = addFrame();
  const portal = fakePortal(frame);
  expect(await portal.requestBindToken()).toBe('token');
  expect(contexts.map(({ kind, frame, requestId }) => [kind, frame, requestId])).toEqual([['bind', frame, portal.calls[0].requestId]]);
  expect(portal.calls).toMatchObject([{ kind: 'bind', value: 'token', isSettled: true }]);
  expect(portal.messages).toEqual([{ type: 'bindToken', requestId: portal.calls[0].requestId, token: 'token' }]);
});

test('each kind of token has its own provider', async () => {
  window.LedgerBee = { embed: { fetchBindToken: async () => 'bind', fetchCatalogToken: async () => 'catalog' } };
  const portal = fakePortal(addFrame());
  expect(await portal.expectCatalogToken()).toBe('catalog');
  expect(await portal.expectBindToken()).toBe('bind');
});

test('the page may start the embed itself, by the package', async () => {
  const bridge = start({ providers: { fetchBindToken: () => 'from start()' } });
  const portal = fakePortal(addFrame());
  expect(window.LedgerBee.bridge).toBe(bridge);
  expect(bridge.frames()).toEqual([portal.frame]);
  expect(await portal.requestBindToken()).toBe('from start()');
  expect(portal.diagnostics).toEqual([]);
});

test('after resetEmbed() nothing of the test before is left', async () => {
  start({ providers: { fetchBindToken: () => 'old' } });
  resetEmbed();
  const portal = fakePortal(addFrame());
  expect(await portal.requestBindToken()).toBe(null);
  expect(portal.calls).toEqual([]);
});

for (const [what, provider, message] of [
  ['throws', () => { throw new Error('offline'); }, /fetchBindToken failed, so the checkout is anonymous: Error: offline/],
  ['rejects', () => Promise.reject(new Error('offline')), /fetchBindToken failed, so the checkout is anonymous: Error: offline/],
  ['reads a wrong field', async () => undefined, /returned undefined.*Did it read the right field\? The API calls the token checkoutBindToken/],
  ['returns null', () => null, /fetchBindToken returned null/],
  ['returns the whole answer', () => ({ checkoutBindToken: 'a' }), /returned a value with checkoutBindToken.*Return the token itself/],
  ['returns a number', () => 7, /returned a value of type number/],
]) {
  test(`a provider that ${what} is named`, async () => {
    window.LedgerBee = { embed: { fetchBindToken: provider } };
    const portal = fakePortal(addFrame());
    expect(await portal.requestBindToken()).toBe(null);
    await expect(portal.expectBindToken()).rejects.toThrow(message);
  });
}

test('a provider with a misspelt name is named, and so is none', async () => {
  window.LedgerBee = { embed: { fetchBindTokens: () => 'token' } };
  const portal = fakePortal(addFrame());
  await expect(portal.expectBindToken()).rejects.toThrow(/The page has no fetchBindToken.*It has fetchBindTokens/);
  window.LedgerBee.embed = {};
  await expect(portal.expectBindToken()).rejects.toThrow(/window\.LedgerBee\.embed has none/);
});

test('a token that is given twice is named', async () => {
  window.LedgerBee = { embed: { fetchBindToken: () => 'kept' } };
  const portal = fakePortal(addFrame());
  await portal.expectBindToken();
  await expect(portal.expectBindToken()).rejects.toThrow(/single-use: fetch a new one in each call/);
});

test('a provider that is too slow is named, by a clock of the test', async () => {
  clock.useFakeTimers();
  try {
    window.LedgerBee = { embed: { fetchBindToken: () => new Promise(() => {}) } };
    const portal = fakePortal(addFrame());
    const expected = expect(portal.expectBindToken()).rejects.toThrow(/did not return in time.*provider-timeout/);
    await clock.advanceTimersByTimeAsync(10_000);
    await expected;
    expect(portal.diagnostics).toMatchObject([{ code: 'provider-timeout' }]);
  } finally {
    clock.useRealTimers();
  }
});

test('an event reaches the page with its fields and its frame', () => {
  const heard = [];
  const hear = ({ detail }) => heard.push(detail);
  window.addEventListener('ledgerbee:embed:customCtaClicked', hear);
  const portal = fakePortal(addFrame());
  portal.emit('customCtaClicked', { planItemId: 'enterprise', ctaLink: 'https://shop.example/talk' });
  window.removeEventListener('ledgerbee:embed:customCtaClicked', hear);
  expect(heard).toEqual([{ planItemId: 'enterprise', ctaLink: 'https://shop.example/talk', frame: portal.frame }]);
});

test('a field that no event carries is named', () => {
  const portal = fakePortal(addFrame());
  expect(() => portal.emit('checkoutConfirmed', { email: 'a@b.example' })).toThrow(/checkoutConfirmed reaches the page without email/);
  expect(() => portal.emit('checkoutConfirmed', { planItemId: 'a b' })).toThrow(/without planItemId/);
  expect(() => portal.emit('checkoutConfirm')).toThrow(/did you mean checkoutConfirmed\?/);
});

test('a listener of a name that is no event is named, on the window and on the bridge', () => {
  const portal = fakePortal(addFrame());
  portal.emit('pageLoaded');
  window.addEventListener('ledgerbee:embed:checkoutConfirm', () => {});
  expect(() => portal.emit('pageLoaded')).toThrow('The page listens to ledgerbee:embed:checkoutConfirm, which is no event: did you mean ledgerbee:embed:checkoutConfirmed?');
  resetEmbed();
  const other = fakePortal(portal.frame);
  window.LedgerBee.bridge.on('pageLoad', () => {});
  expect(() => other.emit('pageLoaded')).toThrow(/ledgerbee:embed:pageLoad, which is no event: did you mean ledgerbee:embed:pageLoaded\?/);
});

test('an event may be sent while another is heard', () => {
  const portal = fakePortal(addFrame());
  let times = 0;
  const hear = () => {
    times++;
    if (times === 1) portal.emit('pageLoaded');
  };
  window.addEventListener('ledgerbee:embed:pageLoaded', hear);
  expect(() => portal.emit('pageLoaded')).not.toThrow();
  window.removeEventListener('ledgerbee:embed:pageLoaded', hear);
  expect(times).toBe(2);
});

test('a height is set, clamped, and left alone where the page says so', () => {
  const frame = addFrame();
  const portal = fakePortal(frame);
  portal.resize(640);
  expect(frame.style.height).toBe('640px');
  portal.resize(1e9);
  expect(frame.style.height).toBe('20000px');
  frame.setAttribute('data-ledgerbee-resize', 'off');
  portal.resize(10);
  expect(frame.style.height).toBe('20000px');
});

test('a document of another origin is not heard, and gets nothing', async () => {
  window.LedgerBee = { embed: { fetchBindToken: () => 'token' } };
  const portal = fakePortal(addFrame(), { origin: 'https://evil.example' });
  expect(() => portal.emit('pageLoaded')).toThrow(/did not pass pageLoaded on/);
  expect(portal.diagnostics).toMatchObject([{ code: 'origin-mismatch', origin: 'https://evil.example' }]);
  expect(portal.calls).toEqual([]);
  expect(portal.messages).toEqual([]);
});

test('a message of the page itself is dropped, as in a browser', () => {
  const portal = fakePortal(addFrame());
  let isHeard = false;
  window.addEventListener('ledgerbee:embed:pageLoaded', () => (isHeard = true));
  window.dispatchEvent(new MessageEvent('message', { data: { type: 'pageLoaded' }, origin: 'https://acme.portal.ledgerbee.com' }));
  expect(isHeard).toBe(false);
  portal.emit('pageLoaded');
  expect(isHeard).toBe(true);
});

test('an iframe that is not served is refused with the reason', () => {
  expect(() => fakePortal(null)).toThrow(/needs the iframe of the pricing, and was given null/);
  expect(() => fakePortal(document.body)).toThrow(/was given <body>/);
  expect(() => fakePortal(document.createElement('iframe'))).toThrow(/is not in the document/);
  expect(() => fakePortal(addFrame(ACME, {}))).toThrow(/has no data-ledgerbee-pricing/);
  expect(() => fakePortal(addFrame('https://evil.example/embed/pro-plan'))).toThrow(/\(refused\).*untrusted-origin.*evil\.example/s);
  expect(warnings.join('\n')).toMatch(/untrusted-origin/);
});

test('an iframe that leaves before its answer rejects the request', async () => {
  window.LedgerBee = { embed: { fetchBindToken: () => new Promise(() => {}) } };
  const portal = fakePortal(addFrame());
  const expected = expect(portal.requestBindToken()).rejects.toThrow(/left the page, or its src changed/);
  portal.frame.remove();
  await expected;
});

test('a portal that was closed is one no more', () => {
  const portal = fakePortal(addFrame());
  portal.close();
  expect(() => portal.emit('pageLoaded')).toThrow(/was closed/);
});

test('two frames have their answers apart', async () => {
  window.LedgerBee = { embed: { fetchBindToken: async ({ frame }) => `for ${frame.id}` } };
  const portals = ['a', 'b'].map((id) => {
    const frame = addFrame();
    frame.id = id;
    return fakePortal(frame);
  });
  expect(await Promise.all(portals.map((it) => it.expectBindToken()))).toEqual(['for a', 'for b']);
  expect(portals.map(({ calls }) => calls.length)).toEqual([1, 1]);
});
