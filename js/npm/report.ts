import { PREFIX } from 'ledgerbee:words';

const said = /* @__PURE__ */ new Set<string>();

/** Reports an option of a component that was left out, as the program does one of `start()`. */
export function reportOption(frame: HTMLIFrameElement | undefined, sentence: string): void {
  const message = `invalid-option: ${sentence}`;
  if (!said.has(message)) console.warn(`ledgerbee-embed: ${message}`, frame);
  said.add(message);
  const detail = { code: 'invalid-option', message, ...(frame && { frame }) };
  window.dispatchEvent(new CustomEvent(`${PREFIX}diagnostic`, { detail }));
}
