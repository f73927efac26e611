// What a buyer does in a frame.

const DETAILS = ['name', 'email', 'vatNumber', 'address', 'startDate'];

/** The pricing or checkout of one plan in the page. */
export class PricingFrame {
  #content;
  #confirmation;

  /**
   * @param {import('@playwright/test').Page} page
   * @param {string} plan the slug or the id of the plan
   * @param {() => Promise<any>} confirmation waits for the portal's next answer to a confirmed checkout
   */
  constructor(page, plan, confirmation) {
    this.#confirmation = confirmation;
    const id = JSON.stringify(`/${plan}`).slice(1, -1);
    const ends = [`[src$="${id}"]`, `[src*="${id}?"]`, `[src*="${id}/"]`];
    /** The iframe. */
    this.locator = page.locator(ends.map((end) => `iframe[data-ledgerbee-pricing]${end}`).join(', '));
    this.#content = this.locator.contentFrame();
  }

  /** What the frame shows. */
  get content() {
    return this.#content;
  }

  /** @param {string} item its name */
  card(item) {
    const heading = this.#content.getByRole('heading', { name: item, exact: true, level: 2 });
    return this.#content.getByRole('listitem').filter({ has: heading });
  }

  /**
   * Chooses an item. If its checkout is in the frame, it is there when this resolves.
   *
   * @param {string} item its name
   */
  async buy(item) {
    // By keyboard: a click can miss a frame that is still growing.
    await this.card(item).getByRole('button').press('Enter');
  }

  /** The form of a checkout, once it is there. */
  get form() {
    return this.#content.getByRole('button', { name: /^(Confirm subscription|Bekræft abonnement)$/ }).locator('xpath=ancestor::form');
  }

  /** Whether the checkout knows who is buying: it shows the details, and does not ask for them. */
  async isBound() {
    return (await this.form.getAttribute('data-bound')) === 'true';
  }

  /** @param {Record<string, string>} [details] */
  async fillDetails(details = { email: 'buyer@example.com' }) {
    const unknown = Object.keys(details).filter((name) => !DETAILS.includes(name));
    if (unknown.length) throw new TypeError(`fillDetails() has no ${unknown.join(', ')}; it takes ${DETAILS.join(', ')}`);
    const who = Object.keys(details).filter((name) => name !== 'startDate');
    if (who.length && (await this.isBound())) {
      throw new Error(`The checkout is bound to a customer, so ${who.join(', ')} cannot be filled in. Leave out fillDetails(), or sign the buyer out.`);
    }
    for (const [name, value] of Object.entries(details)) await this.form.locator(`input[name=${name}]`).fill(value);
  }

  /**
   * Confirms the checkout.
   *
   * @returns {Promise<string>} `CONFIRMED`, or `PENDING_VERIFICATION` if the buyer has been sent a link
   */
  async confirm() {
    // The page may remove the frame at once, so the answer is read on its way there.
    const next = this.#confirmation();
    await this.form.getByRole('button').press('Enter');
    // What the form finds wrong by itself is never sent.
    const wrong = this.form.locator('[aria-invalid=true]').first();
    const refused = async () => {
      await wrong.waitFor();
      return { status: undefined, message: `${await wrong.getAttribute('name')} is not valid` };
    };
    const { status, message } = await Promise.race([next, refused().catch(() => next)]);
    if (!status) throw new Error(`The portal did not confirm the checkout: ${message}`);
    return status;
  }
}
