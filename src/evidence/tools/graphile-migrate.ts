import type { Tool } from './rule.ts';

/** https://github.com/graphile/migrate: each migration in a transaction of its own, unless it opts out with `--! no-transaction`. */
export const graphileMigrate: Tool = {
  name: 'graphile-migrate',
  transaction: 'each-by-default',
  dialect: 'postgresql',
  again: 'graphile-migrate migrate',
  saysEnd: 'nothing',
  rules: [
    { says: 'succeeds', when: /^graphile-migrate: \d+ committed migrations executed/ },
    {
      says: 'nothing-pending',
      when: /^graphile-migrate: (?:Already up to date|Up to date — no committed migrations to run)/u,
    },
    {
      says: 'fails',
      when: /^🛑 Error occurred (?:whilst processing migration|at line \d+, column \d+ of "(?<migration>[^"]+)":)/u,
    },
    { says: 'tells', when: /^\s*(?:\| )?(?<sqlstate>[0-9][0-9A-Z]{4}): (?<error>.+)/, within: 'failure' },
    { says: 'tells', when: /^\s+(?:\w*[Ee]rror): (?<error>.+)/, within: 'failure' },
    { says: 'tells', when: /^\s*Code:\s+(?<sqlstate>[0-9A-Z]{5})$/, within: 'failure' },
  ],
};
