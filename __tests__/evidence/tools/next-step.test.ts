import { describe, expect, test } from '@jest/globals';
import { countApplied, judgeFailure, type Traces } from '../../../src/evidence/runs/database-state.ts';
import { nameNextStep, nameStepAfterCut } from '../../../src/evidence/tools/next-step.ts';
import type { Tool } from '../../../src/evidence/tools/rule.ts';
import { TOOLS } from '../../../src/evidence/tools/tools.ts';

function tool(name: string): Tool {
  const found = TOOLS.find(each => each.name === name);
  if (found === undefined) throw new Error(`no tool ${name}`);
  return found;
}

describe('the table of tools', () => {
  test('has the tools that the README names, each once', () => {
    expect(TOOLS.map(({ name }) => name).sort()).toEqual([
      'Alembic',
      'Atlas',
      'Confiture',
      'DbUp',
      'Diesel',
      'Django',
      'Doctrine Migrations',
      'EF Core',
      'Ecto',
      'FluentMigrator',
      'Flyway',
      'Hasura CLI',
      'Knex',
      'Laravel',
      'Liquibase',
      'MikroORM',
      'MyBatis Migrations',
      'Phinx',
      'Piccolo',
      'Prisma',
      'Rails',
      'SQL*Plus',
      'SeaORM',
      'Sequel',
      'Sqitch',
      'Supabase CLI',
      'TypeORM',
      'Yii',
      'db-migrate',
      'dbmate',
      'drizzle-kit',
      'golang-migrate',
      'goose',
      'graphile-migrate',
      'grate',
      'mysql',
      'node-pg-migrate',
      'pgroll',
      'pop',
      'psql',
      'refinery',
      'sequelize-cli',
      'sql-migrate',
      'sqlcmd',
      'sqlite3',
      'sqlx',
      'tern',
      'umzug',
    ]);
  });

  test.each(TOOLS.map(each => [each.name, each] as const))(
    '%s can fail, and its rules keep no state',
    (_name, { rules }) => {
      expect(rules.some(({ says }) => says.startsWith('fails'))).toBe(true);
      expect(rules.filter(({ when, after }) => /[gy]/.test(when.flags + (after?.flags ?? '')))).toEqual([]);
    },
  );
});

describe('nameNextStep', () => {
  const failure = { category: 'SchemaError', state: 'rolled-back', migration: '5_x', pieces: false } as const;

  test.each([
    ['dbmate', failure, 'Fix 5_x; then `dbmate up`'],
    ['dbmate', { ...failure, migration: undefined }, 'Fix the failed migration; then `dbmate up`'],
    [
      'Confiture',
      { ...failure, category: 'ConnectionError', state: 'unchanged' },
      'Check that the database server runs and can be reached from the runner, and that host, port and database are right; then `confiture migrate up`',
    ],
    [
      'Confiture',
      { ...failure, category: 'LockError', state: 'unchanged' },
      'Wait for the other run that holds the lock, or end it; then `confiture migrate up`',
    ],
    [
      'Confiture',
      { ...failure, category: 'LockError' },
      'Find the session that holds the lock (pg_stat_activity, pg_locks), or run when it is idle; then `confiture migrate up`',
    ],
    [
      'Confiture',
      { ...failure, category: 'ConfigurationError', advice: 'Set CONFITURE_DATABASE_URL' },
      'Set CONFITURE_DATABASE_URL; then `confiture migrate up`',
    ],
    [
      'Confiture',
      { ...failure, category: 'ChecksumError' },
      'Restore the migration files as they were applied, or accept the change with `confiture verify-checksums --fix`; then `confiture migrate up`',
    ],
    [
      'Knex',
      { ...failure, category: 'ChecksumError', state: 'unchanged' },
      'Restore the migration files as they were applied; then `knex migrate:latest`',
    ],
    [
      'Flyway',
      { ...failure, category: 'ChecksumError', state: 'unchanged' },
      'Restore the migration files as they were applied, or accept the change with `flyway repair`; then `flyway migrate`',
    ],
    [
      'Flyway',
      { ...failure, state: 'unknown', pieces: true },
      'Undo by hand what 5_x left behind, fix it, then `flyway repair` and `flyway migrate`',
    ],
    [
      'golang-migrate',
      { ...failure, state: 'unknown', pieces: true, migration: '2' },
      'Check what 2 left behind, fix it, then `migrate force VERSION` with the last version that is whole, and `migrate up`',
    ],
    [
      'Sqitch',
      { ...failure, category: 'PermissionError', state: 'unknown', pieces: true },
      "Check what 5_x left behind and undo it by hand. Give the migration's database user the right that it lacks, or use another user; then `sqitch deploy`",
    ],
    [
      'goose',
      { ...failure, category: 'TimeoutError' },
      'Find what makes the statement slow, or raise its timeout; then `goose up`',
    ],
    [
      'goose',
      { ...failure, category: 'ConstraintError' },
      'Fix the rows that break the constraint, or 5_x; then `goose up`',
    ],
    [
      'Prisma',
      { ...failure, category: 'ConnectionError', state: 'unchanged', pieces: true },
      'Check that the database server runs and can be reached from the runner, and that host, port and database are right; then `prisma migrate deploy`',
    ],
  ] as const)('%s, %j', (name, aftermath, expected) => {
    expect(nameNextStep(tool(name), aftermath)).toBe(expected);
  });

  test('says what a tool does by default, where its output leaves room for an opt-out', () => {
    expect(nameNextStep(tool('Alembic'), { ...failure, state: 'rolled-back', byDefault: true })).toContain(
      'Alembic keeps nothing of a failed run, unless env.py sets transaction_per_migration',
    );
    expect(nameNextStep(tool('Alembic'), { ...failure, state: 'unchanged' })).not.toContain('env.py');
  });

  test('after a cut', () => {
    expect(nameStepAfterCut(tool('dbmate'), '5_x')).toBe(
      'Check whether 5_x was applied and what it left behind; then `dbmate up`',
    );
    expect(nameStepAfterCut(tool('Alembic'), undefined)).toContain('the last migration');
    expect(nameStepAfterCut(tool('drizzle-kit'), undefined)).toContain('drizzle-kit@0.31.9');
  });
});

describe('judgeFailure', () => {
  const traces: Traces = {
    transaction: 'each',
    dialect: 'postgresql',
    done: [],
    committed: 0,
    reverted: [],
    told: undefined,
    rolledBack: undefined,
    pieces: false,
    neverConnected: false,
    nothingBegun: false,
  };

  test.each<[string, Partial<Traces>, object]>([
    ['each in a transaction, the first', {}, { state: 'rolled-back', applied: [], pieces: false, byDefault: false }],
    ['each, after one', { done: ['a'] }, { state: 'partial', applied: ['a'], pieces: false, byDefault: false }],
    ['each, but without one', { pieces: true }, { state: 'unknown', applied: [], pieces: true, byDefault: false }],
    [
      'each, but without one, after one',
      { done: ['a'], pieces: true },
      { state: 'partial', applied: ['a'], pieces: true, byDefault: false },
    ],
    [
      'all in one',
      { transaction: 'all', done: ['a', 'b'] },
      { state: 'rolled-back', applied: [], pieces: false, byDefault: false },
    ],
    [
      'all in one, some committed',
      { transaction: 'all', done: ['a', 'b'], committed: 1 },
      { state: 'partial', applied: ['a'], pieces: false, byDefault: false },
    ],
    [
      'each by default, the first',
      { transaction: 'each-by-default' },
      { state: 'rolled-back', applied: [], pieces: false, byDefault: true },
    ],
    [
      'each by default, after one',
      { transaction: 'each-by-default', done: ['a'] },
      { state: 'partial', applied: ['a'], pieces: false, byDefault: false },
    ],
    [
      'each by default, but without one',
      { transaction: 'each-by-default', pieces: true },
      { state: 'unknown', applied: [], pieces: true, byDefault: false },
    ],
    [
      'each by default, proved by its error',
      { transaction: 'each-by-default', rolledBack: 'migration' },
      { state: 'rolled-back', applied: [], pieces: false, byDefault: false },
    ],
    [
      'all by default',
      { transaction: 'all-by-default', done: ['a'] },
      { state: 'rolled-back', applied: [], pieces: false, byDefault: true },
    ],
    [
      'all by default, the failed one proved',
      { transaction: 'all-by-default', done: ['a'], rolledBack: 'migration' },
      { state: 'rolled-back', applied: [], pieces: false, byDefault: true },
    ],
    ['none', { transaction: 'none' }, { state: 'unknown', applied: [], pieces: true, byDefault: false }],
    [
      'none, after one',
      { transaction: 'none', done: ['a'] },
      { state: 'partial', applied: ['a'], pieces: true, byDefault: false },
    ],
    [
      'none, but told to be rolled back',
      { transaction: 'none', rolledBack: 'migration' },
      { state: 'rolled-back', applied: [], pieces: false, byDefault: false },
    ],
    [
      'none, all told to be rolled back',
      { transaction: 'none', done: ['a'], rolledBack: 'run' },
      { state: 'rolled-back', applied: [], pieces: false, byDefault: false },
    ],
    ['unknown', { transaction: 'unknown' }, { state: 'unknown', applied: [], pieces: true, byDefault: false }],
    [
      'reverted one by one',
      { transaction: 'none', done: ['a', 'b'], reverted: ['b', 'a'], rolledBack: 'migration' },
      { state: 'rolled-back', applied: [], pieces: false, byDefault: false },
    ],
    [
      'reverted to a tag',
      { transaction: 'none', done: ['a', 'b'], reverted: ['b'], rolledBack: 'migration' },
      { state: 'partial', applied: ['a'], pieces: false, byDefault: false },
    ],
    ['told', { told: 'unchanged' }, { state: 'unchanged', applied: [], pieces: false, byDefault: false }],
    [
      'told, but after one',
      { told: 'unchanged', done: ['a'] },
      { state: 'partial', applied: ['a'], pieces: false, byDefault: false },
    ],
    [
      'never connected',
      { transaction: 'none', neverConnected: true },
      { state: 'unchanged', applied: [], pieces: false, byDefault: false },
    ],
    [
      'nothing begun',
      { transaction: 'none', nothingBegun: true },
      { state: 'unchanged', applied: [], pieces: false, byDefault: false },
    ],
  ])('%s', (_name, parts, expected) => {
    expect(judgeFailure({ ...traces, ...parts })).toEqual(expected);
  });

  test.each([
    [1, 3, '1 of 3 applied'],
    [1, undefined, '1 applied'],
    [3, 2, '3 applied'],
  ])('countApplied(%j, %j)', (applied, pending, expected) => {
    expect(countApplied(applied, pending)).toBe(expected);
  });
});
