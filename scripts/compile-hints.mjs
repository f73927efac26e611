// Writes the functions of a script so that a browser compiles at once those that run as the script starts, and skips
// the others. V8 goes by how a function is written:
//
// - One in parentheses is compiled with what is around it. Any other is parsed twice if it is called: to be skipped
//   first, then to be compiled.
// - An arrow function within another one is parsed in full even if it is not compiled. A `function` is only skimmed.
//
// Which functions run is seen by starting the script once, in jsdom. A wrong guess costs time and nothing else: what
// a function does is the same either way.
import { Session } from 'node:inspector/promises';
import { parse } from 'acorn';
import { walk } from 'estree-walker';
import { JSDOM, VirtualConsole } from 'jsdom';
import MagicString from 'magic-string';

/** Arrow functions that are shorter stay: `function` and `return` would weigh more than they save. */
const LONG = 100;

const keyOf = (start, end) => `${start}-${end}`;

/**
 * The functions that are called as the embed starts, in a page without frames: by where they begin and end.
 *
 * @param {string} code of a classic script
 * @returns {Promise<Set<string>>}
 */
async function calledIn(code) {
  const said = [];
  const virtualConsole = new VirtualConsole();
  for (const event of ['warn', 'error', 'jsdomError']) virtualConsole.on(event, (...words) => said.push(words));
  const { window } = new JSDOM('', {
    url: 'https://shop.example/',
    runScripts: 'dangerously',
    virtualConsole,
    // jsdom has none of these.
    beforeParse: (window) => Object.assign(window, { MessageChannel, TextDecoder, TextEncoder, WebAssembly }),
  });
  const tag = window.document.createElement('script');
  tag.textContent = code;
  const inspector = new Session();
  inspector.connect();
  await inspector.post('Profiler.enable');
  await inspector.post('Profiler.startPreciseCoverage', { callCount: true, detailed: false });
  window.document.body.append(tag);
  const { result } = await inspector.post('Profiler.takePreciseCoverage');
  inspector.disconnect();
  await window.LedgerBee?.bridge.ready;
  window.close();
  const script = result.find(({ functions: [whole] }) => whole?.ranges[0].endOffset === code.length);
  if (!script || said.length) throw new Error('compile-hints: the script does not start in jsdom as in a browser', { cause: said });
  const called = script.functions.map(({ ranges: [it] }) => it).filter(({ count }) => count);
  return new Set(called.map(({ startOffset, endOffset }) => keyOf(startOffset, endOffset)));
}

const isFunction = ({ type }) => type.endsWith('FunctionExpression') || type === 'FunctionDeclaration';
/** A method, a getter or a setter: it has no form with parentheses. */
const isMethod = (node) => node.method || node.kind === 'get' || node.kind === 'set' || node.type === 'MethodDefinition';
/** What means something else in a `function`. Also found in text, where it does no harm. */
const BOUND = /\b(this|arguments|super|new\.target)\b/;

/**
 * @param {string} code
 * @param {Set<string>} called by `keyOf`
 */
function rewrite(code, called) {
  const text = new MagicString(code);
  const bodies = new Set();
  const isWrapped = (node, parent) => parent.callee === node && code[node.start - 1] === '(';

  /**
   * Moves a declaration to where it is evaluated: to the beginning of the function that it is in. A `let`, of which V8
   * notes that nothing is ever assigned to it; a lifecycle event takes a twentieth longer with `var`.
   */
  function hoist({ start, end, id, async, generator }, block) {
    if (async || generator || !bodies.has(block)) return;
    const { start: first } = block.body.find(({ directive }) => !directive);
    text.overwrite(start, id.end, `let ${id.name}=(function`).appendLeft(end, ');');
    if (first !== start) text.move(start, end, first);
  }

  function turn({ start, end, params, body, async }) {
    if (end - start < LONG || BOUND.test(code.slice(start, end))) return;
    const list = params.length ? code.slice(params[0].start, params.at(-1).end) : '';
    const from = code.indexOf('=>', params.at(-1)?.end ?? start) + 2;
    const head = `${async ? 'async ' : ''}function(${list})`;
    if (body.type === 'BlockStatement') text.overwrite(start, from, head);
    else text.overwrite(start, from, `${head}{return${/[\w$]/.test(code[from]) ? ' ' : ''}`).appendLeft(end, '}');
  }

  walk(parse(code, { ecmaVersion: 'latest' }), {
    enter(node, parent) {
      if (!isFunction(node)) return;
      bodies.add(node.body);
      const place = isMethod(parent) ? parent : node;
      if (!called.has(keyOf(place.start, place.end))) {
        if (node.type === 'ArrowFunctionExpression') turn(node);
        // Nothing within it is called either.
        this.skip();
      } else if (node.type === 'FunctionDeclaration') hoist(node, parent);
      else if (place === node && !isWrapped(node, parent)) text.appendRight(node.start, '(').prependLeft(node.end, ')');
    },
  });

  return text.toString();
}

/**
 * @param {string} code of a classic script that starts by itself
 * @returns {Promise<string>} the same script with its functions written as what they are for
 */
export async function withHints(code) {
  return rewrite(code, await calledIn(code));
}
