import type { Calls } from '../calls';
import type { Diagnosis } from '../diagnoses';
import type { Embed } from '../embed';
import type { Frame } from '../frames';
import type { Messages } from '../messages';
import type { Policy } from '../policy';
import type { Providers } from '../providers';
import type { Tag } from '../tags';
import { isAnonymous, kindOf } from '../words';
import { ADVICE, type Level } from './advice';

/** What the doctor looks at. */
export interface Facts {
  embed: Embed;
  /** Of the page now. */
  frames: Frame[];
  tags: Tag[];
  diagnoses: Diagnosis[];
  policy: Policy;
  providers: Providers;
  calls: Calls;
  messages: Messages;
}

/** What is wrong, and what to do. */
export interface Finding {
  code: string;
  level: Level;
  what: string;
  fix: string;
  /** The number of the frame. */
  frame?: number | undefined;
  count?: number;
}

/** A finding by its code, with what is particular to it. */
export function finding(code: string, particular: Partial<Finding> = {}): Finding {
  const { level, what, fix } = ADVICE[code] ?? { level: 'note', what: code, fix: '' };
  return { code, level, fix, ...particular, what: sentence(particular.what ?? what) };
}

/** The embed's own reports that still hold. */
export function reported(facts: Facts, ...codes: string[]): Finding[] {
  const current = facts.diagnoses.filter((it) => codes.includes(it.code) && !isOver(it, facts));
  return current.map(({ code, name, frame, count, cause }) => {
    const what = ADVICE[code]?.what ?? code;
    return finding(code, {
      what: `${what}${name && ` (${name})`}${cause && `: ${cause}`}`,
      frame: frame?.number,
      count,
      ...(isAnonymous(code, kindOf(name)) && { level: 'note' }),
    });
  });
}

/** Its frame is gone, or what it tells of has gone well since. */
function isOver({ code, name, frame, at }: Diagnosis, { frames, calls }: Facts): boolean {
  if (frame && !frames.includes(frame)) return true;
  if (code === 'frame-silent') return (frame?.heardAt ?? 0) > at;
  const kind = kindOf(name);
  return kind !== undefined && (calls.given.get(kind) ?? 0) > at;
}

const sentence = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
