// The tokens of one test: asked for, minted, redeemed.

const KINDS = /** @type {const} */ (['bind', 'catalog']);

/** @typedef {'bind' | 'catalog'} Kind */

/** Notes every token from its request to its use. The tokens themselves are kept for comparison only. */
export class Tokens {
  #asked = new Map(KINDS.map((kind) => [kind, new Set()]));
  #answered = new Map(KINDS.map((kind) => [kind, new Map()]));
  #minted = new Map(KINDS.map((kind) => [kind, new Set()]));
  #redeemed = new Map(KINDS.map((kind) => [kind, new Set()]));

  /**
   * @param {Kind} kind
   * @param {string} requestId
   */
  ask(kind, requestId) {
    this.#asked.get(kind)?.add(requestId);
  }

  /**
   * @param {Kind} kind
   * @param {string} requestId
   * @param {boolean} hasToken
   */
  answer(kind, requestId, hasToken) {
    this.ask(kind, requestId);
    this.#answered.get(kind)?.set(requestId, hasToken);
  }

  /**
   * @param {Kind} kind
   * @param {unknown} token
   */
  mint(kind, token) {
    if (typeof token === 'string') this.#minted.get(kind)?.add(token);
  }

  /**
   * @param {Kind} kind
   * @param {unknown} token
   */
  redeem(kind, token) {
    if (typeof token === 'string') this.#redeemed.get(kind)?.add(token);
  }

  /** @param {Kind} kind */
  counts(kind) {
    const answers = [...(this.#answered.get(kind)?.values() ?? [])];
    return {
      asked: this.#asked.get(kind)?.size ?? 0,
      minted: this.#minted.get(kind)?.size ?? 0,
      answered: answers.filter(Boolean).length,
      redeemed: this.#redeemed.get(kind)?.size ?? 0,
    };
  }

  get bind() {
    return this.counts('bind');
  }

  get catalog() {
    return this.counts('catalog');
  }

  /** How many requests were answered without a token. @param {Kind} kind */
  refused(kind) {
    return [...(this.#answered.get(kind)?.values() ?? [])].filter((hasToken) => !hasToken).length;
  }
}
