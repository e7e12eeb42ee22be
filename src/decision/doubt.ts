import type { Evidence } from '../evidence/evidence.ts';
import { describeBad } from '../evidence/runs/database-outcomes.ts';
import type { Told } from './circumstances.ts';
import type { Story } from './story.ts';

/** What makes a success doubtful: it may hide a failure, or a run without an end. */
export interface Doubt {
  readonly story: Story;
  /** What was seen, as the end of a sentence. */
  readonly seen: string;
  /** What a person can do about it. */
  readonly remedy: string;
  /** No exit code speaks against it: one of several databases failed. */
  readonly certain: boolean;
}

/** The doubt that the evidence leaves beside a success; undefined: none. */
export function findDoubt(evidence: Evidence | undefined): Doubt | undefined {
  if (evidence === undefined) return undefined;
  const { verdict, tool, migration, database, endsAloud, lastWords, databases } = evidence;
  const among = databases === undefined ? '' : ` in ${describeBad(databases)}`;
  if (verdict === 'some-failed') {
    const where = database === undefined ? '' : ` on ${database}`;
    const seen =
      databases === undefined
        ? `${tool} failed at ${migration ?? 'a migration'}${where}, and a later run that succeeded may not be its retry`
        : `${tool || 'the migration'} failed${among}`;
    return {
      story: 'failed-unseen',
      seen,
      remedy: 'Let the step fail when one of the databases fails.',
      certain: true,
    };
  }
  if (verdict === 'unfinished' && endsAloud === true) {
    const seen =
      migration === undefined
        ? `the log ends before ${tool} says that it is done${among}`
        : `the log ends while ${tool} applies ${migration}${among}`;
    return { story: 'unfinished', seen, remedy: HIDDEN_END, certain: false };
  }
  if ((verdict !== 'unknown' && verdict !== 'unfinished') || lastWords !== 'error') return undefined;
  const seen = `the output${tool === '' ? '' : ` of ${tool}`} ends in an error${among}`;
  return { story: 'unproven', seen, remedy: HIDDEN_END, certain: false };
}

/** Whether the doubt keeps a success from closing anything: the wrapper's exit code outweighs what is not certain. */
export function withholds({ evidence, exitCodeCounts }: Told): boolean {
  const doubt = findDoubt(evidence);
  return doubt !== undefined && (doubt.certain || !exitCodeCounts);
}

const HIDDEN_END = 'A pipe (| tee) may have hidden how the command ended: put "set -o pipefail" before it.';
