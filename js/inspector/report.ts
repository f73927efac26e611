import { STANDINGS, addressOf, type Frame } from './frames';
import type { Examined } from './doctor/checks';
import type { Facts } from './doctor/finding';
import type { Entry, Log } from './log';
import { LEVELS } from './doctor/advice';
import { everyKind, KINDS, showUrl } from './words';

const MAX_ROWS = 300;

/**
 * All that the panel shows, as text to pass on. It consists of what the panel consists of, in which no
 * token, and nothing that says who somebody is, has a place.
 */
export function report(facts: Facts, examined: Examined[], log: Log): string {
  const rows = log.entries.slice(-MAX_ROWS);
  const left = log.lost + log.entries.length - rows.length;
  return [
    `LedgerBee inspector ${VERSION}, ${new Date().toISOString()}`,
    '',
    ...describe(facts).map(([name, value]) => `${name}: ${value}`),
    '',
    'Frames',
    ...(facts.frames.length ? facts.frames.map((frame) => `  ${frame.number}. ${describeFrame(frame).join('; ')}`) : ['  none']),
    '',
    'Doctor',
    ...examined.flatMap(lines),
    '',
    `What happened${left ? ` (${left} earlier rows left out)` : ''}`,
    ...rows.map((entry) => `  ${line(entry)}`),
    '',
  ].join('\n');
}

/** What is true of the page, by name. */
export function describe({ embed, tags, providers }: Facts): [name: string, value: string][] {
  const scripts = tags.map(({ address, attributes }) => [showUrl(address), ...attributes].join(' '));
  const kinds = everyKind().map((kind) => `${KINDS[kind].provider}: ${PLACES[providers.place(kind).state]}`);
  return [
    ['Page', `${location.origin}, ${document.readyState}`],
    ['Browser', navigator.userAgent],
    ['Embed', embed.bridge ? `${embed.version}, program ${embed.program}` : 'does not run'],
    ['Scripts', scripts.join(', ') || 'no tag'],
    ['Providers', kinds.join(', ')],
  ];
}

const PLACES = {
  missing: 'not there',
  there: 'a function',
  'no-function': 'no function',
  hidden: 'behind a getter, not looked at',
};

/** How a frame is, in parts. */
export function describeFrame({ element, isMarked, standing, heard, heardAt, loads }: Frame): string[] {
  const sandbox = element.getAttribute('sandbox');
  const flags = sandbox === null ? [] : [`sandbox="${sandbox.replace(/[^a-z -]/g, '?')}"`];
  const messages = heard === 1 ? '1 message' : `${heard} messages`;
  return [
    showUrl(addressOf(element)),
    isMarked ? STANDINGS[standing] : 'is not marked',
    `${messages} heard${heardAt === undefined ? '' : `, the last at ${time(heardAt)}`}`,
    `loaded ${loads === 1 ? 'once' : `${loads} times`} since the inspector was there`,
    `${element.offsetWidth} × ${element.offsetHeight} px`,
    ...flags,
  ];
}

function lines({ name, findings, pending }: Examined): string[] {
  if (pending) return [`  not tested: ${name} (${pending})`];
  if (!findings.length) return [`  ok: ${name}`];
  return findings.flatMap(({ code, level, what, fix, frame, count }) => [
    `  ${LEVELS[level]}, ${code}${frame ? `, frame ${frame}` : ''}${count && count > 1 ? `, ${count} times` : ''}: ${what}`,
    ...(fix ? [`    What to do: ${fix}`] : []),
  ]);
}

const line = (entry: Entry): string => {
  const { at, label, note, count } = entry;
  return `${time(at).padStart(10)}  ${way(entry)}: ${label}${count > 1 ? ` (${count} times)` : ''}${note ? ` — ${note}` : ''}`;
};

/** Who says it to whom. */
export function way({ from, to, frame }: Entry): string {
  const name = (lane: string) => (lane === 'frame' ? `frame ${frame ?? '?'}` : lane);
  if (from === to) return frame ? `frame ${frame}` : from;
  return `${name(from)} → ${name(to)}`;
}

export const time = (ms: number): string => `${(ms / 1000).toFixed(3)} s`;
