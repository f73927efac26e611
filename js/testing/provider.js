// The providers of the build for tests: `src/page/provider.js`, and a note of each call.

import { ask as askReal } from '../../src/page/provider.js';
import { note } from './calls';

export { forget, provider } from '../../src/page/provider.js';

export const ask = (call, kind, frame, entry, done) =>
  askReal(note(call, { kind, frame, requestId: entry.requestId }), kind, frame, entry, done);
