import type { DatabaseOutcome, Evidence } from '../evidence/evidence.ts';
import { isBad, listFirst } from '../evidence/runs/database-outcomes.ts';
import { firstLine } from '../primitives/text.ts';

/** What a page says of several databases of which some failed. Texts are raw; empty: there is nothing to say. */
export interface FailedDatabases {
  /** The only one that failed. */
  readonly only: string;
  /** `2 of 30 databases (acme, globex)`, for a title. */
  readonly among: string;
  /** The migration that failed in all of them is the same. */
  readonly sameMigration: boolean;
  /** The one whose error is told, where others have errors of their own. */
  readonly told: string;
  /** All of them, for the custom details; of more than 20 the first. */
  readonly names: readonly string[];
  /** What failed in each, where it is not the same in all; of more than 20 the first. */
  readonly errors: readonly string[];
}

/** Describes the databases that failed, or may have. */
export function describeFailed({ databases = [] }: Pick<Evidence, 'databases'>): FailedDatabases {
  const bad = databases.filter(isBad);
  const [first] = bad;
  const same = (pick: (database: DatabaseOutcome) => string | undefined): boolean => new Set(bad.map(pick)).size === 1;
  const sameMigration = same(({ migration }) => migration);
  const sameError = same(({ error = '' }) => firstLine(error));
  const isSeveral = bad.length > 1;
  return {
    only: isSeveral ? '' : (first?.name ?? ''),
    among: isSeveral ? `${bad.length} of ${databases.length} databases${nameShortly(bad, sameMigration)}` : '',
    sameMigration: !isSeveral || sameMigration,
    told: isSeveral && !sameError ? (first?.name ?? '') : '',
    names: listSome(bad.map(({ name }) => name)),
    errors: isSeveral && !(sameError && sameMigration) ? listSome(bad.map(describeOne)) : [],
  };
}

function nameShortly(bad: readonly DatabaseOutcome[], sameMigration: boolean): string {
  const names = bad.map(({ name, migration }) =>
    sameMigration || migration === undefined ? name : `${name}: ${migration}`,
  );
  const list = listFirst(names, MOST_IN_TITLE);
  return list.length > LONGEST_IN_TITLE ? '' : ` (${list})`;
}

function describeOne({ name, migration = '', error = '' }: DatabaseOutcome): string {
  return [name, migration, firstLine(error)].filter(text => text !== '').join(': ');
}

function listSome(texts: readonly string[]): readonly string[] {
  const more = texts.length - MOST_IN_DETAILS;
  return more > 0 ? [...texts.slice(0, MOST_IN_DETAILS), `and ${more} more`] : texts;
}

const MOST_IN_DETAILS = 20;
const MOST_IN_TITLE = 3;
const LONGEST_IN_TITLE = 120;
