import type { Tool } from './rule.ts';

/** https://www.prisma.io/docs/orm/prisma-migrate */
export const prisma: Tool = {
  name: 'Prisma',
  transaction: 'none',
  again: 'prisma migrate deploy',
  endsSilently: true,
  saysEnd: 'run',
  afterFailure:
    'Check what {migration} left behind, then `prisma migrate resolve --rolled-back {migration}` (or `--applied`), fix it, and `prisma migrate deploy`',
  rules: [
    { says: 'opens', when: /^\d+ migrations? found in \S*migrations/ },
    { says: 'begins', when: /^Applying migration `(?<migration>[^`]+)`/ },
    { says: 'succeeds', when: /^All migrations have been successfully applied\./ },
    // The last line of older versions.
    { says: 'succeeds', when: /^The following migrations?(?:\(s\))? have been applied:/, within: 'migration' },
    { says: 'nothing-pending', when: /^No pending migrations to apply\.|^Your database is now in sync with your/ },
    {
      says: 'other-command',
      when: /^Database schema is up to date!|^Following migrations? have not yet been applied:/,
    },
    { says: 'fails', when: /^Error: (?<type>P3018)\b/ },
    { says: 'tells', when: /^Migration name: (?<migration>\S+)/, within: 'failure', overrules: true },
    { says: 'tells', when: /^Database error code: (?<sqlstate>\w+)/, within: 'failure' },
    { says: 'tells', when: /^(?<error>\S.*)/, after: /^Database error:$/, within: 'failure', overrules: true },
    { says: 'fails', when: /^Error: (?<type>P3009)\b/, state: 'unknown' },
    {
      says: 'tells',
      when: /^The `(?<migration>[^`]+)` migration started at /,
      within: 'failure',
      overrules: true,
    },
    {
      says: 'tells',
      when: /^(?<error>migrate found failed migrations in the target database)/,
      within: 'failure',
      overrules: true,
    },
    { says: 'fails', when: /^Error: (?<type>P(?:1\d{3}|30(?!09|18)\d\d)): ?(?<error>.+)/, state: 'unchanged' },
    { says: 'fails', when: /^Error: (?<type>P(?:1\d{3}|30(?!09|18)\d\d))$/, state: 'unchanged' },
    { says: 'tells', when: /^(?<error>\S.*)/, after: /^Error: P(?:1\d{3}|3\d{3})$/, within: 'failure' },
    { says: 'tells', when: /acquire a postgres advisory lock/, within: 'failure', category: 'LockError' },
  ],
};
