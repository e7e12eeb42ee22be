import { describe, expect, test } from '@jest/globals';
import { isFanIn } from '../../src/decision/fan-in.ts';
import { type OutcomeSource, readOutcome } from '../../src/decision/outcome.ts';
import { STATUSES, type Status } from '../../src/decision/status.ts';
import { EXPRESSION_CAUSE } from '../../src/inputs/environment.ts';

/** As a workflow's author writes it. */
const expression = (inside: string) => `\${{ ${inside} }}`;

const source = (overrides: Partial<OutcomeSource>): OutcomeSource => ({
  status: '',
  jobStatus: '',
  allowedFailures: [],
  allowedSkips: [],
  ...overrides,
});
const stated = (status: Status, jobs: string[] = []) => ({ outcome: { status, stated: true, jobs } });
const needs = (results: Record<string, string>) =>
  JSON.stringify(Object.fromEntries(Object.entries(results).map(([job, result]) => [job, { result, outputs: {} }])));

describe('a word', () => {
  test.each(STATUSES)('%s', status => {
    expect(readOutcome(source({ status, jobStatus: 'cancelled' }))).toEqual(stated(status));
  });

  test.each<[string, Status]>([
    ['failed', 'failure'],
    ['error', 'failure'],
    ['succeeded', 'success'],
    ['passed', 'success'],
    ['canceled', 'cancelled'],
    ['SUCCESS', 'success'],
    [' Failure\n', 'failure'],
    ['Timed_Out', 'timed_out'],
  ])('%j means %s', (status, expected) => {
    expect(readOutcome(source({ status }))).toEqual(stated(expected));
  });
});

describe('what cannot be read falls back on the job, with an error that says so', () => {
  const WORDS = 'success, failure, cancelled, skipped, timed_out, startup_failure, action_required, neutral or stale';

  test.each<[string, string, Status | 'unknown', string]>([
    [
      '',
      'failure',
      'failure',
      `status: expected ${WORDS}; got nothing. A misspelt step id in steps.ID.outcome gives an empty status. The action uses the status of the job, failure, instead: a failure pages, a success closes nothing.`,
    ],
    [
      '',
      'success',
      'success',
      `status: expected ${WORDS}; got nothing. A misspelt step id in steps.ID.outcome gives an empty status. The action uses the status of the job, success, instead: a failure pages, a success closes nothing.`,
    ],
    [
      expression('steps.migrate.outcome'),
      'failure',
      'failure',
      `status: expected ${WORDS}; got "\${{ steps.migrate.outcome }}". ${EXPRESSION_CAUSE}. The action uses the status of the job, failure, instead: a failure pages, a success closes nothing.`,
    ],
    [
      'done',
      'cancelled',
      'cancelled',
      `status: expected ${WORDS}; got "done". The action uses the status of the job, cancelled, instead: a failure pages, a success closes nothing.`,
    ],
    [
      'done',
      '',
      'unknown',
      `status: expected ${WORDS}; got "done". The status of the job is not known either, so nothing is sent.`,
    ],
    [
      'toString',
      'constructor',
      'unknown',
      `status: expected ${WORDS}; got "toString". The status of the job is not known either, so nothing is sent.`,
    ],
    [
      'unknown',
      'success',
      'success',
      `status: expected ${WORDS}; got "unknown". The action uses the status of the job, success, instead: a failure pages, a success closes nothing.`,
    ],
    [
      '{',
      'failure',
      'failure',
      'status: expected the JSON of the needs context, toJSON(needs); got "{". The action uses the status of the job, failure, instead: a failure pages, a success closes nothing.',
    ],
  ])('%j with the job %j', (status, jobStatus, expected, message) => {
    expect(readOutcome(source({ status, jobStatus }))).toEqual({
      outcome: { status: expected, stated: false, jobs: [] },
      problem: { level: 'error', message },
    });
  });

  test.each([
    '{}',
    '{"a": 1}',
    '{"a": {"result": "done"}}',
    '{"a": {}}',
    '{"a": {"result": "success"}, "b": {"result": null}}',
    '{"__proto__": {"result": "success"}',
  ])('the needs %s', status => {
    const read = readOutcome(source({ status, jobStatus: 'success' }));
    expect(read.outcome).toEqual({ status: 'success', stated: false, jobs: [] });
    expect(read.problem?.level).toBe('error');
  });
});

describe('the needs of a fan-in', () => {
  test.each<[string, Record<string, string>, Partial<OutcomeSource>, Status, string[]]>([
    ['all good', { a: 'success', b: 'success' }, {}, 'success', []],
    ['one failed', { a: 'success', b: 'failure' }, {}, 'failure', ['b']],
    ['two failed', { a: 'failure', b: 'success', c: 'failure' }, {}, 'failure', ['a', 'c']],
    ['a failure is worse than a cancellation', { a: 'cancelled', b: 'failure', c: 'skipped' }, {}, 'failure', ['b']],
    ['a cancellation is worse than a skip', { a: 'cancelled', b: 'skipped' }, {}, 'cancelled', ['a']],
    ['a skip is no success', { a: 'success', b: 'skipped' }, {}, 'skipped', ['b']],
    ['a failure that is allowed', { a: 'success', lint: 'failure' }, { allowedFailures: ['lint'] }, 'success', []],
    ['another failure', { a: 'failure', lint: 'failure' }, { allowedFailures: ['lint'] }, 'failure', ['a']],
    ['a skip that is allowed', { a: 'success', b: 'skipped' }, { allowedSkips: ['b'] }, 'success', []],
    [
      'an allowed failure is no allowed skip',
      { a: 'success', b: 'skipped' },
      { allowedFailures: ['b'] },
      'skipped',
      ['b'],
    ],
    [
      'a cancellation can not be allowed',
      { a: 'cancelled' },
      { allowedFailures: ['a'], allowedSkips: ['a'] },
      'cancelled',
      ['a'],
    ],
    ['only allowed skips prove nothing', { a: 'skipped' }, { allowedSkips: ['a'] }, 'skipped', []],
    ['only allowed failures prove nothing', { a: 'failure' }, { allowedFailures: ['a'] }, 'skipped', []],
  ])('%s', (_, results, overrides, status, jobs) => {
    expect(readOutcome(source({ status: needs(results), ...overrides }))).toEqual(stated(status, jobs));
  });

  test('as GitHub prints it, over several lines', () => {
    const status = `{\n  "migrate": {\n    "result": "failure",\n    "outputs": {}\n  }\n}`;
    expect(isFanIn(status)).toBe(true);
    expect(readOutcome(source({ status }))).toEqual(stated('failure', ['migrate']));
  });
});
