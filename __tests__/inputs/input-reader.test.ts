import { describe, expect, test } from '@jest/globals';
import { createInputReader, listChoices, quote, readHttpUrl } from '../../src/inputs/input-reader.ts';
import { readerOf } from './input-readers.ts';

const messages = (reader: ReturnType<typeof readerOf>) =>
  reader.problems.map(({ level, message }) => `${level}: ${message}`);

test('texts are trimmed, and what is not given is empty', () => {
  const reader = readerOf({ migration: '  005_add\n' });
  expect([reader.text('migration'), reader.text('error')]).toEqual(['005_add', '']);
});

describe('booleans', () => {
  test.each(['true', 'True', 'TRUE', ' true\n'])('%j is true', text => {
    const reader = readerOf({ x: text });
    expect([reader.boolean('x', false), reader.problems]).toEqual([true, []]);
  });

  test.each(['false', 'False', 'FALSE'])('%j is false', text => {
    const reader = readerOf({ x: text });
    expect([reader.boolean('x', true), reader.problems]).toEqual([false, []]);
  });

  test.each([true, false])('nothing is the default, %j', fallback => {
    const reader = readerOf({});
    expect([reader.boolean('x', fallback), reader.problems]).toEqual([fallback, []]);
  });

  test.each(['yes', 'no', '1', '0', 'on', 'off', 'tRUE', 'truee', 'null', '"true"', '{{ true }}'])(
    '%j is a problem, and false',
    text => {
      const reader = readerOf({ 'auto-resolve': text });
      expect([reader.boolean('auto-resolve', true), messages(reader)]).toEqual([
        false,
        [`warning: auto-resolve: expected true or false; got "${text}". The action uses false.`],
      ]);
    },
  );
});

describe('choices', () => {
  test.each(['eu', 'EU', ' Eu '])('%j', text => {
    const reader = readerOf({ region: text });
    expect([reader.choice('region', ['us', 'eu'], 'us'), reader.problems]).toEqual(['eu', []]);
  });

  test('nothing is the default', () => {
    const reader = readerOf({});
    expect([reader.choice('region', ['us', 'eu'], 'us'), reader.problems]).toEqual(['us', []]);
  });

  test.each(['asia', 'us,eu', 'toString'])('%j is a problem', text => {
    const reader = readerOf({ region: text });
    expect([reader.choice('region', ['us', 'eu'], 'us', 'error'), messages(reader)]).toEqual([
      'us',
      [`error: region: expected us or eu; got "${text}". The action uses us.`],
    ]);
  });
});

describe('seconds', () => {
  test.each<[string, number]>([
    ['1', 1_000],
    ['120', 120_000],
    ['3600', 3_600_000],
    [' 007 ', 7_000],
    ['', 120_000],
  ])('%j', (text, expected) => {
    const reader = readerOf({ timeout: text });
    expect([reader.seconds('timeout', 120, 3_600), reader.problems]).toEqual([expected, []]);
  });

  test.each(['0', '-1', '3601', '1.5', '2m', '1e3', '0x10', 'NaN', 'Infinity', '9999999'])('%j is a problem', text => {
    const reader = readerOf({ timeout: text });
    expect([reader.seconds('timeout', 120, 3_600), messages(reader)]).toEqual([
      120_000,
      [`warning: timeout: expected whole seconds from 1 to 3600; got "${text}". The action uses 120 seconds.`],
    ]);
  });
});

test('every problem is kept, in order, with its reason', () => {
  const reader = createInputReader(() => 'junk');
  reader.boolean('one', true);
  reader.seconds('two', 5, 10);
  reader.report({ input: 'three', expected: 'x', got: '', why: 'unset', consequence: 'None.', level: 'error' });
  expect(messages(reader)).toEqual([
    'warning: one: expected true or false; got "junk". The action uses false.',
    'warning: two: expected whole seconds from 1 to 10; got "junk". The action uses 5 seconds.',
    'error: three: expected x; got nothing (unset). None.',
  ]);
});

test.each<[string, string]>([
  ['abc', '"abc"'],
  ['', 'nothing'],
  [' \n', 'nothing'],
  ['x'.repeat(120), `"${'x'.repeat(120)}"`],
  ['x'.repeat(121), '121 characters without a space'],
  [`${'x'.repeat(100)}🧨 ${'y'.repeat(100)}`, `"${'x'.repeat(100)}🧨…"`],
  [`see ftp://grafana.example.com/d/${'0123456789abcdef'.repeat(8)}`, '"see…"'],
  [`${' '.repeat(200)}abc def`, '"abc def…"'],
])('quote(%j)', (text, expected) => {
  expect(quote(text)).toBe(expected);
});

test.each<[string[], string]>([
  [[], ''],
  [['a'], 'a'],
  [['a', 'b'], 'a or b'],
  [['a', 'b', 'c'], 'a, b or c'],
])('listChoices(%j)', (choices, expected) => {
  expect(listChoices(choices)).toBe(expected);
});

describe('URLs of links', () => {
  test.each<[string, string]>([
    ['https://example.com', 'https://example.com/'],
    ['HTTP://Example.com/A?b=c#d', 'http://example.com/A?b=c#d'],
    ['https://bücher.example/é', 'https://xn--bcher-kva.example/%C3%A9'],
    ['https://example.com/"><script>', 'https://example.com/%22%3E%3Cscript%3E'],
  ])('%j', (text, expected) => {
    expect(readHttpUrl(text)).toBe(expected);
  });

  test.each([
    '',
    'example.com',
    '/relative',
    '//example.com',
    'javascript:alert(1)',
    'mailto:a@b.c',
    'ftp://example.com',
    'https://',
    'https:///x y',
    'https://exa mple.com',
    ' https://example.com',
    'https://example.com\n',
    'data:text/html,x',
    'https:example.com',
    `https://example.com/${'x'.repeat(4_100)}`,
    'https://[::1',
  ])('%j is none', text => {
    expect(readHttpUrl(text)).toBeUndefined();
  });
});
