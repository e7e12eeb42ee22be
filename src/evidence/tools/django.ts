import { TRACEBACK_ENDS } from './python.ts';
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
    // django-tenant-schemas
    { says: 'target', when: /^=+ (?:Run|Running) \w+ for schema (?<database>\w+)/ },
    // The command as a shell traces it (`set -x`).
    { says: 'target', when: /^\++ .{0,200}\bmanage\.py migrate .{0,200}--database[= ](?<database>\w+)/ },
    // A plan does not print it.
    { says: 'opens', when: /^Operations to perform:$/, earnest: true },
    { says: 'opens', when: /^Running migrations:$/, earnest: true },
    { says: 'rehearses', when: /^Planned operations:$/ },
    // sqlmigrate
    {
      says: 'rehearses',
      when: /^-- (?:(?:Create|Delete|Rename|Alter) (?:model|field|index|unique_together|constraint)|(?:Add|Remove|Rename|Alter) field|Raw (?:SQL|Python) operation) /,
    },
    // showmigrations, makemigrations
    { says: 'other-command', when: /^ \[[X ]\] \d{4}_\w+/ },
    { says: 'other-command', when: /^\[[X ]\] {2}\w+\.\d{4}_\w+/ },
    { says: 'other-command', when: /^Migrations for '\w+':$/ },
    { says: 'other-command', when: /^No changes detected(?: in apps? '.+)?$/ },
    {
      says: 'begins',
      earnest: true,
      when: /^ {2}Applying (?!.*\s(?:OK|FAKED)(?: \([\d.]+s\))?$)(?<migration>[\w.-]+?)\.\.\.(?!\s*(?:OK|FAKED))/,
    },
    // What a migration prints without a line break stands before the OK.
    {
      says: 'ends',
      earnest: true,
      when: /^ {2}Applying (?<migration>[\w.-]+?)\.\.\.(?:\s*(?:OK|FAKED)|.*\s(?:OK|FAKED)(?: \([\d.]+s\))?$)/,
    },
    { says: 'ends', when: /^\s*(?:OK|FAKED)(?: \([\d.]+s\))?$/, within: 'migration' },
    { says: 'nothing-pending', when: /^ {2}No migrations to apply\./ },
    { says: 'down', when: /^ {2}Unapplying (?<migration>[\w.-]+?)\.\.\./ },
    { says: 'ends', when: /^ {2}Unapplying (?<migration>[\w.-]+?)\.\.\..*\b(?:OK|FAKED)(?: \([\d.]+s\))?$/ },
    {
      says: 'present',
      when: /^\s+File ".*[/\\]django[/\\](?:core[/\\]management[/\\]commands[/\\]migrate\.py|db[/\\]migrations[/\\]\w+\.py)", line /,
    },
    // The handlers of post_migrate run when every migration has ended.
    {
      says: 'tells',
      when: /^\s+File ".*[/\\]django[/\\]core[/\\]management[/\\]sql\.py", line \d+, in emit_post_migrate_signal/,
      state: 'applied',
      remedy: 'The migrations are applied; fix the handler of post_migrate that failed',
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
      says: 'fails',
      when: /^(?:[\w.]+\.)?(?<class>MigrationSchemaMissing): (?<error>.+ \((?:permission denied|no schema|.{0,80}\b1142\b).*)/,
      state: 'unchanged',
      category: 'PermissionError',
      remedy: 'Give the database user the right to create tables in its schema',
    },
    // Whatever else kept it from making its table, the database says in brackets.
    {
      says: 'fails',
      when: /^(?:[\w.]+\.)?(?<class>MigrationSchemaMissing): (?!.+ \((?:permission denied|no schema|.{0,80}\b1142\b))(?<error>.+)/,
      state: 'unchanged',
    },
    {
      says: 'fails',
      when: /^(?<class>django\.db\.migrations\.exceptions\.(?!MigrationSchemaMissing|Irreversible)\w+): (?<error>.+)/,
      state: 'unchanged',
      category: 'ConfigurationError',
    },
    // It is found before the operations are undone.
    {
      says: 'fails',
      when: /^(?<class>django\.db\.migrations\.exceptions\.IrreversibleError): (?<error>.+)/,
      state: 'unchanged',
    },
    {
      says: 'fails',
      when: /^CommandError: (?<error>Conflicting migrations detected.+)/,
      state: 'unchanged',
      category: 'ConfigurationError',
      remedy: 'Join them with `python manage.py makemigrations --merge`, and commit the file that it writes',
    },
    {
      says: 'fails',
      when: /^CommandError: (?<error>(?:Cannot find a migration matching|More than one migration matches|App '[^']*' does not have migrations|No installed app with label|Can't use run_syncdb|Migrations can be pruned).*)/,
      state: 'unchanged',
      category: 'ConfigurationError',
    },
    // South, before Django 1.7
    { says: 'fails', when: /^Error in migration: (?<migration>\w+:\w+)$/ },
    ...TRACEBACK_ENDS,
    // System checks come first. Their heading says nothing, the line below it does.
    {
      says: 'fails',
      when: /^(?:django\.core\.management\.base\.)?(?<class>SystemCheckError): System check identified /,
      state: 'unchanged',
      category: 'ConfigurationError',
      remedy: 'Fix what the system check reports',
    },
    { says: 'tells', when: /^(?<error>\S{1,200}: \(\w+\.E\d+\) .+)/, within: 'failure', after: /^ERRORS:$/ },
  ],
};
