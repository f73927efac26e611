import { make } from './loader/compat';
import { KEY } from './loader/key';
import type { Adopt } from './loader/load-script';
import { currentScript, openByTag } from './loader/tag';

const script = currentScript() as (HTMLScriptElement & { [KEY]?: Adopt }) | undefined;
const adopt = script?.[KEY];
if (adopt) adopt(make, VERSION);
else openByTag(script, make);
