import { make } from './compat';
import { KEY } from './key';
import type { Adopt } from './load-script';
import { currentScript, openByTag } from './tag';

const script = currentScript() as (HTMLScriptElement & { [KEY]?: Adopt }) | undefined;
const adopt = script?.[KEY];
if (adopt) adopt(make, VERSION);
else openByTag(script, make);
