import { expect, test } from '@jest/globals';
import { signOf } from '../../../src/evidence/runs/rule-fit.ts';
import { TOOLS } from '../../../src/evidence/tools/tools.ts';
import { CAPTURES } from '../captures.table.ts';
import { splitLog } from '../fixtures.ts';

const LINES = [...new Set(CAPTURES.flatMap(([folder, name]) => splitLog(`${folder}/${name}`).split('\n')))];

test.each(TOOLS.map(tool => [tool.name, tool] as const))(
  'one look at a line tells whether a rule of %s fits',
  (_name, tool) => {
    const rules = tool.rules.filter(rule => rule.after === undefined);
    const sign = signOf(tool);
    expect(LINES.filter(line => sign.test(line) !== rules.some(({ when }) => when.test(line)))).toEqual([]);
  },
);
