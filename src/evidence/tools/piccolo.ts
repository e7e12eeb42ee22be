import { TRACEBACK_ENDS } from './python.ts';
import type { Tool } from './rule.ts';

/** https://piccolo-orm.readthedocs.io/en/latest/piccolo/migrations: names are times; PostgreSQL, SQLite, CockroachDB. */
export const piccolo: Tool = {
  name: 'Piccolo',
  transaction: 'none',
  again: 'piccolo migrations forwards all',
  rules: [
    { says: 'opens', when: /^🚀 Running \d+ migrations?:$/u },
    { says: 'begins', when: /^ {2}- (?<migration>\d{4}-\d\d-\d\dT[\d:]+) \[forwards\]\.\.\.(?! ok!)/ },
    { says: 'ends', when: /^ {2}- (?<migration>\d{4}-\d\d-\d\dT[\d:]+)(?: \[(?:for|back)wards\]\.\.\. ok!|: faked!)/ },
    { says: 'ends', when: /^ok! ✔/u, within: 'migration' },
    { says: 'down', when: /^ {2}- (?<migration>\d{4}-\d\d-\d\dT[\d:]+) \[backwards\]\.\.\./ },
    { says: 'nothing-pending', when: /^🏁 (?:No migrations need to be run|Migration \S+ has already been run)/u },
    { says: 'other-command', when: /^(?:🏁 No migrations to reverse!|Listing migrations \.\.\.$)/u },
    { says: 'present', when: /^\s+File ".*[/\\]piccolo[/\\].*\.py", line / },
    { says: 'fails-too', when: /^asyncpg\.exceptions\.(?<type>\w+): (?<error>.+)/, within: 'migration' },
    { says: 'fails-too', when: /^sqlite3\.(?<class>\w+): (?<error>.+)/, within: 'migration' },
    ...TRACEBACK_ENDS,
  ],
};
