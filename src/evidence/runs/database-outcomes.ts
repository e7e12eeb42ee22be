import { wentWell } from './mending.ts';
import type { DatabaseEnding, DatabaseOutcome, Evidence } from './outcome.ts';

/** A database and what its own files say; undefined: nothing. */
export interface DatabaseEvidence {
  readonly name: string;
  readonly evidence: Evidence | undefined;
}

/** How one database fared. */
export function describeDatabase({ name, evidence }: DatabaseEvidence): DatabaseOutcome {
  const ending = judgeEnding(evidence);
  const { migration, error, stateDetail, databaseState = 'unknown' } = evidence ?? {};
  return {
    name,
    ending,
    state: databaseState,
    ...(stateDetail === undefined ? {} : { stateDetail }),
    ...(migration === undefined ? {} : { migration }),
    // Beside a success it is the last word of something else.
    ...(error === undefined || !isBad({ ending }) ? {} : { error }),
  };
}

function judgeEnding(evidence: Evidence | undefined): DatabaseEnding {
  if (evidence === undefined) return 'unknown';
  const { verdict, lastWords, endsAloud } = evidence;
  switch (verdict) {
    case 'failure':
    case 'client-failure':
    case 'some-failed':
      return 'failed';
    case 'dry-run':
    case 'dry-run-failure':
    case 'other-command':
      return 'rehearsed';
    case 'unfinished':
      if (endsAloud === true) return 'unfinished';
      break;
    default:
      break;
  }
  if (lastWords === 'error' && verdict !== 'success') return 'error';
  return wentWell({ ...evidence, verdict }) ? 'done' : 'unknown';
}

/** Whether a database is one to look at: it failed, or may have. */
export function isBad({ ending }: Pick<DatabaseOutcome, 'ending'>): boolean {
  return ending === 'failed' || ending === 'unfinished' || ending === 'error';
}

/** The same databases, first those to look at. */
export function sortWorstFirst(databases: readonly DatabaseOutcome[]): readonly DatabaseOutcome[] {
  return databases.toSorted((one, other) => ENDINGS.indexOf(one.ending) - ENDINGS.indexOf(other.ending));
}

const ENDINGS: readonly DatabaseEnding[] = ['failed', 'unfinished', 'error', 'unknown', 'rehearsed', 'done'];

/** `28 of 30 databases done; failed: acme, globex`. */
export function countDatabases(databases: readonly DatabaseOutcome[]): string {
  const done = databases.filter(({ ending }) => ending === 'done').length;
  const isKnown = databases.every(({ ending }) => ending === 'done' || ending === 'failed');
  const lists = BAD_ENDINGS.flatMap(([ending, words]) => {
    const names = databases.filter(database => database.ending === ending).map(({ name }) => name);
    return names.length === 0 ? [] : [`${words}: ${listFirst(names, MOST_NAMES)}`];
  });
  const count = `${done} of ${databases.length} databases ${isKnown ? 'done' : 'known to be done'}`;
  return [count, ...lists].join('; ');
}

const BAD_ENDINGS: readonly (readonly [DatabaseEnding, string])[] = [
  ['failed', 'failed'],
  ['unfinished', 'not ended'],
  ['error', 'ended in an error'],
];
const MOST_NAMES = 5;

/** `2 of 30 databases (acme, globex)`: those to look at. */
export function describeBad(databases: readonly DatabaseOutcome[]): string {
  const bad = databases.filter(isBad);
  const names = listFirst(
    bad.map(({ name }) => name),
    MOST_NAMES,
  );
  return `${bad.length} of ${databases.length} databases (${names})`;
}

/** `acme, globex and 3 more`. */
export function listFirst(names: readonly string[], most: number): string {
  const more = names.length - most;
  return more > 0 ? `${names.slice(0, most).join(', ')} and ${more} more` : names.join(', ');
}
