import type { Rule } from './rule.ts';

/** How a migration that wants a superuser is applied. */
export const SUPERUSER_REMEDY = 'Apply {migration} with a superuser: `confiture migrate apply-as ROLE VERSION`';

/** What Confiture says where it stopped before the first migration, and before any that it then names: nothing of it has run. */
export const BEFORE =
  /^(?:Failed to (?:initialize migrations table|load migration)|Migrations directory not found|Invalid migration_table name|Migration table name .{1,100} is a PostgreSQL reserved word|Irreversible migrations detected|Destructive migration refused|(?:Migration p|P)reconditions? |No migration with version|Cannot load migration|SQL migration \S+ has no matching|--auto-detect-baseline|No Migration subclass|Unknown migration file|Strict mode enabled|Unknown revision: |Revision \S+ is newer|Cannot roll back to |Cannot use (?:both )?--|Invalid (?:--|format)|'utf-8' codec can't decode)/;

// Sentences of `migrate up` that stand alone.
const REFUSALS =
  /^❌ (?:Error: )?(?<error>(?:--auto-detect-baseline|Cannot use (?:both )?--dry-run|Invalid --on-checksum-mismatch|Invalid format|Irreversible migrations detected|Strict mode enabled|(?:Config|Configuration) file not found|Migrations directory not found).+)/u;

/** How `migrate up` fails, in text. */
export const FAILURES: readonly Rule[] = [
  { says: 'fails', when: /^⚡ Applying (?<migration>\S+?)\.\.\. ?❌/u },
  { says: 'fails', when: /^❌$/u, within: 'migration' },
  // Of a check before the first migration there is no line for one, and its version is `?`.
  { says: 'fails-too', when: /^Failed Migration Details:$/ },
  { says: 'tells', when: /^ {2}Database Error: (?<error>.+)/, within: 'failure' },
  // An error that Confiture did not wrap: of the connection, or of a stage of an online migration, which commits on its own.
  { says: 'tells', when: /^ {2}Error Type: (?<class>\w+)$/, within: 'failure' },
  { says: 'leaves-pieces', when: /^ {2}Error Type: (?!Precondition)\w+$/, within: 'failure' },
  {
    says: 'tells',
    when: /^ {2}Message: (?:Failed to apply (?:non-transactional )?migration \S+ \([^)]*\): )?(?<error>.+)/,
    within: 'failure',
  },
  { says: 'tells', when: /^ {2}Message: Migration preconditions failed/, within: 'failure', state: 'unchanged' },
  {
    says: 'tells',
    when: /^ {2}Message: (?:Irreversible migrations detected|Destructive migration refused|No migration with version|SQL migration \S+ has no matching)/,
    within: 'failure',
    category: 'ConfigurationError',
    state: 'unchanged',
  },
  {
    says: 'leaves-pieces',
    when: /^Non-transactional migration \S+ failed|Manual cleanup may be required\.$|Failed to apply non-transactional migration/,
  },
  { says: 'leaves-pieces', when: /issued an explicit COMMIT or ROLLBACK/ },
  {
    says: 'fails',
    when: /Proceed with real execution\? \[y\/N\]: ?(?:Error:?|Aborted[.!]?)?$/,
    error: 'Nobody answered "Proceed with real execution?": nothing was applied',
    category: 'ConfigurationError',
    remedy: 'A job has nobody to answer: run it with --yes, or without --dry-run-execute',
    state: 'unchanged',
    earnest: true,
  },
  {
    says: 'fails',
    when: /^❌ Checksum verification failed!/u,
    error: 'Checksum verification failed',
    category: 'ChecksumError',
    state: 'unchanged',
  },
  {
    says: 'tells',
    when: /^ {2}(?<migration>\d\S*)$/,
    after: /^❌ Checksum verification failed!/u,
    within: 'failure',
  },
  {
    says: 'fails',
    when: /^⏸\S*\s+Skipping migration (?<migration>\S+?):$/u,
    error: 'requires_superuser=True: it has to be applied separately as a superuser',
    category: 'PermissionError',
    remedy: SUPERUSER_REMEDY,
    state: 'unchanged',
  },
  { says: 'fails', when: REFUSALS, category: 'ConfigurationError', state: 'unchanged' },
  { says: 'fails', when: /^❌ (?<error>Failed to connect to database: .+)/u, type: 'CONFIG_006', state: 'unchanged' },
  { says: 'fails', when: /^❌ (?<error>Duplicate migration versions detected)/u, type: 'MIGR_106', state: 'unchanged' },
  {
    says: 'tells',
    when: /^ {2}Version (?<migration>\w+):$/,
    after: /^Multiple migration files share/,
    within: 'failure',
  },
  { says: 'fails', when: /^❌ Error (?<type>(?:CONFIG|VALID|LOCK|POOL|PRECON)_\d+|MIGR_106)$/u, state: 'unchanged' },
  {
    says: 'fails',
    when: /^❌ Error (?<type>(?!(?:CONFIG|VALID|LOCK|POOL|PRECON)_|MIGR_106$)[A-Z]+_[A-Z\d]+)$/u,
  },
  { says: 'fails', when: /^❌ Error$/u },
  { says: 'tells', when: /^(?<error>.+)$/, after: /(?:^|\.\.\. ?)❌ Error(?: [A-Z]+_[A-Z\d]+)?$/u, within: 'failure' },
  { says: 'tells', when: BEFORE, after: /^❌ Error(?: [A-Z]+_[A-Z\d]+)?$/u, within: 'failure', state: 'unchanged' },
  {
    says: 'tells',
    when: /^Failed to load migration (?:.*[/\\])?(?<migration>[\w.-]+?\.(?:py|sql)):/,
    after: /^❌ Error MIGR_001$/u,
    within: 'failure',
  },
  {
    says: 'tells',
    when: /^Failed to connect to database: /,
    after: /^❌ Error$/u,
    within: 'failure',
    type: 'CONFIG_006',
    state: 'unchanged',
  },
  // Errors with an explanation: the first line is the error.
  { says: 'tells', when: /^❌ (?<error>(?!Error\b|Migration failed: )\S.*)/u },
  { says: 'fails-too', when: /^📋 CAUSE:/u },
  { says: 'fails-too', when: /^❌ Migration failed: (?<error>.+)/u },
  { says: 'fails-too', when: /^❌ (?:Error: )?(?<error>(?!Error\b|Migration failed: )\S.*)/u, within: 'start' },
  {
    says: 'fails',
    when: /^Error: (?<error>Could not acquire migration lock .+)/,
    type: 'LOCK_1300',
    state: 'unchanged',
  },
  {
    says: 'fails',
    when: /^Error: (?<error>Invalid migration_table name: .+|Migration table name .{1,100} is a PostgreSQL reserved word.*)/,
    category: 'ConfigurationError',
    state: 'unchanged',
  },
  { says: 'fails-too', when: /^Error: (?<error>.+)/, within: 'start' },
  // A migration may print such a line, and go on.
  {
    says: 'fails-too',
    when: /^❌ Error: (?<error>(?!Cannot use|Invalid |Could not acquire|Migration table).+)/u,
    within: 'run',
    atEnd: true,
  },
  {
    says: 'fails',
    when: /^│ (?<error>.*?\S)\s*│$/,
    after: /^╭─ Error ─/,
    type: 'UsageError',
    category: 'ConfigurationError',
    state: 'unchanged',
    within: 'run',
  },
  { says: 'tells', when: /^💡 (?<advice>(?!Tip:|EXAMPLES).+?)\.?$/u, within: 'failure' },
  // As a library, in the log or the traceback of a Python program.
  { says: 'present', when: /^\s+File ".*[/\\]confiture[/\\].*\.py", line / },
  {
    says: 'fails-too',
    when: /^(?! {2}Message: ).*\bFailed to apply (?:non-transactional )?migration (?<version>\w+) \((?<name>[^)]*)\):(?: SQL execution failed)?/,
    overrules: true,
  },
  { says: 'tells', when: / \| Error: (?<error>.+)/, within: 'failure', overrules: true },
  { says: 'tells', when: /^Error: (?<error>.+)/, after: / \|$/, within: 'failure', overrules: true },
  {
    says: 'tells',
    when: /Failed to apply (?:non-transactional )?migration \w+ \([^)]*\): (?!SQL execution failed)(?<error>.+)/,
    within: 'failure',
  },
  {
    says: 'fails-too',
    when: /^(?:confiture\.[\w.]+\.)?(?<class>\w*(?:Error|Exception)): (?<error>(?!Failed to apply |SQL execution failed).+)/,
    within: 'crash',
  },
];
