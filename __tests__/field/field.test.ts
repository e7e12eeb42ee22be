import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { casesOf, FAMILIES } from './cases.ts';
import { judge } from './judgement.ts';

// Cases that are not right yet, a line each: `family/file verdict`. The list may only get shorter.
const OPEN = new Set(
  readFileSync(join(import.meta.dirname, 'open.txt'), 'utf8')
    .split('\n')
    .filter(Boolean),
);

for (const family of FAMILIES) {
  test.each(casesOf(family).map(each => [each.name, each] as const))('%s', async (name, given) => {
    const { verdict, why } = await judge(given);
    const open = OPEN.has(`${name} ${verdict}`);
    expect(open ? 'open' : `${verdict} ${why}`.trim()).toBe(
      [...OPEN].some(row => row.startsWith(`${name} `)) ? 'open' : 'right',
    );
  });
}
