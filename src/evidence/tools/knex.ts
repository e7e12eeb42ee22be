import type { Tool } from './rule.ts';

/** https://knexjs.org/guide/migrations.html: all in one transaction, unless a migration or the configuration opts out. */
export const knex: Tool = {
  name: 'Knex',
  transaction: 'all-by-default',
  again: 'knex migrate:latest',
  caveat: {
    state: 'rolled-back',
    note: 'Knex keeps nothing of a failed run, unless a migration or the configuration opts out of transactions: `knex migrate:status` tells',
  },
  rules: [
    { says: 'succeeds', when: /^Batch \d+ run: \d+ migrations?/ },
    { says: 'nothing-pending', when: /^Already up to date$/ },
    { says: 'other-command', when: /^Batch \d+ rolled back: |^Already at the base migration/ },
    { says: 'fails', when: /^migration file "(?<migration>[^"]+)" failed$/ },
    {
      says: 'fails-too',
      when: /^migration failed with error: (?<error>.+)/,
      until: /^(?:e|\w*E)rror: |^\s+at |^migration file "/,
    },
    {
      says: 'fails',
      when: /^Can't take lock to run migrations: (?<error>.+)/,
      category: 'LockError',
      state: 'unchanged',
    },
    { says: 'fails', when: /^Acquire connection error: (?<error>.+)/, state: 'unchanged' },
    { says: 'fails-too', when: /^Error: (?<error>The migration directory is corrupt.+)/, state: 'unchanged' },
  ],
  // The statement comes first: `alter table … - relation "userz" does not exist`.
  shorten: error => error.slice(endOfStatement(error)),
};

// Where a backslash escapes a quote, as in MySQL, and where it does not: the text does not tell which it is.
const LITERALS = [String.raw`'(?:[^'\\]|\\[\s\S]|'')*(?:'|\\?$)`, `'(?:[^']|'')*(?:'|$)`] as const;

/** Where the server's words begin behind Knex's statement. A hyphen within a literal is not their beginning; in doubt all of the text is. */
function endOfStatement(error: string): number {
  const [escaped = [], plain = []] = LITERALS.map(literal => {
    const words = new RegExp(`${literal}|"[^"]*(?:"|$)|\`[^\`]*(?:\`|$)| - `, 'g');
    return [...error.matchAll(words)].filter(([word]) => word === ' - ').map(match => match.index);
  });
  const both = new Set(plain);
  const first = escaped.find(index => both.has(index));
  return first === undefined ? 0 : first + ' - '.length;
}
