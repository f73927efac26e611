/**
 * What the frame says to the page around it, and what it hears.
 *
 * 1. The frame posts `{ type: 'requestBindToken' | 'requestCatalogToken', requestId }`.
 * 2. The page answers `{ type: 'bindToken' | 'catalogToken', requestId, token }`.
 * 3. A request without an answer is repeated under the same `requestId` after
 *    250 ms, 500 ms, … (the page's script may load after the frame), for 12 s;
 *    then the frame goes on as if the answer were `null`.
 * 4. Events go out as `{ type, …fields }` and are never answered.
 * 5. A page whose script comes later than the frame says
 *    `{ type: 'ledgerbee:embed:hello' }`. The frame says its last state again,
 *    and the requests that are open; what it has given up it tries again.
 * 6. `pageLoaded` carries `look: true`: the frame can change its look. A page
 *    that wants another one says `{ type: 'ledgerbee:embed:look', lang, theme }`.
 *
 * All of it goes to `'*'`: the portal can't know which page frames it, and
 * what it says holds no secret. An answer does, so the page pins its target.
 */

const ANSWERS = /** @type {const} */ ({
  requestBindToken: 'bindToken',
  requestCatalogToken: 'catalogToken',
});

const HELLO = 'ledgerbee:embed:hello';
const LOOK = 'ledgerbee:embed:look';

/** What says how the frame stands, in the order it is said again. What a buyer did is said once. */
const STATES = ['resize', 'pageLoaded', 'checkoutConfirmed'];

const FIRST_REPEAT_MS = 250;
const GIVE_UP_MS = 12_000;

/** A portal page of its own has nobody to talk to. */
const isFramed = window.parent !== window;

/** The last message of each state, by type. @type {Map<string, Record<string, unknown>>} */
const said = new Map();

/** What to do once there is somebody to ask. @type {(() => void) | null} */
let whenGreeted = null;

/** Requests without an answer, by id: what they say, and who hears the answer. @type {Map<string, { message: Record<string, unknown>, hear: (token: unknown) => void }>} */
const open = new Map();

/**
 * @param {Record<string, unknown>} message
 */
function post(message) {
  if (isFramed) window.parent.postMessage(message, '*');
}

/**
 * Tells the page that something has happened.
 *
 * @param {'pageLoaded' | 'checkoutInitiated' | 'customCtaClicked' | 'checkoutConfirmed' | 'resize'} type
 * @param {Record<string, unknown>} [fields]
 */
export function emit(type, fields = {}) {
  const message = { type, ...fields };
  if (STATES.includes(type)) said.set(type, message);
  post(message);
}

/**
 * Asks the page for a token.
 *
 * @param {keyof typeof ANSWERS} type
 * @returns {Promise<string | null>}
 */
export function requestToken(type) {
  if (!isFramed) return Promise.resolve(null);
  const requestId = crypto.randomUUID();
  const message = { type, requestId };
  return new Promise((resolve) => {
    let wait = FIRST_REPEAT_MS;
    /** @type {ReturnType<typeof setTimeout>} */
    let repeat;

    /** @param {unknown} token */
    const hear = (token) => {
      open.delete(requestId);
      clearTimeout(repeat);
      clearTimeout(deadline);
      resolve(typeof token === 'string' && token !== '' ? token : null);
    };

    const ask = () => {
      post(message);
      repeat = setTimeout(ask, wait);
      wait *= 2;
    };

    const deadline = setTimeout(() => hear(null), GIVE_UP_MS);
    open.set(requestId, { message, hear });
    ask();
  });
}

/** @type {(wish: { lang?: unknown, theme?: unknown }) => void} */
let hearLook = () => {};

/**
 * Says who changes the look of this frame. What is absent in a wish is the portal's to choose.
 *
 * @param {typeof hearLook} hear
 */
export function onLook(hear) {
  hearLook = hear;
}

/**
 * Runs `again` once, when the page greets the frame next.
 *
 * @param {() => void} again
 */
export function onceGreeted(again) {
  whenGreeted = again;
}

/** @param {MessageEvent} event */
function listen({ source, data }) {
  // Any window may post here; only the page around the frame is heard.
  if (source !== window.parent || typeof data !== 'object' || data === null) return;
  if (data.type === HELLO) {
    for (const type of STATES) {
      const message = said.get(type);
      if (message !== undefined) post(message);
    }
    for (const { message } of open.values()) post(message);
    const again = whenGreeted;
    whenGreeted = null;
    again?.();
    return;
  }
  if (data.type === LOOK) {
    hearLook(data);
    return;
  }
  const asked = open.get(data.requestId);
  const type = /** @type {keyof typeof ANSWERS | undefined} */ (asked?.message['type']);
  if (asked !== undefined && type !== undefined && data.type === ANSWERS[type]) {
    asked.hear(data.token);
  }
}

if (isFramed) window.addEventListener('message', listen);
