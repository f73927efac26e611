// The providers of the build for tests: `src/page/provider.js`, and a note of each call.

import { ask as askReal } from '../../src/page/provider.js';
import { note } from './calls';

export { provider } from '../../src/page/provider.js';

export const ask = (call, kind, frame, requestId, ...rest) =>
  askReal(note(call, { kind, frame, requestId }), kind, frame, requestId, ...rest);
