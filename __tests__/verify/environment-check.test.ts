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
  expect(checkEnvironment({ environment, environments: LISTED, severity: [] })).toEqual([
    expect.objectContaining({ id: 'environment', status, text }),
  ]);
});

test('an excluded one pages nobody, and none that is not named is checked', () => {
  const excluding = { environment: 'prod-eu', environments: ['*', '!prod-eu'], severity: [] };
  expect(checkEnvironment(excluding)[0]?.status).toBe('failed');
  expect(checkEnvironment({ environment: '', environments: LISTED, severity: [] })).toEqual([]);
});

test('the action says so', async () => {
  const { checks } = await runVerify({ environment: 'Prod-EU', severity: 'prod-eu: warning' });
  expect(checks[0]).toMatchObject({
    id: 'environment',
    text: 'in prod-eu, which counts as production, a failure pages, with the severity warning',
  });
});
