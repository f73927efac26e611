// Anything a frame can post leaves the page without an exception, and the bridge serving.

import { diagnostics, eq, events, frame, ok, page, print, test, TOKEN, watch } from './lab.js';

const MALFORMED = 'malformed-message';
const UNKNOWN = 'unknown-message';

/**
 * What is posted, made in the frame, and the code of what is said of it, if anything is.
 *
 * @type {[string, () => unknown, string?][]}
 */
const MESSAGES = [
  ['null', () => null, MALFORMED],
  ['undefined', () => undefined, MALFORMED],
  ['true', () => true, MALFORMED],
  ['zero', () => 0, MALFORMED],
  ['nan', () => NaN, MALFORMED],
  ['bigint', () => 10n, MALFORMED],
  ['empty_string', () => '', MALFORMED],
  ['json_string', () => JSON.stringify({ type: 'requestBindToken', requestId: 'r' }), MALFORMED],
  ['string_object', () => new String('pageLoaded'), MALFORMED],
  ['empty_object', () => ({}), MALFORMED],
  ['array', () => [{ type: 'pageLoaded' }], MALFORMED],
  ['array_with_type', () => Object.assign(['x'], { type: 'pageLoaded' })],
  ['map', () => new Map([['type', 'pageLoaded']]), MALFORMED],
  ['set', () => new Set(['pageLoaded']), MALFORMED],
  ['date', () => new Date(), MALFORMED],
  ['regexp', () => /pageLoaded/, MALFORMED],
  ['error', () => Object.assign(new Error('x'), { type: 'pageLoaded' }), MALFORMED],
  ['blob', () => new Blob(['x'], { type: 'pageLoaded' }), MALFORMED],
  ['file', () => new File(['x'], 'n', { type: 'pageloaded' }), MALFORMED],
  ['array_buffer', () => new ArrayBuffer(1 << 20), MALFORMED],
  ['typed_array', () => new Uint8Array([1, 2, 3]), MALFORMED],
  ['image_data', () => new ImageData(1, 1), MALFORMED],
  ['dom_rect', () => new DOMRect(1, 2, 3, 4), MALFORMED],
  ['type_null', () => ({ type: null }), MALFORMED],
  ['type_undefined', () => ({ type: undefined }), MALFORMED],
  ['type_number', () => ({ type: NaN }), MALFORMED],
  ['type_array', () => ({ type: ['pageLoaded'] }), MALFORMED],
  ['type_object', () => ({ type: { toString: 'pageLoaded' } }), MALFORMED],
  ['type_string_object', () => ({ type: new String('pageLoaded') }), MALFORMED],
  ['type_empty', () => ({ type: '' }), UNKNOWN],
  ['type_of_a_megabyte', () => ({ type: 'requestBindToken'.repeat(65536) }), UNKNOWN],
  ['type_prefix_of_a_megabyte', () => ({ type: 'ledgerbee:embed:' + 'x'.repeat(1 << 20) }), UNKNOWN],
  ['type_with_lone_surrogate', () => ({ type: 'pageLoaded\ud800' }), UNKNOWN],
  ['type_proto', () => ({ type: '__proto__' }), UNKNOWN],
  [
    'deep',
    () => {
      let it = { type: 'resize' };
      for (let i = 0; i < 500; i++) it = { it, type: 'pageLoade', height: it };
      return it;
    },
  ],
  [
    'cyclic',
    () => {
      const it = { type: 'checkoutInitiated' };
      it.vanity = it;
      return it;
    },
  ],
  ['wide', () => Object.assign({ type: 'pageLoaded' }, Object.fromEntries(Array.from({ length: 50000 }, (_, i) => ['k' + i, i])))],
  ['own_proto_key', () => JSON.parse('{ "type": "pageLoaded", "__proto__": { "polluted": 1 }, "constructor": 1, "hasOwnProperty": 1 }')],
  ['from_null_prototype', () => Object.assign(Object.create(null), { type: 'pageLoaded' })],
  ['from_a_class', () => new (class { type = 'pageLoaded'; get vanity() { throw 1 } })()],
  ['megabyte_fields', () => ({ type: 'checkoutInitiated', vanity: 'x'.repeat(1 << 20), planItemId: 'x'.repeat(1 << 20) })],
  ['request_id_of_a_megabyte', () => ({ type: 'requestBindToken', requestId: 'x'.repeat(1 << 20) }), MALFORMED],
  ['request_id_map', () => ({ type: 'requestBindToken', requestId: new Map() }), MALFORMED],
  ['request_id_bigint', () => ({ type: 'requestCatalogToken', requestId: 1n }), MALFORMED],
  ['resize_nan', () => ({ type: 'resize', height: NaN }), MALFORMED],
  ['resize_object', () => ({ type: 'resize', height: { valueOf: 5 } }), MALFORMED],
  ['answer_of_the_page', () => ({ type: 'bindToken', requestId: 'r', token: 'stolen' }), UNKNOWN],
  ['diagnostic_of_the_page', () => ({ type: 'diagnostic', code: 'x', message: 'y' }), UNKNOWN],
];

for (const [name, make, code] of MESSAGES) {
  test(name, page().providers(TOKEN), async () => {
    watch('pageLoade');
    const f = await frame();
    await f.speak(`parent.postMessage((${make})(), '*')`);
    eq([diagnostics(), await f.inbox(), ({}).polluted], [code ? [code] : [], [], undefined]);
    for (const { fields } of events) {
      for (const it of Object.values(fields)) ok(typeof it === 'string', print(fields));
    }
    eq(await f.token('bind', 'after'), 'token');
  });
}

test('a_thousand_of_all_kinds_at_once', page().providers(TOKEN), async () => {
  const f = await frame();
  await f.speak(() => {
    const kinds = [null, 1, 'x', [], {}, new Map(), { type: 1 }, { type: 'x'.repeat(999) },
      { type: 'requestBindToken', requestId: {} }, { type: 'resize', height: 'x' }];
    for (let i = 0; i < 1000; i++) parent.postMessage(kinds[i % kinds.length], '*');
  }, 1000);
  eq(diagnostics().length, 40);
  eq(await f.token('bind', 'after'), 'token');
});
