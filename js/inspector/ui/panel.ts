import { examine, type Examined } from '../doctor/checks';
import type { Facts } from '../doctor/finding';
import type { Log } from '../log';
import { documentElement, safely } from '../platform';
import { report } from '../report';
import { Diagram } from './diagram';
import { button, el, setText } from './element';
import { dress } from './look';
import { Place } from './place';
import { Tabs } from './tabs';
import { DoctorView, StateView } from './views';

const DOCTOR = 2;

/** The overlay: in a closed shadow root of an element of its own, so that page and panel leave each other alone. */
export class Panel {
  private readonly host = Document.prototype.createElement.call(document, 'ledgerbee-inspector');
  private readonly state = el('span', { class: 'quiet' });
  private readonly status = el('p', { class: 'status', role: 'status' });
  private readonly frames = new StateView();
  private readonly doctor = new DoctorView();
  private readonly diagram: Diagram;
  private readonly tabs: Tabs;
  private readonly panel: HTMLElement;
  private readonly pill: HTMLButtonElement;
  private readonly place: Place;

  constructor(
    private readonly log: Log,
    private readonly facts: () => Facts,
    close: () => void,
    signal: AbortSignal,
  ) {
    this.diagram = new Diagram(log);
    const views = [
      { name: 'Diagram', content: this.diagram.element },
      { name: 'Frames', content: this.frames.element },
      { name: 'Doctor', content: this.doctor.element },
    ];
    this.tabs = new Tabs(views, safely(() => this.render()));
    this.pill = button('LedgerBee', 'Open the LedgerBee inspector', safely(() => this.show(true)));
    this.pill.className = 'pill';
    this.pill.hidden = true;
    this.panel = el('section', { class: 'panel', 'aria-label': 'LedgerBee inspector' });
    this.place = new Place(this.panel, signal);
    this.panel.append(
      el(
        'header',
        {},
        this.place.handle,
        el('h1', {}, 'LedgerBee inspector'),
        this.state,
        button('Copy report', 'Copy report', safely(() => this.copy())),
        button('Clear', 'Clear the diagram', safely(() => log.clear())),
        this.place.choice,
        button('–', 'Minimise', safely(() => this.hide())),
        button('×', 'Close the inspector', safely(close)),
      ),
      this.tabs.list,
      this.tabs.panel,
      this.status,
    );
    this.panel.addEventListener('keydown', safely((event: KeyboardEvent) => this.pressed(event)));
    const root = this.host.attachShadow({ mode: 'closed' });
    root.append(el('div', { class: 'root' }, this.panel, this.pill));
    this.attach();
    if (!dress(root)) setText(this.status, 'The page’s policy refuses this panel’s styles. Give the inspector’s tag a nonce that style-src allows.');
  }

  /** A page that renders its whole document anew takes the panel with it. */
  attach(): void {
    if (!this.host.isConnected) documentElement()?.append(this.host);
  }

  show(isAsked: boolean): void {
    this.panel.hidden = false;
    this.pill.hidden = true;
    this.render();
    this.place.settle();
    if (isAsked) this.tabs.panel.focus();
  }

  remove(): void {
    this.place.giveBack();
    this.host.remove();
  }

  render(): void {
    // The tabs are drawn before there is a panel.
    if (!this.panel) return;
    const facts = this.facts();
    const { embed, frames } = facts;
    const examined = examine(facts);
    const count = countFaults(examined);
    setText(this.state, embed.bridge ? `embed ${embed.version}` : 'no embed');
    setText(this.pill, count ? `LedgerBee: ${count} to fix` : 'LedgerBee');
    this.tabs.badge(DOCTOR, count);
    if (this.panel.hidden) return;
    const draw = [
      () => this.diagram.render(this.tabs.panel),
      () => this.frames.render({ ...facts, frames: frames.filter((it) => it.isMarked || it.heard) }),
      () => this.doctor.render(examined, facts),
    ];
    draw[this.tabs.chosen]?.();
  }

  private hide(): void {
    this.panel.hidden = true;
    this.pill.hidden = false;
    this.place.settle();
    this.pill.focus();
  }

  private pressed(event: KeyboardEvent): void {
    if (event.key !== 'Escape') return;
    event.stopPropagation();
    this.hide();
  }

  private copy(): void {
    const facts = this.facts();
    const text = report(facts, examine(facts), this.log);
    const done = safely(() => setText(this.status, 'The report is on the clipboard.'));
    // Over http, or where a policy forbids it, there is no clipboard: then it is copied by hand.
    const failed = safely(() => {
      const area = el('textarea', { readonly: '', 'aria-label': 'Report', spellcheck: 'false' });
      area.value = text;
      this.tabs.interpose(area);
      area.select();
      setText(this.status, 'The clipboard is not available here. Copy the text above.');
    });
    const { clipboard } = navigator as { clipboard?: Clipboard };
    if (clipboard) clipboard.writeText(text).then(done, failed);
    else failed();
  }
}

const countFaults = (examined: Examined[]): number =>
  examined.flatMap(({ findings }) => findings).filter(({ level }) => level === 'fault').length;
