import { create, nonce } from '../platform';
import { STYLE } from './style';

/**
 * Gives a root that is in the page its look: by a constructed sheet, which no policy refuses, or in
 * a browser that has none by a `<style>` with the nonce of the inspector's tag. `false` if the
 * page's policy refuses that.
 */
export function dress(root: ShadowRoot): boolean {
  try {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(STYLE);
    root.adoptedStyleSheets = [sheet];
    return true;
  } catch {
    const style = create('style');
    style.nonce = nonce;
    style.append(STYLE);
    root.append(style);
    return style.sheet !== null;
  }
}
