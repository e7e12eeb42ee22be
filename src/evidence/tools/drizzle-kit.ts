import { PG_CODE } from './node-postgres.ts';
import type { Tool } from './rule.ts';

// npm, pnpm and bun end the spinner's line for it.
const CALLER = '(?!error: script |\\s*ELIFECYCLE)';

/** https://orm.drizzle.team/docs/drizzle-kit-migrate: from 0.31.10 on it fails without a word (drizzle-team/drizzle-orm#5816). */
export const drizzleKit: Tool = {
  name: 'drizzle-kit',
  transaction: 'all',
  again: 'drizzle-kit migrate',
  saysEnd: 'run',
  afterCut:
    'drizzle-kit prints no error since 0.31.10. To see it, run `npx drizzle-kit@0.31.9 migrate`, or run the statements by hand. Nothing of the run was kept',
  rules: [
    { says: 'opens', when: /^drizzle-kit: v\d/ },
    { says: 'opens', when: /^Reading config file '/ },
    // generate, check, up, pull
    {
      says: 'other-command',
      when: /^Everything's fine |^No schema changes, nothing to migrate|Your SQL migration file ➜/u,
    },
    { says: 'other-command', when: /^(?:\[✓\] )?You(?:r)? schema file is ready ➜/u },
    { says: 'begins', when: /^(?:\[.\] )?applying migrations\.\.\./u },
    { says: 'succeeds', when: /^\[✓\] migrations applied successfully!/u },
    {
      says: 'fails',
      when: new RegExp(
        `^(?:\\[.\\] )?applying migrations\\.\\.\\.\\s*${CALLER}(?:(?<class>\\w*Error)|error)(?: \\[\\w+\\])?: (?<error>.+)`,
        'u',
      ),
    },
    // The reason is in the errors within it.
    { says: 'fails', when: /^(?:\[.\] )?applying migrations\.\.\.\s*(?<class>AggregateError)(?: \[\w+\])?:$/u },
    { says: 'fails', when: /^(?<class>DrizzleQueryError): (?<error>.+)/, within: 'migration' },
    { says: 'tells', when: /^\s+(?:\[?cause\]?): (?<error>.+)/, within: 'failure', overrules: true },
    PG_CODE,
    // push
    { says: 'succeeds', when: /^\[✓\] Changes applied/u },
    { says: 'nothing-pending', when: /^\[i\] No changes detected/ },
    {
      says: 'fails',
      when: /^Error: (?<error>Interactive prompts require a TTY terminal)/,
      state: 'unchanged',
      category: 'ConfigurationError',
      remedy: 'Answer the question by hand, or run `drizzle-kit generate` and `drizzle-kit migrate`, which ask nothing',
    },
    {
      says: 'fails',
      when: /^Do you still want to push changes\?$|^❯ No, abort$|^\s*Yes, I want to (?:execute all statements|remove|truncate)/u,
      atEnd: true,
      state: 'unchanged',
      error: 'drizzle-kit push asked a question and got no answer',
      category: 'ConfigurationError',
    },
    {
      says: 'fails',
      when: /^\s*(?:Invalid input|Error) {1,3}(?<error>\S.*)/,
      within: 'start',
      state: 'unchanged',
      category: 'ConfigurationError',
    },
    {
      says: 'fails',
      when: /^(?<error>Please (?:install|provide|specify) .+|\S+ file does not exist|No schema files found .+|No database connection .+)/,
      within: 'start',
      state: 'unchanged',
      category: 'ConfigurationError',
    },
    { says: 'fails', when: /^(?<class>\w*Error)(?: \[\w+\])?: (?<error>.+)/, within: 'start', state: 'unknown' },
    { says: 'fails', when: /^error: (?!script )(?<error>.+)/, within: 'start', state: 'unknown' },
  ],
};
