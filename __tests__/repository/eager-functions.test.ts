import { runInNewContext } from 'node:vm';
import { expect, test } from '@jest/globals';
import { markEager, type Place } from '../../scripts/eager-functions.ts';

function place(code: string, text: string): Place {
  const start = code.indexOf(text);
  expect(start).toBeGreaterThanOrEqual(0);
  return `${start}-${start + text.length}`;
}

function mark(code: string, ...functions: readonly string[]): string {
  return markEager(code, new Set(functions.map(text => place(code, text))));
}

test.each<[string, string, readonly string[], string]>([
  ['an arrow', 'let f=a=>a+1;', ['a=>a+1'], 'let f=(a=>a+1);'],
  ['an async arrow', 'let f=async(a)=>a;', ['async(a)=>a'], 'let f=(async(a)=>a);'],
  ['an expression', 'x(function(){return 1});', ['function(){return 1}'], 'x((function(){return 1}));'],
  ['a declaration goes first', 'g();function f(){}', ['function f(){}'], 'var f=(function (){});g();'],
  ['the first declaration stays', 'function f(){}f();', ['function f(){}'], 'var f=(function (){});f();'],
  ['one within another', 'let f=()=>()=>1;', ['()=>()=>1', '()=>1'], 'let f=(()=>(()=>1));'],
  [
    'within a declaration',
    'g();async function f(){return h(()=>1)}',
    ['async function f(){return h(()=>1)}', '()=>1'],
    'var f=(async function (){return h((()=>1))});g();',
  ],
  [
    'a declaration within another stays where it is',
    'function f(){return g();function g(){}}',
    ['function g(){}'],
    'function f(){return g();function g(){}}',
  ],
  ['what never ran', 'let f=a=>a;function g(){}', [], 'let f=a=>a;function g(){}'],
])('%s', (_, code, functions, expected) => {
  expect(mark(code, ...functions)).toBe(expected);
});

test.each([
  ['one that gives itself another value', 'function f(){f=()=>2;return f()}f()', ['function f(){f=()=>2;return f()}']],
  ['one that knows its name', 'function f(){}f.name', ['function f(){}']],
  ['a generator', 'function*f(){yield 1}[...f()].join()', ['function*f(){yield 1}']],
  ['a large number', 'function f(){return 1n}String(f())', ['function f(){return 1n}']],
])('marked code says what it said before: %s', (_, code, functions) => {
  const marked = mark(code, ...functions);
  expect(marked).not.toBe(code);
  expect(runInNewContext(marked)).toBe(runInNewContext(code));
});

test('marked code says what it said before', () => {
  const code = 'const r=f(2);function f(n){return n===0?0:g(n-1)+1}function g(n){return f(n)}r';
  const marked = mark(code, 'function f(n){return n===0?0:g(n-1)+1}', 'function g(n){return f(n)}');
  expect(marked).not.toBe(code);
  expect(runInNewContext(marked)).toBe(runInNewContext(code));
});
