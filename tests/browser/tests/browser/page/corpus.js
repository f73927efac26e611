// Posts generated messages to the page: well-formed, malformed and hostile ones, the same for the
// same seed. Runs in a frame, with `seed`, `count` and the `words` of the wire before it.
let state = seed;
const random = () => {
  state = (state + 0x6d2b79f5) | 0;
  let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
  mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
  return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
};
const below = (n) => Math.floor(random() * n);
const pick = (...options) => {
  const option = options[below(options.length)];
  return typeof option === 'function' ? option() : option;
};
const letters = 'abcXYZ019-_.:~ /\\@?#é語😀\u0000\t\ud800\udfff';
const text = (max) => Array.from({ length: below(max + 1) }, () => letters[below(letters.length)]).join('');
const number = () =>
  pick(0, -0, 1, -1, 0.5, NaN, Infinity, -Infinity, 2 ** 31, 2 ** 53 - 1, 2 ** 53, -(2 ** 53) + 1, 1e300, 5e-324, () => below(1000));
const cyclic = () => {
  const it = { type: 'pageLoaded' };
  it.self = it;
  return it;
};
const deep = () => {
  let it = {};
  for (let i = 0; i < 500; i++) it = { it };
  return it;
};
const value = () =>
  pick(
    undefined, null, true, false, number, () => text(12), () => 'x'.repeat(pick(127, 128, 129, 256, 257, 2048, 2049, 5000)),
    () => ({ [text(4)]: 1 }), () => [text(3), number()], () => new Date(0), () => /x/g, () => new Map([[1, 2]]), () => new Set('ab'),
    () => new Uint8Array(4), () => new ArrayBuffer(8), () => new Blob(['x']), () => new Error('e'), () => BigInt(below(99)),
    () => Object('boxed'), () => Object(5), () => Object(true), cyclic, deep,
  );
const ids = ['one', 1, '1', 'é', '\ud800', '\udfff'];
const id = () => pick(() => below(1e9), () => `id ${below(1e9)}`, () => pick(...ids), () => text(20), value);
const link = () =>
  pick(
    'https://partner.example/x', 'HTTPS://a', 'https:host', 'https://', 'https://:1/', 'https://@/', '/path', '//host', '/\\host', '/a b',
    'mailto:a@b.c', 'MAILTO:', 'tel:+1', 'javascript:alert(1)', 'data:text/html,x', 'java\tscript:x', '/\thost', () => `https://${text(20)}`, value,
  );
const name = () =>
  pick(
    ...Object.keys(words.events), 'requestBindToken', 'requestCatalogToken', 'resize',
    'bindToken', 'catalogToken', 'diagnostic', 'requestAnything', 'somethingNew', 'planHovered', 'PageLoaded', 'page loaded', 'constructor',
    '__proto__', 'toString', '', () => text(8), () => 'a'.repeat(pick(63, 64, 65, 96, 97, 3000)), value,
  );
const field = () => pick(() => `plan_${below(9)}`, 'a.b:c~d-e_f', 'buyer@example.org', value);
const ruled = { Id: field, Flag: () => pick(true, false, 'true', 1), Link: link };
const message = () => {
  const data = {};
  const type = name();
  data.type = typeof type === 'string' && below(3) === 0 ? `ledgerbee:embed:${type}` : type;
  const fields = {
    requestId: id, height: () => pick(number, () => below(3000), value), token: value, email: field, frame: value,
    ...Object.fromEntries(Object.entries(words.fields).map(([name, rule]) => [name, ruled[rule]])),
  };
  for (const key of Object.keys(fields)) if (below(3)) data[key] = fields[key]();
  return below(12) ? data : pick(value, () => Object.assign(Object.create(null), data), () => [data], () => `{"type":"${name}"}`);
};
for (let i = 0; i < count; i++) parent.postMessage(message(), '*');
