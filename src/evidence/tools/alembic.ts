import { TRACEBACK_ENDS } from './python.ts';
import type { Rule, Tool } from './rule.ts';

// How Alembic, Flask-Migrate and programs that call them begin a line that says why they refuse; a logger may stand before the first two.
// Without a start for these: every line of every log is looked at, and `.{0,120}` before each word took a third of the time.
const REFUSALS =
  '(?:alembic\\.util\\.messaging\\]?:? *|(?:^|(?:flask_migrate|root)\\]?:? *)Error: |^\\s*FAILED: |^alembic\\.util\\.exc\\.CommandError: |^alembic\\.script\\.revision\\.\\w+: )';

/** A refusal in `words`: nothing has begun. */
function refuses(words: string, remedy?: string): Rule {
  return {
    says: 'fails-too',
    when: new RegExp(`${REFUSALS}(?<error>(?:${words}).*)`),
    state: 'unchanged',
    category: 'ConfigurationError',
    ...(remedy === undefined ? {} : { remedy }),
  };
}

/**
 * https://alembic.sqlalchemy.org: all in one transaction, unless env.py sets `transaction_per_migration`; on a database without
 * transactional DDL each migration in one of its own.
 */
export const alembic: Tool = {
  name: 'Alembic',
  transaction: 'all-by-default',
  again: 'alembic upgrade head',
  caveat: {
    state: 'rolled-back',
    note: 'Alembic keeps nothing of a failed run, unless env.py sets transaction_per_migration or a migration uses autocommit_block. `alembic current` shows what is applied',
  },
  endsSilently: true,
  // An error that rich has broken at 80 columns.
  shorten: error => error.replace(/^<class '[\w.]+'>: /, '').replace(/ ?\n(?=[a-z])/g, ' '),
  rules: [
    { says: 'target', when: /\[alembic\.env\] Migrating database (?<database>\w+)$/ },
    { says: 'opens', when: /\bContext impl \w+\.$/ },
    { says: 'rehearses', when: /\bGenerating static SQL$/ },
    { says: 'leaves-pieces', when: /\bWill assume non-transactional DDL\.?$/, whole: true },
    // Where the logger is not at INFO it does not say so. https://alembic.sqlalchemy.org/en/latest/api/ddl.html (transactional_ddl)
    {
      says: 'leaves-pieces',
      when: /^(?:sqlalchemy\.exc\.\w+: \()?sqlite3\.\w+(?:\) |: )/,
      within: 'crash',
      whole: true,
    },
    // Not behind the `--` of a script. The words first: they are looked for in every line of every log.
    {
      says: 'begins',
      when: /\bRunning upgrade(?<!^--.{0,200}) [\w., -]*-> (?<version>[\w.-]+)(?:, (?!empty message$)(?<name>.+)|, empty message)?$/,
    },
    {
      says: 'down',
      when: /\bRunning downgrade(?<!^--.{0,200}) (?<version>[\w.-]+) -> ?[\w.-]*(?:, (?!empty message$)(?<name>.+)|, empty message)?$/,
    },
    // stamp, history, current, heads, show, revision, check
    { says: 'other-command', when: /\bRunning stamp_revision\b/ },
    { says: 'other-command', when: /^<base> -> \w+(?: \([\w ]+\))*, / },
    {
      says: 'other-command',
      when: /^[\w, ]+ -> \w+ \((?:effective )?(?:head|branchpoint|mergepoint|current)\)(?: \(\w+\))*, /,
    },
    { says: 'other-command', when: /^\w{2,40} \((?:effective )?(?:head|branchpoint|mergepoint)\)(?: \(\w+\))*$/ },
    { says: 'other-command', when: /^Rev: \w+(?: \(\w+\))*$/ },
    { says: 'other-command', when: /\[alembic\.autogenerate\b/ },
    { says: 'other-command', when: /^\s*Generating \S+\.py \.\.\./ },
    {
      says: 'other-command',
      when: /\b(?:No new upgrade operations detected\.$|New upgrade operations detected: \[|Target database is not up to date\.)/,
    },
    { says: 'present', when: /^\s+File ".*[/\\]alembic[/\\].*\.py", line / },
    {
      says: 'tells',
      when: /^\s+File ".*[/\\]versions[/\\](?:.{1,200}[/\\])?(?<migration>[\w.-]+)\.py", line \d+, in (?:up|down)grade/,
      overrules: true,
    },
    {
      says: 'fails-too',
      when: /^(?<class>sqlalchemy\.exc\.\w+): \((?:sqlalchemy\.dialects\.[\w.]+)\) <class '(?<type>[\w.]+)'>: (?<error>.+)/,
      within: 'crash',
      overrules: true,
    },
    {
      says: 'fails-too',
      when: /^(?<class>sqlalchemy\.exc\.\w+): \((?!sqlalchemy\.dialects)(?<type>[\w.]+)\) (?<error>.+)/,
      within: 'crash',
      overrules: true,
    },
    // What env.py or a migration throws without SQLAlchemy.
    {
      says: 'fails-too',
      when: /^(?<type>(?:asyncpg\.exceptions|psycopg2?|psycopg2?\.errors|pymysql\.err|MySQLdb(?:\._exceptions)?|oracledb\.exceptions|sqlite3)\.\w+): (?<error>.+)/,
      within: 'crash',
    },
    // Rich draws the frames in a box; the error stands below it.
    {
      says: 'fails-too',
      when: /^(?<class>\w+(?:Error|Exception)): (?:\((?<type>[\w.]+)\) )?(?<error>.+)/,
      after: /^╰─/u,
      within: 'run',
      until: /^\s*$|^\[SQL/,
    },
    // A revision whose file is gone: KeyError follows, and says less.
    {
      says: 'tells',
      when: /UserWarning: (?<error>Revision \S+ referenced from .+ is not present)/,
      category: 'ConfigurationError',
      remedy: 'Restore the file of the missing revision, or correct down_revision',
    },
    refuses('Multiple head', 'Join the heads with `alembic merge heads`, and commit the file that it writes'),
    refuses(
      "Can't locate revision|No such revision",
      'The database is at a revision that these files do not have: deploy the code that holds it, or correct the version with `alembic stamp`',
    ),
    refuses('Target database is not up to date', 'Run `alembic upgrade head` first'),
    refuses(
      "No config file|No 'script_location'|Path doesn't exist",
      'Run it in the folder of alembic.ini, or name the file with -c',
    ),
    refuses(
      'Requested revision|Revision |Cycle is detected|Dependency |Self-loop|Relative revision|Destination |Ambiguous|Walked too far|Multiple version_locations|Could not determine revision|No starting revision|Range revision|New upgrade operations|Duplicate head|Branch |Did not locate|downgrade with',
    ),
    ...TRACEBACK_ENDS,
    // What no row above knows. Flask-Migrate prints errors of migrations so, too.
    {
      says: 'fails-too',
      when: /alembic\.util\.messaging\]?:? *(?!Online migration)(?<error>\S.+)/,
      within: 'start',
      state: 'unchanged',
    },
    { says: 'fails-too', when: /flask_migrate\]?:? *Error: (?<error>\S.+)/, within: 'migration' },
  ],
};
