// The bad days: what the portal or the API does instead of answering.

/** @typedef {'portal' | 'api' | 'all'} Part */
/** @typedef {{ kind: 'down' } | { kind: 'slow', ms: number } | { kind: 'refuse' }} Fault */

/** What is wrong with each part at the moment. */
export class Weather {
  /** @type {Record<'portal' | 'api', Fault | undefined>} */
  #faults = { portal: undefined, api: undefined };

  /**
   * @param {Part} part
   * @param {Fault | undefined} fault
   */
  set(part, fault) {
    if (!['portal', 'api', 'all'].includes(part)) throw new TypeError(`there is no part ${part}; name portal, api or all`);
    for (const name of /** @type {const} */ (['portal', 'api'])) if (part === name || part === 'all') this.#faults[name] = fault;
  }

  get isFair() {
    return !this.#faults.portal && !this.#faults.api;
  }

  /**
   * Waits as long as that part is slow; then returns whether that part is down or refuses.
   *
   * @param {'portal' | 'api'} part
   */
  async face(part) {
    const fault = this.#faults[part];
    if (fault?.kind === 'slow') await new Promise((resolve) => setTimeout(resolve, fault.ms));
    return fault?.kind === 'slow' ? undefined : fault?.kind;
  }
}

/** What the API says to a key that may do nothing. */
export const REFUSAL = {
  status: 403,
  headers: { 'content-type': 'application/json' },
  body: Buffer.from('{"code":"INSUFFICIENT_SCOPE","message":"The key was refused by a test."}'),
};
