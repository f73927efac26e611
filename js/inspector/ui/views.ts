import { LEVELS } from '../doctor/advice';
import type { Examined } from '../doctor/checks';
import type { Facts } from '../doctor/finding';
import { hasInlineScript, policyHeader } from '../doctor/policy-header';
import { describe, describeFrame } from '../report';
import { chip, el } from './element';

/** What is drawn anew, if it has changed. */
abstract class View<T extends unknown[]> {
  readonly element = el('div', { class: 'view' });
  private last = '';

  render(...facts: T): void {
    const parts = this.draw(...facts);
    const now = parts.map(({ outerHTML }) => outerHTML).join('');
    if (now === this.last) return;
    this.last = now;
    this.element.replaceChildren(...parts);
  }

  protected abstract draw(...facts: T): Element[];
}

/** The page and the state of every frame. */
export class StateView extends View<[Facts]> {
  protected draw(facts: Facts): Element[] {
    const page = describe(facts).flatMap(([name, value]) => [el('dt', {}, name), el('dd', {}, value)]);
    const frames = facts.frames.map((frame) => {
      const [address = '', standing = '', ...rest] = describeFrame(frame);
      const tone = frame.standing === 'served' ? 'good' : 'bad';
      const head = el('div', { class: 'head' }, ...chip(frame.number), el('strong', { 'data-tone': tone }, standing));
      return el('li', { class: 'card', 'data-frame': String(frame.number) }, head, el('div', { class: 'address' }, address), el('div', { class: 'quiet' }, rest.join(' · ')));
    });
    const none = el('p', { class: 'empty' }, 'There is no frame on this page.');
    return [el('ul', {}, ...frames), ...(frames.length ? [] : [none]), el('dl', {}, ...page)];
  }
}

/** What is wrong and what to do, then what has not been seen to work, then what is in order. */
export class DoctorView extends View<[Examined[], Facts]> {
  protected draw(examined: Examined[], facts: Facts): Element[] {
    const order = Object.keys(LEVELS);
    const findings = examined.flatMap(({ findings }) => findings);
    findings.sort((a, b) => order.indexOf(a.level) - order.indexOf(b.level));
    const items = findings.map(({ code, level, what, fix, frame, count = 1 }) => {
      const times = count > 1 ? ` (${count} times)` : '';
      const head = el('div', { class: 'head' }, ...chip(frame), el('strong', { 'data-level': level }, LEVELS[level]), ' ', el('code', {}, code));
      return el('li', { class: 'card', 'data-finding': code, 'data-level': level }, head, el('p', {}, what + times + '.'), el('p', { class: 'fix' }, fix));
    });
    const open = examined.filter(({ pending }) => pending);
    const fine = examined.filter(({ findings, pending }) => !findings.length && !pending);
    return [
      el('ul', {}, ...items),
      el('ul', { class: 'open' }, ...open.map(({ id, name, pending }) => el('li', { 'data-open': id }, `${name}. Not tested: ${pending}.`))),
      el('ul', { class: 'passed' }, ...fine.map(({ id, name }) => el('li', { 'data-passed': id }, name))),
      el('h2', {}, 'A Content Security Policy for this page'),
      el('pre', { class: 'policy', tabindex: '0' }, policyHeader(facts)),
      el('p', { class: 'quiet' }, `Add what else your page needs, such as connect-src for the providers.${hasInlineScript() ? ' Inline scripts need a nonce or a hash.' : ''}`),
    ];
  }
}
