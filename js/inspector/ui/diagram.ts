import type { Entry, Log } from '../log';
import { time, way } from '../report';
import { chip, el, setText } from './element';

const NEAR_END_PX = 40;

/** The sequence diagram: a row for each entry, kept as long as the entry. */
export class Diagram {
  private readonly rows = new Map<number, { element: HTMLLIElement; version: number }>();
  private readonly list = el('ol', { class: 'rows' });
  private readonly hint = el('p', { class: 'empty' });
  readonly element = el(
    'div',
    { class: 'diagram' },
    el('div', { class: 'lanes head', 'aria-hidden': 'true' }, ...['Frames', 'Page', 'Provider'].map((name) => el('span', {}, name))),
    this.hint,
    this.list,
  );

  constructor(private readonly log: Log) {}

  /** Brings the rows up to date; who reads the end goes on doing so. */
  render(scroller: Element): void {
    const { entries, lost } = this.log;
    const isAtEnd = scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight < NEAR_END_PX;
    const kept = new Set(entries.map(({ id }) => id));
    for (const [id, { element }] of this.rows) {
      if (kept.has(id)) continue;
      element.remove();
      this.rows.delete(id);
    }
    let before: Element | null = null;
    for (const entry of entries) {
      const row = this.rows.get(entry.id);
      let element = row?.element;
      if (!element || row?.version !== entry.version) {
        const fresh = draw(entry);
        element?.replaceWith(fresh);
        element = fresh;
        this.rows.set(entry.id, { element, version: entry.version });
      }
      const place: Element | null = before ? before.nextElementSibling : this.list.firstElementChild;
      if (place !== element) this.list.insertBefore(element, place);
      before = element;
    }
    setText(this.hint, lost ? `${lost} earlier rows were removed.` : entries.length ? '' : 'Nothing has happened yet.');
    if (isAtEnd) scroller.scrollTop = scroller.scrollHeight;
  }
}

function draw(entry: Entry): HTMLLIElement {
  const { at, from, to, frame, label, note, tone, count } = entry;
  const text = el('div', { class: 'text' }, ...chip(frame), el('span', { class: 'label' }, label));
  if (count > 1) text.append(el('span', { class: 'count' }, ` × ${count}`));
  const lanes = el(
    'div',
    { class: 'lanes' },
    el('span', { class: 'hidden' }, `${way(entry)}: `),
    text,
    el('div', { class: 'arrow', 'aria-hidden': 'true' }),
  );
  if (note) lanes.append(el('div', { class: 'note' }, note));
  const stamp = el('time', { title: 'Time since navigation' }, time(at));
  return el('li', { 'data-way': `${from} ${to}`, 'data-tone': tone }, stamp, lanes);
}
