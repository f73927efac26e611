import { create } from '../platform';

type Child = Node | string;

/** An element with attributes and children; text is only ever set as text. */
export function el<K extends keyof HTMLElementTagNameMap>(
  name: K,
  attributes: Record<string, string> = {},
  ...children: Child[]
): HTMLElementTagNameMap[K] {
  const element = create(name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  element.append(...children);
  return element;
}

export function button(label: string, title: string, press: () => void): HTMLButtonElement {
  const element = el('button', { type: 'button', title }, label);
  if (label !== title) element.setAttribute('aria-label', title);
  element.addEventListener('click', press);
  return element;
}

/** Puts a text there, unless it is there: a selection in it stays. */
export function setText(element: Element, text: string): void {
  if (element.textContent !== text) element.textContent = text;
}

/** A frame's number. */
export const chip = (frame: number | undefined): Child[] =>
  frame === undefined ? [] : [el('span', { class: 'chip', title: `Frame ${frame}` }, `F${frame}`), ' '];
