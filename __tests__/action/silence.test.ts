import { expect, test } from '@jest/globals';
import { tell } from './alerts.ts';

test.each([
  ['uat', 'warning'],
  ['non-prod', 'warning'],
  ['prod-test', 'warning'],
  ['dev', 'notice'],
  ['preview-12', 'notice'],
])('a failure that is left out in %s is a %s that names the list', async (environment, level) => {
  const annotated: { level: string; message: string }[] = [];
  const annotate = (level: string, message: string) => void annotated.push({ level, message });
  const { result } = await tell({ inputs: { environment }, annotate });
  expect([result.action, annotated]).toEqual([
    'none',
    [
      {
        level,
        message: `PagerDuty was not told of a failure: ${environment} is not among the environments that alert (production or staging). See the input environments.`,
      },
    ],
  ]);
});
