// What a script means is the same with hints, and each function is written as what it is for.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { withHints } from './compile-hints.mjs';

/** An expression that is long enough for a function with it to be turned. */
const LONG = `'${'long '.repeat(30)}'`;

/** The script with hints; fails if it gives another result. */
async function hinted(body) {
  const code = `window.result=(()=>{"use strict";${body}})()`;
  const made = await withHints(code);
  const resultOf = (text) => {
    const window = {};
    Function('window', text)(window);
    return window.result;
  };
  assert.deepEqual(resultOf(made), resultOf(code));
  return made;
}

test('a function that is called is in parentheses', async () => {
  const made = await hinted('let add=(a,b)=>a+b,twice=function(f){return f(1,2)};return twice(add)');
  assert.match(made, /add=\(\(a,b\)=>a\+b\),twice=\(function\(f\)\{return f\(1,2\)\}\);/);
});

test('a function that is not called is as it was', async () => {
  const made = await hinted('let add=(a,b)=>a+b,sub=function(a,b){return a-b};function no(){}return typeof add+typeof sub+typeof no');
  assert.match(made, /add=\(a,b\)=>a\+b,sub=function\(a,b\)\{return a-b\};function no\(\)\{\}/);
});

test('one that is called where it stands has its parentheses', async () => {
  const made = await hinted('let three=(()=>3)(),four=function(){return 4}();return three+four');
  assert.match(made, /three=\(\(\)=>3\)\(\),four=\(function\(\)\{return 4\}\)\(\)/);
});

test('a declaration that is called is there before the statements above it, in its order and behind the directive', async () => {
  const made = await hinted('var a=one();function one(){return two()}function two(){return 2}return a');
  assert.match(made, /"use strict";let one=\(function\(\)\{return two\(\)\}\);let two=\(function\(\)\{return 2\}\);var a=one\(\);return a/);
});

test('a declaration in a block, an async one and a generator stay', async () => {
  const block = 'if(1){{f();function f(){return 1}}}';
  const made = await hinted(`${block}async function g(){}function*h(){}g();return[...h()]`);
  assert.ok(made.includes(`${block}async function g(){}function*h(){}`));
});

test('a method and a getter that are called stay', async () => {
  const object = '{m(){return this.g},get g(){return 5}}';
  assert.ok((await hinted(`let it=${object};return it.m()`)).includes(object));
});

test('a long arrow function that is not called is a function', async () => {
  const made = await hinted(`let f=async(a=[1],{b})=>a+${LONG},g=e=>{return[e,${LONG}]},h=()=>({x:${LONG}});return typeof f`);
  assert.ok(made.includes(`f=async function(a=[1],{b}){return a+${LONG}},g=function(e){return[e,${LONG}]},h=function(){return({x:${LONG}})}`));
});

test('one whose meaning would change stays', async () => {
  for (const bound of ['this', 'arguments[0]']) {
    const made = await hinted(`return(function(){let f=()=>[${bound},${LONG}];return typeof f})()`);
    assert.ok(made.includes(`f=()=>[${bound},`));
  }
});

test('a script that says something is wrong has not started', async () => {
  await assert.rejects(withHints('window.console.error("no")'), /does not start/);
  await assert.rejects(withHints('null.x'), /does not start/);
  await assert.rejects(withHints('window.LedgerBee={bridge:{ready:Promise.reject(new Error("refused"))}}'), /refused/);
});
