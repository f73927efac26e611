import { documentElement, safely } from '../platform';
import { button, el } from './element';

/** Where the panel can be, at first the first of them, and which edge of the page gives way to it. */
const PLACES = {
  bottom: { name: 'Bottom', edge: 'bottom' },
  corner: { name: 'Corner', edge: 'bottom' },
  right: { name: 'Right', edge: 'right' },
  left: { name: 'Left', edge: 'left' },
  top: { name: 'Top', edge: 'top' },
} as const;
type Name = keyof typeof PLACES;

/** How far an arrow key moves the panel, in px. */
const STEP = 32;
const ARROWS: Record<string, [x: number, y: number]> = {
  ArrowLeft: [-STEP, 0],
  ArrowRight: [STEP, 0],
  ArrowUp: [0, -STEP],
  ArrowDown: [0, STEP],
};

/** As in the panel's style. */
const PHONE = '(max-width: 600px)';

/**
 * Where the panel is. The page gets a margin of the panel's size on that edge, so that everything in it can be scrolled
 * out from under the panel; a panel that was moved gets none.
 */
export class Place {
  readonly choice = el(
    'select',
    { 'aria-label': 'Place of the panel', title: 'Place of the panel' },
    ...Object.entries(PLACES).map(([value, { name }]) => el('option', { value }, name)),
  );
  readonly handle: HTMLElement = button('⠿', 'Move the panel by dragging, or with the arrow keys', () => {});
  /** The page's margin as it was, to give back. */
  private taken: { property: string; before: string; priority: string } | undefined;
  private hadStyle = true;
  private position: { x: number; y: number } | undefined;

  constructor(
    private readonly panel: HTMLElement,
    signal: AbortSignal,
  ) {
    this.choice.addEventListener('change', safely(() => this.choose()));
    this.handle.classList.add('handle');
    this.handle.addEventListener('keydown', safely((event: KeyboardEvent) => this.pressed(event)));
    this.handle.addEventListener('pointerdown', safely((event: PointerEvent) => this.grabbed(event)));
    window.addEventListener('resize', safely(() => this.settle()), { signal });
  }

  /** Makes room for a panel that is shown, and gives it back of one that is not. */
  settle(): void {
    this.giveBack();
    const name = this.choice.value as Name;
    this.panel.dataset['place'] = this.position ? 'moved' : name;
    if (this.position) this.moveTo(this.position.x, this.position.y);
    else Object.assign(this.panel.style, { left: '', top: '' });
    if (this.panel.hidden || this.position) return;
    const isPhone = window.matchMedia(PHONE).matches;
    const edge = isPhone && name !== 'top' ? 'bottom' : PLACES[name].edge;
    const { offsetWidth, offsetHeight } = this.panel;
    const size = edge === 'left' || edge === 'right' ? offsetWidth : offsetHeight;
    this.take(`margin-${edge}`, `${size + (name === 'corner' && !isPhone ? 24 : 0)}px`);
  }

  giveBack(): void {
    if (!this.taken) return;
    const { property, before, priority } = this.taken;
    const root = documentElement();
    root?.style.setProperty(property, before, priority);
    if (!this.hadStyle && !root?.getAttribute('style')) root?.removeAttribute('style');
    this.taken = undefined;
  }

  private take(property: string, value: string): void {
    const root = documentElement();
    if (!root) return;
    const { style } = root;
    this.hadStyle = root.hasAttribute('style');
    this.taken = { property, before: style.getPropertyValue(property), priority: style.getPropertyPriority(property) };
    style.setProperty(property, value, 'important');
  }

  private choose(): void {
    this.position = undefined;
    this.settle();
  }

  private pressed(event: KeyboardEvent): void {
    const way = ARROWS[event.key];
    if (!way) return;
    event.preventDefault();
    const { left, top } = this.panel.getBoundingClientRect();
    this.position = { x: left + way[0], y: top + way[1] };
    this.settle();
  }

  private grabbed(event: PointerEvent): void {
    event.preventDefault();
    this.handle.focus();
    const { left, top } = this.panel.getBoundingClientRect();
    const [x, y] = [left - event.clientX, top - event.clientY];
    const end = new AbortController();
    const { signal } = end;
    const moved = (at: PointerEvent) => {
      this.position = { x: at.clientX + x, y: at.clientY + y };
      this.settle();
    };
    this.handle.setPointerCapture(event.pointerId);
    this.handle.addEventListener('pointermove', safely(moved), { signal });
    for (const name of ['pointerup', 'pointercancel']) this.handle.addEventListener(name, () => end.abort(), { signal });
  }

  /** Within the window. */
  private moveTo(x: number, y: number): void {
    const { offsetWidth, offsetHeight, style } = this.panel;
    const within = (value: number, room: number) => Math.max(0, Math.min(value, room));
    style.left = `${within(x, window.innerWidth - offsetWidth)}px`;
    style.top = `${within(y, window.innerHeight - offsetHeight)}px`;
  }
}
