import type { DiagnosticCode, FrameStatus, StatusChange } from './events.js';

/** What a buyer sees of a frame. */
export interface View {
  readonly status: FrameStatus;
  readonly code: DiagnosticCode | undefined;
  readonly shows: 'placeholder' | 'frame' | 'fallback';
}

/** What a buyer sees in each status. */
const SHOWS: Record<FrameStatus, View['shows']> = {
  loading: 'placeholder',
  ready: 'frame',
  silent: 'fallback',
  refused: 'fallback',
};

export const FIRST_VIEW: View = { status: 'loading', code: undefined, shows: 'placeholder' };

/** How long a placeholder hides a document that has loaded, in ms. */
const MAX_HIDDEN_MS = 10_000;

/**
 * Follows the status of a frame: returns a function to call with each change of it.
 *
 * A portal may show a document that is never ready, such as "This plan is not available". So a placeholder goes
 * some time after `load`, and the buyer sees what the portal says.
 */
export function follow(frame: HTMLIFrameElement, changed: (view: View) => void): (change: StatusChange) => void {
  let view = FIRST_VIEW;
  let hasLoaded = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const set = (next: View) => {
    view = next;
    changed(view);
  };
  const wait = () => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      if (view.shows === 'placeholder') set({ ...view, shows: 'frame' });
    }, MAX_HIDDEN_MS);
  };
  frame.addEventListener('load', () => {
    hasLoaded = true;
    wait();
  });
  return ({ status, code }) => {
    set({ status, code, shows: SHOWS[status] });
    if (status === 'loading' && hasLoaded) wait();
  };
}
