import { sizesOf } from '../scripts/sizes.mjs';
import { SCRIPTS, source } from './scripts.mjs';

/** What each script weighs as it is published. */
export const sizes = () => Object.fromEntries(Object.keys(SCRIPTS).map((name) => [name, sizesOf(source(name))]));
