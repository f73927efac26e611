// Of a token nothing is shown but its length.

import { eq, expectWarnings, frame, ok, origins, page, test } from '../lab.js';
import { inspected } from './lib.js';

/** Ways for a token to come from a provider. */
const GIVERS = [
  (token) => token,
  async (token) => token,
  (token) => ({ then: (give) => give(token) }),
  (token) => ({ token }),
  (token) => new String(token),
  (token) => { throw token; },
  (token) => { throw new Error(token); },
  (token) => { throw Object.assign(new Error(), { name: token }); },
  (token) => Promise.reject(token),
  (token) => Promise.reject(new DOMException(token, token)),
  (token, { signal }) => new Promise((give) => signal.addEventListener('abort', () => give(token))),
];

test(
  'a_token_is_shown_as_its_length_and_nowhere_else',
  inspected(page().with('data-provider-timeout=100').script('window.LedgerBee = { embed: {} };')),
  async () => {
    const mark = ['Zq7', 'Xk9'].join('');
    const token = `${mark}-`.repeat(20);
    const f = await frame();
    for (const [index, give] of GIVERS.entries()) {
      LedgerBee.embed.fetchBindToken = (context) => give(token, context);
      await f.token('bind', index);
    }
    await f.post({ type: 'bindToken', token, status: token, email: token });
    await f.post({ type: 'checkoutConfirmed', status: token, subscriptionId: token });
    await f.post({ type: token });
    await f.ask('bind', token);
    await frame({ src: `${origins.frame}/frame?token=${token}#${token}` });
    await lab.inspector.row('token of 140', '');
    await lab.inspector.survey();
    const everything = lab.inspector.everything();
    ok(everything.includes('token of 140') && everything.includes('token=…'), 'lengths and names are shown');
    ok(!everything.includes(mark), 'the token is not');
    ok(!document.documentElement.outerHTML.replace(/src="[^"]*"/g, '').includes(mark), 'nor is it in the page');
    expectWarnings('provider-failed');
  },
);

test('what_is_shown_is_found_by_the_same_search', inspected(page()), async () => {
  const mark = ['Zq7', 'Xk9'].join('');
  const f = await frame({ src: `${origins.frame}/embed/${mark}` });
  await f.post({ type: mark.replaceAll(/\d/g, 'x') });
  await lab.inspector.survey();
  const everything = lab.inspector.everything();
  eq(everything.split(`/embed/${mark}`).length > 3, true);
  ok(lab.inspector.report().includes(mark), 'the report has it');
});
