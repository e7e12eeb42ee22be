// How well the sources read the outputs of the field: `npm run field -- [--verbose] [--open] [NAME-BEGINNING...]`.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { casesOf, FAMILIES } from '../__tests__/field/cases.ts';
import { judge } from '../__tests__/field/judgement.ts';

const OPEN = join(import.meta.dirname, '..', '__tests__', 'field', 'open.txt');
const names = process.argv.slice(2).filter(word => !word.startsWith('--'));
const total = { right: 0, weak: 0, wrong: 0, leak: 0 };
const open: string[] = [];
for (const family of FAMILIES) {
  const count = { right: 0, weak: 0, wrong: 0, leak: 0 };
  const cases = casesOf(family).filter(({ name }) => names.length === 0 || names.some(begin => name.startsWith(begin)));
  for (const given of cases) {
    const { verdict, why } = await judge(given);
    count[verdict] += 1;
    total[verdict] += 1;
    if (verdict !== 'right') open.push(`${given.name} ${verdict}`);
    if (verdict !== 'right' || process.argv.includes('--verbose'))
      console.log(`${verdict.padEnd(5)} ${given.name}  ${why}`);
  }
  if (cases.length > 0) console.log(`== ${family}: ${describe(count)}`);
}
console.log(describe(total));
// What is known to be open, for the test.
if (process.argv.includes('--open')) writeFileSync(OPEN, `${open.join('\n')}\n`);

function describe({ right, weak, wrong, leak }: typeof total): string {
  return `${right} of ${right + weak + wrong + leak} right, ${weak} weak, ${wrong} wrong, ${leak} leaks`;
}
