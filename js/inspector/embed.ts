import type { Bridge } from '../npm/types';
import { KEY } from '../loader/key';
import type { Log } from './log';
import { find, now, safely } from './platform';

/** Whether the embed runs, as it says itself. */
export class Embed {
  bridge: Bridge | undefined;
  /** Of its program: loading until its `ready` settles. */
  program: 'none' | 'loading' | 'running' | 'failed' = 'none';
  /** Why no program could be had. */
  failure = '';
  private starts = 0;

  constructor(
    private readonly log: Log,
    private readonly changed: () => void,
  ) {}

  get version(): string {
    return this.bridge?.version ?? '';
  }

  /** Changes whenever another part of the embed may have begun to listen. */
  get listener(): string {
    return `${this.starts} ${this.program}`;
  }

  /** Looks whether a bridge has come or gone. */
  look(): void {
    // Where scripts of any version publish it; `LedgerBee` may be frozen, or the page's own.
    const running = find(window, KEY as never)?.value as { bridge?: Bridge } | undefined;
    const bridge = running?.bridge;
    if (bridge === this.bridge) return;
    if (this.bridge) this.say('embed stopped', 'quiet');
    this.bridge = bridge;
    this.starts++;
    this.program = bridge ? 'loading' : 'none';
    this.failure = '';
    if (!bridge) return;
    this.say(`embed ${bridge.version} started`, 'plain');
    bridge.ready.then(
      safely(() => this.settle(bridge, 'running')),
      safely((reason: unknown) => this.settle(bridge, 'failed', reason)),
    );
  }

  /** The iframes it serves. */
  frames(): HTMLIFrameElement[] {
    return this.bridge?.frames() ?? [];
  }

  private settle(bridge: Bridge, program: 'running' | 'failed', reason?: unknown): void {
    if (bridge !== this.bridge) return;
    this.program = program;
    if (program === 'failed') {
      // The embed's own words: the directive, and the file's address.
      this.failure = reason instanceof Error ? reason.message.split(/[?#]/)[0]!.slice(0, 300) : '';
      this.say('no program could be loaded', 'bad', this.failure);
    }
    this.changed();
  }

  private say(label: string, tone: 'plain' | 'quiet' | 'bad', note = ''): void {
    this.log.add({ at: now(), from: 'page', to: 'page', label, tone, note });
    this.changed();
  }
}
