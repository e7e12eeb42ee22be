import type { Tool } from './rule.ts';

// An exception at the end of a traceback stands at the start of its line: `sqlalchemy.exc.ProgrammingError: (…) relation …`.
const DRIVER = { says: 'tells', when: /^psycopg2?\.(?:errors\.)?(?<type>\w+): (?<error>.+)/ } as const;

/** https://alembic.sqlalchemy.org: all in one transaction, unless env.py sets `transaction_per_migration`. */
export const alembic: Tool = {
  name: 'Alembic',
  transaction: 'all-by-default',
  again: 'alembic upgrade head',
  caveat: {
    state: 'rolled-back',
    note: 'Alembic keeps nothing of a failed run, unless env.py sets transaction_per_migration or a migration uses autocommit_block: `alembic current` tells',
  },
  endsSilently: true,
  rules: [
    { says: 'opens', when: /\[alembic\.runtime\.migration\] Context impl / },
    { says: 'rehearses', when: /\[alembic\.runtime\.migration\] Generating static SQL/ },
    { says: 'leaves-pieces', when: /Will assume non-transactional DDL/, whole: true },
    {
      says: 'begins',
      when: /^(?!--).*Running upgrade [\w, ]*-> (?<version>\w+)(?:, (?<name>.+))?$/,
    },
    { says: 'other-command', when: /Running downgrade \w+ -> / },
    { says: 'present', when: /^\s+File ".*[/\\]alembic[/\\].*\.py", line / },
    {
      says: 'tells',
      when: /^\s+File ".*[/\\]versions[/\\](?<migration>[\w-]+)\.py", line \d+, in upgrade/,
      overrules: true,
    },
    {
      says: 'fails-too',
      when: /^(?<class>sqlalchemy\.exc\.\w+): \((?<type>[\w.]+)\) (?<error>.+)/,
      within: 'crash',
      overrules: true,
    },
    {
      says: 'fails-too',
      when: /^(?<class>(?!psycopg|sqlite3|pymysql|MySQLdb|asyncpg)[A-Za-z_][\w.]*(?:Error|Exception|Interrupt|Failure|Exit)): (?<error>.+)/,
      after: /^\s/,
      within: 'crash',
    },
    {
      says: 'fails-too',
      when: /^\s*(?:ERROR \[alembic\.util\.messaging\] |FAILED: (?=Can't locate|Multiple head|No such revision|No config file|Path doesn't))(?<error>.+)/,
      state: 'unchanged',
    },
  ],
};

/** https://docs.djangoproject.com/en/stable/topics/migrations: each migration in a transaction, unless it sets `atomic = False`. */
export const django: Tool = {
  name: 'Django',
  transaction: 'each-by-default',
  caveat: { state: 'rolled-back', note: 'Django rolls a failed migration back, unless it sets atomic = False' },
  again: 'python manage.py migrate',
  rules: [
    { says: 'opens', when: /^Operations to perform:$|^Running migrations:$/ },
    { says: 'rehearses', when: /^Planned operations:$/ },
    {
      says: 'begins',
      when: /^ {2}Applying (?!.*\s(?:OK|FAKED)(?: \([\d.]+s\))?$)(?<migration>[\w.-]+?)\.\.\.(?!\s*(?:OK|FAKED))/,
    },
    // What a migration prints without a line break stands before the OK.
    {
      says: 'ends',
      when: /^ {2}Applying (?<migration>[\w.-]+?)\.\.\.(?:\s*(?:OK|FAKED)|.*\s(?:OK|FAKED)(?: \([\d.]+s\))?$)/,
    },
    { says: 'ends', when: /^\s*(?:OK|FAKED)(?: \([\d.]+s\))?$/, within: 'migration' },
    { says: 'nothing-pending', when: /^ {2}No migrations to apply\./ },
    { says: 'other-command', when: /^ {2}Unapplying \S+/ },
    {
      says: 'present',
      when: /^\s+File ".*[/\\]django[/\\](?:core[/\\]management[/\\]commands[/\\]migrate\.py|db[/\\]migrations[/\\]\w+\.py)", line /,
    },
    DRIVER,
    {
      says: 'fails-too',
      when: /^(?<class>django\.db\.utils\.\w+): (?<error>.+)/,
      within: 'migration',
      overrules: true,
    },
    { says: 'fails-too', when: /^(?<class>django\.db\.utils\.\w+): (?<error>.+)/, within: 'crash', overrules: true },
    {
      says: 'fails-too',
      when: /^(?<class>(?!psycopg|django\.db\.utils|sqlite3|MySQLdb)[A-Za-z_][\w.]*(?:Error|Exception|Interrupt|DoesNotExist|Exit)): (?<error>.+)/,
      after: /^\s/,
      within: 'crash',
    },
    { says: 'fails', when: /^(?<class>django\.db\.migrations\.exceptions\.\w+): (?<error>.+)/, state: 'unchanged' },
    { says: 'fails', when: /^CommandError: (?<error>Conflicting migrations detected.+)/, state: 'unchanged' },
  ],
};

/** https://guides.rubyonrails.org/active_record_migrations.html: "this and" tells that the failed migration was rolled back. */
export const rails: Tool = {
  name: 'Rails',
  transaction: 'none',
  again: 'rails db:migrate',
  rules: [
    { says: 'again', when: /^(?:rake|rails|bin\/rails) aborted!$/ },
    { says: 'begins', when: /^== (?<version>\d+) (?<name>\w+): migrating =/ },
    { says: 'ends', when: /^== (?<version>\d+) (?<name>\w+): migrated \(/ },
    { says: 'other-command', when: /^== \d+ \w+: revert(?:ing|ed)\b/ },
    { says: 'fails-too', when: /An error has occurred, (?:this and )?all later migrations canceled:/ },
    { says: 'rolls-back', when: /An error has occurred, this and all later migrations canceled:/ },
    {
      says: 'tells',
      when: /^(?<type>[A-Z]\w*(?:::\w+)+): (?<error>.+)/,
      after: /all later migrations canceled:$/,
      within: 'failure',
    },
    { says: 'tells', when: /^(?<error>\S.*)/, after: /all later migrations canceled:$/, within: 'failure' },
    { says: 'tells', when: /^(?<type>[A-Z]\w*(?:::\w+)+): (?<error>.+)/, after: /(?:rake|rails) aborted!$/ },
    { says: 'fails-too', when: /^Tasks: TOP => .*\bdb:(?:migrate|prepare|create|schema)/ },
    {
      says: 'fails-too',
      when: /^(?<type>ActiveRecord::(?:ConcurrentMigrationError|NoDatabaseError|ConnectionNotEstablished|DatabaseConnectionError))(?::(?: (?<error>.*))?)?$/,
      after: /(?:rake|rails) aborted!$/,
      state: 'unchanged',
    },
    {
      says: 'tells',
      when: /^(?<error>\S.*)/,
      after: /^ActiveRecord::ConcurrentMigrationError:\s*$/,
      within: 'failure',
    },
  ],
};
