// The rules of the wire, one row each. `by` says where a rule comes from: the vendor's guides, or this project's
// protocol where the guides are silent (docs/protocol.md).
import { expect, Failure, PAGE, PORTAL, same, STRANGER } from './lab.js';

const TOKEN = "{ fetchBindToken: async () => (calls.push('bind'), 'token'), fetchCatalogToken: async () => (calls.push('catalog'), 'catalog') }";
const provider = (body) => `{ fetchBindToken: ${body} }`;
/** Answers when the rule calls `give`. */
const HELD = provider('() => new Promise((resolve) => { window.give = resolve; calls.push(1); })');
const nobody = (answers, who) => same(answers.map(({ data }) => data.token), [], `${who} was answered`);

/**
 * @typedef {{ rule: string, by: 'guides' | 'protocol', page?: Parameters<typeof import('./lab.js').Lab.open>[2],
 *   check(lab: import('./lab.js').Lab): Promise<void> }} Rule
 */

/** @type {Rule[]} */
export const RULES = [
  {
    rule: 'a bind token goes to the frame that asked, at its origin',
    by: 'guides',
    page: { providers: TOKEN },
    async check(lab) {
      const frame = await lab.frame();
      const { data, origin, isPage } = await frame.ask('requestBindToken', 'r1');
      same(data, { type: 'bindToken', requestId: 'r1', token: 'token' }, 'the answer');
      same([origin, isPage], [PAGE, true], 'who answered');
    },
  },
  {
    rule: 'a catalog token is asked of fetchCatalogToken',
    by: 'guides',
    page: { providers: TOKEN },
    async check(lab) {
      const { data } = await (await lab.frame()).ask('requestCatalogToken', 'r1');
      same(data, { type: 'catalogToken', requestId: 'r1', token: 'catalog' }, 'the answer');
    },
  },
  {
    rule: 'each frame gets the answers to its own requests only',
    by: 'guides',
    page: { providers: provider("async () => `token ${calls.push('bind')}`") },
    async check(lab) {
      const [one, other] = [await lab.frame(), await lab.frame()];
      const tokens = [await one.ask('requestBindToken', 'same'), await other.ask('requestBindToken', 'same')].map(({ data }) => data.token);
      same(tokens, ['token 1', 'token 2'], 'the tokens');
      same([(await one.answers()).length, (await other.answers()).length], [1, 1], 'answers');
    },
  },
  {
    rule: 'a frame without the marker is not answered',
    by: 'guides',
    page: { providers: TOKEN },
    async check(lab) {
      const frame = await lab.frame({ 'data-ledgerbee-pricing': null });
      nobody(await frame.askInVain('requestBindToken', 'r1'), 'a frame without the marker');
    },
  },
  {
    rule: 'a marked frame of another site is not answered',
    by: 'guides',
    page: { providers: TOKEN },
    async check(lab) {
      const frame = await lab.frame({ src: `${STRANGER}/embed/pro-plan` });
      nobody(await frame.askInVain('requestBindToken', 'r1'), 'a frame of another site');
    },
  },
  {
    rule: 'a frame that has left its origin is not answered',
    by: 'guides',
    page: { providers: TOKEN },
    async check(lab) {
      const frame = await lab.frame();
      await frame.loads((it, url) => it.contentWindow.location.replace(url), `${STRANGER}/elsewhere`);
      nobody(await frame.askInVain('requestBindToken', 'r1'), 'a frame that was led away');
    },
  },
  {
    rule: 'a frame that was elsewhere meanwhile gets no answer, even if it is back',
    by: 'protocol',
    page: { providers: HELD },
    async check(lab) {
      const frame = await lab.frame();
      await frame.post({ type: 'requestBindToken', requestId: 'r1' });
      await lab.until(() => calls.length, 'the call of the provider');
      for (const origin of [STRANGER, PORTAL]) {
        await frame.loads((it, src) => { it.src = src; }, `${origin}/embed/pro-plan`);
      }
      await lab.run(() => give('token'));
      await lab.settle();
      nobody(await frame.answers(), 'the next document');
    },
  },
  {
    rule: 'a frame without an origin of its own is not answered (sandbox)',
    by: 'protocol',
    page: { providers: TOKEN },
    async check(lab) {
      const frame = await lab.frame({ sandbox: 'allow-scripts' });
      nobody(await frame.askInVain('requestBindToken', 'r1'), 'a sandboxed frame');
    },
  },
  {
    rule: 'a message that a script has dispatched is not answered',
    by: 'protocol',
    page: { providers: TOKEN },
    async check(lab) {
      const frame = await lab.frame();
      await frame.element((it, origin) => {
        const init = { data: { type: 'requestBindToken', requestId: 'r1' }, origin, source: it.contentWindow };
        dispatchEvent(new MessageEvent('message', init));
      }, PORTAL);
      await lab.settle();
      nobody(await frame.answers(), 'a dispatched message');
      same(await lab.run(() => calls.length), 0, 'calls of the provider');
    },
  },
  {
    rule: 'the answer is spelled like the request',
    by: 'protocol',
    page: { providers: TOKEN },
    async check(lab) {
      const { data } = await (await lab.frame()).ask('ledgerbee:embed:requestBindToken', 7);
      same(data, { type: 'ledgerbee:embed:bindToken', requestId: 7, token: 'token' }, 'the answer');
    },
  },
  {
    rule: 'a repeat in flight calls the provider once and is answered once',
    by: 'protocol',
    page: { providers: HELD },
    async check(lab) {
      const frame = await lab.frame();
      for (let nth = 0; nth < 3; nth++) await frame.post({ type: 'requestBindToken', requestId: 'r1' });
      await lab.until(() => calls.length, 'the call of the provider');
      await lab.run(() => give('token'));
      await lab.settle();
      same([await lab.run(() => calls.length), (await frame.answers()).length], [1, 1], 'calls and answers');
    },
  },
  {
    rule: 'the requests 1 and "1" are two',
    by: 'protocol',
    page: { providers: TOKEN },
    async check(lab) {
      const frame = await lab.frame();
      const ids = [await frame.ask('requestBindToken', 1), await frame.ask('requestBindToken', '1')].map(({ data }) => data.requestId);
      same(ids, [1, '1'], 'the ids that came back');
    },
  },
  {
    rule: 'without a provider the answer is null',
    by: 'guides',
    async check(lab) {
      same((await (await lab.frame()).ask('requestBindToken', 'r1')).data.token, null, 'the token');
    },
  },
  {
    rule: 'a provider that throws gives null, and the page sees no error',
    by: 'protocol',
    page: { providers: provider("() => { throw new Error('back end'); }") },
    async check(lab) {
      same((await (await lab.frame()).ask('requestBindToken', 'r1')).data.token, null, 'the token');
    },
  },
  {
    rule: 'a provider that rejects gives null, and the page sees no error',
    by: 'protocol',
    page: { providers: provider("async () => { throw new Error('back end'); }") },
    async check(lab) {
      same((await (await lab.frame()).ask('requestBindToken', 'r1')).data.token, null, 'the token');
    },
  },
  ...[
    ['an object', '{ checkoutBindToken: "token" }'],
    ['an empty string', '""'],
    ['4,097 characters', '"x".repeat(4097)'],
  ].map(([what, value]) => ({
    rule: `${what} is no token: the answer is null`,
    by: /** @type {const} */ ('protocol'),
    page: { providers: provider(`async () => (${value})`) },
    async check(lab) {
      same((await (await lab.frame()).ask('requestBindToken', 'r1')).data.token, null, 'the token');
    },
  })),
  {
    rule: 'a provider that never answers is answered null at the deadline',
    by: 'protocol',
    page: { providers: provider('() => new Promise(() => {})'), attributes: 'data-provider-timeout="100"' },
    async check(lab) {
      same((await (await lab.frame()).ask('requestBindToken', 'r1')).data.token, null, 'the token');
    },
  },
  {
    rule: 'a provider that the page sets later is found',
    by: 'guides',
    async check(lab) {
      const frame = await lab.frame();
      await lab.run(() => { window.LedgerBee.embed = { fetchBindToken: async () => 'late' }; });
      same((await frame.ask('requestBindToken', 'r1')).data.token, 'late', 'the token');
    },
  },
  {
    rule: 'a lifecycle event is a CustomEvent on the window, with the frame',
    by: 'guides',
    async check(lab) {
      await (await lab.frame()).post({ type: 'pageLoaded' });
      await lab.until(() => events.some(({ name }) => name === 'pageLoaded'), 'the event');
      same(await lab.events('pageLoaded'), [{ isOfFrame: true }], 'the event');
    },
  },
  {
    rule: 'checkoutConfirmed has its fields and no other',
    by: 'guides',
    async check(lab) {
      const fields = { planVersionId: 'v1', planItemId: 'team', status: 'CONFIRMED' };
      await (await lab.frame()).post({ type: 'checkoutConfirmed', ...fields, email: 'jane@acme.example', card: '4242' });
      await lab.until(() => events.some(({ name }) => name === 'checkoutConfirmed'), 'the event');
      const [{ isOfFrame, ...passed }] = await lab.events('checkoutConfirmed');
      const sorted = (it) => Object.fromEntries(Object.entries(it).sort());
      same([sorted(passed), isOfFrame], [sorted(fields), true], 'the fields');
    },
  },
  {
    rule: 'an id that is an e-mail address is left out',
    by: 'protocol',
    async check(lab) {
      await (await lab.frame()).post({ type: 'checkoutInitiated', planItemId: 'jane@acme.example', vanity: 'pro' });
      await lab.until(() => events.some(({ name }) => name === 'checkoutInitiated'), 'the event');
      same(await lab.events('checkoutInitiated'), [{ vanity: 'pro', isOfFrame: true }], 'the fields');
    },
  },
  {
    rule: 'a link that runs script is null',
    by: 'protocol',
    async check(lab) {
      await (await lab.frame()).post({ type: 'customCtaClicked', ctaLink: 'javascript:alert(1)' });
      await lab.until(() => events.some(({ name }) => name === 'customCtaClicked'), 'the event');
      same((await lab.events('customCtaClicked')).map(({ ctaLink }) => ctaLink), [null], 'ctaLink');
    },
  },
  {
    rule: 'an event of another site\'s frame is not dispatched',
    by: 'guides',
    async check(lab) {
      await (await lab.frame({ src: `${STRANGER}/x` })).post({ type: 'checkoutConfirmed', status: 'CONFIRMED' });
      await lab.settle();
      same(await lab.events('checkoutConfirmed'), [], 'events');
    },
  },
  {
    rule: 'no frame can make a diagnostic, or an event named like a request',
    by: 'protocol',
    async check(lab) {
      const frame = await lab.frame();
      await frame.post({ type: 'diagnostic', code: 'forged' });
      await frame.post({ type: 'requestSeats', requestId: 1 });
      await lab.settle();
      same((await lab.events('diagnostic')).filter(({ code }) => code === 'forged'), [], 'forged diagnostics');
      same(await lab.events('requestSeats'), [], 'events');
    },
  },
  {
    rule: 'resize sets the frame\'s height, at most 20,000 px',
    by: 'guides',
    async check(lab) {
      const frame = await lab.frame();
      for (const [asked, wanted] of [[640, '640px'], [1e9, '20000px']]) {
        await frame.post({ type: 'resize', height: asked });
        await lab.settle();
        same(await frame.element((it) => it.style.height), wanted, `the height for ${asked}`);
      }
    },
  },
  {
    rule: 'data-ledgerbee-resize="off" leaves the height alone',
    by: 'protocol',
    async check(lab) {
      const frame = await lab.frame({ 'data-ledgerbee-resize': 'off' });
      await frame.post({ type: 'resize', height: 640 });
      await lab.settle();
      same(await frame.element((it) => it.style.height), '', 'the height');
    },
  },
  {
    rule: 'a frame that was taken out and put back is served',
    by: 'protocol',
    page: { providers: TOKEN },
    async check(lab) {
      const frame = await lab.frame();
      await frame.loads((it) => { it.remove(); document.body.append(it); });
      same((await frame.ask('requestBindToken', 'r1')).data.token, 'token', 'the token');
    },
  },
  {
    rule: 'a page that assigns window.origin trusts nobody else for it',
    by: 'protocol',
    page: { providers: TOKEN, before: 'var origin = "http://localhost:3000";' },
    async check(lab) {
      const frame = await lab.frame({ src: 'http://localhost:3000/x' });
      nobody(await frame.askInVain('requestBindToken', 'r1'), 'a frame of loopback');
    },
  },
  {
    rule: 'it adds no global but LedgerBee',
    by: 'protocol',
    async check(lab) {
      const added = await lab.run(() => {
        const clean = document.body.appendChild(document.createElement('iframe'));
        const known = new Set([...Object.getOwnPropertyNames(clean.contentWindow), 'LedgerBee', 'NAMES', 'events', 'calls', 'heard', 'inbox']);
        clean.remove();
        return Object.getOwnPropertyNames(window).filter((name) => !known.has(name) && !/^\d+$|^__playwright/.test(name));
      });
      same(added, [], 'globals');
    },
  },
];

/** Checks a rule in a page of its own; gives what is wrong, or nothing. */
export async function judge({ check, page = {} }, open) {
  const lab = await open(page);
  try {
    await check(lab);
    expect(!lab.errors.length, `the page saw an error: ${lab.errors[0]}`);
  } catch (error) {
    if (error instanceof Failure) return error.message;
    throw error;
  } finally {
    await lab.close();
  }
}
