// One value of every type that can be posted, made in the frame. What a browser doesn't have is
// `undefined` here; `OPTIONAL` are those that not every browser has, or lets cross origins.
const OPTIONAL = ['Float16Array', 'VideoFrame', 'AudioData', 'OffscreenCanvas', 'ReadableStream', 'WritableStream',
  'TransformStream', 'RTCDataChannel', 'RTCCertificate', 'CryptoKey', 'resizable ArrayBuffer', 'DOMQuad',
  'WebAssembly.Module', 'FileList', 'QuotaExceededError', 'ImageBitmap'];

const canvas = () => Object.assign(document.createElement('canvas'), { width: 1, height: 1 });
const inputFiles = () => {
  const files = new DataTransfer();
  files.items.add(new File(['x'], 'pageLoaded'));
  return files.files;
};

/** Each with its name, and how it is made; what has to be handed over rather than copied is moved. */
const MAKERS = {
  undefined: () => undefined,
  null: () => null,
  true: () => true,
  false: () => false,
  NaN: () => NaN,
  bigint: () => 10n,
  Boolean: () => new Boolean(true),
  Number: () => new Number(5),
  String: () => new String('pageLoaded'),
  BigInt: () => Object(5n),
  Date: () => new Date(5),
  'invalid Date': () => new Date(NaN),
  RegExp: () => /pageLoaded/g,
  Object: () => ({ name: 'pageLoaded', requestId: 'r' }),
  'empty Object': () => ({ __proto__: null }),
  Array: () => ['pageLoaded'],
  'sparse Array': () => Object.assign([], { length: 10_000_000 }),
  Map: () => new Map([['type', 'pageLoaded']]),
  Set: () => new Set(['pageLoaded']),
  ArrayBuffer: () => new ArrayBuffer(8),
  'resizable ArrayBuffer': () => new ArrayBuffer(8, { maxByteLength: 16 }),
  DataView: () => new DataView(new ArrayBuffer(8)),
  ...Object.fromEntries(
    ['Int8', 'Uint8', 'Uint8Clamped', 'Int16', 'Uint16', 'Int32', 'Uint32', 'Float16', 'Float32', 'Float64', 'BigInt64', 'BigUint64']
      .map((it) => `${it}Array`)
      .map((name) => [name, () => new window[name](2)]),
  ),
  ...Object.fromEntries(
    ['Error', 'EvalError', 'RangeError', 'ReferenceError', 'SyntaxError', 'TypeError', 'URIError']
      .map((name) => [name, () => Object.assign(new window[name]('pageLoaded'), { type: 'pageLoaded' })]),
  ),
  AggregateError: () => new AggregateError([new Error('x')], 'pageLoaded', { cause: 'x' }),
  DOMException: () => new DOMException('pageLoaded', 'AbortError'),
  QuotaExceededError: () => new QuotaExceededError('pageLoaded'),
  Blob: () => new Blob(['x'], { type: 'pageLoaded' }),
  File: () => new File(['x'], 'pageLoaded', { type: 'pageloaded' }),
  FileList: inputFiles,
  ImageData: () => new ImageData(1, 1),
  ImageBitmap: () => createImageBitmap(new ImageData(1, 1)),
  DOMPoint: () => new DOMPoint(1),
  DOMPointReadOnly: () => new DOMPointReadOnly(1),
  DOMRect: () => new DOMRect(1, 2, 3, 4),
  DOMRectReadOnly: () => new DOMRectReadOnly(1, 2, 3, 4),
  DOMQuad: () => new DOMQuad(),
  DOMMatrix: () => new DOMMatrix(),
  DOMMatrixReadOnly: () => new DOMMatrixReadOnly(),
  CryptoKey: () => crypto.subtle.generateKey({ name: 'HMAC', hash: 'SHA-256' }, false, ['sign']),
  RTCCertificate: () => RTCPeerConnection.generateCertificate({ name: 'ECDSA', namedCurve: 'P-256' }),
  'WebAssembly.Module': () => new WebAssembly.Module(new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0])),
  MessagePort: () => new MessageChannel().port1,
  ReadableStream: () => new ReadableStream(),
  WritableStream: () => new WritableStream(),
  TransformStream: () => new TransformStream(),
  OffscreenCanvas: () => new OffscreenCanvas(1, 1),
  VideoFrame: () => new VideoFrame(canvas(), { timestamp: 0 }),
  AudioData: () => new AudioData({ format: 'u8', sampleRate: 8000, numberOfFrames: 1, numberOfChannels: 1, timestamp: 0, data: new Uint8Array(1) }),
  RTCDataChannel: () => new RTCPeerConnection().createDataChannel('x'),
};
const MOVED = ['MessagePort', 'ReadableStream', 'WritableStream', 'TransformStream', 'OffscreenCanvas', 'RTCDataChannel'];

/** One in the other, 10,000 levels deep, or as many as this browser can post at all. */
const nest = (wrap) => {
  for (let depth = 10_000; ; depth /= 2) {
    let it = null;
    for (let i = 0; i < depth; i++) it = wrap(it);
    try {
      structuredClone(it);
      return it;
    } catch (error) {
      if (depth < 500) throw error;
    }
  }
};
const itself = (it, hold) => {
  hold(it);
  return it;
};

/** What is built to cost: long, wide, deep or without an end. */
const MONSTERS = {
  'text of 50 MB': () => 'requestBindToken'.padEnd(50e6, 'x'),
  'wide text of 50 MB': () => '\u0100'.repeat(25e6),
  'buffer of 50 MB': () => new ArrayBuffer(50e6),
  'list of a million': () => Array(1e6).fill(0),
  'object of 200,000 fields': () => Object.fromEntries(Array.from({ length: 2e5 }, (_, i) => [`k${i}`, i])),
  'map of 100,000': () => new Map(Array.from({ length: 1e5 }, (_, i) => [i, i])),
  'deep objects': () => nest((type) => ({ type, requestId: 1 })),
  'deep lists': () => nest((it) => [it]),
  'deep maps': () => nest((it) => new Map([['type', it]])),
  'deep causes': () => nest((cause) => new Error('x', { cause })),
  'object in itself': () => itself({}, (it) => Object.assign(it, { type: it, requestId: it, height: it, vanity: it })),
  'list in itself': () => itself([], (it) => it.push(it)),
  'map in itself': () => itself(new Map(), (it) => it.set(it, it)),
  'error in itself': () => itself(new Error('x'), (it) => { it.cause = it; }),
};

/** Every place in a message where a value can be. */
const PLACES = [
  (it) => it,
  (type) => ({ type }),
  (requestId) => ({ type: 'requestBindToken', requestId }),
  (height) => ({ type: 'resize', height }),
  (vanity) => ({ type: 'checkoutConfirmed', vanity }),
  (ctaLink) => ({ type: 'customCtaClicked', ctaLink }),
];

/** Posts a value of one type in every place; `false` if this browser has no such type to post. */
window.postEverywhere = async (name) => {
  try {
    const make = MAKERS[name] ?? MONSTERS[name];
    const isMoved = MOVED.includes(name);
    const kept = isMoved || (await make());
    for (const place of PLACES) {
      const value = isMoved ? make() : kept;
      parent.postMessage(place(value), '*', isMoved ? [value] : []);
    }
    return true;
  } catch (error) {
    if (OPTIONAL.includes(name)) return false;
    throw error;
  } finally {
    parent.postMessage({ type: 'pageLoaded' }, '*');
  }
};
return [Object.keys(MAKERS), Object.keys(MONSTERS)];
