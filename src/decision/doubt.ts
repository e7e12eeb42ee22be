import type { Evidence } from '../evidence/evidence.ts';
import { describeBad } from '../evidence/runs/database-outcomes.ts';
import type { Told } from './circumstances.ts';
import type { Story } from './story.ts';

/** What makes a success doubtful: it may hide a failure, a run without an end, or what was not read. */
export interface Doubt {
  readonly story: Story;
  /** What was seen, as the end of a sentence. */
  readonly seen: string;
  /** What a person can do about it. */
  readonly remedy: string;
  /** No exit code speaks against it: one of several databases failed, or was not read. */
  readonly certain: boolean;
}

/** The doubt that evidence and files leave beside a success; undefined: none. */
export function findDoubt({ evidence, files }: Pick<Told, 'evidence' | 'files'>): Doubt | undefined {
  const doubt = doubtOf(evidence);
  return files === 'in-part' && doubt?.certain !== true ? UNREAD : doubt;
}

const UNREAD: Doubt = {
  story: 'unproven',
  seen: 'not every file that log or report names was read: whether all migrations went well is not known',
  remedy: 'Report in several steps, each with a pattern of its own.',
  certain: true,
};

function doubtOf(evidence: Evidence | undefined): Doubt | undefined {
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
export function withholds(told: Told): boolean {
  const doubt = findDoubt(told);
  return doubt !== undefined && (doubt.certain || !told.exitCodeCounts);
}

const HIDDEN_END = 'A pipe (| tee) may have hidden how the command ended: put "set -o pipefail" before it.';
