import type { Database } from './database.ts';
import type { Migration } from './migrations.ts';
import { SPEECH } from './statements.ts';
import type { Tool } from './tool.ts';

/** What the database looks like: the applied migrations by the tool's own table, and what the migrations make, by the catalogue. */
export type Snapshot = { recorded: string[]; objects: string[] };

/**
 * What really became of the database in one run.
 * `applied`: every migration is in. `partial`: something of this run stayed. `rolled-back`: migrations ran and nothing of them stayed.
 * `unchanged`: no migration was begun.
 */
export type Truth = {
  state: 'applied' | 'partial' | 'rolled-back' | 'unchanged';
  /** Migrations that this run applied, by the tool's own ids. */
  applied: string[];
  /** Migrations that are applied now, and how many there are. */
  applied_before: string[];
  total: number;
  /** What this run left in the database. */
  left: string[];
  /** Whether something of the migration that failed stayed. */
  failed_migration_left: string[];
};

/** What each migration makes, as `snapshot` names it. */
const MADE_BY = [
  /^users\.(id|email)$|^users_pkey$|^users_email_key$|^users_early$/,
  /^users\.(bio|avatar)$|^profiles\.bio$|^ledger\.note$|^row /,
  /^users_email$/,
];

/** Asks the real database. */
export async function snapshot(database: Database, tool: Tool): Promise<Snapshot> {
  const ids = async (sql: string) => (await database.rows(sql)).map(row => String(row.id)).sort();
  const recorded = tool.tracking === undefined ? [] : await ids(tool.tracking).catch(() => []);
  const objects = (await ids(SPEECH[database.dialect].objects)).filter(id => id !== 'ledger.id');
  const rows = objects.includes('users.id') ? (await ids('SELECT id FROM users')).map(id => `row ${id}`) : [];
  return { recorded, objects: [...objects, ...rows] };
}

/** Compares the database before and after a run; `begun` tells whether the tool came as far as running a migration. */
export function truth(
  before: Snapshot,
  after: Snapshot,
  migrations: Migration[],
  begun: boolean,
  tool: Pick<Tool, 'tracking' | 'id'>,
): Truth {
  const left = after.objects.filter(id => !before.objects.includes(id));
  const isIn = (snapshot: Snapshot, migration: Migration) =>
    tool.tracking === undefined ? isMade(snapshot, migration) : snapshot.recorded.includes(tool.id(migration));
  const inNow = migrations.filter(migration => isIn(after, migration));
  const inBefore = migrations.filter(migration => isIn(before, migration));
  const applied = inNow.filter(migration => !inBefore.includes(migration));
  const loose = left.filter(id => !inNow.some(({ number }) => MADE_BY[number - 1]?.test(id)));
  const state =
    begun && inNow.length === migrations.length
      ? 'applied'
      : left.length > 0 || applied.length > 0
        ? 'partial'
        : begun
          ? 'rolled-back'
          : 'unchanged';
  return {
    state,
    applied: applied.map(migration => tool.id(migration)),
    applied_before: inBefore.map(migration => tool.id(migration)),
    total: migrations.length,
    left,
    failed_migration_left: loose,
  };
}

function isMade(snapshot: Snapshot, { number }: Migration): boolean {
  const wanted = [['users.id'], ['users.avatar'], ['users_email']][number - 1] ?? [];
  return wanted.every(id => snapshot.objects.includes(id));
}
