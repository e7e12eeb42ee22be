import { expect, test } from '@jest/globals';
import type { Problem } from '../../src/primitives/errors.ts';
import { tell } from './results-of-report.ts';

test.each([
  ['uat', 'warning'],
  ['non-prod', 'warning'],
  ['prod-test', 'warning'],
  ['dev', 'notice'],
  ['preview-12', 'notice'],
])('a failure that is left out in %s is a %s that names the list', async (environment, level) => {
  const announced: Problem[] = [];
  const announce = async (problems: readonly Problem[]) => {
    announced.push(...problems);
  };
  const { result } = await tell({ inputs: { environment }, reporting: { announce } });
  expect([result.action, announced]).toEqual([
    'none',
    [
      {
        level,
        message: `The migration failed, and PagerDuty is not told: ${environment} is not among the environments that alert (production or staging). See the input environments.`,
      },
    ],
  ]);
});
