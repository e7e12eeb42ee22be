import { OTHER_COMMANDS, ROLLBACKS } from './confiture-commands.ts';
import { FAILURES } from './confiture-failures.ts';
import type { Tool } from './rule.ts';

/** https://github.com/fraiseql/confiture (text output of 0.5 to 1.29; its JSON is read in reports/confiture.ts) */
export const confiture: Tool = {
  name: 'Confiture',
  transaction: 'each',
  dialect: 'postgresql',
  again: 'confiture migrate up',
  afterChecksum:
    'Restore the migration files as they were applied, or accept the change with `confiture verify-checksums --fix`',
  wraps: true,
  exitCodes: {
    2: { category: 'ConfigurationError', state: 'unchanged', meaning: 'wrong usage, or no tracking table' },
    4: { category: 'SchemaError', meaning: 'a schema, DDL or build error' },
    5: { category: 'ConfigurationError', state: 'unchanged', meaning: 'an invalid configuration, or a refused check' },
    6: { category: 'LockError', state: 'unchanged', meaning: 'another run holds the migration lock' },
    7: { category: 'ConfigurationError', state: 'unchanged', meaning: 'a check of Git or grants failed' },
    8: { category: 'ConfigurationError', meaning: 'a rollback that cannot be done' },
  },
  rules: [
    { says: 'rehearses', when: /^🔍 Analyzing migrations without execution|^🔍 Dry-run analysis:/u },
    { says: 'rehearses', when: /^🧪 Executing migrations in SAVEPOINT/u, whole: true },
    { says: 'succeeds', when: /^Migration Analysis Summary$/, within: 'analysis' },
    { says: 'succeeds', when: /^🔍 Dry-run analysis:/u },
    { says: 'in-earnest', when: /Proceed with real execution\? \[y\/N\]: [yY]/ },
    { says: 'opens', when: /^🔧 Auto-installed view helper/u },
    { says: 'opens', when: /^🔒 Acquired migration lock/u },
    { says: 'opens', when: /^🔐 Checksum verification passed/u },
    { says: 'opens', when: /^⚠\S* +Force mode enabled/u },
    { says: 'opens', when: /^⚠\S* +Locking disabled/u },
    { says: 'opens', when: /^📦 (?:Force mode: )?Found (?<pending>\d+) (?:pending )?migration/u },
    { says: 'begins', when: /^⚡ Applying (?<migration>\S+?)\.\.\.(?! ?[✅❌])/u },
    { says: 'leaves-pieces', when: /\bRunning migration \S+ in non-transactional mode/, within: 'migration' },
    { says: 'ends', when: /^⚡ Applying (?<migration>\S+?)\.\.\. ?✅/u },
    { says: 'ends', when: /^✅$/u, within: 'migration' },
    { says: 'succeeds', when: /^✅ Successfully applied migrations!/u },
    { says: 'tells', when: /^⏱\S* Total time: (?<ms>\d+)ms/u },
    { says: 'nothing-pending', when: /^✅ No pending migrations/u },
    { says: 'nothing-pending', when: /^⚠\S* +No migration files found\./u, within: 'start' },
    ...FAILURES,
    { says: 'opens', when: /^\s*Usage: confiture migrate up\b/ },
    ...ROLLBACKS,
    ...OTHER_COMMANDS,
  ],
};
