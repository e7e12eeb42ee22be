import { PG_CODE } from './node-postgres.ts';
import type { Tool } from './rule.ts';

/** https://orm.drizzle.team/docs/drizzle-kit-migrate: from 0.31.10 on it fails without a word (drizzle-team/drizzle-orm#5816). */
export const drizzleKit: Tool = {
  name: 'drizzle-kit',
  transaction: 'all',
  again: 'drizzle-kit migrate',
  afterCut:
    'drizzle-kit tells no error from 0.31.10 on: run `npx drizzle-kit@0.31.9 migrate`, or the statements by hand, to see it; nothing of the run is kept',
  rules: [
    { says: 'begins', when: /^\[.\] applying migrations\.\.\.$/u },
    { says: 'succeeds', when: /^\[✓\] migrations applied successfully!/ },
    { says: 'fails', when: /^\[.\] applying migrations\.\.\.\s*(?<class>\w*Error): (?<error>.+)/u },
    { says: 'fails', when: /^(?<class>DrizzleQueryError): (?<error>.+)/, within: 'migration' },
    { says: 'tells', when: /^\s+(?:\[?cause\]?): (?<error>.+)/, within: 'failure', overrules: true },
    PG_CODE,
  ],
};
