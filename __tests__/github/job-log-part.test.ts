import { expect, test } from '@jest/globals';
import { cutJobLog, type LogSpan } from '../../src/github/job-log-part.ts';
import { growthOf, SUPERLINEAR } from '../growth.ts';

const at = (second: string): Date => new Date(`2026-01-02T03:00:${second}Z`);
const stamp = (second: string, text: string): string => `2026-01-02T03:00:${second}.1234567Z ${text}\n`;
const heading = (second: string, ...script: string[]): string =>
  [
    `##[group]Run ${script[0]}`,
    ...script.map(line => `\u001b[36;1m${line}\u001b[0m`),
    'shell: /usr/bin/bash -e {0}',
    '##[endgroup]',
  ]
    .map(line => stamp(second, line))
    .join('');

const LOG = [
  `\uFEFF${stamp('01', 'Current runner version: 2.334.0')}`,
  heading('05', 'npm test'),
  stamp('06', 'psql:bad.sql:1: ERROR:  a negative test'),
  heading('10', 'dbmate up', 'echo "Error: never"'),
  stamp('10', 'Applying: 1_users.sql'),
  stamp('11', '##[group]Run migrations'),
  stamp('11', 'Error: relation "userz" does not exist'),
  stamp('11', '##[endgroup]'),
  stamp('12', '##[error]Process completed with exit code 1.'),
  heading('12', 'df -h'),
  stamp('12', 'Error: of another step'),
  stamp('13', 'Post job cleanup.'),
].join('');
const STEP = [
  'Applying: 1_users.sql',
  '##[group]Run migrations',
  'Error: relation "userz" does not exist',
  '##[endgroup]',
  '##[error]Process completed with exit code 1.',
].join('\n');

test.each<[string, string, LogSpan, string]>([
  ['the failed step alone, without its script', LOG, { from: at('10'), to: at('12') }, STEP],
  ['lines with carriage returns', LOG.replaceAll('\n', '\r\n'), { from: at('10'), to: at('12') }, STEP],
  ['a step that never ended', LOG, { from: at('12') }, 'Error: of another step\nPost job cleanup.'],
  [
    'lines without a stamp',
    `${stamp('09', 'before')}${stamp('10', 'Error: one')}two\n${stamp('14', 'after')}three`,
    { from: at('10'), to: at('12') },
    'Error: one\ntwo',
  ],
  ['all of it', `${stamp('01', 'one')}${heading('02', 'x')}${stamp('03', 'two')}`, {}, 'one\ntwo'],
  ['times that the log does not have', LOG, { from: at('40'), to: at('50') }, ''],
  ['a group that never ends', stamp('10', '##[group]Run x'), { from: at('10'), to: at('12') }, '##[group]Run x'],
  ['nothing', '', { from: at('10'), to: at('12') }, ''],
])('%s', (_, log, span, expected) => {
  expect(cutJobLog(log, span)).toBe(expected);
});

test('9 MB take time in proportion to their length', async () => {
  const cut = (size: number) =>
    cutJobLog(stamp('10', `##[group]Run ${'x'.repeat(60)}`).repeat(size), { from: at('10'), to: at('12') });
  expect(await growthOf(cut, 90_000, 1_000)).toBeLessThan(SUPERLINEAR);
});
