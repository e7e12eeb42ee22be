import type { Dialect } from './database.ts';

/** What is wrong with the set: nothing, or one kind of mistake, in the second migration unless it says otherwise. */
export type Fault = 'none' | 'missing-table' | 'unique' | 'syntax' | 'lock-timeout' | 'first' | 'autocommit';

/** A fault whose error is known. */
export type Mistake = Exclude<Fault, 'none' | 'autocommit'>;

/** A row that a unique violation would show: personal data, which must not leave. */
export const PERSON = 'mary.poppins@cherry-tree.example';

/** What the migrations say to one kind of database, and what it answers. */
export type Speech = {
  /** The first migration, and the one whose mistake is its own. */
  create: string;
  strange: string;
  /** Begins the second migration; it may run again after a try that left it behind. */
  begins: string;
  /** Makes the session give up soon where it would wait for a lock, and waits. */
  locked: string[];
  /** By which another session holds the lock that `locked` waits for. */
  holds: string;
  /** What is done without a transaction. */
  autocommit: string[];
  /** Words that the database says about a fault, and the category that a person would name. */
  said: Record<Mistake, { error: string; category: string }>;
  /** What the migrations make, by the database's catalogue: as `id`, `TABLE.COLUMN` or the name of an index. */
  objects: string;
};

const LOCKED = 'ALTER TABLE held.ledger ADD COLUMN note text';

export const SPEECH: Record<Dialect, Speech> = {
  postgres: {
    create: 'CREATE TABLE users (id integer PRIMARY KEY, email text UNIQUE)',
    strange: 'CREATE TABLE users (id integer PRIMARY KEY, email strange UNIQUE)',
    begins: 'ALTER TABLE users ADD COLUMN IF NOT EXISTS bio text',
    locked: ["SET lock_timeout = '300ms'", LOCKED],
    holds: 'LOCK TABLE held.ledger',
    // The usual reason to do without a transaction, and what remains when it goes wrong halfway.
    autocommit: ['CREATE INDEX CONCURRENTLY users_early ON users (email)', 'ALTER TABLE userz ADD COLUMN avatar text'],
    said: {
      'missing-table': { error: 'relation "userz" does not exist', category: 'SchemaError' },
      unique: {
        error: 'duplicate key value violates unique constraint "users_email_key"',
        category: 'ConstraintError',
      },
      syntax: { error: 'syntax error at or near "TABL"', category: 'SyntaxError' },
      'lock-timeout': { error: 'canceling statement due to lock timeout', category: 'LockError' },
      first: { error: 'type "strange" does not exist', category: 'SchemaError' },
    },
    objects: `
      SELECT table_name || '.' || column_name AS id FROM information_schema.columns WHERE table_name IN ('users', 'ledger')
      UNION SELECT indexname FROM pg_indexes WHERE tablename = 'users'`,
  },
  mariadb: {
    create: 'CREATE TABLE users (id integer PRIMARY KEY, email varchar(190), UNIQUE KEY users_email_key (email))',
    strange: 'CREATE TABLE users (id integer PRIMARY KEY, email varchar(190) DEFAULT (strange))',
    begins: 'ALTER TABLE users ADD COLUMN IF NOT EXISTS bio text',
    locked: ['SET SESSION lock_wait_timeout = 1', LOCKED],
    holds: 'SELECT * FROM held.ledger',
    autocommit: [],
    said: {
      'missing-table': { error: "userz' doesn't exist", category: 'SchemaError' },
      unique: { error: 'Duplicate entry', category: 'ConstraintError' },
      syntax: { error: 'You have an error in your SQL syntax', category: 'SyntaxError' },
      'lock-timeout': { error: 'Lock wait timeout exceeded', category: 'LockError' },
      first: { error: "Unknown column 'strange'", category: 'SchemaError' },
    },
    objects: `
      SELECT CONCAT(table_name, '.', column_name) AS id FROM information_schema.columns
      WHERE table_schema IN (DATABASE(), 'held') AND table_name IN ('users', 'ledger')
      UNION SELECT index_name FROM information_schema.statistics
      WHERE table_schema = DATABASE() AND table_name = 'users' AND index_name <> 'PRIMARY'`,
  },
  sqlite: {
    create: 'CREATE TABLE users (id integer PRIMARY KEY, email text UNIQUE)',
    strange: 'CREATE TABLE users (id integer PRIMARY KEY, email text CHECK (strange(email)))',
    begins: 'CREATE TABLE IF NOT EXISTS profiles (bio text)',
    locked: [],
    holds: '',
    autocommit: [],
    said: {
      'missing-table': { error: 'no such table: userz', category: 'SchemaError' },
      unique: { error: 'UNIQUE constraint failed: users.email', category: 'ConstraintError' },
      syntax: { error: 'near "TABL": syntax error', category: 'SyntaxError' },
      'lock-timeout': { error: 'database is locked', category: 'LockError' },
      first: { error: 'no such function: strange', category: 'SchemaError' },
    },
    objects: `
      SELECT m.name || '.' || c.name AS id FROM sqlite_master m, pragma_table_info(m.name) c
      WHERE m.type = 'table' AND m.name IN ('users', 'profiles')
      UNION SELECT name FROM sqlite_master WHERE type = 'index' AND tbl_name = 'users' AND name NOT LIKE 'sqlite_%'`,
  },
};
