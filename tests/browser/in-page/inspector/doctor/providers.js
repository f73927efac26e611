// Providers that are missing, and what is no token.

import { bare, frame, page } from '../../lab.js';
import { diagnoses } from './lib.js';

const FRESH = '{ fetchBindToken: async () => `token ${Math.random()}`, fetchCatalogToken: () => `token ${Math.random()}` }';

const providing = (object) => page().providers(object);

const clobbered = (id) =>
  bare().body(`<a id='${id}'></a><script>window.LedgerBee = window.LedgerBee || {};</script><script src='/embed.js'></script>`);

const ask = async () => {
  const f = await frame();
  await f.token('bind', 1);
};
const askTwice = async () => {
  const f = await frame();
  await f.token('bind', 1);
  await f.token('bind', 2);
};

diagnoses('an_element_in_the_place_of_the_object', 'providers', 'clobbered', [clobbered('LedgerBee')], [clobbered('Other')]);

diagnoses(
  'a_provider_that_is_no_function',
  'providers',
  'provider-shape',
  [providing("{ fetchBindToken: 'x' }")],
  [providing(FRESH)],
);

diagnoses(
  'a_name_that_is_almost_right',
  'providers',
  'provider-name',
  [providing('{ fetchbindToken() {} }')],
  [providing('{ fetchBindToken() {}, other() {} }')],
);

diagnoses(
  'a_provider_in_the_wrong_place',
  'providers',
  'provider-place',
  [page().script('window.LedgerBee = { fetchBindToken() {} };')],
  [page().script('window.LedgerBee = { other() {} };')],
);

diagnoses(
  'no_provider',
  'answers',
  'provider-missing',
  [page(), async () => {
    const f = await frame();
    await f.token('catalog', 1);
  }],
  [providing(FRESH), async () => {
    const f = await frame();
    await f.token('catalog', 1);
  }],
);

diagnoses(
  'a_provider_that_throws',
  'answers',
  'provider-failed',
  [providing('{ fetchBindToken() { throw 1; } }'), ask],
  [providing(FRESH), ask],
);

diagnoses(
  'a_provider_that_does_not_answer',
  'answers',
  'provider-timeout',
  [providing('{ fetchBindToken: () => new Promise(() => {}) }').with('data-provider-timeout=100'), ask],
  [providing(FRESH).with('data-provider-timeout=60000'), ask],
);

diagnoses(
  'what_is_no_token',
  'answers',
  'provider-invalid-token',
  [providing('{ fetchBindToken: () => ({}) }'), ask],
  [providing(FRESH), ask],
);

diagnoses(
  'a_token_given_twice',
  'answers',
  'reused-token',
  [providing("{ fetchBindToken: async () => 'same' }"), askTwice],
  [providing(FRESH), askTwice],
);

diagnoses(
  'a_provider_that_has_not_mended',
  'answers',
  'provider-failed',
  [providing('{ fetchBindToken() { throw 1; } }'), askTwice],
  [providing("{ fetchBindToken: ({ requestId }) => { if (requestId === 1) throw 1; return 'token'; } }"), askTwice],
);
