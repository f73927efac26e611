import { el } from './element';

/** A tab: its panel's content, and what is drawn when it is shown. */
export interface Tab {
  name: string;
  content: Element;
}

/** Tabs that arrow keys go through; one panel shows the content of the one that is chosen. */
export class Tabs {
  readonly list = el('div', { role: 'tablist', 'aria-label': 'Views' });
  readonly panel = el('div', { role: 'tabpanel', tabindex: '0', id: 'panel' });
  chosen = 0;
  private readonly buttons: HTMLButtonElement[];
  /** How far each was scrolled when it was left. */
  private readonly scrolled = new Map<number, number>();

  constructor(
    private readonly tabs: readonly Tab[],
    private readonly changed: () => void,
  ) {
    this.buttons = tabs.map(({ name }, index) => {
      const button = el('button', { type: 'button', role: 'tab', id: `tab-${index}`, 'aria-controls': 'panel' }, name);
      button.addEventListener('click', () => this.choose(index));
      button.addEventListener('keydown', (event) => this.move(event, index));
      return button;
    });
    this.list.append(...this.buttons);
    this.choose(0);
  }

  choose(index: number): void {
    this.scrolled.set(this.chosen, this.panel.scrollTop);
    this.chosen = index;
    this.buttons.forEach((button, at) => {
      button.setAttribute('aria-selected', String(at === index));
      button.tabIndex = at === index ? 0 : -1;
    });
    const { content } = this.tabs[index]!;
    this.panel.setAttribute('aria-labelledby', `tab-${index}`);
    this.panel.replaceChildren(content);
    this.panel.scrollTop = this.scrolled.get(index) ?? 0;
    this.changed();
  }

  /** Shows something else in the panel until a tab is chosen. */
  interpose(content: Element): void {
    this.chosen = -1;
    for (const button of this.buttons) button.setAttribute('aria-selected', 'false');
    this.panel.replaceChildren(content);
  }

  /** A number at a tab; none for zero. */
  badge(index: number, count: number): void {
    const { name } = this.tabs[index]!;
    const text = count ? [name, el('span', { class: 'badge' }, String(count))] : [name];
    const button = this.buttons[index]!;
    if (button.textContent !== name + (count || '')) button.replaceChildren(...text);
  }

  private move(event: KeyboardEvent, index: number): void {
    const last = this.tabs.length - 1;
    const next = { ArrowRight: index + 1, ArrowLeft: index - 1, Home: 0, End: last }[event.key];
    if (next === undefined) return;
    event.preventDefault();
    const to = next < 0 ? last : next > last ? 0 : next;
    this.choose(to);
    this.buttons[to]!.focus();
  }
}
