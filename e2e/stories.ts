import { type Database, unreachable } from './database.ts';
import { type Migration, migrations } from './migrations.ts';
import type { Streams } from './shell.ts';
import { type Observed, observe, recover, type Situation, type Stage } from './stage.ts';
import { type Mistake, SPEECH } from './statements.ts';

/** What a person would read out of the output of a failed run; undefined where the tool does not tell. */
export type Failure = { named: string | undefined; error: string | undefined; category: string | undefined };

/** What a run is meant to be: a failure that is to page, a success that is to close the incident, one behind a failure that may have been of another database, a dry run that is to do neither. */
export type Expected = Failure | 'success' | 'success-or-withheld' | 'dry-run';

/** One run of a tool in one situation. */
export type Run = Observed & { case: string; streams: Streams; expected: Expected };

/** Runs that share a database, one after the other. */
type Story = (stage: Stage) => Promise<Run[]>;

/** What can become of a migration. `split` and `mixed` fail, are mended and run again; the others each fail in a way of their own. */
export const STORIES: Record<string, Story> = {
  split: stage => breakAndMend(stage, 'split'),
  mixed: stage => breakAndMend(stage, 'mixed'),
  first: async stage => [await failing(stage, 'first', 'first')],
  async autocommit(stage) {
    if (SPEECH[stage.database.dialect].autocommit.length === 0) return [];
    // Some tools split the statements, some do not and fail earlier: only the state of the database is of interest.
    const observed = await observe(stage, { migrations: migrations('autocommit'), streams: 'split', begun: true });
    const expected = { named: undefined, error: undefined, category: undefined };
    return [{ ...observed, case: 'autocommit', streams: 'split', expected }];
  },
  unique: async stage => [await failing(stage, 'unique', 'unique')],
  syntax: async stage => [await failing(stage, 'syntax', 'syntax')],
  'lock-timeout': stage =>
    whileHeld(stage, SPEECH[stage.database.dialect].holds, async () => [
      await failing(stage, 'lock-timeout', 'lock-timeout'),
    ]),
  'lock-held': ({ tool, ...rest }) => {
    const { lock } = tool;
    if (lock === undefined) return Promise.resolve([]);
    const expected = { named: undefined, error: lock.says, category: 'LockError' };
    const stage = { tool, ...rest };
    return whileHeld(stage, lock.sql, async () => [await withoutBeginning(stage, 'lock-held', fine(stage), expected)]);
  },
  unreachable: async stage => {
    const expected = { named: undefined, error: undefined, category: 'ConnectionError' };
    const nowhere = unreachable(stage.database);
    const refused = await withoutBeginning(stage, 'unreachable', fine(stage), expected, nowhere);
    // The next run tries once more by itself, and gets through. A file has no server that is late.
    return stage.tool.tellsSuccess === false || stage.database.dialect === 'sqlite'
      ? [refused]
      : [refused, await succeeding(stage, 'retried', 'mixed', { late: true })];
  },
};

async function breakAndMend(stage: Stage, streams: Streams): Promise<Run[]> {
  const { tool } = stage;
  const mended = fine(stage);
  const label = streams === 'mixed' ? '-mixed' : '';
  const told: Run[] = [await failing(stage, `sql-fail${label}`, 'missing-table', streams)];
  if (tool.tracking !== undefined && streams === 'split') told.push(await failingAgain(stage));
  if (tool.dryRun !== undefined && streams === 'split')
    told.push(await withoutBeginning(stage, 'dry-run', mended, 'dry-run'));
  await recover(stage, mended);
  told.push(await succeeding(stage, `mended${label}`, streams));
  if (tool.tracking !== undefined && streams === 'split')
    told.push(await succeeding(stage, 'nothing-pending', streams));
  if (tool.checksums !== undefined && streams === 'split') {
    const expected = { named: undefined, error: tool.checksums, category: 'ChecksumError' };
    told.push(await withoutBeginning(stage, 'checksum', edited(mended), expected));
  }
  return told;
}

async function failing(stage: Stage, name: string, fault: Mistake, streams: Streams = 'split'): Promise<Run> {
  const broken = migrations(fault, stage.database.dialect);
  const observed = await observe(stage, { migrations: broken, streams, begun: true });
  return {
    ...observed,
    case: name,
    streams,
    expected: expectedOf(stage, broken[fault === 'first' ? 0 : 1], fault),
  };
}

/** The same failure once more: earlier migrations are applied by now, and some tools refuse until a person has recovered. */
async function failingAgain(stage: Stage): Promise<Run> {
  const { stuck } = stage.tool;
  if (stuck === undefined) return failing(stage, 'sql-fail-again', 'missing-table');
  const expected = { named: undefined, error: stuck.says, category: stuck.category };
  return withoutBeginning(stage, 'sql-fail-again', migrations('missing-table', stage.database.dialect), expected);
}

async function succeeding(stage: Stage, name: string, streams: Streams, more: Partial<Situation> = {}): Promise<Run> {
  const observed = await observe(stage, { migrations: fine(stage), streams, begun: true, ...more });
  return { ...observed, case: name, streams, expected: 'success' };
}

/** A run that is not to come as far as the first migration. */
async function withoutBeginning(
  stage: Stage,
  name: string,
  set: Migration[],
  expected: Expected,
  database?: Database,
): Promise<Run> {
  const dryRun = expected === 'dry-run';
  const situation = { migrations: set, streams: 'split', begun: false, dryRun } as const;
  const observed = await observe(stage, database === undefined ? situation : { ...situation, database });
  return { ...observed, case: name, streams: 'split', expected };
}

/** Lets another session hold the lock meanwhile; a server that serves one session only has no such story. */
async function whileHeld({ database }: Stage, sql: string, story: () => Promise<Run[]>): Promise<Run[]> {
  if (database.hold === undefined || sql === '') return [];
  const release = await database.hold(sql);
  try {
    return await story();
  } finally {
    await release();
  }
}

function expectedOf({ tool, database }: Stage, migration: Migration, fault: Mistake): Failure {
  const { error, category } = SPEECH[database.dialect].said[fault];
  const silent = tool.tellsError === false;
  return {
    named: tool.named?.(migration),
    error: silent ? undefined : (tool.says?.[fault] ?? error),
    category: silent ? undefined : category,
  };
}

function fine({ database }: Stage): [Migration, Migration, Migration] {
  return migrations('none', database.dialect);
}

function edited([first, ...others]: [Migration, ...Migration[]]): Migration[] {
  return [{ ...first, statements: [...first.statements, 'SELECT 1'] }, ...others];
}
