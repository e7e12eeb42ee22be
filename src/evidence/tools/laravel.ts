import type { Tool } from './rule.ts';

// Collision and Symfony name the class of an exception on a line of its own, its words stand below.
const CLASS = /^ {0,3}\[?(?:[A-Z]\w*\\(?:\w+\\)*\w+|[A-Z]\w*(?:Error|Exception))\]?$/;

/**
 * https://laravel.com/docs/migrations, versions 5 to 12: `Migrating: NAME` and `Migrated: NAME` up to 8, `NAME ... 4ms DONE` from 9 on.
 * Each migration in a transaction, unless it sets `$withinTransaction = false`, and only where the schema's grammar says that the database
 * has transactions for it: PostgreSQL and SQL Server.
 */
export const laravel: Tool = {
  name: 'Laravel',
  transaction: 'none',
  transactionOn: { postgresql: 'each-by-default', redshift: 'each-by-default', sqlserver: 'each-by-default' },
  again: 'php artisan migrate --force',
  rules: [
    // stancl/tenancy
    { says: 'target', when: /^\s*Tenant: (?<database>[\w.-]+)$/ },
    // spatie/laravel-multitenancy
    { says: 'target', when: /^\s*Running command for tenant `(?<database>[^`]{1,200})`/ },
    // The command as a shell or a deployer repeats it.
    {
      says: 'opens',
      when: /(?:^|[$>+%#] |\brun )\S{0,120}php[\d.]* (?:-\S{1,40} ){0,3}\S{0,120}artisan migrate(?: -[\w=/.:-]{1,60}){0,6}$/,
    },
    { says: 'opens', when: /^ {2,3}INFO {1,2}Running migrations\.$/ },
    { says: 'opens', when: /^\W{0,80}(?:Application In Production|APPLICATION IN PRODUCTION)[!.]?\W{0,80}$/ },
    { says: 'leaves-pieces', when: /^ {0,3}(?:Dropping all tables \.+|Dropped all tables successfully)/, whole: true },
    { says: 'begins', when: /^ {0,2}Migrating: +(?<migration>\d{4}_\d\d_\d\d_\w+)$/, earnest: true },
    // A dot for each column follows when it ends.
    { says: 'begins', when: /^ {2}(?<migration>\d{4}_\d\d_\d\d_\d{4,6}_\w+)$/, within: 'run' },
    { says: 'ends', when: /^ {0,2}Migrated: +(?<migration>\d{4}_\d\d_\d\d_\w+)/, earnest: true },
    { says: 'ends', when: /^ {0,3}(?<migration>\d{4}_\d\d_\d\d_\w+) [. \da-zµ,]{0,240}\bDONE$/, earnest: true },
    // What a migration prints stands before its end.
    { says: 'ends', when: /^\.[. \da-zµ,]{0,240} DONE$/, within: 'migration' },
    { says: 'nothing-pending', when: /^ {0,3}(?:INFO {1,2})?Nothing to migrate\.?$/ },
    // --pretend
    { says: 'rehearses', when: /^ {2}(?:⇂|\d{4}_\d\d_\d\d_\w+ \.+$)/u },
    {
      says: 'rehearses',
      when: /^[A-Z]\w+(?<!Error|Exception): (?:create table|alter table|drop table|insert into|update|rename table|delete from) [`"[]/,
    },
    // migrate:rollback, :reset, :refresh
    { says: 'down', when: /^ {2,3}INFO {1,2}Rolling back migrations\.$/ },
    { says: 'down', when: /^ {0,2}Rolling back: +(?<migration>\d{4}_\d\d_\d\d_\w+)$/ },
    { says: 'ends', when: /^ {0,2}Rolled back: +(?<migration>\d{4}_\d\d_\d\d_\w+)/ },
    // migrate:status, make:migration, a rollback of nothing, a run that another one holds up
    { says: 'other-command', when: /^ {0,3}(?:INFO {1,2})?Nothing to rollback\.?$/ },
    { says: 'other-command', when: /^ {0,3}Migration name \.+ (?:Batch \/ )?Status$/ },
    { says: 'other-command', when: /^\| Ran\? +\| Migration/ },
    {
      says: 'other-command',
      when: /^ {2,3}(?:INFO|ERROR) {1,2}(?:No pending migrations|No migrations found|Migration table not found)\.?$/,
    },
    { says: 'other-command', when: /The \[migrate\] command is already running\./ },
    { says: 'other-command', when: /^(?:Created Migration: | {2,3}INFO {1,2}Migration \[)/ },
    {
      says: 'fails',
      when: /^ {0,3}(?:WARN {1,2})?[Cc]ommand [Cc]ancell?ed[.!]$/,
      within: 'run',
      error: 'The application is in production, and nobody confirmed the command',
      category: 'ConfigurationError',
      state: 'unchanged',
      remedy: 'Run the command with --force',
    },
    { says: 'fails-too', when: /^ {0,3}(?<migration>\d{4}_\d\d_\d\d_\w+) [. \da-zµ,]{0,240}\bFAIL$/, earnest: true },
    { says: 'fails-too', when: /^[. \da-zµ,]{0,240} FAIL$/, within: 'migration' },
    {
      says: 'fails-too',
      when: /^ {0,3}\[?(?:[A-Z]\w*\\(?:\w+\\)*(?<class>\w+)|[A-Z]\w*(?:Error|Exception))\]?(?: {1,3}: .+)?$/,
      within: 'run',
    },
    // Its look for the table of its own, in the dialects of its schema's grammar: nothing has begun.
    {
      says: 'fails-too',
      when: /\bSQL: select .{1,300} (?:information_schema\.tables|sqlite_master|sys\.sysobjects|pg_class c|pg_class)\b.{1,200}\bmigrations\b/,
      within: 'before',
      state: 'unchanged',
    },
    {
      says: 'fails-too',
      when: /SQLSTATE\[(?:HY000|08006)\] \[\d{1,4}\] .{1,400}\bSQL: select .{1,300} from information_schema\.tables where /,
      within: 'before',
      state: 'unchanged',
    },
    // Without collision, Symfony's own box; the one of another command has no migration before it.
    { says: 'fails-too', when: /^In \w+\.php line \d+:$/, within: 'migration' },
    {
      says: 'tells',
      when: /^ {0,3}(?!SQLSTATE)(?<error>\S.*)/,
      after: CLASS,
      within: 'failure',
    },
    {
      says: 'tells',
      when: /^ {0,3}[A-Z]\w*\\(?:\w+\\)*(?:\w+) {1,3}: (?!SQLSTATE)(?<error>.+)/,
      within: 'failure',
    },
    {
      says: 'tells',
      when: /^ {0,3}(?!SQLSTATE)(?<error>\S.*)/,
      after: /^In \w+\.php line \d+:$/,
      within: 'failure',
    },
    { says: 'tells', when: /[/\\]migrations[/\\](?<migration>\d{4}_\d\d_\d\d_\w+)\.php[:(]\d+/, within: 'failure' },
  ],
};
