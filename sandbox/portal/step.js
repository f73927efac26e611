/**
 * What is shown in one place of the page, so that it can be drawn again in
 * another language.
 *
 * @typedef {object} Step
 * @property {HTMLElement} step the place
 * @property {(() => HTMLElement) | null} draw
 */

/** One of which nothing has been shown. @returns {Step} */
export const newStep = () => /** @type {Step} */ ({ draw: null });

/**
 * Shows something else, in the language there is whenever it is drawn.
 *
 * @param {Step} context
 * @param {() => HTMLElement} make
 */
export function show(context, make) {
  context.draw = () => {
    const made = make();
    context.step.replaceChildren(made);
    return made;
  };
  return context.draw();
}
