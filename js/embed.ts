import { currentScript, openByTag } from './tag';
import { make } from './wasm';

const script = currentScript();
openByTag(script, script?.getAttribute('data-engine') === 'js' ? undefined : make);
