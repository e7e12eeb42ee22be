import { readFileSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { fillSection } from '../scripts/sections.ts';

const DOCUMENT = join(import.meta.dirname, '..', 'docs', 'reliability.md');

/** Writes what a command measured into its section of docs/reliability.md, when the command was called with `--write`. */
export function record(section: string, lines: readonly string[]): void {
  if (!process.argv.includes('--write')) return;
  writeFileSync(DOCUMENT, fillSection(readFileSync(DOCUMENT, 'utf8'), section, lines));
  console.log(`docs/reliability.md: the section ${section} is written.`);
}

/** On what it was measured. */
export function describeMachine(): string {
  const cores = cpus().length;
  return `Node ${process.version}, ${process.platform}, ${cores} ${cores === 1 ? 'core' : 'cores'}`;
}

/** Prints each fault, the closing line `N passed, N failed`, and makes the process fail when there is one. */
export function conclude(tried: number, faults: readonly string[], failed = faults.length): void {
  for (const fault of faults) console.log(`FAILED  ${fault}`);
  console.log(`${tried - failed} passed, ${failed} failed`);
  process.exitCode = failed === 0 ? 0 : 1;
}

/** A table of Markdown. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  return [head, head.map(() => '---'), ...rows].map(cells => `| ${cells.join(' | ')} |`);
}

/** The middle of some numbers; NaN of none. */
export function median(values: readonly number[]): number {
  return values.toSorted((one, other) => one - other)[values.length >> 1] ?? Number.NaN;
}
