// What the doctor examines, one row each, in the order in which to mend.
import { examineCode, examineFrames, examineProviders, examineScripts } from './examine';
import { finding, reported, type Facts, type Finding } from './finding';

/** An examination, and what it finds. */
export interface Check {
  id: string;
  /** What it is good to know is in order. */
  name: string;
  find(facts: Facts): Finding[];
}

export const CHECKS: readonly Check[] = [
  {
    id: 'script',
    name: 'The embed runs and was started once',
    find: (facts) => [...examineScripts(facts), ...reported(facts, 'already-started', 'version-mismatch', 'module-restarted', 'invalid-option')],
  },
  { id: 'csp', name: 'The Content Security Policy allows the script, WebAssembly and the frames', find: examineCode },
  { id: 'frames', name: 'Each frame has the marker, a trusted origin and the sandbox flags it needs', find: examineFrames },
  {
    id: 'origin',
    name: 'Messages come from the origin of the frame’s src',
    find: (facts) => reported(facts, 'origin-mismatch'),
  },
  { id: 'silence', name: 'Each frame that has loaded has sent a message', find: (facts) => reported(facts, 'frame-silent') },
  { id: 'providers', name: 'Providers are functions on LedgerBee.embed, spelled correctly', find: examineProviders },
  {
    id: 'answers',
    name: 'Providers return tokens',
    find: (facts) => [
      ...reported(facts, 'provider-missing', 'provider-failed', 'provider-timeout', 'provider-invalid-token'),
      ...(facts.calls.reused ? [finding('reused-token', { count: facts.calls.reused })] : []),
    ],
  },
  {
    id: 'messages',
    name: 'Messages arrive and are valid',
    find: (facts) => [
      ...reported(facts, 'malformed-message', 'unknown-message', 'too-many-requests'),
      ...(facts.messages.stopped ? [finding('stopped-event', { count: facts.messages.stopped })] : []),
    ],
  },
];

/** A check and what it has found. */
export interface Examined extends Check {
  findings: Finding[];
}

export const examine = (facts: Facts): Examined[] => CHECKS.map((check) => ({ ...check, findings: check.find(facts) }));
