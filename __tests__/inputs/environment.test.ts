import { expect, test } from '@jest/globals';
import {
  EXPRESSION_CAUSE,
  findExpression,
  readEnvironment,
  readEnvironments,
  reportExpressions,
} from '../../src/inputs/environment.ts';
import { createInputReader } from '../../src/inputs/input-reader.ts';

/** As a workflow's author writes it. */
const expression = (inside: string) => `\${{ ${inside} }}`;

const CONSEQUENCE = 'The policy of production applies; the dedup key says "unset".';

test.each<[string, string, string[]]>([
  [' Prod-EU ', 'prod-eu', []],
  ['pro\u00adduc\u200btion\u2060', 'production', []],
  ['\ufeffproduction\r\n', 'production', []],
  ['\u001b[32mproduction\u001b[0m', 'production', []],
  [
    '\u200b',
    '',
    [`environment: expected a name such as production; got nothing (perhaps an unset variable). ${CONSEQUENCE}`],
  ],
  [
    '',
    '',
    [`environment: expected a name such as production; got nothing (perhaps an unset variable). ${CONSEQUENCE}`],
  ],
  [
    expression('vars.ENVIRONMENT'),
    '',
    [
      `environment: expected a name such as production; got "\${{ vars.ENVIRONMENT }}" (${EXPRESSION_CAUSE}). ${CONSEQUENCE}`,
    ],
  ],
  [
    'prod-${{ matrix.region',
    '',
    [
      `environment: expected a name such as production; got "prod-\${{ matrix.region" (${EXPRESSION_CAUSE}). ${CONSEQUENCE}`,
    ],
  ],
])('environment %j is %j', (text, environment, messages) => {
  const reader = createInputReader(() => text);
  expect(readEnvironment(reader)).toBe(environment);
  expect(reader.problems).toEqual(messages.map(message => ({ level: 'warning', message })));
});

test.each<[string, string[]]>([
  ['', ['production', 'staging']],
  ['Production, !Prod-EU', ['production', '!prod-eu']],
  ['["prod", "!dev"]', ['prod', '!dev']],
  ['- prod\n- "!dev"', ['prod', '!dev']],
])('environments %j are %j', (text, expected) => {
  expect(readEnvironments(text)).toEqual(expected);
});

test.each([
  [`a ${expression('b')} c`, expression('b')],
  ['${{ b', '${{ b'],
  ['$(b) $b {{ b }}', undefined],
])('the expression in %j', (text, expected) => {
  expect(findExpression(text)).toBe(expected);
});

test('a key that holds one is reported, without what stands around it', () => {
  const texts: Record<string, string> = {
    database: `postgres://u:hunter2@${expression('vars.HOST')}/shop`,
    migration: '005',
  };
  const reader = createInputReader(name => texts[name] ?? '');
  reportExpressions(reader, ['migration', 'database', 'dedup-key']);
  expect(reader.problems).toEqual([
    {
      level: 'warning',
      message: `database: expected an evaluated expression; got "\${{ vars.HOST }}" (${EXPRESSION_CAUSE}). The dedup key contains it exactly as written, so it is the same for every value.`,
    },
  ]);
});
