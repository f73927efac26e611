import { getAttribute } from '../src/page/platform';
import { currentScript, openByTag } from './loader/tag';
import { make } from './loader/wasm';

const script = currentScript();
openByTag(script, script && getAttribute(script, 'data-engine') === 'js' ? undefined : make);
