// What the doctor examines, one row each, in the order in which to mend.
import { everyKind, KINDS } from '../words';
import { examineCode, examineFrames, examineProviders, examineScripts } from './examine';
import { finding, reported, type Facts, type Finding } from './finding';

/** An examination, and what it finds. */
export interface Check {
  id: string;
  /** What it is good to know is in order. */
  name: string;
  find(facts: Facts): Finding[];
  /** What has to happen before it says anything; nothing once it has. */
  open(facts: Facts): string | false;
}

const heard = ({ frames }: Facts): boolean => frames.some((it) => it.isMarked && it.heard > 0);
const unheard = (facts: Facts) => !heard(facts) && 'no frame has sent a message yet';

/** A provider that was never asked, or has answered with nothing, has not shown that it works. */
function unasked({ calls }: Facts): string | false {
  if (calls.given.size) return false;
  const [kind] = calls.empty;
  return kind ? `${KINDS[kind].provider} returned null, so the buyer is anonymous` : 'no provider has been asked yet';
}

export const CHECKS: readonly Check[] = [
  {
    id: 'script',
    name: 'The embed runs and was started once',
    find: (facts) => [...examineScripts(facts), ...reported(facts, 'already-started', 'version-mismatch', 'module-restarted', 'invalid-option')],
    open: ({ embed }) => !embed.bridge && 'the embed has not started yet',
  },
  {
    id: 'csp',
    name: 'The Content Security Policy allows the script, WebAssembly and the frames',
    find: examineCode,
    open: ({ embed }) => embed.program !== 'running' && 'no program runs yet',
  },
  {
    id: 'frames',
    name: 'Each frame has the marker, a trusted origin and the sandbox flags it needs',
    find: examineFrames,
    open: ({ frames }) => !frames.some(({ isMarked }) => isMarked) && 'there is no frame yet',
  },
  {
    id: 'origin',
    name: 'Messages come from the origin of the frame’s src',
    find: (facts) => reported(facts, 'origin-mismatch'),
    open: unheard,
  },
  {
    id: 'silence',
    name: 'Each frame that has loaded has sent a message',
    find: (facts) => reported(facts, 'frame-silent'),
    open: unheard,
  },
  {
    id: 'providers',
    name: 'Providers are functions, where the embed looks, and spelled correctly',
    find: examineProviders,
    open: ({ providers }) => everyKind().every((kind) => providers.place(kind).state === 'missing') && 'no provider is set',
  },
  {
    id: 'answers',
    name: 'Providers return tokens',
    find: (facts) => [
      ...reported(facts, 'provider-missing', 'provider-failed', 'provider-timeout', 'provider-invalid-token'),
      ...(facts.calls.reused ? [finding('reused-token', { count: facts.calls.reused })] : []),
    ],
    open: unasked,
  },
  {
    id: 'messages',
    name: 'Messages arrive and are valid',
    find: (facts) => [
      ...reported(facts, 'malformed-message', 'unknown-message', 'too-many-requests'),
      ...(facts.messages.stopped ? [finding('stopped-event', { count: facts.messages.stopped })] : []),
    ],
    open: unheard,
  },
];

/** A check and what it has found. */
export interface Examined extends Check {
  findings: Finding[];
  /** Why it says nothing yet. */
  pending: string | false;
}

export const examine = (facts: Facts): Examined[] =>
  CHECKS.map((check) => {
    const findings = check.find(facts);
    return { ...check, findings, pending: findings.length === 0 && check.open(facts) };
  });
