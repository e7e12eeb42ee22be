import { readEvidenceFromTexts } from '../../../src/evidence/evidence.ts';

/** What a page needs of a log. */
export type Gist = readonly [
  tool: string,
  verdict: string,
  migration: string,
  error: string,
  category: string,
  state: string,
];

/** The gist of a log; undefined where nothing is read in it. */
export function gistOf(lines: readonly string[]): Gist | undefined {
  const evidence = readEvidenceFromTexts('', `${lines.join('\n')}\n`);
  if (evidence === undefined) return undefined;
  const { tool, verdict, migration = '', error = '', category = '', databaseState } = evidence;
  return [tool, verdict, migration, error, category, databaseState];
}
