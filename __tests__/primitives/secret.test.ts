import { inspect } from 'node:util';
import { expect, test } from '@jest/globals';
import { describeError } from '../../src/primitives/errors.ts';
import { Secret } from '../../src/primitives/secret.ts';

const VALUE = 'R0212P1QXGEIQE2NMTQ7L7WXD00DWHIN';
const secret = new Secret(VALUE);

test('reveal gives the value', () => {
  expect(secret.reveal()).toBe(VALUE);
});

test.each<[string, () => string]>([
  ['a template', () => `${secret}`],
  ['String', () => String(secret)],
  ['concatenation', () => `key: ${[secret].join()}`],
  ['JSON', () => JSON.stringify({ secret })],
  ['JSON in an array', () => JSON.stringify([secret])],
  ['inspect', () => inspect(secret)],
  ['inspect of what holds it', () => inspect({ deep: { secret } }, { depth: 9, showHidden: true })],
  ['inspect without custom inspectors', () => inspect(secret, { customInspect: false, showHidden: true })],
  ['its own properties', () => JSON.stringify(Object.entries(Object.getOwnPropertyDescriptors(secret)))],
  ['a copy', () => JSON.stringify({ ...secret })],
  ['an error', () => inspect(new Error(`not sent: ${secret}`, { cause: secret }))],
  ['describeError', () => describeError(new Error('x', { cause: secret }))],
  ['describeError of itself', () => describeError(secret)],
])('%s does not show it', (_, show) => {
  expect(show()).not.toContain(VALUE);
});

test('it prints as ***', () => {
  expect([`${secret}`, JSON.stringify({ secret }), inspect(secret)]).toEqual(['***', '{"secret":"***"}', '***']);
});
