/**
 * One migration as every tool gets it, each in its own language: its statements run in this order, and outside of a transaction when
 * `autocommit` asks for that and the tool has a way to say so.
 */
export type Migration = { number: 1 | 2 | 3; version: string; name: string; statements: string[]; autocommit: boolean };

/** What is wrong with the set: nothing, or one kind of mistake, in the second migration unless it says otherwise. */
export type Fault = 'none' | 'missing-table' | 'unique' | 'syntax' | 'lock-timeout' | 'first' | 'autocommit';

/** A fault whose error is known. */
export type Mistake = Exclude<Fault, 'none' | 'autocommit'>;

/** Words that the database says about a fault, and the category that a person would name. */
export const SAID: Record<Mistake, { error: string; category: string }> = {
  'missing-table': { error: 'relation "userz" does not exist', category: 'SchemaError' },
  unique: { error: 'duplicate key value violates unique constraint "users_email_key"', category: 'ConstraintError' },
  syntax: { error: 'syntax error at or near "TABL"', category: 'SyntaxError' },
  'lock-timeout': { error: 'canceling statement due to lock timeout', category: 'LockError' },
  first: { error: 'type "strange" does not exist', category: 'SchemaError' },
};

/** A row that a unique violation would show: personal data, which must not leave. */
export const PERSON = 'mary.poppins@cherry-tree.example';

const BIO = 'ALTER TABLE users ADD COLUMN IF NOT EXISTS bio text';

const SECOND: Record<Fault, string[]> = {
  none: [BIO, 'ALTER TABLE users ADD COLUMN avatar text'],
  'missing-table': [BIO, 'ALTER TABLE userz ADD COLUMN avatar text'],
  unique: [BIO, `INSERT INTO users (id, email) VALUES (7, '${PERSON}'), (8, '${PERSON}')`],
  syntax: [BIO, 'ALTER TABL users ADD COLUMN avatar text'],
  'lock-timeout': [BIO, "SET lock_timeout = '300ms'", 'ALTER TABLE held.ledger ADD COLUMN note text'],
  first: [BIO, 'ALTER TABLE users ADD COLUMN avatar text'],
  autocommit: [BIO, 'ALTER TABLE users ADD COLUMN avatar text'],
};

/** The usual reason to do without a transaction, and what remains when it goes wrong halfway. */
const CONCURRENTLY = [
  'CREATE INDEX CONCURRENTLY users_early ON users (email)',
  'ALTER TABLE userz ADD COLUMN avatar text',
];

/** Three migrations, the second (or the first, for `first` and `autocommit`) broken in the given way; `none` is what they are after mending. */
export function migrations(fault: Fault): [Migration, Migration, Migration] {
  const email = fault === 'first' ? 'strange' : 'text';
  return [
    {
      number: 1,
      version: '20260101120000',
      name: 'create_users',
      statements: [
        `CREATE TABLE users (id integer PRIMARY KEY, email ${email} UNIQUE)`,
        ...(fault === 'autocommit' ? CONCURRENTLY : []),
      ],
      autocommit: fault === 'autocommit',
    },
    { number: 2, version: '20260102120000', name: 'add_payment_table', statements: SECOND[fault], autocommit: false },
    {
      number: 3,
      version: '20260103120000',
      name: 'index_users_email',
      statements: ['CREATE INDEX users_email ON users (email)'],
      autocommit: false,
    },
  ];
}

/** The statements as a script, one to a line. */
export function script({ statements }: Migration): string {
  return statements.map(statement => `${statement};\n`).join('');
}
