/**
 * What the frame says to the page around it, and what it hears.
 *
 * 1. The frame posts `{ type: 'requestBindToken' | 'requestCatalogToken', requestId }`.
 * 2. The page answers `{ type: 'bindToken' | 'catalogToken', requestId, token }`.
 * 3. A request without an answer is repeated under the same `requestId` after
 *    250 ms, 500 ms, … (the page's script may load after the frame), for 12 s;
 *    then the frame goes on as if the answer were `null`.
 * 4. Events go out as `{ type, …fields }` and are never answered.
 *
 * All of it goes to `'*'`: the portal can't know which page frames it, and
 * what it says holds no secret. An answer does, so the page pins its target.
 */

const ANSWERS = /** @type {const} */ ({
  requestBindToken: 'bindToken',
  requestCatalogToken: 'catalogToken',
});

const FIRST_REPEAT_MS = 250;
const GIVE_UP_MS = 12_000;

/** A portal page of its own has nobody to talk to. */
const isFramed = window.parent !== window;

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
  post({ type, ...fields });
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
  return new Promise((resolve) => {
    let wait = FIRST_REPEAT_MS;
    /** @type {ReturnType<typeof setTimeout>} */
    let repeat;

    /** @param {string | null} token */
    const settle = (token) => {
      window.removeEventListener('message', hear);
      clearTimeout(repeat);
      clearTimeout(deadline);
      resolve(token);
    };

    /** @param {MessageEvent} event */
    const hear = (event) => {
      // Any window may post here; only the page that was asked may answer.
      if (event.source !== window.parent) return;
      const { data } = event;
      if (typeof data !== 'object' || data === null) return;
      if (data.type !== ANSWERS[type] || data.requestId !== requestId) return;
      settle(typeof data.token === 'string' && data.token !== '' ? data.token : null);
    };

    const ask = () => {
      post({ type, requestId });
      repeat = setTimeout(ask, wait);
      wait *= 2;
    };

    const deadline = setTimeout(() => settle(null), GIVE_UP_MS);
    window.addEventListener('message', hear);
    ask();
  });
}
