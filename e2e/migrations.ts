import type { Dialect } from './database.ts';
import { type Fault, PERSON, SPEECH } from './statements.ts';

/**
 * One migration as every tool gets it, each in its own language: its statements run in this order, and outside of a transaction when
 * `autocommit` asks for that and the tool has a way to say so.
 */
export type Migration = { number: 1 | 2 | 3; version: string; name: string; statements: string[]; autocommit: boolean };

const AVATAR = 'ALTER TABLE users ADD COLUMN avatar text';

/** What follows in the second migration after what begins it. */
function second(fault: Fault, dialect: Dialect): string[] {
  const broken: Partial<Record<Fault, string[]>> = {
    'missing-table': [AVATAR.replace('users', 'userz')],
    unique: [`INSERT INTO users (id, email) VALUES (7, '${PERSON}'), (8, '${PERSON}')`],
    syntax: [AVATAR.replace('TABLE', 'TABL')],
    'lock-timeout': SPEECH[dialect].locked,
  };
  return broken[fault] ?? [AVATAR];
}

/** Three migrations, the second (or the first, for `first` and `autocommit`) broken in the given way; `none` is what they are after mending. */
export function migrations(fault: Fault, dialect: Dialect = 'postgres'): [Migration, Migration, Migration] {
  const { create, strange, begins, autocommit } = SPEECH[dialect];
  return [
    {
      number: 1,
      version: '20260101120000',
      name: 'create_users',
      statements: [fault === 'first' ? strange : create, ...(fault === 'autocommit' ? autocommit : [])],
      autocommit: fault === 'autocommit',
    },
    {
      number: 2,
      version: '20260102120000',
      name: 'add_payment_table',
      statements: [begins, ...second(fault, dialect)],
      autocommit: false,
    },
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
