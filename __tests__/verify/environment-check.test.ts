import { expect, test } from '@jest/globals';
import { checkEnvironment } from '../../src/verify/environment-check.ts';
import { runVerify } from './calls.ts';

const LISTED = ['production', 'staging'];

test.each([
  ['production', 'passed', 'in production, a failure pages; without a severity map it is critical'],
  [
    'prod-eu',
    'passed',
    'in prod-eu, which counts as production, a failure pages; without a severity map it is critical',
  ],
  ['stg', 'passed', 'in stg, which counts as staging, a failure pages; without a severity map it is error'],
  ['non-prod', 'failed', 'in non-prod, a failure pages nobody: only production or staging alert'],
])('%s: %s', (environment, status, text) => {
  expect(checkEnvironment(environment, LISTED)).toEqual([expect.objectContaining({ id: 'environment', status, text })]);
});

test('an excluded one pages nobody, and none that is not named is checked', () => {
  expect(checkEnvironment('prod-eu', ['*', '!prod-eu'])[0]?.status).toBe('failed');
  expect(checkEnvironment('', LISTED)).toEqual([]);
});

test('the action says so', async () => {
  const { outputs } = await runVerify({ environment: 'Prod-EU' });
  expect(outputs.checks).toContain('"id":"environment"');
});
