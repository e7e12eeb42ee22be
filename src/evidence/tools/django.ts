import type { Tool } from './rule.ts';

// An exception at the end of a traceback stands at the start of its line: `sqlalchemy.exc.ProgrammingError: (…) relation …`.
const DRIVER = { says: 'tells', when: /^psycopg2?\.(?:errors\.)?(?<type>\w+): (?<error>.+)/ } as const;

/** https://docs.djangoproject.com/en/stable/topics/migrations: each migration in a transaction, unless it sets `atomic = False`. */
export const django: Tool = {
  name: 'Django',
  transaction: 'each-by-default',
  caveat: { state: 'rolled-back', note: 'Django rolls a failed migration back, unless it sets atomic = False' },
  again: 'python manage.py migrate',
  rules: [
    // A plan does not print it.
    { says: 'opens', when: /^Operations to perform:$/, earnest: true },
    { says: 'opens', when: /^Running migrations:$/ },
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
    { says: 'down', when: /^ {2}Unapplying (?<migration>[\w.-]+?)\.\.\./ },
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
